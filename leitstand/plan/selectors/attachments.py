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
from functools import lru_cache
from typing import Any

from django.db import connection
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
from django.utils.dateparse import parse_date

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
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

# Row numbers are positive, so a negative number can stand for "the request's n-th".
_PLAN, _MEASURES, _NODES = -1, -1_000, -2_000


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
    if frame.day is None:
        sql, params = _statement(frame.language, len(measure_ids), len(node_ids), connection.vendor)
        known = {_PLAN: frame.id}
        known |= {_MEASURES - i: row_id for i, row_id in enumerate(measure_ids)}
        known |= {_NODES - i: row_id for i, row_id in enumerate(node_ids)}
        with connection.cursor() as cursor:
            cursor.execute(sql, [known.get(p, p) if isinstance(p, int) else p for p in params])
            rows = cursor.fetchall()
    else:
        rows = _with_names_of_the_day(
            list(_union(frame.language, frame.id, measure_ids, node_ids, frame.day)), frame
        )
    found = [
        Attachment(row[0], row[1] or 0, row[2], row[3:7], _day(row[7]), _day(row[8]), row[9])
        for row in rows
    ]
    return sorted(found, key=lambda row: (row.tag, row.position))


def _with_names_of_the_day(rows: list[Any], frame: PlanFrame) -> list[Any]:
    """Row numbers of strategies, programmes and undertakings replaced by key and name.

    A join would give the names of today, or lose what has gone since.
    """
    names = {
        tags: {
            str(row_id): words
            for row_id, *words in rows_as_of(model, frame.day)
            .filter(plan_id=frame.id)
            .values_list("id", "key", f"name_{frame.language}")
        }
        for tags, model in ((("external", "strategy"), Reference), (("undertaking",), Undertaking))
    }
    told = []
    for row in rows:
        known = next((found for tags, found in names.items() if row[0] in tags), None)
        told.append(row if known is None else (*row[:3], *known[row[3]], *row[5:]))
    return told


def _day(value: Any) -> dt.date | None:
    """SQLite gives text where the column of a union has lost its type."""
    return parse_date(value) if isinstance(value, str) else value


@lru_cache(maxsize=256)
def _statement(
    language: Language, measures: int, nodes: int, _vendor: str
) -> tuple[str, tuple[Any, ...]]:
    union = _union(
        language,
        _PLAN,
        [_MEASURES - i for i in range(measures)],
        [_NODES - i for i in range(nodes)],
        None,
    )
    return union.query.sql_with_params()


def _union(
    language: Language,
    plan_id: int,
    measure_ids: Sequence[int],
    node_ids: Sequence[int],
    day: dt.date | None,
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
