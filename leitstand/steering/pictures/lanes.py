# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""All dated steps of a plan on one scale of time: a lane for each topic, a mark for each step.

Widths are percentages, heights and type are px. A mark tells its state by its shape. The table
beside the picture says the same in words and is what a screen reader gets; on a narrow screen a
list stands in for it.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from leitstand.steering.enums import StepState, Waiting
from leitstand.steering.rules.depending import HOLDS_UP, Dependency

ROW_PX: Final = 18
HEAD_PX: Final = 26
FOOT_PX: Final = 10
AXIS_PX: Final = 26
_LEFT, _RIGHT = 2.0, 97.0
_APART = 2.4  # percent between two marks of a row: 14 px where the picture is 40 rem wide
_YEARS_BACK, _YEARS_ON = 2, 3
MOST_TIES: Final = 300
"""More lines than anybody can follow are left out, first those that hold nothing up."""


@dataclass(frozen=True, slots=True)
class Dated:
    """What is drawn of a step: ``lane`` is the key of its topic, ``was_on`` its first date."""

    place: int
    lane: str
    state: StepState
    on: dt.date
    was_on: dt.date | None
    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A step in the picture. ``outside``: -1 before the scale begins, 1 after it ends."""

    x: float
    y: int
    from_x: float | None
    state: str
    label: str
    href: str
    outside: int


@dataclass(frozen=True, slots=True)
class Lane:
    """The steps of one topic."""

    title: str
    y: int
    height: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tie:
    """A line from what comes first to what waits for it; ``holds_up``: it cannot be in time."""

    x1: float
    y1: int
    x2: float
    y2: int
    holds_up: bool
    label: str


@dataclass(frozen=True, slots=True)
class TimePicture:
    """The lanes below each other. ``outside`` counts the marks at the edges of the scale."""

    key: str
    lanes: tuple[Lane, ...]
    ties: tuple[Tie, ...]
    years: tuple[tuple[float, str], ...]
    now_x: float | None
    height: int
    outside: int

    @property
    def bottom(self) -> int:
        """Where the lanes end and the years stand."""
        return self.height - AXIS_PX


def time_picture(
    key: str,
    steps: Sequence[Dated],
    found: Iterable[Dependency],
    lanes: Mapping[str, str],
    *,
    now: dt.date,
) -> TimePicture | None:
    """The picture; None where no step has a day. ``lanes`` has the titles in printed order."""
    if not steps:
        return None
    start, end = _scale([one.on for one in steps], now)
    x = _places(start, end)
    drawn: list[Lane] = []
    places: dict[int, Mark] = {}
    y = 0
    for lane, title in lanes.items():
        own = sorted(
            (one for one in steps if one.lane == lane), key=lambda one: (one.on, one.place)
        )
        if not own:
            continue
        marks, rows = _marks(own, x, (start, end), y + HEAD_PX)
        height = HEAD_PX + rows * ROW_PX + FOOT_PX
        drawn.append(Lane(title, y, height, marks))
        places |= {one.place: mark for one, mark in zip(own, marks, strict=True)}
        y += height
    years = range(start.year, end.year + 1)
    return TimePicture(
        key=key,
        lanes=tuple(drawn),
        ties=tuple(sorted(_ties(found, places), key=lambda one: not one.holds_up))[:MOST_TIES],
        years=tuple((x(dt.date(year, 1, 1)), str(year)) for year in years),
        now_x=x(now) if start <= now <= end else None,
        height=y + AXIS_PX,
        outside=sum(mark.outside != 0 for mark in places.values()),
    )


def _scale(days: Sequence[dt.date], now: dt.date) -> tuple[dt.date, dt.date]:
    """Whole years around the page's day: what lies far off would press the rest together."""
    near = [day for day in days if now.year - _YEARS_BACK <= day.year <= now.year + _YEARS_ON]
    near = near or list(days)
    return dt.date(min(near).year, 1, 1), dt.date(max(near).year, 12, 31)


def _places(start: dt.date, end: dt.date) -> Callable[[dt.date], float]:
    span = (end - start).days

    def x(day: dt.date) -> float:
        inside = min(max(day, start), end)
        return round(_LEFT + (inside - start).days / span * (_RIGHT - _LEFT), 2)

    return x


def _marks(
    own: Sequence[Dated],
    x: Callable[[dt.date], float],
    scale: tuple[dt.date, dt.date],
    top: int,
) -> tuple[tuple[Mark, ...], int]:
    """The marks of a lane and how many rows they take: none lies on another."""
    ends: list[float] = []
    marks = []
    for one in own:
        at = x(one.on)
        was = x(one.was_on) if one.was_on and one.was_on != one.on else None
        first, last = min(at, was or at), max(at, was or at)
        row = next((n for n, end in enumerate(ends) if end + _APART <= first), len(ends))
        ends[row : row + 1] = [last]
        outside = -1 if one.on < scale[0] else 1 if one.on > scale[1] else 0
        marks.append(
            Mark(
                at,
                top + row * ROW_PX + ROW_PX // 2,
                was if was != at else None,
                one.state.value,
                one.label,
                one.href,
                outside,
            )
        )
    return tuple(marks), len(ends)


def _ties(found: Iterable[Dependency], places: Mapping[int, Mark]) -> Iterable[Tie]:
    for one in found:
        after = places.get(one.step)
        if after is None or one.waiting in {Waiting.OVER, Waiting.UNKNOWN}:
            continue
        # Of a whole measure only the step that decides: forty lines say less than one.
        shown = one.predecessors if "#" in one.reference else (one.decisive,)
        for place in shown:
            before = places.get(place) if place is not None else None
            if before is not None and before is not after:
                holds_up = one.waiting in HOLDS_UP or one.waiting == Waiting.CIRCULAR
                label = f"{before.label} → {after.label}: {one.waiting.label}"
                yield Tie(before.x, before.y, after.x, after.y, holds_up, label)
