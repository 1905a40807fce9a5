# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""From selectors to what the interface tells of institutions, goals, nodes, findings, changes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from leitstand.core.journal import ChangeLine
from leitstand.core.selectors import MemberLine
from leitstand.plan.api import shapes_around as shapes
from leitstand.plan.api.reading import Tongue
from leitstand.plan.api.shapes import Answer
from leitstand.plan.checks import RULES, Finding, Severity
from leitstand.plan.selectors import (
    GoalLine,
    InstitutionLoad,
    InstitutionPage,
    MeasureLine,
    PlanFrame,
)
from leitstand.plan.selectors.institutions import HeldRole
from leitstand.ui.addresses import address


def institutions(frame: PlanFrame, loads: Iterable[InstitutionLoad]) -> shapes.Institutions:
    """All institutions with their load."""
    tongue = Tongue(frame)
    return {
        **tongue.answer(),
        "institutions": [
            {
                "id": load.institution.slug,
                "kind": load.institution.kind,
                "label": load.institution.label,
                "name": load.institution.name,
                "leads": load.leads,
                "joins": load.joins,
                "contributes": load.contributes,
                "total": load.total,
                "url": tongue.institution_url(load.institution.slug),
            }
            for load in loads
        ],
    }


def institution(frame: PlanFrame, found: InstitutionPage) -> shapes.Institution:
    """One institution with its roles."""
    tongue, card = Tongue(frame), found.card
    return {
        **tongue.answer(),
        "id": card.slug,
        "kind": card.kind,
        "label": card.label,
        "name": card.name,
        "note": card.note or None,
        "part_of": tongue.institution(card.part_of) if card.part_of else None,
        "names": [
            {
                "text": name.text,
                "kind": name.kind,  # type: ignore[typeddict-item]  # the database knows no other
                "lines": name.lines,
                "valid_from": name.valid_from,
                "valid_to": name.valid_to,
                "is_assumed": name.is_assumed,
            }
            for name in card.names
        ],
        "members": _memberships(tongue, card.members),
        "groups": _memberships(tongue, card.groups),
        "roles": [_held_role(tongue, role) for role in found.roles],
        "mentions": [_held_mention(tongue, role) for role in found.mentions],
    }


def _memberships(tongue: Tongue, lines: Iterable[MemberLine]) -> list[shapes.Membership]:
    return [
        {
            "institution": tongue.link(line.slug, line.label),
            "is_group": line.is_group,
            "valid_from": line.valid_from,
            "valid_to": line.valid_to,
            "basis": line.basis or None,
        }
        for line in lines
    ]


def _held_role(tongue: Tongue, role: HeldRole) -> shapes.HeldRole:
    return {
        "measure": role.measure_key,
        "measure_label": role.measure_label,
        "measure_title": role.measure_title,
        "url": tongue.measure_url(role.measure_key),
        "role": role.kind,  # type: ignore[typeddict-item]
        "phase": role.phase or None,
        "phase_label": tongue.words(role.phase),
        "scope": role.scope or None,
        "scope_label": tongue.words(role.scope),
        "as_printed": role.as_printed,
    }


def _held_mention(tongue: Tongue, role: HeldRole) -> shapes.HeldMention:
    return {
        "measure": role.measure_key,
        "measure_label": role.measure_label,
        "measure_title": role.measure_title,
        "url": tongue.measure_url(role.measure_key),
        "relation": role.relation,
        "holder": tongue.institution(role.holder) if role.holder else None,
        "as_printed": role.as_printed,
    }


def goals(frame: PlanFrame, found: Iterable[GoalLine], counts: Mapping[int, int]) -> shapes.Goals:
    """All goals with the number of measures of their branches."""
    tongue = Tongue(frame)
    return {
        **tongue.answer(),
        "goals": [
            {
                "id": goal.key,
                "letter": goal.letter or None,
                "title": goal.title,
                "summary": goal.summary,
                "node": frame.nodes[goal.node_id].key,
                "lines": goal.lines,
                "measure_count": counts.get(goal.node_id, 0),
                "url": tongue.goal_url(goal.key),
            }
            for goal in found
        ],
    }


def goal(frame: PlanFrame, found: GoalLine, lines: Iterable[MeasureLine]) -> shapes.Goal:
    """One goal with its measures."""
    tongue = Tongue(frame)
    return {
        **tongue.answer(),
        "id": found.key,
        "letter": found.letter or None,
        "title": found.title,
        "summary": found.summary,
        "node": frame.nodes[found.node_id].key,
        "lines": found.lines,
        "measures": tongue.measures(lines),
    }


def nodes(frame: PlanFrame, counts: Mapping[int, int]) -> shapes.Nodes:
    """The tree with the number of measures below each branch."""
    return {
        **Tongue(frame).answer(),
        "levels": [
            {"id": level.key, "name": level.name, "plural": level.plural} for level in frame.levels
        ],
        "nodes": [
            {
                "id": node.key,
                "level": node.level.key,
                "parent": None if node.parent_id is None else frame.nodes[node.parent_id].key,
                "number": node.number or None,
                "title": node.title,
                "summary": node.summary,
                "lines": node.lines,
                "measure_count": counts.get(node.id, 0),
            }
            for node in frame.nodes.values()
        ],
    }


def findings(answer: Answer, found: Sequence[Finding]) -> shapes.Findings:
    """The findings of a check."""
    titles = {rule.key: str(rule.title) for rule in RULES}
    counts = Counter(finding.severity for finding in found)
    return {
        **answer,
        "counts": {
            "breach": counts[Severity.BREACH],
            "warning": counts[Severity.WARNING],
            "notice": counts[Severity.NOTICE],
        },
        "findings": [
            {
                "rule": finding.rule,
                "title": titles[finding.rule],
                "severity": finding.severity.value,  # type: ignore[typeddict-item]
                "message": finding.message,
                "subjects": list(finding.subjects),
                "source_lines": list(finding.source_lines),
            }
            for finding in found
        ],
    }


# The things that have an address of their own, and what their list is called.
_LISTS = {"measure": "measures", "goal": "goals", "institution": "institutions"}


def change(line: ChangeLine, plan: str | None) -> shapes.ChangeItem:
    """A line of the journal; ``plan`` is the one that an institution's address leads through."""
    return {
        "plan": line.scope or None,
        "thing": line.thing,
        "id": line.key,
        "change": line.kind,
        "url": _change_url(line, plan),
        "holds_from": line.holds_from,
        "recorded_at": line.recorded_at,
        "act": line.act,
        "reason": line.reason or None,
        "records": list(line.records),
    }


def _change_url(line: ChangeLine, plan: str | None) -> str | None:
    slug = line.scope or plan
    if line.thing == "plan":
        return address("api:plan", plan=line.key)
    if slug is None or line.thing not in _LISTS:
        return None
    return f"{address(f'api:{_LISTS[line.thing]}', plan=slug)}/{line.key}"
