# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How it stood at the end of a day."""

import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from leitstand.core.history import end_of_day, rows_as_of, start_of_day
from leitstand.core.models import Institution

BERLIN = ZoneInfo("Europe/Berlin")
FIRST = dt.datetime(2020, 5, 1, 12, tzinfo=BERLIN)


def record(at: dt.datetime, note: str, sign: str = "~", row_id: int = 1) -> None:
    """One history row of an institution, as ``core.records`` writes it."""
    values: dict[str, Any] = {"id": row_id, "slug": f"i{row_id}", "kind": "body", "note_de": note}
    history = apps.get_model("core", "HistoricalInstitution")
    history.objects.create(history_date=at, history_type=sign, **values)


def notes(day: dt.date) -> list[str]:
    return sorted(rows_as_of(Institution, day).values_list("note_de", flat=True))


@pytest.mark.django_db
def test_before_the_first_record_there_is_nothing() -> None:
    record(FIRST, "a", "+")
    assert notes(dt.date(2020, 4, 30)) == []
    assert notes(dt.date(2020, 5, 1)) == ["a"]


@pytest.mark.django_db
def test_each_record_holds_until_the_next() -> None:
    record(FIRST, "a", "+")
    record(FIRST + dt.timedelta(days=10), "b")
    assert [notes(FIRST.date() + dt.timedelta(days=n)) for n in (0, 9, 10, 400)] == [
        ["a"],
        ["a"],
        ["b"],
        ["b"],
    ]


@pytest.mark.django_db
def test_of_two_records_of_one_instant_the_later_wins() -> None:
    for note in ("a", "b", "c"):
        record(FIRST, note)
    assert notes(FIRST.date()) == ["c"]


@pytest.mark.django_db
def test_the_day_from_which_a_record_holds_counts_not_the_day_it_was_written() -> None:
    record(FIRST, "später")
    record(FIRST - dt.timedelta(days=30), "früher", "+")
    assert notes(FIRST.date() - dt.timedelta(days=1)) == ["früher"]
    assert notes(FIRST.date()) == ["später"]


@pytest.mark.django_db
def test_what_was_removed_is_gone_from_that_day_on() -> None:
    record(FIRST, "a", "+")
    record(FIRST + dt.timedelta(days=5), "a", "-")
    assert notes(FIRST.date() + dt.timedelta(days=4)) == ["a"]
    assert notes(FIRST.date() + dt.timedelta(days=5)) == []


@pytest.mark.django_db
def test_what_came_and_went_in_one_instant_is_not_there() -> None:
    record(FIRST, "a", "+")
    record(FIRST, "a", "-")
    assert notes(FIRST.date()) == []


@pytest.mark.django_db
def test_rows_do_not_disturb_each_other() -> None:
    record(FIRST, "a", "+", row_id=1)
    record(FIRST, "b", "+", row_id=2)
    record(FIRST + dt.timedelta(days=1), "c", row_id=2)
    assert notes(FIRST.date()) == ["a", "b"]
    assert notes(FIRST.date() + dt.timedelta(days=1)) == ["a", "c"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "day",
    [
        dt.date(2024, 1, 15),
        dt.date(2024, 7, 15),
        pytest.param(dt.date(2024, 3, 31), id="23 hours"),
        pytest.param(dt.date(2024, 10, 27), id="25 hours"),
    ],
)
def test_the_last_second_of_a_day_in_berlin_still_belongs_to_it(day: dt.date) -> None:
    midnight = dt.datetime.combine(day + dt.timedelta(days=1), dt.time.min, BERLIN)
    utc = midnight.astimezone(dt.UTC)
    record(utc - dt.timedelta(seconds=1), "heute", "+", row_id=1)
    record(utc, "morgen", "+", row_id=2)
    assert notes(day) == ["heute"]
    assert notes(day + dt.timedelta(days=1)) == ["heute", "morgen"]


def test_a_day_has_as_many_hours_as_berlin_gives_it() -> None:
    def hours(day: dt.date) -> int:
        first, last = start_of_day(day), end_of_day(day)
        length = last.astimezone(dt.UTC) - first.astimezone(dt.UTC)
        return round(length / dt.timedelta(hours=1))

    found = [hours(dt.date(2024, *day)) for day in ((1, 15), (3, 31), (10, 27))]
    assert found == [24, 23, 25]


@given(st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1)))
def test_a_day_ends_just_before_the_next_begins(day: dt.date) -> None:
    gap = start_of_day(day + dt.timedelta(days=1)).astimezone(dt.UTC) - end_of_day(day)
    assert gap == dt.timedelta(microseconds=1)


@pytest.mark.django_db
def test_today_is_the_table_itself() -> None:
    record(FIRST, "nur Geschichte", "+")
    assert not rows_as_of(Institution, None).exists()
