# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering signed in: the board, who may hand in, and what the pages cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.steering.models import Answer, AnswerLink
from tests.people import ClientOf
from tests.steering.cast import (
    BERLIN_ROUND,
    SAID,
    berlin_asked,
    duties_of,
    form_of,
    home,
    send,
    text,
)

pytestmark = pytest.mark.django_db


def test_the_board_shows_what_waits_and_the_load_across_all_roles(
    asked: str, client_of: ClientOf
) -> None:
    page = text(client_of("lead").get("/meine-aufgaben"))
    for duty in duties_of("senweb"):
        assert duty.measure.title in page
    data = client_of("lead").get("/meine-aufgaben.json").json()["tables"]
    assert len(data["aufgaben"]["records"]) == len(duties_of("senweb"))
    kinds = {row["role"] for row in data["rollen"]["records"]}
    assert kinds == {"Federführung", "in Verbindung mit", "Mitarbeit"}
    assert any(row["waits"] for row in data["rollen"]["records"])


@pytest.mark.parametrize("role", ["lead", "contributor", "office"])
def test_the_board_costs_at_most_twelve_statements(
    asked: str, client_of: ClientOf, role: str
) -> None:
    berlin_asked("berlin-zwei", is_example=True)
    client = client_of(role)
    with CaptureQueriesContext(connection) as found:
        assert client.get("/meine-aufgaben").status_code == 200
    assert len(found) <= 12


def test_a_page_behind_a_link_costs_few_statements(vera: Client, link: AnswerLink) -> None:
    budgets = {home(link): 12, form_of(link): 26, f"{form_of(link)}/beleg": 26}
    vera.get(home(link))
    for address, most in budgets.items():
        with CaptureQueriesContext(connection) as found:
            assert vera.get(address).status_code == 200
        assert len(found) <= most, [one["sql"][:90] for one in found]


def test_a_lead_hands_in_and_a_contributor_only_prepares(asked: str, client_of: ClientOf) -> None:
    duty = duties_of("senweb")[0].id
    address = f"/meine-aufgaben/aufgaben/{duty}"
    assert send(client_of("lead"), address, **SAID).status_code == 302
    assert Answer.objects.get().way == "account"
    owed = duties_of("ihk")
    assert owed
    mine = f"/meine-aufgaben/aufgaben/{owed[0].id}"
    contributor = client_of("contributor")
    page = text(contributor.get(mine))
    assert 'value="abgeben"' not in page
    assert "Sie bereiten die Antwort vor." in page
    assert send(contributor, mine, "entwurf", **SAID).status_code == 302
    assert send(contributor, mine, "abgeben", **SAID).status_code == 403
    assert contributor.get(address).status_code == 404
    assert not Answer.objects.filter(duty=owed[0].id, is_submitted=True).exists()


def test_the_office_answers_on_behalf_and_it_is_noted(asked: str, client_of: ClientOf) -> None:
    owed = duties_of("sensw")[0]
    address = f"/meine-aufgaben/aufgaben/{owed.id}"
    office = client_of("office")
    assert "Sie tragen die Antwort für" in text(office.get(address))
    assert send(office, address, **SAID).status_code == 302
    assert Answer.objects.get().way == "behalf"


def test_a_lead_passes_on_from_the_board(asked: str, client_of: ClientOf) -> None:
    lead = client_of("lead")
    address = f"/meine-aufgaben/{BERLIN_ROUND}/senweb/weitergeben"
    said = {"name": "Kai", "email": "kai@example.org", "language": "de"}
    assert lead.post(address, said).status_code == 302
    child = AnswerLink.objects.get()
    assert lead.post(f"{address}/{child.pk}").status_code == 302
    assert lead.get(f"/meine-aufgaben/{BERLIN_ROUND}/sensw/weitergeben").status_code == 403
    assert client_of("contributor").post(address, said).status_code == 403
