# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A table becomes JSON records and CSV rows without losing or inventing anything."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.ui.tables import (
    BYTE_ORDER_MARK,
    Cell,
    Column,
    Link,
    Table,
    by_key,
    csv_cell,
    csv_text,
    document,
    json_cell,
    neutralised,
    records,
)

OPERATORS = tuple("=+-@")


def one_row(*cells: Cell) -> Table:
    columns = tuple(Column(f"c{number}", f"Spalte {number}") for number in range(len(cells)))
    return Table("probe", "Probe", columns, (cells,))


def parsed(text: str) -> list[list[str]]:
    assert text.startswith(BYTE_ORDER_MARK)
    return list(csv.reader(io.StringIO(text.removeprefix(BYTE_ORDER_MARK), newline="")))


def test_a_record_keeps_types_and_shows_links_with_their_address() -> None:
    table = one_row(1, Decimal("2.5"), date(2018, 10, 3), True, None, Link("IHK", "/ihk"), ("a", 2))
    assert records(table) == [
        {
            "c0": 1,
            "c1": 2.5,
            "c2": "2018-10-03",
            "c3": True,
            "c4": None,
            "c5": {"text": "IHK", "href": "/ihk"},
            "c6": ["a", 2],
        }
    ]


def test_a_whole_decimal_becomes_a_whole_number() -> None:
    assert repr(json_cell(Decimal("2.00"))) == "2"


def test_the_document_names_key_label_kind_and_unit_of_every_column() -> None:
    table = Table("t", "T", (Column("size", "Größe", "number", "ha"),), ((1,),), source="Plan")
    assert document(table)["columns"] == [
        {"key": "size", "label": "Größe", "kind": "number", "unit": "ha"}
    ]
    assert document(table)["source"] == "Plan"


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("NaN")])
def test_a_number_that_is_none_is_refused_in_both_forms(number: float | Decimal) -> None:
    with pytest.raises(ValueError, match="finite"):
        json_cell(number)
    with pytest.raises(ValueError, match="finite"):
        csv_cell(number)


def test_a_row_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table("t", "T", (Column("a", "A"), Column("b", "B")), ((1,),))


def test_two_columns_or_tables_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="stands twice"):
        Table("t", "T", (Column("a", "A"), Column("a", "B")), ())
    with pytest.raises(ValueError, match="two tables"):
        by_key([one_row(1), one_row(2)])


def test_csv_uses_commas_crlf_and_a_byte_order_mark() -> None:
    table = Table("t", "T", (Column("a", "A", "number", "ha"), Column("b", "B")), ((1, "x,y"),))
    assert csv_text(table) == '\ufeffA (ha),B\r\n1,"x,y"\r\n'


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, ""),
        (-5, "-5"),
        (-0.5, "-0.5"),
        (Decimal("-1234567.890"), "-1234567.890"),
        (True, "true"),
        (date(2018, 10, 3), "2018-10-03"),
        (Link("IHK", "/ihk"), "IHK"),
        (("a", Link("b", "/b"), 3), "a | b | 3"),
    ],
)
def test_a_cell_stands_in_the_file_as_a_spreadsheet_reads_it(cell: Cell, expected: str) -> None:
    assert csv_cell(cell) == expected


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+49", "-x", "@SUM(A1)", "\t=1", "\r1", "\n=1", "  =1", "\u00a0=1", "\ufeff=1", "＝1"],
)
def test_a_text_that_a_spreadsheet_could_calculate_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"
    assert csv_cell(Link(text, "/")) == f"'{text}"
    assert csv_cell((text, "b")) == f"'{text} | b"


def test_a_heading_is_neutralised_as_well() -> None:
    table = Table("t", "T", (Column("a", "=A"),), ())
    assert parsed(csv_text(table)) == [["'=A"]]


@pytest.mark.parametrize("text", ["", "a=b", "1–2", "Maßnahme", "(+)", "'=1"])
def test_a_harmless_text_stays_as_it_is(text: str) -> None:
    assert neutralised(text) == text


@given(st.lists(st.one_of(st.text(), st.none(), st.tuples(st.text(), st.text())), min_size=1))
def test_no_cell_of_text_can_become_a_formula_and_none_is_lost(cells: list[Cell]) -> None:
    (_headings, row) = parsed(csv_text(one_row(*cells)))
    for cell, read in zip(cells, row, strict=True):
        assert not read.lstrip().startswith(OPERATORS)
        plain = "" if cell is None else " | ".join(cell) if isinstance(cell, tuple) else cell  # type: ignore[arg-type]
        assert read in {plain, f"'{plain}"}


@given(st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False)))
def test_a_number_comes_back_from_the_file_unchanged(number: int | float) -> None:
    assert type(number)(csv_cell(number)) == number
