# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Questions that every page asks: put together once a process, answered at each request.

Putting a question together costs Django 0.4 ms, more than most take to answer; a page has eight.
Their text never changes but for the values in it. So it is made once, with marks where the values
go, from a queryset like any other.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from typing import Any, TypeAlias

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.dateparse import parse_date, parse_datetime

from leitstand.core.history import end_of_day

Value: TypeAlias = int | str | Sequence[int] | Sequence[str]
# Where a value comes from: its name and place, or "" for a constant that stands in the second.
_Slot: TypeAlias = tuple[str, Any]
# A value's name, the number of its parts (None for a single one), and whether it is words.
_Form: TypeAlias = tuple[str, int | None, bool]

_FIRST_MARK = -1_000_000
# No plan is read as of the last day of the calendar but one.
_SOME_DAY = dt.date(9999, 12, 30)


def answers(
    question: Callable[..., QuerySet[Any]],
    *shape: Hashable,
    day: dt.date | None = None,
    **values: Value,
) -> list[tuple[Any, ...]]:
    """The rows of ``question(*shape, day=day, **values)``, a queryset of ``values_list``.

    One statement, none where the queryset can have no rows. Columns come as the database gives
    them: a date may be text (:func:`as_day`), an instant without its zone (:func:`as_instant`), and
    JSON is text. ``question`` must be a plain function; it is called once for each shape, each
    number of values in a list, and for past days.
    """
    forms = tuple(_form(name, value) for name, value in values.items())
    found = _statement(question, shape, forms, connection.vendor, day is not None)
    if found is None:
        return []
    sql, slots = found
    given: dict[str, Any] = values | ({"day": _instant(day)} if day else {})
    with connection.cursor() as cursor:
        cursor.execute(sql, [_filled(slot, given) for slot in slots])
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def as_instant(value: Any) -> Any:
    """The instant in a column of instants, or None, whichever database it comes from."""
    found = parse_datetime(value) if isinstance(value, str) else value
    # SQLite keeps instants in UTC and does not say so.
    return found if found is None or found.tzinfo else found.replace(tzinfo=dt.UTC)


def as_day(value: Any) -> Any:
    """The date in a column of dates, or None, whichever database it comes from."""
    return parse_date(value) if isinstance(value, str) else value


def _form(name: str, value: Value) -> _Form:
    if isinstance(value, int | str):
        return name, None, isinstance(value, str)
    return name, len(value), bool(value) and isinstance(value[0], str)


def _filled(slot: _Slot, given: dict[str, Any]) -> Any:
    name, place = slot
    if not name:
        return place
    return given[name] if place is None else given[name][place]


def _instant(day: dt.date) -> Any:
    """The end of the day as it stands among a statement's values."""
    return connection.ops.adapt_datetimefield_value(end_of_day(day))


@lru_cache(maxsize=1_024)
def _statement(
    question: Callable[..., QuerySet[Any]],
    shape: tuple[Hashable, ...],
    forms: tuple[_Form, ...],
    _vendor: str,
    is_past: bool,
) -> tuple[str, tuple[_Slot, ...]] | None:
    marks: dict[str, Any] = {}
    slots: dict[Any, _Slot] = {_instant(_SOME_DAY): ("day", None)}
    for name, count, is_words in forms:
        places = (None,) if count is None else range(count)
        own = [_mark(len(slots) + n, is_words=is_words) for n in range(len(places))]
        marks[name] = own[0] if count is None else own
        slots |= {mark: (name, place) for mark, place in zip(own, places, strict=True)}
    rows = question(*shape, day=_SOME_DAY if is_past else None, **marks)
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        return None
    return sql, tuple(slots.get(param, ("", param)) for param in params)


def _mark(number: int, *, is_words: bool) -> int | str:
    """What no real value is: row numbers are positive, and words have no such sign."""
    return f"\x01{number}" if is_words else _FIRST_MARK - number
