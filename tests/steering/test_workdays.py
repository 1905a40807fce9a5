# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Berlin's public holidays."""

import datetime as dt

import pytest

from leitstand.steering.rules.workdays import easter, holidays, is_workday


@pytest.mark.parametrize(
    "sunday",
    ["1818-03-22", "1943-04-25", "2018-04-01", "2024-03-31", "2026-04-05", "2049-04-18"],
)
def test_easter_falls_on_its_day(sunday: str) -> None:
    day = dt.date.fromisoformat(sunday)
    assert easter(day.year) == day
    assert day.weekday() == 6


def test_the_holidays_of_a_year() -> None:
    assert sorted(holidays(2026)) == [
        dt.date(2026, month, day)
        for month, day in (
            (1, 1),
            (3, 8),
            (4, 3),
            (4, 6),
            (5, 1),
            (5, 14),
            (5, 25),
            (10, 3),
            (12, 25),
            (12, 26),
        )
    ]
    assert dt.date(2025, 5, 8) in holidays(2025)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-20", True),
        ("2026-11-21", False),
        ("2026-11-22", False),
        ("2026-11-23", True),
        ("2026-05-01", False),
        ("2026-10-31", False),
        ("2026-12-24", True),
        ("2027-03-26", False),
    ],
)
def test_people_are_at_work_or_not(day: str, *, expected: bool) -> None:
    assert is_workday(dt.date.fromisoformat(day)) is expected
