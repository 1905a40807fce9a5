# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reading a plan back from an Excel workbook; every mistake is told with sheet and cell."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path as FilePath
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from leitstand.core.workbooks import WorkbookRefused, damaged, open_workbook
from leitstand.plan.document.problems import (
    Path,
    Place,
    PlanRejected,
    Problem,
    named,
    rejected,
)
from leitstand.plan.document.workbook.sheets import SHEETS, Sheet, header

MAX_ROWS = 50_000


def parse(path: FilePath) -> tuple[Any, Place]:
    """The raw document tree of a workbook, and where each of its values stands (sheet and cell)."""
    try:
        book = open_workbook(path.read_bytes())
    except WorkbookRefused as refused:
        raise rejected(path.name, str(refused)) from None
    try:
        return _Reader(path.name).read(book)
    except PlanRejected:
        raise
    except Exception as error:
        raise rejected(path.name, str(damaged())) from error
    finally:
        book.close()


class _Reader:
    """Collects the sheets' rows into one tree and remembers each value's cell."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.cells: dict[Path, str] = {}
        self.problems: list[Problem] = []
        self.found: dict[tuple[str, tuple[Any, ...]], tuple[Any, Path]] = {}

    def read(self, book: Any) -> tuple[Any, Place]:
        missing = [sheet.title for sheet in SHEETS if sheet.title not in book.sheetnames]
        if missing:
            raise rejected(self.name, _("Es fehlt das Blatt %s.") % ", ".join(missing))
        tree: dict[str, Any] = {}
        for sheet in sorted(SHEETS, key=lambda s: len(s.path)):
            self._read_sheet(sheet, book[sheet.title], tree)
        if self.problems:
            raise PlanRejected(self.problems)
        return tree, self._place

    def _place(self, path: Path) -> str:
        rest = path
        while rest and rest not in self.cells:
            rest = rest[:-1]
        return f"{self.name}, {self.cells[rest]}" if rest else f"{self.name}: {named(path)}"

    def _read_sheet(self, sheet: Sheet, source: Any, tree: dict[str, Any]) -> None:
        rows = source.iter_rows()
        positions = self._columns(sheet, next(rows, ()))
        if sheet.path == ("plan",):
            tree["plan"] = {}
        elif len(sheet.path) == 1:
            tree[sheet.path[0]] = []
        elif sheet.path[0] == "plan" and len(sheet.path) == 2:
            tree["plan"][sheet.path[1]] = []
        for number, row in enumerate(rows, start=2):
            if number > MAX_ROWS:
                raise rejected(f"{self.name}, {sheet.title}", _("Mehr als %d Zeilen.") % MAX_ROWS)
            values = {
                column: self._value(
                    row[index], f"{sheet.title}!{get_column_letter(index + 1)}{number}"
                )
                for column, index in positions.items()
                if index < len(row)
            }
            if any(value is not None for value in values.values()):
                self._take(sheet, values, positions, number, tree)

    def _columns(self, sheet: Sheet, first_row: Sequence[Any]) -> dict[str, int]:
        given = {str(cell.value).strip(): i for i, cell in enumerate(first_row) if cell.value}
        wanted = [header(column) for column in sheet.columns]
        missing = [column for column in wanted if column not in given]
        if missing:
            raise rejected(
                f"{self.name}, {sheet.title}!1",
                _("In der Kopfzeile fehlt: %s.") % ", ".join(missing),
            )
        return {column: given[header(column)] for column in sheet.columns}

    def _value(self, cell: Any, place: str) -> Any:
        value = cell.value
        if cell.data_type in {"f", "e"}:
            self.problems.append(
                Problem(
                    f"{self.name}, {place}",
                    _("Hier steht eine Formel. Bitte den Wert selbst eintragen."),
                )
            )
            return None
        if isinstance(value, dt.datetime):
            return value.date()
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value.strip() or None if isinstance(value, str) else value

    def _take(
        self,
        sheet: Sheet,
        values: dict[str, Any],
        positions: dict[str, int],
        number: int,
        tree: dict[str, Any],
    ) -> None:
        target = self._target(sheet, values, number, tree)
        if target is None:
            return
        entries, path = target
        if sheet.path == ("plan",):
            entry, at = tree["plan"], path
        else:
            at = (*path, len(entries))
            entry = values[""] if sheet.fields == ("",) else {}
            entries.append(entry)
        self.cells[at] = f"{sheet.title}!{number}"
        for field in sheet.fields if isinstance(entry, dict) else ():
            cell = f"{sheet.title}!{get_column_letter(positions[field] + 1)}{number}"
            _write(entry, field, values.get(field))
            self.cells[(*at, *(int(s) if s.isdigit() else s for s in field.split(".")))] = cell
        if isinstance(entry, dict):
            for name in [name for name, value in entry.items() if _is_empty(value)]:
                del entry[name]
            self._remember(sheet, entry, values, at)

    def _remember(
        self, sheet: Sheet, entry: dict[str, Any], values: dict[str, Any], at: Path
    ) -> None:
        """Keep an entry findable for the sheets that belong to it."""
        if sheet.path[-1] == "roles":
            name = tuple(
                values.get(c) for c in ("measure", "institution", "role", "phase", "scope")
            )
            self.found[("roles", name)] = (entry, at)
        elif "id" in entry:
            self.found[(sheet.path[-1], (entry["id"],))] = (entry, at)

    def _target(
        self, sheet: Sheet, values: dict[str, Any], number: int, tree: dict[str, Any]
    ) -> tuple[list[Any], Path] | None:
        """The list a row belongs to, and its path; a row without owner is a problem."""
        if not sheet.owner:
            if sheet.path[0] == "plan" and len(sheet.path) == 2:
                return tree["plan"][sheet.path[1]], ("plan", sheet.path[1])
            return (tree[sheet.path[0]] if sheet.path != ("plan",) else []), (sheet.path[0],)
        owner_name = tuple(values.get(column) for column, _field in sheet.owner)
        owner = self.found.get((sheet.path[-2], owner_name))
        if owner is None:
            column = sheet.owner[0][0]
            self.problems.append(
                Problem(
                    f"{self.name}, {sheet.title}!{number}",
                    _("Die Zeile gehört zu „%(owner)s“ (Spalte %(column)s), das es nicht gibt.")
                    % {
                        "owner": " / ".join(str(n) for n in owner_name if n is not None),
                        "column": column,
                    },
                )
            )
            return None
        entry, path = owner
        return entry.setdefault(sheet.path[-1], []), (*path, sheet.path[-1])


def _write(entry: dict[str, Any], field: str, value: Any) -> None:
    steps = field.split(".")
    if steps[-1].isdigit():
        *outer, name, index = steps
    else:
        *outer, name = steps
        index = ""
    target = entry
    for step in outer:
        target = target.setdefault(step, {})
    if index:
        target.setdefault(name, [None, None])[int(index)] = value
    else:
        target[name] = value


def _is_empty(value: Any) -> bool:
    """Whether nothing was filled in: an absent optional field, not an empty one."""
    if isinstance(value, dict):
        for name in [name for name, inner in value.items() if _is_empty(inner)]:
            del value[name]
        return not value
    if isinstance(value, list):
        return bool(value) and all(item is None for item in value)
    return value is None
