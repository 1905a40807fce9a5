# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rounds and what is owed in them, in the reader's language."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet

from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_instant
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.selectors import MeasureName, PlanFrame, measure_names, plan_frame
from leitstand.steering.answer import AnswerContent, content_from
from leitstand.steering.enums import RemarkKind, RoundState
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.models import Duty, ReportingRound
from leitstand.steering.selectors.rows import open_questions


@dataclass(frozen=True, slots=True)
class RoundCard:
    """A round in a list. ``owed`` counts the answers that somebody owes, ``answered`` those that
    were handed in. ``is_example``: the answers are invented.
    """

    id: int
    plan: str
    slug: str
    title: str
    state: str
    reporting_on: dt.date
    due_on: dt.date
    scope: tuple[str, ...]
    is_example: bool
    opened_at: dt.datetime | None
    closed_at: dt.datetime | None
    frozen_at: dt.datetime | None
    published_at: dt.datetime | None
    owed: int
    answered: int

    @property
    def is_public(self) -> bool:
        """Whether everyone may read what the round holds."""
        return self.state == RoundState.PUBLISHED


@dataclass(frozen=True, slots=True)
class DutyLine:
    """What one institution owes, and what it said last. ``institution`` is None where nobody leads.

    ``content`` is the newest answer handed in; ``draft`` a newer one that was not. ``number`` is
    the newest of either: what somebody who reads this has seen. ``is_accepted``: the office took
    this very answer. ``questions`` counts those of the office that wait for a reply.
    ``answer_number`` is the number of what was handed in, ``replies`` counts what was replied to
    open questions.
    """

    id: int
    measure: MeasureName
    phase: str
    scope: str
    institution: InstitutionBrief | None
    via: InstitutionBrief | None
    number: int
    content: AnswerContent | None
    said_at: dt.datetime | None
    way: str
    speaker: str
    draft: AnswerContent | None
    is_accepted: bool
    questions: int
    answer_number: int = 0
    replies: int = 0

    @property
    def is_answered(self) -> bool:
        """Whether an answer was handed in."""
        return self.content is not None

    @property
    def limits(self) -> str:
        """The phase and scope that the answer is about, as the plan prints them; "" for all."""
        return ", ".join(one for one in (self.phase, self.scope) if one)


@dataclass(frozen=True)
class RoundView:
    """A round with its plan as it stood on the reporting day, and everything owed in it."""

    card: RoundCard
    frame: PlanFrame
    measures: Mapping[str, MeasureName]
    duties: tuple[DutyLine, ...]

    @cached_property
    def owed(self) -> tuple[DutyLine, ...]:
        """The duties that somebody has."""
        return tuple(one for one in self.duties if one.institution is not None)

    def of(self, institution: str) -> tuple[DutyLine, ...]:
        """What one institution owes."""
        return tuple(
            one for one in self.owed if one.institution and one.institution.slug == institution
        )


def round_cards(
    *, language: Language, plan: str | None = None, states: tuple[str, ...] = ()
) -> tuple[RoundCard, ...]:
    """Rounds, newest first, of one plan or of all, in some states or in any; one statement."""
    rows = _with_counts()
    if plan is not None:
        rows = rows.filter(plan__slug=plan)
    if states:
        rows = rows.filter(state__in=states)
    return tuple(_card(row, language) for row in rows)


def round_card(slug: str, *, language: Language) -> RoundCard:
    """One round; one statement. Raises ``RoundNotFound``."""
    found = _with_counts().filter(slug=slug).first()
    if found is None:
        raise RoundNotFound(slug)
    return _card(found, language)


def round_view(slug: str, *, language: Language, institution: str | None = None) -> RoundView:
    """The round with all that is owed in it, or with what one institution owes; 7 statements.

    One more for phases and scopes in another language than the plan's. Raises ``RoundNotFound``.
    """
    card = round_card(slug, language=language)
    frame = plan_frame(card.plan, language=language, day=card.reporting_on, with_levels=False)
    names = measure_names(frame)
    if institution is None:
        found = answers(_duties, round_id=card.id)
    else:
        found = answers(_duties_of, round_id=card.id, institution=institution)
    duties = [_DutyRow(*row) for row in found]
    ids = {i for duty in duties for i in (duty.institution_id, duty.via_id) if i is not None}
    briefs = called_then(ids, language, card.reporting_on)
    return RoundView(
        card,
        frame,
        names,
        tuple(_line(duty, names, briefs) for duty in duties if duty.measure in names),
    )


def called_then(ids: set[int], language: Language, day: dt.date) -> Mapping[int, InstitutionBrief]:
    """The institutions as they were called on the reporting day; one statement.

    One more where the record of one of them begins later: then as it is called today.
    """
    found = institution_briefs(ids, language=language, day=day) if ids else {}
    later = ids - set(found)
    return {**found, **(institution_briefs(later, language=language) if later else {})}


def _with_counts() -> "QuerySet[ReportingRound]":
    owed = Count("duties", filter=Q(duties__institution__isnull=False))
    answered = Count("duties", filter=Q(duties__answer__isnull=False))
    rows = ReportingRound.objects.select_related("plan").annotate(owed=owed, answered=answered)
    # Counting drops the order of the model.
    return rows.order_by("-reporting_on", "-id")


def _card(row: ReportingRound, language: Language) -> RoundCard:
    return RoundCard(
        row.pk,
        row.plan.slug,
        row.slug,
        getattr(row, f"title_{language}"),
        row.state,
        row.reporting_on,
        row.due_on,
        tuple(row.scope),
        row.is_example,
        row.opened_at,
        row.closed_at,
        row.frozen_at,
        row.published_at,
        row.owed,  # type: ignore[attr-defined]
        row.answered,  # type: ignore[attr-defined]
    )


class _DutyRow(NamedTuple):
    """A duty as the database tells it: content is JSON text, an instant may be text."""

    pk: int
    measure: str
    phase: str
    scope: str
    institution_id: int | None
    via_id: int | None
    number: int
    accepted: int | None
    answer_number: int | None
    answer: str | None
    said_at: Any
    way: str | None
    speaker: str | None
    draft: str | None
    questions: int
    replies: int


def _duties(*, day: None, round_id: int) -> "QuerySet[Any, Any]":
    """The columns of :class:`_DutyRow`."""
    replied = Q(remarks__kind=RemarkKind.REPLY, remarks__replies_to__closed_at__isnull=True)
    return (
        Duty.objects.filter(round_id=round_id)
        .annotate(
            questions=Count("remarks", filter=open_questions("remarks__")),
            replies=Count("remarks", filter=replied),
        )
        .order_by("position", "id")
        .values_list(
            "id",
            "measure",
            "phase",
            "scope",
            "institution_id",
            "via_id",
            "number",
            "accepted",
            "answer__number",
            "answer__content",
            "answer__said_at",
            "answer__way",
            "answer__speaker",
            "draft__content",
            "questions",
            "replies",
        )
    )


def _duties_of(*, day: None, round_id: int, institution: str) -> "QuerySet[Any, Any]":
    return _duties(day=None, round_id=round_id).filter(institution__slug=institution)


def _line(
    duty: _DutyRow, names: Mapping[str, MeasureName], briefs: Mapping[int, InstitutionBrief]
) -> DutyLine:
    return DutyLine(
        duty.pk,
        names[duty.measure],
        duty.phase,
        duty.scope,
        briefs.get(duty.institution_id) if duty.institution_id else None,
        briefs.get(duty.via_id) if duty.via_id else None,
        duty.number,
        content_from(duty.answer) if duty.answer else None,
        as_instant(duty.said_at),
        duty.way or "",
        duty.speaker or "",
        content_from(duty.draft) if duty.draft else None,
        duty.answer is not None and duty.accepted == duty.answer_number,
        duty.questions,
        duty.answer_number or 0,
        duty.replies,
    )


def round_titles(round_id: int) -> tuple[str, str]:
    """The titles of a round, German and English; one statement."""
    row = ReportingRound.objects.values_list("title_de", "title_en").get(pk=round_id)
    return (row[0], row[1])
