# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who leads what in a plan on a day: few statements, for holding two days against each other."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import F, IntegerField, QuerySet, Value

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.enums import RoleKind
from leitstand.plan.models import Measure, Role
from leitstand.plan.selectors.frame import PlanFrame, plan_frame
from leitstand.plan.selectors.measures import MeasureName


@dataclass(frozen=True, slots=True)
class LeadLine:
    """Who leads, for a phase and scope as printed; "" for all of the measure."""

    institution: InstitutionBrief
    phase: str
    scope: str


@dataclass(frozen=True, slots=True)
class LedPlan:
    """A plan's measures in printed order, with who leads each; both by the measure's key."""

    frame: PlanFrame
    names: dict[str, MeasureName]
    leads: dict[str, tuple[LeadLine, ...]]


def led_plan(
    slug: str, *, language: Language, day: dt.date | None = None, with_terms: bool = True
) -> LedPlan:
    """The measures and leads as they stood at the end of ``day``; 4 statements.

    One more for the words of phases and scopes where the language is not the plan's. Raises
    ``PlanNotFound``.
    """
    frame = plan_frame(slug, language=language, day=day, with_levels=False, with_terms=with_terms)
    rows = answers(_measures_and_leads, language, day=day, plan_id=frame.id)
    keys: dict[int, str] = {}
    names: dict[str, MeasureName] = {}
    roles = []
    for is_role, _place, measure_id, other_id, *words in sorted(rows, key=lambda row: row[:3]):
        if is_role:
            roles.append((measure_id, other_id, words))
            continue
        key, number, part, title = words
        keys[measure_id] = key
        whole = key.removesuffix(f".{part}") if part else key
        names[key] = MeasureName(key, whole, frame.label(other_id, number, part), title, other_id)
    briefs = institution_briefs({one[1] for one in roles}, language=language, day=day)
    leads: dict[str, tuple[LeadLine, ...]] = {}
    for measure_id, institution_id, (phase, scope, _number, _title) in roles:
        key = keys[measure_id]
        line = LeadLine(briefs[institution_id], phase, scope)
        leads[key] = (*leads.get(key, ()), line)
    return LedPlan(frame, names, leads)


def _measures_and_leads(
    language: Language, *, day: dt.date | None, plan_id: int
) -> QuerySet[Any, Any]:
    """Measures first: id, branch, key, number, part, title; then leads: measure, institution."""
    measures = rows_as_of(Measure, day).filter(plan_id=plan_id)
    roles = rows_as_of(Role, day).filter(plan_id=plan_id, kind=RoleKind.LEAD)
    return _shaped(
        measures, 0, ("id", "node_id"), ("key", "number", "part", f"title_{language}")
    ).union(_shaped(roles, 1, ("measure_id", "institution_id"), ("phase", "scope")), all=True)


def _shaped(
    rows: QuerySet[Any], is_role: int, ids: tuple[str, str], words: tuple[str, ...]
) -> QuerySet[Any, Any]:
    given = [*(F(one) for one in words), *(Value("") for _n in range(4 - len(words)))]
    named: dict[str, Any] = {f"word_{place}": one for place, one in enumerate(given)}
    shaped: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(
            tag=Value(is_role, IntegerField()),
            place=F("position"),
            first=F(ids[0]),
            second=F(ids[1]),
            **named,
        )
        .values_list("tag", "place", "first", "second", *named)
    )
    return shaped
