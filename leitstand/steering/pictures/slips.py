# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How milestones moved, as a picture: a line from each day that was promised to the next.

Widths are percentages, heights and type are px, so the picture shrinks and the type does not. The
table beside it says the same in words and is what a screen reader gets.
"""

import datetime as dt
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from leitstand.steering.rules.slipping import MilestoneHistory

LINE_PX: Final = 20
WAY_PX: Final = 38  # the line of dates, and the gap below it
LABEL_CHARACTERS: Final = 34  # so many fit at 320 px and 16 px type
_LEFT, _RIGHT = 2.0, 96.0


@dataclass(frozen=True, slots=True)
class Point:
    """A promised day: ``x`` in percent. ``is_last``: the one that holds now."""

    x: float
    day: dt.date
    said_on: dt.date
    is_last: bool


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One milestone: its promised days in the order in which they were said."""

    title_lines: tuple[str, ...]
    y: int
    points: tuple[Point, ...]
    done_x: float | None

    @property
    def way_y(self) -> int:
        """Where the line of dates lies: below the title."""
        return self.y + LINE_PX * len(self.title_lines) + 14

    @property
    def start(self) -> float:
        """Where the line begins."""
        return self.points[0].x

    @property
    def end(self) -> float:
        """Where the line ends."""
        return self.points[-1].x


@dataclass(frozen=True, slots=True)
class SlipPicture:
    """All dated milestones of one answer on one scale of time; ``now_x`` is the judged day."""

    key: str
    rows: tuple[SlipRow, ...]
    years: tuple[tuple[float, str], ...]
    now_x: float | None
    height: int


def slip_picture(
    key: str, histories: Sequence[MilestoneHistory], *, now: dt.date
) -> SlipPicture | None:
    """The picture; None where no milestone has a day."""
    dated = [one for one in histories if any(step.due_on for step in one.steps)]
    if not dated:
        return None
    days = [step.due_on for one in dated for step in one.steps if step.due_on]
    days += [one.now.done_on for one in dated if one.now.done_on]
    first, last = min(days), max(days)
    start, end = dt.date(first.year, 1, 1), dt.date(last.year, 12, 31)
    span = (end - start).days

    def x(day: dt.date) -> float:
        return round(_LEFT + (day - start).days / span * (_RIGHT - _LEFT), 2)

    rows: list[SlipRow] = []
    y = 0
    for one in dated:
        lines = tuple(textwrap.wrap(one.now.title, LABEL_CHARACTERS))
        done_x = x(one.now.done_on) if one.now.done_on else None
        rows.append(SlipRow(lines, y, _points(one, x), done_x))
        y += LINE_PX * len(lines) + WAY_PX
    return SlipPicture(
        key=key,
        rows=tuple(rows),
        years=tuple(
            (x(dt.date(year, 1, 1)), str(year)) for year in range(start.year, end.year + 1)
        ),
        now_x=x(now) if start <= now <= end else None,
        height=y + 22,
    )


def _points(history: MilestoneHistory, x: Callable[[dt.date], float]) -> tuple[Point, ...]:
    promised = [(step.due_on, step.said_on) for step in history.steps if step.due_on]
    return tuple(
        Point(x(day), day, said_on, place == len(promised) - 1)
        for place, (day, said_on) in enumerate(promised)
    )
