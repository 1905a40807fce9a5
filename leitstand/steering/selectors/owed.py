# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who owes what when a round opens, read from the plan as it stood on its reporting day."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from leitstand.core.selectors import group_members, institution_ids
from leitstand.plan.selectors import MeasureLine, PlanFrame, measure_lines, plan_frame
from leitstand.steering.models import ReportingRound


@dataclass(frozen=True, slots=True)
class Owed:
    """One answer that somebody owes. ``institution`` and ``via`` are row numbers.

    ``institution`` is None where nobody leads; ``via`` is the group whose lead fans out.
    """

    measure: str
    phase: str
    scope: str
    institution: int | None
    via: int | None


def owed_in(asked: ReportingRound) -> tuple[Owed, ...]:
    """What is owed in the round, in the order of the plan; 8 statements at most."""
    frame = plan_frame(
        asked.plan.slug, language="de", day=asked.reporting_on, with_levels=False, with_terms=False
    )
    return owed_of(frame, measure_lines(frame), scope=asked.scope, day=asked.reporting_on)


def owed_of(
    frame: PlanFrame, lines: Iterable[MeasureLine], *, scope: Collection[str], day: dt.date
) -> tuple[Owed, ...]:
    """What is owed about these measures of the plan, as far as they lie in ``scope``; 2 statements.

    Every lead of a measure or part owes an answer about the phase or scope that it leads. The lead
    of a group is owed by whoever is its member on the day; an institution that also leads in its
    own name answers once. A group without members owes itself.
    """
    asked_nodes = set(scope)
    members = group_members(day=day)
    ids = institution_ids()
    found: dict[tuple[str, str, str, int | None], Owed] = {}
    for line in lines:
        if asked_nodes and asked_nodes.isdisjoint(node.key for node in frame.path(line.node_id)):
            continue
        if not line.leads:
            found[(line.key, "", "", None)] = Owed(line.key, "", "", None, None)
        named = {
            (role.phase, role.scope, ids[role.institution.slug])
            for role in line.leads
            if ids[role.institution.slug] not in members
        }
        for role in line.leads:
            lead = ids[role.institution.slug]
            for member in members.get(lead, (lead,)):
                place = (line.key, role.phase, role.scope, member)
                if member != lead and place[1:] in named:
                    continue
                via = lead if member != lead else None
                found.setdefault(place, Owed(*place, via))
    return tuple(found.values())
