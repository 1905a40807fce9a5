# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The published decisions about a few measures, in one statement."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from leitstand.committee.models import Amendment, DecisionMeasure
from leitstand.core.history import end_of_day
from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_day
from leitstand.ui.panels import Told, told, told_values


@dataclass(frozen=True, slots=True)
class Mention:
    """A decision that names a measure; ``is_amended`` where it changed the measure's words."""

    measure: str
    decision: int
    number: str
    decided_on: dt.date
    is_example: bool
    is_amended: bool


def newest_mentions(
    plan: str, measures: Sequence[str], *, day: dt.date | None
) -> tuple[Mention, ...]:
    """The decisions public on ``day`` (now for None) that hold, newest first; one statement.

    What holds no more is on the page of decisions, with what superseded it.
    """
    if not measures:
        return ()
    rows = answers(mentions_told, "de", day=day, plan=plan, measures=list(measures))
    return mentions([told_values(column) for _room, column in rows])


def mentions(rows: Sequence[Told]) -> tuple[Mention, ...]:
    """What the rows of :func:`mentions_told` come to, newest first."""
    found = (
        Mention(
            row["measure"],
            row["decision"],
            row["number"],
            as_day(row["decided_on"]),
            bool(row["is_example"]),
            bool(row["is_amended"]),
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: (one.decided_on, one.decision), reverse=True))


def mentions_told(
    language: Language, *, day: dt.date | None, plan: str, measures: Sequence[str]
) -> QuerySet[Any, Any]:
    """The decisions about the measures that are public and hold, for :func:`mentions`."""
    published = "decision__item__meeting__published_at"
    later = "decision__superseded_by__decision__item__meeting__published_at"
    amended = Amendment.objects.filter(decision=OuterRef("decision"), measure=OuterRef("measure"))
    rows = DecisionMeasure.objects.filter(measure__in=measures, decision__body__plan__slug=plan)
    if day is None:
        rows = rows.filter(**{f"{published}__isnull": False, f"{later}__isnull": True})
    else:
        until = end_of_day(day)
        rows = rows.filter(**{f"{published}__lte": until})
        superseded = DecisionMeasure.objects.filter(pk=OuterRef("pk"), **{f"{later}__lte": until})
        rows = rows.filter(~Exists(superseded))
        amended = amended.filter(recorded_at__lte=until)
    return told(
        rows.annotate(is_amended=Exists(amended)),
        "committee",
        measure="measure",
        decision="decision_id",
        number="decision__number",
        decided_on="decision__decided_on",
        is_example="decision__item__meeting__is_example",
        is_amended="is_amended",
    )
