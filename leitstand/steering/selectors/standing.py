# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the newest published round says of a few measures, in one statement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Concat

from leitstand.core.history import end_of_day
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.steering.answer import content_from
from leitstand.steering.enums import RoundState
from leitstand.steering.models import Duty
from leitstand.steering.rules.rollup import counted_state


@dataclass(frozen=True, slots=True)
class Standing:
    """The counted state of a measure in a round, out of ``answered`` of ``owed`` answers."""

    round: str
    title: str
    is_example: bool
    measure: str
    state: str
    answered: int
    owed: int


def newest_standing(
    plan: str, measures: Sequence[str], *, language: Language, day: dt.date | None
) -> tuple[Standing, ...]:
    """One for each measure that was asked about in the newest round public on ``day``."""
    if not measures:
        return ()
    rows = answers(_said, language, day=day, plan=plan, measures=list(measures))
    newest = [row for row in rows if row[0] == rows[0][0]]
    said: dict[str, list[str]] = {}
    for _round, _title, _is_example, measure, content in newest:
        said.setdefault(measure, []).append(_state(content))
    return tuple(
        Standing(
            newest[0][0],
            newest[0][1],
            bool(newest[0][2]),
            measure,
            counted_state(states),
            sum(map(bool, states)),
            len(states),
        )
        for measure, states in said.items()
    )


def public_counts() -> dict[str, tuple[int, int]]:
    """How many published rounds each plan has, and after how many measures they asked in all; one
    statement.
    """
    rows = Duty.objects.filter(round__state=RoundState.PUBLISHED).order_by()
    places = Concat("round_id", Value("/"), "measure", output_field=CharField())
    counted = rows.values_list("round__plan__slug").annotate(
        rounds=Count("round", distinct=True), measures=Count(places, distinct=True)
    )
    return {plan: (rounds, measures) for plan, rounds, measures in counted}


def asked_in_public(plan: str) -> dict[str, tuple[str, ...]]:
    """The measures that each published round asked about, newest round first; one statement."""
    rows = Duty.objects.filter(round__plan__slug=plan, round__state=RoundState.PUBLISHED)
    found: dict[str, dict[str, None]] = {}
    for slug, measure in rows.order_by("-round__reporting_on", "-round_id", "position").values_list(
        "round__slug", "measure"
    ):
        found.setdefault(slug, {})[measure] = None
    return {slug: tuple(measures) for slug, measures in found.items()}


def _said(
    language: Language, *, day: dt.date | None, plan: str, measures: Sequence[str]
) -> QuerySet[Any, Any]:
    rows = Duty.objects.filter(
        round__plan__slug=plan,
        round__state=RoundState.PUBLISHED,
        measure__in=measures,
    )
    if day is not None:
        rows = rows.filter(round__published_at__lte=end_of_day(day))
    return rows.order_by("-round__reporting_on", "-round_id", "position").values_list(
        "round__slug",
        f"round__title_{language}",
        "round__is_example",
        "measure",
        "answer__content",
    )


def _state(content: str | None) -> str:
    """The state in an answer; "" for silence."""
    return str(content_from(content).state or "") if content else ""
