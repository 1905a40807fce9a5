# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the office's desk: what they cost, what they show and to whom, what they refuse."""

import html
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoDbBlocker

from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.models import AuditEvent
from leitstand.core.rules import GrantedRole
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.steering.models import Contact
from tests.people import OPERATOR, ROLES, ClientOf
from tests.plan.pages import parse
from tests.steering.desk_cast import (
    EARLIER,
    PLAN,
    ROUND,
    duties,
    frozen_round_stands,
    open_round_stands,
)

DESK = "/geschaeftsstelle"
HERE = f"{DESK}/runden/{ROUND}"
# Address, and how many statements it may cost: budgets, not measurements.
BUDGETS = {
    DESK: 6,
    f"/en{DESK}": 6,
    HERE: 12,
    f"/en{HERE}": 12,
    f"{HERE}.json": 12,
    f"{HERE}.csv": 12,
    f"{HERE}?liste=alle&institution=ibb": 12,
    f"{DESK}/runden/{EARLIER}": 12,
    f"{HERE}/aendern": 8,
    f"{HERE}/links": 7,
    f"{HERE}/links/sensw": 9,
    f"{HERE}/schritte/schliessen": 13,
    f"{DESK}/kontakte": 15,
    f"{DESK}/kontakte/neu": 4,
    f"{DESK}/kontakte/einlesen": 2,
    f"{DESK}/plaene/{PLAN}/neue-runde": 6,
    # A rehearsal writes every letter in full, in the language of whoever gets it.
    f"{HERE}/post?jeden-tag=1": 24,
}
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def rounds(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, berlin_document: PlanDocument
) -> Iterator[None]:
    """The rounds stand in the database for the whole module; each test is rolled back to them."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan_import(document=berlin_document, actor="test")
        frozen_round_stands()
        open_round_stands()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def office(client_of: ClientOf) -> Client:
    return client_of("office")


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def answered(institution: str) -> int:
    return duties(ROUND, institution)[0].pk


def rows(client: Client, query: str = "") -> list[dict[str, Any]]:
    """The worklist as data."""
    found = client.get(f"{HERE}.json{query}").json()
    records: list[dict[str, Any]] = found["tables"]["arbeitsliste"]["records"]
    return records


@pytest.mark.parametrize("path", BUDGETS)
def test_a_page_keeps_its_budget_and_is_well_formed(office: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as found:
        response = office.get(path)
    assert response.status_code == 200
    assert len(found) <= BUDGETS[path]
    assert response["Cache-Control"] == "private, no-store"
    if response["Content-Type"].startswith("text/html"):
        parse(response.content.decode())


# In English one more, for the words of phases.
@pytest.mark.parametrize(("language", "budget"), [("", 12), ("/en", 13)])
def test_looking_through_an_answer_keeps_the_budget(
    office: Client, language: str, budget: int
) -> None:
    path = f"{language}{HERE}/antworten/{answered('ibb')}"
    with CaptureQueriesContext(connection) as found:
        assert office.get(path).status_code == 200
    assert len(found) <= budget


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
@pytest.mark.parametrize(
    "path", [DESK, HERE, f"{DESK}/kontakte", f"{HERE}/links", f"{HERE}/post", f"{HERE}/aendern"]
)
def test_others_are_refused_and_that_is_on_record(
    client_of: ClientOf, role: str, path: str
) -> None:
    response = client_of(role).get(path)
    assert response.status_code == 403
    assert "@" not in text(response).replace("@example", "")
    assert AuditEvent.objects.filter(act="access.refused", subject=path).count() == 1


def test_the_office_of_another_plan_sees_nothing_of_this_one(client: Client) -> None:
    other = account_create(actor=OPERATOR, username="anders", name="Anders")
    role_grant(actor=OPERATOR, account=other, role=GrantedRole("office", plan="hafen"))
    client.force_login(other)
    desk = client.get(DESK)
    assert desk.status_code == 200
    assert "Herbst" not in text(desk)
    duty = answered("ibb")
    for path in (
        HERE,
        f"{HERE}.json",
        f"{HERE}/aendern",
        f"{HERE}/verwerfen",
        f"{HERE}/links",
        f"{HERE}/links/sensw",
        f"{HERE}/post",
        f"{HERE}/antworten/{duty}",
        f"{HERE}/schritte/schliessen",
        f"{DESK}/plaene/{PLAN}/neue-runde",
    ):
        assert client.get(path).status_code == 403, path
        assert client.post(path, {"act": "accept", "number": "1"}).status_code == 403, path


@pytest.mark.parametrize(
    "path",
    [
        f"{DESK}/runden/gibtsnicht",
        f"{HERE}/antworten/999999",
        f"{HERE}/schritte/unfug",
        f"{HERE}/links/gibtsnicht",
        f"{DESK}/kontakte/999999",
        f"{DESK}/plaene/gibtsnicht/neue-runde",
    ],
)
def test_what_there_is_not_is_a_404_in_words(office: Client, path: str) -> None:
    assert office.get(path).status_code == 404


def test_an_answer_of_another_round_is_not_shown_here(office: Client) -> None:
    other = duties(EARLIER, "ibb")[0].pk
    assert office.get(f"{HERE}/antworten/{other}").status_code == 404


def test_every_page_leads_the_office_to_its_desk_and_nobody_else(
    office: Client, client_of: ClientOf, client: Client
) -> None:
    link = f'href="{DESK}"'
    assert link in text(office.get("/"))
    assert link not in text(client.get("/"))
    assert link not in text(client_of("lead").get("/"))
    assert 'href="/meine-aufgaben"' in text(client_of("lead").get("/"))


def test_counts_lead_to_lists_that_are_as_long(office: Client) -> None:
    counts = office.get(f"{HERE}.json").json()["counts"]
    assert counts["durchsicht"] == 2
    for name, count in counts.items():
        assert len(rows(office, f"?liste={name}")) == count, name


def test_without_a_filter_the_worklist_shows_what_is_not_accepted(office: Client) -> None:
    everything = rows(office, "?liste=alle")
    assert len(rows(office)) == len(everything) > 100


def test_filters_stand_in_the_address_and_are_taken_back_one_by_one(office: Client) -> None:
    page = text(office.get(f"{HERE}?liste=durchsicht&institution=ibb"))
    assert f'href="{HERE}?institution=ibb"' in page
    assert f'href="{HERE}?liste=durchsicht"' in page
    assert len(rows(office, "?liste=durchsicht&institution=ibb")) == 1
    assert rows(office, "?liste=gibtsnicht") == []


def test_every_row_has_one_act_that_leads_somewhere(office: Client) -> None:
    helps = {row["help"]["text"]: row["help"]["href"] for row in rows(office, "?liste=alle")}
    assert set(helps) == {
        "Durchsehen",
        "Erinnern",
        "Federführung klären",
        "Kontakt anlegen",
    }
    for href in helps.values():
        assert office.get(href).status_code == 200, href


def test_the_data_of_the_worklist_name_no_person(office: Client) -> None:
    for suffix in ("json", "csv"):
        words = office.get(f"{HERE}.{suffix}?liste=alle").content.decode()
        assert "@" not in words
        assert "Frau" not in words


def test_the_districts_are_told_apart(office: Client) -> None:
    told = office.get(f"{HERE}.json").json()["tables"]["gruppen"]["records"]
    districts = [one for one in told if one["group"] == "Bezirke"]
    assert districts
    for one in districts:
        assert (one["answered_count"], one["owed_count"]) == (0, 12)
        assert "Mitte" in " ".join(one["missing"])
        assert len(one["missing"]) == 12


def test_what_was_said_before_stands_beside_what_is_said_now(office: Client) -> None:
    page = text(office.get(f"{HERE}/antworten/{answered('senweb')}"))
    assert "Verglichen mit der Runde Frühjahr" in page
    assert "<del>" in page
    assert "<ins>" in page
    assert "geändert" in page
    first_time = text(office.get(f"{HERE}/antworten/{duties(ROUND, 'sensw')[0].pk}"))
    assert "Nicht berichtet" in first_time


def test_the_self_assessment_stands_beside_what_the_rules_find(office: Client) -> None:
    page = text(office.get(f"{HERE}/antworten/{answered('ibb')}"))
    assert "läuft – im Plan" in page
    assert "überfällig" in page
    assert "Widersprüche" in page
    assert "verschoben" in page


def test_an_old_page_accepts_no_newer_answer(office: Client) -> None:
    duty = duties(ROUND, "ibb")[0]
    refused = office.post(f"{HERE}/antworten/{duty.pk}", {"act": "accept", "number": "7"})
    assert refused.status_code == 422
    assert "Inzwischen liegt eine andere Antwort vor" in text(refused)
    duty.refresh_from_db()
    assert duty.accepted is None


def test_accepting_leads_to_the_next_and_pressing_twice_does_no_harm(office: Client) -> None:
    first, second = answered("senweb"), answered("ibb")
    for _press in range(2):
        onward = office.post(f"{HERE}/antworten/{first}", {"act": "accept", "number": "1"})
        assert onward["Location"] == f"{HERE}/antworten/{second}?getan=angenommen"
    assert AuditEvent.objects.filter(act="answer.accept").count() == 1
    last = office.post(f"{HERE}/antworten/{second}", {"act": "accept", "number": "1"})
    assert last["Location"] == f"{HERE}?getan=angenommen"
    assert len(rows(office, "?liste=durchsicht")) == 0


def test_a_question_is_asked_once_and_closed(office: Client) -> None:
    path = f"{HERE}/antworten/{answered('ibb')}"
    for _press in range(2):
        assert office.post(path, {"act": "ask", "text": "Warum?"}).status_code == 302
    assert AuditEvent.objects.filter(act="question.add").count() == 1
    assert len(rows(office, "?liste=rueckfrage")) == 1
    page = text(office.get(path))
    question = page.split('name="question" value="')[1].split('"')[0]
    assert office.post(path, {"act": "close", "question": question}).status_code == 302
    assert rows(office, "?liste=rueckfrage") == []
    assert office.post(path, {"act": "close", "question": "999"}).status_code == 404
    assert office.post(path, {"act": "ask", "text": "  "}).status_code == 422


def test_a_get_with_all_the_words_of_an_act_does_nothing(office: Client) -> None:
    before = AuditEvent.objects.count()
    duty = answered("ibb")
    for path in (
        f"{HERE}/antworten/{duty}?act=accept&number=1",
        f"{HERE}/schritte/schliessen?act=save",
        f"{HERE}/links/sensw?act=give&email=x@example.org",
        f"{HERE}/post?act=all&jeden-tag=1",
        f"{HERE}/verwerfen?act=remove",
    ):
        assert office.get(path).status_code == 200
    assert AuditEvent.objects.count() == before


def test_a_form_without_its_token_is_refused(office: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = office.cookies
    for path in (f"{HERE}/schritte/schliessen", f"{HERE}/verwerfen", f"{DESK}/kontakte/neu"):
        assert strict.post(path, {"act": "save"}).status_code == 403


def test_a_link_is_given_shown_and_taken_back(office: Client) -> None:
    path = f"{HERE}/links/ibb"
    sent = {"act": "give", "email": "iris@example.org", "name": "Iris", "language": "de"}
    for _press in range(2):
        assert office.post(path, sent).status_code == 302
    page = text(office.get(path))
    assert page.count("Link entziehen") == 1
    assert "/antwort/" in page
    number = page.split('name="link" value="')[1].split('"')[0]
    assert office.post(path, {"act": "revoke", "link": number}).status_code == 302
    page = text(office.get(path))
    assert "entzogen am" in page
    assert "/antwort/" not in page, "the address of a dead link is shown"
    assert office.post(path, {"act": "revoke", "link": "999999"}).status_code == 404


def test_a_link_of_another_institution_is_not_taken_back_here(office: Client) -> None:
    page = text(office.get(f"{HERE}/links/sensw"))
    number = page.split('name="link" value="')[1].split('"')[0]
    assert office.post(f"{HERE}/links/ibb", {"act": "revoke", "link": number}).status_code == 404


def test_a_contact_is_added_changed_and_removed(office: Client) -> None:
    sent = {
        "act": "save",
        "institution": "ibb",
        "email": "iris@example.org",
        "name": "Iris",
        "language": "de",
        "is_active": "on",
    }
    for _press in range(2):
        assert office.post(f"{DESK}/kontakte/neu", sent).status_code == 302
    made = Contact.objects.get(email="iris@example.org")
    path = f"{DESK}/kontakte/{made.pk}"
    assert office.post(path, sent | {"email": "unfug"}).status_code == 422
    assert office.post(path, sent | {"name": "Iris Berg"}).status_code == 302
    made.refresh_from_db()
    assert made.name == "Iris Berg"
    for _press in range(2):
        assert office.post(path, {"act": "remove"}).status_code == 302
    assert not Contact.objects.filter(pk=made.pk).exists()


def test_a_list_is_looked_at_before_it_is_taken_in_and_cannot_be_forged(office: Client) -> None:
    path = f"{DESK}/kontakte/einlesen"
    file = SimpleUploadedFile("k.csv", b"Institution;E-Mail\nIBB;iris@example.org\n")
    before = Contact.objects.count()
    shown = text(office.post(path, {"file": file, "act": "read"}))
    assert "Vorschau: eingelesen ist noch nichts" in shown
    assert Contact.objects.count() == before
    signed = shown.split('name="rows" value="')[1].split('"')[0]
    forged = office.post(path, {"act": "save", "rows": json.dumps([["ibb", "x@example.org"]])})
    assert forged.status_code == 422
    for _press in range(2):
        assert office.post(path, {"act": "save", "rows": signed}).status_code == 302
    assert Contact.objects.count() == before + 1
