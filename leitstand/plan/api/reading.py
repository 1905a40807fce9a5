# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""From what selectors give to what the interface tells. Nothing here reads the database."""

from collections.abc import Iterable

from leitstand.core.selectors import InstitutionBrief
from leitstand.plan.api import shapes
from leitstand.plan.selectors import MeasureLine, MeasurePage, PlanCard, PlanFacts, PlanFrame
from leitstand.plan.selectors.measure_page import FullRole, MeasureEntry
from leitstand.plan.selectors.measure_page import Pointer as PointerLine
from leitstand.plan.selectors.measures import OpenRoleLine, RoleLine
from leitstand.ui.addresses import address


class Tongue:
    """Says what belongs to one plan: its addresses, and its words in the reader's language.

    An address is put together from its list's, which is worked out once: ``reverse`` for each of
    a thousand links would cost more than all the rest.
    """

    def __init__(self, frame: PlanFrame) -> None:
        self.frame = frame
        self._measures = address("api:measures", plan=frame.slug)
        self._goals = address("api:goals", plan=frame.slug)
        self._institutions = address("api:institutions", plan=frame.slug)
        self._links: dict[str, shapes.InstitutionLink] = {}

    def answer(self) -> shapes.Answer:
        """What the answer begins with."""
        frame = self.frame
        return {"plan": frame.slug, "stand": frame.day, "language": frame.language}

    def measure_url(self, key: str) -> str:
        """Where a measure stands."""
        return f"{self._measures}/{key}"

    def goal_url(self, key: str) -> str:
        """Where a goal stands."""
        return f"{self._goals}/{key}"

    def institution_url(self, slug: str) -> str:
        """Where an institution stands, as this plan knows it."""
        return f"{self._institutions}/{slug}"

    def institution(self, brief: InstitutionBrief) -> shapes.InstitutionLink:
        """The institution, made once for all of its roles."""
        return self.link(brief.slug, brief.label)

    def link(self, slug: str, label: str) -> shapes.InstitutionLink:
        """An institution by slug and shortest name."""
        found = self._links.get(slug)
        if found is None:
            found = {"id": slug, "label": label, "url": self.institution_url(slug)}
            self._links[slug] = found
        return found

    def words(self, term: str) -> str | None:
        """A printed phase or scope in the reader's language."""
        return self.frame.in_words(term) if term else None

    def role(self, line: RoleLine) -> shapes.Role:
        """A role as the list tells it."""
        return {
            "institution": self.institution(line.institution),
            "role": line.kind,  # type: ignore[typeddict-item]  # the database knows no other
            "phase": line.phase or None,
            "phase_label": self.words(line.phase),
            "scope": line.scope or None,
            "scope_label": self.words(line.scope),
            "as_printed": line.as_printed,
        }

    def open_role(self, line: OpenRoleLine) -> shapes.OpenRole:
        """A place that the plan leaves open."""
        return {
            "as_printed": line.as_printed,
            "role": line.role,  # type: ignore[typeddict-item]
            "kind": line.kind,  # type: ignore[typeddict-item]
            "phase": line.phase or None,
            "phase_label": self.words(line.phase),
        }

    def measures(self, lines: Iterable[MeasureLine]) -> list[shapes.MeasureItem]:
        """Measures as a list tells them."""
        nodes = self.frame.nodes
        return [
            {
                "id": line.key,
                "whole": line.whole,
                "label": line.label,
                "number": line.number,
                "part": line.part or None,
                "title": line.title,
                "summary": line.summary,
                "node": nodes[line.node_id].key,
                "url": self.measure_url(line.key),
                "roles": [self.role(role) for role in line.roles],
                "open_roles": [self.open_role(role) for role in line.open_roles],
            }
            for line in lines
        ]

    def entry(self, entry: MeasureEntry) -> shapes.MeasureEntry:
        """A measure or part in full."""
        details = entry.details
        return {
            "id": entry.key,
            "label": entry.label,
            "number": entry.number,
            "part": entry.part or None,
            "title": entry.title,
            "summary": entry.summary,
            "remark": entry.remark or None,
            "source": {
                "lines": entry.lines,
                "structure_lines": entry.structure_lines,
                "page": entry.page,
            }
            if entry.lines
            else None,
            "joined": {
                "decided_on": entry.joined.decided_on,
                "decided_by": entry.joined.decided_by.slug,
                "goal": entry.joined.goal.key,
                "decision": entry.joined.decision or None,
            }
            if entry.joined
            else None,
            "roles": [self._full_role(role) for role in details.roles],
            "open_roles": [self.open_role(role) for role in details.open_roles],
            "commitments": [
                {
                    "kind": item.kind,  # type: ignore[typeddict-item]
                    "as_printed": item.as_printed,
                    "start": item.start,
                    "end": item.end,
                    "value": item.value,
                    "unit": item.unit or None,
                }
                for item in details.commitments
            ],
            "cross_references": _pointers(details.cross_refs),
            "external_references": _pointers(details.external_refs),
            "strategies": _pointers(details.strategies),
            "undertakings": _pointers(details.undertakings),
        }

    def _full_role(self, role: FullRole) -> shapes.FullRole:
        mentions: list[shapes.Mention] = [
            {
                "institution": self.institution(mention.institution),
                "relation": mention.relation,  # type: ignore[typeddict-item]
                "as_printed": mention.as_printed,
            }
            for mention in role.mentions
        ]
        return {**self.role(role.line), "mentions": mentions}


def _pointers(found: Iterable[PointerLine]) -> list[shapes.Pointer]:
    return [{"id": one.key, "name": one.name, "detail": one.detail or None} for one in found]


def measure(found: MeasurePage, key: str) -> shapes.Measure:
    """One measure, or all parts of it."""
    tongue, frame, first = Tongue(found.frame), found.frame, found.entries[0]
    is_in_parts = len(found.entries) > 1
    return {
        **tongue.answer(),
        "id": key if is_in_parts else first.key,
        "label": frame.label(first.node_id, first.number, "" if is_in_parts else first.part),
        "path": [{"id": node.key, "name": node.name} for node in frame.path(first.node_id)],
        "goals": [
            {"id": goal.key, "title": goal.name, "url": tongue.goal_url(goal.key)}
            for goal in found.goals
        ],
        "entries": [tongue.entry(entry) for entry in found.entries],
    }


def plan_item(card: PlanCard) -> shapes.PlanItem:
    """A plan in the list of plans."""
    return {
        "id": card.slug,
        "title": card.title,
        "city": card.city,
        "period": {"start": card.period_start, "end": card.period_end},
        "measure_count": card.measure_count,
        "institution_count": card.institution_count,
        "url": address("api:plan", plan=card.slug),
    }


LISTS = ("measures", "institutions", "goals", "nodes", "findings")


def plan(facts: PlanFacts, answer: shapes.Answer) -> shapes.Plan:
    """One plan."""
    start, end = facts.period
    return {
        **answer,
        "title": facts.title,
        "city": facts.city,
        "summary": facts.summary,
        "period": {"start": start, "end": end},
        "publisher": facts.publisher or None,
        "source": {
            "title": facts.source_title or None,
            "sha256": facts.source_sha256 or None,
        },
        "counts": facts.counts,  # type: ignore[typeddict-item]
        "editions": [
            {
                "number": one.number,
                "label": one.label,
                "year": one.year,
                "is_this": one.is_this,
                "adopted_on": one.adopted_on,
            }
            for one in facts.editions
        ],
        "levels": [
            {
                "id": level.key,
                "name": level.name,
                "plural": level.plural,
                "declared_count": level.declared_count,
            }
            for level in facts.levels
        ],
        "references": [
            {"kind": one.kind, "id": one.key, "name": one.name}  # type: ignore[typeddict-item]
            for one in facts.references
        ],
        "own_rules": [
            {
                "id": rule.key,
                "statement": rule.statement,
                "check": rule.check or None,
                "limit": rule.limit,
                "lines": rule.lines,
            }
            for rule in facts.own_rules
        ],
        "links": {name: address(f"api:{name}", plan=facts.slug) for name in LISTS},
    }
