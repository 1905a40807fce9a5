# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the published rules say about the answers of a round, each beside what was said before."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeAlias

from django.db.models import QuerySet, Subquery
from django.utils import timezone

from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_instant
from leitstand.plan.selectors import PlanFrame, plan_deadlines
from leitstand.steering.answer import content_from
from leitstand.steering.models import Duty, ReportingRound
from leitstand.steering.rules.assessing.case import Case, Deadline
from leitstand.steering.rules.assessing.mergers import successor
from leitstand.steering.rules.assessment import Assessment, assess
from leitstand.steering.rules.contradictions import Contradiction, contradictions
from leitstand.steering.rules.life import SETTLED
from leitstand.steering.rules.rollup import counted_state
from leitstand.steering.rules.said import Said
from leitstand.steering.selectors.rounds import DutyLine, RoundCard, RoundView

# The same duty in every round: measure, phase, scope, institution ("" for nobody).
Place: TypeAlias = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class Judged:
    """What the rules conclude about one answer, and where it contradicts something."""

    assessment: Assessment
    contradictions: tuple[Contradiction, ...]
    is_slipping: bool


def place_of(line: DutyLine) -> Place:
    """How the duty is found again in another round."""
    owner = line.institution.slug if line.institution else ""
    return (line.measure.key, line.phase, line.scope, owner)


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said in earlier rounds, oldest first, and what those rounds are called."""

    answers: dict[Place, tuple[Said, ...]]
    titles: Mapping[str, str]


def earlier_answers(
    card: RoundCard, *, measure: str | None = None, states: frozenset[str] = SETTLED
) -> dict[Place, tuple[Said, ...]]:
    """The last word of every frozen round of the plan before this one, oldest first; 1 statement.

    Of one measure where it is given; of rounds in ``states`` only.
    """
    return said_before(card, language="de", measure=measure, states=states).answers


def said_before(
    card: RoundCard,
    *,
    language: Language,
    measure: str | None = None,
    states: frozenset[str] = SETTLED,
) -> Earlier:
    """The earlier answers, with what their rounds are called; 1 statement."""
    if measure is None:
        rows = answers(_earlier, language, states, round_id=card.id)
    else:
        rows = answers(_earlier_of, language, states, round_id=card.id, measure=measure)
    found: dict[Place, tuple[Said, ...]] = {}
    titles: dict[str, str] = {}
    for key, phase, scope, owner, slug, title, said_at, content in rows:
        said = Said(slug, timezone.localdate(as_instant(said_at)), content_from(content))
        place = (key, phase, scope, owner or "")
        found[place] = (*found.get(place, ()), said)
        titles[slug] = title
    return Earlier(found, titles)


def _earlier(
    language: Language, states: frozenset[str], *, day: None, round_id: int
) -> "QuerySet[Any, Any]":
    return (
        answered_before(round_id, states)
        .order_by("round__reporting_on", "round_id")
        .values_list(
            "measure",
            "phase",
            "scope",
            "institution__slug",
            "round__slug",
            f"round__title_{language}",
            "answer__said_at",
            "answer__content",
        )
    )


def answered_before(round_id: int, states: frozenset[str] = SETTLED) -> "QuerySet[Duty]":
    """What was answered in the plan's rounds before this one, in those that are in ``states``.

    Never an invented answer where a real one is asked for, nor the other way round.
    """
    asked = ReportingRound.objects.filter(pk=round_id)
    return Duty.objects.filter(
        round__plan_id__in=asked.values("plan_id"),
        round__state__in=states,
        round__is_example=Subquery(asked.values("is_example")[:1]),
        round__reporting_on__lt=Subquery(asked.values("reporting_on")[:1]),
        answer__isnull=False,
    )


def _earlier_of(
    language: Language, states: frozenset[str], *, day: None, round_id: int, measure: str
) -> "QuerySet[Any, Any]":
    return _earlier(language, states, day=None, round_id=round_id).filter(measure=measure)


def deadlines_of(frame: PlanFrame) -> dict[str, tuple[Deadline, ...]]:
    """The days that the plan itself prints, by measure; one statement."""
    return {
        key: tuple(Deadline(words, day) for words, day in found)
        for key, found in plan_deadlines(frame.id, day=frame.day).items()
    }


def judged(
    view: RoundView,
    before: Mapping[Place, tuple[Said, ...]],
    *,
    on: dt.date,
    deadlines: Mapping[str, tuple[Deadline, ...]] | None = None,
    with_silence: bool = False,
) -> dict[int, Judged]:
    """What the rules say about every answer of the view, by the duty's number.

    ``with_silence``: also about what was not answered. ``deadlines`` of the plan, by measure.
    """
    states = _states(view)
    merged_into = {
        line.measure.key: line.content.merged_into
        for line in view.duties
        if line.content and line.content.merged_into
    }
    labels = {key: name.label for key, name in view.measures.items()} if merged_into else {}
    found: dict[int, Judged] = {}
    for line in view.duties:
        said = None
        if line.content is not None and line.said_at is not None:
            said = Said(view.card.slug, timezone.localdate(line.said_at), line.content)
        elif not with_silence:
            continue
        named = line.content.merged_into if line.content else ""
        case = Case(
            judged_on=on,
            said=said,
            before=before.get(place_of(line), ()),
            deadlines=(deadlines or {}).get(line.measure.key, ()),
            successor=successor(
                line.measure.key, named, labels=labels, states=states, merged_into=merged_into
            )
            if named
            else None,
        )
        found[line.id] = _judged(case, view.frame.language)
    return found


@lru_cache(maxsize=4_096)
def _judged(case: Case, _language: Language) -> Judged:
    """The same case is judged alike whenever it is asked, in the sentences of one language.

    A board asks about a hundred answers that have not changed since it was last looked at.
    """
    verdict = assess(case)
    return Judged(
        verdict, contradictions(case, verdict), any(one.is_slipping for one in case.histories)
    )


def _states(view: RoundView) -> dict[str, str]:
    """The counted state of each measure, as the rule "measure-state" says."""
    said: dict[str, list[str]] = {}
    for line in view.duties:
        state = line.content.state if line.content else None
        said.setdefault(line.measure.key, []).append(str(state or ""))
    return {key: counted_state(states) for key, states in said.items()}
