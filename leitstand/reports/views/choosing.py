# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Choosing measures from a plan: a list by field of action that needs no script."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from leitstand.core.search.folding import fold
from leitstand.plan.selectors import MeasureName, PlanFrame


@dataclass(frozen=True, slots=True)
class Choice:
    """One measure that can be ticked."""

    key: str
    label: str
    title: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """The measures of one field of action. ``chosen`` counts those that are ticked."""

    key: str
    name: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> int:
        """How many of them are ticked."""
        return sum(one.is_chosen for one in self.choices)


def choice_groups(
    frame: PlanFrame,
    names: Mapping[str, MeasureName],
    chosen: Collection[str],
    *,
    text: str = "",
    only: Collection[str] | None = None,
) -> tuple[ChoiceGroup, ...]:
    """Measures in printed order by field of action.

    Of those that are not ticked, only the ones whose label or title hold every word of ``text``;
    of all, only those among ``only``.
    """
    words = fold(text).split()
    found: dict[str, list[Choice]] = {}
    titles: dict[str, str] = {}
    for key, name in names.items():
        if only is not None and key not in only:
            continue
        is_chosen = key in chosen
        told = fold(f"{name.label} {name.title} {key}")
        if not is_chosen and not all(word in told for word in words):
            continue
        field = frame.path(name.node_id)[0]
        titles[field.key] = field.name
        found.setdefault(field.key, []).append(Choice(key, name.label, name.title, is_chosen))
    return tuple(ChoiceGroup(key, titles[key], tuple(some)) for key, some in found.items())
