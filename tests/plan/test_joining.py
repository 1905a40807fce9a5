# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A measure joins the plan during its term, by a decision, and nothing else moves."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from leitstand.core.accounts.actors import Actor
from leitstand.core.permissions import NotPermitted
from leitstand.plan.document import Measure, PlanDocument
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.editing import Saved, change_undo, measure_add
from leitstand.plan.selectors import plan_document
from leitstand.plan.services import plan_import
from tests.people import person
from tests.plan.state import everything
from tests.plan.test_editing import KEY, PLAN, Tree, change, retitled


@pytest.fixture
def office(berlin: PlanDocument) -> Actor:
    return person("office")


@pytest.fixture
def lead(berlin: PlanDocument) -> Actor:
    return person("lead")


def new_measure(**joined: Any) -> Tree:
    goal = plan_document(PLAN).goals[0].id
    return {
        "id": "flaechen.1.IX",
        "title": {"de": "Dachflächen nutzen", "en": "Use roofs"},
        "summary": {"de": "Dächer für Solarstrom.", "en": "Roofs for solar power."},
        "roles": [{"institution": "senweb", "role": "lead", "as_printed": "SenWEB"}],
        "joined": {"decided_on": dt.date(2020, 5, 4), "decided_by": "skip", "goal": goal} | joined,
    }


def add(actor: Actor, wanted: Tree, **others: Any) -> Saved:
    return measure_add(actor=actor, plan=PLAN, wanted=wanted, **{"reason": "SKIP", **others})


def test_a_new_measure_joins_with_its_decision_and_others_stay_where_they_are(
    office: Actor,
) -> None:
    before = plan_document(PLAN).measures
    saved = add(office, new_measure(), effective_on=dt.date(2020, 6, 1))
    after = plan_document(PLAN).measures
    assert after[:-1] == before
    assert after[-1].joined is not None
    assert after[-1].joined.decided_by == "skip"
    assert {change.key[0] for change in saved.changes if change.table == "measure"} == {
        "flaechen.1.IX"
    }
    assert plan_document(PLAN, day=dt.date(2020, 5, 31)).measures == before


@pytest.mark.parametrize(
    ("joined", "place"),
    [
        ({"goal": "gibts-nicht"}, "joined.goal"),
        ({"decided_by": "gibts-nicht"}, "joined.decided_by"),
        ({"decided_on": dt.date(2017, 12, 31)}, "joined.decided_on"),
        ({"decided_on": dt.date(2022, 1, 1)}, "joined.decided_on"),
        ({"decided_on": timezone.localdate() + dt.timedelta(1)}, "joined.decided_on"),
        ({"decided_on": None}, "joined.decided_on"),
    ],
)
def test_a_measure_joins_only_in_the_term_by_a_known_body_for_a_known_goal(
    office: Actor, joined: Tree, place: str
) -> None:
    before = everything()
    with pytest.raises(PlanRejected) as refused:
        add(office, new_measure(**joined))
    assert place in [one.place for one in refused.value.problems]
    assert everything() == before


def test_a_measure_does_not_join_without_a_decision(office: Actor) -> None:
    wanted = new_measure()
    wanted["joined"] = None
    with pytest.raises(PlanRejected) as refused:
        add(office, wanted)
    assert refused.value.problems[0].place == "joined"


def test_a_measure_does_not_hold_before_it_is_decided(office: Actor) -> None:
    with pytest.raises(PlanRejected) as refused:
        add(office, new_measure(), effective_on=dt.date(2020, 5, 3))
    assert refused.value.problems[0].place == "effective_on"


def test_a_taken_id_is_not_taken_again(office: Actor) -> None:
    wanted = new_measure() | {"id": KEY}
    with pytest.raises(PlanRejected) as refused:
        add(office, wanted)
    assert refused.value.problems[0].place == "id"


def test_a_lead_adds_no_measure(lead: Actor) -> None:
    with pytest.raises(NotPermitted):
        add(lead, new_measure())


def test_a_new_measure_can_be_taken_back_as_long_as_nobody_changed_it(office: Actor) -> None:
    before = plan_document(PLAN)
    saved = add(office, new_measure())
    take_back = {"actor": office, "plan": PLAN, "measure": "flaechen.1.IX", "reason": "Irrtum"}
    changed = change(office, retitled("Andere", "flaechen.1.IX"))
    with pytest.raises(PlanRejected):
        change_undo(act=saved.act or 0, **take_back)  # type: ignore[arg-type]
    assert changed.act
    assert plan_document(PLAN).measures[:-1] == before.measures


def test_a_measure_added_by_mistake_is_gone_again(office: Actor) -> None:
    before = plan_document(PLAN)
    saved = add(office, new_measure())
    change_undo(
        actor=office, plan=PLAN, measure="flaechen.1.IX", act=saved.act or 0, reason="Irrtum"
    )
    assert plan_document(PLAN) == before


def test_an_import_cannot_bring_a_measure_in_during_the_term_without_a_decision(
    office: Actor, berlin: PlanDocument
) -> None:
    add(office, new_measure())
    exported = plan_document(PLAN)
    assert plan_import(document=exported, actor="test").changes == ()
    passage = {"lines": (1, 2)}
    unexplained = Measure.model_validate(
        new_measure() | {"id": "flaechen.1.X", "joined": None, "source": passage}
    )
    with pytest.raises(PlanRejected) as refused:
        plan_import(
            document=exported.model_copy(update={"measures": (*exported.measures, unexplained)}),
            actor="test",
        )
    assert refused.value.problems[0].place == "flaechen.1.X"
