# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Cells as a reader sees them: the figures of one column have the same number of decimals."""

from decimal import Decimal

from leitstand.ui.formats import cell_text, number
from leitstand.ui.tables import Scalar, Table

_MOST_DECIMALS = 4


def decimals(table: Table, position: int) -> int | None:
    """How many decimals the figures of a column have; None where they are no figures."""
    column = table.columns[position]
    if column.kind != "number":
        return None
    most = max((_decimals(row[position]) for row in table.rows), default=0)
    return 2 if column.unit == "€" and most else most


def shown(cell: Scalar, digits: int | None) -> str:
    """The cell in the active language, figures with so many decimals."""
    if (
        digits is not None
        and isinstance(cell, int | float | Decimal)
        and not isinstance(cell, bool)
    ):
        return number(cell, digits)
    return cell_text(cell)


def _decimals(cell: object) -> int:
    if not isinstance(cell, float | Decimal):
        return 0
    _whole, _point, rest = f"{cell:.{_MOST_DECIMALS}f}".partition(".")
    return len(rest.rstrip("0"))
