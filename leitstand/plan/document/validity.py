# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What must hold between the records of a document, beyond the shape of each.

Only what would make the plan unreadable is a mistake here: two things with one id, a pointer into
nothing, a circle. What is merely bad planning is for ``leitstand.plan.checks``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from rapidfuzz import process

from leitstand.plan.document.model import Measure, PlanDocument
from leitstand.plan.document.problems import Path, Place, Problem


def problems(document: PlanDocument, place: Place) -> tuple[Problem, ...]:
    """Every mistake between records, in document order, each with its place."""
    found = [
        *_repeated_ids(document),
        *_unknown_tree_ids(document),
        *_unknown_in_measures(document),
        *_joined_wrongly(document),
        *_unknown_elsewhere(document),
        *_circles(document),
        *_repeated_roles(document),
    ]
    return tuple(Problem(place(path), message) for path, message in found)


def _repeats(ids: Iterable[str], path: Path, name: str = "id") -> Iterator[tuple[Path, str]]:
    seen: dict[str, int] = {}
    for index, key in enumerate(ids):
        if key in seen:
            yield (
                (*path, index, name),
                _("„%(id)s“ gibt es schon. Jede Kennung darf nur einmal vorkommen.") % {"id": key},
            )
        seen[key] = index


def _repeated_ids(document: PlanDocument) -> Iterator[tuple[Path, str]]:
    yield from _repeats((n.id for n in document.nodes), ("nodes",))
    yield from _repeats((g.id for g in document.goals), ("goals",))
    yield from _repeats((i.id for i in document.institutions), ("institutions",))
    yield from _repeats((m.id for m in document.measures), ("measures",))
    plan = document.plan
    for name in ("strategies", "programmes", "own_rules", "undertakings"):
        yield from _repeats((item.id for item in getattr(plan, name)), ("plan", name))
    yield from _repeats((level.key for level in plan.levels), ("plan", "levels"), "key")
    yield from _repeats(
        (f"{term.kind}: {term.term}" for term in plan.terms), ("plan", "terms"), "term"
    )
    yield from _repeats(
        (str(edition.number) for edition in plan.editions),
        ("plan", "editions"),
        "number",
    )
    wholes = {m.whole for m in document.measures if m.part}
    for index, measure in enumerate(document.measures):
        if not measure.part and measure.id in wholes:
            yield (
                ("measures", index, "id"),
                _("Die Nummer %(id)s steht doppelt: einmal als Ganzes, einmal in Teilen.")
                % {"id": measure.id},
            )
    numbers = Counter((n.parent, n.number) for n in document.nodes if n.number)
    for index, node in enumerate(document.nodes):
        if node.number and numbers[(node.parent, node.number)] > 1:
            yield (
                ("nodes", index, "number"),
                _("Die Nummer %(number)s kommt unter „%(parent)s“ mehrfach vor.")
                % {"number": node.number, "parent": node.parent or document.plan.slug},
            )
    if sum(edition.is_this for edition in plan.editions) > 1:
        yield ("plan", "editions"), _("Nur eine Fassung kann „is_this“ sein.")


def _unknown(path: Path, kind: str, key: str, known: Iterable[str]) -> tuple[Path, str]:
    near = _nearest(key, known)
    hint = _(" Ist „%(near)s“ gemeint?") % {"near": near} if near else ""
    return path, _("%(kind)s „%(id)s“ ist nicht bekannt.") % {
        "kind": kind,
        "id": key,
    } + hint


def _nearest(key: str, known: Iterable[str]) -> str | None:
    best = process.extractOne(key, list(known), score_cutoff=75)
    return best[0] if best else None


def _unknown_tree_ids(document: PlanDocument) -> Iterator[tuple[Path, str]]:
    nodes = {n.id for n in document.nodes}
    levels = [level.key for level in document.plan.levels]
    for index, node in enumerate(document.nodes):
        if node.parent is not None and node.parent not in nodes:
            yield _unknown(("nodes", index, "parent"), _("Der Ast"), node.parent, nodes)
        if node.level not in levels:
            yield _unknown(("nodes", index, "level"), _("Die Ebene"), node.level, levels)
    for index, goal in enumerate(document.goals):
        if goal.node not in nodes:
            yield _unknown(("goals", index, "node"), _("Der Ast"), goal.node, nodes)
    for index, measure in enumerate(document.measures):
        if measure.node not in nodes:
            yield _unknown(("measures", index, "id"), _("Der Ast"), measure.node, nodes)


def _unknown_in_measures(document: PlanDocument) -> Iterator[tuple[Path, str]]:
    institutions = {i.id for i in document.institutions}
    strategies = {s.id for s in document.plan.strategies}
    programmes = {p.id for p in document.plan.programmes}
    for index, measure in enumerate(document.measures):
        at: Path = ("measures", index)
        for path, key in _institutions_of(measure):
            if key not in institutions:
                yield _unknown((*at, *path), _("Die Institution"), key, institutions)
        for number, strategy in enumerate(measure.strategies):
            if strategy not in strategies:
                yield _unknown(
                    (*at, "strategies", number),
                    _("Die Strategie"),
                    strategy,
                    strategies,
                )
        for number, reference in enumerate(measure.external_refs):
            if reference.programme not in programmes:
                path = (*at, "external_refs", number, "programme")
                yield _unknown(path, _("Das Programm"), reference.programme, programmes)


def _joined_wrongly(document: PlanDocument) -> Iterator[tuple[Path, str]]:
    """What joined later was decided on in the plan's term, by a known body, for a known goal."""
    goals = {goal.id for goal in document.goals}
    institutions = {i.id for i in document.institutions}
    period = document.plan.period
    for index, measure in enumerate(document.measures):
        if measure.joined is None:
            continue
        at: Path = ("measures", index, "joined")
        if measure.joined.goal not in goals:
            yield _unknown((*at, "goal"), _("Das Ziel"), measure.joined.goal, goals)
        if measure.joined.decided_by not in institutions:
            yield _unknown(
                (*at, "decided_by"), _("Die Institution"), measure.joined.decided_by, institutions
            )
        if not period.start <= measure.joined.decided_on <= period.end:
            yield (
                (*at, "decided_on"),
                _(
                    "Eine Maßnahme kommt nur während der Laufzeit hinzu: vom %(start)s bis zum"
                    " %(end)s."
                )
                % {"start": period.start, "end": period.end},
            )


def _institutions_of(measure: Measure) -> Iterator[tuple[Path, str]]:
    for index, role in enumerate(measure.roles):
        yield ("roles", index, "institution"), role.institution
        for number, mention in enumerate(role.mentions):
            yield (
                ("roles", index, "mentions", number, "institution"),
                mention.institution,
            )


def _unknown_elsewhere(document: PlanDocument) -> Iterator[tuple[Path, str]]:
    institutions = {i.id for i in document.institutions}
    measures = {m.id for m in document.measures}
    for index, institution in enumerate(document.institutions):
        at: Path = ("institutions", index)
        if institution.part_of is not None and institution.part_of not in institutions:
            yield _unknown(
                (*at, "part_of"),
                _("Die Institution"),
                institution.part_of,
                institutions,
            )
        for number, member in enumerate(institution.members):
            if member.institution not in institutions:
                path = (*at, "members", number, "institution")
                yield _unknown(path, _("Die Institution"), member.institution, institutions)
    for index, undertaking in enumerate(document.plan.undertakings):
        for number, item in enumerate(undertaking.measures):
            if item.measure not in measures:
                path = ("plan", "undertakings", index, "measures", number, "measure")
                yield _unknown(path, _("Die Maßnahme"), item.measure, measures)


def _circles(document: PlanDocument) -> Iterator[tuple[Path, str]]:
    trees: tuple[tuple[str, str, Mapping[str, tuple[str, ...]]], ...] = (
        (
            "nodes",
            "parent",
            {n.id: (n.parent,) if n.parent else () for n in document.nodes},
        ),
        (
            "institutions",
            "part_of",
            {i.id: (i.part_of,) if i.part_of else () for i in document.institutions},
        ),
        (
            "institutions",
            "members",
            {i.id: tuple(m.institution for m in i.members) for i in document.institutions},
        ),
    )
    for name, field, arrows in trees:
        circle = _circle(arrows)
        if circle:
            index = list(arrows).index(circle[0])
            yield (
                (name, index, field),
                _("Im Kreis verwiesen: %(circle)s. Bitte einen Verweis lösen.")
                % {"circle": " → ".join((*circle, circle[0]))},
            )


def _circle(arrows: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The first circle found, or nothing. Iterative: a hostile file may nest deeply."""
    done: set[str] = set()
    for start in arrows:
        path: list[str] = []
        stack: list[tuple[str, bool]] = [(start, False)]
        while stack:
            key, is_leaving = stack.pop()
            if is_leaving:
                path.pop()
                done.add(key)
            elif key in path:
                return tuple(path[path.index(key) :])
            elif key not in done:
                path.append(key)
                stack.append((key, True))
                stack.extend((target, False) for target in arrows.get(key, ()))
    return ()


def _repeated_roles(document: PlanDocument) -> Iterator[tuple[Path, str]]:
    for index, measure in enumerate(document.measures):
        at: Path = ("measures", index)
        roles = [(r.institution, r.role, r.phase, r.scope) for r in measure.roles]
        lists: dict[str, list[tuple[object, ...]]] = {
            "roles": list(roles),
            "open_roles": [(o.role, o.as_printed) for o in measure.open_roles],
            "external_refs": [(e.programme, e.code) for e in measure.external_refs],
            "cross_refs": [(c.target,) for c in measure.cross_refs],
            "strategies": [(s,) for s in measure.strategies],
            "commitments": [(c.kind, c.as_printed) for c in measure.commitments],
        }
        for name, keys in lists.items():
            yield from _same_twice((*at, name), keys)
        for number, role in enumerate(measure.roles):
            yield from _same_twice(
                (*at, "roles", number, "mentions"),
                [(m.institution, m.relation) for m in role.mentions],
            )
    for index, institution in enumerate(document.institutions):
        at = ("institutions", index)
        yield from _same_twice((*at, "names"), [(n.kind, n.text) for n in institution.names])
        yield from _same_twice(
            (*at, "members"),
            [(m.institution, m.valid_from) for m in institution.members],
        )
    for index, undertaking in enumerate(document.plan.undertakings):
        yield from _same_twice(
            ("plan", "undertakings", index, "measures"),
            [(item.measure,) for item in undertaking.measures],
        )


def _same_twice(path: Path, keys: list[tuple[object, ...]]) -> Iterator[tuple[Path, str]]:
    for number, key in enumerate(keys):
        if key in keys[:number]:
            words = ", ".join(str(part) for part in key if part is not None)
            yield (
                (*path, number),
                _("Dieser Eintrag steht schon da: %(words)s. Bitte einen der beiden entfernen.")
                % {"words": words},
            )
