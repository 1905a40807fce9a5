# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the interface tells of the Berlin plan is what the plan says."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from leitstand.plan.document import PlanDocument
from tests.api.conftest import Ask, Edit

BERLIN = "/plans/berlin-2018-2021"


def test_the_list_has_every_measure_and_part_in_printed_order(
    ask: Ask, berlin: PlanDocument
) -> None:
    found = ask(f"{BERLIN}/measures")
    assert [one["id"] for one in found["measures"]] == [one.id for one in berlin.measures]
    assert found["count"] == 90


def test_a_measure_in_the_list_has_the_roles_of_the_document(
    ask: Ask, berlin: PlanDocument
) -> None:
    told = {one["id"]: one for one in ask(f"{BERLIN}/measures")["measures"]}
    for one in berlin.measures:
        roles = [(r["institution"]["id"], r["role"], r["phase"]) for r in told[one.id]["roles"]]
        assert roles == [(r.institution, r.role, r.phase) for r in one.roles]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("thema=flaechen.2", {"flaechen.2.I", "flaechen.2.II", "flaechen.2.III", "flaechen.2.IV"}),
        ("thema=gibtsnicht", set()),
        ("text=gewerbehof berlinovo", set()),
    ],
)
def test_the_filters_are_those_of_the_page(
    ask: Ask, client: Client, berlin: PlanDocument, question: str, expected: set[str]
) -> None:
    found = ask(f"{BERLIN}/measures?{question}")
    page = client.get(f"/plaene/berlin-2018-2021/massnahmen.json?{question}").json()
    ids = {one["id"] for one in found["measures"]}
    assert ids == {one["id"] for one in page["tables"]["massnahmen"]["records"]} == expected


def test_role_and_institution_must_meet_in_one_role(ask: Ask, berlin: PlanDocument) -> None:
    found = ask(f"{BERLIN}/measures?rolle=lead&institution=senweb")
    assert found["measures"]
    for one in found["measures"]:
        held = [(role["institution"]["id"], role["role"]) for role in one["roles"]]
        assert ("senweb", "lead") in held
    assert found["filter"]["institution"] == "senweb"


def test_a_measure_in_parts_is_told_with_all_its_parts(ask: Ask, berlin: PlanDocument) -> None:
    found = ask(f"{BERLIN}/measures/digitale-industrie.2.II")
    assert [entry["part"] for entry in found["entries"]] == ["A", "B", "C"]
    assert found["id"] == "digitale-industrie.2.II"


def test_every_address_in_an_answer_leads_somewhere(ask: Ask, berlin: PlanDocument) -> None:
    measure = ask(f"{BERLIN}/measures/flaechen.2.II")
    urls = [role["institution"]["url"] for role in measure["entries"][0]["roles"]]
    urls += [goal["url"] for goal in measure["goals"]]
    urls += [*ask(BERLIN)["links"].values(), ask("/plans")["plans"][0]["url"]]
    assert len(urls) > 8
    for url in urls:
        ask(url.removeprefix("/api/v1"))


def test_english_is_asked_for_by_header_or_parameter(ask: Ask, berlin: PlanDocument) -> None:
    german = ask(f"{BERLIN}/measures/flaechen.2.II")["entries"][0]["title"]
    by_header = ask(f"{BERLIN}/measures/flaechen.2.II", accept_language="en-GB, de;q=0.5")
    by_name = ask(f"{BERLIN}/measures/flaechen.2.II?lang=en", accept_language="de")
    assert by_header == by_name
    assert by_name["language"] == "en"
    assert by_name["entries"][0]["title"] != german


def test_a_phase_keeps_the_printed_word_and_is_told_in_english(
    ask: Ask, berlin: PlanDocument
) -> None:
    roles = [r for m in ask(f"{BERLIN}/measures?lang=en")["measures"] for r in m["roles"]]
    labels = {role["phase"]: role["phase_label"] for role in roles if role["phase"]}
    assert labels
    assert all(label and label != phase for phase, label in labels.items())


def test_an_institution_tells_the_roles_it_holds(ask: Ask, berlin: PlanDocument) -> None:
    found = ask(f"{BERLIN}/institutions/senweb")
    held = {(m.id, r.role) for m in berlin.measures for r in m.roles if r.institution == "senweb"}
    assert {(role["measure"], role["role"]) for role in found["roles"]} == held


def test_the_counts_of_the_plan_are_those_of_its_lists(ask: Ask, berlin: PlanDocument) -> None:
    counts = ask(BERLIN)["counts"]
    assert counts == {
        "nodes": len(ask(f"{BERLIN}/nodes")["nodes"]),
        "goals": len(ask(f"{BERLIN}/goals")["goals"]),
        "measures": ask(f"{BERLIN}/measures")["count"],
        "institutions": len(ask(f"{BERLIN}/institutions")["institutions"]),
    }


def test_a_node_counts_the_measures_below_it(ask: Ask, berlin: PlanDocument) -> None:
    nodes = {one["id"]: one for one in ask(f"{BERLIN}/nodes")["nodes"]}
    assert nodes["flaechen"]["measure_count"] == ask(f"{BERLIN}/measures?thema=flaechen")["count"]
    assert sum(n["measure_count"] for n in nodes.values() if n["parent"] is None) == 90


def test_findings_are_those_of_the_page(ask: Ask, client: Client, berlin: PlanDocument) -> None:
    page = client.get("/plaene/berlin-2018-2021/pruefung.json").json()
    found = ask(f"{BERLIN}/findings")["findings"]
    assert [one["message"] for one in found] == [one["message"] for one in page["findings"]]


def test_a_day_shows_what_held_at_its_end(ask: Ask, edit: Edit) -> None:
    edit("Neuer Titel", effective_on=dt.date(2021, 6, 1))

    def title(day: str) -> str:
        return str(ask(f"/plans/klein/measures/hafen.1.I?stand={day}")["entries"][0]["title"])

    assert title("2021-05-31") == "hafen.1.I"
    assert title("2021-06-01") == "Neuer Titel"


@pytest.mark.parametrize(
    "path",
    [
        "",
        "/measures",
        "/measures/hafen.1.I",
        "/institutions",
        "/institutions/werft",
        "/goals",
        "/goals/hafen.a",
        "/nodes",
        "/findings",
    ],
)
def test_every_list_and_thing_can_be_asked_for_a_day(
    ask: Ask, small: PlanDocument, path: str
) -> None:
    told = ask(f"/plans/klein{path}?stand=2021-01-01")
    assert told.pop("stand") == "2021-01-01"
    now = ask(f"/plans/klein{path}")
    assert now.pop("stand") is None
    assert told == now


def test_plans_come_a_page_at_a_time(ask: Ask, small: PlanDocument, berlin: PlanDocument) -> None:
    first = ask("/plans?limit=1")
    assert [one["id"] for one in first["plans"]] == ["berlin-2018-2021"]
    second = ask(first["next"].removeprefix("/api/v1"))
    assert [one["id"] for one in second["plans"]] == ["klein"]
    assert second["next"] is None


def test_a_plan_is_not_listed_before_it_began(ask: Ask, small: PlanDocument) -> None:
    assert ask("/plans?stand=2019-12-31")["plans"] == []
    assert len(ask("/plans?stand=2020-01-01")["plans"]) == 1


# The question, and the statements it may cost: one of them asks for the state of the data.
BUDGETS = [
    ("/plans", 4),
    (BERLIN, 7),
    (f"{BERLIN}/measures", 7),
    (f"{BERLIN}/measures?lang=en", 8),
    (f"{BERLIN}/measures?stand=2020-01-01", 7),
    (f"{BERLIN}/measures?rolle=lead&institution=senweb", 7),
    (f"{BERLIN}/measures/flaechen.2.II", 8),
    (f"{BERLIN}/measures/flaechen.2.II?lang=en&stand=2020-01-01", 10),
    (f"{BERLIN}/institutions", 7),
    (f"{BERLIN}/institutions/senweb", 12),
    (f"{BERLIN}/goals", 5),
    (f"{BERLIN}/goals/flaechen.a", 8),
    (f"{BERLIN}/nodes", 5),
    ("/changes?limit=500", 2),
    ("/changes?limit=500&plan=berlin-2018-2021", 3),
]


@pytest.mark.parametrize(("path", "budget"), BUDGETS)
def test_an_answer_costs_no_more_statements_than_its_budget(
    client: Client, berlin: PlanDocument, settings: Settings, path: str, budget: int
) -> None:
    settings.LEITSTAND_API_RATE = 0
    with CaptureQueriesContext(connection) as captured:
        assert client.get(f"/api/v1{path}").status_code == 200
    assert len(captured) <= budget


def test_known_findings_cost_three_statements_also_for_another_day_of_the_same_state(
    ask: Ask, berlin: PlanDocument, settings: Settings
) -> None:
    settings.LEITSTAND_API_RATE = 0
    ask(f"{BERLIN}/findings?stand=2020-01-01")
    with CaptureQueriesContext(connection) as captured:
        ask(f"{BERLIN}/findings?stand=2020-01-02")
    assert len(captured) <= 3
