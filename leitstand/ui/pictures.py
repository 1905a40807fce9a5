# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two pictures that a screen reader, a printer and a colour-blind reader get in full.

The *glance* shows a whole plan: every measure one chip, coloured and lettered by who leads. The
*bars* compare parts of a whole. Each picture can be turned into a `Table`.
"""

import textwrap
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.core.enums import InstitutionKind
from leitstand.ui.tables import Column, Link, Table

Label = str | Promise


@dataclass(frozen=True, slots=True)
class LeadKind:
    """A kind of leading institution as the glance shows it: ``key`` is the CSS class."""

    key: str
    code: str
    label: Label


SENATE: Final = LeadKind("senate", "S", gettext_lazy("Senatsverwaltung oder Behörde"))
DISTRICT: Final = LeadKind("district", "B", gettext_lazy("Bezirk"))
PROMOTION: Final = LeadKind("promotion", "W", gettext_lazy("Wirtschaftsförderung"))
PARTNER: Final = LeadKind("partner", "K", gettext_lazy("Kammer, Verband oder Gewerkschaft"))
SCIENCE: Final = LeadKind("science", "F", gettext_lazy("Hochschule oder Forschung"))
COMPANY: Final = LeadKind("company", "U", gettext_lazy("Unternehmen, Netzwerk oder Gremium"))
GROUP: Final = LeadKind("group", "G", gettext_lazy("Gruppe von Institutionen"))
NOBODY: Final = LeadKind("nobody", "?", gettext_lazy("nicht benannt"))
LEAD_KINDS: Final = (
    SENATE,
    DISTRICT,
    PROMOTION,
    PARTNER,
    SCIENCE,
    COMPANY,
    GROUP,
    NOBODY,
)

_KIND_OF: Final = {
    InstitutionKind.SENATE: SENATE,
    InstitutionKind.AUTHORITY: SENATE,
    InstitutionKind.DISTRICT: DISTRICT,
    InstitutionKind.PROMOTION: PROMOTION,
    InstitutionKind.CHAMBER: PARTNER,
    InstitutionKind.ASSOCIATION: PARTNER,
    InstitutionKind.UNION: PARTNER,
    InstitutionKind.SCIENCE: SCIENCE,
    InstitutionKind.COMPANY: COMPANY,
    InstitutionKind.NETWORK: COMPANY,
    InstitutionKind.BODY: COMPANY,
    InstitutionKind.GROUP: GROUP,
}


def lead_kind(kind: str | None) -> LeadKind:
    """How the glance shows an institution of this kind; None means that nobody is named."""
    return NOBODY if kind is None else _KIND_OF[InstitutionKind(kind)]


@dataclass(frozen=True, slots=True)
class GlanceChip:
    """One measure: ``number`` is printed, ``label`` is the full accessible name."""

    number: str
    href: str
    label: str
    kind_key: str
    code: str


@dataclass(frozen=True, slots=True)
class GlanceCell:
    """One task field with its measures."""

    number: str
    title: str
    chips: tuple[GlanceChip, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class GlanceRow:
    """One cluster with its task fields, in order."""

    title: str
    cells: tuple[GlanceCell, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class GlanceGroup:
    """One field of action with its clusters."""

    title: str
    rows: tuple[GlanceRow, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """How many chips are of one kind."""

    kind: LeadKind
    count: int


@dataclass(frozen=True, slots=True)
class Glance:
    """A whole plan in one picture. ``caption`` says what the picture shows.

    ``row_heading`` and ``cell_heading`` are the plan's own words for its levels.
    """

    key: str
    caption: str
    groups: tuple[GlanceGroup, ...]
    row_heading: str
    cell_heading: str
    kinds: tuple[LeadKind, ...] = LEAD_KINDS

    @property
    def chips(self) -> tuple[GlanceChip, ...]:
        """All chips in the order of the plan."""
        return tuple(
            chip
            for group in self.groups
            for row in group.rows
            for cell in row.cells
            for chip in cell.chips
        )

    @property
    def width(self) -> int:
        """The number of cell columns."""
        return max((len(row.cells) for group in self.groups for row in group.rows), default=0)

    @property
    def legend(self) -> tuple[LegendEntry, ...]:
        """Every kind with its number of chips; the numbers add up to all chips."""
        counted = Counter(chip.kind_key for chip in self.chips)
        if unknown := set(counted) - {kind.key for kind in self.kinds}:
            raise ValueError(f"chips of a kind that the legend does not have: {sorted(unknown)}")
        return tuple(LegendEntry(kind, counted[kind.key]) for kind in self.kinds)


def glance_table(glance: Glance, group_heading: str) -> Table:
    """The picture as a table, one row a chip."""
    kinds = {kind.key: str(kind.label) for kind in glance.kinds}
    return Table(
        key=glance.key,
        caption=glance.caption,
        columns=(
            Column("group", group_heading),
            Column("row", glance.row_heading),
            Column("cell_number", _("Nr.")),
            Column("cell", glance.cell_heading),
            Column("entry", _("Eintrag"), "link"),
            Column("label", _("Bezeichnung")),
            Column("lead_kind", _("Art der Federführung")),
        ),
        rows=tuple(
            (
                group.title,
                row.title,
                cell.number,
                cell.title,
                Link(chip.number, chip.href),
                chip.label,
                kinds[chip.kind_key],
            )
            for group in glance.groups
            for row in group.rows
            for cell in row.cells
            for chip in cell.chips
        ),
    )


@dataclass(frozen=True, slots=True)
class Series:
    """One part of every bar. ``pattern`` 1 to 4 chooses colour and hatching together."""

    key: str
    label: str
    pattern: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: a value for every series, none negative."""

    label: str
    values: tuple[int | Decimal, ...]
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal stacked bars on one scale. ``key`` is unique on its page (it makes ids)."""

    key: str
    title: str
    description: str
    label_heading: str
    series: tuple[Series, ...]
    bars: tuple[Bar, ...]
    unit: str | None = None
    source: str | Link | None = None

    def __post_init__(self) -> None:
        for bar in self.bars:
            if len(bar.values) != len(self.series) or any(value < 0 for value in bar.values):
                raise ValueError(f"bar {bar.label!r} needs one value ≥ 0 for every series")


def bars_table(bars: Bars) -> Table:
    """The picture as a table: a row a bar, a column a series, and the total."""
    return Table(
        key=bars.key,
        caption=bars.title,
        columns=(
            Column("label", bars.label_heading, "link"),
            *(Column(part.key, part.label, "number", bars.unit) for part in bars.series),
            Column("total", _("Summe"), "number", bars.unit),
        ),
        rows=tuple(
            (
                Link(bar.label, bar.href) if bar.href else bar.label,
                *bar.values,
                sum(bar.values),
            )
            for bar in bars.bars
        ),
        source=bars.source,
    )


LINE_PX: Final = 22
BAR_PX: Final = 24
GAP_PX: Final = 18
LABEL_CHARACTERS: Final = 38  # at 320 px and 16 px type this many fit beside a total
_DIGIT_PERCENT: Final = 4.0  # of 288 px: 11 px, a digit at 16 px
_TOTAL_PERCENT: Final = 84.0  # the longest bar leaves room for its total at 320 px


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of a drawn bar, in percent of the drawing's width."""

    pattern: int
    x: float
    width: float
    value: int | Decimal
    has_room: bool

    @property
    def middle(self) -> float:
        """Where the value stands."""
        return round(self.x + self.width / 2, 3)


@dataclass(frozen=True, slots=True)
class DrawnBar:
    """A bar laid out: heights in px, widths in percent, so type keeps its size at any width."""

    label_lines: tuple[str, ...]
    y: int
    bar_y: int
    segments: tuple[Segment, ...]
    end: float
    total: int | Decimal


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything the SVG needs."""

    height: int
    bars: tuple[DrawnBar, ...]


def bars_drawing(bars: Bars) -> Drawing:
    """Lay the bars out on one common scale that starts at zero."""
    longest = max((sum(bar.values) for bar in bars.bars), default=0) or 1
    drawn: list[DrawnBar] = []
    y = 0
    for bar in bars.bars:
        label_lines = tuple(textwrap.wrap(bar.label, LABEL_CHARACTERS)) or ("",)
        bar_y = y + LINE_PX * len(label_lines)
        segments = _segments(bars, bar, longest)
        end = round(segments[-1].x + segments[-1].width, 3) if segments else 0.0
        drawn.append(DrawnBar(label_lines, y, bar_y, segments, end, sum(bar.values)))
        y = bar_y + BAR_PX + GAP_PX
    return Drawing(max(y - GAP_PX, 0), tuple(drawn))


def _segments(bars: Bars, bar: Bar, longest: int | Decimal) -> tuple[Segment, ...]:
    segments: list[Segment] = []
    x = 0.0
    for series, value in zip(bars.series, bar.values, strict=True):
        width = float(value / longest) * _TOTAL_PERCENT
        if value:
            room = _DIGIT_PERCENT * (len(f"{value}") + 1)
            segments.append(
                Segment(series.pattern, round(x, 3), round(width, 3), value, width >= room)
            )
        x += width
    return tuple(segments)
