# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a published round says: every duty with what was answered, judged by the published rules.

The flat table of a round has one row for each duty; every roll-up is counted from it alone. What is
published never changes, so it is worked out once for each data version, day and language.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from django.utils import timezone

from leitstand.core.history import end_of_day
from leitstand.core.languages import Language
from leitstand.core.selectors import data_version
from leitstand.plan.selectors import plan_deadlines
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.models import Attachment
from leitstand.steering.rules.ageing import age_of
from leitstand.steering.rules.assessing.case import Deadline
from leitstand.steering.rules.budget import Budget, Named, budget_of
from leitstand.steering.rules.rollup import DutyRow, MeasureStatement, RollUp, roll_up, statements
from leitstand.steering.rules.said import Said
from leitstand.steering.selectors.judging import (
    Judged,
    Place,
    earlier_answers,
    judged,
    place_of,
)
from leitstand.steering.selectors.rounds import (
    DutyLine,
    RoundCard,
    RoundView,
    round_cards,
    round_view,
)


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One duty of a published round. ``before`` is what earlier published rounds said of it, oldest
    first; ``field`` and ``cluster`` are the keys of the two upper branches above the measure.
    """

    line: DutyLine
    judged: Judged
    before: tuple[Said, ...]
    row: DutyRow
    field: str
    cluster: str

    @property
    def said_on(self) -> dt.date | None:
        """The day of the answer; None for silence."""
        return self.row.said_on

    def age_days(self, on: dt.date) -> int | None:
        """How old the answer is on a day; None for silence."""
        return age_of(self.said_on, on).days if self.said_on else None


@dataclass(frozen=True)
class RoundResults:
    """A published round as it is judged for one day.

    ``deadlines`` are words and last day of each deadline that the plan prints, by measure.
    """

    view: RoundView
    judged_on: dt.date
    lines: tuple[ResultLine, ...]
    deadlines: Mapping[str, tuple[tuple[str, dt.date], ...]] = field(default_factory=dict)

    @cached_property
    def total(self) -> RollUp:
        """All measures of the round."""
        return roll_up(one.row for one in self.lines)

    @cached_property
    def statements(self) -> dict[str, MeasureStatement]:
        """What each measure comes to, by its key."""
        return statements(one.row for one in self.lines)

    @cached_property
    def by_field(self) -> dict[str, RollUp]:
        """One roll-up for each field of action, in the order of the plan."""
        return self._grouped(lambda one: one.field)

    @cached_property
    def by_cluster(self) -> dict[str, RollUp]:
        """One roll-up for each topic cluster, in the order of the plan."""
        return self._grouped(lambda one: one.cluster)

    @cached_property
    def budget(self) -> Budget:
        """All money that the answers name, each line counted once."""
        return budget_of(
            Named(one.line.measure.label, line)
            for one in self.lines
            if one.line.content
            for line in one.line.content.budget
        )

    def of(self, measure: str) -> tuple[ResultLine, ...]:
        """The duties about one measure, or about all parts of it."""
        return tuple(
            one for one in self.lines if measure in {one.line.measure.key, one.line.measure.whole}
        )

    def _grouped(self, by: Callable[[ResultLine], str]) -> dict[str, RollUp]:
        groups: dict[str, list[DutyRow]] = {}
        for one in self.lines:
            groups.setdefault(by(one), []).append(one.row)
        return {key: roll_up(rows) for key, rows in groups.items()}


@dataclass(frozen=True, slots=True)
class Published:
    """The rounds of a plan that are public on a day, newest first, as of a data version."""

    plan: str
    language: Language
    version: int
    cards: tuple[RoundCard, ...]

    def card(self, slug: str) -> RoundCard:
        """One of them. Raises ``RoundNotFound``, also for a round that is not public yet."""
        for card in self.cards:
            if card.slug == slug:
                return card
        raise RoundNotFound(slug)

    def results(self, card: RoundCard, *, judged_on: dt.date) -> RoundResults:
        """What the round says; 9 statements the first time, 10 in English, none afterwards."""
        return _results(self.plan, card.slug, self.language, judged_on, self.version)


def published_rounds(plan: str, *, language: Language, day: dt.date | None = None) -> Published:
    """The rounds that were published by the end of ``day``; 2 statements."""
    version = data_version()
    cards = _cards(plan, language, version)
    if day is not None:
        until = end_of_day(day)
        cards = tuple(one for one in cards if one.published_at and one.published_at <= until)
    return Published(plan, language, version, cards)


def frozen_on(card: RoundCard) -> dt.date:
    """The day for which a frozen round is judged for good."""
    return timezone.localdate(card.frozen_at) if card.frozen_at else card.due_on


def forget_results() -> None:
    """Everything is worked out anew; for tests, whose data versions come again."""
    _cards.cache_clear()
    _results.cache_clear()


@lru_cache(maxsize=64)
def _cards(plan: str, language: Language, _version: int) -> tuple[RoundCard, ...]:
    return round_cards(language=language, plan=plan, states=(RoundState.PUBLISHED,))


@lru_cache(maxsize=16)
def _results(
    plan: str, slug: str, language: Language, judged_on: dt.date, _version: int
) -> RoundResults:
    view = round_view(slug, language=language)
    if view.card.plan != plan or not view.card.is_public:
        raise RoundNotFound(slug)
    # What another round says is not public before that one is.
    before = earlier_answers(view.card, states=frozenset({RoundState.PUBLISHED}))
    deadlines = plan_deadlines(view.frame.id, day=view.frame.day)
    return results_of(view, before, deadlines, judged_on=judged_on)


def results_of(
    view: RoundView,
    before: Mapping[Place, tuple[Said, ...]],
    deadlines: Mapping[str, tuple[tuple[str, dt.date], ...]],
    *,
    judged_on: dt.date,
) -> RoundResults:
    """The round as the rules judge it for a day, beside what was said ``before``; no statement.

    ``deadlines`` are words and last day of each deadline of the plan, by measure. Sentences are in
    the active language.
    """
    known = {
        key: tuple(Deadline(words, day) for words, day in found) for key, found in deadlines.items()
    }
    verdicts = judged(view, before, on=judged_on, deadlines=known, with_silence=True)
    return RoundResults(
        view,
        judged_on,
        tuple(
            _line(view, line, verdicts[line.id], before.get(place_of(line), ()))
            for line in view.duties
        ),
        deadlines,
    )


def _line(view: RoundView, line: DutyLine, found: Judged, before: tuple[Said, ...]) -> ResultLine:
    path = view.frame.path(line.measure.node_id)
    content = line.content
    row = DutyRow(
        round=view.card.slug,
        measure=line.measure.key,
        phase=line.phase,
        scope=line.scope,
        institution=line.institution.slug if line.institution else "",
        state=str(content.state or "") if content else "",
        outlook=str(content.outlook or "") if content else "",
        verdict=found.assessment.verdict.value,
        said_on=timezone.localdate(line.said_at) if line.said_at else None,
    )
    field = path[0].key if path else ""
    return ResultLine(line, found, before, row, field, path[1].key if len(path) > 1 else field)


@dataclass(frozen=True, slots=True)
class FileName:
    """What is public of a file that came with an answer: what it is called, and its hash."""

    name: str
    sha256: str


def file_names(lines: Iterable[ResultLine]) -> dict[int, FileName]:
    """The files that these answers name as evidence; one statement, none where they name none."""
    lines = tuple(lines)
    wanted = {
        one.attachment
        for result in lines
        if result.line.content
        for one in result.line.content.evidence
        if one.attachment is not None
    }
    if not wanted:
        return {}
    rows = Attachment.objects.filter(id__in=wanted, duty_id__in=[one.line.id for one in lines])
    return {
        row_id: FileName(name, sha256)
        for row_id, name, sha256 in rows.values_list("id", "name", "sha256")
    }
