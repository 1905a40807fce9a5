# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Everything with a day in a plan: milestones and next steps of a round, and printed deadlines."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.translation import gettext as _

from leitstand.core.selectors import InstitutionBrief
from leitstand.plan.selectors import MeasureName, PlanFrame
from leitstand.steering.enums import FINAL, StepState
from leitstand.steering.rules import depending
from leitstand.steering.rules.depending import Dependency, Step
from leitstand.steering.rules.said import Said
from leitstand.steering.rules.slipping import histories
from leitstand.steering.selectors.results import ResultLine, RoundResults

Deadlines = Mapping[str, tuple[tuple[str, dt.date], ...]]


@dataclass(frozen=True, slots=True)
class DatedStep:
    """One thing with a day. ``step`` is what dependencies know of it.

    ``institution`` is None for a deadline of the plan. ``before`` are days that were promised
    earlier, in their order, ``slip_days`` the way from the first to the one that holds.
    """

    step: Step
    kind: str
    title: str
    measure: MeasureName
    field: str
    cluster: str
    institution: InstitutionBrief | None
    limits: str
    state: StepState
    before: tuple[dt.date, ...] = ()
    slip_days: int = 0
    said_on: dt.date | None = None

    @property
    def shown_on(self) -> dt.date | None:
        """The day on which a picture has it: when it was reached, else when it is due."""
        return self.step.done_on or self.step.due_on


@dataclass(frozen=True)
class Timeline:
    """All steps by day, those without one last, as of a day; and what waits for what.

    ``by_place`` finds the step that a dependency names.
    """

    on: dt.date
    steps: tuple[DatedStep, ...]
    dependencies: tuple[Dependency, ...] = field(default=())

    @cached_property
    def by_place(self) -> dict[int, DatedStep]:
        """The steps by what tells them apart."""
        return {one.step.place: one for one in self.steps}

    @cached_property
    def blocked(self) -> tuple[Dependency, ...]:
        """What cannot be reached in time as things stand."""
        return depending.blocked(self.dependencies)

    def of_step(self, one: DatedStep) -> tuple[Dependency, ...]:
        """What a step waits for."""
        return self._by_step.get(one.step.place, ())

    @cached_property
    def _by_step(self) -> dict[int, tuple[Dependency, ...]]:
        found: dict[int, tuple[Dependency, ...]] = {}
        for one in self.dependencies:
            found[one.step] = (*found.get(one.step, ()), one)
        return found


def timeline(results: RoundResults, *, on: dt.date) -> Timeline:
    """What a round says and the plan prints, as it stands on a day; no statement."""
    steps: list[DatedStep] = []
    for line in results.lines:
        steps.extend(_said(line, results.view.frame, len(steps), on))
    frame, names = results.view.frame, results.view.measures
    steps.extend(printed(frame, names, results.deadlines, on=on, first=len(steps)))
    states = {key: one.state for key, one in results.statements.items()}
    known = {key: states.get(key, "") for key in names}
    found = depending.dependencies([one.step for one in steps], known, on=on)
    return Timeline(on, _by_day(steps), found)


def timeline_of_plan(
    frame: PlanFrame, names: Mapping[str, MeasureName], deadlines: Deadlines, *, on: dt.date
) -> Timeline:
    """Where nothing was published yet: the deadlines that the plan prints; no statement."""
    return Timeline(on, _by_day([*printed(frame, names, deadlines, on=on)]))


def printed(
    frame: PlanFrame,
    names: Mapping[str, MeasureName],
    deadlines: Deadlines,
    *,
    on: dt.date,
    first: int = 0,
) -> Iterator[DatedStep]:
    """The plan's own deadlines. Nobody says whether they were met, so neither do we."""
    place = first
    for key, found in deadlines.items():
        if key not in names:
            continue
        branch = _branches(frame, names[key])
        for words, day in found:
            step = Step(place, key, "", day)
            yield DatedStep(
                step, "deadline", words, names[key], *branch, None, "", StepState.PRINTED
            )
            place += 1


def _said(line: ResultLine, frame: PlanFrame, first: int, on: dt.date) -> Iterator[DatedStep]:
    """The milestones of one answer, and its next step."""
    content, said_on = line.line.content, line.said_on
    if content is None or said_on is None:
        return
    words = Said(line.row.round, said_on, content)
    moved = {one.id: one for one in histories((*line.before, words))}
    limits = ", ".join(frame.in_words(one) for one in (line.row.phase, line.row.scope) if one)
    is_over = content.state in FINAL
    place = first
    for each in content.milestones:
        promised = tuple(one.due_on for one in moved[each.id].steps if one.due_on)
        step = Step(
            place,
            line.row.measure,
            each.id,
            each.due_on,
            each.done_on,
            # Nobody works on it any more.
            each.is_dropped or is_over,
            each.depends_on,
        )
        slip = moved[each.id].slip_days
        yield DatedStep(
            step=step,
            kind="milestone",
            title=each.title,
            measure=line.line.measure,
            field=line.field,
            cluster=line.cluster,
            institution=line.line.institution,
            limits=limits,
            state=_state(step, slip, is_dropped=each.is_dropped, on=on),
            before=promised[:-1] if each.due_on else promised,
            slip_days=slip,
            said_on=said_on,
        )
        place += 1
    if content.next_step_due and not is_over:
        step = Step(place, line.row.measure, "", content.next_step_due)
        yield DatedStep(
            step=step,
            kind="next-step",
            title=content.next_step or _("Nächster Schritt"),
            measure=line.line.measure,
            field=line.field,
            cluster=line.cluster,
            institution=line.line.institution,
            limits=limits,
            state=_state(step, 0, is_dropped=False, on=on),
            said_on=said_on,
        )


def _state(step: Step, slip_days: int, *, is_dropped: bool, on: dt.date) -> StepState:
    """What holds on the day. What stayed open in a measure that has ended is not overdue."""
    if step.done_on:
        return StepState.DONE
    if step.is_dropped:
        return StepState.DROPPED if is_dropped else StepState.ENDED
    if step.due_on is None:
        return StepState.UNDATED
    if step.due_on < on:
        return StepState.OVERDUE
    return StepState.SLIPPED if slip_days > 0 else StepState.DUE


def _branches(frame: PlanFrame, one: MeasureName) -> tuple[str, str]:
    path = frame.path(one.node_id)
    top = path[0].key if path else ""
    return top, path[1].key if len(path) > 1 else top


def _by_day(steps: list[DatedStep]) -> tuple[DatedStep, ...]:
    return tuple(sorted(steps, key=lambda one: (one.shown_on or dt.date.max, one.step.place)))
