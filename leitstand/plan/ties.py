# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The web of a plan: which institution is bound to which measure, and what follows. Pure.

Everything is counted in measures; parts of a measure count as one. Two institutions share a measure
where both hold a role in the same measure or in the same part of it. A mention is no role: it is
shown and counted by itself. A group is a row of its own and does not stand for its members.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from leitstand.plan.enums import TieKind

# Plain strings: asking an enum thousands of times costs more than the counting.
LEAD, JOINT, CONTRIBUTOR, MENTION = KINDS = tuple(str(kind) for kind in TieKind.values)
STRENGTH = {kind: place for place, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure or one part of it. ``path`` are the keys of the nodes above it, trunk first."""

    key: str
    whole: str
    label: str
    title: str
    path: tuple[str, ...]

    @property
    def field(self) -> str:
        """The branch at the trunk: the field of action."""
        return self.path[0]


@dataclass(frozen=True, slots=True)
class Tie:
    """One institution bound to one entry. ``holder`` holds the role that a mention stands beside.

    ``relation`` says how a mention stands to the holder; both are empty for a role.
    """

    entry: Entry
    institution: str
    kind: str
    phase: str = ""
    scope: str = ""
    as_printed: str = ""
    relation: str = ""
    holder: str = ""

    @property
    def is_role(self) -> bool:
        """Whether the institution holds a role of its own."""
        return self.kind != MENTION


@dataclass(frozen=True, slots=True)
class TieFilter:
    """What a reader asked for. Branch and institution choose measures, kind and role choose ties.

    ``institution`` chooses the measures that it has a role in; those that name it, if it has none.
    Its ties stay whatever ``kind`` is asked for: the others are seen beside it.
    """

    node: str = ""
    institution: str = ""
    kind: str = ""
    role: str = ""


@dataclass(frozen=True)
class Web:
    """Measures in printed order with the ties that are shown.

    ``every_tie`` are all ties of these measures, asked for or not: who leads a measure does not
    depend on what is shown of it.
    """

    entries: tuple[Entry, ...]
    ties: tuple[Tie, ...]
    every_tie: tuple[Tie, ...]

    @cached_property
    def roles(self) -> tuple[Tie, ...]:
        """The shown ties that are roles."""
        return tuple(tie for tie in self.ties if tie.kind != MENTION)

    @cached_property
    def places(self) -> dict[str, int]:
        """Where in the order of the plan each entry stands."""
        return {entry.key: place for place, entry in enumerate(self.entries)}

    @cached_property
    def in_order(self) -> tuple[Tie, ...]:
        """The shown ties in the order of the plan."""
        places = self.places
        return tuple(sorted(self.ties, key=lambda tie: places[tie.entry.key]))

    @cached_property
    def bound(self) -> Counter[str]:
        """How many institutions hold a shown role in each entry."""
        return Counter(entry for _who, entry in {(t.institution, t.entry.key) for t in self.roles})


def chosen(web: Web, asked: TieFilter, kinds: dict[str, str]) -> Web:
    """The part of the web that was asked for. ``kinds`` has the kind of every institution."""
    if asked == TieFilter():
        return web
    entries = web.entries
    if asked.node:
        entries = tuple(entry for entry in entries if asked.node in entry.path)
    if asked.institution:
        own = [tie for tie in web.every_tie if tie.institution == asked.institution]
        keys = {tie.entry.key for tie in own if tie.is_role} or {tie.entry.key for tie in own}
        entries = tuple(entry for entry in entries if entry.key in keys)
    keys = {entry.key for entry in entries}
    every_tie = tuple(tie for tie in web.every_tie if tie.entry.key in keys)
    ties = every_tie
    if asked.role:
        ties = tuple(tie for tie in ties if tie.kind == asked.role)
    if asked.kind:
        ties = tuple(
            tie
            for tie in ties
            if kinds[tie.institution] == asked.kind or tie.institution == asked.institution
        )
    return Web(entries, ties, every_tie)


@dataclass(frozen=True, slots=True)
class Load:
    """In how many measures an institution has which role. ``total`` counts each measure once.

    ``mentions`` are measures that name it without a role; ``fields`` those it has a role in, in
    the order of the plan, or is named in where it has none.
    """

    institution: str
    leads: int
    joins: int
    contributes: int
    mentions: int
    total: int
    fields: tuple[str, ...]


def loads(web: Web) -> tuple[Load, ...]:
    """Every institution with a shown tie, most measures first, then in the order of the plan."""
    held: dict[str, dict[str, set[str]]] = {}
    fields: dict[str, dict[str, None]] = defaultdict(dict)
    with_role = {tie.institution for tie in web.roles}
    for tie in web.in_order:
        by_kind = held.setdefault(tie.institution, {kind: set() for kind in KINDS})
        by_kind[tie.kind].add(tie.entry.whole)
        if tie.kind != MENTION or tie.institution not in with_role:
            fields[tie.institution][tie.entry.field] = None
    found = [
        Load(
            institution,
            len(by_kind[LEAD]),
            len(by_kind[JOINT]),
            len(by_kind[CONTRIBUTOR]),
            len(by_kind[MENTION]),
            len(by_kind[LEAD] | by_kind[JOINT] | by_kind[CONTRIBUTOR]),
            tuple(fields[institution]),
        )
        for institution, by_kind in held.items()
    ]
    # Sorting keeps the order of the plan among equals.
    return tuple(sorted(found, key=lambda load: (-load.total, -load.leads)))


@dataclass(frozen=True, slots=True)
class LoadGroup:
    """Institutions that hold the plan together in the same way; ``key`` is one of `GROUPS`."""

    key: str
    loads: tuple[Load, ...]


ACROSS, WITHIN, ONCE, NAMED = GROUPS = ("across", "within", "once", "named")


def grouped(found: Sequence[Load], fields: Sequence[str]) -> tuple[LoadGroup, ...]:
    """Bound in several fields; in one field to several measures; once; only named.

    The first by load, those within one field by field and load, the others as they were given in
    each field. Groups without anyone are left out.
    """
    order = {field: position for position, field in enumerate(fields)}
    groups: dict[str, list[Load]] = {key: [] for key in GROUPS}
    for load in found:
        if not load.total:
            groups[NAMED].append(load)
        elif load.total == 1:
            groups[ONCE].append(load)
        elif len(load.fields) == 1:
            groups[WITHIN].append(load)
        else:
            groups[ACROSS].append(load)
    for key in (WITHIN, ONCE, NAMED):
        groups[key].sort(key=lambda load: order[load.fields[0]])
    return tuple(LoadGroup(key, tuple(group)) for key, group in groups.items() if group)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two institutions and the measures that they share, in the order of the plan."""

    one: str
    other: str
    wholes: tuple[str, ...]


def pairs(web: Web, ranked: Iterable[Load]) -> tuple[Pair, ...]:
    """Whoever shares a measure, most shared first; of two the one that ``ranked`` has before."""
    rank = {load.institution: place for place, load in enumerate(ranked)}
    present: dict[str, dict[str, None]] = {entry.key: {} for entry in web.entries}
    for tie in web.roles:
        present[tie.entry.key][tie.institution] = None
    shared: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for entry in web.entries:
        there = sorted(present[entry.key], key=rank.__getitem__)
        for couple in combinations(there, 2):
            shared[couple][entry.whole] = None
    found = [Pair(one, other, tuple(wholes)) for (one, other), wholes in shared.items()]
    return tuple(sorted(found, key=lambda p: (-len(p.wholes), rank[p.one], rank[p.other])))


def around(part: Web, institution: str) -> tuple[Load, ...]:
    """The institution first, then whoever is bound to the same measures, most measures first.

    ``part`` is the web of the institution's own measures.
    """
    found = loads(part)
    own = tuple(load for load in found if load.institution == institution)
    return own + tuple(load for load in found if load.institution != institution)


@dataclass(frozen=True, slots=True)
class Footing:
    """What a branch of the plan stands on.

    ``bearer`` leads most of its measures, ``led`` of them, ``alone`` of those with nobody beside it
    in the lead; None where nobody leads. ``leaderless`` are measures that nobody leads.
    """

    node: str
    measures: int
    institutions: int
    bearer: str | None
    led: int
    alone: int
    leaderless: tuple[str, ...]


def footings(web: Web, depth: int) -> tuple[Footing, ...]:
    """Every branch at ``depth`` (0: the trunk) with measures, in the order of the plan.

    All ties count, shown or not.
    """
    entries: dict[str, list[Entry]] = {}
    for entry in web.entries:
        entries.setdefault(entry.path[min(depth, len(entry.path) - 1)], []).append(entry)
    leads: dict[str, set[str]] = defaultdict(set)
    bound: dict[str, set[str]] = defaultdict(set)
    for tie in web.every_tie:
        if tie.kind != MENTION:
            bound[tie.entry.whole].add(tie.institution)
        if tie.kind == LEAD:
            leads[tie.entry.whole].add(tie.institution)
    return tuple(_footing(node, below, leads, bound) for node, below in entries.items())


def _footing(
    node: str,
    entries: Iterable[Entry],
    leads: dict[str, set[str]],
    bound: dict[str, set[str]],
) -> Footing:
    wholes = tuple(dict.fromkeys(entry.whole for entry in entries))
    led = Counter(institution for whole in wholes for institution in sorted(leads[whole]))
    alone = Counter(next(iter(leads[whole])) for whole in wholes if len(leads[whole]) == 1)
    # Of two that lead as many, whoever leads more of them alone; then by name, to be stable.
    bearer = min(led, key=lambda who: (-led[who], -alone[who], who), default=None)
    return Footing(
        node,
        len(wholes),
        len(set().union(*(bound[whole] for whole in wholes))),
        bearer,
        led[bearer] if bearer else 0,
        alone[bearer] if bearer else 0,
        tuple(whole for whole in wholes if not leads[whole]),
    )


def strongest(ties: Iterable[Tie]) -> dict[tuple[str, str], tuple[Tie, ...]]:
    """The ties of each institution and entry, strongest first."""
    found: dict[tuple[str, str], list[Tie]] = defaultdict(list)
    for tie in ties:
        found[tie.institution, tie.entry.key].append(tie)
    return {
        place: tuple(sorted(several, key=lambda tie: STRENGTH[tie.kind]))
        for place, several in found.items()
    }
