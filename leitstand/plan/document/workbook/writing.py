# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing a plan as an Excel workbook."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from leitstand.core.workbooks import keep_as_text
from leitstand.plan.document.model import PlanDocument
from leitstand.plan.document.workbook.sheets import SHEETS, Sheet, header


def render(document: PlanDocument) -> bytes:
    """The document as an .xlsx file that :func:`parse` reads back without loss."""
    tree = document.model_dump(mode="json")
    book = Workbook()
    book.remove(book.worksheets[0])
    readme = book.create_sheet("Lies mich")
    for line in (
        document.plan.title.de,
        _(
            "Jedes Blatt ist eine Liste des Plans. Zeilen können geändert, ergänzt und gelöscht"
            " werden."
        ),
        _("Bitte die Kopfzeile stehen lassen. Kennungen (id) ändern sich nie."),
        _(
            "Zurück in den Leitstand: „leitstand plan import DATEI.xlsx --dry-run“ zeigt, was sich"
            " ändert."
        ),
    ):
        readme.append([line])
        _keep_as_text(readme.cell(readme.max_row, 1))
    readme.column_dimensions["A"].width = 100
    for sheet in SHEETS:
        target = book.create_sheet(sheet.title)
        target.append([header(column) for column in sheet.columns])
        for cell in target[1]:
            cell.font = Font(bold=True)
            cell.fill = PatternFill("solid", fgColor="DDE6F0")
        for row in _rows(sheet, tree):
            target.append(row)
            for cell in target[target.max_row]:
                _keep_as_text(cell)
        target.freeze_panes = "A2"
        target.auto_filter.ref = target.dimensions
        for index, column in enumerate(sheet.columns, start=1):
            width = 60 if column.startswith(("summary", "remark", "statement")) else 24
            target.column_dimensions[get_column_letter(index)].width = width
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _keep_as_text(cell: Any) -> None:
    keep_as_text(cell)
    if isinstance(cell.value, str):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _rows(sheet: Sheet, tree: Any) -> Iterator[list[Any]]:
    for outer, entry in _entries(tree, sheet.path):
        row = [_read_owner(outer, field) for _column, field in sheet.owner]
        row += [_read(entry, field) for field in sheet.fields]
        yield row


def _entries(tree: Any, path: Sequence[str], outer: tuple[Any, ...] = ()) -> Iterator[Any]:
    entry = tree[path[0]]
    for item in entry if isinstance(entry, list) else [entry]:
        if len(path) == 1:
            yield outer, item
        else:
            yield from _entries(item, path[1:], (*outer, item))


def _read_owner(outer: tuple[Any, ...], field: str) -> Any:
    return outer[0]["id"] if field == "^id" else _read(outer[-1], field)


def _read(entry: Any, field: str) -> Any:
    for step in field.split(".") if field else ():
        if entry is None:
            return None
        entry = entry[int(step)] if step.isdigit() else entry[step]
    return entry
