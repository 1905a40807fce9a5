# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How a plan stood on a day, from which day a change holds, and how two days differ."""

import contextlib
import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone

from leitstand.core.models import AuditEvent
from leitstand.core.records import compare
from leitstand.plan.comparison import Difference, differences
from leitstand.plan.document import PlanDocument
from leitstand.plan.selectors import PlanNotFound, measure_page, plan_document, plan_records
from leitstand.plan.services import PlanRejected, plan_import
from tests.plan.documents import both, document, institution, measure, node, role
from tests.plan.state import everything

pytestmark = pytest.mark.django_db
START = dt.date(2020, 1, 1)  # the first day of ``documents.document``
DAY = dt.timedelta(days=1)


def plan(title: str = "Anfang", **head: Any) -> PlanDocument:
    """A small plan, told apart by the title of its one measure."""
    return document(measure("hafen.1.I", leads=["werft"], title=both(title)), **head)


def bring(title: str, on: dt.date | None = None) -> None:
    plan_import(document=plan(title), actor="test", effective_on=on)


def title(day: dt.date | None = None) -> str:
    return plan_document("klein", day=day).measures[0].title.de


def today() -> dt.date:
    return timezone.localdate()


@pytest.mark.parametrize("after", [0, 1, 1000, 20_000])
def test_the_berlin_plan_stands_on_every_day_since_its_start(
    berlin: PlanDocument, after: int
) -> None:
    day = berlin.plan.period.start + after * DAY
    assert plan_document("berlin-2018-2021", day=day) == berlin


def test_before_its_start_a_plan_does_not_stand(berlin: PlanDocument) -> None:
    with pytest.raises(PlanNotFound, match=r"2017-12-31.*beginnt am 2018-01-01"):
        plan_document("berlin-2018-2021", day=dt.date(2017, 12, 31))


def test_an_unknown_plan_is_told_with_those_that_are_there(berlin: PlanDocument) -> None:
    with pytest.raises(PlanNotFound, match=r"„ulm“.*berlin-2018-2021"):
        plan_document("ulm")


def test_a_new_plan_holds_from_its_first_day() -> None:
    result = plan_import(document=plan(), actor="test")
    assert result.is_new
    assert timezone.localtime(result.holds_from).date() == START
    assert title(START) == "Anfang"


def test_a_new_plan_can_hold_from_a_later_day() -> None:
    bring("Anfang", on=START + 5 * DAY)
    with pytest.raises(PlanNotFound):
        plan_document("klein", day=START + 4 * DAY)
    assert title(START + 5 * DAY) == "Anfang"


def test_a_change_holds_from_now() -> None:
    bring("Anfang")
    before = timezone.now()
    result = plan_import(document=plan("Neu"), actor="test")
    assert before <= result.holds_from <= timezone.now()
    day = timezone.localtime(result.holds_from).date()
    assert [title(day - DAY), title(day), title()] == ["Anfang", "Neu", "Neu"]


def test_a_change_can_hold_from_a_day_named() -> None:
    bring("Anfang")
    bring("Neu", on=dt.date(2021, 3, 1))
    assert [title(dt.date(2021, 2, 28)), title(dt.date(2021, 3, 1))] == ["Anfang", "Neu"]


def test_a_change_can_hold_from_the_first_day() -> None:
    bring("Anfang")
    bring("Neu", on=START)
    assert title(START) == "Neu"


@pytest.mark.parametrize("is_new", [True, False])
def test_nothing_can_hold_from_before_the_plan(is_new: bool) -> None:
    if not is_new:
        bring("Anfang")
    before = everything()
    with pytest.raises(PlanRejected, match=r"2019-12-31.*beginnt am 2020-01-01"):
        bring("Neu", on=START - DAY)
    assert everything() == before


def test_of_two_changes_from_one_day_the_later_stands() -> None:
    bring("Anfang")
    bring("Eins", on=dt.date(2021, 3, 1))
    bring("Zwei", on=dt.date(2021, 3, 1))
    assert [title(dt.date(2021, 3, 1)), title()] == ["Zwei", "Zwei"]


def test_what_holds_today_is_what_stands_in_the_tables() -> None:
    bring("Anfang")
    bring("Eins", on=dt.date(2022, 3, 1))
    with contextlib.suppress(PlanRejected):  # another change has overtaken this day
        bring("Zwei", on=dt.date(2021, 3, 1))
    assert title(today()) == title()


def test_a_change_before_a_plan_has_begun_stands_when_it_begins() -> None:
    start = today() + 30 * DAY
    period = {"start": str(start), "end": str(start + 30 * DAY)}
    for words in ("Anfang", "Neu"):
        plan_import(document=plan(words, period=period), actor="test")
    assert title(start) == "Neu"


def test_a_change_from_a_day_to_come_does_not_stand_today() -> None:
    bring("Anfang")
    with contextlib.suppress(PlanRejected):
        bring("Neu", on=today() + 30 * DAY)
    assert title() == title(today()) == "Anfang"


def test_what_was_removed_is_gone_from_that_day_on() -> None:
    both_measures = document(measure("hafen.1.I"), measure("hafen.1.II", leads=["werft"]))
    plan_import(document=both_measures, actor="test")
    one = document(measure("hafen.1.I"), institutions=[institution("werft")])
    plan_import(document=one, actor="test", effective_on=dt.date(2021, 1, 1))
    assert plan_document("klein", day=dt.date(2020, 12, 31)) == both_measures
    assert plan_document("klein", day=dt.date(2021, 1, 1)) == one


def test_a_renamed_institution_keeps_its_name_in_the_past() -> None:
    def named(words: str) -> PlanDocument:
        return document(
            measure("hafen.1.I", leads=["werft"]), institutions=[institution("werft", words)]
        )

    plan_import(document=named("Alt"), actor="test")
    plan_import(document=named("Neu"), actor="test", effective_on=dt.date(2021, 1, 1))
    assert plan_document("klein", day=dt.date(2020, 12, 31)) == named("Alt")
    assert plan_document("klein", day=dt.date(2021, 1, 1)) == named("Neu")


@pytest.mark.parametrize("later", [[{"id": "s", "name": both("Neu")}], []])
def test_a_measure_of_a_past_day_shows_the_names_of_that_day(later: list[Any]) -> None:
    def strategic(strategies: list[Any], *links: str) -> PlanDocument:
        return document(measure("hafen.1.I", strategies=list(links)), strategies=strategies)

    first = strategic([{"id": "s", "name": both("Alt")}], "s")
    plan_import(document=first, actor="test")
    links = [strategy["id"] for strategy in later]
    second = strategic(later, *links)
    plan_import(document=second, actor="test", effective_on=dt.date(2021, 1, 1))
    page = measure_page("klein", "hafen.1.I", language="de", day=dt.date(2020, 6, 1))
    assert page is not None
    assert [ref.name for ref in page.entries[0].details.strategies] == ["Alt"]


def test_an_import_is_one_act_with_its_reason() -> None:
    plan_import(document=plan(), actor="cli:kim", reason="erstmals")
    event = AuditEvent.objects.get()
    assert (event.actor, event.act, event.subject) == ("cli:kim", "plan.import", "klein")
    assert event.reason == "erstmals"
    assert event.details["changes"] == apps.get_model(
        "plan", "HistoricalMeasure"
    ).objects.count() + (event.details["changes"] - 1)


def test_every_history_row_of_an_import_points_at_its_act() -> None:
    bring("Anfang")
    changed = plan_import(document=plan("Neu"), actor="test")
    event = AuditEvent.objects.latest("id")
    rows = sum(
        model._default_manager.filter(event_id=event.pk).count()
        for room in ("core", "plan")
        for model in apps.get_app_config(room).get_models()
        if model.__name__.startswith("Historical")
    )
    assert rows == len(changed.changes) == event.details["changes"] == 1


def test_a_rehearsal_tells_what_would_change_and_writes_nothing() -> None:
    bring("Anfang")
    before = everything()
    rehearsed = plan_import(document=plan("Neu"), actor="test", dry_run=True)
    assert everything() == before
    done = plan_import(document=plan("Neu"), actor="test")
    assert rehearsed.changes == done.changes != ()


def between(first: dt.date, last: dt.date) -> tuple[Difference, ...]:
    before, after = plan_records("klein", day=first), plan_records("klein", day=last)
    return differences(compare(before, after))


def test_two_days_differ_by_what_changed_between_them() -> None:
    bring("Anfang")
    bring("Neu", on=dt.date(2021, 1, 1))
    [found] = between(dt.date(2020, 12, 31), dt.date(2021, 1, 1))
    assert found.as_json() == {
        "table": "measure",
        "key": "hafen.1.I",
        "kind": "changed",
        "fields": {
            "title_de": {"before": "Anfang", "after": "Neu"},
            "title_en": {"before": "Anfang (en)", "after": "Neu (en)"},
        },
    }
    assert str(found).splitlines()[:2] == [
        "~ Maßnahme hafen.1.I",
        "    title_de: „Anfang“ → „Neu“",
    ]
    assert between(START, dt.date(2020, 12, 31)) == ()


def test_a_role_that_passes_to_another_came_and_went() -> None:
    holders = [institution("werft"), institution("zoll")]
    for lead, day in (("werft", START), ("zoll", dt.date(2021, 1, 1))):
        held = measure("hafen.1.I", roles=[role(lead, phase="Aufbau")])
        plan_import(document=document(held, institutions=holders), actor="test", effective_on=day)
    found = {(d.kind, d.table, d.name) for d in between(START, dt.date(2021, 1, 1))}
    assert found == {
        ("added", "role", "hafen.1.I / zoll / lead / Aufbau"),
        ("removed", "role", "hafen.1.I / werft / lead / Aufbau"),
    }


def test_another_order_alone_is_stored_but_not_told() -> None:
    measures = [measure("hafen.1.I"), measure("hafen.1.II")]
    nodes = [node("hafen"), node("hafen.1")]
    plan_import(document=document(*measures, nodes=nodes), actor="test")
    turned = document(*reversed(measures), nodes=nodes)
    result = plan_import(document=turned, actor="test", effective_on=dt.date(2021, 1, 1))
    assert len(result.changes) == 2
    assert plan_document("klein") == turned
    assert between(START, dt.date(2021, 1, 1)) == ()
