# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A web as a picture: every row a strip, every column a thing, every mark a tie between them.

A mark says by its height *and* its colour how strong the tie is. Widths are percentages, heights
and type are px: the strip shrinks to a small screen, the type does not. A row is a row of a real
table, so its name is a link that a keyboard reaches, and its numbers stand beside the strip. The
strip itself is hidden from screen readers: each row carries the same in words.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from markupsafe import Markup, escape

from leitstand.ui.formats import number
from leitstand.ui.pictures import LEAD_KINDS, LeadKind, LegendEntry
from leitstand.ui.tables import Link

ROW_PX: Final = 24
PROFILE_PX: Final = 48
# The stronger, the higher; the strongest leaves a hair above and below.
HEIGHTS: Final = (20, 13, 8, 4)
SLANT: Final = 48
_LETTER_PX = 7.6  # of Fira Sans at 15 px, on average
_BAND_GAP, _GROUP_GAP = 0.6, 1.6
_FILL = 0.8  # of a column; the rest keeps neighbours apart
_FEWEST = 40  # columns' room: a web of three measures has bars, not walls


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that can be tied to. ``is_flagged``: something is missing there."""

    href: str
    label: str
    count: int
    is_flagged: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """Columns that belong together. ``code`` is a letter; ``starts_group`` sets it further off."""

    code: str
    label: str
    columns: tuple[Column, ...]
    starts_group: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A tie: its column counted over all bands, and its level, 0 the strongest."""

    column: int
    level: int
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One institution. ``values`` are as many as the picture's headings; None is left blank.

    ``spoken`` says the marks in words.
    """

    link: Link
    kind: LeadKind
    marks: tuple[Mark, ...]
    values: tuple[int | None, ...]
    spoken: str


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a heading; without a title they just follow."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Strips:
    """The whole picture. ``key`` makes ids and is unique on its page.

    ``levels`` name the heights, strongest first; ``headings`` the numbers beside a strip (short and
    in full, the last is the total); ``profile`` heads the row that counts ties by column, or is
    empty; ``flag`` says what is missing in a flagged column.
    """

    key: str
    title: str
    description: str
    row_heading: str
    strip_heading: str
    bands: tuple[Band, ...]
    levels: tuple[str, ...]
    headings: tuple[tuple[str, str], ...]
    groups: tuple[RowGroup, ...]
    profile: str = ""
    flag: str = ""
    kinds: tuple[LeadKind, ...] = field(default=LEAD_KINDS)

    def __post_init__(self) -> None:
        if len(self.levels) > len(HEIGHTS):
            raise ValueError(f"{self.key}: {len(self.levels)} levels, only {len(HEIGHTS)} heights")
        for row in self.rows:
            if len(row.values) != len(self.headings):
                raise ValueError(
                    f"{self.key}: row {row.link.text!r} needs a value for each heading"
                )

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return tuple(row for group in self.groups for row in group.rows)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """All columns in order."""
        return tuple(column for band in self.bands for column in band.columns)

    @property
    def names_px(self) -> int:
        """How high the longest name of a band reaches when it stands aslant."""
        longest = max((len(f"{band.code} {band.label}") for band in self.bands), default=0)
        return 24 + round(longest * _LETTER_PX * math.sin(math.radians(SLANT)))

    @property
    def flagged(self) -> int:
        """How many columns lack something."""
        return sum(column.is_flagged for column in self.columns)

    @property
    def used_levels(self) -> tuple[int, ...]:
        """The levels that occur."""
        return tuple(sorted({mark.level for row in self.rows for mark in row.marks}))

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """Every kind of row that occurs, with its number."""
        keys = [row.kind.key for row in self.rows]
        found = tuple(LegendEntry(kind, keys.count(kind.key)) for kind in self.kinds)
        return tuple(entry for entry in found if entry.count)

    @cached_property
    def layout(self) -> "Layout":
        """Where the columns stand."""
        return Layout(self.bands)


class Layout:
    """Columns in percent of the strip's width, bands apart from each other."""

    def __init__(self, bands: Sequence[Band]) -> None:
        place = 0.0
        starts: list[float] = []
        spans: list[tuple[float, float]] = []
        for position, band in enumerate(bands):
            if position:
                place += _GROUP_GAP if band.starts_group else _BAND_GAP
            spans.append((place, float(len(band.columns))))
            starts += [place + n for n in range(len(band.columns))]
            place += len(band.columns)
        unit = 100 / max(place, _FEWEST)
        inset = (1 - _FILL) / 2
        self.xs = [_percent((start + inset) * unit) for start in starts]
        self.width = _percent(_FILL * unit)
        self.cells = [_percent(start * unit) for start in starts]
        self.cell_width = _percent(unit)
        self.bands = [(_percent(start * unit), _percent(length * unit)) for start, length in spans]
        self.middles = [_percent((start + length / 2) * unit) for start, length in spans]


def _percent(value: float) -> str:
    return f"{round(value, 2):g}%"


# Every part of the following is either a literal of this file, a number, or was escaped.


def strips_ground(strips: Strips) -> Markup:
    """What lies behind every strip: the bands, and the columns where something is missing."""
    parts = [
        f'<rect class="ls-strip__band" x="{x}" width="{width}" height="100%"/>'
        for x, width in strips.layout.bands
    ]
    for column, x in zip(strips.columns, strips.layout.cells, strict=True):
        if column.is_flagged:
            parts.append(
                f'<rect x="{x}" width="{strips.layout.cell_width}" height="100%"'
                f' fill="url(#{escape(strips.key)}-luecke)"/>'
            )
    return Markup("".join(parts))  # noqa: S704


def strips_names(strips: Strips) -> Markup:
    """The names of the bands, aslant above their middles."""
    parts = [
        f'<svg x="{x}" y="100%" overflow="visible" aria-hidden="true">'
        f'<text class="ls-strip__name" x="4" y="-6" transform="rotate(-{SLANT})">'
        f"{escape(band.code)} {escape(band.label)}</text></svg>"
        for band, x in zip(strips.bands, strips.layout.middles, strict=True)
    ]
    return Markup("".join(parts))  # noqa: S704


def strips_codes(strips: Strips) -> Markup:
    """The letters of the bands, for every group of rows anew."""
    parts = [
        f'<text class="ls-strip__code" x="{x}" y="17" text-anchor="middle">'
        f"{escape(band.code)}</text>"
        for band, x in zip(strips.bands, strips.layout.middles, strict=True)
    ]
    return Markup("".join(parts))  # noqa: S704


def strips_profile(strips: Strips) -> Markup:
    """How many ties every column has, as columns that lead there."""
    layout = strips.layout
    step = (PROFILE_PX - 4) / max(1, *(column.count for column in strips.columns))
    parts = []
    for column, x, cell in zip(strips.columns, layout.xs, layout.cells, strict=True):
        height = round(column.count * step, 1)
        parts.append(
            f'<a href="{escape(column.href)}" tabindex="-1"><title>{escape(column.label)}</title>'
            f'<rect class="ls-strip__reach" x="{cell}" width="{layout.cell_width}" height="100%"/>'
            f'<rect class="ls-strip__count" x="{x}" y="{round(PROFILE_PX - height, 1)}"'
            f' width="{layout.width}" height="{height}"/></a>'
        )
    return Markup("".join(parts))  # noqa: S704


def strips_sample(level: int) -> Markup:
    """One mark for the legend."""
    height = HEIGHTS[level]
    return Markup('<rect class="ls-tie ls-tie--{}" x="1" y="{}" width="8" height="{}"/>').format(
        level, ROW_PX - 2 - height, height
    )


def strips_rows(strips: Strips, group: RowGroup) -> Markup:
    """The rows of a group as rows of a table."""
    hrefs = [str(escape(column.href)) for column in strips.columns]
    numbers: dict[int, str] = {}
    rows = [_row(strips, row, hrefs, "".join(_values(row, numbers))) for row in group.rows]
    return Markup("".join(rows))  # noqa: S704


def _row(strips: Strips, row: Row, hrefs: Sequence[str], numbers: str) -> str:
    return (
        '<tr class="ls-strips__row" role="row"><th class="ls-strips__who" role="rowheader"'
        f' scope="row"><span class="ls-swatch ls-kind-{row.kind.key}" aria-hidden="true">'
        f'{row.kind.code}</span><a class="ls-link" href="{escape(row.link.href)}">'
        f'{escape(row.link.text)}</a></th><td class="ls-strips__strip" role="cell">'
        f'<svg class="ls-strip" width="100%" height="{ROW_PX}" aria-hidden="true"'
        f' focusable="false"><use href="#{escape(strips.key)}-grund"/>'
        f"{''.join(_marks(strips, row, hrefs))}</svg>"
        f'<span class="kern-sr-only">{escape(row.spoken)}</span></td>{numbers}</tr>\n'
    )


def _marks(strips: Strips, row: Row, hrefs: Sequence[str]) -> Iterator[str]:
    xs, width = strips.layout.xs, strips.layout.width
    for mark in row.marks:
        height = HEIGHTS[mark.level]
        yield (
            f'<a href="{hrefs[mark.column]}" tabindex="-1"><title>{escape(mark.label)}</title>'
            f'<rect class="ls-tie ls-tie--{mark.level}" x="{xs[mark.column]}"'
            f' y="{ROW_PX - 2 - height}" width="{width}" height="{height}"/></a>'
        )


def _values(row: Row, shown_numbers: dict[int, str]) -> Iterator[str]:
    last = len(row.values) - 1
    for position, value in enumerate(row.values):
        total = " ls-strips__value--total" if position == last else ""
        if value is not None and value not in shown_numbers:
            shown_numbers[value] = str(escape(number(value)))
        shown = "" if value is None else shown_numbers[value]
        nothing = "" if value else " ls-strips__value--nothing"
        yield f'<td class="ls-strips__value{total}{nothing}" role="cell">{shown}</td>'
