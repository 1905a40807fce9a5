# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sheet on the web: who gets it, what the preview shows, and that nothing is kept before."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory

from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.rules import GrantedRole
from leitstand.steering.actors import LinkHolder
from leitstand.steering.answer import AnswerContent
from leitstand.steering.models import Answer
from leitstand.steering.services import rounds
from leitstand.steering.sheet.stamp import sealed
from leitstand.steering.views.sheets import SheetAddresses, sheet_desk, sheet_file
from leitstand.ui.tables import Link
from tests.people import OPERATOR
from tests.steering.harbour import OFFICE, PLAN, ROUND, RUNNING, answered, duty, plan_stands
from tests.steering.harbour import round_stands as stands
from tests.steering.sheets import edited, put, workbook

pytestmark = pytest.mark.django_db

HERE = f"/meine-aufgaben/{ROUND}/werft/tabelle"
ACCOUNT, STATE = "Was ist geschehen?", "Stand der Umsetzung"


@pytest.fixture(autouse=True)
def crane(db: None) -> None:
    """The wharf owes two answers; one was given."""
    plan_stands()
    stands(is_example=True)
    answered(duty("hafen.1.I", "werft"))


def who(role: str, institution: str = "") -> Client:
    made = account_create(actor=OPERATOR, username=f"{role}-{institution}", name=role)
    role_grant(actor=OPERATOR, account=made, role=GrantedRole(role, institution))
    client = Client()
    client.force_login(made)
    return client


@pytest.fixture
def lead() -> Client:
    return who("lead", "werft")


def uploaded(client: Client, content: bytes, name: str = "tabelle.xlsx") -> Any:
    return client.post(HERE, {"tabelle": SimpleUploadedFile(name, content)})


def kept(response: Any) -> str:
    found = re.search(r'name="blatt" value="([^"]+)"', response.content.decode())
    assert found is not None
    return found[1]


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def test_the_file_goes_out_as_a_download_that_no_cache_keeps(lead: Client) -> None:
    response = lead.get(f"{HERE}.xlsx")
    assert response.content[:2] == b"PK"
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == f'attachment; filename="{ROUND}-werft.xlsx"'
    assert "no-store" in response["Cache-Control"]


def test_a_sheet_is_seen_before_it_is_taken(lead: Client) -> None:
    content = edited(
        workbook(),
        put("Antworten", ACCOUNT, 0, "<b>Er & sie</b>"),
        put("Antworten", STATE, 1, "läuft"),
    )
    page = uploaded(lead, content)
    assert page.status_code == 200
    assert "<b>Er & sie</b>" in text(page)
    assert b"<b>Er" not in page.content
    assert "Bitte angeben, wie Sie den Verlauf selbst einschätzen." in text(page)
    assert "Beispieldaten" in text(page)
    assert Answer.objects.count() == 1
    done = lead.post(HERE, {"blatt": kept(page), "wie": "einreichen"}, follow=True)
    assert "1 Antwort abgegeben, 1 Entwurf gespeichert." in text(done)
    assert Answer.objects.count() == 3
    assert Answer.objects.latest("id").way == "sheet"


def test_confirming_twice_takes_it_once(lead: Client) -> None:
    page = uploaded(lead, edited(workbook(), put("Antworten", ACCOUNT, 0, "Er steht.")))
    for sentence in ("1 Entwurf gespeichert.", "Alles stand schon so da"):
        done = lead.post(HERE, {"blatt": kept(page), "wie": "entwurf"}, follow=True)
        assert sentence in text(done)
    assert Answer.objects.count() == 2


def test_a_conflict_is_asked_and_nothing_is_taken_without_an_answer(lead: Client) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Tabelle"))
    answered(duty("hafen.1.I", "werft"), RUNNING.model_copy(update={"account": "Seite"}))
    page = uploaded(lead, content)
    assert "Tabelle: Tabelle" in text(page)
    assert "Jetzt gespeichert: Seite" in text(page)
    blank = lead.post(HERE, {"blatt": kept(page), "wie": "entwurf"})
    assert blank.status_code == 409
    assert Answer.objects.count() == 2
    chosen = {"wahl:hafen.1.I///account": "sheet"}
    done = lead.post(HERE, {"blatt": kept(blank), "wie": "einreichen", **chosen}, follow=True)
    assert "1 Antwort abgegeben." in text(done)
    newest = AnswerContent.model_validate(Answer.objects.latest("id").content)
    assert newest.account == "Tabelle"


def test_what_came_in_between_preview_and_confirmation_is_asked_too(lead: Client) -> None:
    page = uploaded(lead, edited(workbook(), put("Antworten", ACCOUNT, 0, "Tabelle")))
    assert "Jetzt gespeichert" not in text(page)
    answered(duty("hafen.1.I", "werft"), RUNNING.model_copy(update={"account": "Seite"}))
    again = lead.post(HERE, {"blatt": kept(page), "wie": "einreichen"})
    assert again.status_code == 409
    assert "Jetzt gespeichert: Seite" in text(again)
    assert Answer.objects.count() == 2


def test_troubles_are_told_and_there_is_nothing_to_confirm(lead: Client) -> None:
    page = uploaded(lead, edited(workbook(), put("Antworten", ACCOUNT, 0, "=1+1")))
    assert page.status_code == 422
    assert "Antworten!H4" in text(page)
    assert b'name="blatt"' not in page.content


@pytest.mark.parametrize("content", [b"", b"kein Excel", b"PK\x03\x04", bytes(3_000_000)])
def test_a_file_that_is_no_sheet_is_told_in_a_sentence(lead: Client, content: bytes) -> None:
    page = uploaded(lead, content)
    assert page.status_code == 422
    assert "Es ist nichts gespeichert." in text(page)


def test_no_file_at_all_is_told(lead: Client) -> None:
    assert "Bitte zuerst eine Datei auswählen." in text(lead.post(HERE, {}))


def test_nobody_else_can_confirm_a_preview(lead: Client) -> None:
    page = uploaded(lead, edited(workbook(), put("Antworten", ACCOUNT, 0, "Er steht.")))
    other = who("office")
    refused = other.post(HERE, {"blatt": kept(page), "wie": "entwurf"})
    assert refused.status_code == 422
    assert "nicht mehr gültig" in text(refused)
    forged = sealed(["x", [], []], owner="account:1 herbst werft")
    for blatt in (kept(page)[:-2], forged, "", "x:y:z"):
        assert lead.post(HERE, {"blatt": blatt, "wie": "entwurf"}).status_code == 422
    assert Answer.objects.count() == 1


def test_a_contributor_prepares_and_cannot_hand_in() -> None:
    contributor = who("contributor", "werft")
    page = uploaded(contributor, edited(workbook(), put("Antworten", ACCOUNT, 0, "Er steht.")))
    assert "Als Entwurf übernehmen" in text(page)
    assert "Übernehmen und abgeben" not in text(page)
    refused = contributor.post(HERE, {"blatt": kept(page), "wie": "einreichen"})
    assert refused.status_code == 403
    assert Answer.objects.count() == 1


def test_the_office_answers_on_behalf() -> None:
    office = who("office")
    page = uploaded(office, edited(workbook(), put("Antworten", ACCOUNT, 0, "Er steht.")))
    office.post(HERE, {"blatt": kept(page), "wie": "einreichen"})
    assert Answer.objects.latest("id").way == "behalf"


@pytest.mark.parametrize("role", ["lead", "contributor"])
def test_another_institution_sees_nothing(role: str) -> None:
    client = who(role, "zoll")
    for address in (HERE, f"{HERE}.xlsx"):
        assert client.get(address).status_code == 403
    assert uploaded(client, workbook()).status_code == 403


def test_nobody_is_sent_to_sign_in() -> None:
    assert Client().get(HERE).status_code == 302


def test_what_is_not_asked_is_not_there(lead: Client) -> None:
    for address in (f"/meine-aufgaben/{ROUND}/sued/x/tabelle", "/meine-aufgaben/nie/werft/tabelle"):
        assert lead.get(address).status_code == 404


def test_a_closed_round_says_so(lead: Client) -> None:
    rounds.round_close(actor=OFFICE, slug=ROUND)
    page = uploaded(lead, edited(workbook(), put("Antworten", ACCOUNT, 0, "Zu spät")))
    refused = lead.post(HERE, {"blatt": kept(page), "wie": "entwurf"})
    assert refused.status_code == 422
    assert "Die Runde ist geschlossen" in text(refused)
    rounds.round_freeze(actor=OFFICE, slug=ROUND)
    assert "Die Runde nimmt keine Antworten an." in text(lead.get(HERE))


def test_the_same_pages_serve_a_personal_link(rf: RequestFactory) -> None:
    holder = LinkHolder(7, ROUND, PLAN, "werft", "Anna", frozenset({"hafen.1.I"}))
    at = SheetAddresses("/antwort/x/tabelle", "/antwort/x/tabelle.xlsx", Link("Zurück", "/"))
    assert sheet_file(holder, ROUND, "werft").content[:2] == b"PK"
    request = rf.get("/antwort/x/tabelle")
    request.user = Client().get("/").wsgi_request.user
    page = sheet_desk(request, holder, ROUND, "werft", at)
    assert b"/antwort/x/tabelle.xlsx" in page.content
    assert "no-store" in page["Cache-Control"]


def test_the_page_and_its_preview_ask_few_questions(
    lead: Client, django_assert_max_num_queries: Any
) -> None:
    content = edited(workbook(), put("Antworten", ACCOUNT, 0, "Neu"))
    with django_assert_max_num_queries(12):
        lead.get(HERE)
    with django_assert_max_num_queries(22):
        uploaded(lead, content)
