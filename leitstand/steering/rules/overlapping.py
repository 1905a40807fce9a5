# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The same undertaking in several measures: what their answers say that does not go together.

A measure may be about more than the undertaking, so what is found is a question to those who lead
it, not a verdict.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from django.utils.translation import gettext as _

from leitstand.steering.answer import AnswerContent, Milestone
from leitstand.steering.enums import Progress
from leitstand.steering.rules.budget import Budget, Fund, Named, budget_of
from leitstand.steering.rules.wording import folded, on_day, state_words

_GOES_ON: Final = frozenset({Progress.PREPARING, Progress.RUNNING, Progress.STANDING})
_CLASHING: Final[tuple[tuple[frozenset[Progress], frozenset[Progress]], ...]] = (
    (
        frozenset({Progress.DONE}),
        frozenset({Progress.NOT_STARTED, Progress.PREPARING, Progress.GIVEN_UP}),
    ),
    (frozenset({Progress.GIVEN_UP}), _GOES_ON),
    (frozenset({Progress.STANDING}), frozenset({Progress.NOT_STARTED})),
)


@dataclass(frozen=True, slots=True)
class Side:
    """One answer about a measure that speaks of the undertaking."""

    measure: str
    label: str
    institution: str
    content: AnswerContent


@dataclass(frozen=True, slots=True)
class Clash:
    """Two or more answers that do not go together. ``about``: state, milestone or budget."""

    about: str
    measures: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the answers have in common, and where they clash."""

    clashes: tuple[Clash, ...]
    funds: tuple[Fund, ...]


def overlap_of(sides: Sequence[Side]) -> Overlap:
    """Answers about several measures held against each other; two about one measure never are."""
    budget = _budget(sides)
    labels = {side.label: side.measure for side in sides}
    found = [*_states(sides), *_milestones(sides), *_amounts(budget, labels)]
    return Overlap(
        tuple(dict.fromkeys(found)),
        tuple(fund for fund in budget.funds if len(set(fund.measures)) > 1),
    )


def _pairs(sides: Iterable[Side]) -> Iterator[tuple[Side, Side]]:
    for one, other in combinations(sides, 2):
        if one.measure != other.measure:
            yield one, other


def _states(sides: Sequence[Side]) -> Iterator[Clash]:
    for one, other in _pairs(sides):
        first, second = one.content.state, other.content.state
        if not first or not second:
            continue
        pair = (Progress(first), Progress(second))
        if any(
            (pair[0] in left and pair[1] in right) or (pair[1] in left and pair[0] in right)
            for left, right in _CLASHING
        ):
            yield Clash(
                "state",
                (one.measure, other.measure),
                _(
                    "%(one)s sagt „%(first)s“ (%(who)s), %(other)s sagt „%(second)s“ (%(whom)s)."
                    " Meinen beide dasselbe Vorhaben, kann nur eines stimmen."
                )
                % {
                    "one": one.label,
                    "first": state_words(first),
                    "who": one.institution,
                    "other": other.label,
                    "second": state_words(second),
                    "whom": other.institution,
                },
            )


def _milestones(sides: Sequence[Side]) -> Iterator[Clash]:
    """Milestones of one name with different days."""
    for one, other in _pairs(sides):
        known = {folded(each.title): each for each in other.content.milestones}
        for each in one.content.milestones:
            same = known.get(folded(each.title))
            if same and _days(each) != _days(same):
                yield Clash(
                    "milestone",
                    (one.measure, other.measure),
                    _(
                        "„%(title)s“ steht bei %(one)s mit „%(first)s“, bei %(other)s mit"
                        " „%(second)s“."
                    )
                    % {
                        "title": each.title,
                        "one": one.label,
                        "first": _days(each),
                        "other": other.label,
                        "second": _days(same),
                    },
                )


def _amounts(budget: Budget, labels: dict[str, str]) -> Iterator[Clash]:
    for dispute in budget.disputes:
        names = {name for _amount, found in dispute.amounts for name in found}
        measures = tuple(dict.fromkeys(labels[name] for name in sorted(names)))
        if len(measures) > 1:
            yield Clash("budget", measures, dispute.sentence)


def _budget(sides: Iterable[Side]) -> Budget:
    return budget_of(Named(side.label, line) for side in sides for line in side.content.budget)


def _days(one: Milestone) -> str:
    if one.is_dropped:
        return _("gestrichen")
    if one.done_on:
        return _("erreicht %s") % on_day(one.done_on)
    return _("fällig %s") % on_day(one.due_on) if one.due_on else _("ohne Termin")
