# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the newest published round says of a few measures, in one statement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Count, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from leitstand.core.history import end_of_day
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.steering.answer import content_from
from leitstand.steering.enums import RoundState
from leitstand.steering.models import Duty
from leitstand.steering.rules.rollup import counted_state
from leitstand.ui.panels import Told, told, told_values


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
    """One for each measure that was asked about in the newest round public on ``day``; one
    statement.
    """
    if not measures:
        return ()
    rows = answers(standing_told, language, day=day, plan=plan, measures=list(measures))
    return standings([told_values(column) for _room, column in rows])


def standings(rows: Sequence[Told]) -> tuple[Standing, ...]:
    """What the rows of :func:`standing_told` come to, in the newest of their rounds."""
    ordered = sorted(rows, key=lambda row: row["position"])
    newest = max(((row["reporting_on"], row["id"]) for row in rows), default=None)
    asked = [row for row in ordered if (row["reporting_on"], row["id"]) == newest]
    said: dict[str, list[str]] = {}
    for row in asked:
        said.setdefault(row["measure"], []).append(_state(row["content"]))
    return tuple(
        Standing(
            asked[0]["round"],
            asked[0]["title"],
            bool(asked[0]["is_example"]),
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


def standing_told(
    language: Language, *, day: dt.date | None, plan: str, measures: Sequence[str]
) -> QuerySet[Any, Any]:
    """What was answered about the measures in public rounds, for :func:`standings`."""
    rows = Duty.objects.filter(
        round__plan__slug=plan,
        round__state=RoundState.PUBLISHED,
        measure__in=measures,
    )
    if day is not None:
        rows = rows.filter(round__published_at__lte=end_of_day(day))
    return told(
        rows,
        "steering",
        round="round__slug",
        title=f"round__title_{language}",
        is_example="round__is_example",
        reporting_on="round__reporting_on",
        id="round_id",
        position="position",
        measure="measure",
        # As text, so that an answer that was read once need not be read again.
        content=Cast("answer__content", TextField()),
    )


def _state(content: str | None) -> str:
    """The state in an answer; "" for silence."""
    return str(content_from(content).state or "") if content else ""
