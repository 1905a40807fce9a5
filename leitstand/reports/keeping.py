# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report kept as a value, so that what was made public outlives the software that told it.

What is read back is the same report: the same fingerprint, and the same files.
"""

import datetime as dt
import json
import zlib
from collections.abc import Iterator
from typing import Any, Final

from leitstand.reports.document import (
    Block,
    Bullets,
    Chart,
    Citation,
    Cite,
    Document,
    Facts,
    Ground,
    Inline,
    Notice,
    PageOf,
    Paragraph,
    Section,
    Tabular,
    as_values,
)
from leitstand.ui.tables import Cell, Column, Link, Scalar, Table

# Far more than a report may hold, and less than would hurt.
_MOST_BYTES: Final = 64 * 1024 * 1024


def kept(document: Document) -> bytes:
    """The report, packed. The columns that only machines see are noted table by table, because
    the report as plain values does not tell them apart.
    """
    hidden = [
        [column.key for column in table.columns if column.is_data_only]
        for table in _tables(document)
    ]
    values = {"document": as_values(document), "data_only": hidden}
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode(), 9)


def document_from(packed: bytes) -> Document:
    """The report that :func:`kept` packed."""
    text = zlib.decompressobj().decompress(packed, _MOST_BYTES)
    found: dict[str, Any] = json.loads(text)
    values, hidden = found["document"], iter(found["data_only"])
    return Document(
        kind=values["kind"],
        title=values["title"],
        subtitle=values["subtitle"],
        publisher=values["publisher"],
        language=values["language"],
        as_of=dt.date.fromisoformat(values["as_of"]),
        mark=values["mark"],
        grounds=tuple(Ground(one["name"], one["sha256"]) for one in values["grounds"]),
        sections=tuple(_section(one, hidden) for one in values["sections"]),
        citations=tuple(
            Citation(one["number"], one["text"], one["href"]) for one in values["citations"]
        ),
        has_cover=values["has_cover"],
    )


def _tables(document: Document) -> Iterator[Table]:
    for section in document.walk():
        for block in section.blocks:
            if isinstance(block, Tabular | Chart):
                yield block.table


def _section(values: dict[str, Any], hidden: Iterator[list[str]]) -> Section:
    # Its own blocks before those of the sections below, as a document is walked.
    blocks = tuple(_block(one, hidden) for one in values["blocks"])
    return Section(
        key=values["key"],
        title=values["title"],
        blocks=blocks,
        sections=tuple(_section(one, hidden) for one in values["sections"]),
        is_new_page=values["is_new_page"],
    )


def _block(values: dict[str, Any], hidden: Iterator[list[str]]) -> Block:
    match values["block"]:
        case "paragraph":
            return _paragraph(values)
        case "bullets":
            return Bullets(tuple(_paragraph(one) for one in values["items"]))
        case "facts":
            return Facts(tuple((term, said) for term, said in values["entries"]))
        case "table":
            return Tabular(_table(values["table"], next(hidden)), tuple(values["widths"]))
        case "chart":
            return Chart(
                key=values["key"],
                title=values["title"],
                alt=values["alt"],
                spec=values["spec"],
                table=_table(values["table"], next(hidden)),
            )
        case "notice":
            return Notice(values["title"], values["text"])
        case other:
            raise ValueError(f"no block is called {other!r}")


def _paragraph(values: dict[str, Any]) -> Paragraph:
    return Paragraph(tuple(_span(one) for one in values["spans"]), values["voice"])


def _span(value: Any) -> Inline:
    match value:
        case {"cite": number}:
            return Cite(number)
        case {"section": section, "text": text}:
            return PageOf(section, text)
        case {"text": text, "href": href}:
            return Link(text, href)
        case _:
            return str(value)


def _table(values: dict[str, Any], hidden: list[str]) -> Table:
    columns = tuple(
        Column(one["key"], one["label"], one["kind"], one["unit"], one["key"] in hidden)
        for one in values["columns"]
    )
    return Table(
        key=values["key"],
        caption=values["caption"],
        columns=columns,
        rows=tuple(
            tuple(_cell(record[column.key], column) for column in columns)
            for record in values["records"]
        ),
        source=_scalar_source(values["source"]),
        note=values["note"],
    )


def _cell(value: Any, column: Column) -> Cell:
    if isinstance(value, list):
        return tuple(_scalar(one, column) for one in value)
    return _scalar(value, column)


def _scalar(value: Any, column: Column) -> Scalar:
    if isinstance(value, dict):
        return Link(value["text"], value["href"])
    if column.kind == "date" and isinstance(value, str) and value:
        return dt.date.fromisoformat(value)
    scalar: Scalar = value
    return scalar


def _scalar_source(value: Any) -> str | Link | None:
    if isinstance(value, dict):
        return Link(value["text"], value["href"])
    return None if value is None else str(value)
