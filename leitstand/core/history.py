# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Field history that can answer "how did it stand on that day?".

django-simple-history keeps the rows. Two things are ours: ``history_date`` is the day *from which*
a state holds (a plan of 2018 imported today holds from 2018), while ``recorded_at`` is when we
learned of it; and reading is one statement a table, with later records winning a tie.
"""

import datetime as dt
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Exists, OuterRef, Q
from simple_history.models import HistoricalRecords

BERLIN = ZoneInfo("Europe/Berlin")


class Recorded(models.Model):
    """What every history row carries beside the fields: when it was written, and by which act."""

    recorded_at = models.DateTimeField(auto_now_add=True)
    event = models.ForeignKey(
        "core.AuditEvent", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        abstract = True


class DatedRecords(HistoricalRecords):  # type: ignore[misc]
    """History tables without the library's signals.

    A signal cannot know the act or the day from which a change holds. ``core.records`` writes
    every row in bulk with both; ``tests/house`` forbids other ways to save a tracked model.
    """

    def post_save(self, *args: Any, **kwargs: Any) -> None:
        """Write nothing: see the class."""

    def post_delete(self, *args: Any, **kwargs: Any) -> None:
        """Write nothing: see the class."""


def tracked() -> Any:
    """The history of a model, as a class attribute."""
    return DatedRecords(bases=[Recorded])


def end_of_day(day: dt.date) -> dt.datetime:
    """The last instant of ``day`` in Berlin."""
    return dt.datetime.combine(day, dt.time.max, BERLIN)


def start_of_day(day: dt.date) -> dt.datetime:
    """The first instant of ``day`` in Berlin."""
    return dt.datetime.combine(day, dt.time.min, BERLIN)


# An institution does not begin to exist when a plan first names it: its record holds from here.
BEGINNING = start_of_day(dt.date(1900, 1, 1))


def rows_as_of(model: type[models.Model], day: dt.date | None) -> "models.QuerySet[Any]":
    """The rows of ``model`` as they stood at the end of ``day``; today's table for ``None``.

    Both querysets answer ``.filter(...)`` and ``.values_list(...)`` on the model's own fields.
    One statement either way.
    """
    if day is None:
        return model._default_manager.all()
    return _standing(model, day).all()


# Putting the question together costs Django three times what answering it does.
@lru_cache(maxsize=256)
def _standing(model: type[models.Model], day: dt.date) -> "models.QuerySet[Any]":
    history = model.history.model  # type: ignore[attr-defined]
    known = history.objects.filter(history_date__lte=end_of_day(day))
    # Asked row by row, so that the caller's filter decides how many rows are looked at: numbering
    # all states of all rows in a window took as long as there are other plans in the table.
    later = known.filter(
        Q(history_date__gt=OuterRef("history_date"))
        | Q(history_date=OuterRef("history_date"), history_id__gt=OuterRef("history_id")),
        id=OuterRef("id"),
    )
    return (  # type: ignore[no-any-return]
        known.filter(~Exists(later)).exclude(history_type="-").order_by()
    )
