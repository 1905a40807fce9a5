# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A table as a value: the same rows become a page, a JSON document and a CSV file.

JSON keeps types (numbers, booleans, links with their address). CSV follows RFC 4180 and is safe to
open in a spreadsheet: no cell of text can be taken for a formula.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads somewhere."""

    text: str
    href: str


Scalar: TypeAlias = str | int | float | Decimal | date | bool | Link | None
Cell: TypeAlias = Scalar | tuple[Scalar, ...]
Json: TypeAlias = str | int | float | bool | list["Json"] | dict[str, "Json"] | None
ColumnKind: TypeAlias = Literal["text", "number", "date", "link", "list"]

BYTE_ORDER_MARK = "\ufeff"
LIST_SEPARATOR = " | "

# A spreadsheet skips blanks and invisible signs before it looks for an operator; some locales take
# the full-width operators as well. (OWASP, "CSV Injection")
_FORMULA = re.compile(r"[\s\x00\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n]")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. ``key`` is stable and stands in JSON; ``label`` is in the reader's language.

    ``is_data_only``: for machines, not on the page.
    """

    key: str
    label: str
    kind: ColumnKind = "text"
    unit: str | None = None
    is_data_only: bool = False

    @property
    def heading(self) -> str:
        """The label with its unit, as it stands above the column."""
        return f"{self.label} ({self.unit})" if self.unit else str(self.label)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows in the order of the columns. Every row is complete; column keys are unique.

    ``source`` says where the figures come from, ``note`` what a reader must know about them.
    """

    key: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    source: str | Link | None = None
    note: str | None = None

    def __post_init__(self) -> None:
        keys = [column.key for column in self.columns]
        if len(set(keys)) != len(keys):
            raise ValueError(f"table {self.key!r}: a column key stands twice in {keys}")
        for position, row in enumerate(self.rows):
            if len(row) != len(keys):
                raise ValueError(
                    f"table {self.key!r}, row {position}: {len(row)} cells for {len(keys)} columns"
                )


def records(table: Table) -> list[dict[str, Json]]:
    """The rows as JSON-ready records by column key; a link becomes ``{"text", "href"}``."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, (json_cell(cell) for cell in row), strict=True)) for row in table.rows]


def document(table: Table) -> dict[str, Json]:
    """The table with what its columns mean, JSON-ready."""
    return {
        "caption": str(table.caption),
        "columns": [
            {
                "key": column.key,
                "label": str(column.label),
                "kind": column.kind,
                "unit": column.unit,
            }
            for column in table.columns
        ],
        "records": list(records(table)),
        "source": json_cell(table.source),
        "note": None if table.note is None else str(table.note),
    }


def json_cell(cell: Cell) -> Json:
    """A cell as JSON. A Decimal becomes a number: exact up to 15 significant digits."""
    match cell:
        case None | bool() | int():
            return cell
        case tuple():
            return [json_cell(part) for part in cell]
        case Link():
            return {"text": str(cell.text), "href": cell.href}
        case date():
            return cell.isoformat()
        case float() | Decimal():
            return _finite(cell)
        case _:
            return str(cell)


def _finite(number: int | float | Decimal) -> int | float:
    """The number, which must be finite: JSON has no word for infinity."""
    if not math.isfinite(number):
        raise ValueError(f"a table cell must be a finite number, not {number}")
    if isinstance(number, float):
        return number
    return int(number) if number == int(number) else float(number)


def with_column(table: Table, column: Column, cell: Scalar) -> Table:
    """The table with one more column, the same ``cell`` in every row."""
    rows = tuple((*row, cell) for row in table.rows)
    return replace(table, columns=(*table.columns, column), rows=rows)


def csv_rows(table: Table) -> list[list[str]]:
    """Headings and rows as the strings that stand in the file, formulas neutralised."""
    headings = [neutralised(column.heading) for column in table.columns]
    return [headings, *([csv_cell(cell) for cell in row] for row in table.rows)]


def csv_text(table: Table) -> str:
    """The CSV file: comma, CRLF, and a byte order mark so that Excel reads UTF-8."""
    target = io.StringIO(newline="")
    csv.writer(target, lineterminator="\r\n").writerows(csv_rows(table))
    return BYTE_ORDER_MARK + target.getvalue()


def csv_cell(cell: Cell) -> str:
    """A cell as it stands in the file. Numbers keep their sign and a decimal point."""
    if isinstance(cell, tuple):
        return neutralised(LIST_SEPARATOR.join(_plain(part) for part in cell))
    is_value = cell is None or isinstance(cell, bool | int | float | Decimal | date)
    return _plain(cell) if is_value else neutralised(_plain(cell))


def neutralised(text: str) -> str:
    """The text, with an apostrophe before it if a spreadsheet could read it as a formula."""
    text = str(text)
    return f"'{text}" if _FORMULA.match(text) else text


def _plain(cell: Scalar) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case int() | float() | Decimal():
            return _digits(cell)
        case date():
            return cell.isoformat()
        case Link():
            return str(cell.text)
        case _:
            return str(cell)


def _digits(number: int | float | Decimal) -> str:
    """The number without loss, with a decimal point and without grouping."""
    _finite(number)
    return format(number, "f") if isinstance(number, Decimal) else repr(number)


def by_key(tables: Iterable[Table]) -> Mapping[str, Table]:
    """The tables by their keys, which must differ."""
    found: dict[str, Table] = {}
    for table in tables:
        if table.key in found:
            raise ValueError(f"two tables on one page are called {table.key!r}")
        found[table.key] = table
    return found
