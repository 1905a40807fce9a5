# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The body of a table as HTML, written in Python.

A plan's list has a thousand cells. As Jinja macros they took 9 of the page's 17 ms, as string
formatting they take 2; the frame of the table stays a template, where a designer looks for it.
"""

from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from leitstand.ui.formats import cell_text
from leitstand.ui.tables import Cell, Column, Link, Scalar, Table

_NOTHING: tuple[Cell, ...] = (None, "", ())
_KIND_CLASS = {"number": " kern-table__cell--numeric", "date": " ls-cell--date"}


def shown_columns(table: Table) -> tuple[int, ...]:
    """The positions of the columns that a page shows: not those for machines, nor empty ones."""
    return tuple(
        position
        for position, column in enumerate(table.columns)
        if not column.is_data_only and any(row[position] not in _NOTHING for row in table.rows)
    )


def table_body(
    table: Table, columns: tuple[int, ...] | None = None, row_header: bool = True
) -> Markup:
    """All rows of ``table``, in ``columns`` only; the first cell of each names its row.

    ``row_header`` off: no cell does.
    """
    columns = shown_columns(table) if columns is None else columns
    frames = [
        (position, *_frame(table.columns[position], is_header=row_header and place == 0))
        for place, position in enumerate(columns)
    ]
    parts: list[str] = []
    for row in table.rows:
        parts.append('<tr class="kern-table__row">')
        for position, opening, closing in frames:
            parts += (opening, cell_markup(row[position]), closing)
        parts.append("</tr>\n")
    # Every part is either a literal of this file or was escaped by cell_markup.
    return Markup("".join(parts))  # noqa: S704


def _frame(column: Column, *, is_header: bool) -> tuple[str, str]:
    classes = f"kern-table__cell{_KIND_CLASS.get(column.kind, '')}"
    if is_header:
        return f'<th class="{classes}" scope="row">', "</th>"
    return f'<td class="{classes}">', "</td>"


def cell_markup(cell: Cell) -> str:
    """One cell as HTML, its text escaped."""
    if isinstance(cell, tuple):
        if not cell:
            return ""
        items = "".join([f"<li>{_single(one)}</li>" for one in cell])
        return f'<ul class="ls-cell-list">{items}</ul>'
    return _single(cell)


def _single(cell: Scalar) -> str:
    if isinstance(cell, Link):
        return _anchor(cell)
    if isinstance(cell, date):
        return f'<time datetime="{cell.isoformat()}">{escape(cell_text(cell))}</time>'
    return str(escape(cell if isinstance(cell, str) else cell_text(cell)))


# A list of measures names the same institutions again and again.
@lru_cache(maxsize=4_000)
def _anchor(link: Link) -> str:
    return f'<a class="ls-link" href="{escape(link.href)}">{escape(link.text)}</a>'
