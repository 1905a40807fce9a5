# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Roll-ups that can be recomputed by hand: from the flat table with one row for each duty.

No roll-up has one colour for many measures. It counts measures by state and by verdict, says how
many answers it rests on, and names the rules that it follows.
"""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.steering.enums import Outlook, Overall, Progress, Verdict
from leitstand.steering.rules.assessment import Case, gravest, verdict_of
from leitstand.steering.rules.published import PublishedRule
from leitstand.steering.rules.wording import state_words
from leitstand.ui.formats import number

MEASURE_STATE = PublishedRule(
    "measure-state",
    gettext_lazy("Stand einer Maßnahme mit mehreren Antworten"),
    gettext_lazy("Alle Antworten, die zu einer Maßnahme in der Runde geschuldet sind."),
    gettext_lazy(
        "Fehlen alle, „nicht berichtet“; fehlt eine, „teilweise berichtet“; nennen alle denselben"
        " Stand, dieser; sonst „uneinheitlich“."
    ),
)
MEASURE_VERDICT = PublishedRule(
    "measure-verdict",
    gettext_lazy("Urteil über eine Maßnahme mit mehreren Antworten"),
    gettext_lazy("Die Urteile über alle Antworten, die zu einer Maßnahme geschuldet sind."),
    gettext_lazy(
        "Das schwerste Urteil in der veröffentlichten Reihenfolge. Fehlt eine Antwort, wird die"
        " Maßnahme höchstens als „teilweise berichtet“ gezählt, nie besser."
    ),
)
ROLL_UP = PublishedRule(
    "roll-up",
    gettext_lazy("Zusammenzählung"),
    gettext_lazy(
        "Die Maßnahmen einer Auswahl, jede einmal, und die zu ihnen geschuldeten Antworten."
    ),
    gettext_lazy(
        "Wie viele Maßnahmen in jedem Stand und unter jedem Urteil stehen, dazu wie viele der"
        " geschuldeten Antworten vorliegen. Anteile stehen nie ohne die Zahl, von der sie ein Teil"
        " sind; es gibt keine Gesamtnote."
    ),
)

_INCOMPLETE: Final = frozenset({Overall.PARTLY_REPORTED, Overall.NOT_REPORTED})

STATES: Final[tuple[str, ...]] = (*Progress.values, *Overall.values)
"""The states in which a roll-up counts measures, in the order in which they are told."""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One row of the flat table: what one institution owes to one measure, and what came of it.

    ``institution`` is empty where the plan names no lead. ``state`` and ``outlook`` are empty for
    silence, and then ``verdict`` is „nicht berichtet“ and ``said_on`` None.
    """

    round: str
    measure: str
    phase: str
    scope: str
    institution: str
    state: str
    outlook: str
    verdict: str
    said_on: dt.date | None

    def __post_init__(self) -> None:
        if self.verdict not in Verdict or (self.state and self.state not in Progress):
            raise ValueError(f"{self.measure}: no such state or verdict")
        if self.outlook and self.outlook not in Outlook:
            raise ValueError(f"{self.measure}: no such outlook")
        if self.is_answered == (self.verdict == Verdict.NOT_REPORTED):
            raise ValueError(f"{self.measure}: silence is not reported, an answer is")
        if self.is_answered == (self.said_on is None) or (self.outlook and not self.is_answered):
            raise ValueError(f"{self.measure}: an answer has a day, silence has nothing")

    @property
    def is_answered(self) -> bool:
        """Whether an answer was submitted in the round."""
        return self.state != ""

    def as_record(self) -> dict[str, str]:
        """The row as it stands in an export, by the names in :data:`COLUMNS`."""
        record = {name: str(getattr(self, name)) for name in COLUMNS}
        record["said_on"] = self.said_on.isoformat() if self.said_on else ""
        return record


COLUMNS: Final = tuple(field.name for field in fields(DutyRow))
"""The columns of the flat table."""


def row_of(record: Mapping[str, str]) -> DutyRow:
    """A row from an exported record; further columns are passed over. ``ValueError`` for nonsense,
    ``KeyError`` where a column is missing.
    """
    values = {name: record[name] for name in COLUMNS if name != "said_on"}
    said_on = record["said_on"]
    return DutyRow(**values, said_on=dt.date.fromisoformat(said_on) if said_on else None)


def duty_row(
    case: Case, *, round_slug: str, measure: str, phase: str, scope: str, institution: str
) -> DutyRow:
    """The row of one duty as it is judged; the verdict is that of the rules."""
    said = case.said if case.state is not None else None
    return DutyRow(
        round=round_slug,
        measure=measure,
        phase=phase,
        scope=scope,
        institution=institution,
        state=case.state.value if case.state else "",
        outlook=str(case.content.outlook or "") if said else "",
        verdict=verdict_of(case).value,
        said_on=said.said_on if said else None,
    )


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, which is always told with it."""

    part: int
    whole: int

    @property
    def sentence(self) -> str:
        """„61 von 104 (58 %)“. Rounded down: 100 % means all, and what is not none never 0 %."""
        numbers = {"part": number(self.part), "whole": number(self.whole)}
        if not self.whole:
            return _("%(part)s von %(whole)s") % numbers
        percent = self.part * 100 // self.whole
        if self.part and not percent:
            return _("%(part)s von %(whole)s (unter 1 %%)") % numbers
        return _("%(part)s von %(whole)s (%(percent)d %%)") % {**numbers, "percent": percent}


@dataclass(frozen=True, slots=True)
class MeasureStatement:
    """What all answers that are owed for one measure come to.

    ``state`` is the counted one (a value of ``Progress`` or ``Overall``). ``shared`` is the state
    that all answers given so far agree in, empty where they differ or there is none: to be shown
    only beside ``answers``.
    """

    measure: str
    answers: Share
    state: str
    shared: str
    verdict: Verdict

    @property
    def sentence(self) -> str:
        """The state in words; for several answers with how many of them are there."""
        text = state_words(self.state)
        if self.state == Overall.PARTLY_REPORTED and self.shared:
            text = _("%(state)s (bisher: %(shared)s)") % {
                "state": text,
                "shared": state_words(self.shared),
            }
        if self.answers.whole <= 1:
            return text
        return ngettext(
            "%(state)s; %(answered)d von %(owed)d Antwort liegt vor",
            "%(state)s; %(answered)d von %(owed)d Antworten liegen vor",
            self.answers.whole,
        ) % {"state": text, "answered": self.answers.part, "owed": self.answers.whole}


def counted_state(states: Iterable[str]) -> str:
    """The state in which a measure counts whose answers say ``states``; "" is silence."""
    told = tuple(states)
    if not any(told):
        return Overall.NOT_REPORTED.value
    if not all(told):
        return Overall.PARTLY_REPORTED.value
    return told[0] if len(set(told)) == 1 else Overall.MIXED.value


def measure_statement(rows: Iterable[DutyRow]) -> MeasureStatement:
    """What the duties of one measure come to. ``ValueError`` without rows or of two measures."""
    rows = tuple(rows)
    measures = {row.measure for row in rows}
    if len(measures) != 1:
        raise ValueError("a statement is about one measure")
    given = [row for row in rows if row.is_answered]
    states = {row.state for row in given}
    shared = states.pop() if len(states) == 1 else ""
    state = counted_state(row.state for row in rows)
    verdicts = [row.verdict for row in given] or [Verdict.NOT_REPORTED.value]
    if state == Overall.PARTLY_REPORTED:
        verdicts.append(Verdict.PARTLY_REPORTED.value)
    return MeasureStatement(measures.pop(), _answers(rows), state, shared, gravest(verdicts))


def _answers(rows: Iterable[DutyRow]) -> Share:
    """The given answers of the owed ones; where nobody leads, nobody owes one."""
    owed = [row for row in rows if row.institution or row.is_answered]
    return Share(sum(row.is_answered for row in owed), len(owed))


@dataclass(frozen=True, slots=True)
class Count:
    """How many measures are called so."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class RollUp:
    """Any set of measures, counted. Each of ``states`` and ``verdicts`` holds every word there is,
    also those that no measure has, and adds up to ``measures``. ``answers`` are those that somebody
    owes; ``without_lead`` counts the measures that nobody leads: they are not reported.
    """

    measures: int
    heard: Share
    complete: Share
    answers: Share
    without_lead: int
    states: tuple[Count, ...]
    verdicts: tuple[Count, ...]
    rules: tuple[str, ...] = (ROLL_UP.key, MEASURE_STATE.key, MEASURE_VERDICT.key)

    @property
    def coverage(self) -> str:
        """On how much the numbers rest, in sentences."""
        text = _(
            "Antworten: %(answers)s. Maßnahmen mit mindestens einer Antwort: %(heard)s; mit allen:"
            " %(complete)s."
        ) % {
            "answers": self.answers.sentence,
            "heard": self.heard.sentence,
            "complete": self.complete.sentence,
        }
        if self.without_lead:
            text += ngettext(
                " Zu %(count)d Maßnahme schuldet niemand eine Antwort: Der Plan nennt keine"
                " Federführung.",
                " Zu %(count)d Maßnahmen schuldet niemand eine Antwort: Der Plan nennt keine"
                " Federführung.",
                self.without_lead,
            ) % {"count": self.without_lead}
        return text


def statements(rows: Iterable[DutyRow]) -> dict[str, MeasureStatement]:
    """What each measure of the rows comes to, by its key, in the order of keys."""
    by_measure: dict[str, list[DutyRow]] = {}
    for row in rows:
        by_measure.setdefault(row.measure, []).append(row)
    return {key: measure_statement(by_measure[key]) for key in sorted(by_measure)}


def roll_up(rows: Iterable[DutyRow]) -> RollUp:
    """Count the measures of these rows; the order of the rows does not matter."""
    rows = tuple(rows)
    told = statements(rows).values()
    states = Counter(one.state for one in told)
    verdicts = Counter(one.verdict.value for one in told)
    return RollUp(
        measures=len(told),
        heard=Share(sum(one.answers.part > 0 for one in told), len(told)),
        complete=Share(sum(one.state not in _INCOMPLETE for one in told), len(told)),
        answers=_answers(rows),
        without_lead=len({row.measure for row in rows if not row.institution}),
        states=tuple(Count(value, state_words(value), states[value]) for value in STATES),
        verdicts=tuple(
            Count(verdict.value, str(verdict.label), verdicts[verdict.value]) for verdict in Verdict
        ),
    )


def roll_ups(rows: Iterable[DutyRow], by: Callable[[DutyRow], str]) -> dict[str, RollUp]:
    """One roll-up for each group, in the order of their names: of clusters, institutions, rounds.

    A measure whose duties fall into several groups is counted in each of them with those duties.
    """
    groups: dict[str, list[DutyRow]] = {}
    for row in rows:
        groups.setdefault(by(row), []).append(row)
    return {name: roll_up(groups[name]) for name in sorted(groups)}
