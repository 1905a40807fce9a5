# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report as a workbook: typed cells, the proof, and no formula."""

import datetime as dt
import zipfile
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from leitstand.reports.document import Section, Tabular, fingerprint
from leitstand.reports.rendering import render
from leitstand.ui.tables import Column, Table
from tests.reports.documents import everything, measure_table, short_paper


@pytest.fixture(scope="module")
def content() -> bytes:
    return render(everything(), "xlsx")


@pytest.fixture(scope="module")
def book(content: bytes) -> Any:
    return load_workbook(BytesIO(content))


def cells(page: Any) -> list[Any]:
    return [cell for row in page.iter_rows() for cell in row if cell.value is not None]


def test_there_is_a_sheet_for_every_table_and_one_for_the_proof(book: Any) -> None:
    assert book.sheetnames[0] == "Inhaltsverzeichnis"
    assert book.sheetnames[1] == "1 Stand der Berichte"
    assert len(book.sheetnames) == 1 + 10
    assert all(len(name) <= 31 for name in book.sheetnames)


def test_the_first_sheet_proves_and_leads_to_the_others(book: Any) -> None:
    values = [cell.value for cell in cells(book["Inhaltsverzeichnis"])]
    assert fingerprint(everything()) in values
    assert "ab" * 32 in values
    assert "Runde Frühjahr 2019, IHK Berlin, 3. Mai 2019" in values
    targets = [
        cell.hyperlink.location for cell in cells(book["Inhaltsverzeichnis"]) if cell.hyperlink
    ]
    assert "'1 Stand der Berichte'!A1" in targets


def test_every_sheet_is_marked(book: Any) -> None:
    for page in book.worksheets:
        assert page["A2"].value == "Beispieldaten · Stand: 30. Juni 2019", page.title
        assert "Beispieldaten" in page.oddHeader.left.text


def test_cells_keep_their_kind(book: Any) -> None:
    [page] = [one for one in book.worksheets if one["A1"].value == "Angaben zu feld-1"]
    heads = [cell.value for cell in page[4]]
    assert heads == ["Angabe", "Anzahl", "Frist", "Wer", "Bemerkung", "Kennung"]
    row = page[6]
    assert (row[0].value, row[1].value) == ("Teil 1 mit Titel", 1234.5)
    assert row[2].value == dt.datetime(2019, 7, 1)  # noqa: DTZ001  a day in Excel
    assert row[2].is_date
    assert row[3].value == "Senatsverwaltung | IHK"
    assert row[5].value == "m.1"
    assert page.freeze_panes == "B5"
    assert page.auto_filter.ref == "A4:F49"


def test_no_text_becomes_a_formula(book: Any) -> None:
    [page] = [one for one in book.worksheets if one["A1"].value == "Formeln"]
    found = [page.cell(row, 1) for row in (5, 6, 7)]
    assert [cell.value for cell in found] == ["=1+1", "@SUM(A1)", "-2"]
    assert {cell.data_type for one in book.worksheets for cell in cells(one)} <= {"s", "n", "d"}
    assert all(cell.quotePrefix for cell in found)


def test_nothing_in_it_tells_the_time(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2019-06-30T12:00:00Z") == 2


@pytest.mark.parametrize(
    "caption",
    ["", "[a]:*?/\\b", "x" * 200, "'Angaben'", "Inhaltsverzeichnis", "=1+1", "\x07\ufffe"],
)
def test_no_caption_breaks_the_workbook(caption: str) -> None:
    tables = (measure_table("a", 2), measure_table("b", 2))
    blocks = tuple(Tabular(replace(table, caption=caption)) for table in tables)
    document = replace(short_paper(), sections=(Section("a", "A", blocks),), citations=())
    book = load_workbook(BytesIO(render(document, "xlsx")))
    assert len({name.lower() for name in book.sheetnames}) == 3


def test_long_and_strange_text_is_kept_as_far_as_excel_can() -> None:
    rows = (("x" * 40_000,), ("a\x00b\x0bc",), ("",), (None,), (True,))
    table = Table("t", "T", (Column("a", "A"),), rows)
    document = replace(
        short_paper(), sections=(Section("a", "A", (Tabular(table),)),), citations=()
    )
    page = load_workbook(BytesIO(render(document, "xlsx"))).worksheets[1]
    assert page["A5"].value == "x" * 32_000 + " …"
    assert page["A6"].value == "a b c"
    assert page["A9"].value == "ja"
