# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a source said, and what that means for the measures of a plan. Nothing here guesses.

Words and codes are mapped when they are read, so what the office decides later holds for what was
fetched before.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from django.utils import translation

from leitstand.core.languages import Language
from leitstand.foreign.enums import GOOD, Outcome
from leitstand.foreign.feed import folded
from leitstand.steering.enums import Overall, Progress
from leitstand.steering.rules.wording import state_words

# The words of the format that mean the same everywhere (see ``FeedMeasure``).
SHARED_STATES: Final = frozenset({*Progress.values, *Overall.values})
# A fetch that has not ended by then was broken off: its own limit is far below.
GIVE_UP_AFTER: Final = dt.timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the office says about a source."""

    names: tuple[str, str]
    kind: str
    url: str
    language: str
    states: Mapping[str, str]
    codes: Mapping[str, str]
    stale_days: int
    is_active: bool
    is_example: bool

    def name(self, language: Language) -> str:
        """What the source is called."""
        return self.names[language == "en"]


@dataclass(frozen=True, slots=True)
class FetchNote:
    """One attempt: when, and what became of it."""

    started_at: dt.datetime
    ended_at: dt.datetime | None
    outcome: str
    fault: str
    details: Mapping[str, Any]
    codes: frozenset[str] = frozenset()
    head: Mapping[str, Any] | None = None

    @property
    def is_good(self) -> bool:
        """Whether the source gave a report that was taken, or said that nothing changed."""
        return self.outcome in GOOD

    @property
    def at(self) -> dt.datetime:
        """The moment for which it counts."""
        return self.ended_at or self.started_at


@dataclass(frozen=True, slots=True)
class Observed:
    """The newest that a source says of one of its measures, in its own words."""

    code: str
    reporting_on: dt.date
    fetched_at: dt.datetime
    is_example: bool
    content: Mapping[str, Any]

    @property
    def state(self) -> str:
        """The source's own word for the state, as its vocabulary codes it."""
        return str(self.content["state"])

    @property
    def labels(self) -> tuple[str, ...]:
        """Further codes under which others know the measure."""
        return tuple(self.content.get("labels", ()))

    def words(self, language: Language) -> str:
        """The state in the source's own words, or by the word of the format that it uses."""
        said = (self.content.get("words") or {}).get(language)
        if said or self.state not in SHARED_STATES:
            return str(said or self.state)
        with translation.override(language):
            return state_words(self.state)

    @property
    def said_on(self) -> dt.date | None:
        """The day on which it was said there."""
        day = self.content.get("said_on")
        return dt.date.fromisoformat(day) if day else None


@dataclass(frozen=True)
class Mirror:
    """A source as it stood: the terms, the newest attempts, the newest word on every code."""

    slug: str
    plan: str
    programme: str
    terms: Terms
    last: FetchNote | None
    last_good: FetchNote | None
    said: tuple[Observed, ...]

    @property
    def href(self) -> str:
        """Where people read the source, as its newest report says; "" where it does not."""
        head = (self.last_good.head if self.last_good else None) or {}
        return str((head.get("plan") or {}).get("url") or "")

    @cached_property
    def by_code(self) -> dict[str, Observed]:
        """What is said of each code that the plan may use, by the folded code.

        What the office mapped goes before the source's own code, and that before a label; a label
        that two measures bear names neither.
        """
        found: dict[str, Observed] = {}
        mapped = {folded(theirs): folded(ours) for theirs, ours in self.terms.codes.items()}
        labels: dict[str, list[Observed]] = {}
        for one in self.said:
            for name in (one.code, *one.labels):
                if ours := mapped.get(folded(name)):
                    found.setdefault(ours, one)
            for label in {folded(label) for label in one.labels}:
                labels.setdefault(label, []).append(one)
        for one in self.said:
            # What was mapped to another code is not meant by its own any more.
            if folded(one.code) not in mapped:
                found.setdefault(folded(one.code), one)
        for label, owners in labels.items():
            if len(owners) == 1 and label not in mapped:
                found.setdefault(label, owners[0])
        return found

    def of(self, code: str) -> Observed | None:
        """What the source says of the measure that the plan calls ``code``."""
        return self.by_code.get(folded(code)) if code else None

    def failed(self, now: dt.datetime) -> FetchNote | None:
        """The newest attempt, if it brought nothing; None while one is still at work."""
        if self.last is None or self.last.is_good:
            return None
        if self.last.outcome == Outcome.RUNNING and now - self.last.started_at < GIVE_UP_AFTER:
            return None
        return self.last

    def is_stale(self, one: Observed, on: dt.date) -> bool:
        """Whether what is said is older on that day than the office lets it be."""
        return (on - one.reporting_on).days > self.terms.stale_days

    def is_gone(self, one: Observed) -> bool:
        """Whether the newest report does not name the measure any more."""
        good = self.last_good
        return good is not None and bool(good.codes) and one.code not in good.codes

    def unknown_words(self) -> tuple[str, ...]:
        """State words about which nobody has decided, each once, in order."""
        words = dict.fromkeys(one.state for one in self.said)
        return tuple(word for word in words if meaning(self.terms, word) is None)

    def unknown_codes(self, known: Iterable[str]) -> tuple[Observed, ...]:
        """What is said of measures that the plan does not have; ``known`` are the plan's codes."""
        ours = {id(found) for code in known if (found := self.of(code))}
        return tuple(one for one in self.said if id(one) not in ours)


def meaning(terms: Terms, word: str) -> str | None:
    """Our state for a word of the source; "" where it is kept as it is, None where nobody decided.

    What the office says goes before what the format says.
    """
    mapped = {one.casefold(): state for one, state in terms.states.items()}
    if word.casefold() in mapped:
        return mapped[word.casefold()]
    return word if word in SHARED_STATES else None
