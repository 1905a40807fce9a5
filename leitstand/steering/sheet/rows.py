# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a sheet said, once it was read: rows and cells, their places, and troubles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from leitstand.steering.sheet.cells import Value, packed, unpacked
from leitstand.steering.sheet.columns import column_of
from leitstand.steering.sheet.stamp import Stamp, read_stamp, stamped


class SheetRefused(Exception):
    """Nothing of the sheet can be taken; the sentence says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something that cannot be taken as it stands. ``place`` is sheet and cell, ``Haushalt!F7``."""

    place: str
    message: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell says, and where it stands."""

    value: Value
    place: str


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: of the owed answer ``key``, of its ``part`` ("" for the answer itself).

    ``entry`` is the id of the list's entry, "" for a new one. Only cells whose columns are there.
    """

    key: str
    part: str
    entry: str
    place: str
    cells: Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A whole sheet. ``notes`` tell what is missing in it and therefore stays as it was."""

    stamp: Stamp
    rows: tuple[SheetRow, ...]
    troubles: tuple[Trouble, ...] = ()
    notes: tuple[str, ...] = field(default=())

    def of(self, key: str) -> tuple[SheetRow, ...]:
        """The rows of one owed answer."""
        return tuple(row for row in self.rows if row.key == key)

    def as_json(self) -> list[Any]:
        """All that is needed to take the sheet; what is in the way is never sent on."""
        rows = [
            [
                row.key,
                row.part,
                row.entry,
                row.place,
                {name: [packed(cell.value), cell.place] for name, cell in row.cells.items()},
            ]
            for row in self.rows
        ]
        return [stamped(self.stamp), rows, list(self.notes)]


def sheet_from_json(content: Any) -> ReadSheet:
    """The sheet that :meth:`ReadSheet.as_json` wrote."""
    stamp, rows, notes = content
    return ReadSheet(read_stamp(stamp), tuple(_row(row) for row in rows), (), tuple(notes))


def _row(content: Any) -> SheetRow:
    key, part, entry, place, cells = content
    return SheetRow(
        key,
        part,
        entry,
        place,
        {
            name: Cell(unpacked(column_of(part, name), value), where)
            for name, (value, where) in cells.items()
        },
    )
