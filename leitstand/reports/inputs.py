# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a report is made from, as values. ``gathering`` reads them, ``building`` only looks at them.

gathering:  ``gather_monitoring(slug, *, language, texts) -> MonitoringInputs``
            ``gather_answer(question, *, language, today) -> AnswerInputs``
            ``gather_pack(meeting, *, language, today) -> PackInputs``
            ``text_places(found, *, language) -> tuple[TextPlace, ...]``
building:   ``monitoring_report(inputs) -> Document``
            ``field_summary(inputs, field_key) -> Document``
            ``parliament_answer(inputs) -> Document``
            ``committee_pack(inputs) -> Document``

Everything that carries words carries them in the language of the report.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from leitstand.core.languages import Language
from leitstand.steering.selectors.settled import Settled


@dataclass(frozen=True, slots=True)
class TextPlace:
    """A place of the monitoring report into which the office may write: ``key`` is stable."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class OfficeTexts:
    """What the office itself adds to a report.

    ``words`` are plain paragraphs (an empty line between two) by the key of their place;
    ``flagships`` the keys of measures in the order of the report; ``number`` counts the versions of
    these texts, 0 before the first.
    """

    number: int = 0
    words: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    flagships: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """The fingerprint of what is added, however its places are ordered."""
        values = {"flagships": list(self.flagships), "words": dict(self.words)}
        text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is added at all."""
        return not self.flagships and not any(one.strip() for one in self.words.values())


NO_TEXTS = OfficeTexts()


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision that a body had taken and published by then. ``measures`` are keys of the plan.

    ``outcome`` is what was decided in a word. ``replaces`` and ``replaced_by`` are numbers of other
    decisions, as far as that was known by then. ``changed`` are the measures whose words in the
    plan it changed.
    """

    reference: str
    text: str
    outcome: str
    body: str
    decided_on: dt.date
    measures: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    replaced_by: str = ""


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order to an institution, with what was known by then of its follow-up.

    ``state`` is the word for it; ``is_open`` while something is still expected. ``accepted_on``:
    the office took it as done. ``reports`` are day and words of each report, oldest first.
    """

    reference: str
    text: str
    institution: str
    due_on: dt.date
    ordered_on: dt.date
    state: str
    is_open: bool
    accepted_on: dt.date | None = None
    replaced_by: str = ""
    reports: tuple[tuple[dt.date, str], ...] = ()
    measures: tuple[str, ...] = ()

    def is_late(self, on: dt.date) -> bool:
        """Whether it was open after its day."""
        return self.is_open and self.due_on < on


@dataclass(frozen=True, slots=True)
class ForeignLine:
    """What another programme says of one of its measures; never counted as ours.

    ``measure`` is the key in our plan. ``state`` is ours for theirs, empty where none fits;
    ``their_state`` their own word. ``source`` and ``reporting_on`` say where and for which day it
    was said, ``fetched_on`` when we first read it, ``checked_on`` when the source last confirmed
    it. ``is_stale``: the source was late by then; ``failure`` is why it could not be asked,
    ``is_gone`` that it names the measure no more.
    """

    measure: str
    code: str
    programme: str
    their_state: str
    state: str
    reporting_on: dt.date
    fetched_on: dt.date
    checked_on: dt.date | None
    source: str
    failure: str = ""
    is_stale: bool = False
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class MonitoringInputs:
    """All that a monitoring report and a field summary tell, as recorded when ``found`` was frozen.

    ``earlier`` are the frozen rounds before it, oldest first. None of these values depends on the
    day on which they were read.
    """

    found: Settled
    earlier: tuple[Settled, ...]
    texts: OfficeTexts
    decisions: tuple[DecisionLine, ...]
    orders: tuple[OrderLine, ...]
    foreign: tuple[ForeignLine, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class ParliamentQuestion:
    """A written question of parliament: which measures, as of which day.

    ``words`` is the question as it was asked, ``number`` the one of the printed paper,
    ``asked_by`` who asks (a member or a group).
    """

    plan: str
    measures: tuple[str, ...]
    day: dt.date
    words: str = ""
    number: str = ""
    asked_by: str = ""


@dataclass(frozen=True, slots=True)
class AnswerInputs:
    """All that an answer to parliament tells.

    ``then`` is the plan document as it stood on the day as plain values, None where there was no
    plan yet, and ``plan_sha256`` the fingerprint of that; ``called`` a plan document that knows
    what the measures are called. ``rounds`` are the frozen rounds that may have something to say,
    oldest first.
    """

    question: ParliamentQuestion
    then: Mapping[str, Any] | None
    plan_sha256: str
    called: Mapping[str, Any]
    rounds: tuple[Settled, ...]
    language: Language


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper of a meeting. ``sha256`` is the fingerprint of the file, ``size`` its bytes."""

    title: str
    name: str
    sha256: str
    size: int = 0
    item: str = ""


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """An item of the agenda. ``wants`` says what is asked of the body; ``measures`` are keys."""

    number: str
    title: str
    text: str = ""
    wants: str = ""
    is_decision: bool = False
    measures: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """A proposal for a new topic. ``goal`` is a key of the plan; ``support`` names institutions."""

    title: str
    text: str
    proposed_for: str
    proposed_on: dt.date | None
    goal: str = ""
    lead: str = ""
    support: tuple[str, ...] = ()
    state: str = ""


@dataclass(frozen=True, slots=True)
class PackInputs:
    """All that the pack of one meeting tells, as recorded on the day ``as_of``.

    ``found`` is the newest public round by then, None where there is none, ``earlier`` those before
    it; ``previous`` the one to hold it against: the newest that the meeting before could know.
    ``measures`` are label and title of those that the agenda and the open orders name, by key.
    ``sha256`` stands for what the committee's records said.
    """

    plan_title: str
    measures: Mapping[str, tuple[str, str]]
    body: str
    title: str
    held_on: dt.date
    starts_at: str
    place: str
    as_of: dt.date
    is_example: bool
    agenda: tuple[AgendaLine, ...]
    members: tuple[tuple[str, str], ...]
    papers: tuple[PaperLine, ...]
    orders: tuple[OrderLine, ...]
    decisions: tuple[DecisionLine, ...]
    proposals: tuple[ProposalLine, ...]
    previous_meeting: dt.date | None
    found: Settled | None
    earlier: tuple[Settled, ...]
    previous: Settled | None
    sha256: str
    language: Language
