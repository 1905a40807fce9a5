# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A round is prepared and taken through its life on the desk: told first, done once, on record."""

import datetime as dt
import html
from typing import Any

import pytest
from django.test import Client

from leitstand.core.models import AuditEvent
from leitstand.plan.document import PlanDocument
from leitstand.steering.models import Duty, ReportingRound
from leitstand.steering.services.remarks import question_ask
from tests.people import ClientOf
from tests.steering.desk_cast import OFFICE, PLAN, SOON, duties, says, today

pytestmark = pytest.mark.django_db
DESK = "/geschaeftsstelle"
NEW = f"{DESK}/plaene/{PLAN}/neue-runde"
HERE = f"{DESK}/runden/probe"
WEEK = dt.timedelta(days=7)


@pytest.fixture
def office(berlin: PlanDocument, client_of: ClientOf) -> Client:
    return client_of("office")


def text(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def sent(**changes: object) -> dict[str, object]:
    """The form of a round about the marketing cluster."""
    return {
        "title_de": "Probe",
        "title_en": "Trial",
        "slug": "probe",
        "reporting_on": today().isoformat(),
        "due_on": (today() + WEEK).isoformat(),
        "scope": ["marketing"],
        "act": "save",
    } | changes


def acts() -> list[str]:
    return list(
        AuditEvent.objects.filter(act__startswith="round.")
        .order_by("id")
        .values_list("act", flat=True)
    )


def step(client: Client, name: str, **said: object) -> Any:
    return client.post(f"{HERE}/schritte/{name}", said)


def test_a_preview_says_who_would_owe_what_and_writes_nothing(office: Client) -> None:
    page = text(office.post(NEW, sent(act="preview", scope=["flaechen"])))
    assert "gespeichert ist noch nichts" in page
    assert "Bezirke: 12 Mitglieder antworten einzeln" in page
    assert "fehlt ein Kontakt" in page
    assert not ReportingRound.objects.exists()
    assert acts() == []


def test_a_draft_shows_what_it_would_ask_and_asks_nobody(office: Client) -> None:
    made = office.post(NEW, sent())
    assert made["Location"] == f"{HERE}?getan=angelegt"
    page = text(office.get(HERE))
    assert "14 Antworten werden erbeten" in page
    assert not Duty.objects.exists()
    data = office.get(f"{HERE}.json").json()
    assert sum(one["answers"] for one in data["tables"]["vorschau"]["records"]) == 14


def test_pressing_save_twice_makes_one_round(office: Client) -> None:
    for _press in range(2):
        assert office.post(NEW, sent()).status_code == 302
    assert acts() == ["round.create"]
    other = office.post(NEW, sent(title_de="Etwas anderes"))
    assert other.status_code == 422
    assert "schon vergeben" in text(other)


def test_a_branch_below_a_ticked_one_is_no_second_wish(office: Client) -> None:
    office.post(NEW, sent(scope=["marketing", "marketing.1", "flaechen.2"]))
    assert set(ReportingRound.objects.get().scope) == {"marketing", "flaechen.2"}


def test_the_whole_trunk_is_the_whole_plan(office: Client) -> None:
    page = office.get(NEW).content.decode()
    everything = [part.split('"')[0] for part in page.split('name="scope" value="')[1:]]
    assert len(everything) > 30
    office.post(NEW, sent(scope=everything))
    assert ReportingRound.objects.get().scope == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"slug": "Mit Leerzeichen"}, "Kennung"),
        ({"reporting_on": "2099-01-01", "due_on": "2099-02-01"}, "Zukunft"),
        ({"due_on": "2001-01-01"}, "Frist"),
        ({"title_en": " "}, "Titel"),
        ({"scope": ["gibtsnicht"]}, "gibtsnicht"),
        ({"due_on": "übermorgen"}, "Frist"),
    ],
)
def test_what_cannot_be_asked_is_told(office: Client, changes: dict[str, Any], words: str) -> None:
    refused = office.post(NEW, sent(**changes))
    assert refused.status_code == 422
    assert words in text(refused)
    assert not ReportingRound.objects.exists()


def test_an_open_round_changes_only_its_titles_and_its_deadline(office: Client) -> None:
    office.post(NEW, sent())
    step(office, "oeffnen")
    page = text(office.get(f"{HERE}/aendern"))
    assert 'name="scope"' not in page
    later = (today() + 2 * WEEK).isoformat()
    changed = {"title_de": "Probe 2", "title_en": "Trial 2", "due_on": later, "act": "save"}
    smuggled = changed | {"scope": ["flaechen"], "reporting_on": "2020-01-01"}
    assert office.post(f"{HERE}/aendern", smuggled).status_code == 302
    found = ReportingRound.objects.get()
    assert (found.title_de, found.due_on.isoformat()) == ("Probe 2", later)
    assert (found.scope, found.reporting_on) == (["marketing"], today())


def test_a_draft_is_thrown_away_and_an_open_round_is_not(office: Client) -> None:
    office.post(NEW, sent())
    for _press in range(2):
        gone = office.post(f"{HERE}/verwerfen")
        assert gone["Location"] == f"{DESK}?getan=verworfen"
    assert office.get(f"{HERE}/verwerfen").status_code == 404
    office.post(NEW, sent())
    step(office, "oeffnen")
    assert office.post(f"{HERE}/verwerfen").status_code == 422
    assert ReportingRound.objects.get().state == "open"


def test_every_step_is_told_first_and_done_once(office: Client) -> None:
    office.post(NEW, sent())
    for name in ("oeffnen", "schliessen", "einfrieren", "veroeffentlichen"):
        before = ReportingRound.objects.get().state
        page = text(office.get(f"{HERE}/schritte/{name}"))
        assert "Was dann geschieht" in page
        assert ReportingRound.objects.get().state == before, "reading took the step"
        for _press in range(2):
            assert step(office, name)["Location"] == f"{HERE}?getan={name}"
    assert acts() == [
        "round.create",
        "round.open",
        "round.close",
        "round.freeze",
        "round.publish",
    ]


def test_a_step_out_of_turn_is_refused_in_words(office: Client) -> None:
    office.post(NEW, sent())
    for name in ("schliessen", "einfrieren", "veroeffentlichen"):
        shown = office.get(f"{HERE}/schritte/{name}")
        assert shown.status_code == 409
        assert "Das geht jetzt nicht" in text(shown)
        step(office, name)
        assert ReportingRound.objects.get().state == "draft"


def test_what_speaks_against_a_step_is_counted(office: Client) -> None:
    office.post(NEW, sent())
    page = text(office.get(f"{HERE}/schritte/oeffnen"))
    assert "Für 3 Institutionen fehlt ein Kontakt" in page
    step(office, "oeffnen")
    first, second = duties("probe", "senweb")[:2]
    late = {"id": "m1", "title": "Vertrag", "due_on": "2020-01-01"}
    says(first, SOON.model_validate(SOON.model_dump() | {"milestones": [late]}))
    says(second, SOON, is_submitted=False)
    page = text(office.get(f"{HERE}/schritte/schliessen"))
    assert "1 von 14 (7 %)" in page
    assert "13 Antworten fehlen." in page
    assert "1 Antwort ist angefangen, aber nicht abgegeben." in page
    assert "1 Antwort widerspricht sich oder den Regeln." in page


def test_a_round_with_an_open_question_freezes_only_when_that_is_said(office: Client) -> None:
    office.post(NEW, sent())
    step(office, "oeffnen")
    duty = duties("probe", "senweb")[0]
    says(duty, SOON)
    question_ask(actor=OFFICE, duty=duty.pk, text="Warum?")
    step(office, "schliessen")
    page = text(office.get(f"{HERE}/schritte/einfrieren"))
    assert "1 Rückfrage ist offen." in page
    refused = step(office, "einfrieren")
    assert refused.status_code == 422
    assert "Rückfragen sind noch offen" in text(refused)
    assert step(office, "einfrieren", despite_open_questions="on").status_code == 302


def test_a_closed_round_opens_again_with_another_deadline(office: Client) -> None:
    office.post(NEW, sent())
    step(office, "oeffnen")
    step(office, "schliessen")
    past = (today() - WEEK).isoformat()
    assert step(office, "wieder-oeffnen", due_on=past).status_code == 422
    assert step(office, "wieder-oeffnen").status_code == 422
    later = today() + 3 * WEEK
    assert step(office, "wieder-oeffnen", due_on=later.isoformat()).status_code == 302
    found = ReportingRound.objects.get()
    assert (found.state, found.due_on) == ("open", later)
