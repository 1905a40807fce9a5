# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One measure in full, with everything that hangs on it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from leitstand.core.acts import ActLine, act_from, latest_act_of
from leitstand.core.history import end_of_day, rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_day
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.models import Goal, Measure, Mention, Role
from leitstand.plan.selectors.attachments import attachments
from leitstand.plan.selectors.frame import PlanFrame, plan_frame
from leitstand.plan.selectors.measures import OpenRoleLine, RoleLine


@dataclass(frozen=True, slots=True)
class MentionLine:
    """An institution named beside the holder of a role."""

    institution: InstitutionBrief
    relation: str
    as_printed: str


@dataclass(frozen=True, slots=True)
class FullRole:
    """A role with the institutions named beside it."""

    line: RoleLine
    mentions: tuple[MentionLine, ...]


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """A date, rhythm or count in the measure's words."""

    kind: str
    as_printed: str
    unit: str
    start: dt.date | None
    end: dt.date | None
    value: float | None


@dataclass(frozen=True, slots=True)
class Pointer:
    """Something the measure points at: ``key`` is its id, ``detail`` a code or a sense."""

    key: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class MeasureDetails:
    """What hangs on one measure or part, each list in printed order."""

    roles: list[FullRole] = field(default_factory=list)
    open_roles: list[OpenRoleLine] = field(default_factory=list)
    commitments: list[CommitmentLine] = field(default_factory=list)
    cross_refs: list[Pointer] = field(default_factory=list)
    external_refs: list[Pointer] = field(default_factory=list)
    strategies: list[Pointer] = field(default_factory=list)
    undertakings: list[Pointer] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Joining:
    """The decision that brought a measure in during the plan's term."""

    decided_on: dt.date
    decided_by: InstitutionBrief
    goal: Pointer
    decision: str


@dataclass(frozen=True, slots=True)
class MeasureEntry:
    """A measure or a part, as its page shows it."""

    key: str
    label: str
    number: str
    part: str
    title: str
    summary: str
    remark: str
    node_id: int
    lines: tuple[int, int] | None
    structure_lines: tuple[int, int] | None
    page: int | None
    joined: Joining | None
    last_act: ActLine | None
    details: MeasureDetails


@dataclass(frozen=True, slots=True)
class MeasurePage:
    """All entries of one measure – itself, or its parts – with the goals they serve."""

    frame: PlanFrame
    entries: tuple[MeasureEntry, ...]
    goals: tuple[Pointer, ...]


def measure_page(
    slug: str, key: str, *, language: Language, day: dt.date | None = None
) -> MeasurePage | None:
    """The measure called ``key``, or nothing; the id of a whole gives all its parts.

    6 statements whatever the measure has. Raises :class:`PlanNotFound`.
    """
    frame = plan_frame(slug, language=language, day=day, with_levels=False, with_terms=False)
    rows = answers(
        _entries,
        language,
        day=day,
        plan_id=frame.id,
        key=key,
        part_keys=[f"{key}.{part}" for part in _PARTS],
        prefix=f"{slug}/",
    )
    if not rows:
        return None
    details: dict[int, MeasureDetails] = {row[0]: MeasureDetails() for row in rows}
    briefs = _add_roles(details, frame, beside={row[14] for row in rows if row[14]})
    goals = _add_attachments(details, frame, rows[0][7])
    return MeasurePage(
        frame,
        tuple(
            MeasureEntry(
                key=row[1],
                label=frame.label(row[7], row[2], row[3]),
                number=row[2],
                part=row[3],
                title=row[4],
                summary=row[5],
                remark=row[6],
                node_id=row[7],
                lines=(row[8], row[9]) if row[8] else None,
                structure_lines=(row[10], row[11]) if row[10] else None,
                page=row[12],
                joined=Joining(as_day(row[13]), briefs[row[14]], _joined_goal(row, frame), row[15])
                if row[13]
                else None,
                last_act=act_from(row[19]),
                details=details[row[0]],
            )
            for row in rows
        ),
        tuple(goals),
    )


def _joined_goal(row: tuple[Any, ...], frame: PlanFrame) -> Pointer:
    """The goal that a measure joined for; one statement on a past day, when it may have been
    called otherwise.
    """
    if frame.day is None:
        return Pointer(row[17], row[18], "")
    named = rows_as_of(Goal, frame.day).filter(id=row[16])
    title = named.values_list(f"title_{frame.language}", flat=True).first()
    return Pointer(row[17], title or row[18], "")


def part_keys(frame: PlanFrame, whole: str) -> tuple[str, ...]:
    """The ids of a measure's parts, in printed order; one statement, none found for no parts."""
    rows = rows_as_of(Measure, frame.day).filter(plan_id=frame.id, part__in=_PARTS)
    rows = rows.filter(key__in=[f"{whole}.{part}" for part in _PARTS])
    return tuple(rows.order_by("position").values_list("key", flat=True))


# "II.C" can be part C of measure II; the column says whether it is.
_PARTS = tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
_ROLE, _MENTION = 0, 1


def _add_roles(
    details: dict[int, MeasureDetails], frame: PlanFrame, *, beside: set[int]
) -> dict[int, InstitutionBrief]:
    """Fill in the roles. Returns the institutions with a role, and those of ``beside``."""
    day = frame.day
    # In printed order within each kind.
    rows = sorted(
        answers(_parts_in_it, day=day, measure_ids=list(details)), key=lambda row: row[:2]
    )
    ids = {row[4] for row in rows} | beside
    briefs = institution_briefs(ids, language=frame.language, day=frame.day)
    named: dict[int, list[MentionLine]] = {}
    for tag, _place, role_id, _id, institution_id, relation, as_printed, *_rest in rows:
        if tag == _MENTION:
            line = MentionLine(briefs[institution_id], relation, as_printed)
            named.setdefault(role_id, []).append(line)
    for tag, _place, measure_id, role_id, institution_id, *words in rows:
        if tag == _ROLE:
            details[measure_id].roles.append(
                FullRole(RoleLine(briefs[institution_id], *words), tuple(named.get(role_id, ())))
            )
    return briefs


def _add_attachments(
    details: dict[int, MeasureDetails], frame: PlanFrame, node_id: int
) -> list[Pointer]:
    """Fill in all that is small, and return the goals of the measure's branch."""
    goals: list[Pointer] = []
    path = [node.id for node in frame.path(node_id)]
    for row in attachments(frame, measure_ids=list(details), node_ids=path):
        pointer = Pointer(*row.words[:3])
        if row.tag == "goal":
            goals.append(pointer)
            continue
        if row.tag == "term":
            frame.terms[row.words[0]] = row.words[1]
            continue
        own = details[row.measure_id]
        match row.tag:
            case "open":
                own.open_roles.append(OpenRoleLine(*row.words))
            case "commitment":
                own.commitments.append(
                    CommitmentLine(*row.words[:3], row.start, row.end, row.value)
                )
            case "cross":
                own.cross_refs.append(pointer)
            case "external":
                own.external_refs.append(pointer)
            case "strategy":
                own.strategies.append(pointer)
            case "undertaking":
                own.undertakings.append(pointer)
    return goals


def _entries(
    language: Language,
    *,
    day: dt.date | None,
    plan_id: int,
    key: str,
    part_keys: list[str],
    prefix: str,
) -> QuerySet[Any, Any]:
    texts = (f"title_{language}", f"summary_{language}", f"remark_{language}")
    places = ("node_id", "lines_from", "lines_to", "structure_from", "structure_to", "page")
    joined = ("joined_on", "joined_by_id", "joined_decision", "joined_goal_id")
    # Today's words: a past day asks once more, see _joined_goal.
    goal = ("joined_goal__key", f"joined_goal__title_{language}")
    last_act = latest_act_of(
        Concat(Value(prefix), OuterRef("key")), until=None if day is None else end_of_day(day)
    )
    return (
        rows_as_of(Measure, day)
        .filter(Q(key=key) | Q(key__in=part_keys, part__in=_PARTS), plan_id=plan_id)
        .order_by("position")
        .values_list("id", "key", "number", "part", *texts, *places, *joined, *goal, last_act)
    )


def _parts_in_it(*, day: dt.date | None, measure_ids: list[int]) -> QuerySet[Any]:
    """The roles of the measures, and the institutions named beside their holders."""
    held = rows_as_of(Role, day).filter(measure_id__in=measure_ids)
    beside = rows_as_of(Mention, day).filter(role_id__in=held.order_by().values("id"))
    roles = _shaped(held, _ROLE, "measure_id", "kind", "phase", "scope", "as_printed")
    mentions = _shaped(beside, _MENTION, "role_id", "relation", "as_printed")
    return roles.union(mentions, all=True)


def _shaped(rows: QuerySet[Any], tag: int, owner: str, *words: str) -> QuerySet[Any]:
    """Both kinds of rows in one shape, as a union must have them; absent words are empty."""
    texts = {
        f"word_{i}": F(words[i]) if i < len(words) else Value("", CharField()) for i in range(4)
    }
    shaped: QuerySet[Any] = (
        rows.order_by()
        .annotate(
            tag=Value(tag, IntegerField()),
            place=F("position"),
            owner=F(owner),
            own=F("id"),
            who=F("institution_id"),
            **texts,
        )
        .values_list("tag", "place", "owner", "own", "who", *texts)
    )
    return shaped
