# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Numbers, days and line references in the language of the page."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.utils import translation

from leitstand.ui import formats


@pytest.fixture(params=["de", "en"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    with translation.override(request.param):
        yield request.param


def test_a_number_groups_and_points_as_the_language_does(language: str) -> None:
    expected = {"de": "1.234,5", "en": "1,234.5"}[language]
    assert formats.number(1234.5) == formats.number(Decimal("1234.5")) == expected


def test_a_number_shows_exactly_the_decimals_that_are_asked_for(language: str) -> None:
    assert formats.number(2, digits=2) == {"de": "2,00", "en": "2.00"}[language]
    assert formats.number(Decimal("2.5"), digits=0) == "2"


def test_a_decimal_is_never_rounded(language: str) -> None:
    expected = {"de": "0,123456789", "en": "0.123456789"}[language]
    assert formats.number(Decimal("0.123456789")) == expected


def test_a_float_does_not_show_its_binary_dust(language: str) -> None:
    assert formats.number(0.1 + 0.2) == {"de": "0,3", "en": "0.3"}[language]


def test_a_day_is_written_in_words(language: str) -> None:
    expected = {"de": "3. Oktober 2018", "en": "3 October 2018"}[language]
    assert formats.day(date(2018, 10, 3)) == expected


def test_an_instant_counts_in_local_time(language: str) -> None:
    late = datetime(2018, 10, 2, 23, 30, tzinfo=UTC)
    assert formats.day(late, "medium") == {"de": "03.10.2018", "en": "3 Oct 2018"}[language]


def test_line_references_know_one_line_from_several() -> None:
    with translation.override("de"):
        assert formats.lines((12, 14)) == "Zeilen 12–14"
        assert formats.lines((12, 12)) == formats.lines((12, None)) == "Zeile 12"


def test_a_cell_reads_as_words() -> None:
    with translation.override("de"):
        assert [formats.cell_text(cell) for cell in (None, True, False, 1234)] == [
            "",
            "ja",
            "nein",
            "1.234",
        ]
