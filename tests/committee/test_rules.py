# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pure rules: spans of seats, contradictions, the life of a meeting, deadlines."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.committee.enums import MeetingState, Outcome, ProposalState
from leitstand.committee.rules.contradiction import Holding, Subject, conflicts
from leitstand.committee.rules.due import is_overdue, rank
from leitstand.committee.rules.life import (
    STEPS,
    Step,
    possible_steps,
    proposal_after,
    state_after,
)
from leitstand.committee.rules.seats import Span, clash
from leitstand.committee.rules.words import too_far, too_long

DAYS = st.dates(dt.date(2020, 1, 1), dt.date(2020, 3, 1))


@st.composite
def spans(draw: Any) -> Span:
    start = draw(DAYS)
    length = draw(st.one_of(st.none(), st.integers(0, 40)))
    return Span(start, None if length is None else start + dt.timedelta(days=length))


@given(spans(), spans())
def test_two_spans_overlap_exactly_where_a_day_is_in_both(one: Span, other: Span) -> None:
    days = [dt.date(2020, 1, 1) + dt.timedelta(days=n) for n in range(140)]
    shared = any(one.covers(day) and other.covers(day) for day in days)
    assert one.overlaps(other) == other.overlaps(one) == shared
    assert (clash(one, [other]) is not None) == shared


def test_a_span_cannot_end_before_it_begins() -> None:
    with pytest.raises(ValueError, match="ends before it begins"):
        Span(dt.date(2020, 2, 1), dt.date(2020, 1, 31))


OUTCOMES = st.sampled_from(Outcome.values)
SUBJECTS = st.builds(
    Subject,
    st.frozensets(st.sampled_from(["a", "b", "c"])),
    st.one_of(st.none(), st.integers(1, 2)),
    st.one_of(st.none(), st.integers(1, 2)),
)


@given(OUTCOMES, SUBJECTS, OUTCOMES, SUBJECTS)
def test_only_a_final_decision_on_the_same_is_contradicted_and_only_by_another_outcome(
    outcome: str, subject: Subject, before: str, earlier: Subject
) -> None:
    found = conflicts(outcome, subject, [Holding(7, "RAT 1", before, earlier)])
    is_same = (
        bool(subject.measures & earlier.measures)
        or (subject.proposal is not None and subject.proposal == earlier.proposal)
        or (subject.order is not None and subject.order == earlier.order)
    )
    is_final = before in {"adopted", "rejected"}
    assert bool(found) == (is_same and is_final and outcome not in {before, "noted"})
    assert all(one.number == "RAT 1" for one in found)


def test_what_shares_only_a_measure_may_stand_beside_and_nothing_else_may() -> None:
    both = Subject(frozenset({"a"}), proposal=1)
    [by_proposal] = conflicts("rejected", both, [Holding(1, "x", "adopted", both)])
    [by_measure] = conflicts(
        "rejected", Subject(frozenset({"a"})), [Holding(1, "x", "adopted", both)]
    )
    assert (by_proposal.ground, by_proposal.may_stand_beside) == ("proposal", False)
    assert (by_measure.ground, by_measure.may_stand_beside) == ("measure", True)
    assert by_measure.measures == ("a",)


def test_every_state_of_a_meeting_can_be_reached_and_the_last_ones_lead_nowhere() -> None:
    reached = {after for _before, after in STEPS.values()} | {MeetingState.PLANNED}
    assert reached == set(MeetingState)
    assert possible_steps(MeetingState.PUBLISHED) == possible_steps(MeetingState.CANCELLED) == ()
    assert state_after(Step.HOLD, MeetingState.PLANNED) is None
    assert state_after(Step.PUBLISH, MeetingState.HELD) is None, "published before the minutes"


@pytest.mark.parametrize(
    ("outcome", "is_supported", "after"),
    [
        ("adopted", False, ProposalState.ACCEPTED),
        ("rejected", True, ProposalState.REJECTED),
        ("postponed", True, ProposalState.SUPPORTED),
        ("postponed", False, ProposalState.SUBMITTED),
        ("noted", True, None),
    ],
)
def test_a_decision_moves_a_proposal(
    outcome: str, is_supported: bool, after: ProposalState | None
) -> None:
    assert proposal_after(outcome, is_supported=is_supported) == after


def test_an_order_is_late_from_the_day_after_until_somebody_says_it_is_done() -> None:
    due = dt.date(2022, 9, 30)
    day_after = due + dt.timedelta(days=1)
    assert not is_overdue("open", due, today=due, is_settled=False)
    assert is_overdue("open", due, today=day_after, is_settled=False)
    assert is_overdue("in-progress", due, today=day_after, is_settled=False)
    assert not is_overdue("done", due, today=day_after, is_settled=False)
    assert not is_overdue("open", due, today=day_after, is_settled=True)
    late = rank(is_settled=False, is_late=True, due_on=day_after)
    waiting = rank(is_settled=False, is_late=False, due_on=due)
    settled = rank(is_settled=True, is_late=False, due_on=due)
    assert late < waiting < settled


def test_a_year_that_is_a_slip_and_a_text_without_end_are_told() -> None:
    today = dt.date(2026, 11, 22)
    assert "2226" in too_far(dt.date(2226, 1, 1), today)
    assert too_far(dt.date(2028, 1, 1), today) == ""
    assert too_long("x" * 20_000) == ""
    assert "20001 Zeichen" in too_long("x" * 20_001)
