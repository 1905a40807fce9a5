# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Measures with their roles: all of a plan in a fixed number of statements."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.enums import RoleKind
from leitstand.plan.models import Measure, OpenRole, Role
from leitstand.plan.selectors.frame import PlanFrame


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
class MeasureFilter:
    """What a reader asked the list for; an empty field asks for nothing."""

    node: str = ""
    institution: str = ""
    role: str = ""
    phase: str = ""
    text: str = ""

    def keeps(self, line: MeasureLine, nodes: set[int] | None) -> bool:
        """Whether a measure answers all of it, with institution, role and phase in one role."""
        if nodes is not None and line.node_id not in nodes:
            return False
        if (self.institution or self.role or self.phase) and not any(
            self._meets(role) for role in line.roles
        ):
            return False
        words = self.text.casefold().split()
        if words:
            text = f"{line.label} {line.key} {line.title} {line.summary}".casefold()
            text += " ".join(
                f" {r.institution.label} {r.as_printed}" for r in line.roles
            ).casefold()
            return all(word in text for word in words)
        return True

    def _meets(self, role: RoleLine) -> bool:
        return (
            self.institution in ("", role.institution.slug)
            and self.role in ("", role.kind)
            and self.phase in ("", role.phase)
        )


def measure_lines(frame: PlanFrame) -> tuple[MeasureLine, ...]:
    """The plan's measures in printed order with roles and institutions; 4 statements."""
    day, own = frame.day, frame.id
    rows = answers(_measures, frame.language, day=day, plan_id=own)
    by_measure = roles_by_measure(frame)
    open_by_measure: dict[int, list[OpenRoleLine]] = {}
    for measure_id, *open_fields in answers(_opens, day=day, plan_id=own):
        open_by_measure.setdefault(measure_id, []).append(OpenRoleLine(*open_fields))
    return tuple(
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
