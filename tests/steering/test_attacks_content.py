# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Somebody tries: words that would be markup, files that lie, forms from elsewhere."""

from typing import Any

import pytest
from django.test import Client

from leitstand.steering.models import Answer, AnswerLink, Attachment
from leitstand.steering.services.attachments import attachment_add
from leitstand.steering.services.rounds import round_close, round_freeze
from tests.people import OPERATOR, ClientOf
from tests.plan.pages import parse
from tests.steering.cast import (
    BERLIN_ROUND,
    SAID,
    duties_of,
    fields,
    form_of,
    home,
    send,
    text,
    token_address,
    upload,
)
from tests.steering.files import PDF, docx, packed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rested")]


# A03: words that would be markup


TEXT_FIELDS = (
    "account",
    "obstacles",
    "support_wanted",
    "next_step",
    "milestones-0-title",
    "evidence-0-title",
    "evidence-0-code",
    "evidence-0-body",
    "budget-0-line",
    "budget-0-source",
)
HOSTILE = (
    '"><script>alert(1)</script>',
    "<img src=x onerror=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% raw %}",
    "'; DROP TABLE steering_answer; --",
    "\u202egnp.exe",
)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_text_of_an_answer_becomes_markup(
    link: AnswerLink, vera: Client, client_of: ClientOf, words: str
) -> None:
    said: dict[str, Any] = SAID | dict.fromkeys(TEXT_FIELDS, words)
    said |= {"evidence-0-kind": "decision", "budget-0-year": "2026"}
    said |= {"evidence-0-file": upload(f"{words}.pdf".replace("/", ""), PDF)}
    duty = duties_of("senweb")[0].id
    assert send(vera, form_of(link), "entwurf", **said).status_code == 302
    assert send(vera, form_of(link)).status_code == 302
    vera.post(f"{form_of(link)}/nachricht", {"text": words})
    vera.post(
        f"{home(link)}/weitergeben",
        {"name": words, "email": "kai@example.org", "language": "de"},
    )
    lead = client_of("lead")
    pages = [
        vera.get(form_of(link)),
        vera.get(f"{form_of(link)}/beleg"),
        vera.get(f"{home(link)}/weitergeben"),
        lead.get(f"/meine-aufgaben/aufgaben/{duty}"),
        lead.get(f"/meine-aufgaben/aufgaben/{duty}/beleg"),
        vera.post(form_of(link), said | {"state": "", "tun": "abgeben"}),
    ]
    for page in pages:
        assert page.status_code in {200, 422}
        tree = parse(page.content.decode())
        assert not tree.all("script")
        assert not tree.all("img")
        assert "49" not in words or "49" not in page.content.decode()
    assert Answer.objects.count() == 2


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "//evil.example/x",
        "file:///etc/passwd",
        "https:evil",
    ],
)
def test_evidence_leads_to_no_script(link: AnswerLink, vera: Client, href: str) -> None:
    said = SAID | {"evidence-0-title": "Seite", "evidence-0-href": href}
    response = send(vera, form_of(link), **said)
    assert response.status_code == 422
    anchors = parse(response.content.decode()).all("a")
    assert not [a for a in anchors if "alert" in a.attributes.get("href", "")]
    assert not Answer.objects.exists()


# A04, A08: files


LYING = {
    "page as PDF": ("bericht.pdf", b"<!doctype html><script>alert(1)</script>"),
    "drawing as PNG": ("bild.png", b'<svg xmlns="x" onload="alert(1)"/>'),
    "program as Word": ("bericht.docx", b"MZ\x90\x00\x03" + b"\0" * 200),
    "macros": ("bericht.docx", docx(**{"word__vbaProject.bin": b"x"})),
    "bomb": ("mappe.xlsx", packed({"a": b"\0" * 40_000_000})),
}


@pytest.mark.parametrize("case", LYING)
def test_an_upload_that_lies_is_refused_in_words_and_the_rest_is_kept(
    link: AnswerLink, vera: Client, case: str
) -> None:
    name, content = LYING[case]
    response = send(
        vera, form_of(link), **SAID, **{"evidence-0-file": upload(name, content, "application/pdf")}
    )
    assert response.status_code == 422
    page = text(response)
    assert name in page[page.index("Noch nicht gespeichert") :]
    assert fields(response)["account"] == SAID["account"]
    assert not Attachment.objects.exists()
    assert not Answer.objects.exists()


def test_an_upload_too_large_is_cut_off_and_told(link: AnswerLink, vera: Client) -> None:
    large = upload("gross.txt", b"a" * (40 * 1024 * 1024))
    response = send(vera, form_of(link), **SAID, **{"evidence-0-file": large})
    assert response.status_code == 422
    assert "größer als 10 MB" in text(response)
    assert not Attachment.objects.exists()


@pytest.mark.parametrize(
    "name", ["../../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "/etc/x.pdf", "C:\\x.pdf", "a/../x.pdf"]
)
def test_a_path_in_a_name_leads_nowhere(link: AnswerLink, vera: Client, name: str) -> None:
    duty = duties_of("senweb")[0].id
    file = attachment_add(respondent=OPERATOR, duty=duty, name=name, content=PDF)
    got = vera.get(f"{form_of(link)}/dateien/{file}")
    assert got["Content-Disposition"] == 'attachment; filename="x.pdf"'


def test_a_name_breaks_out_of_no_header(link: AnswerLink, vera: Client) -> None:
    duty = duties_of("senweb")[0].id
    name = 'a"\r\nSet-Cookie: x=1\r\n\r\n<script>.pdf'
    file = attachment_add(respondent=OPERATOR, duty=duty, name=name, content=PDF)
    got = vera.get(f"{form_of(link)}/dateien/{file}")
    assert "Set-Cookie" not in got
    assert "\n" not in got["Content-Disposition"]
    assert got.content == PDF


# A05, A08: forms from elsewhere


def test_every_form_behind_a_link_is_safe_from_forgery(link: AnswerLink) -> None:
    client = Client(enforce_csrf_checks=True)
    client.get(token_address(link))
    page = client.get(form_of(link))
    said = fields(page) | SAID | {"tun": "abgeben"}
    bare = {name: value for name, value in said.items() if name != "csrfmiddlewaretoken"}
    for path, sent in (
        (form_of(link), bare),
        (f"{form_of(link)}/nachricht", {"text": "x"}),
        (f"{form_of(link)}/rueckfragen/1", {"text": "x"}),
        (f"{home(link)}/weitergeben", {"name": "K", "email": "k@example.org", "language": "de"}),
        (f"{home(link)}/weitergeben/1", {}),
    ):
        assert client.post(path, sent).status_code == 403
    assert not Answer.objects.exists()
    assert client.post(form_of(link), said).status_code == 302


def test_a_frozen_round_changes_for_nobody(link: AnswerLink, vera: Client) -> None:
    duty = duties_of("senweb")[0].id
    said = fields(vera.get(form_of(link))) | SAID
    round_close(actor=OPERATOR, slug=BERLIN_ROUND)
    round_freeze(actor=OPERATOR, slug=BERLIN_ROUND)
    assert vera.post(form_of(link), said | {"tun": "abgeben"}).status_code == 422
    assert vera.post(f"{form_of(link)}/nachricht", {"text": "x"}).status_code == 422
    with_file = said | {"tun": "abgeben", "evidence-0-file": upload("a.pdf", PDF)}
    assert vera.post(form_of(link, duty=duty), with_file).status_code == 422
    passing = {"name": "K", "email": "k@example.org", "language": "de"}
    assert vera.post(f"{home(link)}/weitergeben", passing).status_code == 422
    assert not Answer.objects.exists()
    assert not Attachment.objects.exists()
    assert vera.get(home(link)).status_code == 200


@pytest.mark.parametrize(
    "broken",
    [
        {},
        {"milestones-rows": "999999999"},
        {"milestones-rows": "-1", "evidence-rows": "x", "budget-rows": "٣"},
        {"tun": "zeile-gibts-nicht"},
        {"tun": "datei-weg-x"},
        {"tun": "datei-weg-" + "9" * 60},
        {"seen": "-1"},
        {"seen": "9" * 30},
        {"submission": "kein uuid"},
        {"account": "\x00"},
        {"evidence-rows": "1", "evidence-0-title": "x", "evidence-0-attachment": "9" * 40},
        {"milestones-rows": "1", "milestones-0-id": "<script>", "milestones-0-title": "x"},
        {"tun": "unveraendert"},
    ],
    ids=str,
)
def test_a_broken_form_breaks_nothing(
    link: AnswerLink, vera: Client, broken: dict[str, str]
) -> None:
    response = vera.post(form_of(link), broken)
    assert response.status_code in {200, 422}
    assert not Answer.objects.exists()
