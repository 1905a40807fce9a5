# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The life of a meeting: which step leads where, and what may be done in which state."""

from enum import StrEnum

from leitstand.committee.enums import MeetingState, Outcome, ProposalState


class Step(StrEnum):
    """An act of the programme office on a whole meeting. Its name stands in the record."""

    INVITE = "meeting.invite"
    HOLD = "meeting.hold"
    CLOSE = "meeting.close"
    PUBLISH = "meeting.publish"
    CANCEL = "meeting.cancel"


STEPS: dict[Step, tuple[frozenset[MeetingState], MeetingState]] = {
    Step.INVITE: (frozenset({MeetingState.PLANNED}), MeetingState.INVITED),
    Step.HOLD: (frozenset({MeetingState.INVITED}), MeetingState.HELD),
    Step.CLOSE: (frozenset({MeetingState.HELD}), MeetingState.CLOSED),
    Step.PUBLISH: (frozenset({MeetingState.CLOSED}), MeetingState.PUBLISHED),
    Step.CANCEL: (frozenset({MeetingState.PLANNED, MeetingState.INVITED}), MeetingState.CANCELLED),
}
# The agenda and the day of a meeting change until it has taken place.
BEFORE_MEETING = frozenset({MeetingState.PLANNED, MeetingState.INVITED})
# Papers, minutes included, are added until the minutes are approved.
TAKES_PAPERS = BEFORE_MEETING | {MeetingState.HELD}
SETTLED = frozenset({MeetingState.CLOSED, MeetingState.PUBLISHED})
# What a proposal waits in for somebody to decide.
UNDECIDED = frozenset({ProposalState.SUBMITTED, ProposalState.SUPPORTED, ProposalState.ON_AGENDA})


def possible_steps(state: str) -> tuple[Step, ...]:
    """What the office can do with a meeting in ``state``, in the order of its life."""
    return tuple(step for step, (before, _after) in STEPS.items() if state in before)


def state_after(step: Step, state: str) -> MeetingState | None:
    """Where ``step`` leads from ``state``; None where it is not possible there."""
    before, after = STEPS[step]
    return after if state in before else None


def proposal_after(outcome: str, *, is_supported: bool) -> ProposalState | None:
    """What becomes of a proposal that was decided on; None where it stays as it is."""
    match outcome:
        case Outcome.ADOPTED:
            return ProposalState.ACCEPTED
        case Outcome.REJECTED:
            return ProposalState.REJECTED
        case Outcome.POSTPONED:
            return ProposalState.SUPPORTED if is_supported else ProposalState.SUBMITTED
    return None
