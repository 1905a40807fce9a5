# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed between rounds and days of the demonstration's plan."""

import datetime as dt
import json
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leitstand.cli.round_changes import changes
from leitstand.core.languages import Language
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import validated
from leitstand.plan.services import plan_import
from leitstand.steering.enums import ChangeKind, RoundState
from leitstand.steering.models import ReportingRound
from leitstand.steering.rules.differing import Differences, differing
from leitstand.steering.selectors import differences as comparing
from leitstand.steering.selectors import settled as reading
from leitstand.steering.selectors import snapshots
from leitstand.steering.selectors.differences import Point, differences
from leitstand.steering.selectors.results import forget_results
from leitstand.steering.selectors.settled import earlier_than, settled_rounds
from leitstand.steering.selectors.snapshots import snapshot_of
from tests.contracts.schemas import mistakes
from tests.people import ClientOf
from tests.steering.published import PLAN

PAGE = f"/plaene/{PLAN}/was-sich-aendert"
DESK = f"/geschaeftsstelle/plaene/{PLAN}/was-sich-aendert"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]


def test_two_rounds_are_compared_from_their_archives_alone(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    rounds = settled_rounds(PLAN)
    first, second = (
        snapshot_of(one, language="de", earlier=earlier_than(one, rounds)) for one in rounds
    )
    with django_assert_num_queries(0):
        result = differing(first, second)
    assert result.has_answers
    assert result.is_example
    assert {"moved", "postponed"} <= {kind.value for kind in result.by_kind}
    for one in (*result.entries, *result.silent):
        assert one.measure.label
        assert one.sources[0].label == first.label
        assert one.sources[1].sentence
    moved = sum(
        first.told[place].state != told.state
        for place, told in second.told.items()
        if place in first.told and told.is_answered and first.told[place].is_answered
    )
    assert sum(one.aspect == "state" for one in result.entries) == moved > 0


def point(words: str) -> Point:
    return Point(day=dt.date.fromisoformat(words)) if words[0].isdigit() else Point(words)


def told(before: str, after: str, language: Language = "de") -> Differences:
    return differences(PLAN, before=point(before), after=point(after), language=language)


@pytest.mark.parametrize(
    ("before", "after", "warm"),
    [
        ("herbst-2025", "fruehjahr-2026", 1),
        ("2026-01-15", "2026-07-01", 9),
        ("2019-01-01", "2026-07-01", 9),
        ("2019-01-01", "fruehjahr-2026", 5),
    ],
)
def test_a_comparison_costs_few_statements(
    before: str, after: str, warm: int, django_assert_max_num_queries: Any
) -> None:
    for kept in (reading._document, reading._results, snapshots._snapshot, comparing._between):
        kept.cache_clear()
    # Two archives are read for the first time.
    with django_assert_max_num_queries(warm + 2):
        told(before, after)
    with django_assert_max_num_queries(warm):
        told(before, after)
    with django_assert_max_num_queries(warm + 1):
        told(before, after, "en")


def test_a_day_stands_for_the_newest_round_that_was_public_by_then() -> None:
    rounds, days = told("herbst-2025", "fruehjahr-2026"), told("2025-12-31", "2026-07-01")
    assert [one.sentence for one in days.entries] == [one.sentence for one in rounds.entries]
    assert (days.before.label, days.before.round) == ("31. Dezember 2025", "herbst-2025")
    same = told("2025-12-31", "2026-01-31")
    assert same.entries == ()
    assert same.silent


def test_before_the_first_round_only_the_plan_is_compared_and_that_is_said() -> None:
    found = told("2019-01-01", "2026-07-01")
    assert not found.has_answers
    assert "nur der Plan" in found.coverage[0]


def test_a_change_of_the_plan_is_seen_between_days(berlin_document: PlanDocument) -> None:
    tree = berlin_document.model_dump(mode="json")
    [measure] = [one for one in tree["measures"] if one["id"] == "smart-city.2.I"]
    [lead] = [one for one in measure["roles"] if one["role"] == "lead"]
    was = lead["institution"]
    lead["institution"] = "ihk"
    tree["measures"] = [one for one in tree["measures"] if one["id"] != "marketing.2.IV"]
    for one in tree["plan"]["undertakings"]:
        one["measures"] = [x for x in one["measures"] if x["measure"] != "marketing.2.IV"]
    plan_import(document=validated(tree), actor="test", effective_on=dt.date(2026, 3, 1))
    found = told("2025-12-31", "2026-07-01")
    kinds = {one.measure.key: one for one in found.entries if one.aspect in {"lead", "measure"}}
    assert kinds["smart-city.2.I"].kind == ChangeKind.LEADS
    assert (kinds["smart-city.2.I"].before, kinds["smart-city.2.I"].after) == (was, "ihk")
    assert kinds["marketing.2.IV"].kind == ChangeKind.REMOVED
    assert kinds["marketing.2.IV"].sources[1].sentence == "Plan am 1. Juli 2026"


REFUSED = [
    ("von=nie&bis=fruehjahr-2026", 404, "Eine veröffentlichte Runde „nie“ gibt es nicht."),
    ("von=herbst-2025&bis=herbst-2026", 404, "„herbst-2026“ gibt es nicht"),
    ("von=fruehjahr-2026&bis=herbst-2025", 400, "liegt nach dem zweiten"),
    ("von=fruehjahr-2026&bis=fruehjahr-2026", 400, "derselbe Zeitpunkt"),
    ("von=2017-01-01&bis=2026-01-01", 400, "galt der Plan"),
    ("von=0001-01-01&bis=2026-01-01", 400, "So weit zurück"),
    ("von=2026-01-01&bis=9999-12-31", 400, "liegt in der Zukunft"),
    ("von=2026-02-30", 400, "weder eine Runde noch ein Tag"),
    ("von=2026-01-01&bis=2026-01-01", 400, "derselbe Zeitpunkt"),
    ("bis=herbst-2025", 400, "auch den ersten Zeitpunkt"),
    ("von-tag=gestern", 404, "„gestern“ gibt es nicht"),
    ("von=%00%3Cb%3E", 404, "gibt es nicht"),
    ("art=prima", 200, "keinen Wert „prima“"),
]


@pytest.mark.parametrize(("query", "status", "words"), REFUSED, ids=lambda one: str(one)[:30])
def test_what_cannot_be_compared_is_told_in_plain_words(
    client: Client, query: str, status: int, words: str
) -> None:
    html = client.get(f"{PAGE}?{query}")
    assert (html.status_code, words in html.content.decode()) == (status, True)
    content = client.get(f"{PAGE}.json?{query}")
    assert content.status_code == status
    assert words in (content.json()["problem"] or " ".join(content.json()["problems"]))


def test_the_page_says_what_its_data_say(client: Client) -> None:
    content = client.get(f"{PAGE}.json").json()
    assert mistakes("page", content) == []
    assert (content["from"], content["to"]) == ("herbst-2025", "fruehjahr-2026")
    records = content["tables"]["unterschiede"]["records"]
    assert sum(content["counts"].values()) == len(records)
    moved = {one["measure_id"] for one in records if one["aspect"] == "state"}
    assert f"{len(moved)} Maßnahmen haben ihren Stand geändert" in content["summary"]
    html = client.get(PAGE).content.decode()
    assert html.count("ls-moved__source") == len(records)
    rows = client.get(f"{PAGE}.csv").content.decode().splitlines()
    assert len(rows) > len(records)
    assert all({"Beispieldaten"} == {one["example"]} for one in records)


def test_filters_leave_what_they_say(client: Client) -> None:
    content = client.get(f"{PAGE}.json?art=postponed&thema=flaechen").json()
    records = content["tables"]["unterschiede"]["records"]
    assert records
    assert {(one["kind_id"], one["cluster_id"]) for one in records} == {("postponed", "flaechen")}
    of_one = client.get(f"{PAGE}.json?massnahme=digitale-industrie.2.II").json()
    keys = {one["measure_id"] for one in of_one["tables"]["unterschiede"]["records"]}
    assert keys
    assert all(key.startswith("digitale-industrie.2.II.") for key in keys)


def test_on_a_past_day_only_what_was_public_then_is_compared(client: Client) -> None:
    early = client.get(f"{PAGE}.json?stand=2026-05-28").json()
    assert (early["from"], early["to"]) == (None, None)
    refused = client.get(f"{PAGE}.json?stand=2026-05-28&von=herbst-2025&bis=fruehjahr-2026")
    assert refused.status_code == 404
    assert client.get(f"{PAGE}.json?stand=2026-05-29").json()["to"] == "fruehjahr-2026"


def test_real_and_invented_rounds_are_never_offered_beside_each_other(client: Client) -> None:
    ReportingRound.objects.filter(slug="herbst-2025").update(is_example=False)
    forget_results()
    assert client.get(f"{PAGE}.json").json()["to"] is None
    assert client.get(f"{PAGE}?bis=fruehjahr-2026").status_code == 400
    refused = client.get(f"{PAGE}?von=herbst-2025&bis=fruehjahr-2026")
    assert refused.status_code == 400
    assert "Beides wird nie miteinander verglichen" in refused.content.decode()


def test_the_office_also_compares_what_is_frozen_and_not_public(
    client: Client, client_of: ClientOf
) -> None:
    ReportingRound.objects.filter(slug="fruehjahr-2026").update(state=RoundState.FROZEN)
    forget_results()
    assert client.get(f"{PAGE}.json").json()["to"] is None
    asked = "?von=herbst-2025&bis=fruehjahr-2026"
    assert client.get(f"{PAGE}{asked}").status_code == 404
    office = client_of("office")
    found = office.get(f"{DESK}.json{asked}")
    assert found.status_code == 200
    assert found.json()["counts"]["moved"] > 0
    assert "(nicht öffentlich)" in office.get(f"{DESK}{asked}").content.decode()
    refused = office.get(f"{DESK}?von=herbst-2025&bis=herbst-2026")
    assert refused.status_code == 404
    assert "ist offen" in refused.content.decode()


def test_the_command_prints_what_the_contract_says() -> None:
    printed = CliRunner().invoke(
        changes, ["--from", "herbst-2025", "--to", "fruehjahr-2026", "--format", "json"]
    )
    assert printed.exit_code == 0, printed.output
    content = json.loads(printed.output)
    assert mistakes("differences", content) == []
    assert content["counts"]["moved"] > 0
    text = CliRunner().invoke(changes, ["--from", "2026-01-15", "--to", "fruehjahr-2026"])
    assert text.output.startswith("Beispieldaten")
    assert "haben ihren Stand geändert" in text.output
    refused = CliRunner().invoke(changes, ["--from", "herbst-2025", "--to", "herbst-2026"])
    assert refused.exit_code == 1
    assert "ist offen" in refused.output
