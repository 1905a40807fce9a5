# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What several measures order or mention: one thing, many places."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.plan.models import Undertaking, UndertakingMeasure
from leitstand.plan.selectors.leads import LedPlan


@dataclass(frozen=True, slots=True)
class UndertakingPlace:
    """A measure that speaks of an undertaking, in the plan's words."""

    measure: str
    as_printed: str
    sense: str


@dataclass(frozen=True, slots=True)
class UndertakingLine:
    """A real thing with the measures that order or mention it, in printed order."""

    key: str
    name: str
    places: tuple[UndertakingPlace, ...]


def undertakings(led: LedPlan) -> tuple[UndertakingLine, ...]:
    """Every undertaking of the plan on its day; one statement."""
    frame = led.frame
    rows = answers(_rows, frame.language, day=frame.day, plan_id=frame.id)
    names: dict[int, tuple[str, str]] = {}
    places: dict[int, list[UndertakingPlace]] = {}
    for is_place, _position, own_id, measure_id, *words in sorted(rows, key=lambda row: row[:3]):
        if not is_place:
            names[own_id] = (words[0], words[1])
        elif measure_id in led.keys:
            place = UndertakingPlace(led.keys[measure_id], words[0], words[1])
            places.setdefault(own_id, []).append(place)
    return tuple(
        UndertakingLine(key, name, tuple(places.get(own_id, ())))
        for own_id, (key, name) in names.items()
    )


def _rows(language: Language, *, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    """Undertakings first: id, 0, key, name; then places: undertaking, measure, words, sense."""
    own = rows_as_of(Undertaking, day).filter(plan_id=plan_id)
    places = rows_as_of(UndertakingMeasure, day).filter(plan_id=plan_id)
    return _shaped(own, 0, ("id", None), ("key", f"name_{language}")).union(
        _shaped(places, 1, ("undertaking_id", "measure_id"), ("as_printed", "sense")), all=True
    )


def _shaped(
    rows: QuerySet[Any], is_place: int, ids: tuple[str, str | None], words: tuple[str, str]
) -> QuerySet[Any, Any]:
    shaped: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            tag=Value(is_place, IntegerField()),
            place=F("position"),
            first=F(ids[0]),
            second=F(ids[1]) if ids[1] else Value(0, IntegerField()),
            word_0=F(words[0]),
            word_1=F(words[1]),
        )
        .values_list("tag", "place", "first", "second", "word_0", "word_1")
    )
    return shaped
