# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A document as the plain values that ``templates/reports/report.typ`` walks through.

Every text has gone through :class:`Letters`; figures and days are written as the report's language
writes them. Nothing here is Typst: what a user typed stays a value.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any, Final

from django.utils.translation import gettext as _

from leitstand.reports.document import (
    Block,
    Bullets,
    Chart,
    Cite,
    Document,
    Facts,
    Inline,
    Notice,
    PageOf,
    Paragraph,
    Section,
    Tabular,
    fingerprint,
)
from leitstand.reports.drawing import drawn
from leitstand.reports.rendering.cells import decimals, shown
from leitstand.reports.rendering.columns import widths
from leitstand.reports.rendering.letters import Letters, code_points
from leitstand.reports.rendering.words import (
    chart_caption,
    is_address,
    proof,
    shares_of,
    state_words,
)
from leitstand.ui.markup import shown_columns
from leitstand.ui.tables import Cell, Link, Scalar, Table

_REGIONS: Final = {"de": "de", "en": "gb"}
_LONG_PARAGRAPH: Final = 5_000
_WHOLE_CELL: Final = 400
_SEEN: Final = re.compile(r"[^\s\u00ad\u200b-\u200d]")
_RIGID = frozenset({"number", "date"})


def setting(document: Document, letters: Letters) -> dict[str, Any]:
    """The values, in the active language, which must be the document's."""
    show = letters.broken
    sections = [
        {
            "key": section.key,
            "title": _title(section.title, letters),
            "level": level,
            "new-page": section.is_new_page,
            "blocks": _blocks(section.blocks, letters),
        }
        for section, level in _levels(document.sections, 1)
    ]
    hash_ = fingerprint(document)
    # A short paper says the rest at its head, on the same page.
    skipped = 0 if document.has_cover else 3
    values = {
        "title": _title(document.title, letters),
        "subtitle": show(document.subtitle),
        "publisher": show(document.publisher),
        "running": _shortened(_title(document.title, letters)),
        "language": document.language,
        "region": _REGIONS[document.language],
        "day": [document.as_of.year, document.as_of.month, document.as_of.day],
        "mark": show(document.mark),
        "keywords": [document.kind, hash_],
        "short": hash_[:12],
        "cover": document.has_cover,
        "sections": sections,
        "citations": [
            {"number": one.number, **_linked(one.text, one.href, letters)}
            for one in document.citations
        ],
        "proof": [[show(term), show(said)] for term, said in proof(document)[skipped:]],
        "words": _words(document),
    }
    values["unshown"] = [
        [latin, " ".join(code_points(text[:40]))] for text, latin in letters.unshown.items()
    ]
    return values


def _words(document: Document) -> dict[str, str]:
    """What the report says about itself."""
    return {
        "page": _("Seite"),
        # Typst knows the numbers.
        "of": _("Seite %(page)s von %(pages)s") % {"page": "{page}", "pages": "{pages}"},
        "contents": _("Inhaltsverzeichnis"),
        "state": state_words(document),
        "fingerprint": _("Prüfsumme"),
        "source": _("Quelle:"),
        "empty": _("Keine Einträge."),
        "office": _("Text der Geschäftsstelle"),
        "invented": _("Die Angaben in diesem Bericht sind erfunden."),
        "citations": _("Belege"),
        "imprint": _("Nachweis der Herkunft"),
        "proof": _(
            "Dieser Bericht ist aus den genannten Grundlagen gebaut. Dieselben Grundlagen ergeben"
            " dieselbe Datei, Byte für Byte."
        ),
        "unshown": _("In dieser Schrift nicht darstellbar"),
        "unshown-why": _(
            "In eckigen Klammern steht eine lateinische Umschrift. Gemeint sind diese Zeichen:"
        ),
    }


def _levels(sections: Sequence[Section], level: int) -> Iterable[tuple[Section, int]]:
    for section in sections:
        yield section, level
        yield from _levels(section.sections, level + 1)


def _blocks(blocks: Sequence[Block], letters: Letters) -> list[dict[str, Any]]:
    """The blocks; the office's own words that follow each other stand in one."""
    found: list[dict[str, Any]] = []
    for is_office, some in groupby(blocks, key=_is_office):
        values = [_block(one, letters) for one in some]
        found += [{"block": "office", "blocks": values}] if is_office else values
    return found


def _is_office(block: Block) -> bool:
    match block:
        case Paragraph():
            return block.voice == "office"
        case Bullets():
            return any(one.voice == "office" for one in block.items)
        case _:
            return False


def _block(block: Block, letters: Letters) -> dict[str, Any]:
    show = letters.broken
    match block:
        case Paragraph():
            spans = _spans(block.spans, letters)
            # The best lines of a paragraph take time with the square of its length.
            is_long = sum(len(_plain(one)) for one in spans) > _LONG_PARAGRAPH
            return {"block": "paragraph", "spans": spans, "long": is_long}
        case Bullets():
            items = [_spans(one.spans, letters) for one in block.items]
            return {"block": "bullets", "items": items}
        case Facts():
            entries = [[show(term), show(said)] for term, said in block.entries]
            return {"block": "facts", "entries": entries}
        case Tabular():
            return {"block": "table", **_table(block.table, letters, block.widths)}
        case Chart():
            drawing = drawn(block.spec, letters)
            return {
                "block": "chart",
                "title": show(block.title),
                "alt": show(block.alt),
                "svg": drawing.text,
                # A page has room for 600 pixels of a chart beside, and 850 below each other.
                "width": min(1, 850 / drawing.height) * drawing.width / 600,
                "table": _table(replace(block.table, caption=chart_caption(block)), letters),
            }
        case Notice():
            return {"block": "notice", "title": show(block.title), "text": show(block.text)}


def _spans(spans: Sequence[Inline], letters: Letters) -> list[Any]:
    return [_span(one, letters) for one in spans]


def _span(span: Inline, letters: Letters) -> Any:
    match span:
        case Cite():
            return {"cite": span.number}
        case PageOf():
            return {"section": span.section}
        case Link():
            return _link(span, letters)
        case _:
            return letters.broken(span)


def _link(link: Link, letters: Letters) -> Any:
    """A link where it leads somewhere from paper; else its words."""
    if not is_address(link.href):
        return letters.broken(link.text)
    return _linked(link.text, link.href, letters)


def _linked(text: str, href: str, letters: Letters) -> dict[str, str]:
    return {"text": letters.broken(text), "href": href if is_address(href) else ""}


def _table(table: Table, letters: Letters, given: Sequence[float] = ()) -> dict[str, Any]:
    """The table with its cells row by row, as they are read."""
    show = letters.broken
    positions = shown_columns(table)
    columns = [table.columns[position] for position in positions]
    headings = [show(column.heading) for column in columns]
    digits = [(position, decimals(table, position)) for position in positions]
    cells = [[_cell(row[place], count, letters) for place, count in digits] for row in table.rows]
    texts = [
        [heading, *(_plain(row[place]) for row in cells)] for place, heading in enumerate(headings)
    ]
    rigid = [column.kind in _RIGID for column in columns]
    laid = widths(texts, rigid, shares_of(table, positions, given))
    source = table.source if table.source is not None else ""
    return {
        "caption": show(table.caption),
        "headings": headings,
        "rights": [column.kind == "number" for column in columns],
        "cells": [cell for row in cells for cell in row],
        "shares": list(laid.shares),
        "splits": list(laid.splits),
        "size": laid.size,
        "wide": laid.is_across,
        # A row goes to the next page as a whole, unless a page could be too short for it.
        "whole": all(_letters(cell) <= _WHOLE_CELL for row in cells for cell in row),
        "note": show(table.note or ""),
        "source": _link(source, letters) if isinstance(source, Link) else show(str(source)),
    }


def _cell(cell: Cell, digits: int | None, letters: Letters) -> Any:
    if isinstance(cell, tuple):
        return [_scalar(one, digits, letters) for one in cell] or ""
    return _scalar(cell, digits, letters)


def _scalar(cell: Scalar, digits: int | None, letters: Letters) -> Any:
    if isinstance(cell, Link):
        return _link(cell, letters)
    return letters.broken(shown(cell, digits))


def _letters(cell: Any) -> int:
    """How much room the cell needs, in letters; every entry of a list has lines of its own."""
    if isinstance(cell, list):
        return sum(max(30, len(_plain(one))) for one in cell)
    return len(_plain(cell))


def _plain(cell: Any) -> str:
    if isinstance(cell, list):
        return max((_plain(one) for one in cell), key=len, default="")
    return str(cell.get("text", "") if isinstance(cell, dict) else cell)


def _title(text: str, letters: Letters) -> str:
    """A title with something to see in it: PDF/UA knows none without."""
    shown = letters.broken(text)
    return shown if _SEEN.search(shown) else "–"


def _shortened(text: str) -> str:
    """The title for the head of every page, which has one line."""
    return text if len(text) <= 90 else text[:88].rstrip() + " …"
