# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How our own measures stand, in the format in which we read others."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils import translation

from leitstand.core.languages import Language
from leitstand.foreign.feed import (
    FORMAT,
    FeedMeasure,
    FeedPlan,
    FeedText,
    FeedWord,
    MeasuresFeed,
)
from leitstand.steering.rules.rollup import STATES, MeasureStatement
from leitstand.steering.rules.wording import state_words
from leitstand.steering.selectors.results import ResultLine, RoundResults, published_rounds
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.selectors.settled import (
    Settled,
    earlier_than,
    settled_results,
    settled_rounds,
)


@dataclass(frozen=True, slots=True)
class Offered:
    """The newest published round of a plan with what it comes to, measure by measure."""

    card: RoundCard
    found: Settled
    results: RoundResults

    @property
    def measures(self) -> Mapping[str, Any]:
        """The measures of the plan as it stood on the reporting day, by their keys."""
        return {one["id"]: one for one in self.found.document["plan_as_of"]["measures"]}


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where a reader of the feed finds the plan, a measure in the round, and the round's data."""

    plan: str
    data: str
    measure: Callable[[str], str]


def offered(plan: str, *, language: Language, day: dt.date | None) -> Offered | None:
    """What the newest round that was public on ``day`` says; None where there was none.

    3 statements, and one for each archive that this process has not read yet. Raises
    ``ArchiveDamaged``.
    """
    cards = published_rounds(plan, language=language, day=day).cards
    if not cards:
        return None
    rounds = settled_rounds(plan, only_public=True)
    found = next(one for one in rounds if one.slug == cards[0].slug)
    earlier = earlier_than(found, rounds)
    return Offered(cards[0], found, settled_results(found, language=language, earlier=earlier))


def feed_of(plan: str, found: Offered | None, title: FeedText, at: Addresses) -> MeasuresFeed:
    """The report; without a round one that says that there is none. No statement."""
    head = {"format": FORMAT, "plan": FeedPlan(slug=plan, title=title, url=at.plan)}
    head |= {"source": title, "states": vocabulary(), "data_url": at.data}
    if found is None:
        return MeasuresFeed(**head, reporting_on=None, measures=())
    own = found.measures
    are_names = _numbers_are_names(own)
    lines: dict[str, list[ResultLine]] = {}
    for one in found.results.lines:
        lines.setdefault(one.row.measure, []).append(one)
    return MeasuresFeed(
        **head,
        reporting_on=found.card.reporting_on,
        published_at=found.card.published_at,
        is_example=found.card.is_example,
        measures=tuple(
            _measure(
                own[key],
                found.results.statements[key],
                said,
                (own[key]["number"],) if are_names and not own[key]["part"] else (),
                (found.card.reporting_on, at.measure(key)),
            )
            for key, said in lines.items()
            if key in own
        ),
    )


def _measure(
    own: Mapping[str, Any],
    statement: MeasureStatement,
    said: list[ResultLine],
    labels: tuple[str, ...],
    place: tuple[dt.date, str],
) -> FeedMeasure:
    outlooks = {one.row.outlook for one in said}
    days = [one.said_on for one in said if one.said_on]
    return FeedMeasure(
        code=own["id"],
        labels=labels,
        title=FeedText(**own["title"]),
        state=statement.state,
        outlook=outlooks.pop() or None if len(outlooks) == 1 else None,
        verdict=statement.verdict.value,
        reporting_on=place[0],
        said_on=max(days, default=None),
        answered=statement.answers.part,
        owed=statement.answers.whole,
        url=place[1],
    )


def _numbers_are_names(measures: Mapping[str, Any]) -> bool:
    """Whether the plan numbers its measures so that a number alone names one, as in "W-14".

    Where numbering begins anew in every field, "II" names nothing.
    """
    wholes = {(one["cluster"], one["task_field"], one["number"]) for one in measures.values()}
    return len({number for _cluster, _field, number in wholes}) == len(wholes)


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, FeedWord]:
    """What each of our states is called, in both languages."""
    words: dict[str, dict[str, str]] = {state: {} for state in STATES}
    for language in ("de", "en"):
        with translation.override(language):
            for state in STATES:
                words[state][language] = state_words(state)
    return {state: FeedWord(**both) for state, both in words.items()}
