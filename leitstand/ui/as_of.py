# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The day whose state a reader asked for: ``?stand=2019-03-01`` on any public page.

`ui.pages` reads it once a request and makes it the day of the page, as Django does with the
language. A view asks :func:`reader_day` and reads the rows of that day; addresses of pages carry
the day along (`ui.addresses`). A page that never asks for the day shows today's state, and says so.
"""

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.utils.translation import gettext as _

PARAMETER = "stand"
# Older than any plan, and safely away from the first day that a calendar has.
_FIRST_YEAR = 1900
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(slots=True)
class AsOf:
    """What was asked for. ``day`` is None for today; ``is_used``: the page depends on it."""

    day: dt.date | None = None
    is_used: bool = False


class NoSuchDay(ValueError):
    """There is no state of the day that was asked for; the message says why.

    ``is_readable`` is off where it was no day at all.
    """

    def __init__(self, message: str, *, is_readable: bool) -> None:
        super().__init__(message)
        self.is_readable = is_readable


_as_of: ContextVar[AsOf | None] = ContextVar("as_of", default=None)


def current() -> AsOf:
    """What the current page was asked for; outside of pages: nothing."""
    return _as_of.get() or AsOf()


def reader_day() -> dt.date | None:
    """The day whose rows the current page must show; None for today, and outside of pages."""
    as_of = current()
    as_of.is_used = True
    return as_of.day


def kept_day() -> dt.date | None:
    """The day that addresses on the current page carry along; None for today."""
    return current().day


@contextmanager
def reading(as_of: AsOf) -> Iterator[AsOf]:
    """``as_of`` is the state that pages show and addresses keep."""
    token = _as_of.set(as_of)
    try:
        yield as_of
    finally:
        _as_of.reset(token)


def asked_day(given: Sequence[str], *, today: dt.date) -> dt.date | None:
    """The day that the values of ``?stand=`` ask for; None for today and for nothing.

    Raises :class:`NoSuchDay` for what is no day, for a day to come, and for two different days.
    """
    words = {value.strip() for value in given} - {""}
    if not words:
        return None
    if len(words) > 1:
        raise NoSuchDay(
            _("Die Adresse nennt mehrere Tage. Bitte nur einen angeben."), is_readable=False
        )
    word = words.pop()
    try:
        day = dt.date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:  # 2019-02-30
        day = None
    if day is None:
        raise NoSuchDay(
            _("„%s“ ist kein Tag. Bitte so schreiben: 2019-03-01 (Jahr, Monat, Tag).")
            % word[:40].replace("\x00", ""),
            is_readable=False,
        )
    if day > today:
        raise NoSuchDay(
            _("Der Tag %(day)s liegt in der Zukunft. Wie der Plan dann steht, weiß niemand.")
            % {"day": day},
            is_readable=True,
        )
    if day.year < _FIRST_YEAR:
        raise NoSuchDay(
            _("So weit zurück reicht hier nichts: %(day)s. Die Aufzeichnungen beginnen später.")
            % {"day": day},
            is_readable=True,
        )
    return None if day == today else day
