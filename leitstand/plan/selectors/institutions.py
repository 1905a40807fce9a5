# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Institutions as a plan knows them: what each leads, joins and contributes to."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from leitstand.core.history import rows_as_of
from leitstand.core.selectors import (
    InstitutionBrief,
    InstitutionCard,
    institution_briefs,
    institution_card,
)
from leitstand.plan.enums import RoleKind
from leitstand.plan.models import Measure, Participation, Role
from leitstand.plan.selectors.frame import PlanFrame
from leitstand.plan.selectors.ties import PlanWeb, plan_web
from leitstand.plan.ties import Tie


@dataclass(frozen=True, slots=True)
class InstitutionLoad:
    """How many measures (parts counted as one measure) an institution has a role in, by kind.

    ``total`` counts each measure once, however many roles the institution holds in it.
    """

    institution: InstitutionBrief
    leads: int
    joins: int
    contributes: int
    total: int


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role seen from the institution: ``relation`` is set where it is only named beside.

    ``measure_whole`` is the id of the measure without its part.
    """

    measure_key: str
    measure_whole: str
    measure_label: str
    measure_title: str
    kind: str
    phase: str
    scope: str
    as_printed: str
    relation: str = ""
    holder: InstitutionBrief | None = None


@dataclass(frozen=True, slots=True)
class InstitutionPage:
    """An institution in a plan. ``known`` is the web that it is part of."""

    card: InstitutionCard
    roles: tuple[HeldRole, ...]
    mentions: tuple[HeldRole, ...]
    known: PlanWeb

    def of_kind(self, kind: str) -> tuple[HeldRole, ...]:
        """The roles of one kind, in the order of the plan."""
        return tuple(role for role in self.roles if role.kind == kind)


def institution_loads(frame: PlanFrame) -> tuple[InstitutionLoad, ...]:
    """All institutions of the plan with their load, most measures first; 4 statements."""
    members = list(
        rows_as_of(Participation, frame.day)
        .filter(plan_id=frame.id)
        .order_by("position")
        .values_list("institution_id", flat=True)
    )
    briefs = institution_briefs(None, language=frame.language, day=frame.day)
    wholes = {
        row_id: (node_id, number)
        for row_id, node_id, number in rows_as_of(Measure, frame.day)
        .filter(plan_id=frame.id)
        .values_list("id", "node_id", "number")
    }
    held = {
        (institution_id, kind, wholes[measure_id])
        for institution_id, kind, measure_id in rows_as_of(Role, frame.day)
        .filter(plan_id=frame.id)
        .values_list("institution_id", "kind", "measure_id")
    }
    by_kind = Counter((institution_id, kind) for institution_id, kind, _whole in held)
    total = Counter(i for i, _whole in {(i, whole) for i, _kind, whole in held})
    loads = [
        InstitutionLoad(
            briefs[i],
            by_kind[(i, RoleKind.LEAD)],
            by_kind[(i, RoleKind.JOINT)],
            by_kind[(i, RoleKind.CONTRIBUTOR)],
            total[i],
        )
        for i in members
    ]
    return tuple(sorted(loads, key=lambda load: (-load.total, load.institution.label.casefold())))


def institution_page(frame: PlanFrame, slug: str) -> InstitutionPage | None:
    """One institution of the plan with every role, or nothing; at most 9 statements."""
    card = institution_card(slug, language=frame.language, day=frame.day)
    if card is None:
        return None
    known = plan_web(frame)
    own = sorted(
        (tie for tie in known.web.ties if tie.institution == slug),
        key=lambda tie: (known.web.places[tie.entry.key], tie.kind, tie.phase, tie.scope),
    )
    return InstitutionPage(
        card,
        tuple(_held(known, tie) for tie in own if tie.is_role),
        tuple(_held(known, tie) for tie in own if not tie.is_role),
        known,
    )


def _held(known: PlanWeb, tie: Tie) -> HeldRole:
    return HeldRole(
        tie.entry.key,
        tie.entry.whole,
        tie.entry.label,
        tie.entry.title,
        tie.kind,
        tie.phase,
        tie.scope,
        tie.as_printed,
        tie.relation,
        known.institutions[tie.holder] if tie.holder else None,
    )


def measures_led_by(slug: str, institutions: Collection[str]) -> frozenset[str]:
    """The ids of the measures and parts that one of the institutions leads today; one statement.

    A lead for one phase or scope counts. An institution leads what its group leads only where it
    holds that role itself.
    """
    return frozenset(
        Role.objects.filter(
            plan__slug=slug, kind=RoleKind.LEAD, institution__slug__in=list(institutions)
        ).values_list("measure__key", flat=True)
    )
