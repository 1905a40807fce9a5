# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What there is to know about a round before anybody is written to."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from leitstand.steering.enums import LetterKind, LetterState

# A letter in one of these counts as written: it went out, or it will.
WRITTEN = frozenset({LetterState.WAITING, LetterState.SENDING, LetterState.SENT})


@dataclass(frozen=True, slots=True)
class DutyMark:
    """One owed answer. ``said_by`` is who handed it in, as the record names them; "" if nobody."""

    id: int
    measure: str
    phase: str
    scope: str
    institution: int
    said_by: str
    said_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A question of the office that waits for a reply."""

    duty: int
    text: str
    asked_at: dt.datetime


@dataclass(frozen=True, slots=True)
class LetterMark:
    """A letter as the office sees it. ``failure`` is what the mail server said."""

    id: int
    kind: str
    state: str
    email: str
    link: int | None
    made_at: dt.datetime
    claimed_at: dt.datetime | None
    sent_at: dt.datetime | None
    day: dt.date | None
    attempts: int
    failure: str

    @property
    def is_written(self) -> bool:
        """Whether it went out, or will."""
        return self.state in WRITTEN


@dataclass(frozen=True)
class Addressee:
    """Somebody whom the round writes to for one institution; office: ``institution`` is None.

    ``link`` and ``key`` are those of the personal link, None and "" as long as there is none.
    ``given_by`` names who passed the task on. ``duties`` are those that the link opens; ``seen_on``
    is the day on which it was last opened, or something came in through it.
    """

    institution: int | None
    email: str
    name: str
    language: str
    link: int | None = None
    key: str = ""
    is_passed_on: bool = False
    given_by: str = ""
    expires_at: dt.datetime | None = None
    bounced_at: dt.datetime | None = None
    seen_on: dt.date | None = None
    duties: tuple[DutyMark, ...] = ()
    questions: tuple[OpenQuestion, ...] = ()
    letters: tuple[LetterMark, ...] = ()

    @cached_property
    def missing(self) -> tuple[DutyMark, ...]:
        """What nobody has handed in yet."""
        return tuple(one for one in self.duties if one.said_at is None)

    @cached_property
    def own_answers(self) -> tuple[DutyMark, ...]:
        """What came in through this very link, and stands."""
        return tuple(one for one in self.duties if self.link and one.said_by == f"link:{self.link}")


@dataclass(frozen=True)
class RoundPost:
    """A round, everybody whom it may write to, and what was written.

    ``taken`` are the addresses that got a letter ``today``, or have one waiting, of whatever round.
    ``unreachable`` are institutions that owe an answer and for which nobody is known.
    """

    id: int
    slug: str
    plan: str
    titles: Mapping[str, str]
    state: str
    is_example: bool
    reporting_on: dt.date
    opened_on: dt.date
    due_on: dt.date
    addressees: tuple[Addressee, ...]
    office: tuple[Addressee, ...]
    unreachable: tuple[int, ...]
    duties: tuple[DutyMark, ...]
    letters: tuple[LetterMark, ...]
    taken: frozenset[str]
    today: dt.date

    def addressee(self, letter: LetterMark) -> Addressee | None:
        """Whom a letter that was written earlier is for; None where nobody is meant any more."""
        if letter.kind == LetterKind.DIGEST:
            return next((one for one in self.office if one.email == letter.email), None)
        if letter.link is None:
            return None
        return next((one for one in self.addressees if one.link == letter.link), None)


@dataclass(frozen=True, slots=True)
class PostWords:
    """Names in one language: measures by key (label, title), institutions, words of phases."""

    language: str
    plan: str
    measures: Mapping[str, tuple[str, str]]
    institutions: Mapping[int, str]
    terms: Mapping[str, str]

    def duty(self, duty: DutyMark) -> str:
        """A duty in a list: "Flächen 2 II – Title (phase)"."""
        label, title = self.measures.get(duty.measure, (duty.measure, ""))
        part = ", ".join(self.terms.get(one, one) for one in (duty.phase, duty.scope) if one)
        named = f"{label} – {title}" if title else label
        return f"{named} ({part})" if part else named
