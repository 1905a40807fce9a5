# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing the workbook that an institution fills in."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from leitstand.core.workbooks import keep_as_text
from leitstand.steering.enums import EvidenceKind, Outlook, Progress
from leitstand.steering.sheet import layout, stamp
from leitstand.steering.sheet.cells import shown, told_text
from leitstand.steering.sheet.columns import (
    ANSWERS,
    BEFORE,
    ENTRY,
    KEY,
    LIMITS,
    LISTS,
    MEASURE,
    README,
    STAMP,
    TITLE,
    Kind,
    Sheet,
)
from leitstand.steering.sheet.entries import entry_id
from leitstand.steering.sheet.instruction import instruction
from leitstand.steering.sheet.source import OwedRow, SheetSource
from leitstand.ui.marks import example_mark

FIRST_ROW = 4
# A cell of Excel holds 32,767 letters.
_CHUNK = 30_000
_CHOICES: dict[Kind, Any] = {
    Kind.STATE: Progress,
    Kind.OUTLOOK: Outlook,
    Kind.EVIDENCE: EvidenceKind,
}


def render(source: SheetSource) -> bytes:
    """The workbook as an .xlsx file, in the active language."""
    book = Workbook()
    first = book.worksheets[0]
    first.title = str(README)
    layout.page_of_words(first, instruction(source))
    lists = _write_stamp(book, source)
    _write_answers(book.create_sheet(str(ANSWERS.title), 1), source, lists)
    for position, sheet in enumerate(LISTS, start=2):
        _write_list(book.create_sheet(str(sheet.title), position), sheet, source, lists)
    for page in book.worksheets[:-1]:
        layout.printed(page, f"{source.round_title} · {source.institution_name}", source.is_example)
    book.active = 1
    book.properties.title = told_text(f"{source.round_title}: {source.institution_name}")
    book.properties.creator = "Leitstand"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _write_answers(page: Any, source: SheetSource, lists: dict[Any, str]) -> None:
    said = [(str(column.heading), column.width, False) for column in ANSWERS.columns]
    fixed = [(KEY, 22), (TITLE, 36), (MEASURE, 20), (LIMITS, 20), (BEFORE, 14)]
    columns = [*((str(words), width, True) for words, width in fixed), *said]
    layout.head(page, _title(source, ANSWERS), columns)
    for number, row in enumerate(source.rows, start=FIRST_ROW):
        known = (row.key, row.title, row.label, row.limits, row.before)
        for position, value in enumerate(known, start=1):
            layout.fixed(page.cell(number, position), value)
        _fill(page, number, len(fixed) + 1, ANSWERS, row.content)
        layout.high_enough(page, number, 60)
    _check(page, ANSWERS, len(fixed) + 1, FIRST_ROW + len(source.rows) - 1, lists)
    page.freeze_panes = page.cell(FIRST_ROW, 3)
    page.auto_filter.ref = f"A{layout.HEAD_ROW}:{get_column_letter(len(columns))}{page.max_row}"
    layout.protected(page)


def _write_list(page: Any, sheet: Sheet, source: SheetSource, lists: dict[Any, str]) -> None:
    said = [(str(column.heading), column.width, False) for column in sheet.columns]
    columns = [(str(KEY), 24, False), (str(TITLE), 36, True), (str(ENTRY), 12, True), *said]
    layout.head(page, _title(source, sheet), columns)
    number = FIRST_ROW
    for row, entry in _entries(sheet, source.rows):
        layout.free(page.cell(number, 1), row.key)
        layout.fixed(page.cell(number, 2), row.title)
        layout.fixed(page.cell(number, 3), entry_id(sheet, entry))
        _fill(page, number, 4, sheet, entry)
        layout.high_enough(page, number, 20)
        number += 1
    last = number + sheet.spare - 1
    for spare in range(number, last + 1):
        layout.free(page.cell(spare, 1), None)
        layout.fixed(page.cell(spare, 2), "")
        layout.fixed(page.cell(spare, 3), "")
        _fill(page, spare, 4, sheet, None)
    _check(page, sheet, 4, last, lists)
    keys = DataValidation("list", formula1=lists["keys"])
    keys.error = _("Bitte die Kennung der Maßnahme aus der Liste wählen.")
    layout.offered(page, keys, f"A{FIRST_ROW}:A{last}")
    page.freeze_panes = page.cell(FIRST_ROW, 3)
    page.column_dimensions["C"].hidden = True


def _entries(sheet: Sheet, rows: tuple[OwedRow, ...]) -> Iterator[tuple[OwedRow, Any]]:
    for row in rows:
        for entry in getattr(row.content, sheet.part):
            yield row, entry


def _fill(page: Any, number: int, first: int, sheet: Sheet, entry: Any) -> None:
    for position, column in enumerate(sheet.columns, start=first):
        value = shown(column, getattr(entry, column.field)) if entry is not None else None
        layout.free(page.cell(number, position), value, column.kind)


def _check(page: Any, sheet: Sheet, first: int, last: int, lists: dict[Any, str]) -> None:
    for position, column in enumerate(sheet.columns, start=first):
        letter = get_column_letter(position)
        area = f"{letter}{FIRST_ROW}:{letter}{last}"
        layout.checked(page, column, area, lists.get(column.kind, ""))


def _title(source: SheetSource, sheet: Sheet) -> str:
    mark = example_mark(source.is_example)
    words = (str(sheet.title), source.round_title, source.institution_name, mark)
    return " · ".join(word for word in words if word)


def _write_stamp(book: Any, source: SheetSource) -> dict[Any, str]:
    """The hidden sheet: the stamp, and the lists that cells offer; returns where those stand."""
    page = book.create_sheet(STAMP)
    page.sheet_state = "veryHidden"
    rows = {row.key: stamp.Row(row.duty, row.measure, row.seen) for row in source.rows}
    made_at = source.made_at.isoformat(timespec="seconds")
    text = stamp.stamped(stamp.Stamp(source.round, source.institution, made_at, rows))
    offered: dict[Any, list[str]] = {
        Kind.YES: [_("ja"), _("nein")],
        "keys": [row.key for row in source.rows],
    } | {kind: [str(label) for label in choices.labels] for kind, choices in _CHOICES.items()}
    columns = {
        "stamp": [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)],
        # In clear words, for whoever looks; only the signed stamp counts.
        "told": [source.round, source.institution, made_at]
        + [f"{row.key}: {row.seen}" for row in source.rows],
        **offered,
    }
    areas: dict[Any, str] = {}
    for number, (name, values) in enumerate(columns.items(), start=1):
        letter = get_column_letter(number)
        areas[name] = f"'{STAMP}'!${letter}$1:${letter}${len(values)}"
        for row, value in enumerate(values, start=1):
            keep_as_text(page.cell(row, number, value))
    return areas
