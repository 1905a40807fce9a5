# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the rules look at: one duty on one day."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from leitstand.steering.answer import AnswerContent, Evidence, Milestone
from leitstand.steering.enums import Progress
from leitstand.steering.rules.ageing import Age, age_of
from leitstand.steering.rules.said import Said
from leitstand.steering.rules.slipping import MilestoneHistory, histories

# What is at work or still to come: dates count against it.
ACTIVE = frozenset({Progress.NOT_STARTED, Progress.PREPARING, Progress.RUNNING, Progress.STANDING})
AT_WORK = frozenset({Progress.PREPARING, Progress.RUNNING})
# Nothing ended it; also what rests is still promised by the plan.
UNFINISHED = ACTIVE | {Progress.PAUSED}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day that the plan itself prints for a measure, with its words."""

    as_printed: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class Successor:
    """The measure in which another is said to have merged.

    ``state`` is the counted state of that measure (a value of ``Progress`` or ``Overall``).
    ``is_circle`` says that following the mergers leads back to where one began.
    """

    label: str
    state: str
    is_circle: bool = False


@dataclass(frozen=True)
class Case:
    """One duty as it is judged for a day.

    ``said`` is what holds in the round (None for silence), ``before`` the last word of each earlier
    round, oldest first (see ``said.effective``). ``successor`` is None where the named measure does
    not exist.
    """

    judged_on: dt.date
    said: Said | None
    before: tuple[Said, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    successor: Successor | None = None

    @cached_property
    def content(self) -> AnswerContent:
        """What was said; for silence a document that says nothing."""
        return self.said.content if self.said else AnswerContent()

    @cached_property
    def state(self) -> Progress | None:
        """The state that was said; None for silence."""
        return Progress(self.content.state) if self.content.state else None

    @cached_property
    def known_on(self) -> dt.date:
        """The day up to which the answer can know: its own, or the judged one if that is earlier.

        A date that passed before was missed in the leader's own words. One that passed since then
        nobody was asked about.
        """
        return min(self.said.said_on, self.judged_on) if self.said else self.judged_on

    @cached_property
    def age(self) -> Age | None:
        """How old the answer is; None for silence."""
        return age_of(self.said.said_on, self.judged_on) if self.said else None

    @cached_property
    def reached(self) -> tuple[Milestone, ...]:
        """The milestones that were reached, up to the day of the answer."""
        return tuple(one for one in self._wanted if self._is_reached(one))

    @cached_property
    def open(self) -> tuple[Milestone, ...]:
        """The milestones that are neither reached nor dropped."""
        return tuple(one for one in self._wanted if not self._is_reached(one))

    @cached_property
    def ahead(self) -> tuple[Milestone, ...]:
        """The open milestones that are due on the judged day or later."""
        return tuple(one for one in self.open if one.due_on and one.due_on >= self.judged_on)

    @cached_property
    def evidence(self) -> tuple[Evidence, ...]:
        """What the answer could be held against when it was given: not what has a later date."""
        return tuple(
            one
            for one in self.content.evidence
            if one.dated_on is None or (self.said and one.dated_on <= self.said.said_on)
        )

    @cached_property
    def histories(self) -> tuple[MilestoneHistory, ...]:
        """Every open milestone through the earlier rounds and this one; none without those."""
        if not self.said or not self.before:
            return ()
        still_open = {one.id for one in self.open}
        everything = histories((*self.before, self.said))
        return tuple(one for one in everything if one.id in still_open)

    @cached_property
    def _wanted(self) -> tuple[Milestone, ...]:
        return tuple(one for one in self.content.milestones if not one.is_dropped)

    def _is_reached(self, milestone: Milestone) -> bool:
        """A milestone whose day lay ahead of the answer was announced, not reached."""
        done_on = milestone.done_on
        return bool(done_on and self.said and done_on <= self.said.said_on)
