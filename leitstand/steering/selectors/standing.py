# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the newest published round says of a few measures, in one statement."""

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from leitstand.core.history import end_of_day
from leitstand.core.languages import Language
from leitstand.core.prepared import answers
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


def _state(content: Any) -> str:
    """The state in an answer; "" for silence. Some databases give JSON as text."""
    document = json.loads(content) if isinstance(content, str) else content
    return str((document or {}).get("state") or "")
