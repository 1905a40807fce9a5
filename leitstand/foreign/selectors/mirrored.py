# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What other programmes say about measures of a plan. Never counted as an answer of our own."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone, translation

from leitstand.core.languages import Language
from leitstand.foreign.enums import Fault
from leitstand.foreign.rules.faults import fault_sentence
from leitstand.foreign.rules.mirror import FetchNote, Mirror, Observed, meaning
from leitstand.foreign.selectors.reading import mirrors_recorded, mirrors_shown
from leitstand.plan.selectors import (
    MeasureName,
    PlanFrame,
    measure_names,
    outside_codes,
    plan_frame,
)
from leitstand.steering.rules.wording import state_words


@dataclass(frozen=True, slots=True)
class ForeignState:
    """What a source says of one measure of the plan.

    ``words`` are the source's own, ``state`` is ours for them (a value of ``Progress`` or
    ``Overall``) and "" where there is none; ``is_decided`` is off where nobody has looked at the
    word yet. ``fetched_at`` is when this was first received, ``checked_at`` when the source last
    confirmed its report, ``failed_at`` when an attempt after that brought nothing, ``failure`` why.
    ``is_gone``: the newest report does not name the measure any more. ``href`` leads to the
    source's own page, "" where it names none.
    """

    code: str
    measure: str
    label: str
    title: str
    programme: str
    source: str
    source_name: str
    source_language: str
    words: str
    state: str
    is_decided: bool
    reporting_on: dt.date
    said_on: dt.date | None
    fetched_at: dt.datetime
    checked_at: dt.datetime | None
    failed_at: dt.datetime | None
    failure: str
    is_stale: bool
    is_gone: bool
    is_example: bool
    href: str

    @property
    def state_words(self) -> str:
        """Our word for the state in the active language, "" where there is none."""
        return state_words(self.state) if self.state else ""


@dataclass(frozen=True, slots=True)
class Steered:
    """A measure that another programme steers, and what is known of it: nothing, or a state from
    each source that speaks of it.
    """

    measure: MeasureName
    programme: str
    programme_name: str
    code: str
    states: tuple[ForeignState, ...]
    has_source: bool


@dataclass(frozen=True, slots=True)
class SteeredElsewhere:
    """All of a plan's measures that other programmes steer, and where that is known from."""

    frame: PlanFrame
    measures: tuple[Steered, ...]
    mirrors: tuple[Mirror, ...]


def foreign_states(
    plan: str, *, until: dt.datetime | None, language: Language
) -> tuple[ForeignState, ...]:
    """What other programmes say about the plan's measures, in the order of the plan.

    With ``until`` exactly what was recorded by then, so that a report built anew says the same; its
    age is that of this moment. 5 statements. Raises ``PlanNotFound``.
    """
    at = until or timezone.now()
    day = timezone.localdate(until) if until else None
    frame = plan_frame(plan, language=language, day=day, with_levels=False, with_terms=False)
    mirrors = mirrors_recorded(plan, until=at) if until else mirrors_shown(plan, day=None)
    return tuple(state for one in _steered(frame, mirrors, at) for state in one.states)


def steered_elsewhere(plan: str, *, language: Language, day: dt.date | None) -> SteeredElsewhere:
    """Every measure that another programme steers, as a page of ``day`` shows it; 5 statements.

    Raises ``PlanNotFound``.
    """
    frame = plan_frame(plan, language=language, day=day, with_levels=False, with_terms=False)
    mirrors = mirrors_shown(plan, day=day)
    return SteeredElsewhere(frame, _steered(frame, mirrors, moment(day)), mirrors)


def states_on_page(
    plan: str,
    outside: Mapping[str, Sequence[tuple[str, str]]],
    *,
    language: Language,
    day: dt.date | None,
) -> tuple[ForeignState, ...]:
    """What is said of a few measures, whose codes the page knows already; one statement.

    None at all where no programme steers one of them. Labels and titles are the page's own.
    """
    programmes = sorted({programme for pairs in outside.values() for programme, _code in pairs})
    if not programmes:
        return ()
    mirrors = mirrors_shown(plan, day=day, programmes=programmes)
    read = _Reading(mirrors, language, moment(day))
    return tuple(
        state
        for measure, pairs in outside.items()
        for programme, code in pairs
        for state in read.states(MeasureName(measure, measure, "", "", 0), programme, code)
    )


def moment(day: dt.date | None) -> dt.datetime:
    """The moment from which a page of ``day`` looks: its end, or now."""
    if day is None:
        return timezone.now()
    return timezone.make_aware(dt.datetime.combine(day, dt.time.max))


def _steered(frame: PlanFrame, mirrors: Sequence[Mirror], at: dt.datetime) -> tuple[Steered, ...]:
    names = measure_names(frame)
    read = _Reading(mirrors, frame.language, at)
    return tuple(
        Steered(
            names[one.measure],
            one.programme,
            one.programme_name,
            one.code,
            tuple(read.states(names[one.measure], one.programme, one.code)),
            any(mirror.programme == one.programme for mirror in mirrors),
        )
        for one in outside_codes(frame)
        if one.measure in names
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """Sources, read in a language as of a moment."""

    mirrors: Sequence[Mirror]
    language: Language
    at: dt.datetime

    def states(self, measure: MeasureName, programme: str, code: str) -> Iterable[ForeignState]:
        """What each source says of a measure."""
        for mirror in self.mirrors:
            said = mirror.of(code) if mirror.programme == programme else None
            if said is not None:
                yield self._state(measure, code, mirror, said)

    def _state(
        self, measure: MeasureName, code: str, mirror: Mirror, said: Observed
    ) -> ForeignState:
        found = meaning(mirror.terms, said.state)
        failed, good = mirror.failed(self.at), mirror.last_good
        return ForeignState(
            code=code,
            measure=measure.key,
            label=measure.label,
            title=measure.title,
            programme=mirror.programme,
            source=mirror.slug,
            source_name=mirror.terms.name(self.language),
            source_language=mirror.terms.language,
            words=said.words(self.language),
            state=found or "",
            is_decided=found is not None,
            reporting_on=said.reporting_on,
            said_on=said.said_on,
            fetched_at=said.fetched_at,
            checked_at=good.at if good else None,
            failed_at=failed.at if failed else None,
            failure=failure_words(failed, self.language),
            is_stale=mirror.is_stale(said, timezone.localdate(self.at)),
            is_gone=mirror.is_gone(said),
            is_example=said.is_example or mirror.terms.is_example,
            href=str(said.content.get("url") or mirror.href),
        )


def failure_words(failed: FetchNote | None, language: Language) -> str:
    """Why the newest attempt brought nothing, "" where it did."""
    if failed is None:
        return ""
    with translation.override(language):
        return fault_sentence(failed.fault or Fault.INTERRUPTED, failed.details)
