# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Measures with their roles: all of a plan in a fixed number of statements."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.enums import RoleKind
from leitstand.plan.measure_filter import MeasureFilter, TextAnswer, choice, text_answer
from leitstand.plan.models import Measure, OpenRole, Plan, Role
from leitstand.plan.selectors.frame import PlanFrame, whole_measures


@dataclass(frozen=True, slots=True)
class RoleLine:
    """One role. ``phase`` and ``scope`` are the plan's printed words, "" where it has none."""

    institution: InstitutionBrief
    kind: str
    phase: str
    scope: str
    as_printed: str


@dataclass(frozen=True, slots=True)
class OpenRoleLine:
    """A place that the plan leaves open."""

    as_printed: str
    role: str
    kind: str
    phase: str


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """A measure, or one part of it, as a list shows it. ``whole`` is the id without the part."""

    key: str
    whole: str
    label: str
    number: str
    part: str
    title: str
    summary: str
    node_id: int
    roles: tuple[RoleLine, ...]
    open_roles: tuple[OpenRoleLine, ...]

    def of_kind(self, kind: str) -> tuple[RoleLine, ...]:
        """The roles of one kind, in printed order."""
        return tuple(role for role in self.roles if role.kind == kind)

    @property
    def leads(self) -> tuple[RoleLine, ...]:
        """Who leads, whether for the whole or for a phase or scope."""
        return self.of_kind(RoleKind.LEAD)


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """What the list answers; ``all_lines`` are the plan's, ``text`` None where none was asked."""

    lines: tuple[MeasureLine, ...]
    all_lines: tuple[MeasureLine, ...]
    counts: Mapping[str, Mapping[str, int]]
    text: TextAnswer | None


def measure_answer(frame: PlanFrame, asked: MeasureFilter) -> MeasureAnswer:
    """The measures that meet all of ``asked``, in printed order; 4 statements."""
    lines = measure_lines(frame)
    text = text_answer(lines, asked.text, frame.language) if asked.text else None
    found = choice(
        lines,
        asked,
        texts=text.keys if text else None,
        branches=lambda node_id: [node.key for node in frame.path(node_id)],
    )
    kept = set(found.keys)
    return MeasureAnswer(
        tuple(line for line in lines if line.key in kept), lines, found.counts, text
    )


def measure_lines(frame: PlanFrame) -> tuple[MeasureLine, ...]:
    """The plan's measures in printed order with roles and institutions; 4 statements."""
    day, own = frame.day, frame.id
    rows = answers(_measures, frame.language, day=day, plan_id=own)
    by_measure = roles_by_measure(frame)
    open_by_measure: dict[int, list[OpenRoleLine]] = {}
    for measure_id, *open_fields in answers(_opens, day=day, plan_id=own):
        open_by_measure.setdefault(measure_id, []).append(OpenRoleLine(*open_fields))
    lines = tuple(
        MeasureLine(
            key,
            key.removesuffix(f".{part}") if part else key,
            frame.label(node_id, number, part),
            number,
            part,
            title,
            summary,
            node_id,
            tuple(by_measure.get(row_id, ())),
            tuple(open_by_measure.get(row_id, ())),
        )
        for row_id, key, node_id, number, part, title, summary in rows
    )
    # What joined later stands last in the plan, and in its own field here.
    places = {node_id: place for place, node_id in enumerate(dict.fromkeys(row[2] for row in rows))}
    return tuple(sorted(lines, key=lambda line: places[line.node_id]))


@dataclass(frozen=True, slots=True)
class MeasureName:
    """What a measure or part is called. ``whole`` is the id without the part."""

    key: str
    whole: str
    label: str
    title: str
    node_id: int


def measure_names(frame: PlanFrame) -> dict[str, MeasureName]:
    """Every measure and part by its id, in printed order; one statement."""
    rows = answers(_measures, frame.language, day=frame.day, plan_id=frame.id)
    return {
        key: MeasureName(
            key,
            key.removesuffix(f".{part}") if part else key,
            frame.label(node_id, number, part),
            title,
            node_id,
        )
        for _row_id, key, node_id, number, part, title, _summary in rows
    }


def measure_keys(slug: str, *, day: dt.date | None = None) -> frozenset[str]:
    """The ids of all measures and parts of the plan as it stood on ``day``; one statement."""
    rows = rows_as_of(Measure, day).filter(plan_id__in=Plan.objects.filter(slug=slug).values("id"))
    return frozenset(rows.values_list("key", flat=True))


def measure_counts(frame: PlanFrame) -> Counter[int]:
    """How many measures, parts not counted, hang on each branch or below it; one statement."""
    own = (
        rows_as_of(Measure, frame.day)
        .filter(plan_id=frame.id)
        .order_by()
        .values_list("node_id")
        .annotate(n=whole_measures())
    )
    counts: Counter[int] = Counter()
    for node_id, number in own:
        for node in frame.path(node_id):
            counts[node.id] += number
    return counts


def roles_by_measure(frame: PlanFrame) -> dict[int, list[RoleLine]]:
    """The roles of the plan by measure, in printed order; 2 statements."""
    rows = answers(_roles, day=frame.day, plan_id=frame.id)
    briefs = institution_briefs({row[1] for row in rows}, language=frame.language, day=frame.day)
    found: dict[int, list[RoleLine]] = {}
    for measure_id, institution_id, kind, phase, scope, as_printed in rows:
        found.setdefault(measure_id, []).append(
            RoleLine(briefs[institution_id], kind, phase, scope, as_printed)
        )
    return found


def _measures(language: Language, *, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    words = (f"title_{language}", f"summary_{language}")
    found = rows_as_of(Measure, day).filter(plan_id=plan_id).order_by("position")
    return found.values_list("id", "key", "node_id", "number", "part", *words)


def _roles(*, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    found = rows_as_of(Role, day).filter(plan_id=plan_id).order_by("measure_id", "position")
    return found.values_list("measure_id", "institution_id", "kind", "phase", "scope", "as_printed")


def _opens(*, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    found = rows_as_of(OpenRole, day).filter(plan_id=plan_id).order_by("position")
    return found.values_list("measure_id", "as_printed", "role", "kind", "phase")
