# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two people answered at once: what both said, brought together, field by field.

Pure. Where only one of them touched a field, or an entry of a list, that one is followed; where
both did, differently, it is a clash and neither is preferred in silence.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from leitstand.steering.answer.content import AnswerContent

_LISTS: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "milestones": lambda one: (one.id,),
    "evidence": lambda one: (one.id,),
    "budget": lambda one: (one.line, one.source, one.year),
}


@dataclass(frozen=True, slots=True)
class MergedAnswer:
    """Both wishes; where they clash it says ``mine``. ``clashes`` are names of fields."""

    content: AnswerContent
    clashes: tuple[str, ...]


def merged(base: AnswerContent, mine: AnswerContent, theirs: AnswerContent) -> MergedAnswer:
    """What ``mine`` and ``theirs`` make of ``base`` together."""
    values: dict[str, Any] = {}
    clashes: list[str] = []
    for name in AnswerContent.model_fields:
        old, own, other = (getattr(one, name) for one in (base, mine, theirs))
        if name in _LISTS and own != other:
            values[name], has_clash = _merged_entries(_LISTS[name], old, own, other)
        else:
            values[name] = other if own == old else own
            has_clash = own not in (old, other) and other != old
        if has_clash:
            clashes.append(name)
    return MergedAnswer(AnswerContent.model_validate(values), tuple(clashes))


def _merged_entries(
    key: Callable[[Any], tuple[Any, ...]],
    base: tuple[Any, ...],
    mine: tuple[Any, ...],
    theirs: tuple[Any, ...],
) -> tuple[tuple[Any, ...], bool]:
    old, own, other = ({key(one): one for one in entries} for entries in (base, mine, theirs))
    kept: list[Any] = []
    has_clash = False
    # My order first: I saw it. What they added stands behind.
    for entry in dict.fromkeys((*own, *other)):
        was, wanted, said = old.get(entry), own.get(entry), other.get(entry)
        has_clash |= wanted not in (was, said) and said != was
        value = said if wanted == was else wanted
        if value is not None:
            kept.append(value)
    return tuple(kept), has_clash
