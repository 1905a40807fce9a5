# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Programmes outside the plan, and the codes under which they know its measures."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.plan.models import ExternalReference, Measure, Plan, Reference
from leitstand.plan.selectors.frame import PlanFrame


@dataclass(frozen=True, slots=True)
class OutsideCode:
    """A measure of the plan, and the programme that knows it by ``code``."""

    measure: str
    programme: str
    programme_name: str
    code: str


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme outside the plan, by its key in the plan."""

    key: str
    name: str


def outside_codes(frame: PlanFrame) -> tuple[OutsideCode, ...]:
    """The measures that another programme steers, in the order of the plan; one statement.

    The plan names a code for these; where it only mentions a programme, nothing is steered there.
    """
    rows = answers(_codes, frame.language, day=frame.day, plan_id=frame.id)
    return tuple(OutsideCode(*row) for row in rows)


def plan_programmes(plan: str, *, language: Language) -> tuple[Programme, ...]:
    """The programmes that the plan knows today, in its order; one statement."""
    rows = Reference.objects.filter(
        plan_id__in=Plan.objects.filter(slug=plan).values("id"), kind="programme"
    )
    return tuple(
        Programme(key, name)
        for key, name in rows.order_by("position").values_list("key", f"name_{language}")
    )


def _codes(language: Language, *, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    measures = rows_as_of(Measure, day).filter(plan_id=plan_id, id=OuterRef("measure_id"))
    named = rows_as_of(Reference, day).filter(plan_id=plan_id, id=OuterRef("programme_id"))
    rows: QuerySet[Any, Any] = (
        rows_as_of(ExternalReference, day)
        .filter(plan_id=plan_id)
        .exclude(code="")
        .annotate(
            measure_key=Subquery(measures.values("key")[:1]),
            place=Subquery(measures.values("position")[:1]),
            programme_key=Subquery(named.values("key")[:1]),
            programme_name=Subquery(named.values(f"name_{language}")[:1]),
        )
        .filter(measure_key__isnull=False, programme_key__isnull=False)
        .order_by("place", "position")
        .values_list("measure_key", "programme_key", "programme_name", "code")
    )
    return rows
