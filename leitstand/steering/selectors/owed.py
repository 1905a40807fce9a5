# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who owes what when a round opens, read from the plan as it stood on its reporting day."""

from dataclasses import dataclass

from leitstand.core.selectors import group_members, institution_ids
from leitstand.plan.selectors import measure_lines, plan_frame
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
    """What is owed in the round, in the order of the plan; 9 statements at most.

    Every lead of a measure or part owes an answer about the phase or scope that it leads. The lead
    of a group is owed by whoever is its member on the reporting day; an institution that also leads
    in its own name answers once. A group without members owes itself.
    """
    frame = plan_frame(asked.plan.slug, language="de", day=asked.reporting_on)
    asked_nodes = set(asked.scope)
    members = group_members(day=asked.reporting_on)
    ids = institution_ids()
    found: dict[tuple[str, str, str, int | None], Owed] = {}
    for line in measure_lines(frame):
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
