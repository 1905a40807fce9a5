# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The timeline: what is due, what slipped, and what waits for what."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from leitstand.steering.enums import StepState, Waiting
from leitstand.steering.pictures.lanes import Dated, time_picture
from leitstand.steering.rules.depending import Dependency
from leitstand.steering.selectors.results import published_rounds
from leitstand.steering.selectors.timeline import Timeline, timeline
from tests.contracts.schemas import mistakes
from tests.plan.pages import parse
from tests.steering.published import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
PAGE = f"/plaene/{PLAN}/zeitplan"


def shown(day: str = "2026-11-22") -> Timeline:
    public = published_rounds(PLAN, language="de")
    on = dt.date.fromisoformat(day)
    return timeline(public.results(public.cards[0], judged_on=on), on=on)


def test_every_milestone_next_step_and_deadline_is_there_once() -> None:
    public = published_rounds(PLAN, language="de")
    results = public.results(public.cards[0], judged_on=dt.date(2026, 11, 22))
    said = [one.line.content for one in results.lines if one.line.content]
    line = shown()
    kinds = [one.kind for one in line.steps]
    assert kinds.count("milestone") == sum(len(one.milestones) for one in said)
    assert 0 < kinds.count("next-step") <= sum(one.next_step_due is not None for one in said)
    assert kinds.count("deadline") == 2
    assert len({one.step.place for one in line.steps}) == len(line.steps)
    days = [one.shown_on for one in line.steps if one.shown_on]
    assert days == sorted(days)


def test_what_is_overdue_hangs_on_the_day_of_the_page() -> None:
    def overdue(day: str) -> set[int]:
        return {one.step.place for one in shown(day).steps if one.state == StepState.OVERDUE}

    assert overdue("2026-06-01") < overdue("2026-11-22")
    for one in shown().steps:
        if one.state == StepState.OVERDUE:
            assert one.step.is_open
            assert one.step.due_on is not None
            assert one.step.due_on < dt.date(2026, 11, 22)


def test_what_waits_is_told_with_both_institutions(client: Client) -> None:
    content = client.get(f"{PAGE}.json").json()
    assert mistakes("page", content) == []
    rows = {
        (one["measure_id"], one["reference"]): one
        for one in content["tables"]["aufgehalten"]["records"]
    }
    found = rows["smart-city.3.I", "smart-city.2.I#quellen"]
    assert (found["institution"], found["of"], found["how_id"]) == (
        "SenWEB",
        "SenWEB",
        Waiting.OVERDUE,
    )
    assert found["waits_until"] == "2026-07-31"
    later = rows["flaechen.1.II", "smart-city.2.I#betrieb"]
    assert (later["institution"], later["of"], later["how_id"]) == ("SenSW", "SenWEB", "later")
    waiting = {
        one["institution"]: one["measures"] for one in content["tables"]["wer-wartet"]["records"]
    }
    assert waiting["AG Smart City"] == ["Smart City 1 III"]


def test_what_does_not_work_out_is_told_and_breaks_nothing(client: Client) -> None:
    faults = client.get(f"{PAGE}.json").json()["tables"]["unklar"]["records"]
    told = {(one["measure_id"], one["how_id"]) for one in faults}
    assert told == {
        ("digitale-industrie.2.II.A", "circular"),
        ("digitale-industrie.2.II.C", "circular"),
        ("flaechen.2.IV", "unknown"),
    }


def test_filters_and_the_picture_show_the_same_steps(client: Client) -> None:
    content = client.get(f"{PAGE}.json?lage=overdue&thema=flaechen").json()
    records = content["tables"]["zeitplan"]["records"]
    assert records
    assert {(one["state_id"], one["cluster_id"]) for one in records} == {("overdue", "flaechen")}
    html = parse(client.get(f"{PAGE}?lage=overdue&thema=flaechen").content.decode())
    [figure] = [one for one in html.all("figure") if one.attributes.get("id") == "bild-zeitplan"]
    assert len(figure.all("use")) == len(records)


def test_before_any_round_only_the_plan_s_own_deadlines_stand_there(client: Client) -> None:
    content = client.get(f"{PAGE}.json?stand=2019-03-01").json()
    assert content["round"] is None
    assert {one["kind"] for one in content["tables"]["zeitplan"]["records"]} == {"deadline"}
    assert (
        "Fristen, die der Plan selbst nennt"
        in client.get(f"{PAGE}?stand=2019-03-01").content.decode()
    )


def dated(place: int, day: str, lane: str = "a", **more: Any) -> Dated:
    known: dict[str, Any] = {"was_on": None, "label": f"Schritt {place}", "href": "#"}
    on = dt.date.fromisoformat(day)
    return Dated(place=place, lane=lane, state=StepState.DUE, on=on, **(known | more))


def test_marks_of_a_lane_do_not_lie_on_each_other() -> None:
    steps = [dated(place, "2026-06-01") for place in range(5)]
    picture = time_picture("k", steps, (), {"a": "A"}, now=dt.date(2026, 11, 22))
    assert picture is not None
    [lane] = picture.lanes
    assert len({mark.y for mark in lane.marks}) == 5
    assert lane.height < picture.height


def test_what_lies_far_off_stands_at_the_edge_and_is_counted() -> None:
    steps = [dated(0, "2026-06-01"), dated(1, "2050-12-31"), dated(2, "2018-01-01", "b")]
    picture = time_picture("k", steps, (), {"a": "A", "b": "B"}, now=dt.date(2026, 11, 22))
    assert picture is not None
    assert [year for _x, year in picture.years] == ["2026"]
    assert picture.outside == 2
    marks = {mark.label: mark for lane in picture.lanes for mark in lane.marks}
    assert marks["Schritt 1"].outside == 1
    assert marks["Schritt 2"].outside == -1
    assert all(0 <= mark.x <= 100 for mark in marks.values())


def test_ties_lead_from_what_comes_first() -> None:
    steps = [dated(0, "2026-06-01"), dated(1, "2026-09-01", "b")]
    waits = Dependency(1, "x.1.I#a", Waiting.OVERDUE, (0,), 0)
    picture = time_picture("k", steps, (waits,), {"a": "A", "b": "B"}, now=dt.date(2026, 11, 22))
    assert picture is not None
    [tie] = picture.ties
    assert tie.x1 < tie.x2
    assert tie.holds_up
    assert time_picture("k", [], (), {}, now=dt.date(2026, 11, 22)) is None
