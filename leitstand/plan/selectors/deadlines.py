# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What other rooms need of a plan in a single statement: its name, and the deadlines it prints."""

import datetime as dt
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_day
from leitstand.plan.enums import CommitmentKind
from leitstand.plan.models import Commitment, Measure, Plan
from leitstand.plan.selectors.documents import PlanNotFound, plan_id_on


def plan_title(slug: str, *, language: Language, day: dt.date | None = None) -> str:
    """What the plan was called at the end of ``day``; one statement. Raises ``PlanNotFound``."""
    rows = answers(_titles, language, day=day, slug=slug)
    if not rows:
        plan_id_on(slug, day)  # says why
        raise PlanNotFound(slug)
    return str(rows[0][0])


def plan_deadlines(
    plan_id: int, *, day: dt.date | None = None
) -> dict[str, tuple[tuple[str, dt.date], ...]]:
    """Words and last day of every deadline that the plan prints, by measure; one statement."""
    found: dict[str, tuple[tuple[str, dt.date], ...]] = {}
    for key, as_printed, end in answers(_deadlines, day=day, plan_id=plan_id):
        found[key] = (*found.get(key, ()), (as_printed, as_day(end)))
    return found


def _titles(language: Language, *, day: dt.date | None, slug: str) -> QuerySet[Any, Any]:
    return rows_as_of(Plan, day).filter(slug=slug).values_list(f"title_{language}")


def _deadlines(*, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    keys = rows_as_of(Measure, day).filter(plan_id=plan_id, id=OuterRef("measure_id"))
    rows: QuerySet[Any, Any] = (
        rows_as_of(Commitment, day)
        .filter(kind=CommitmentKind.DEADLINE, end__isnull=False)
        .annotate(key=Subquery(keys.values("key")[:1]))
        .filter(key__isnull=False)
        .order_by("position")
        .values_list("key", "as_printed", "end")
    )
    return rows
