# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Finding things in a document, as a reader would: a section, a table, all its words."""

from collections.abc import Iterator

from leitstand.reports.document import (
    Bullets,
    Chart,
    Document,
    Facts,
    Notice,
    PageOf,
    Paragraph,
    Section,
    Tabular,
)
from leitstand.ui.tables import Cell, Link, Table


def section(document: Document, key: str) -> Section:
    """The section called so."""
    return next(one for one in document.walk() if one.key == key)


def tables(document: Document) -> dict[str, Table]:
    """Every table by its key, those of charts too."""
    return {
        block.table.key: block.table
        for one in document.walk()
        for block in one.blocks
        if isinstance(block, Tabular | Chart)
    }


def rows(table: Table) -> list[dict[str, Cell]]:
    """The rows as records by the keys of the columns."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]


def words_of(one: Section) -> str:
    """What a section itself says, without its tables and the sections below it."""
    return " ".join(_words(one))


def _words(one: Section) -> Iterator[str]:
    for block in one.blocks:
        match block:
            case Paragraph():
                yield _said(block)
            case Bullets():
                yield from (_said(item) for item in block.items)
            case Facts():
                yield from (f"{term}: {said}" for term, said in block.entries)
            case Notice():
                yield f"{block.title} {block.text}"


def _said(one: Paragraph) -> str:
    return "".join(
        span if isinstance(span, str) else span.text if isinstance(span, Link | PageOf) else ""
        for span in one.spans
    )


def all_words(document: Document) -> str:
    """Every sentence of the document, without the cells of tables."""
    return " ".join(words_of(one) for one in document.walk())
