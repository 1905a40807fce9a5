# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Numbered items are found in the text without the package."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.enums import Numbering
from leitstand.plan.verification.language import GERMAN
from leitstand.plan.verification.numbering import STYLES, Headings, to_roman
from leitstand.plan.verification.outline import Outline, outline
from leitstand.plan.verification.text import PublishedText

HEADINGS = Headings.of(Numbering.ROMAN, Numbering.ALPHA)


def outlined(text: str, headings: Headings = HEADINGS) -> Outline:
    return outline(PublishedText.of(text, GERMAN.suspending), headings, GERMAN)


@given(st.integers(min_value=1, max_value=39))
def test_roman_numbers_count(value: int) -> None:
    assert STYLES[Numbering.ROMAN].value(to_roman(value)) == value


@pytest.mark.parametrize("label", ["IIII", "VX", "IIV", ""])
def test_malformed_roman_numbers_do_not_count(label: str) -> None:
    assert STYLES[Numbering.ROMAN].value(label) is None


@pytest.mark.parametrize(
    ("line", "numbers", "part"),
    [
        ("I. Federführung: A", (1,), None),
        ("II.–IV. Federführung: A", (2, 3, 4), None),
        ("II. – IV. Federführung: A", (2, 3, 4), None),
        ("I.-II. Federführung: A", (1, 2), None),
        ("II. A. Federführung: A", (2,), "A"),
        ("I. (Lokale) Netze", (1,), None),
        ("V. „Smart“ werden", (5,), None),
    ],
)
def test_headings_are_read(line: str, numbers: tuple[int, ...], part: str | None) -> None:
    heading = HEADINGS.numbered(line)
    assert heading is not None
    assert (heading.numbers, heading.part) == (numbers, part)


@pytest.mark.parametrize(
    "line",
    ["V. m. SenWEB und Bezirken", "IV.–II. Rückwärts", "I.", "Industrie. Mehr", "i. V. m. A", ""],
)
def test_other_lines_are_no_headings(line: str) -> None:
    assert HEADINGS.numbered(line) is None


def test_a_heading_ends_where_its_words_begin() -> None:
    line = "II. A. Federführung: X"
    heading = HEADINGS.numbered(line)
    assert heading is not None
    assert line[heading.length :] == "Federführung: X"


def test_parts_follow_each_other_and_inherit_the_number() -> None:
    found = outlined("II.  A. Bauen.\n\nB. Planen.\n\nD. Kein Teil.\n\nC. Prüfen.\n")
    assert [(item.numbers, item.part) for item in found.items] == [
        ((2,), "A"),
        ((2,), "B"),
        ((2,), "C"),
    ]


def test_a_letter_without_parts_before_it_is_no_item() -> None:
    assert len(outlined("I.  Bauen.\n\nB. Muster erzählt.\n").items) == 1


def test_a_measure_in_parts_counts_once() -> None:
    assert outlined("I.  Eins.\nII.  A. Zwei.\nB. Auch zwei.\nIII.  Drei.\n").count == 3


def test_numbers_that_start_again_open_another_run() -> None:
    found = outlined("I.  A eins.\nII.  A zwei.\nI.  B eins.\nI.  C eins.\n")
    assert [item.run for item in found.items] == [1, 1, 2, 3]


def test_items_that_open_with_a_label_are_structure() -> None:
    found = outlined("I.  Bauen.\nI.  Federführung: A.\nII.  Federführung A und B.\n")
    assert [item.is_structure for item in found.items] == [False, True, True]


def test_nothing_before_the_first_announcement_counts() -> None:
    found = outlined("I. Kapitel\n\nIm Einzelnen bedeutet dies:\n\nI. Bauen.\n")
    assert [item.line for item in found.items] == [5]


def test_an_item_ends_before_the_next_item_or_heading() -> None:
    found = outlined("I. Bauen\nund planen.\n\nUmsetzungsstruktur:\n\nI. Federführung: A.\nEnde.\n")
    assert [(item.line, item.last) for item in found.items] == [(1, 3), (6, 7)]


def test_a_plan_may_count_in_arabic_numbers() -> None:
    headings = Headings.of(Numbering.ARABIC, Numbering.ALPHA)
    found = outlined("1. Bauen.\n2. Planen.\n1.–2. Federführung: A.\n", headings)
    assert [(item.numbers, item.is_structure) for item in found.items] == [
        ((1,), False),
        ((2,), False),
        ((1, 2), True),
    ]
