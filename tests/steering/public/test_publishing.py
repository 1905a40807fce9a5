# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A round on its way to the public: what was not there before it, and what stays inside."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from leitstand.plan.document import PlanDocument
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import AnswerWay
from leitstand.steering.models import Attachment, Duty, ReportingRound
from leitstand.steering.rules.registry import CHAPTERS
from leitstand.steering.services.answers import answer_save
from leitstand.steering.services.rounds import round_publish
from tests.steering.public.places import PLAN
from tests.steering.published import MEASURE, OFFICE, ROUND, published_round

pytestmark = pytest.mark.django_db


def test_what_an_unpublished_round_said_is_no_reason_in_a_published_one(
    client: Client, berlin: PlanDocument
) -> None:
    published_round("frueher", is_published=False)
    ReportingRound.objects.filter(slug="frueher").update(reporting_on="2018-06-30")
    published_round()
    for address in (
        f"{PLAN}/runden/{ROUND}.json",
        f"{PLAN}/runden/{ROUND}/massnahmen/{MEASURE}.json",
    ):
        text = client.get(address).content.decode()
        assert "frueher" not in re.sub(r'"frueher": \{', "", text)
        assert '"same-words"' not in text


def test_every_rule_is_printed(client: Client, berlin: PlanDocument) -> None:
    html = client.get(f"{PLAN}/bewertungsregeln").content.decode()
    for chapter in CHAPTERS:
        for rule in chapter.rules:
            assert f'id="regel-{rule.key}"' in html
            assert str(rule.concludes) in unescape(html)


def test_words_of_an_answer_are_never_markup_and_files_are_not_public(
    client: Client, berlin: PlanDocument
) -> None:
    published_round(is_published=False)
    ReportingRound.objects.update(state="open")
    owed = Duty.objects.get(measure=MEASURE, institution__slug="bezirk-pankow")
    file = Attachment.objects.create(
        duty=owed,
        name="<i>Plan</i>.pdf",
        media_type="application/pdf",
        size=7,
        sha256="ab" * 32,
        content=b"geheim!",
        added_by="cli:test",
        added_at="2018-10-20T12:00:00Z",
    )
    evil = "<script>alert(1)</script>\n=2+2"
    answer_save(
        respondent=OFFICE,
        duty=owed.pk,
        content=AnswerContent.model_validate(
            {
                "state": "running",
                "outlook": "on-track",
                "account": evil,
                "evidence": [
                    {"id": "datei", "kind": "document", "title": evil, "attachment": file.pk}
                ],
            }
        ),
        seen=0,
        is_submitted=True,
        way=AnswerWay.BEHALF,
        submission=uuid4(),
    )
    ReportingRound.objects.update(state="frozen")
    round_publish(actor=OFFICE, slug=ROUND)
    page = f"{PLAN}/runden/{ROUND}/massnahmen/{MEASURE}"
    html = client.get(page).content.decode()
    assert "<script>alert" not in html
    assert "<i>Plan" not in html
    assert "&lt;script&gt;alert(1)" in html
    assert "ab" * 32 in html
    assert "geheim!" not in html
    table = client.get(f"{page}.csv?tabelle=antworten").content.decode()
    assert "<script>alert(1)" in table


def test_a_plan_without_rounds_says_so(client: Client, berlin: PlanDocument) -> None:
    assert "noch nichts veröffentlicht" in client.get(f"{PLAN}/stand").content.decode()
    assert "Noch keine Runde" in client.get(f"{PLAN}/runden").content.decode()
    assert "Stand der Umsetzung" not in client.get(f"{PLAN}/massnahmen/{MEASURE}").content.decode()


def test_publishing_changes_the_pages_of_the_plan(client: Client, berlin: PlanDocument) -> None:
    page = f"{PLAN}/massnahmen/{MEASURE}"
    published_round(is_published=False)
    assert "Herbst 2018" not in client.get(page).content.decode()
    round_publish(actor=OFFICE, slug=ROUND)
    html = client.get(page).content.decode()
    assert "teilweise berichtet laut Runde Herbst 2018; 1 von 13 Antworten liegen vor" in html
    assert f'href="{PLAN}/runden/{ROUND}/massnahmen/{MEASURE}"' in html


def test_a_real_round_bears_no_mark(client: Client, berlin: PlanDocument) -> None:
    published_round(is_example=False)
    for page in (
        f"{PLAN}/stand",
        f"{PLAN}/runden",
        f"{PLAN}/runden/{ROUND}",
        f"{PLAN}/runden/{ROUND}/massnahmen/flaechen.2.II",
        f"{PLAN}/massnahmen/flaechen.2.II",
    ):
        for address in (page, f"{page}.json", f"{page}.csv"):
            response = client.get(address)
            assert response.status_code == 200
            assert "Beispieldaten" not in response.content.decode(), address
