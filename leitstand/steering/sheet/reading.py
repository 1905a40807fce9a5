# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reading a workbook that came back. What is not understood is told with sheet and cell.

Columns are found by their headings, in either language and any order; rows by their key. What is
not in the workbook is no statement: it stays as it was, and a note says so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from leitstand.core.workbooks import WorkbookRefused, damaged, merged_ranges, open_workbook
from leitstand.steering.sheet import MAX_FILE_BYTES
from leitstand.steering.sheet.cells import NotUnderstood, told_text, understood
from leitstand.steering.sheet.columns import (
    ANSWERS,
    BEFORE,
    ENTRY,
    KEY,
    LIMITS,
    MEASURE,
    SHEETS,
    STAMP,
    TITLE,
    Column,
    Sheet,
    folded,
    spellings,
)
from leitstand.steering.sheet.rows import Cell, ReadSheet, SheetRefused, SheetRow, Trouble
from leitstand.steering.sheet.stamp import Stamp, StampBroken, read_stamp

MAX_UNPACKED_BYTES = 8 * 1024 * 1024
MAX_ROWS = 2_000
# The last row of Excel; a file may claim to have more.
_LAST_ROW = 1_048_576
_MAX_COLUMNS = 100
_HEAD_WITHIN = 20
_MAX_TOLD = 60


def read(content: bytes, *, asked: str = "", institution: str = "") -> ReadSheet:
    """What the workbook says for the institution in the round ``asked``.

    Without them it is taken for where its stamp says that it belongs. Raises :class:`SheetRefused`
    where nothing of it can be taken.
    """
    if len(content) > MAX_FILE_BYTES:
        raise SheetRefused(
            _("Die Datei ist zu groß (höchstens %d MB).") % (MAX_FILE_BYTES // 1024**2)
        )
    try:
        book = open_workbook(content, max_unpacked_bytes=MAX_UNPACKED_BYTES, is_plain=True)
    except WorkbookRefused as refused:
        raise SheetRefused(str(refused)) from None
    try:
        return _Reader(book, asked, institution).read()
    except SheetRefused:
        raise
    except Exception as error:
        raise SheetRefused(str(damaged())) from error
    finally:
        book.close()


@dataclass(frozen=True, slots=True)
class _Head:
    """Where the columns of a sheet stand, counted from 0, and the number of the heading row."""

    row: int
    key: int
    entry: int | None
    columns: dict[int, Column]


class _Reader:
    """Collects the rows of all sheets, and what is in their way."""

    def __init__(self, book: Any, asked: str, institution: str) -> None:
        self.pages = {folded(page.title): page for page in book.worksheets}
        self.asked, self.institution = asked, institution
        self.troubles: list[Trouble] = []
        self.notes: list[str] = []

    def read(self) -> ReadSheet:
        stamp = self._stamp()
        self.keys = {key.casefold(): key for key in stamp.rows}
        rows: list[SheetRow] = []
        for sheet in SHEETS:
            page = next((self.pages[n] for n in spellings(sheet.title) if n in self.pages), None)
            if page is not None:
                rows += self._rows(sheet, page)
            elif sheet is ANSWERS:
                raise SheetRefused(_("Es fehlt das Blatt %s.") % sheet.title)
            else:
                self.notes.append(
                    _("Das Blatt „%s“ fehlt; was dort stand, bleibt, wie es ist.") % sheet.title
                )
        answered = {row.key for row in rows if not row.part}
        self.notes += [
            _("Auf dem Blatt „%(sheet)s“ fehlt die Zeile %(key)s; die Antwort bleibt, wie sie ist.")
            % {"sheet": ANSWERS.title, "key": key}
            for key in stamp.rows
            if key not in answered
        ]
        return ReadSheet(stamp, tuple(rows), tuple(self.troubles[:_MAX_TOLD]), tuple(self.notes))

    def _stamp(self) -> Stamp:
        page = self.pages.get(folded(STAMP))
        cells = page.iter_rows(max_row=50, max_col=1, values_only=True) if page else ()
        text = "".join(value for (value, *_rest) in cells if isinstance(value, str))
        try:
            found = read_stamp(text)
        except StampBroken:
            raise SheetRefused(
                _(
                    "Diese Datei ist keine Antworttabelle dieses Leitstands, oder ihr verborgenes"
                    " Blatt wurde verändert. Bitte die Tabelle neu herunterladen und ausfüllen."
                )
            ) from None
        if self.asked and found.round != self.asked:
            raise SheetRefused(
                _("Diese Tabelle gehört zu einer anderen Berichtsrunde: %s.") % found.round
            )
        if self.institution and found.institution != self.institution:
            raise SheetRefused(_("Diese Tabelle gehört zu einer anderen Einrichtung."))
        return found

    def _rows(self, sheet: Sheet, page: Any) -> Iterator[SheetRow]:
        rows = enumerate(page.iter_rows(max_row=_LAST_ROW, max_col=_MAX_COLUMNS), start=1)
        head = self._head(sheet, page.title, rows)
        self._refuse_merged(page, head)
        seen: dict[str, int] = {}
        filled = 0
        blank: Any = None
        for number, row in rows:
            # openpyxl fills a gap of rows with one and the same blank: it may be a million.
            if row is blank:
                continue
            if not any(cell.value is not None for cell in row):
                blank = row
                continue
            filled += 1
            if filled > MAX_ROWS:
                raise SheetRefused(f"{page.title}!{number}: " + _("Mehr als %d Zeilen.") % MAX_ROWS)
            found = self._row(sheet, page.title, head, number, row)
            if found is None:
                continue
            if not sheet.part and found.key in seen:
                self._trouble(
                    found.place,
                    _("Die Kennung %(key)s steht zweimal da, auch in Zeile %(row)d.")
                    % {"key": found.key, "row": seen[found.key]},
                )
                continue
            seen[found.key] = number
            yield found

    def _head(self, sheet: Sheet, title: str, rows: Iterator[tuple[int, Any]]) -> _Head:
        for number, row in rows:
            given: dict[str, list[int]] = {}
            for index, cell in enumerate(row):
                if isinstance(cell.value, str) and (words := folded(cell.value)):
                    given.setdefault(words, []).append(index)
            if spellings(KEY) & given.keys():
                return self._columns(sheet, title, number, given, row)
            if number >= _HEAD_WITHIN:
                break
        raise SheetRefused(
            _(
                "Auf dem Blatt „%(sheet)s“ fehlt die Spalte „%(column)s“. Ohne sie ist nicht klar,"
                " wozu eine Zeile gehört. Bitte die Tabelle neu herunterladen."
            )
            % {"sheet": title, "column": KEY}
        )

    def _columns(
        self,
        sheet: Sheet,
        title: str,
        number: int,
        given: dict[str, list[int]],
        row: Sequence[Any],
    ) -> _Head:
        def at(words: Any) -> int | None:
            found = [index for name in spellings(words) for index in given.pop(name, ())]
            if len(found) > 1:
                place = f"{title}!{get_column_letter(found[1] + 1)}{number}"
                raise SheetRefused(f"{place}: " + _("Die Spalte „%s“ gibt es zweimal.") % words)
            return found[0] if found else None

        key, entry = at(KEY), at(ENTRY) if sheet.part else None
        columns: dict[int, Column] = {}
        for column in sheet.columns:
            index = at(column.heading)
            if index is not None:
                columns[index] = column
                continue
            self.notes.append(
                _("Auf dem Blatt „%(sheet)s“ fehlt die Spalte „%(column)s“; sie bleibt so.")
                % {"sheet": title, "column": column.heading}
            )
        for shown in (TITLE, MEASURE, LIMITS, BEFORE):
            at(shown)
        self.notes += [
            _("Die Spalte „%(column)s“ (%(place)s) gehört nicht dazu; sie wird nicht gelesen.")
            % {
                "column": str(row[index].value)[:60],
                "place": f"{title}!{get_column_letter(index + 1)}{number}",
            }
            for places in given.values()
            for index in places
        ]
        assert key is not None  # noqa: S101  (its heading was found just before)
        return _Head(number, key, entry, columns)

    def _refuse_merged(self, page: Any, head: _Head) -> None:
        known = {head.key, *head.columns}
        for area in merged_ranges(page):
            left, _top, right, bottom = (int(side or 0) for side in range_boundaries(area))
            if bottom >= head.row and known & set(range(left - 1, right)):
                self._trouble(
                    f"{page.title}!{area}",
                    _("Hier sind Zellen verbunden. Bitte die Verbindung lösen."),
                )

    def _row(
        self, sheet: Sheet, title: str, head: _Head, number: int, row: Sequence[Any]
    ) -> SheetRow | None:
        """The row, or None where it says nothing or cannot be taken."""
        cells = {}
        before = len(self.troubles)
        for index, column in head.columns.items():
            place = f"{title}!{get_column_letter(index + 1)}{number}"
            raw = row[index] if index < len(row) else None
            try:
                cells[column.field] = Cell(self._value(raw, column), place)
            except NotUnderstood as why:
                self._trouble(place, str(why))
        is_blank = len(self.troubles) == before and not any(c.value for c in cells.values())
        place = f"{title}!{get_column_letter(head.key + 1)}{number}"
        key = self._key(row[head.key] if head.key < len(row) else None)
        if is_blank and (sheet.part or not key):
            return None
        if not key:
            self._trouble(place, _("In dieser Zeile fehlt die Kennung der Maßnahme."))
            return None
        if key.casefold() not in self.keys:
            self._trouble(
                place,
                _("Zu „%s“ ist mit dieser Tabelle nichts gefragt. Bitte die Zeile löschen.")
                % key[:60],
            )
            return None
        entry = row[head.entry].value if head.entry is not None and head.entry < len(row) else None
        known = told_text(entry) if isinstance(entry, str) else ""
        return SheetRow(self.keys[key.casefold()], sheet.part, known, place, cells)

    @staticmethod
    def _key(cell: Any) -> str:
        return "" if cell is None or cell.value is None else told_text(str(cell.value))

    @staticmethod
    def _value(cell: Any, column: Column) -> Any:
        if cell is None:
            return understood(column, None)
        if cell.data_type == "f":
            raise NotUnderstood(_("Hier steht eine Formel. Bitte den Wert selbst eintragen."))
        if cell.data_type == "e":
            raise NotUnderstood(_("Hier steht ein Fehlerwert. Bitte den Wert selbst eintragen."))
        return understood(column, cell.value)

    def _trouble(self, place: str, message: str) -> None:
        self.troubles.append(Trouble(place, message))
