# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Somebody tries links: against the OWASP top ten, with ``test_attacks_content``.

Each test names what it tries. What others answered never leaves before publication, and no refusal
says more than another.
"""

import datetime as dt
import logging
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from leitstand.core.logs import JsonLines
from leitstand.core.models import AuditEvent
from leitstand.core.selectors import data_version
from leitstand.plan.document import PlanDocument
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import AnswerWay
from leitstand.steering.models import Answer, AnswerLink, Attachment, Duty, Remark
from leitstand.steering.services.answers import answer_save
from leitstand.steering.services.attachments import attachment_add
from leitstand.steering.services.links import link_token
from leitstand.steering.services.remarks import question_ask, remark_add
from leitstand.steering.services.rounds import round_close, round_freeze
from leitstand.steering.views.link_guard import TRIES_A_MINUTE
from tests.people import OPERATOR, ClientOf
from tests.steering.cast import (
    BERLIN_ROUND,
    SAID,
    SECRET,
    berlin_asked,
    duties_of,
    fields,
    form_of,
    holder_client,
    home,
    link_of,
    send,
    text,
    token_address,
)
from tests.steering.files import PDF

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rested")]


def secretly_answered(institution: str = "sensw", measure: str = "") -> Duty:
    """Somebody else has answered, with a file, a question and a remark."""
    owed = next(one for one in duties_of(institution) if not measure or one.measure.key == measure)
    file = attachment_add(respondent=OPERATOR, duty=owed.id, name="geheim.pdf", content=PDF)
    content = AnswerContent.model_validate(
        SAID
        | {
            "account": SECRET,
            "evidence": [{"id": "n", "kind": "document", "title": SECRET, "attachment": file}],
        }
    )
    answer_save(
        respondent=OPERATOR,
        duty=owed.id,
        content=content,
        seen=0,
        is_submitted=True,
        way=AnswerWay.ACCOUNT,
        submission=uuid4(),
    )
    question_ask(actor=OPERATOR, duty=owed.id, text=SECRET)
    remark_add(respondent=OPERATOR, duty=owed.id, text=SECRET)
    return Duty.objects.get(pk=owed.id)


# A01, A07: coming in without a link, with a made up one, with a dead one


def outcome(client: Client, path: str) -> tuple[int, str, str]:
    """Where an address leads in the end: status, words, and which headers it sets."""
    response = client.get(path, follow=True)
    return response.status_code, words_of(response, path), str(sorted(response.headers))


def words_of(response: Any, path: str) -> str:
    """The page without its own address, which whoever asks knows already."""
    return re.sub(r'href="[^"]*"', "", text(response)).replace(path, "")


def test_guessed_changed_and_foreign_signatures_cannot_be_told_apart(link: AnswerLink) -> None:
    token = link_token(link.key)
    key, signature = token.split(".")
    other = link_token("A" * 24).split(".")[1]
    tried = [f"{key}.{'A' * 43}", f"{key}.{other}", f"{key}.{signature[:-1]}", f"{key}.", "x.y"]
    tried += [token[:-3], token + "A", token.upper(), f"{token}%00", "a" * 2_000, "%F0%9F%9A%A2"]
    found = {outcome(Client(), f"/antwort/{one}") for one in tried}
    assert len(found) == 1
    [(status, page, _headers)] = found
    assert status == 404
    assert "Diesen Link kennen wir nicht" in page
    assert AuditEvent.objects.filter(act="link.refused").exists()
    assert key not in str(list(AuditEvent.objects.values()))


def test_the_key_alone_opens_nothing_whether_there_is_such_a_link_or_not(
    link: AnswerLink,
) -> None:
    forged = Client()
    forged.cookies["leitstand-antwort-de"] = link.key
    signed_otherwise = Client()
    signed_otherwise.cookies["leitstand-antwort-de"] = link_token(link.key)
    for client in (Client(), forged, signed_otherwise):
        there, nowhere = (
            outcome(client, f"/antwort/{key}") for key in (link.key, "B" * len(link.key))
        )
        assert there == nowhere
        assert there[0] == 403


@pytest.mark.parametrize(
    ("change", "status", "words"),
    [
        ({"revoked_at": timezone.now()}, 410, "zurückgezogen"),
        ({"expires_at": timezone.now() - dt.timedelta(seconds=1)}, 410, "abgelaufen"),
    ],
)
def test_an_old_cookie_opens_nothing_once_the_link_is_dead(
    link: AnswerLink, vera: Client, change: dict[str, Any], status: int, words: str
) -> None:
    said = fields(vera.get(form_of(link))) | SAID
    AnswerLink.objects.filter(pk=link.pk).update(**change)
    for path in (token_address(link), home(link), form_of(link), f"{home(link)}/weitergeben"):
        response = vera.get(path, follow=True)
        assert response.status_code == status
        assert words in text(response)
    sent = vera.post(form_of(link), said | {"tun": "abgeben"})
    assert sent.status_code == status
    assert "Der Kran steht." in text(sent), "what was written is shown to be copied"
    assert not Answer.objects.exists()


def test_a_session_without_the_cookie_loses_nothing_that_was_written(link: AnswerLink) -> None:
    response = Client().post(form_of(link), SAID | {"tun": "abgeben"})
    assert response.status_code == 403
    assert "Der Kran steht." in text(response)


def test_trying_links_is_limited_for_good_and_bad_ones_alike(link: AnswerLink) -> None:
    client = Client(REMOTE_ADDR="192.0.2.7")
    found = [client.get("/antwort/x.y").status_code for _try in range(TRIES_A_MINUTE + 5)]
    assert found[-1] == 429
    assert found.count(302) <= TRIES_A_MINUTE
    refused = client.get(token_address(link))
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) <= 60
    assert Client(REMOTE_ADDR="192.0.2.8").get(token_address(link)).status_code == 302
    assert AuditEvent.objects.filter(act="link.refused").count() < TRIES_A_MINUTE


# A02, A09: the token stays where it was sent


def test_the_token_stands_in_no_page_header_log_record_or_later_address(
    link: AnswerLink, caplog: pytest.LogCaptureFixture
) -> None:
    signature = link_token(link.key).split(".")[1]
    client = Client()
    with caplog.at_level(logging.DEBUG):
        response = client.get(token_address(link), follow=True)
        dead = Client().get(f"{token_address(link)}x", follow=True)
    for one in (response, dead):
        assert signature not in text(one)
        assert signature not in str(one.headers)
        assert all(signature not in place for place, _status in one.redirect_chain)
    assert signature not in str(client.cookies)
    assert signature not in str(list(AuditEvent.objects.values()))
    ours = [one for one in caplog.records if one.name.startswith(("leitstand", "django.request"))]
    assert ours
    assert signature not in "".join(JsonLines().format(one) for one in ours)


def test_nobody_keeps_lists_or_passes_on_the_pages_of_a_link(
    link: AnswerLink, vera: Client
) -> None:
    for path in (token_address(link), home(link), form_of(link), "/antwort/unbekannt"):
        response = vera.get(path)
        assert "no-store" in response["Cache-Control"]
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert vera.get(token_address(link))["Referrer-Policy"] == "no-referrer"


def test_the_cookie_is_for_the_pages_of_this_link_alone(link: AnswerLink) -> None:
    response = Client().get(token_address(link))
    assert set(response.cookies) == {"leitstand-antwort-de", "leitstand-antwort-en"}
    for name, path in (("de", home(link)), ("en", f"/en{home(link)}")):
        cookie = response.cookies[f"leitstand-antwort-{name}"]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (path, True, "Lax")
        assert cookie["max-age"] == "", "it ends with the browser"


# A01: what is not mine


def test_a_link_opens_no_duty_of_another_institution_round_or_measure(
    link: AnswerLink, vera: Client
) -> None:
    foreign = secretly_answered()
    berlin_asked("berlin-zwei")
    other_round = duties_of("senweb", "berlin-zwei")[0].id
    some = holder_client(
        mine := link_of(
            "senweb",
            email="nur@example.org",
            measures=(duties_of("senweb")[1].measure.key,),
        )
    )
    tried = [
        (vera, link, foreign.pk),
        (vera, link, other_round),
        (some, mine, duties_of("senweb")[0].id),
        (vera, link, 999_999),
    ]
    pages = set()
    for client, own, duty in tried:
        for tail in ("", "/beleg", "/dateien/1"):
            response = client.get(path := f"{form_of(own, duty=duty)}{tail}")
            assert response.status_code == 404
            pages.add(words_of(response, path))
        for tail, said in (
            ("", SAID | {"tun": "abgeben", "seen": "0"}),
            ("/nachricht", {"text": "x"}),
            ("/rueckfragen/1", {"text": "x"}),
        ):
            assert client.post(f"{form_of(own, duty=duty)}{tail}", said).status_code == 404
    assert len(pages) == 1, "what is there and what is not look alike"
    assert SECRET not in "".join(pages)
    assert Remark.objects.count() == 2
    assert Answer.objects.count() == 1
    assert AuditEvent.objects.filter(act="answer.refused", actor=f"link:{link.pk}").exists()


def test_a_form_for_one_duty_cannot_be_sent_to_another(link: AnswerLink, vera: Client) -> None:
    first, second, *_others = duties_of("senweb")
    said = fields(vera.get(form_of(link, duty=first.id))) | SAID | {"tun": "abgeben"}
    assert vera.post(form_of(link, duty=first.id), said).status_code == 302
    replayed = vera.post(form_of(link, duty=second.id), said)
    assert replayed.status_code == 422
    assert Answer.objects.count() == 1
    future = said | {"seen": "99", "submission": "0b06cb43-9f8a-4f6a-9d5c-3f8a5a0d6f11"}
    assert vera.post(form_of(link, duty=second.id), future).status_code == 422


def test_a_file_of_another_institution_is_neither_read_nor_named(
    link: AnswerLink, vera: Client
) -> None:
    foreign = secretly_answered()
    file = Attachment.objects.get()
    assert vera.get(f"{form_of(link)}/dateien/{file.pk}").status_code == 404
    assert vera.get(f"{form_of(link, duty=foreign.pk)}/dateien/{file.pk}").status_code == 404
    response = send(
        vera,
        form_of(link),
        **SAID,
        **{
            "evidence-0-title": "x",
            "evidence-0-kind": "document",
            "evidence-0-attachment": str(file.pk),
        },
    )
    assert response.status_code == 422
    assert "geheim.pdf" not in text(response)
    send(vera, form_of(link), f"datei-weg-{file.pk}")
    assert Attachment.objects.filter(pk=file.pk).exists()
    assert Attachment.objects.count() == 1


def test_a_question_of_another_institution_is_not_replied_to(
    link: AnswerLink, vera: Client
) -> None:
    secretly_answered()
    question = Remark.objects.get(kind="question")
    response = vera.post(f"{form_of(link)}/rueckfragen/{question.pk}", {"text": "x"})
    assert response.status_code == 404
    assert not Remark.objects.filter(kind="reply").exists()


def test_a_holder_neither_revokes_nor_sees_what_others_passed_on(
    link: AnswerLink, vera: Client
) -> None:
    otto_link = link_of("senweb", email="otto@example.org")
    otto = holder_client(otto_link)
    said = {"name": "Kai", "email": "kai@example.org", "language": "de"}
    assert otto.post(f"{home(otto_link)}/weitergeben", said).status_code == 302
    child = AnswerLink.objects.get(email="kai@example.org")
    assert "kai@example.org" not in text(vera.get(f"{home(link)}/weitergeben"))
    for target in (child, otto_link, link):
        assert vera.post(f"{home(link)}/weitergeben/{target.pk}").status_code == 404
    assert not AnswerLink.objects.filter(revoked_at__isnull=False).exists()


def test_an_account_opens_no_duty_of_another_institution(
    link: AnswerLink, client_of: ClientOf
) -> None:
    foreign = secretly_answered()
    file = Attachment.objects.get()
    base = f"/meine-aufgaben/aufgaben/{foreign.pk}"
    for role in ("lead", "contributor"):
        client = client_of(role)
        for tail in ("", "/beleg", f"/dateien/{file.pk}"):
            assert client.get(base + tail).status_code == 404
        assert client.post(base, SAID | {"tun": "abgeben"}).status_code == 404
        assert SECRET not in text(client.get("/meine-aufgaben"))
    for role in ("committee", "network", "reader"):
        assert client_of(role).get(base).status_code == 403


# What others answered, before publication


def test_co_leads_do_not_read_each_other_before_publication(berlin: PlanDocument) -> None:
    berlin_asked()
    [mine] = [one for one in duties_of("sensw") if one.measure.key == "flaechen.2.II"]
    others = [
        one
        for one in Duty.objects.filter(measure="flaechen.2.II").exclude(pk=mine.id)
        if one.institution is not None
    ]
    assert others
    for one in others[:3]:
        assert one.institution is not None
        secretly_answered(one.institution.slug, "flaechen.2.II")
    link = link_of("sensw")
    client = holder_client(link)
    paths = [home(link), form_of(link, duty=mine.id), f"{form_of(link, duty=mine.id)}/beleg"]
    strangers = [
        "/plaene/berlin-2018-2021/massnahmen/flaechen.2.II",
        "/plaene/berlin-2018-2021/aenderungen",
        "/",
    ]
    for state in ("open", "review", "frozen"):
        if state == "review":
            round_close(actor=OPERATOR, slug=BERLIN_ROUND)
        if state == "frozen":
            round_freeze(actor=OPERATOR, slug=BERLIN_ROUND, despite_open_questions=True)
        for path in [*paths, *strangers]:
            page = text(client.get(path, follow=True))
            assert SECRET not in page
            assert "geheim.pdf" not in page


def test_neither_headers_nor_data_version_tell_that_somebody_answered(link: AnswerLink) -> None:
    before = data_version()
    secretly_answered()
    assert data_version() == before
