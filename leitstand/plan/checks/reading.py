# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan document with the look-ups and turns of phrase that the checks share."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from django.utils.translation import get_language, ngettext

from leitstand.core.enums import NameKind
from leitstand.plan.document.model import (
    InstitutionDocument,
    InstitutionName,
    Level,
    Measure,
    Mention,
    OpenRole,
    OwnRule,
    PlanDocument,
    Role,
)
from leitstand.plan.enums import RoleKind
from leitstand.plan.labels import Labels, in_words, institution_label

Lines: TypeAlias = tuple[int, int]

MAX_PLACES = 6
"""More places than this would drown the sentence; the finding still carries them all."""


class Reading:
    """A document, ready to be asked; it changes nothing."""

    def __init__(self, document: PlanDocument) -> None:
        self.document = document
        self.labels = Labels(document)
        self.nodes = {node.id: node for node in document.nodes}
        self.institutions = {one.id: one for one in document.institutions}
        self.wholes: dict[str, list[Measure]] = {}
        for measure in document.measures:
            self.wholes.setdefault(measure.whole, []).append(measure)
        self._terms = {term.term: term.en for term in document.plan.terms}

    # --- the tree ---

    @property
    def node_levels(self) -> tuple[Level, ...]:
        """The levels of branches; the last two of a plan's levels are measure and part."""
        return self.document.plan.levels[:-2]

    @property
    def measure_level(self) -> Level | None:
        """The level of the measures."""
        levels = self.document.plan.levels
        return levels[-2] if len(levels) > 1 else None

    @property
    def part_level(self) -> Level | None:
        """The level of the parts of measures."""
        levels = self.document.plan.levels
        return levels[-1] if len(levels) > 1 else None

    def ancestors(self, node_id: str) -> tuple[str, ...]:
        """The node and every node above it, from the bottom up."""
        path: list[str] = []
        current: str | None = node_id
        while current is not None and current not in path:
            path.append(current)
            node = self.nodes.get(current)
            current = node.parent if node else None
        return tuple(path)

    def below(self, node_id: str) -> tuple[Measure, ...]:
        """The measures that hang on a node or on one below it."""
        return tuple(m for m in self.document.measures if node_id in self.ancestors(m.node))

    def measures_of(self, target: str) -> tuple[Measure, ...]:
        """The entries an id stands for: the measure, or the parts of a whole; may be none."""
        return tuple(m for m in self.document.measures if target in (m.id, m.whole))

    # --- the plan's own rules ---

    def own_rules(self, *checks: str) -> tuple[OwnRule, ...]:
        """The plan's own rules that point to one of these checks."""
        return tuple(rule for rule in self.document.plan.own_rules if rule.check in checks)

    # --- words ---

    def name(self, institution_id: str) -> str:
        """What readers know an institution by: the name that pages and lists show too."""
        institution = self.institutions.get(institution_id)
        return institution_label(institution) if institution else institution_id

    def names(self, institution_ids: Iterable[str]) -> str:
        """Several institutions in a sentence, each once."""
        return in_words([self.name(one) for one in dict.fromkeys(institution_ids)])

    def term(self, words: str) -> str:
        """A phase or scope as printed, or its English where that is active and known."""
        is_english = (get_language() or "de").startswith("en")
        return self._terms.get(words, words) if is_english else words

    # --- places ---

    @staticmethod
    def merged(lines: Iterable[Lines]) -> tuple[Lines, ...]:
        """The ranges in order, with overlapping and touching ones drawn together."""
        joined: list[Lines] = []
        for first, last in sorted(lines):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
            else:
                joined.append((first, last))
        return tuple(joined)

    @staticmethod
    def with_place(message: str, lines: Sequence[Lines]) -> str:
        """The message with the lines it rests on: "… (Zeilen 1374–1377)"."""
        if not lines:
            return message
        # "und 1 weitere Stelle" would be longer than the place itself.
        told = lines if len(lines) <= MAX_PLACES + 1 else lines[:MAX_PLACES]
        shown = [f"{a}" if a == b else f"{a}–{b}" for a, b in told]
        count = sum(b - a + 1 for a, b in lines)
        place = ngettext("Zeile %(lines)s", "Zeilen %(lines)s", count) % {"lines": ", ".join(shown)}
        rest = len(lines) - len(shown)
        if rest:
            place += ngettext(
                " und %(count)d weitere Stelle", " und %(count)d weitere Stellen", rest
            ) % {"count": rest}
        return f"{message} ({place})"


def certain_printed_names(
    institution: InstitutionDocument,
) -> tuple[InstitutionName, ...]:
    """The names the plan prints that are surely this institution's."""
    printed = (name for name in institution.names if name.kind == NameKind.PRINTED)
    return tuple(name for name in printed if not name.is_assumed)


def holders(roles: Iterable[Role]) -> tuple[str, ...]:
    """The institutions that hold these roles, each once, in printed order."""
    return tuple(dict.fromkeys(role.institution for role in roles))


def roles_of(measure: Measure, *kinds: RoleKind) -> tuple[Role, ...]:
    """The roles of these kinds in a measure."""
    return tuple(role for role in measure.roles if role.role in kinds)


def all_places(measure: Measure) -> tuple[Role | OpenRole, ...]:
    """Every place in a measure's structure, filled or open."""
    return (*measure.roles, *measure.open_roles)


def all_named(measure: Measure) -> tuple[Role | Mention, ...]:
    """Everything in a measure's structure that names an institution, in printed order."""
    named: list[Role | Mention] = []
    for role in measure.roles:
        named += [role, *role.mentions]
    return tuple(named)


def by_passage(
    measures: Iterable[Measure],
    alike: Callable[[Measure], object] = lambda _measure: None,
) -> list[list[Measure]]:
    """The measures drawn together where one passage of the plan ("I.–III.") speaks for several.

    ``alike`` keeps apart those that the same lines treat differently.
    """
    groups: dict[tuple[object, ...], list[Measure]] = {}
    for measure in measures:
        lines = measure.source and measure.source.structure_lines
        passage = (measure.node, lines, alike(measure)) if lines else (measure.id,)
        groups.setdefault(passage, []).append(measure)
    return list(groups.values())


def structure(measures: Iterable[Measure]) -> tuple[Lines, ...]:
    """The lines that give these measures their institutions; else the measures' own lines."""
    return tuple(m.source.structure_lines or m.source.lines for m in measures if m.source)


def body(measures: Iterable[Measure]) -> tuple[Lines, ...]:
    """The lines of the measures' own text."""
    return tuple(measure.source.lines for measure in measures if measure.source)


def passages(measures: Iterable[Measure]) -> tuple[Lines, ...]:
    """Every line the measures rest on, their own text and their structure."""
    some = tuple(measures)
    return (
        *body(some),
        *(m.source.structure_lines for m in some if m.source and m.source.structure_lines),
    )


def ids(measures: Iterable[Measure]) -> tuple[str, ...]:
    """The ids of measures, for a finding's subjects."""
    return tuple(measure.id for measure in measures)
