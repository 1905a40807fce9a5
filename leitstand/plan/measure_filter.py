# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Which measures answer what a reader asked the list for, and what else could be asked. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from leitstand.core.languages import Language
from leitstand.core.search.analysis import words
from leitstand.core.search.folding import fold
from leitstand.core.search.queries import Fault, QueryWord, parse

if TYPE_CHECKING:  # the selectors call this module
    from leitstand.plan.selectors.measures import MeasureLine, RoleLine

SHORTEST_BEGINNING = 3


@dataclass(frozen=True, slots=True)
class MeasureFilter:
    """What a reader asked the list for; an empty field asks for nothing."""

    node: str = ""
    institution: str = ""
    role: str = ""
    phase: str = ""
    text: str = ""

    @property
    def asks_for_roles(self) -> bool:
        """Whether anything was asked of the measure's roles."""
        return bool(self.institution or self.role or self.phase)

    def meets(self, role: "RoleLine") -> bool:
        """Whether one role is all that was asked of roles."""
        return (
            self.institution in ("", role.institution.slug)
            and self.role in ("", role.kind)
            and self.phase in ("", role.phase)
        )

    def keeps_roles(self, line: "MeasureLine") -> bool:
        """Whether institution, role and phase meet in one role of the measure."""
        return not self.asks_for_roles or any(self.meets(role) for role in line.roles)


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """Which measures a text finds. ``fault``: why it cannot be asked, then it finds none.

    ``is_loose``: no measure has all words, so these have at least one. ``begun`` are words that
    nothing contains, taken for the beginning of a longer word.
    """

    keys: frozenset[str]
    fault: Fault | None = None
    is_loose: bool = False
    begun: tuple[str, ...] = ()


def text_answer(lines: Iterable["MeasureLine"], text: str, language: Language) -> TextAnswer:
    """The measures with every word of ``text``; where none has all, those with any of them.

    A word is found as the search finds it: "Flächen" in "Gewerbeflächen". One that stands in no
    measure may be the beginning of one that does.
    """
    asked = parse(text, language)
    if isinstance(asked, Fault):
        return TextAnswer(frozenset(), asked)
    said = {line.key: _said(line, language) for line in lines}
    found: list[set[str]] = []
    begun: list[str] = []
    for word in asked.words:
        keys = {key for key, (tokens, _plain) in said.items() if _answers(word, tokens)}
        if not keys and len(word.text) >= SHORTEST_BEGINNING:
            beginning = f" {fold(word.text)}"
            keys = {key for key, (_tokens, plain) in said.items() if beginning in plain}
            begun += [word.text] if keys else []
        found.append(keys)
    strict = set.intersection(*found)
    loose = set.union(*found)
    return TextAnswer(
        frozenset(strict or loose), is_loose=bool(loose) and not strict, begun=tuple(begun)
    )


def _answers(word: QueryWord, tokens: frozenset[str]) -> bool:
    return (
        not tokens.isdisjoint(word.tokens)
        or not tokens.isdisjoint(word.close)
        or any(tokens.issuperset(group) for group in word.groups)
    )


def _said(line: "MeasureLine", language: Language) -> tuple[frozenset[str], str]:
    """Everything that a measure says: its tokens, and its words folded, a blank before each.

    Institutions are called by their printed German names in either language.
    """
    own = _read(f"{line.label}\n{line.key}\n{line.title}\n{line.summary}", language)
    names = "\n".join(
        f"{role.institution.label}\n{role.institution.name}\n{role.as_printed}\n{role.phase}"
        f"\n{role.scope}"
        for role in line.roles
    )
    if not names:
        return own
    printed = _read(names, "de")
    return own[0] | printed[0], own[1] + printed[1]


# What a text says depends on the text alone; a plan has some hundred of them.
@lru_cache(maxsize=2_000)
def _read(text: str, language: Language) -> tuple[frozenset[str], str]:
    found = list(words(text, language))
    tokens = frozenset(token for word in found for token in word.tokens.everything)
    return tokens, "".join(f" {fold(word.text)}" for word in found)


@dataclass(frozen=True, slots=True)
class Choice:
    """The measures that are left, in order, and how many every other choice would leave.

    ``counts`` has for every filter but the text the number of measures by value, all other
    filters kept; parts count as one measure.
    """

    keys: tuple[str, ...]
    counts: Mapping[str, Mapping[str, int]]


def choice(
    lines: Sequence["MeasureLine"],
    asked: MeasureFilter,
    *,
    texts: Set[str] | None,
    branches: Callable[[int], Iterable[str]],
) -> Choice:
    """The keys of the measures that meet all of ``asked``.

    ``texts`` are the keys that its text finds, None where it has none. ``branches`` gives the keys
    of a node and of every node above it.
    """
    above = {node_id: frozenset(branches(node_id)) for node_id in {x.node_id for x in lines}}
    counted: dict[str, defaultdict[str, set[str]]] = {
        name: defaultdict(set) for name in ("node", "institution", "role", "phase")
    }
    nodes, institutions = counted["node"], counted["institution"]
    kinds, phases = counted["role"], counted["phase"]
    meets_others = [
        replace(asked, **{name: ""}).meets if asked.asks_for_roles else None
        for name in ("institution", "role", "phase")
    ]
    any_institution, any_kind, any_phase = meets_others
    kept: list[str] = []
    for line in lines:
        if texts is not None and line.key not in texts:
            continue
        branch = above[line.node_id]
        whole = line.whole
        is_held = asked.keeps_roles(line)
        if is_held:
            for key in branch:
                nodes[key].add(whole)
        if asked.node and asked.node not in branch:
            continue
        for role in line.roles:
            if any_institution is None or any_institution(role):
                institutions[role.institution.slug].add(whole)
            if any_kind is None or any_kind(role):
                kinds[role.kind].add(whole)
            if role.phase and (any_phase is None or any_phase(role)):
                phases[role.phase].add(whole)
        if is_held:
            kept.append(line.key)
    return Choice(
        tuple(kept),
        {
            name: {value: len(found) for value, found in one.items()}
            for name, one in counted.items()
        },
    )
