# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report's tables as an Excel workbook: cells with types, one sheet a table, and the proof.

No text can become a formula, and no clock is in the file: the same document gives the same bytes.
"""

import datetime as dt
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from leitstand.core.workbooks import keep_as_text
from leitstand.reports.document import Chart, Document, Section, Tabular
from leitstand.reports.rendering.words import is_address, proof, state_words
from leitstand.ui.formats import cell_text
from leitstand.ui.tables import LIST_SEPARATOR, Cell, Column, Link, Table

_HEAD_ROW: Final = 4
# Excel takes no more letters in a cell, and no control signs.
_MOST_LETTERS: Final = 32_000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_NO_TITLE = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_LINE = Side("thin", color="9AA5B5")
_UNDER = Border(bottom=_LINE)
_HEAD = PatternFill("solid", fgColor="1F3A5F")
_WRAPPED = Alignment(wrap_text=True, vertical="top")


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A table with the sheet's name and the section that it stands in."""

    name: str
    section: str
    table: Table


def xlsx(document: Document) -> bytes:
    """The workbook, in the active language."""
    book = Workbook()
    leaves = tuple(_leaves(document))
    _contents(book.worksheets[0], document, leaves)
    for leaf in leaves:
        _write(book.create_sheet(leaf.name), leaf, document)
    noon = dt.datetime.combine(document.as_of, dt.time(12))
    book.properties.title = _plain(document.title)
    book.properties.creator = _plain(document.publisher)
    book.properties.language = document.language
    book.properties.created = noon
    out = BytesIO()
    book.save(out)
    return _without_clock(out.getvalue(), noon)


def _leaves(document: Document) -> Iterator[_Leaf]:
    taken: set[str] = {_("Inhaltsverzeichnis").lower()}
    number = 0
    for section in document.walk():
        for table in _tables(section):
            number += 1
            name = f"{number} {_NO_TITLE.sub(' ', _plain(table.caption))}"[:31].strip()
            if name.lower() in taken:
                name = f"{number}"
            taken.add(name.lower())
            yield _Leaf(name, section.title, table)


def _tables(section: Section) -> Iterator[Table]:
    for block in section.blocks:
        if isinstance(block, Tabular | Chart):
            yield block.table


def _contents(page: Any, document: Document, leaves: tuple[_Leaf, ...]) -> None:
    """The first sheet: what the report is, what it is built from, and where which table stands."""
    page.title = _("Inhaltsverzeichnis")
    _title(page, document.title, document)
    row = _HEAD_ROW
    for term, said in (*proof(document), (_("Untertitel"), document.subtitle)):
        _put(page, row, 1, term, Font(bold=True))
        _put(page, row, 2, said)
        row += 1
    row = _list_head(page, row + 1, _("Tabelle"), _("Abschnitt"))
    for leaf in leaves:
        cell = _put(page, row, 1, leaf.name, Font(underline="single", color="1F3A5F"))
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=f"'{leaf.name}'!A1")
        _put(page, row, 2, leaf.section)
        row += 1
    if document.citations:
        row = _list_head(page, row + 1, _("Beleg"), _("Quelle"))
    for one in document.citations:
        page.cell(row, 1, one.number)
        _set_link(_put(page, row, 2, one.text), one.href)
        row += 1
    page.column_dimensions["A"].width, page.column_dimensions["B"].width = 44, 90
    _printed(page, document)


def _list_head(page: Any, row: int, first: str, second: str) -> int:
    for column, words in ((1, first), (2, second)):
        cell = _put(page, row, column, words, Font(bold=True, color="FFFFFF"))
        cell.fill = _HEAD
    return row + 1


def _title(page: Any, title: str, document: Document) -> None:
    _put(page, 1, 1, title, Font(bold=True, size=14, color="1F3A5F")).alignment = Alignment()
    words = " · ".join(one for one in (document.mark, state_words(document)) if one)
    _put(page, 2, 1, words, Font(bold=bool(document.mark))).alignment = Alignment()


def _write(page: Any, leaf: _Leaf, document: Document) -> None:
    table = leaf.table
    _title(page, table.caption, document)
    for position, column in enumerate(table.columns, start=1):
        cell = _put(page, _HEAD_ROW, position, column.heading, Font(bold=True, color="FFFFFF"))
        cell.fill = _HEAD
        page.column_dimensions[get_column_letter(position)].width = _width(table, position - 1)
    row = _HEAD_ROW
    for row, cells in enumerate(table.rows, start=_HEAD_ROW + 1):
        for position, value in enumerate(cells, start=1):
            _fill(page.cell(row, position), value, table.columns[position - 1])
    page.freeze_panes = page.cell(_HEAD_ROW + 1, 2)
    if table.rows:
        last = get_column_letter(len(table.columns))
        page.auto_filter.ref = f"A{_HEAD_ROW}:{last}{row}"
    for words in _below(table):
        row += 2
        _put(page, row, 1, words, Font(italic=True, color="4A5468")).alignment = Alignment()
    page.print_title_rows = f"{_HEAD_ROW}:{_HEAD_ROW}"
    _printed(page, document)


def _below(table: Table) -> Iterator[str]:
    if table.note:
        yield str(table.note)
    if table.source is not None:
        source = table.source
        words = f"{source.text} {source.href}" if isinstance(source, Link) else str(source)
        yield f"{_('Quelle:')} {words}"


def _printed(page: Any, document: Document) -> None:
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    # An ampersand begins a command in headers.
    words = f"{_plain(document.title)} · {document.mark}".strip(" ·").replace("&", "&&")
    page.oddHeader.left.text = words[:200]
    page.oddFooter.right.text = "&P / &N"


def _put(page: Any, row: int, column: int, text: str, font: Font | None = None) -> Any:
    cell = page.cell(row, column, _plain(text))
    keep_as_text(cell)
    cell.alignment = _WRAPPED
    if font:
        cell.font = font
    return cell


def _fill(cell: Any, value: Cell, column: Column) -> None:
    match value:
        case None:
            pass
        case bool():
            cell.value = cell_text(value)
        case int() | float() | Decimal():
            cell.value = value
            cell.number_format = _number_format(value, column)
        case dt.datetime():
            cell.value = value.date()
            cell.number_format = "DD.MM.YYYY"
        case dt.date():
            cell.value = value
            cell.number_format = "DD.MM.YYYY"
        case tuple():
            cell.value = _plain(LIST_SEPARATOR.join(cell_text(one) for one in value))
        case Link():
            cell.value = _plain(value.text)
            _set_link(cell, value.href)
        case _:
            cell.value = _plain(value)
    keep_as_text(cell)
    cell.alignment, cell.border = _WRAPPED, _UNDER


def _number_format(value: int | float | Decimal, column: Column) -> str:
    if column.unit == "€":
        return "#,##0.00"
    return "#,##0" if value == int(value) else "#,##0.##"


def _set_link(cell: Any, href: str) -> None:
    if is_address(href) and len(href) < 2_000:
        cell.hyperlink = href
        cell.font = Font(underline="single", color="1F3A5F")


def _plain(text: str) -> str:
    found = _CONTROL.sub(" ", str(text))
    return found if len(found) <= _MOST_LETTERS else f"{found[:_MOST_LETTERS]} …"


def _width(table: Table, position: int) -> int:
    heading = table.columns[position].heading
    cells = (row[position] for row in table.rows[:500])
    texts = [
        max((cell_text(one) for one in cell), key=len, default="")
        if isinstance(cell, tuple)
        else cell_text(cell)
        for cell in cells
    ]
    widest = max((len(text) for text in texts), default=0)
    longest_word = max((len(word) for word in heading.split()), default=0)
    return min(60, max(10, widest + 3, longest_word + 5))


def _without_clock(content: bytes, noon: dt.datetime) -> bytes:
    """The archive with its files in the order of names, none of them dated."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            part = old.read(name)
            if name == "docProps/core.xml":
                part = _MODIFIED.sub(rb"\g<1>" + f"{noon.isoformat()}Z".encode(), part)
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            new.writestr(entry, part)
    return out.getvalue()
