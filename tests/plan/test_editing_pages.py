# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages on which a measure is changed, added, and a change is taken back."""

import datetime as dt
import html
import re
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leitstand.core.models import SignIn
from leitstand.plan.document import PlanDocument
from leitstand.plan.selectors import plan_document
from tests.people import ClientOf

PLAN = "/plaene/berlin-2018-2021"
KEY = "flaechen.3.I"  # led by senweb, whom the lead of the tests acts for
FOREIGN = "flaechen.2.II"
EDIT = f"{PLAN}/massnahmen/{KEY}/bearbeiten"
HISTORY = f"{PLAN}/massnahmen/{KEY}/verlauf"
ADD = f"{PLAN}/massnahme-hinzufuegen"


@pytest.fixture
def office(berlin: PlanDocument, client_of: ClientOf) -> Client:
    return client_of("office")


@pytest.fixture
def lead(berlin: PlanDocument, client_of: ClientOf) -> Client:
    return client_of("lead")


def text(response: Any) -> str:
    return html.unescape(response.content.decode())


def fields(response: Any) -> dict[str, Any]:
    """What a browser would send if somebody pressed the button at once."""
    page = response.content.decode()
    form = page[page.index('<form class="ls-form') :]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") in {"checkbox", "radio"}:
            if " checked" in tag:
                found.setdefault(said["name"], []).append(html.unescape(said["value"]))
        elif "name" in said:
            found[said["name"]] = html.unescape(said.get("value", ""))
    for name, words in re.findall(
        r'<textarea name="([\w-]+)"[^>]*>\n?(.*?)</textarea>', form, re.S
    ):
        found[name] = html.unescape(words)
    for name, options in re.findall(r'<select name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return found


def send(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Open the form, change something, send it."""
    said = fields(client.get(address)) | {"reason": "Beschluss"} | changes
    return client.post(address, said)  # type: ignore[return-value]


def title(key: str = KEY) -> str:
    return next(one for one in plan_document("berlin-2018-2021").measures if one.id == key).title.de


def test_a_form_sent_back_as_it_came_changes_nothing(office: Client) -> None:
    before = plan_document("berlin-2018-2021")
    for key in [one.id for one in before.measures][::9]:
        response = send(office, f"{PLAN}/massnahmen/{key}/bearbeiten")
        assert response.status_code == 302, text(response)
        assert response["Location"].endswith("/verlauf?vorgang=keiner")
    assert plan_document("berlin-2018-2021") == before


def test_an_edit_is_seen_at_once_on_the_page_of_the_measure_with_who_when_and_why(
    lead: Client, client: Client
) -> None:
    old = title()
    assert send(lead, EDIT, title_de="Neue Gewerbehöfe").status_code == 302
    page = text(client.get(f"{PLAN}/massnahmen/{KEY}"))
    assert "Neue Gewerbehöfe" in page
    assert "durch: federführende Institution SenWEB. Grund: Beschluss" in page
    history = text(client.get(HISTORY))
    assert old in re.sub(r"<[^>]*>", "", history) or old.split()[0] in history
    assert "Maßnahme geändert" in history
    rows = client.get(f"{HISTORY}.json").json()["tables"]["verlauf"]["records"]
    assert any(row["before"] == old and row["after"] == "Neue Gewerbehöfe" for row in rows)


def test_the_history_names_nobody(lead: Client, client: Client) -> None:
    send(lead, EDIT, title_de="Neue Gewerbehöfe")
    for suffix in ("", ".json", ".csv"):
        assert "Person lead" not in text(client.get(HISTORY + suffix))
        assert "account:" not in text(client.get(HISTORY + suffix))


def test_a_lead_sees_no_roles_to_change_and_cannot_smuggle_them_in(lead: Client) -> None:
    before = plan_document("berlin-2018-2021")
    assert "roles-TOTAL_FORMS" not in fields(lead.get(EDIT))
    smuggled = {
        "roles-TOTAL_FORMS": "1",
        "roles-INITIAL_FORMS": "0",
        "roles-0-institution": "ihk",
        "roles-0-role": "lead",
    }
    assert send(lead, EDIT, **smuggled).status_code == 302
    assert plan_document("berlin-2018-2021") == before


def test_the_office_takes_a_role_out_and_puts_another_in(office: Client) -> None:
    said = fields(office.get(EDIT))
    count = int(said["roles-INITIAL_FORMS"])
    changes = {
        "roles-0-DELETE": "on",
        f"roles-{count}-institution": "ihk",
        f"roles-{count}-role": "lead",
        f"roles-{count}-phase": "Planung",
    }
    before = measure_roles()
    response = send(office, EDIT, **changes)
    assert response.status_code == 302, text(response)
    after = measure_roles()
    assert ("ihk", "lead", "Planung", "IHK") in after
    assert set(after) - {("ihk", "lead", "Planung", "IHK")} == set(before[1:])


def measure_roles() -> list[tuple[str, str, str | None, str]]:
    found = next(one for one in plan_document("berlin-2018-2021").measures if one.id == KEY)
    return [(r.institution, r.role, r.phase, r.as_printed) for r in found.roles]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"title_de": ""}, "Titel"),
        ({"reason": ""}, "Warum?"),
        ({"title_de": "<b>fett</b>"}, "Titel"),
        ({"effective_on": "2017-01-01"}, "Gilt ab"),
        ({"effective_on": "gestern"}, "Gilt ab"),
        ({"roles-0-institution": "gibts-nicht"}, "Institution"),
        ({"commitments-0-kind": "deadline"}, "In Worten"),
        ({"cross_refs-0-target": "GIBTS NICHT", "cross_refs-0-as_printed": "dort"}, "Kennung"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_what_was_written_stays(
    office: Client, changes: dict[str, str], told: str
) -> None:
    before = plan_document("berlin-2018-2021")
    said = {"title_de": "Neue Gewerbehöfe"} | changes
    response = send(office, EDIT, **said)
    page = text(response)
    assert response.status_code == 422
    errors = page[page.index("Noch nicht gespeichert") : page.index('<form class="ls-form')]
    assert told in errors
    assert said["title_de"] in page
    assert plan_document("berlin-2018-2021") == before


def test_a_broken_form_is_told_so_and_nothing_breaks(office: Client) -> None:
    for broken in (
        {"roles-TOTAL_FORMS": "100000", "roles-INITIAL_FORMS": "0"},
        {"roles-TOTAL_FORMS": "x"},
        {"seen": "-1"},
        {"seen": "9" * 30},
        {"title_de": "\x00"},
        {},
    ):
        response = office.post(EDIT, broken)
        assert response.status_code == 422, broken


def test_two_editors_see_each_other(office: Client, lead: Client) -> None:
    mine = fields(office.get(EDIT)) | {"reason": "Beschluss", "title_de": "Was ich will"}
    send(lead, EDIT, title_de="Was die anderen wollen", summary_de="Ihre Kurzfassung.")
    response = office.post(EDIT, mine)
    page = text(response)
    assert response.status_code == 409
    assert "Was die anderen wollen" in page
    assert "Was ich will" in page
    assert title() == "Was die anderen wollen"
    again = fields(response)
    assert again["title_de"] == "Was ich will"
    assert again["summary_de"] == "Ihre Kurzfassung."
    assert office.post(EDIT, again).status_code == 302
    assert title() == "Was ich will"


def test_a_form_that_saw_something_else_cannot_pretend(office: Client) -> None:
    response = send(office, EDIT, title_de="Neu", seen="999999")
    assert response.status_code == 422
    assert title() != "Neu"


@pytest.fixture
def changed(office: Client) -> str:
    """Where the change of a title can be taken back."""
    send(office, EDIT, title_de="Neue Gewerbehöfe")
    [undo] = re.findall(r'href="([^"]*/zuruecknehmen)"', office.get(HISTORY).content.decode())
    return str(undo)


def test_a_change_is_taken_back_where_the_history_shows_it(office: Client, changed: str) -> None:
    assert office.post(changed, {"reason": ""}).status_code == 422
    assert title() == "Neue Gewerbehöfe"
    response = send(office, changed, reason="Irrtum")
    assert response.status_code == 302
    assert title() != "Neue Gewerbehöfe"
    assert "Änderung zurückgenommen" in text(office.get(HISTORY))


def test_only_those_who_may_are_offered_an_edit(
    office: Client, client: Client, client_of: ClientOf, changed: str
) -> None:
    for person, is_offered in (
        (client, False),
        (client_of("reader"), False),
        (client_of("contributor"), False),
        (client_of("lead"), True),
        (office, True),
    ):
        for address in (f"{PLAN}/massnahmen/{KEY}", HISTORY):
            assert ("bearbeiten" in person.get(address).content.decode()) is is_offered
        assert ("zuruecknehmen" in person.get(HISTORY).content.decode()) is is_offered


@pytest.mark.parametrize("role", ["contributor", "committee", "network", "reader"])
@pytest.mark.parametrize("address", [EDIT, ADD, f"{HISTORY}/1/zuruecknehmen"])
def test_others_are_refused(
    berlin: PlanDocument, client_of: ClientOf, role: str, address: str
) -> None:
    assert client_of(role).get(address).status_code == 403
    assert client_of(role).post(address, {}).status_code == 403


def test_a_lead_is_refused_what_it_does_not_lead_and_what_does_not_exist(lead: Client) -> None:
    for key in (FOREIGN, "gibts.1.I"):
        assert lead.get(f"{PLAN}/massnahmen/{key}/bearbeiten").status_code == 403
    assert lead.get(ADD).status_code == 403


def test_invented_addresses_are_not_found_by_the_office(office: Client) -> None:
    for address in (
        f"{PLAN}/massnahmen/gibts.1.I/bearbeiten",
        f"{PLAN}/massnahmen/gibts.1.I/verlauf",
        f"{HISTORY}/999999/zuruecknehmen",
        "/plaene/gibts-nicht/massnahme-hinzufuegen",
    ):
        assert office.get(address).status_code == 404


NEW = {
    "node": "flaechen.1",
    "title_de": "Dachflächen nutzen",
    "title_en": "Use roofs",
    "summary_de": "Dächer für Solarstrom.",
    "summary_en": "Roofs for solar power.",
    "decided_on": "2020-05-04",
    "decided_by": "skip",
    "decision": "SKIP 3/2020",
}


def test_a_measure_joins_with_its_decision(office: Client, client: Client) -> None:
    goal = plan_document("berlin-2018-2021").goals[0]
    response = send(office, ADD, **NEW, goal=goal.id)
    assert response.status_code == 302, text(response)
    new = plan_document("berlin-2018-2021").measures[-1]
    assert new.title.de == "Dachflächen nutzen"
    assert new.node == "flaechen.1"
    page = text(client.get(f"{PLAN}/massnahmen/{new.id}"))
    assert "4. Mai 2020, SKIP 3/2020" in page
    assert goal.title.de in page
    listed = client.get(f"{PLAN}/massnahmen.json").json()["tables"]["massnahmen"]["records"]
    keys = [row["id"] for row in listed]
    assert new.id in keys
    own = [key for key in keys if key.startswith("flaechen.")]
    assert keys[keys.index(own[0]) : keys.index(own[-1]) + 1] == own, "it stands in its field"


@pytest.mark.parametrize(
    ("without", "told"),
    [
        ("goal", "Ziel, dem die Maßnahme dient"),
        ("decided_on", "Beschlossen am"),
        ("decided_by", "Beschlossen von"),
        ("node", "Aufgabenfeld"),
    ],
)
def test_a_measure_does_not_join_without(office: Client, without: str, told: str) -> None:
    goal = plan_document("berlin-2018-2021").goals[0].id
    response = send(office, ADD, **(NEW | {"goal": goal, without: ""}))
    assert response.status_code == 422
    assert told in text(response)


def test_a_decision_outside_of_the_term_is_told_at_its_day(office: Client) -> None:
    goal = plan_document("berlin-2018-2021").goals[0].id
    response = send(office, ADD, **(NEW | {"goal": goal, "decided_on": "2024-01-01"}))
    assert response.status_code == 422
    assert "nur während der Laufzeit" in text(response)


def test_a_form_whose_sign_in_ran_out_is_back_after_the_next_one(
    lead: Client, client_of: ClientOf
) -> None:
    said = fields(lead.get(EDIT)) | {"reason": "Beschluss", "title_de": "Mühsam geschrieben"}
    SignIn.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    response = lead.post(EDIT, said)
    assert response.status_code == 302
    assert "/konto/anmelden" in response["Location"]
    assert title() != "Mühsam geschrieben"
    again = client_of("lead")
    page = again.get(EDIT)
    assert "Ihre Eingaben sind wieder da" in text(page)
    kept = fields(page)
    assert (kept["title_de"], kept["reason"]) == ("Mühsam geschrieben", "Beschluss")
    assert again.post(EDIT, kept).status_code == 302
    assert title() == "Mühsam geschrieben"
    assert "Ihre Eingaben sind wieder da" not in text(again.get(EDIT))


@pytest.mark.parametrize(("address", "most"), [(EDIT, 50), (ADD, 36), (HISTORY, 26)])
def test_the_pages_keep_to_their_statements(office: Client, address: str, most: int) -> None:
    office.get(address)
    with CaptureQueriesContext(connection) as found:
        assert office.get(address).status_code == 200
    assert len(found) <= most
