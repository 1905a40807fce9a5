# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The life of a round: which step leads where."""

from enum import StrEnum

from leitstand.steering.enums import RoundState


class Step(StrEnum):
    """An act of the programme office on a whole round. Its name stands in the record."""

    OPEN = "round.open"
    CLOSE = "round.close"
    REOPEN = "round.reopen"
    FREEZE = "round.freeze"
    PUBLISH = "round.publish"


STEPS: dict[Step, tuple[RoundState, RoundState]] = {
    Step.OPEN: (RoundState.DRAFT, RoundState.OPEN),
    Step.CLOSE: (RoundState.OPEN, RoundState.REVIEW),
    Step.REOPEN: (RoundState.REVIEW, RoundState.OPEN),
    Step.FREEZE: (RoundState.REVIEW, RoundState.FROZEN),
    Step.PUBLISH: (RoundState.FROZEN, RoundState.PUBLISHED),
}
# Answers come in while a round is open; during the review those that the office asked for again.
TAKES_ANSWERS = frozenset({RoundState.OPEN, RoundState.REVIEW})
# What such a round holds changes no more.
SETTLED = frozenset({RoundState.FROZEN, RoundState.PUBLISHED})


def possible_steps(state: str) -> tuple[Step, ...]:
    """What the office can do with a round in ``state``, in the order of its life."""
    return tuple(step for step, (before, _after) in STEPS.items() if before == state)


def state_after(step: Step, state: str) -> RoundState | None:
    """Where ``step`` leads from ``state``; None where it is not possible there."""
    before, after = STEPS[step]
    return after if state == before else None
