# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What charts look like, as Vega-Lite.

Rows and their labels are placed here, in pixels: Vega centres no label of two lines, and finds out
the room for labels by drawing twice.
"""

import datetime as dt
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from leitstand.reports.drawing import EDGE, INK, Look, font
from leitstand.ui.formats import day, number

WIDTH: Final = 600
_QUIET: Final = "#4a5468"
_LINE: Final = "#9aa5b5"
_PAPER: Final = "#ffffff"
_LABEL_LETTERS: Final = 40
# Mean width of a letter of 11 pixels, the height of a line, and of a bar with its gap.
_LETTER: Final = 5.7
_LINE_HEIGHT: Final = 13
_BAR, _GAP = 18, 10
# What a page has room for; more rows than that are lower, with labels of one line.
_MOST_HEIGHT: Final = 780
_LOW_BAR, _LOW_GAP = 9, 4
# A number that is wider than its part of the bar is left to the table.
_LETTER_SHARE: Final = 0.017
_DAY: Final = 86_400_000
_PIXELS: Final[dict[str, Any]] = {"type": "quantitative", "scale": None, "axis": None}
_PLAIN: Final[dict[str, Any]] = {"type": "nominal", "scale": None}


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


@dataclass(frozen=True, slots=True)
class _Rows:
    """Where rows stand: the middle of each, how high its bar is, and all of them together.

    ``lines`` are those of the labels, ``left`` the room for them.
    """

    middles: tuple[float, ...]
    bar: float
    height: float
    lines: tuple[dict[str, Any], ...]
    left: int

    def place(self, row: int, share: float = 1) -> dict[str, float]:
        """Middle, top and bottom of the bar in a row, which has ``share`` of its full height."""
        middle, half = self.middles[row], self.bar * share / 2
        return {"y": middle, "top": middle - half, "bottom": middle + half}


def with_looks(series: Sequence[Series]) -> tuple[Series, ...]:
    """The series, each with a look of its own. ValueError if there are more than looks."""
    taken = {one.look for one in series}
    free = [look for look in Look if look not in taken]
    found = []
    for one in series:
        look = one.look or (free.pop(0) if free else None)
        if look is None:
            raise ValueError(f"at most {len(Look)} series can be told apart, not {len(series)}")
        found.append(Series(one.key, one.label, look))
    return tuple(found)


def bars_of_parts(
    rows: Sequence[tuple[str, Mapping[str, int]]], series: Sequence[Series]
) -> dict[str, Any]:
    """Bars beside their labels, each of the parts that it has, with the parts' numbers in them."""
    laid = _rows([label for label, _parts in rows])
    most = max(sum(parts.get(one.key, 0) for one in series) for _label, parts in rows)
    values: list[dict[str, Any]] = []
    for row, (_label, parts) in enumerate(rows):
        start = 0
        for one in series:
            size = parts.get(one.key, 0)
            if size:
                values.append({**laid.place(row), **_part(one, start, size, most)})
            start += size
    across = _across(laid.left, WIDTH - 2, [0, most])
    return {
        **_frame(laid),
        "data": {"values": values},
        "layer": [
            _labels(laid),
            {
                "mark": {"type": "bar", "stroke": INK, "strokeWidth": 0.8},
                "encoding": {
                    "x": {"field": "from", **across},
                    "x2": {"field": "to"},
                    "y": {"field": "top", **_PIXELS},
                    "y2": {"field": "bottom"},
                    "fill": _fills(series),
                },
            },
            {
                "transform": [{"filter": "datum.words != ''"}],
                "mark": {"type": "text", "fontWeight": 600, "strokeWidth": 3.5},
                "encoding": {
                    "x": {"field": "middle", **across},
                    "y": {"field": "y", **_PIXELS},
                    "text": {"field": "words"},
                    "fill": {"field": "ink", **_PLAIN},
                    "stroke": {"field": "edge", **_PLAIN},
                },
            },
        ],
    }


def bars(rows: Sequence[tuple[str, float, str]]) -> dict[str, Any]:
    """Bars beside their labels: label, size, and the words at the end of the bar."""
    laid = _rows([label for label, _size, _words in rows])
    after = round(8 + 1.08 * _LETTER * max(len(words) for _label, _size, words in rows))
    values = [
        {**laid.place(row), "from": 0, "to": size, "words": words}
        for row, (_label, size, words) in enumerate(rows)
    ]
    least, most = min(size for _l, size, _w in rows), max(size for _l, size, _w in rows)
    across = _across(laid.left, WIDTH - after, [min(0, least), max(0, most)])
    return {
        **_frame(laid),
        "data": {"values": values},
        "layer": [
            _labels(laid),
            {
                "mark": {"type": "bar", "fill": Look.MIDDLE.sign},
                "encoding": {
                    "x": {"field": "from", **across},
                    "x2": {"field": "to"},
                    "y": {"field": "top", **_PIXELS},
                    "y2": {"field": "bottom"},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": 600},
                "encoding": {
                    "x": {"field": "to", **across},
                    "y": {"field": "y", **_PIXELS},
                    "text": {"field": "words"},
                },
            },
        ],
    }


def bars_in_time(spans: Sequence[Span], series: Sequence[Series], as_of: dt.date) -> dict[str, Any]:
    """Spans as bars, single days as diamonds, and the day of the report as a line."""
    laid = _rows([one.label for one in spans])
    labels = {one.key: one.label for one in series}
    values: list[dict[str, Any]] = [
        {
            **laid.place(row, 0.65),
            "series": labels[one.state],
            "from": _instant(one.since),
            "to": _instant(one.until) + _DAY,
            "middle": (_instant(one.since) + _instant(one.until) + _DAY) / 2,
        }
        for row, one in enumerate(spans)
    ]
    today = _instant(as_of)
    ends = [
        min(today, *(one["from"] for one in values)),
        max(today, *(one["to"] for one in values)),
    ]
    across = {
        "type": "temporal",
        "scale": {"type": "utc", "range": [laid.left + 8, WIDTH - 34], "domain": ends},
        "axis": {"title": None, "format": "%m/%Y", "tickCount": 6, "labelOverlap": True},
    }
    look = {"stroke": INK, "strokeWidth": 0.8, "opacity": 1}
    upright = {"y": {"field": "top", **_PIXELS}, "y2": {"field": "bottom"}}
    frame = _frame(laid)
    # Between legend and bars stands the day of the report.
    frame["config"]["legend"]["offset"] = 24
    return {
        **frame,
        "data": {"values": values},
        "layer": [
            _labels(laid),
            {
                "transform": [{"filter": f"datum.to - datum.from > {_DAY}"}],
                "mark": {"type": "bar", **look},
                "encoding": {
                    "x": {"field": "from", **across},
                    "x2": {"field": "to"},
                    **upright,
                    "fill": _fills(series),
                },
            },
            {
                "transform": [{"filter": f"datum.to - datum.from <= {_DAY}"}],
                "mark": {"type": "point", "shape": "diamond", "size": 150, **look},
                "encoding": {
                    "x": {"field": "middle", **across},
                    "y": {"field": "y", **_PIXELS},
                    "fill": _fills(series),
                },
            },
            _day_line(today, day(as_of, "medium"), across),
        ],
    }


def _day_line(instant: int, words: str, across: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "data": {"values": [{"day": instant, "words": words}]},
        "encoding": {"x": {"field": "day", **across}},
        "layer": [
            {"mark": {"type": "rule", "color": INK, "strokeDash": [4, 3]}},
            {
                "mark": {"type": "text", "y": -5, "baseline": "bottom"},
                "encoding": {"text": {"field": "words"}},
            },
        ],
    }


def _rows(labels: Sequence[str]) -> _Rows:
    """Places for rows that are as high as their bar or their label, whichever is higher."""
    laid = _rows_of([_wrapped(label, 3) for label in labels], _BAR, _GAP)
    if laid.height <= _MOST_HEIGHT:
        return laid
    return _rows_of([_wrapped(label, 1) for label in labels], _LOW_BAR, _LOW_GAP)


def _rows_of(labels: Sequence[Sequence[str]], bar: float, gap: float) -> _Rows:
    middles: list[float] = []
    lines: list[dict[str, Any]] = []
    top, widest = 0.0, 0
    for words in labels:
        height = max(bar + gap, _LINE_HEIGHT * len(words) + (gap if len(words) > 1 else 0))
        middle = top + height / 2
        first = middle - _LINE_HEIGHT * (len(words) - 1) / 2
        lines += [{"y": first + _LINE_HEIGHT * at, "words": one} for at, one in enumerate(words)]
        widest = max(widest, *(len(one) for one in words))
        middles.append(middle)
        top += height
    return _Rows(tuple(middles), bar, top, tuple(lines), round(_LETTER * widest) + 10)


def _wrapped(label: str, lines: int) -> list[str]:
    return textwrap.wrap(label, _LABEL_LETTERS, max_lines=lines, placeholder=" …") or ["–"]


def _part(one: Series, start: int, size: int, most: int) -> dict[str, Any]:
    words = number(size)
    look = one.look or Look.BLANK
    return {
        "series": one.label,
        "from": start,
        "to": start + size,
        "middle": start + size / 2,
        "words": words if size / most > _LETTER_SHARE * (len(words) + 1) else "",
        "ink": _PAPER if look.is_dark else INK,
        # On a pattern, words get a white edge.
        "edge": EDGE if look.is_patterned else "transparent",
    }


def _labels(laid: _Rows) -> dict[str, Any]:
    return {
        "data": {"values": list(laid.lines)},
        "mark": {"type": "text", "align": "right"},
        "encoding": {
            "x": {"value": laid.left - 6},
            "y": {"field": "y", **_PIXELS},
            "text": {"field": "words"},
        },
    }


def _across(left: int, right: int, ends: Sequence[float]) -> dict[str, Any]:
    scale = {"range": [left, right], "domain": list(ends), "nice": False}
    return {"type": "quantitative", "scale": scale, "axis": None}


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


def _frame(laid: _Rows) -> dict[str, Any]:
    """What all charts share: size, lettering and lines."""
    words = {"labelFont": font(), "labelFontSize": 11, "labelColor": INK, "labelLimit": 0}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": WIDTH,
        "height": laid.height,
        "padding": 1,
        "config": {
            "font": font(),
            # What a picture shows is said once for all of it, by its alt text.
            "aria": False,
            "background": None,
            "view": {"stroke": None},
            "text": {"font": font(), "fontSize": 11, "color": INK},
            "axis": {**words, "domainColor": _QUIET, "tickColor": _QUIET, "gridColor": _LINE},
            "legend": {
                **words,
                "symbolType": "square",
                "symbolSize": 150,
                "symbolStrokeWidth": 0.8,
                "orient": "top",
                "title": None,
                "direction": "horizontal",
                "columns": 3,
                "columnPadding": 18,
                "offset": 10,
            },
        },
    }


def _instant(on: dt.date) -> int:
    """Midnight of the day in milliseconds, which no time zone moves."""
    return int(dt.datetime.combine(on, dt.time(), tzinfo=dt.UTC).timestamp()) * 1000
