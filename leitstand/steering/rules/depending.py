# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What waits for what: milestones that depend on others, and whether that can work out.

Answers name what must come first by key: a measure, or a milestone of one. What they name may be
unknown, or wait for them in turn; then that is said, and nothing else is concluded from it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from leitstand.steering.enums import FINAL, Progress, Waiting

HOLDS_UP: Final = frozenset({Waiting.OVERDUE, Waiting.LATER, Waiting.DROPPED})
"""As things stand, what depends on it cannot be reached in time."""
FAULTS: Final = frozenset({Waiting.UNKNOWN, Waiting.CIRCULAR})


@dataclass(frozen=True, slots=True)
class Step:
    """Something that is to happen by a day, or did. ``id`` is empty where nothing can refer to it.

    ``place`` is the position among all steps and tells them apart: several institutions may call
    their milestones alike.
    """

    place: int
    measure: str
    id: str
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    is_dropped: bool = False
    depends_on: tuple[str, ...] = ()

    @property
    def reference(self) -> str:
        """How others name it."""
        return f"{self.measure}#{self.id}" if self.id else ""

    @property
    def is_open(self) -> bool:
        """Whether it is still to come."""
        return self.done_on is None and not self.is_dropped


@dataclass(frozen=True, slots=True)
class Dependency:
    """One reference of one step. ``predecessors`` are places of the steps that it stands for.

    ``decisive`` is the place of the one that makes it what it is, None where the measure itself
    does, or nothing is known.
    """

    step: int
    reference: str
    waiting: Waiting
    predecessors: tuple[int, ...] = ()
    decisive: int | None = None


def dependencies(
    steps: Sequence[Step], states: Mapping[str, str], *, on: dt.date
) -> tuple[Dependency, ...]:
    """Every reference of every step, in their order, as it stands on a day.

    ``states`` has the counted state of each measure of the plan. A measure in parts is called by
    the key of the whole too, and then stands for all its parts.
    """
    known = _Known(steps, states)
    circles = _circles(steps, known)
    return tuple(
        _dependency(step, reference, known, circles, on)
        for step in steps
        for reference in dict.fromkeys(step.depends_on)
    )


class _Known:
    """What references stand for."""

    def __init__(self, steps: Sequence[Step], states: Mapping[str, str]) -> None:
        self.steps = steps
        self.states = states
        self.places: dict[str, list[int]] = {}
        self.measures: dict[str, list[str]] = {}
        for key in states:
            for name in _names(key):
                self.measures.setdefault(name, []).append(key)
        for step in steps:
            if step.reference:
                self.places.setdefault(step.reference, []).append(step.place)
            for name in _names(step.measure):
                self.places.setdefault(name, []).append(step.place)

    def of(self, reference: str) -> tuple[int, ...]:
        """The steps that a reference stands for."""
        return tuple(self.places.get(reference, ()))

    def is_measure(self, reference: str) -> bool:
        """Whether it names a measure of the plan, or one in parts."""
        return reference in self.measures

    def state_of(self, reference: str) -> str:
        """The state that all measures called so share, "" where they do not."""
        found = {self.states[key] for key in self.measures.get(reference, ())}
        return found.pop() if len(found) == 1 else ""


def _names(measure: str) -> tuple[str, ...]:
    """A measure's key; of a part, one letter behind the number, also that of the whole."""
    whole, _dot, part = measure.rpartition(".")
    is_part = len(part) == 1 and part.isupper() and measure.count(".") > 2
    return (measure, whole) if is_part else (measure,)


def _dependency(
    step: Step,
    reference: str,
    known: _Known,
    circles: Mapping[int | str, int],
    on: dt.date,
) -> Dependency:
    places = known.of(reference)
    if not places and not known.is_measure(reference):
        return Dependency(step.place, reference, Waiting.UNKNOWN)
    node: int | str = reference if "#" not in reference else step.place
    others = [node] if node == reference else list(places)
    if any(circles.get(one) == circles.get(step.place) for one in others):
        return Dependency(step.place, reference, Waiting.CIRCULAR, places)
    found = [known.steps[place] for place in places]
    waiting, decisive = _judged(step, reference, found, known, on)
    return Dependency(step.place, reference, waiting, places, decisive)


def _judged(
    step: Step, reference: str, found: Sequence[Step], known: _Known, on: dt.date
) -> tuple[Waiting, int | None]:
    """How things stand between the step and what it waits for; the gravest first."""
    if not step.is_open:
        return Waiting.OVER, None
    if "#" not in reference and known.state_of(reference) in FINAL:
        is_done = known.state_of(reference) != Progress.GIVEN_UP
        return (Waiting.DONE if is_done else Waiting.DROPPED), None
    waited_for = [one for one in found if one.is_open]
    overdue = [one for one in waited_for if one.due_on and one.due_on < on]
    if overdue:
        return Waiting.OVERDUE, min(overdue, key=_by_day).place
    later = [one for one in waited_for if one.due_on and step.due_on and one.due_on > step.due_on]
    if later:
        return Waiting.LATER, max(later, key=_by_day).place
    if waited_for:
        undated = [one for one in waited_for if one.due_on is None]
        if undated:
            return Waiting.UNDATED, undated[0].place
        return Waiting.IN_TIME, max(waited_for, key=_by_day).place
    if not found:
        return Waiting.UNDATED, None
    dropped = [one for one in found if one.is_dropped and one.done_on is None]
    if dropped and len(dropped) == len(found):
        return Waiting.DROPPED, dropped[0].place
    return Waiting.DONE, found[-1].place


def _by_day(one: Step) -> dt.date:
    return one.due_on or dt.date.max


def _circles(steps: Sequence[Step], known: _Known) -> dict[int | str, int]:
    """The number of the circle of every node: nodes that wait for each other have the same one.

    Nodes are steps by place, and measures by key, which wait for all their steps: so a reference to
    a measure is one edge, not forty. (Tarjan's algorithm, without recursion.)
    """
    edges: dict[int | str, tuple[int | str, ...]] = {}
    for step in steps:
        found: list[int | str] = []
        for reference in step.depends_on:
            if "#" in reference:
                found.extend(known.of(reference))
            elif known.of(reference):
                found.append(reference)
                edges.setdefault(reference, known.of(reference))
        edges[step.place] = tuple(found)
    return _components(edges)


def _components(edges: Mapping[int | str, tuple[int | str, ...]]) -> dict[int | str, int]:
    order: dict[int | str, int] = {}
    low: dict[int | str, int] = {}
    component: dict[int | str, int] = {}
    open_nodes: list[int | str] = []
    for root in edges:
        if root in order:
            continue
        work: list[tuple[int | str, Iterator[int | str]]] = [(root, iter(edges[root]))]
        order[root] = low[root] = len(order)
        open_nodes.append(root)
        while work:
            node, rest = work[-1]
            following = next(rest, None)
            if following is None:
                work.pop()
                if work:
                    above = work[-1][0]
                    low[above] = min(low[above], low[node])
                if low[node] == order[node]:
                    _close(node, open_nodes, component)
            elif following not in order:
                order[following] = low[following] = len(order)
                open_nodes.append(following)
                work.append((following, iter(edges.get(following, ()))))
            elif following not in component:
                low[node] = min(low[node], order[following])
    return component


def _close(node: int | str, open_nodes: list[int | str], component: dict[int | str, int]) -> None:
    number = len(component)
    while True:
        member = open_nodes.pop()
        component[member] = number
        if member == node:
            return


def blocked(found: Iterable[Dependency]) -> tuple[Dependency, ...]:
    """Those in which something cannot be reached in time as things stand."""
    return tuple(one for one in found if one.waiting in HOLDS_UP)
