# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every tie of a plan between institutions and measures, in a fixed number of statements."""

from collections.abc import Mapping
from dataclasses import dataclass

from leitstand.core.history import rows_as_of
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.enums import TieKind
from leitstand.plan.models import Measure, Mention, Participation, Role
from leitstand.plan.selectors.frame import PlanFrame
from leitstand.plan.ties import Entry, Tie, Web


@dataclass(frozen=True, slots=True)
class PlanWeb:
    """The web of a plan. ``institutions`` are by slug, in the order of the plan; those without
    any tie are among them.
    """

    web: Web
    institutions: Mapping[str, InstitutionBrief]

    @property
    def kinds(self) -> dict[str, str]:
        """The kind of every institution."""
        return {slug: brief.kind for slug, brief in self.institutions.items()}


def plan_web(frame: PlanFrame) -> PlanWeb:
    """All measures, roles and mentions with their institutions; 5 statements."""
    day = frame.day
    members = list(
        rows_as_of(Participation, day)
        .filter(plan_id=frame.id)
        .order_by("position")
        .values_list("institution_id", flat=True)
    )
    entries = _entries(frame)
    roles = list(
        rows_as_of(Role, day)
        .filter(plan_id=frame.id)
        .order_by("measure_id", "position")
        .values_list("id", "measure_id", "institution_id", "kind", "phase", "scope", "as_printed")
    )
    mentions = list(
        rows_as_of(Mention, day)
        .filter(plan_id=frame.id)
        .order_by("role_id", "position")
        .values_list("role_id", "institution_id", "relation", "as_printed")
    )
    ids = {*members, *(row[2] for row in roles), *(row[1] for row in mentions)}
    briefs = institution_briefs(ids, language=frame.language, day=day)
    holders = {row[0]: row[1:] for row in roles}
    ties = [
        Tie(entries[measure_id], briefs[institution_id].slug, kind, phase, scope, as_printed)
        for _row_id, measure_id, institution_id, kind, phase, scope, as_printed in roles
    ]
    for role_id, institution_id, relation, as_printed in mentions:
        measure_id, holder, _kind, phase, scope, _words = holders[role_id]
        ties.append(
            Tie(
                entries[measure_id],
                briefs[institution_id].slug,
                str(TieKind.MENTION),
                phase,
                scope,
                as_printed,
                relation,
                briefs[holder].slug,
            )
        )
    ordered = [briefs[row_id] for row_id in dict.fromkeys((*members, *sorted(ids)))]
    return PlanWeb(
        Web(tuple(entries.values()), tuple(ties), tuple(ties)),
        {brief.slug: brief for brief in ordered},
    )


def _entries(frame: PlanFrame) -> dict[int, Entry]:
    """Measures and parts by row number, in printed order."""
    paths: dict[int, tuple[str, ...]] = {}
    found: dict[int, Entry] = {}
    for row_id, key, node_id, number, part, title in (
        rows_as_of(Measure, frame.day)
        .filter(plan_id=frame.id)
        .order_by("position")
        .values_list("id", "key", "node_id", "number", "part", f"title_{frame.language}")
    ):
        if node_id not in paths:
            paths[node_id] = tuple(node.key for node in frame.path(node_id))
        found[row_id] = Entry(
            key,
            key.removesuffix(f".{part}") if part else key,
            frame.label(node_id, number, part),
            title,
            paths[node_id],
        )
    return found
