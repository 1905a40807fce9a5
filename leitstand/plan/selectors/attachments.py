# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""All the small things that hang on a measure, in one statement.

Eight tables give a measure's page a handful of rows each. Asked one by one they would be half of
its round trips; as a UNION they are one. Putting that UNION together costs Django ten times what
running it does (3.5 ms against 0.3 ms), and its text never changes, so it is put together once a
process and language, with markers where a request's own row numbers go.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    CharField,
    DateField,
    F,
    FloatField,
    IntegerField,
    QuerySet,
    Value,
)
from django.db.models.functions import Cast

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_day
from leitstand.plan.models import (
    Commitment,
    CrossReference,
    ExternalReference,
    Goal,
    OpenRole,
    Reference,
    StrategyLink,
    Term,
    Undertaking,
    UndertakingMeasure,
)
from leitstand.plan.selectors.frame import PlanFrame

# Rows that point at a name, with the tag of the names: on a past day these are rows of their own.
_NAMES = {"external": "reference", "strategy": "reference", "undertaking": "shared"}


@dataclass(frozen=True, slots=True)
class Attachment:
    """One row of whatever kind ``tag`` says; ``words`` are four texts, unused ones empty."""

    tag: str
    measure_id: int
    position: int
    words: tuple[str, str, str, str]
    start: dt.date | None
    end: dt.date | None
    value: float | None


def attachments(
    frame: PlanFrame, *, measure_ids: Sequence[int], node_ids: Sequence[int]
) -> list[Attachment]:
    """The rows of the measures, the goals of the nodes and (not in German) the plan's terms.

    In printed order within each kind; one statement.
    """
    rows = answers(
        _union,
        frame.language,
        day=frame.day,
        plan_id=frame.id,
        measure_ids=measure_ids,
        node_ids=node_ids,
    )
    if frame.day is not None:
        rows = _with_names_of_the_day(rows)
    found = [
        Attachment(row[0], row[1] or 0, row[2], row[3:7], as_day(row[7]), as_day(row[8]), row[9])
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.tag, row.position))


def _with_names_of_the_day(rows: list[Any]) -> list[Any]:
    """Row numbers of strategies, programmes and undertakings replaced by key and name.

    A join would give the names of today, or lose what has gone since.
    """
    names = {(row[0], row[3]): row[4:6] for row in rows if row[0] in _NAMES.values()}
    return [
        (*row[:3], *names[_NAMES[row[0]], row[3]], *row[5:]) if row[0] in _NAMES else row
        for row in rows
        if row[0] not in _NAMES.values()
    ]


def _union(
    language: Language,
    *,
    day: dt.date | None,
    plan_id: int,
    measure_ids: Sequence[int],
    node_ids: Sequence[int],
) -> QuerySet[Any]:
    def own(model: Any) -> QuerySet[Any]:
        return rows_as_of(model, day).filter(measure_id__in=measure_ids)

    def pointed(column: str) -> tuple[Any, Any]:
        if day is None:
            return F(f"{column}__key"), F(f"{column}__name_{language}")
        return Cast(F(f"{column}_id"), CharField()), Value("")

    goals = rows_as_of(Goal, day).filter(node_id__in=node_ids)
    parts = [
        # First the one with dates and amounts: PostgreSQL takes the others' types from it.
        _columns(own(Commitment), "commitment", "kind", "as_printed", "unit", has_span=True),
        _columns(own(OpenRole), "open", "as_printed", "role", "kind", "phase"),
        _columns(own(CrossReference), "cross", "target", "as_printed"),
        _columns(own(ExternalReference), "external", *pointed("programme"), "code"),
        _columns(own(StrategyLink), "strategy", *pointed("strategy")),
        _columns(own(UndertakingMeasure), "undertaking", *pointed("undertaking"), "sense"),
        _columns(goals, "goal", "key", f"title_{language}", has_measure=False),
    ]
    if day is not None:
        for tag, model in (("reference", Reference), ("shared", Undertaking)):
            named = rows_as_of(model, day).filter(plan_id=plan_id)
            words = (Cast("id", CharField()), "key", f"name_{language}")
            parts.append(_columns(named, tag, *words, has_measure=False))
    if language != "de":
        terms = rows_as_of(Term, day).filter(plan_id=plan_id)
        parts.append(_columns(terms, "term", "term", "en", has_measure=False))
    return parts[0].union(*parts[1:], all=True)


def _columns(
    rows: QuerySet[Any], tag: str, *fields: Any, has_measure: bool = True, has_span: bool = False
) -> QuerySet[Any]:
    """A queryset in the one shape that all of a union must have; absent columns are empty."""
    given = [F(field) if isinstance(field, str) else field for field in fields]
    words = {f"word_{i}": given[i] if i < len(given) else Value("") for i in range(4)}
    nothing = Value(None, DateField())
    shaped: QuerySet[Any] = (
        rows.order_by()
        .annotate(
            tag=Value(tag, CharField()),
            owner=F("measure_id") if has_measure else Value(None, IntegerField()),
            place=F("position"),
            **words,
            day_start=F("start") if has_span else nothing,
            day_end=F("end") if has_span else nothing,
            amount=F("value") if has_span else Value(None, FloatField()),
        )
        .values_list("tag", "owner", "place", *words, "day_start", "day_end", "amount")
    )
    return shaped
