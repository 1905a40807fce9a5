# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Undertakings that several measures order or mention, side by side."""

from html import unescape
from typing import Any

import pytest
from django.test import Client

from leitstand.plan.document import PlanDocument
from leitstand.steering.selectors import settled as reading
from leitstand.steering.selectors.differences import sight
from leitstand.steering.selectors.overlaps import shared_undertakings
from tests.contracts.schemas import mistakes
from tests.steering.published import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
PAGE = f"/plaene/{PLAN}/ueberschneidungen"


def test_every_undertaking_of_several_measures_is_there_with_all_of_them(
    client: Client, berlin_document: PlanDocument
) -> None:
    content = client.get(f"{PAGE}.json").json()
    assert mistakes("page", content) == []
    told = [
        (one["undertaking_id"], one["measure_id"], one["sense_id"])
        for one in content["tables"]["vorhaben"]["records"]
    ]
    expected = [
        (one.id, place.measure, str(place.sense))
        for one in berlin_document.plan.undertakings
        if len(one.measures) > 1
        for place in one.measures
    ]
    assert told == expected
    assert len(expected) > 30


def test_a_measure_stands_there_with_leads_state_milestones_and_money(client: Client) -> None:
    records = client.get(f"{PAGE}.json").json()["tables"]["vorhaben"]["records"]
    [one] = [
        each
        for each in records
        if (each["undertaking_id"], each["measure_id"])
        == ("campus-additive-fertigung", "digitale-industrie.2.II.A")
    ]
    assert one["leads"] == ["MgA"]
    assert (one["state"], one["state_id"]) == ("läuft", "running")
    assert "Gemeinsame Halle bezogen (fällig 15. September 2026)" in one["milestones"]
    assert one["money"]
    assert one["example"] == "Beispieldaten"


def test_what_does_not_go_together_and_money_named_twice_are_told(client: Client) -> None:
    tables = client.get(f"{PAGE}.json").json()["tables"]
    clashes = {
        (one["undertaking_id"], one["about_id"]) for one in tables["widersprueche"]["records"]
    }
    assert ("campus-additive-fertigung", "milestone") in clashes
    assert ("step-wirtschaft", "state") in clashes
    funds = {one["undertaking_id"]: one for one in tables["gemeinsame-mittel"]["records"]}
    assert funds["campus-additive-fertigung"]["measures"] == [
        "Digitale Industrie 2 II A",
        "Digitale Industrie 2 II C",
    ]
    told = {(one["undertaking_id"], one["sentence"]) for one in tables["widersprueche"]["records"]}
    html = client.get(PAGE).content.decode()
    for _undertaking, words in told:
        assert words in unescape(html)


def test_on_a_past_day_what_was_public_then_is_told(client: Client) -> None:
    assert client.get(f"{PAGE}.json?stand=2026-05-28").json()["round"] == "herbst-2025"
    early = client.get(f"{PAGE}.json?stand=2019-03-01").json()
    assert early["round"] is None
    states = {one["state_id"] for one in early["tables"]["vorhaben"]["records"]}
    assert states == {""}


def test_it_costs_few_statements(django_assert_max_num_queries: Any) -> None:
    newest = sight(PLAN).rounds[-1]
    for language, most in (("de", 5), ("en", 6)):
        reading._document.cache_clear()
        reading.settled_view.cache_clear()
        for extra in (1, 0):
            with django_assert_max_num_queries(most + extra):
                shared_undertakings(PLAN, language=language, day=None, newest=newest)  # type: ignore[arg-type]


def test_the_plan_leads_to_it(client: Client) -> None:
    html = client.get(f"/plaene/{PLAN}").content.decode()
    for page in ("ueberschneidungen", "zeitplan", "was-sich-aendert"):
        assert f'href="/plaene/{PLAN}/{page}"' in html
