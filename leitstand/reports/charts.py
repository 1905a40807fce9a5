# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The charts of a report as Vega-Lite, each made of the very rows of the table beside it.

A builder gives a chart, or, where there is nothing to draw, a sentence: an empty axis would look
like a finding.
"""

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from leitstand.reports.document import Chart, Notice
from leitstand.reports.drawing import INK, Look, font
from leitstand.ui.formats import day, number
from leitstand.ui.tables import Cell, Column, Table

WIDTH: Final = 600
_QUIET: Final = "#4a5468"
_PAPER: Final = "#ffffff"
_LINE: Final = "#9aa5b5"
_STEP: Final = 27
_LABEL_LETTERS: Final = 34
# A label that is wider than its part of the bar is left to the table.
_LETTER_SHARE: Final = 0.016


@dataclass(frozen=True, slots=True)
class Series:
    """One kind of part in every bar. Without a look it takes the next that is free."""

    key: str
    label: str
    look: Look | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A milestone or phase from day to day; ``until`` equal to ``since`` is a single day.

    ``state`` is the key of a series.
    """

    label: str
    since: dt.date
    until: dt.date
    state: str


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
    series = _with_looks(series)
    most = max(sum(parts.get(one.key, 0) for one in series) for _label, parts in rows)
    values: list[dict[str, Any]] = []
    for place, (label, parts) in enumerate(rows):
        start = 0
        for one in series:
            size = parts.get(one.key, 0)
            if size:
                where = {"place": place, "row": _lines(label)}
                values.append({**where, **_part(one, start, size, most)})
            start += size
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
    return Chart(key, title, alt, _bars(values, [label for label, _parts in rows], series), table)


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
    amounts = [(label, float(count), number(count)) for label, count in rows]
    return Chart(key, title, alt, _single_bars(amounts), table)


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
    bars = [(label, float(amount), f"{number(amount, 0)}\u00a0€") for label, amount in rows]
    return Chart(key, title, alt, _single_bars(bars), table)


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
    series = _with_looks(series)
    looks = {one.key: one for one in series}
    columns = (
        Column("label", first),
        Column("since", _("von"), "date"),
        Column("until", _("bis"), "date"),
        Column("state", _("Stand")),
    )
    cells = tuple((one.label, one.since, one.until, looks[one.state].label) for one in spans)
    table = Table(key, title, columns, cells, source, note)
    return Chart(key, title, alt, _time(spans, series, as_of), table)


def nothing(title: str) -> Notice:
    """What stands there instead of a picture of nothing."""
    return Notice(title, _("Keine Angaben."))


def _with_looks(series: Sequence[Series]) -> tuple[Series, ...]:
    taken = {one.look for one in series}
    free = [look for look in Look if look not in taken]
    found = []
    for one in series:
        look = one.look or (free.pop(0) if free else None)
        if look is None:
            raise ValueError(f"at most {len(Look)} series can be told apart, not {len(series)}")
        found.append(Series(one.key, one.label, look))
    return tuple(found)


def _part(one: Series, start: int, size: int, most: int) -> dict[str, Any]:
    words = number(size)
    assert one.look is not None  # noqa: S101  given by _with_looks
    return {
        "series": one.label,
        "from": start,
        "to": start + size,
        "middle": start + size / 2,
        "words": words if size / most > _LETTER_SHARE * (len(words) + 1) else "",
        "ink": _PAPER if one.look.is_dark else INK,
    }


def _lines(label: str) -> str:
    """The label in short lines, as the axis shows it."""
    return "\n".join(textwrap.wrap(label, _LABEL_LETTERS, max_lines=3, placeholder=" …")) or "–"


def _frame() -> dict[str, Any]:
    """What all charts share: lettering, lines, and the width of a page."""
    words = {"font": font(), "fontSize": 11, "color": INK}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "autosize": {"type": "fit-x", "contains": "padding"},
        "padding": 2,
        "config": {
            "font": font(),
            "background": None,
            "view": {"stroke": None},
            "text": words,
            "axis": {
                "labelFont": font(),
                "labelFontSize": 11,
                "labelColor": INK,
                "labelLimit": 0,
                "titleFont": font(),
                "domainColor": _QUIET,
                "tickColor": _QUIET,
                "gridColor": _LINE,
            },
            "legend": {
                "labelFont": font(),
                "labelFontSize": 11,
                "labelColor": INK,
                "labelLimit": 0,
                "symbolType": "square",
                "symbolSize": 150,
                "symbolStrokeWidth": 0.8,
                "orient": "top",
                "title": None,
                "direction": "horizontal",
                "columns": 3,
                "columnPadding": 18,
            },
        },
    }


def _rows_axis() -> dict[str, Any]:
    return {
        "field": "row",
        "type": "nominal",
        "sort": {"field": "place"},
        "axis": {
            "title": None,
            "labelExpr": "split(datum.label, '\\n')",
            "ticks": False,
            "domain": False,
            "labelPadding": 6,
        },
    }


def _fills(series: Sequence[Series]) -> dict[str, Any]:
    return {
        "field": "series",
        "type": "nominal",
        "scale": {
            "domain": [one.label for one in series],
            "range": [one.look.sign for one in series if one.look],
        },
        "sort": None,
        "legend": {"symbolStrokeColor": INK},
    }


def _step(labels: Sequence[str]) -> dict[str, int]:
    """Room for the label with the most lines."""
    return {"step": max(_STEP, 8 + 13 * max(_lines(one).count("\n") + 1 for one in labels))}


def _bars(
    values: Sequence[Mapping[str, Any]], labels: Sequence[str], series: Sequence[Series]
) -> dict[str, Any]:
    across = {"type": "quantitative", "axis": None}
    bar = {"type": "bar", "stroke": INK, "strokeWidth": 0.8, "height": {"band": 0.72}}
    # A row without a part keeps its place.
    rows = [{"place": place, "row": _lines(label)} for place, label in enumerate(labels)]
    return {
        **_frame(),
        "height": _step(labels),
        "data": {"values": list(values)},
        "encoding": {"y": {**_rows_axis(), "scale": {"domain": [one["row"] for one in rows]}}},
        "layer": [
            {
                "mark": bar,
                "encoding": {
                    "x": {"field": "from", **across},
                    "x2": {"field": "to"},
                    "fill": _fills(series),
                },
            },
            *_labels(across),
        ],
    }


def _labels(across: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Numbers in the bars; on patterns with a white edge, so that they can be read."""
    where = {"x": {"field": "middle", **across}, "text": {"field": "words"}}
    edge = {"type": "text", "stroke": _PAPER, "strokeWidth": 3.5, "strokeJoin": "round"}
    return [
        {
            "transform": [{"filter": f"datum.ink == '{INK}'"}],
            "mark": {**edge, "fontWeight": 600},
            "encoding": where,
        },
        {
            "mark": {"type": "text", "fontWeight": 600},
            "encoding": {**where, "color": {"field": "ink", "type": "nominal", "scale": None}},
        },
    ]


def _single_bars(rows: Sequence[tuple[str, float, str]]) -> dict[str, Any]:
    values = [
        {"place": place, "row": _lines(label), "size": size, "words": words}
        for place, (label, size, words) in enumerate(rows)
    ]
    across = {"field": "size", "type": "quantitative", "axis": None, "scale": {"nice": False}}
    return {
        **_frame(),
        "height": _step([label for label, _size, _words in rows]),
        "data": {"values": values},
        "encoding": {"y": _rows_axis(), "x": across},
        "layer": [
            {"mark": {"type": "bar", "fill": Look.MIDDLE.sign, "height": {"band": 0.62}}},
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": 600},
                "encoding": {"text": {"field": "words"}},
            },
        ],
    }


def _time(spans: Sequence[Span], series: Sequence[Series], as_of: dt.date) -> dict[str, Any]:
    labels = {one.key: one.label for one in series}
    values = [
        {
            "place": place,
            "row": f"{place}\n{_lines(one.label)}",
            "series": labels[one.state],
            "from": _instant(one.since),
            "to": _instant(one.until + dt.timedelta(days=1)),
            "middle": (_instant(one.since) + _instant(one.until + dt.timedelta(days=1))) / 2,
        }
        for place, one in enumerate(spans)
    ]
    across = {
        "type": "temporal",
        "scale": {"type": "utc"},
        "axis": {"title": None, "format": "%m/%Y", "tickCount": 6, "labelOverlap": True},
    }
    axis = _rows_axis()
    # Two milestones may be called the same: the number before the label keeps them apart.
    axis["axis"] = {**axis["axis"], "labelExpr": "slice(split(datum.label, '\\n'), 1)"}
    look = {"stroke": INK, "strokeWidth": 0.8}
    return {
        **_frame(),
        "height": _step([one.label for one in spans]),
        "data": {"values": values},
        "layer": [
            {
                "transform": [{"filter": "datum.to - datum.from > 86400000"}],
                "mark": {"type": "bar", **look, "height": {"band": 0.5}},
                "encoding": {
                    "y": axis,
                    "x": {"field": "from", **across},
                    "x2": {"field": "to"},
                    "fill": _fills(series),
                },
            },
            {
                "transform": [{"filter": "datum.to - datum.from <= 86400000"}],
                "mark": {"type": "point", "shape": "diamond", "size": 130, "opacity": 1, **look},
                "encoding": {
                    "y": axis,
                    "x": {"field": "middle", **across},
                    "fill": _fills(series),
                },
            },
            {
                "data": {"values": [{"day": _instant(as_of), "words": day(as_of, "medium")}]},
                "encoding": {"x": {"field": "day", **across}},
                "layer": [
                    {"mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]}},
                    {
                        "mark": {"type": "text", "y": -6, "baseline": "bottom"},
                        "encoding": {"text": {"field": "words"}},
                    },
                ],
            },
        ],
    }


def _instant(on: dt.date) -> int:
    """Midnight of the day in milliseconds, which no time zone moves."""
    return int(dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC).timestamp()) * 1000
