# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Plans as a register holds them: many a page, and what one says of itself."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.plan.models import (
    Edition,
    Goal,
    Level,
    Measure,
    Node,
    OwnRule,
    Participation,
    Plan,
    Reference,
)
from leitstand.plan.selectors.documents import PlanNotFound, plan_id_on
from leitstand.plan.selectors.frame import PlanCard, whole_measures


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition in the plan's line of editions."""

    number: int
    label: str
    year: int
    is_this: bool
    adopted_on: dt.date | None


@dataclass(frozen=True, slots=True)
class LevelFact:
    """A level of the tree, with the number of elements that the plan says it has."""

    key: str
    name: str
    plural: str
    declared_count: int | None


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A strategy or an outside programme that the plan builds on."""

    kind: str
    key: str
    name: str


@dataclass(frozen=True, slots=True)
class OwnRuleLine:
    """A rule that the plan sets for itself."""

    key: str
    statement: str
    check: str
    limit: int | None
    lines: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """What a plan says of itself. ``counts`` are nodes, goals, measures (not parts), institutions.

    ``publisher``, ``source_title`` and ``source_sha256`` are "" where the plan names none.
    """

    slug: str
    title: str
    city: str
    summary: str
    period: tuple[dt.date, dt.date]
    publisher: str
    source_title: str
    source_sha256: str
    editions: tuple[EditionLine, ...]
    levels: tuple[LevelFact, ...]
    references: tuple[ReferenceLine, ...]
    own_rules: tuple[OwnRuleLine, ...]
    counts: dict[str, int]


def plan_cards_after(
    slug: str, *, limit: int, language: Language, day: dt.date | None = None
) -> tuple[PlanCard, ...]:
    """At most ``limit`` plans whose slugs follow ``slug``, by slug; 3 statements."""
    rows = list(
        rows_as_of(Plan, day)
        .filter(slug__gt=slug)
        .order_by("slug")
        .values_list(
            "id", "slug", f"title_{language}", f"city_{language}", "period_start", "period_end"
        )[:limit]
    )
    ids = [row[0] for row in rows]
    measures = dict(
        rows_as_of(Measure, day)
        .filter(plan_id__in=ids)
        .order_by()
        .values_list("plan_id")
        .annotate(n=whole_measures())
    )
    members = dict(
        rows_as_of(Participation, day)
        .filter(plan_id__in=ids)
        .order_by()
        .values_list("plan_id")
        .annotate(n=Count("id"))
    )
    return tuple(
        PlanCard(slug, title, city, start, end, measures.get(row_id, 0), members.get(row_id, 0))
        for row_id, slug, title, city, start, end in rows
    )


def plan_facts(slug: str, *, language: Language, day: dt.date | None = None) -> PlanFacts:
    """What the plan said of itself at the end of ``day``; 6 statements.

    Raises :class:`PlanNotFound`.
    """
    head = (
        rows_as_of(Plan, day)
        .filter(slug=slug)
        .values_list(
            "id",
            f"title_{language}",
            f"city_{language}",
            f"summary_{language}",
            "period_start",
            "period_end",
            f"publisher_{language}",
            "source_title",
            "source_sha256",
        )
        .first()
    )
    if head is None:
        plan_id_on(slug, day)  # says why
        raise PlanNotFound(slug)
    plan_id, title, city, summary, start, end, publisher, source_title, source_sha256 = head

    def own(model: type[Edition] | type[Level] | type[Reference] | type[OwnRule]) -> QuerySet[Any]:
        rows = rows_as_of(model, day).filter(plan_id=plan_id)
        return rows.order_by("position")

    return PlanFacts(
        slug,
        title,
        city,
        summary,
        (start, end),
        publisher,
        source_title,
        source_sha256,
        tuple(
            EditionLine(*row)
            for row in own(Edition).values_list(
                "number", f"label_{language}", "year", "is_this", "adopted_on"
            )
        ),
        tuple(
            LevelFact(*row)
            for row in own(Level).values_list(
                "key", f"name_{language}", f"plural_{language}", "declared_count"
            )
        ),
        tuple(
            ReferenceLine(*row)
            for row in own(Reference).values_list("kind", "key", f"name_{language}")
        ),
        tuple(
            OwnRuleLine(key, statement, check, limit, (first, last))
            for key, statement, check, limit, first, last in own(OwnRule).values_list(
                "key", f"statement_{language}", "check_key", "limit", "lines_from", "lines_to"
            )
        ),
        _counts(plan_id, day),
    )


def _counts(plan_id: int, day: dt.date | None) -> dict[str, int]:
    """How much the plan has of everything; one statement."""
    asked = (
        ("nodes", Node, Count("id")),
        ("goals", Goal, Count("id")),
        ("measures", Measure, whole_measures()),
        ("institutions", Participation, Count("id")),
    )
    parts = [
        rows_as_of(model, day)
        .filter(plan_id=plan_id)
        .order_by()
        .values(what=Value(name, CharField()))
        .annotate(n=number)
        .values_list("what", "n")
        for name, model, number in asked
    ]
    return dict.fromkeys((name for name, _model, _number in asked), 0) | dict(
        parts[0].union(*parts[1:], all=True)
    )
