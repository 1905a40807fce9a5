# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is absurd is refused with a sentence, before anything is set."""

from dataclasses import replace

import pytest

from leitstand.reports.document import Document, Paragraph, Section, Tabular
from leitstand.reports.rendering import FORMATS, ReportRefused, limits, render
from leitstand.reports.rendering.limits import check
from leitstand.ui.tables import Cell, Column, Table
from tests.reports.documents import everything, forty_pages, long_report, short_paper


def with_sections(*sections: Section) -> Document:
    return replace(short_paper(), sections=sections, citations=())


def nested(depth: int) -> Section:
    section = Section(f"s{depth}", "Tief")
    for level in range(depth - 1, 0, -1):
        section = Section(f"s{level}", f"Ebene {level}", (), (section,))
    return section


def table(columns: int, rows: int) -> Tabular:
    heads = tuple(Column(f"c{n}", f"C{n}") for n in range(columns))
    row: tuple[Cell, ...] = ("x",) * columns
    return Tabular(Table("t", "T", heads, (row,) * rows))


def test_what_people_write_is_not_refused() -> None:
    for document in (everything(), short_paper(), long_report(), forty_pages()):
        check(document)


def test_too_many_sections_are_refused() -> None:
    many = (Section(f"s{n}", "S") for n in range(limits.MOST_SECTIONS + 1))
    with pytest.raises(ReportRefused, match=r"2001 Abschnitte, höchstens 2000"):
        check(with_sections(*many))


def test_sections_that_no_heading_can_name_are_refused() -> None:
    check(with_sections(nested(6)))
    with pytest.raises(ReportRefused, match="höchstens 6 Ebenen"):
        check(with_sections(nested(7)))


def test_six_levels_are_set() -> None:
    for one in FORMATS:
        assert render(with_sections(nested(6)), one)


def test_endless_tables_are_refused() -> None:
    with pytest.raises(ReportRefused, match="Tabellenzellen"):
        check(with_sections(Section("a", "A", (table(2, limits.MOST_CELLS // 2 + 1),))))
    with pytest.raises(ReportRefused, match="41 Spalten, höchstens 40"):
        check(with_sections(Section("a", "A", (table(41, 1),))))


def test_endless_words_are_refused() -> None:
    words = Paragraph(("x" * (limits.MOST_LETTERS + 1),))
    with pytest.raises(ReportRefused, match="Zeichen, höchstens"):
        check(with_sections(Section("a", "A", (words,))))


def test_half_a_sign_is_refused() -> None:
    with pytest.raises(ReportRefused, match="kein Text"):
        check(with_sections(Section("a", "A\ud800")))
