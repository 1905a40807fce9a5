# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two people changed the same measure: what each of them wanted, brought together.

Pure. A measure is a plain tree in the shape of the plan document. Three states are compared: the
one that both began from, and what each made of it. Where only one of them touched something, that
one is followed; where both did, differently, it is a clash and neither is preferred in silence.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, TypeAlias

from leitstand.plan.document.problems import Path

Tree: TypeAlias = Mapping[str, Any]
Name: TypeAlias = Callable[[Any], tuple[Any, ...]]

# What is taken as one: half of one text and half of another would be nobody's sentence.
UNITS: tuple[Path, ...] = (
    ("title", "de"),
    ("title", "en"),
    ("summary", "de"),
    ("summary", "en"),
    ("remark",),
    ("source",),
    ("joined",),
)
# The lists of a measure, and what tells one entry from another.
LISTS: dict[str, Name] = {
    "roles": lambda one: (one["institution"], one["role"], one["phase"], one["scope"]),
    "open_roles": lambda one: (one["role"], one["as_printed"]),
    "external_refs": lambda one: (one["programme"], one["code"]),
    "cross_refs": lambda one: (one["target"],),
    "strategies": lambda one: (one,),
    "commitments": lambda one: (one["kind"], one["as_printed"]),
}


@dataclass(frozen=True, slots=True)
class Clash:
    """Something that both changed. For an entry of a list, ``path`` ends in its name.

    ``mine`` and ``theirs`` are the values, None where one of them took the entry out.
    """

    path: Path
    mine: Any
    theirs: Any


@dataclass(frozen=True, slots=True)
class Merged:
    """The measure with both wishes in it; where they clash, it says ``mine``."""

    tree: dict[str, Any]
    clashes: tuple[Clash, ...]


def merged(base: Tree, mine: Tree, theirs: Tree) -> Merged:
    """What ``mine`` and ``theirs`` make of ``base`` together; none of the three is changed."""
    tree = deepcopy(dict(theirs))
    clashes: list[Clash] = []
    for path in UNITS:
        old, own, other = (_get(one, path) for one in (base, mine, theirs))
        if own in (other, old):
            continue
        _put(tree, path, deepcopy(own))
        if other != old:
            clashes.append(Clash(path, own, other))
    for name, key in LISTS.items():
        tree[name], found = _merged_list(
            name, key, *(one.get(name) or () for one in (base, mine, theirs))
        )
        clashes += found
    return Merged(tree, tuple(clashes))


def _merged_list(
    name: str, key: Name, base: Sequence[Any], mine: Sequence[Any], theirs: Sequence[Any]
) -> tuple[list[Any], list[Clash]]:
    old, own, other = ({key(one): one for one in entries} for entries in (base, mine, theirs))
    kept: dict[tuple[Any, ...], Any] = {}
    clashes = []
    # My order first: I saw it. What they added stands behind.
    for entry in dict.fromkeys((*own, *other)):
        was, wanted, said = old.get(entry), own.get(entry), other.get(entry)
        value = said if wanted == was else wanted
        if wanted not in (was, said) and said != was:
            clashes.append(Clash((name, *map(str, filter(None, entry))), wanted, said))
        if value is not None:
            kept[entry] = value
    return [deepcopy(value) for value in kept.values()], clashes


def _get(tree: Any, path: Path) -> Any:
    for step in path:
        tree = None if tree is None else tree.get(step)
    return tree


def _put(tree: Any, path: Path, value: Any) -> None:
    for step in path[:-1]:
        tree = tree[step]
    tree[path[-1]] = value


__all__ = ["LISTS", "UNITS", "Clash", "Merged", "Tree", "merged"]
