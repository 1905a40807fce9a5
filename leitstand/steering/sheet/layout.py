# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How the workbook looks: on a screen, in print, in Excel and in LibreOffice."""

import math
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from leitstand.core.workbooks import keep_as_text
from leitstand.steering.sheet.cells import told_text
from leitstand.steering.sheet.columns import Column, Kind
from leitstand.ui.marks import example_mark

HEAD_ROW = 3
_LINE = Side("thin", color="C7CCD6")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="1F3A5F")
_FIXED = PatternFill("solid", fgColor="E8EBF0")
_OPEN = PatternFill("solid", fgColor="FFFDF0")
_TOP = Alignment(wrap_text=True, vertical="top")
_FREE = Protection(locked=False)
_FORMATS = {Kind.DAY: "DD.MM.YYYY", Kind.EURO: "#,##0.00", Kind.YEAR: "0"}
_LINE_HEIGHT, _MOST_HEIGHT = 15, 400


def head(page: Any, title: str, columns: Sequence[tuple[str, int, bool]]) -> None:
    """Title, what may be filled in, and headings: triples of heading, width and "fixed"."""
    page["A1"] = told_text(title)
    page["A1"].font = Font(bold=True, size=14, color="1F3A5F")
    keep_as_text(page["A1"])
    for number, (heading, width, is_fixed) in enumerate(columns, start=1):
        page.column_dimensions[get_column_letter(number)].width = width
        above = page.cell(HEAD_ROW - 1, number, _("steht fest") if is_fixed else _("ausfüllen"))
        above.font = Font(italic=True, size=9, color="4A5468")
        cell = page.cell(HEAD_ROW, number, heading)
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill, cell.border, cell.alignment = _HEAD, _BORDER, _TOP
    page.row_dimensions[1].height = 24
    page.row_dimensions[HEAD_ROW].height = 34
    page.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"


def fixed(cell: Any, value: Any) -> None:
    """A cell that says where its row belongs."""
    cell.value = told_text(value) or None
    keep_as_text(cell)
    cell.fill, cell.border, cell.alignment = _FIXED, _BORDER, _TOP


def free(cell: Any, value: Any, kind: Kind = Kind.TEXT) -> None:
    """A cell to be filled in, with what is known."""
    cell.value = value
    keep_as_text(cell)
    cell.fill, cell.border, cell.alignment, cell.protection = _OPEN, _BORDER, _TOP, _FREE
    if kind in _FORMATS:
        cell.number_format = _FORMATS[kind]


def high_enough(page: Any, row: int, least: int) -> None:
    """The row shows what its widest text needs, up to what Excel allows."""
    lines = 1
    for cell in page[row]:
        if isinstance(cell.value, str):
            width = page.column_dimensions[cell.column_letter].width
            parts = cell.value.split("\n")
            lines = max(lines, sum(max(1, math.ceil(len(one) / width)) for one in parts))
    page.row_dimensions[row].height = min(_MOST_HEIGHT, max(least, lines * _LINE_HEIGHT))


def checked(page: Any, column: Column, area: str, choices: str) -> None:
    """Cells of ``area`` offer what can be chosen, or say what cannot be taken."""
    match column.kind:
        case Kind.DAY:
            # A warning, no ban: what is not understood is told when the sheet comes back.
            rule = DataValidation(
                "date", operator="greaterThan", formula1="1", errorStyle="warning"
            )
            rule.error = _("Bitte einen Tag eintragen, so: 30.09.2026.")
        case Kind.EURO:
            rule = DataValidation(
                "decimal", operator="greaterThanOrEqual", formula1="0", errorStyle="warning"
            )
            rule.error = _("Bitte einen Betrag in Euro eintragen, so: 1.250.000.")
        case Kind.YEAR:
            rule = DataValidation("whole", formula1="2000", formula2="2100", errorStyle="warning")
            rule.error = _("Bitte ein Jahr eintragen, so: 2026.")
        case Kind.TEXT | Kind.NAMES:
            rule = DataValidation(
                "textLength", operator="lessThanOrEqual", formula1=str(column.limit)
            )
            rule.error = _("Höchstens %d Zeichen.") % column.limit
        case _:
            rule = DataValidation("list", formula1=choices)
            rule.error = _("Bitte aus der Liste wählen.")
    offered(page, rule, area)


def offered(page: Any, rule: DataValidation, area: str) -> None:
    """The rule holds for the area; empty cells are always right."""
    rule.allow_blank, rule.showErrorMessage = True, True
    page.add_data_validation(rule)
    rule.add(area)


def protected(page: Any) -> None:
    """Fixed cells cannot be changed by mistake; there is no password, whoever must can lift it."""
    page.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(page.protection, allowed, False)


def printed(page: Any, title: str, is_example: bool) -> None:
    """On paper: landscape, all columns on one page, with what it is and the page's number."""
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.oddFooter.left.text = told_text(title).replace("&", "&&")
    page.oddFooter.center.text = example_mark(is_example)
    page.oddFooter.right.text = "&P / &N"


def page_of_words(page: Any, lines: Sequence[tuple[str, str]]) -> None:
    """A sheet to be read: headings in the first column, sentences in the second."""
    page.sheet_view.showGridLines = False
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 34, 96
    for number, (heading, text) in enumerate(lines, start=1):
        for column, words in ((1, heading), (2, text)):
            cell = page.cell(number, column, told_text(words))
            keep_as_text(cell)
            cell.alignment = _TOP
        page.cell(number, 1).font = Font(bold=True, size=14 if number == 1 else 11)
        if number == 1:
            page.cell(number, 2).font = Font(bold=True, size=14)
        high_enough(page, number, 30)
        page.row_dimensions[number].height += 8
