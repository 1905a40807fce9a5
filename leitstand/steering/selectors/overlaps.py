# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every undertaking that several measures speak of, with what a round says of each."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation

from leitstand.core.languages import Language
from leitstand.plan.selectors import (
    LeadLine,
    MeasureName,
    UndertakingLine,
    led_plan,
    undertakings,
)
from leitstand.steering.rules.overlapping import Overlap, Side, overlap_of
from leitstand.steering.rules.rollup import counted_state
from leitstand.steering.selectors.rounds import DutyLine
from leitstand.steering.selectors.settled import Settled, settled_view


@dataclass(frozen=True, slots=True)
class Speaker:
    """A measure that speaks of the undertaking. ``sense`` is "orders" or "mentions".

    ``state`` is the counted state of its answers in the round, "" where nobody was asked about it.
    """

    name: MeasureName
    sense: str
    as_printed: str
    leads: tuple[LeadLine, ...]
    duties: tuple[DutyLine, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Shared:
    """An undertaking with its measures side by side."""

    key: str
    name: str
    speakers: tuple[Speaker, ...]
    overlap: Overlap

    @property
    def orders(self) -> int:
        """How many measures order it."""
        return sum(one.sense == "orders" for one in self.speakers)


def shared_undertakings(
    plan: str, *, language: Language, day: dt.date | None, newest: Settled | None
) -> tuple[Shared, ...]:
    """Those of at least two measures, as the plan stood on a day; 5 statements.

    One more in another language than the plan's, and one where the archive is read for the first
    time. ``newest`` is the round that is shown. Raises ``PlanNotFound``.
    """
    led = led_plan(plan, language=language, day=day)
    duties: dict[str, list[DutyLine]] = {}
    if newest is not None:
        for line in settled_view(newest, language=language).duties:
            duties.setdefault(line.measure.key, []).append(line)
    with translation.override(language):
        return tuple(
            _shared(line, led.names, led.leads, duties)
            for line in undertakings(led)
            if len(line.places) > 1
        )


def _shared(
    line: UndertakingLine,
    names: Mapping[str, MeasureName],
    leads: Mapping[str, tuple[LeadLine, ...]],
    duties: Mapping[str, Sequence[DutyLine]],
) -> Shared:
    speakers = tuple(
        Speaker(
            names[place.measure],
            place.sense,
            place.as_printed,
            leads.get(place.measure, ()),
            tuple(duties.get(place.measure, ())),
            _state(duties.get(place.measure, ())),
        )
        for place in line.places
    )
    sides = [
        Side(
            one.name.key,
            one.name.label,
            duty.institution.label if duty.institution else "",
            duty.content,
        )
        for one in speakers
        for duty in one.duties
        if duty.content
    ]
    return Shared(line.key, line.name, speakers, overlap_of(sides))


def _state(duties: Sequence[DutyLine]) -> str:
    if not duties:
        return ""
    return counted_state(str(one.content.state or "") if one.content else "" for one in duties)
