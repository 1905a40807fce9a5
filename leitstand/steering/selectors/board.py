# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The board of an institution: what it owes until when, and its load across all roles."""

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from django.db.models import Count

from leitstand.core.languages import Language
from leitstand.core.selectors import (
    InstitutionBrief,
    group_members,
    institution_briefs,
    institution_ids,
)
from leitstand.plan.enums import RoleKind
from leitstand.plan.selectors import MeasureLine, measure_lines, plan_frame
from leitstand.steering.models import Duty, ReportingRound
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.rows import open_questions

# Kind, limits, institution and group of a role.
_Place: TypeAlias = "tuple[str, str, int, str]"


@dataclass(frozen=True, slots=True)
class BoardRound:
    """A round that runs."""

    slug: str
    title: str
    state: str
    due_on: dt.date
    is_example: bool


@dataclass(frozen=True, slots=True)
class BoardDuty:
    """One answer that an institution of the board owes. ``is_late``: unanswered after the deadline.

    ``limits`` is the phase and scope that it is about, as the plan prints them.
    """

    id: int
    round: BoardRound
    institution: InstitutionBrief
    measure: str
    label: str
    title: str
    limits: str
    is_answered: bool
    has_draft: bool
    questions: int
    is_late: bool

    @property
    def waits(self) -> bool:
        """Whether something is expected of the institution."""
        return not self.is_answered or self.questions > 0


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role of an institution of the board in a measure of the plan.

    ``via`` is the group through which it holds it, "" for its own name. ``waits``: its own answer
    about the measure is missing. ``leads`` names who leads.
    """

    institution: InstitutionBrief
    kind: str
    measure: str
    label: str
    title: str
    limits: str
    via: str
    leads: tuple[str, ...]
    waits: bool


@dataclass(frozen=True, slots=True)
class Board:
    """What stands before the people of some institutions, in one plan; see :func:`board`.

    ``plans`` are all plans in which they owe something; ``plan`` is the one shown, "" for none.
    """

    plan: str
    plan_title: str
    plans: tuple[str, ...]
    institutions: tuple[InstitutionBrief, ...]
    duties: tuple[BoardDuty, ...]
    roles: tuple[HeldRole, ...]

    @property
    def waiting(self) -> tuple[BoardDuty, ...]:
        """What is expected, the earliest deadline first."""
        found = [one for one in self.duties if one.waits]
        return tuple(sorted(found, key=lambda one: (one.round.due_on, one.id)))

    @property
    def done(self) -> tuple[BoardDuty, ...]:
        """What was handed in and raises no question."""
        return tuple(one for one in self.duties if not one.waits)

    def of_kind(self, kind: str) -> tuple[HeldRole, ...]:
        """The roles of one kind, in the order of the plan."""
        return tuple(one for one in self.roles if one.kind == kind)


def board(
    institutions: Collection[str], *, language: Language, today: dt.date, plan: str = ""
) -> Board:
    """The board of these institutions in ``plan``, else in the plan that waits first.

    At most 10 statements, however many institutions, rounds and measures there are.
    """
    ids = institution_ids()
    mine = {ids[slug] for slug in institutions if slug in ids}
    rows = list(
        Duty.objects.filter(institution__in=mine, round__state__in=TAKES_ANSWERS)
        .select_related("round__plan")
        .only(
            "measure",
            "phase",
            "scope",
            "institution_id",
            "answer_id",
            "draft_id",
            "round__slug",
            f"round__title_{language}",
            "round__state",
            "round__due_on",
            "round__reporting_on",
            "round__is_example",
            "round__plan__slug",
        )
        .annotate(questions=Count("remarks", filter=open_questions("remarks__")))
        .order_by("round__due_on", "round_id", "position", "id")
    )
    plans = tuple(dict.fromkeys(row.round.plan.slug for row in rows)) or _known_plans()
    shown = plan if plan in plans else (plans[0] if plans else "")
    if not mine or not shown:
        briefs = institution_briefs(mine, language=language) if mine else {}
        return Board("", "", plans, tuple(briefs.values()), (), ())
    rows = [row for row in rows if row.round.plan.slug == shown]
    # One reading of the plan for names and roles alike: that of the round that asks last.
    day = max((row.round.reporting_on for row in rows), default=None)
    frame = plan_frame(shown, language=language, day=day, with_levels=False)
    lines = {one.key: one for one in measure_lines(frame)}
    briefs = institution_briefs(mine, language=language)
    groups = {
        slug: tuple(member for member in members if member in mine)
        for slug, members in _members_by_slug(ids, day or today).items()
    }
    duties = tuple(
        _duty(row, briefs, lines[row.measure], language, today)
        for row in rows
        if row.measure in lines
    )
    missing = {(one.institution.slug, one.measure) for one in duties if not one.is_answered}
    roles = tuple(
        _held(line, place, briefs[place[2]], missing)
        for line in lines.values()
        for place in _holders(line, ids, mine, groups)
    )
    return Board(
        shown, frame.title, plans, tuple(briefs[one] for one in sorted(mine)), duties, roles
    )


def _known_plans() -> tuple[str, ...]:
    """Where nobody owes anything now, the plan that was asked about last."""
    found = ReportingRound.objects.order_by("-reporting_on").values_list("plan__slug", flat=True)
    return tuple(found[:1])


def _members_by_slug(ids: Mapping[str, int], day: dt.date) -> dict[str, tuple[int, ...]]:
    slugs = {row_id: slug for slug, row_id in ids.items()}
    return {slugs[group]: members for group, members in group_members(day=day).items()}


def _holders(
    line: MeasureLine,
    ids: Mapping[str, int],
    mine: Collection[int],
    groups: Mapping[str, tuple[int, ...]],
) -> list[_Place]:
    """Kind, limits, institution and group of every role that one of ``mine`` has in the measure."""
    found: dict[_Place, None] = {}
    for role in line.roles:
        limits = ", ".join(part for part in (role.phase, role.scope) if part)
        own = ids[role.institution.slug]
        if own in mine:
            found[(role.kind, limits, own, "")] = None
        for member in groups.get(role.institution.slug, ()):
            found[(role.kind, limits, member, role.institution.label)] = None
    return list(found)


def _held(
    line: MeasureLine,
    place: _Place,
    holder: InstitutionBrief,
    missing: Collection[tuple[str, str]],
) -> HeldRole:
    kind, limits, _row_id, via = place
    return HeldRole(
        holder,
        kind,
        line.key,
        line.label,
        line.title,
        limits,
        via,
        tuple(dict.fromkeys(role.institution.label for role in line.leads)),
        kind == RoleKind.LEAD and (holder.slug, line.key) in missing,
    )


def _duty(
    row: Duty,
    briefs: Mapping[int, InstitutionBrief],
    line: MeasureLine,
    language: Language,
    today: dt.date,
) -> BoardDuty:
    asked = row.round
    is_answered = row.answer_id is not None
    return BoardDuty(
        row.pk,
        BoardRound(
            asked.slug,
            getattr(asked, f"title_{language}"),
            asked.state,
            asked.due_on,
            asked.is_example,
        ),
        briefs[row.institution_id or 0],
        row.measure,
        line.label,
        line.title,
        ", ".join(part for part in (row.phase, row.scope) if part),
        is_answered,
        row.draft_id is not None,
        row.questions,  # type: ignore[attr-defined]
        not is_answered and asked.due_on < today,
    )
