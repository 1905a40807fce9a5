# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report as one HTML file that needs nothing beside it: no scripts, no fonts, no other files."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count, groupby
from typing import Any

from django.template.loader import render_to_string
from markupsafe import Markup, escape

from leitstand.reports.document import (
    Block,
    Bullets,
    Chart,
    Cite,
    Document,
    Inline,
    PageOf,
    Paragraph,
    Section,
    fingerprint,
)
from leitstand.reports.drawing import drawn
from leitstand.reports.rendering.cells import decimals, shown
from leitstand.reports.rendering.words import chart_caption, is_address, proof, state_words
from leitstand.ui.markup import shown_columns
from leitstand.ui.tables import Cell, Link, Scalar, Table

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """A section as the page shows it: its number, the level of its heading, its blocks."""

    anchor: str
    number: str
    level: int
    title: str
    groups: tuple[tuple[bool, tuple[Block, ...]], ...]


def html(document: Document) -> bytes:
    """The report as HTML, in the active language."""
    text = render_to_string(
        "reports/report.html",
        {
            "document": document,
            "parts": tuple(_parts(document.sections, ())),
            "state": state_words(document),
            "proof": proof(document),
            "sha256": fingerprint(document),
            "spans": spans,
            "rows": rows,
            "headings": headings,
            "picture": partial(picture, numbers=count(1)),
            "linked": _linked,
            "mark_string": _css_string(document.mark),
            "chart_caption": chart_caption,
        },
    )
    return text.encode()


def _css_string(text: str) -> Markup:
    """The text as a string of CSS: what is no letter of ASCII is written as its number."""
    signs = (sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):06x}" for sign in text)
    # Letters, digits, and backslashes with hexadecimal digits: none of them ends a string.
    return Markup('"{}"').format(Markup("".join(signs)))  # noqa: S704


def _parts(sections: Sequence[Section], above: tuple[int, ...]) -> Iterable[Part]:
    for place, section in enumerate(sections, start=1):
        number = (*above, place)
        groups = tuple(
            (is_office, tuple(some)) for is_office, some in groupby(section.blocks, key=_is_office)
        )
        # HTML has six levels; the first is the title's.
        level = min(len(number) + 1, 6)
        name = ".".join(map(str, number))
        yield Part(_anchor(section.key), name, level, section.title, groups)
        yield from _parts(section.sections, number)


def _is_office(block: Block) -> bool:
    match block:
        case Paragraph():
            return block.voice == "office"
        case Bullets():
            return any(one.voice == "office" for one in block.items)
        case _:
            return False


def _anchor(key: str) -> str:
    return f"abschnitt-{_SPACE.sub('-', key)}"


def spans(some: Sequence[Inline]) -> Markup:
    """The pieces of a sentence."""
    return Markup("").join(_span(one) for one in some)


def _span(span: Inline) -> Markup:
    match span:
        case Cite():
            return Markup('<sup><a href="#beleg-{0}">[{0}]</a></sup>').format(span.number)
        case PageOf():
            return Markup('<a href="#{}">{}</a>').format(_anchor(span.section), span.text)
        case Link():
            return _linked(span.text, span.href)
        case _:
            return escape(span)


def _linked(text: str, href: str) -> Markup:
    if not is_address(href):
        return escape(text)
    return Markup('<a href="{}">{}</a>').format(href, text)


def headings(table: Table) -> tuple[tuple[str, str], ...]:
    """Heading and class of every column that is shown."""
    columns = (table.columns[position] for position in shown_columns(table))
    return tuple((column.heading, column.kind) for column in columns)


def rows(table: Table) -> Markup:
    """The body of the table; the first cell names its row."""
    positions = shown_columns(table)
    kinds = [table.columns[position].kind for position in positions]
    digits = [decimals(table, position) for position in positions]
    parts: list[str] = []
    for row in table.rows:
        parts.append("<tr>")
        for place, position in enumerate(positions):
            tag, scope = ("td", "") if place else ("th", ' scope="row"')
            words = _cell(row[position], digits[place])
            parts.append(f'<{tag}{scope} class="{kinds[place]}">{words}</{tag}>')
        parts.append("</tr>\n")
    # Every part is a literal of this file or was escaped by _scalar.
    return Markup("".join(parts))  # noqa: S704


def _cell(cell: Cell, digits: int | None) -> Markup:
    if isinstance(cell, tuple):
        items = Markup("").join(Markup("<li>{}</li>").format(_scalar(one, digits)) for one in cell)
        return Markup("<ul>{}</ul>").format(items) if cell else Markup("")
    return _scalar(cell, digits)


def _scalar(cell: Scalar, digits: int | None) -> Markup:
    return _linked(cell.text, cell.href) if isinstance(cell, Link) else escape(shown(cell, digits))


def picture(chart: Chart, *, numbers: Iterator[int]) -> dict[str, Any]:
    """The chart as SVG in the page. What it shows is said once, around it.

    A chart may stand in a report twice, the names in it may not: each gets a number.
    """
    drawing = drawn(chart.spec)
    text = drawing.text.replace(drawing.prefix, f"{drawing.prefix}{next(numbers)}-")
    text = text.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1)
    # Drawn by vl-convert of our own chart; its words are escaped there.
    return {"svg": Markup(text), "width": drawing.width}  # noqa: S704
