# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two days is what comparing the whole plan on both finds, but cheaper."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from leitstand.core.models import AuditEvent
from leitstand.core.records import compare
from leitstand.plan.document import PlanDocument
from leitstand.plan.selectors import (
    PlanChanges,
    PlanNotFound,
    plan_changes,
    plan_records,
    previous_day,
)
from leitstand.plan.services import PlanRejected, plan_import
from tests.plan.documents import both, document, institution, measure, role
from tests.plan.made_documents import documents

START = dt.date(2020, 1, 1)  # the first day of ``documents.document``
DAY = dt.timedelta(days=1)
ON = START + 100 * DAY


def bring(given: PlanDocument, on: dt.date | None = None, actor: str = "cli:probe") -> None:
    plan_import(document=given, actor=actor, effective_on=on)


def found(since: dt.date = ON - DAY, until: dt.date = ON, slug: str = "klein") -> PlanChanges:
    return plan_changes(slug, since=since, until=until, language="de")


def statements(**days: Any) -> int:
    with CaptureQueriesContext(connection) as captured:
        found(**days)
    return len(captured)


class AnyTwoPlans(TestCase):
    @given(documents(), documents())
    @settings(max_examples=25)
    def test_the_answer_is_that_of_comparing_everything(
        self, first: PlanDocument, second: PlanDocument
    ) -> None:
        start = first.plan.period.start
        moved = second.model_copy(
            update={
                "plan": second.plan.model_copy(
                    update={"slug": first.plan.slug, "period": first.plan.period}
                )
            }
        )
        bring(first)
        try:
            bring(moved, start + 9 * DAY)
        except PlanRejected:  # the two share an institution in ways that cannot be
            return
        slug = first.plan.slug
        for since, until in ((0, 8), (8, 9), (0, 9), (9, 20)):
            days = (start + since * DAY, start + until * DAY)
            told = {(d.change.table, d.change.key): d.change for d in found(*days, slug).changes}
            whole = compare(*(plan_records(slug, day=day) for day in days))
            assert told == {(change.table, change.key): change for change in whole}


@pytest.mark.django_db
def test_nothing_is_found_where_nothing_was_changed() -> None:
    bring(document(measure("hafen.1.I")))
    assert found(since=START, until=ON).changes == ()


@pytest.mark.django_db
def test_a_change_knows_its_act_and_since_when_it_holds() -> None:
    bring(document(measure("hafen.1.I", title=both("alt"))))
    bring(document(measure("hafen.1.I", title=both("neu"))), ON)
    [dated] = found().changes
    newest = AuditEvent.objects.latest("id")
    assert dated.change.fields == ("title_de", "title_en")
    assert [act.id for act in dated.acts] == [newest.pk]
    assert dated.holds_from is not None
    assert dated.holds_from.date() == ON - DAY  # midnight in Berlin is the evening before in UTC


@pytest.mark.django_db
def test_several_acts_on_one_record_are_all_told_the_last_one_last() -> None:
    for number, title in enumerate(("a", "b", "c")):
        bring(document(measure("hafen.1.I", title=both(title))), START + number * DAY or None)
    [dated] = found(since=START, until=START + 2 * DAY).changes
    assert len(dated.acts) == 2
    assert dated.acts[0].id < dated.acts[1].id


@pytest.mark.django_db
def test_what_was_changed_and_changed_back_is_an_act_but_no_difference() -> None:
    for number, title in enumerate(("a", "b", "a")):
        bring(document(measure("hafen.1.I", title=both(title))), START + number * DAY or None)
    told = found(since=START, until=START + 2 * DAY)
    assert told.changes == ()
    assert len([act for act in told.acts if not act.is_late]) == 2


@pytest.mark.django_db
def test_an_institution_that_joins_comes_with_the_act_of_its_joining() -> None:
    bring(document(measure("hafen.1.I", leads=["werft"])))
    bring(document(measure("hafen.1.I", leads=["werft", "zoll"])), ON)
    dated = {one.change.table: one for one in found().changes if one.change.kind == "added"}
    assert {"institution", "institution_name", "participation", "role"} == set(dated)
    assert dated["institution"].acts == dated["participation"].acts != ()


@pytest.mark.django_db
def test_what_an_institution_changes_elsewhere_is_seen_in_every_plan_it_is_part_of() -> None:
    bring(document(measure("hafen.1.I", leads=["werft"])))
    other = document(
        measure("hafen.1.I", leads=["werft"]),
        institutions=[institution("werft", "Werft", "Neue Werft")],
        slug="anders",
    )
    bring(other, ON)
    told = found()
    assert [one.change.key[2] for one in told.changes] == ["Neue Werft"]


@pytest.mark.django_db
def test_the_first_import_is_an_act_that_holds_from_before() -> None:
    bring(document(measure("hafen.1.I")))
    told = found(since=START, until=dt.date(2100, 1, 1))
    [act] = told.acts
    assert act.is_late
    assert act.records > 3
    assert act.act.act == "plan.import"


@pytest.mark.django_db
def test_another_plan_does_not_show() -> None:
    bring(document(measure("hafen.1.I")))
    bring(document(measure("hafen.1.I"), slug="anders"))
    bring(document(measure("hafen.1.I", title=both("neu")), slug="anders"), ON)
    assert found().changes == ()
    assert len(found(since=START, until=dt.date(2100, 1, 1)).acts) == 1


@pytest.mark.django_db
@pytest.mark.parametrize("since", [START - DAY, dt.date(1, 1, 1)])
def test_a_day_before_the_plan_is_told(since: dt.date) -> None:
    bring(document(measure("hafen.1.I")))
    with pytest.raises(PlanNotFound, match="noch nicht"):
        found(since=since)


@pytest.mark.django_db
def test_the_statements_follow_what_changed_not_how_much_there_is(berlin: PlanDocument) -> None:
    slug, start = berlin.plan.slug, berlin.plan.period.start
    tree = berlin.model_dump(mode="json")
    tree["measures"][0]["title"]["de"] = "anders"
    bring(PlanDocument.model_validate(tree), start + 10 * DAY)
    quiet = {"slug": slug, "since": start, "until": start + 9 * DAY}
    busy = quiet | {"until": start + 10 * DAY}
    assert statements(**quiet) <= 5
    assert statements(**busy) <= 12


@pytest.mark.django_db
def test_the_usual_question_goes_back_to_the_state_before_the_newest() -> None:
    bring(document(measure("hafen.1.I")))
    assert previous_day("klein", today=ON) == START
    bring(document(measure("hafen.1.I", title=both("b"))), ON)
    bring(document(measure("hafen.1.I", title=both("c"))), ON)
    assert previous_day("klein", today=ON) == START
    bring(document(measure("hafen.1.I", title=both("d"))), ON + 5 * DAY)
    assert previous_day("klein", today=ON + 9 * DAY) == ON
    assert previous_day("klein", today=ON + 4 * DAY) == START


@pytest.mark.django_db
def test_roles_by_phase_are_told_apart() -> None:
    phased = [role("werft", phase="Planung"), role("werft", phase="Bau")]
    bring(document(measure("hafen.1.I", roles=phased)))
    bring(document(measure("hafen.1.I", roles=phased[:1])), ON)
    removed = [one.change.key for one in found().changes if one.change.table == "role"]
    assert [key[3] for key in removed] == ["Bau"]
