# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Decisions are written once; what contradicts one that holds has to say so."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from leitstand.committee.errors import Contradicts, DecidedMeanwhile, Refused
from leitstand.committee.models import Decision, Proposal
from leitstand.committee.rules.life import Step
from leitstand.committee.selectors.decisions import (
    DecisionLine,
    decision_line,
    decisions_until,
    next_number,
)
from leitstand.committee.selectors.orders import OrderLine, orders_until
from leitstand.committee.services.agenda import WantedItem
from leitstand.committee.services.meetings import meeting_step
from leitstand.committee.services.orders import order_accept
from leitstand.core.permissions import NotPermitted
from tests.committee.cast import (
    ABOUT,
    BODY,
    HELD_ON,
    NETWORK,
    OFFICE,
    account,
    decided,
    meeting_stands,
    ordered,
    proposed,
    said,
)
from tests.people import ROLES
from tests.steering.harbour import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
LATER = dt.date(2022, 9, 1)


def test_a_decision_says_what_was_decided_where_when_and_by_whom() -> None:
    meeting, [item] = meeting_stands()
    line = decision_line(decided(item, text_en="The crane is built."), language="en")
    assert (line.number, line.body, line.body_name, line.meeting) == (
        "RAT 2022/01",
        BODY,
        "Rat of the city",
        meeting,
    )
    assert (line.text, line.outcome, line.decided_on, line.measures) == (
        "The crane is built.",
        "adopted",
        HELD_ON,
        (ABOUT,),
    )
    assert line.holds
    assert not line.is_public


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"decided_on": timezone.localdate() + dt.timedelta(days=1)}, "in der Zukunft"),
        ({"decided_on": HELD_ON - dt.timedelta(days=1)}, "vor der Sitzung vom 1. Juni 2022"),
        ({"measures": ("hafen.9.IX",)}, "hafen.9.IX"),
        ({"text_de": " \x00 "}, "Text des Beschlusses fehlt"),
        ({"number": ""}, "Nummer des Beschlusses fehlt"),
        ({"outcome": "maybe"}, "maybe"),
        ({"text_de": "x" * 20_001}, "20001 Zeichen"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(changes: dict[str, Any], words: str) -> None:
    _meeting, [item] = meeting_stands()
    with pytest.raises(Refused, match=words):
        decided(item, **changes)
    assert not Decision.objects.exists()


def test_ten_thousand_signs_in_another_script_are_kept_as_they_are() -> None:
    _meeting, [item] = meeting_stands()
    words = "起重机 Кран 🏗 " * 800
    assert decision_line(decided(item, text_de=words), language="de").text == words.strip()


@pytest.mark.parametrize("steps", [(), (Step.CLOSE,), (Step.CLOSE, Step.PUBLISH)])
def test_nothing_is_decided_before_the_meeting_or_after_its_minutes(
    steps: tuple[Step, ...],
) -> None:
    meeting, [item] = meeting_stands(is_held=bool(steps))
    for step in steps:
        meeting_step(actor=OFFICE, meeting=meeting, step=step)
    with pytest.raises(Refused, match="Das geht jetzt nicht"):
        decided(item)


def test_sending_the_form_twice_is_one_decision_and_a_number_is_given_once() -> None:
    _meeting, [item] = meeting_stands()
    number = uuid4()
    first = decided(item, submission=number)
    assert decided(item, submission=number) == first
    with pytest.raises(Refused, match="schon vergeben: RAT 2022/01"):
        decided(item, seen=1)
    assert Decision.objects.count() == 1


def test_who_comes_second_is_told_what_was_decided_meanwhile() -> None:
    _meeting, [item] = meeting_stands()
    decided(item)
    with pytest.raises(DecidedMeanwhile) as told:
        decided(item, "RAT 2022/02", outcome="adopted")
    assert told.value.numbers == ("RAT 2022/01",)
    decided(item, "RAT 2022/02", seen=1)


def test_a_contradiction_is_neither_taken_nor_refused_in_silence() -> None:
    _first, [item] = meeting_stands()
    earlier = decided(item)
    _second, [again] = meeting_stands(held_on=LATER)
    with pytest.raises(Contradicts) as told:
        decided(again, "RAT 2022/02", outcome="rejected", decided_on=LATER)
    [conflict] = told.value.conflicts
    assert (conflict.number, conflict.ground, conflict.measures) == (
        "RAT 2022/01",
        "measure",
        (ABOUT,),
    )
    assert Decision.objects.count() == 1, "something was written"
    later = decided(
        again, "RAT 2022/02", outcome="rejected", decided_on=LATER, supersedes=[earlier]
    )
    gone = decision_line(earlier, language="de")
    assert gone.superseded_by is not None
    assert gone.superseded_by.number == "RAT 2022/02"
    assert gone.text == "Der Kran wird gebaut.", "what was decided has changed"
    assert [one.number for one in decision_line(later, language="de").supersedes] == ["RAT 2022/01"]
    # What holds no more cannot be contradicted, nor superseded again.
    _third, [third] = meeting_stands(held_on=dt.date(2022, 10, 1))
    with pytest.raises(Refused, match="gilt nicht mehr"):
        decided(
            third,
            "RAT 2022/03",
            outcome="rejected",
            decided_on=dt.date(2022, 10, 1),
            supersedes=[earlier],
        )
    decided(third, "RAT 2022/03", outcome="rejected", decided_on=dt.date(2022, 10, 1))


def test_both_may_hold_where_they_only_share_a_measure() -> None:
    _first, [item] = meeting_stands()
    earlier = decided(item)
    _second, [again] = meeting_stands(held_on=LATER)
    decided(again, "RAT 2022/02", outcome="rejected", decided_on=LATER, beside=[earlier])
    assert decision_line(earlier, language="de").holds


def test_about_the_same_proposal_both_cannot_hold() -> None:
    topic = proposed()
    item = WantedItem("decision", "Landstrom", proposal=topic)
    _first, [one] = meeting_stands(items=(item,))
    earlier = decided(one, outcome="rejected", measures=(), text_de="Zu teuer.")
    found = Proposal.objects.get(pk=topic)
    assert (found.state, found.reason, found.decision_id) == ("rejected", "Zu teuer.", earlier)
    _second, [two] = meeting_stands(held_on=LATER, items=(item,))
    with pytest.raises(Contradicts) as told:
        decided(two, "RAT 2022/02", measures=(), decided_on=LATER, beside=[earlier])
    assert told.value.conflicts[0].ground == "proposal"
    decided(two, "RAT 2022/02", measures=(), decided_on=LATER, supersedes=[earlier])
    found.refresh_from_db()
    assert (found.state, found.reason) == ("accepted", "")


def test_invented_decisions_and_real_ones_do_not_contradict_each_other() -> None:
    _first, [item] = meeting_stands()
    decided(item)
    _second, [invented] = meeting_stands(held_on=LATER, is_example=True)
    made = decided(invented, "RAT 2022/02", outcome="rejected", decided_on=LATER)
    assert decision_line(made, language="de").is_example


def test_numbers_follow_each_other_in_a_year() -> None:
    _meeting, [item] = meeting_stands()
    body = decision_line(decided(item, "RAT 2022/07"), language="de")
    row = Decision.objects.get(pk=body.id).body_id
    assert next_number(row, short="RAT", year=2022) == "RAT 2022/08"
    assert next_number(row, short="RAT", year=2023) == "RAT 2023/01"


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
def test_only_the_office_records_decisions_and_orders(role: str) -> None:
    _meeting, [item] = meeting_stands()
    somebody = account(role, "werft")
    with pytest.raises(NotPermitted):
        decided(item, actor=somebody)
    made = decided(item)
    with pytest.raises(NotPermitted):
        ordered(made, actor=somebody)


def test_what_was_known_at_a_moment_stays_what_was_known() -> None:
    meeting, [item] = meeting_stands()
    first = decided(item)
    order = ordered(first)
    said(order)
    moment = timezone.now()

    def told() -> tuple[tuple[DecisionLine, ...], tuple[OrderLine, ...]]:
        facts: dict[str, Any] = {"until": moment, "language": "de", "is_example": False}
        return (
            decisions_until(PLAN, **facts),
            orders_until(PLAN, **facts),
        )

    before = told()
    said(order, "done", "Geliefert.")
    order_accept(actor=OFFICE, order=order)
    _second, [again] = meeting_stands(held_on=LATER)
    later = decided(again, "RAT 2022/02", outcome="rejected", decided_on=LATER, supersedes=[first])
    ordered(later)
    for step in (Step.CLOSE, Step.PUBLISH):
        meeting_step(actor=OFFICE, meeting=meeting, step=step)
    assert told() == before
    [decision], [known] = before
    assert (decision.holds, decision.is_public) == (True, False)
    assert (known.state, known.accepted_at, known.dropped_by) == ("in-progress", None, "")
    now: dict[str, Any] = {"until": timezone.now(), "language": "de", "is_example": False}
    [gone, new] = decisions_until(PLAN, **now)
    assert gone.superseded_by is not None
    assert (gone.is_public, new.is_public) == (True, False)
    # In public nothing is superseded by what is not public yet.
    [public] = decisions_until(PLAN, is_public_only=True, **now)
    assert (public.number, public.superseded_by) == ("RAT 2022/01", None)
    assert decisions_until("berlin", **now) == ()


def test_a_body_keeps_its_decisions_when_it_is_called_otherwise() -> None:
    from leitstand.committee.services.bodies import WantedBody, body_change

    _meeting, [item] = meeting_stands(NETWORK)
    made = decided(item, "NETZ 2022/01")
    body_change(actor=OFFICE, slug=NETWORK, wanted=WantedBody("Bund", "League", "working"))
    assert decision_line(made, language="de").body_name == "Netz der Stadt"
