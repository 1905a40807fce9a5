# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The charts of a report as Vega-Lite, each made of the very rows of the table beside it.

A builder gives a chart, or, where there is nothing to draw, a sentence: an empty axis would look
like a finding.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from leitstand.reports.document import Chart, Notice
from leitstand.reports.drawing import Look, svg
from leitstand.reports.specs import Series, Span, bars, bars_in_time, bars_of_parts, with_looks
from leitstand.ui.formats import number
from leitstand.ui.tables import Cell, Column, Table

__all__ = [
    "Look",
    "Series",
    "Span",
    "amounts",
    "counts",
    "nothing",
    "stacked_bars",
    "svg",
    "timeline",
]


def stacked_bars(
    *,
    key: str,
    title: str,
    alt: str,
    first: str,
    rows: Sequence[tuple[str, Mapping[str, int]]],
    series: Sequence[Series],
    source: str | None = None,
    note: str | None = None,
) -> Chart | Notice:
    """One bar a row, its parts in the order of ``series``; a part is a whole number by its key.

    ``first`` is the heading of the first column of the table.
    """
    if not any(parts.get(one.key, 0) for _label, parts in rows for one in series):
        return nothing(title)
    columns = (
        Column("label", first),
        *(Column(one.key, one.label, "number") for one in series),
        Column("total", _("zusammen"), "number"),
    )
    cells: list[tuple[Cell, ...]] = []
    for label, parts in rows:
        counts = [parts.get(one.key, 0) for one in series]
        cells.append((label, *counts, sum(counts)))
    table = Table(key, title, columns, tuple(cells), source, note)
    return Chart(key, title, alt, bars_of_parts(rows, with_looks(series)), table)


def counts(
    *,
    key: str,
    title: str,
    alt: str,
    first: str,
    unit: str,
    rows: Sequence[tuple[str, int]],
    source: str | None = None,
    note: str | None = None,
) -> Chart | Notice:
    """One bar a row with its number at its end. ``unit`` heads the second column."""
    if not any(count for _label, count in rows):
        return nothing(title)
    columns = (Column("label", first), Column("count", unit, "number"))
    table = Table(key, title, columns, tuple(rows), source, note)
    drawn = [(label, float(count), number(count)) for label, count in rows]
    return Chart(key, title, alt, bars(drawn), table)


def amounts(
    *,
    key: str,
    title: str,
    alt: str,
    first: str,
    rows: Sequence[tuple[str, Decimal]],
    source: str | None = None,
    note: str | None = None,
) -> Chart | Notice:
    """One bar a row for an amount in euros, which stands at its end."""
    if not any(amount for _label, amount in rows):
        return nothing(title)
    columns = (Column("label", first), Column("amount", _("Betrag"), "number", "€"))
    table = Table(key, title, columns, tuple(rows), source, note)
    drawn = [(label, float(amount), f"{number(amount, 0)}\u00a0€") for label, amount in rows]
    return Chart(key, title, alt, bars(drawn), table)


def timeline(
    *,
    key: str,
    title: str,
    alt: str,
    first: str,
    spans: Sequence[Span],
    series: Sequence[Series],
    as_of: dt.date,
    source: str | None = None,
    note: str | None = None,
) -> Chart | Notice:
    """Spans below each other in time; the day of the report is a line."""
    if not spans:
        return nothing(title)
    series = with_looks(series)
    looks = {one.key: one for one in series}
    columns = (
        Column("label", first),
        Column("since", _("Beginn"), "date"),
        Column("until", _("Ende"), "date"),
        Column("state", _("Stand")),
    )
    cells = tuple((one.label, one.since, one.until, looks[one.state].label) for one in spans)
    table = Table(key, title, columns, cells, source, note)
    return Chart(key, title, alt, bars_in_time(spans, series, as_of), table)


def nothing(title: str) -> Notice:
    """What stands there instead of a picture of nothing."""
    return Notice(title, _("Keine Angaben."))
