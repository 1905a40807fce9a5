# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The page of what changed: readable, complete in its data, and silent about people."""

import csv
import datetime as dt
import io
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.plan.views import changes
from tests.plan.documents import both, document, measure
from tests.plan.pages import Element, parse

pytestmark = pytest.mark.django_db
START = dt.date(2020, 1, 1)
ON = dt.date(2020, 6, 1)
HERE = "/plaene/klein/aenderungen"
LONG = "Die Werft baut bis zum Ende der Laufzeit {} neue Kräne am Kai."


@pytest.fixture
def changed() -> None:
    """A plan that was changed once, by somebody with a name."""
    plan_import(document=plan("zwei"), actor="cli:anna.muster", reason="Anna wollte es so")
    plan_import(document=plan("drei"), actor="cli:anna.muster", effective_on=ON)


def plan(number: str) -> PlanDocument:
    kran = measure("hafen.1.I", leads=["werft"], summary=both(LONG.format(number), "x"))
    return document(kran, measure("hafen.1.II"))


def page(client: Client, address: str, status: int = 200) -> Element:
    response = client.get(address)
    assert response.status_code == status
    return parse(response.content.decode())


def test_old_words_stand_beside_new_ones(client: Client, changed: None) -> None:
    html = page(client, f"{HERE}?seit=2020-03-01")
    assert "zwei" in html.all("del")[0].text
    assert "drei" in html.all("ins")[0].text
    assert "bis zum Ende der Laufzeit" not in html.all("del")[0].text


def test_a_change_says_since_when_it_holds_when_it_was_recorded_and_in_which_role(
    client: Client, changed: None
) -> None:
    text = page(client, f"{HERE}?seit=2020-03-01").text
    assert "Gilt ab 1. Juni 2020." in text
    assert "durch: Betrieb." in text


@pytest.mark.parametrize("suffix", ["", ".json", ".csv", ".atom"])
def test_nobody_is_named(client: Client, changed: None, suffix: str) -> None:
    text = client.get(HERE + suffix).content.decode().lower()
    assert "anna" not in text
    assert "cli:" not in text


def test_without_a_day_the_newest_state_is_compared_with_the_one_before(
    client: Client, changed: None
) -> None:
    content = client.get(f"{HERE}.json").json()
    assert content["since"] == "2020-01-01"
    assert len(content["tables"]["aenderungen"]["records"]) == 1


def test_the_data_hold_what_the_command_prints(client: Client, changed: None) -> None:
    content = client.get(f"{HERE}.json?seit=2020-03-01&bis=2020-12-31").json()
    assert content["differences"] == [
        {
            "table": "measure",
            "key": "hafen.1.I",
            "kind": "changed",
            "fields": {"summary_de": {"before": LONG.format("zwei"), "after": LONG.format("drei")}},
        }
    ]


def test_the_table_is_a_row_for_every_field(client: Client, changed: None) -> None:
    text = client.get(f"{HERE}.csv?seit=2020-03-01").content.decode("utf-8-sig")
    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert row["Gegenstand"].startswith("Hafen 1 I: ")
    assert (row["Angabe"], row["gilt ab"]) == ("Kurzfassung", "2020-06-01")
    assert (row["bisher"], row["neu"]) == (LONG.format("zwei"), LONG.format("drei"))


def test_acts_are_a_table_of_their_own(client: Client, changed: None) -> None:
    content = client.get(f"{HERE}.json?seit=2020-03-01").json()
    acts = content["tables"]["vorgaenge"]["records"]
    assert [(act["holds_from"], act["note"]) for act in acts] == [
        ("2020-06-01", None),
        ("2020-01-01", "gilt schon vor dem ersten Tag"),
    ]


def test_a_quiet_time_is_told(client: Client, changed: None) -> None:
    text = page(client, f"{HERE}?seit=2020-01-01&bis=2020-05-31").text
    assert "hat sich nichts geändert" in text


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("seit=gestern", "„gestern“ ist kein Tag"),
        ("seit=2020-02-30", "ist kein Tag"),
        ("seit=20200301", "ist kein Tag"),
        ("bis=2020-W10-1", "ist kein Tag"),
        ("seit=2020-06-02&bis=2020-06-01", "liegt nach dem zweiten"),
        ("seit=2019-12-31", "noch nicht"),
        ("bis=2019-12-31", "noch nicht"),
        ("seit=0001-01-01", "noch nicht"),
        ("seit=" + "9" * 10_000, "ist kein Tag"),
        ("seit=%00%3Cscript%3E", "ist kein Tag"),
    ],
)
def test_a_day_that_makes_no_sense_is_told_and_kept_in_the_form(
    client: Client, changed: None, query: str, words: str
) -> None:
    html = page(client, f"{HERE}?{query}", 400)
    assert words in html.text
    assert client.get(f"{HERE}.json?{query}").json()["problem"]


def test_a_day_to_come_is_allowed(client: Client, changed: None) -> None:
    assert client.get(f"{HERE}?bis=9999-12-31").status_code == 200


def test_a_plan_that_is_still_to_come_has_a_page(client: Client, db: None) -> None:
    to_come = {"start": "2090-01-01", "end": "2091-12-31"}
    plan_import(document=document(measure("hafen.1.I"), period=to_come), actor="test")
    content = client.get(f"{HERE}.json").json()
    assert (content["since"], content["differences"]) == ("2090-01-01", [])


def test_a_plan_that_does_not_exist_is_not_found(client: Client, db: None) -> None:
    for suffix in ("", ".json", ".csv", ".atom"):
        assert client.get(HERE + suffix).status_code == 404


def test_a_new_act_is_seen_at_once(client: Client, changed: None) -> None:
    before = client.get(f"{HERE}.json?seit=2020-03-01").json()["differences"]
    plan_import(document=plan("vier"), actor="cli:probe", effective_on=ON + dt.timedelta(days=1))
    assert client.get(f"{HERE}.json?seit=2020-03-01").json()["differences"] != before


def test_what_nobody_reads_is_left_to_the_data(
    client: Client, changed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MAX_PASSAGES", 0)
    assert "steht nur in den Daten" in page(client, f"{HERE}?seit=2020-03-01").text


@pytest.mark.parametrize(("query", "most"), [("?seit=2020-03-01", 16), ("?bis=2020-05-01", 11)])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_page_keeps_to_its_statements(
    client: Client,
    changed: None,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    query: str,
    most: int,
    prefix: str,
) -> None:
    changes._told.cache_clear()
    with django_assert_max_num_queries(most):
        assert client.get(f"{prefix}{HERE}{query}").status_code == 200


def test_the_same_question_again_costs_almost_nothing(
    client: Client, changed: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get(f"{HERE}?seit=2020-03-01")
    with django_assert_max_num_queries(3):
        client.get(f"{HERE}?seit=2020-03-01")


def test_links_lead_to_what_there_is(client: Client, changed: None) -> None:
    plan_import(
        document=document(measure("hafen.1.I", leads=["werft"])),
        actor="cli:probe",
        effective_on=ON + dt.timedelta(days=1),
    )
    records: list[dict[str, Any]] = client.get(f"{HERE}.json?seit=2020-06-01").json()["tables"][
        "aenderungen"
    ]["records"]
    subjects = [record["subject"] for record in records]
    assert any(isinstance(subject, str) for subject in subjects)  # gone: no link
    for subject in subjects:
        if isinstance(subject, dict):
            assert client.get(subject["href"]).status_code == 200
