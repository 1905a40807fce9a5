# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How the due date of each milestone moved from answer to answer."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from leitstand.steering.answer import Milestone
from leitstand.steering.rules.said import Said

MANY_ROUNDS: Final = 2
"""A date that was put off in so many rounds is slipping."""
FAR_DAYS: Final = 90
"""So is one that was put off by so many days in all: half the time between two rounds."""


@dataclass(frozen=True, slots=True)
class Step:
    """A due date as it was said on a day; ``due_on`` is None where the milestone had lost it."""

    round: str
    said_on: dt.date
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class MilestoneHistory:
    """One milestone through all answers that name it.

    ``titles`` are its names in the order in which they were used; ``steps`` has an entry for
    each answer in which the date differs from the one before. ``rounds_later`` counts the rounds
    whose last word was later than that of the round before: a date that is put right within a
    round has not slipped. ``slip_days`` is the way from the last word of the first round with a
    date to the newest date; negative where the milestone was brought forward.
    """

    id: str
    titles: tuple[str, ...]
    steps: tuple[Step, ...]
    rounds_later: int
    slip_days: int
    now: Milestone
    is_in_last_answer: bool

    @property
    def is_moved_later(self) -> bool:
        """Whether it is due later than was said first."""
        return self.slip_days > 0

    @property
    def is_slipping(self) -> bool:
        """Whether it was put off again and again, or far: by the published limits."""
        return self.is_moved_later and (
            self.rounds_later >= MANY_ROUNDS or self.slip_days >= FAR_DAYS
        )


def histories(revisions: Sequence[Said]) -> tuple[MilestoneHistory, ...]:
    """The history of every milestone, in the order in which they first were named.

    ``revisions`` are submitted answers to one duty, oldest first.
    """
    words: dict[str, list[tuple[Said, Milestone]]] = {}
    for said in revisions:
        for milestone in said.content.milestones:
            words.setdefault(milestone.id, []).append((said, milestone))
    return tuple(_history(name, told, revisions[-1]) for name, told in words.items())


def _history(name: str, told: Sequence[tuple[Said, Milestone]], newest: Said) -> MilestoneHistory:
    """The history of one milestone from all answers that name it, oldest first."""
    titles: dict[str, None] = {}
    steps: list[Step] = []
    last_words: dict[str, dt.date] = {}
    for said, milestone in told:
        titles[milestone.title] = None
        if not steps or steps[-1].due_on != milestone.due_on:
            steps.append(Step(said.round, said.said_on, milestone.due_on))
        if milestone.due_on is not None:
            last_words[said.round] = milestone.due_on
    dates = list(last_words.values())
    said, now = told[-1]
    return MilestoneHistory(
        id=name,
        titles=tuple(titles),
        steps=tuple(steps),
        rounds_later=sum(after > before for before, after in pairwise(dates)),
        slip_days=(dates[-1] - dates[0]).days if dates else 0,
        now=now,
        is_in_last_answer=said is newest,
    )
