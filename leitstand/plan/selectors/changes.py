# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed in a plan between two days, and by which acts.

The answer is that of comparing the whole plan on both days (``leitstand plan diff`` does so), but
only the tables with a history row in between are read: a reader who asks what is new pays for what
is new.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Max, Min, Q, QuerySet, Value

from leitstand.core.acts import ActLine, act_lines
from leitstand.core.history import BERLIN, end_of_day, rows_as_of, start_of_day
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.languages import Language
from leitstand.core.records import (
    Change,
    Identities,
    Key,
    Records,
    RecordTable,
    compare,
    read,
)
from leitstand.core.selectors import InstitutionBrief, institution_briefs, institution_records
from leitstand.plan.mapping import PLAN, PLAN_TABLES
from leitstand.plan.models import Participation, Plan
from leitstand.plan.selectors.documents import plan_id_on

_TABLES: tuple[RecordTable, ...] = (*INSTITUTION_TABLES, PLAN.table, *PLAN_TABLES)
_INSTITUTIONAL = frozenset(table.name for table in INSTITUTION_TABLES)
_OWNERS = {"institution": "id", "institution_name": "institution_id", "membership": "group_id"}


@dataclass(frozen=True, slots=True)
class PlanAct:
    """An act that wrote to a plan. ``holds_from`` is the earliest day from which any of it holds.

    ``is_late``: nothing of it holds only from within the days compared, it was recorded then.
    """

    act: ActLine
    records: int
    holds_from: dt.datetime
    is_late: bool


@dataclass(frozen=True, slots=True)
class DatedChange:
    """A difference, with the acts behind it (the last one last) and since when it holds.

    Both are empty where the record itself did not change and only came into the plan's view.
    """

    change: Change
    acts: tuple[ActLine, ...]
    holds_from: dt.datetime | None


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """The changes from the end of ``since`` to the end of ``until``, with their acts.

    ``before`` and ``after`` hold the records of the tables concerned, ``institutions`` every
    institution by slug.
    """

    since: dt.date
    until: dt.date
    changes: tuple[DatedChange, ...]
    acts: tuple[PlanAct, ...]
    before: Records
    after: Records
    institutions: dict[str, InstitutionBrief]


@dataclass(frozen=True, slots=True)
class _Touch:
    table: str
    row_id: int
    event_id: int | None
    holds_from: dt.datetime


def previous_day(slug: str, *, today: dt.date) -> dt.date:
    """The day on which the plan stood as it did before its newest state; 3 statements.

    That is the day of the act before the newest one, or the newest itself where nothing came
    before. Raises :class:`PlanNotFound`, also where the plan did not stand yet.
    """
    plan_id = plan_id_on(slug, None)
    newest = _newest(plan_id, Q(history_date__lte=end_of_day(today)))
    if newest is None:
        plan_id_on(slug, today)
        return today  # it stood, but nothing was ever in it
    before = _newest(plan_id, Q(history_date__lt=start_of_day(newest)))
    return before or newest


def _newest(plan_id: int, condition: Q) -> dt.date | None:
    found = [
        table.model_class.history.model.objects.order_by()
        .filter(condition, plan_id=plan_id)
        .values("plan_id")
        .annotate(last=Max("history_date"))
        .values_list("last", flat=True)
        for table in PLAN_TABLES
    ]
    instants: list[dt.datetime] = [instant for instant in found[0].union(*found[1:]) if instant]
    return max(instants).astimezone(BERLIN).date() if instants else None


def plan_changes(slug: str, *, since: dt.date, until: dt.date, language: Language) -> PlanChanges:
    """What a reader finds different at the end of ``until`` who last looked at that of ``since``.

    4 statements where nothing changed; two more for every table that did, and one for each that
    such a table refers to. Raises :class:`PlanNotFound` where the plan did not stand on a day.
    """
    plan_id = plan_id_on(slug, since)
    window = Q(history_date__gt=end_of_day(since), history_date__lte=end_of_day(until))
    touches = list(_touches(plan_id, window))
    late = _late_acts(plan_id, since, until)
    lines = act_lines({t.event_id for t in touches if t.event_id} | set(late))
    acts = _acts(touches, late, lines)
    if not touches:
        return PlanChanges(since, until, (), acts, {}, {}, {})
    reading = _Reading(slug, plan_id, {touch.table for touch in touches}, language)
    after, before = reading.on(until, is_first=True), reading.on(since, is_first=False)
    changes = compare(
        {name: before.get(name, {}) for name in reading.compared},
        {name: after.get(name, {}) for name in reading.compared},
    )
    dated = _Dates(touches, reading.identities, lines)
    return PlanChanges(
        since,
        until,
        tuple(dated.of(change) for change in changes),
        acts,
        before,
        after,
        {brief.slug: brief for brief in reading.institutions.values()},
    )


def _history_rows(plan_id: int) -> Iterator[tuple[RecordTable, QuerySet[Any]]]:
    """The history of every table, as far as it is this plan's."""
    members = Participation.history.model.objects.filter(plan_id=plan_id).values("institution_id")
    for table in _TABLES:
        rows = table.model_class.history.model.objects.order_by().filter(**dict(table.constant))
        if table.name in _INSTITUTIONAL:
            yield table, rows.filter(**{f"{_OWNERS[table.name]}__in": members})
        elif table.scope:
            yield table, rows.filter(plan_id=plan_id)
        else:
            yield table, rows.filter(id=plan_id)


def _touches(plan_id: int, window: Q) -> Iterator[_Touch]:
    """Every history row in the window, the earlier first; one statement."""
    parts = [
        rows.filter(window)
        .annotate(record_table=Value(table.name))
        .values_list("record_table", "id", "event_id", "history_date", "history_id")
        for table, rows in _history_rows(plan_id)
    ]
    found = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[3], row[4]))
    for table, row_id, event_id, holds_from, _history_id in found:
        yield _Touch(table, row_id, event_id, holds_from)


def _late_acts(plan_id: int, since: dt.date, until: dt.date) -> dict[int, tuple[int, dt.datetime]]:
    """Acts recorded after ``since`` that hold from before it, with how much and since when.

    One statement.
    """
    condition = Q(recorded_at__gt=end_of_day(since), recorded_at__lte=end_of_day(until))
    condition &= Q(history_date__lte=end_of_day(since), event_id__isnull=False)
    parts = [
        rows.filter(condition)
        .values("event_id")
        .annotate(count=Count("history_id"), first=Min("history_date"))
        .values_list("event_id", "count", "first")
        for table, rows in _history_rows(plan_id)
        if table.name not in _INSTITUTIONAL
    ]
    found: dict[int, tuple[int, dt.datetime]] = {}
    for event_id, count, first in parts[0].union(*parts[1:], all=True):
        known, earliest = found.get(event_id, (0, first))
        found[event_id] = (known + count, min(earliest, first))
    return found


def _acts(
    touches: Iterable[_Touch],
    late: dict[int, tuple[int, dt.datetime]],
    lines: dict[int, ActLine],
) -> tuple[PlanAct, ...]:
    """Every act once, the one recorded last first."""
    found = dict(late)
    in_time: set[int] = set()
    for touch in touches:
        if touch.event_id is None:
            continue
        count, first = found.get(touch.event_id, (0, touch.holds_from))
        found[touch.event_id] = (count + 1, min(first, touch.holds_from))
        in_time.add(touch.event_id)
    acts = (
        PlanAct(lines[event_id], count, first, is_late=event_id not in in_time)
        for event_id, (count, first) in found.items()
    )
    return tuple(sorted(acts, key=lambda one: one.act.id, reverse=True))


class _Reading:
    """Reads a plan's touched tables, with those they refer to, on two days."""

    def __init__(self, slug: str, plan_id: int, touched: set[str], language: Language) -> None:
        self.slug, self.plan_id, self.language = slug, plan_id, language
        self.identities = Identities()
        self.institutions: dict[int, InstitutionBrief] = {}
        # Who joins or leaves a plan comes into view, or goes out of it, with all that is its own.
        self._has_members = bool(touched & {*_INSTITUTIONAL, "participation"})
        compared = touched | (_INSTITUTIONAL if self._has_members else frozenset())
        self.compared = tuple(table.name for table in _TABLES if table.name in compared)

    def on(self, day: dt.date, *, is_first: bool) -> Records:
        """The records at the end of ``day``.

        The first day read brings the tables referred to; what nobody touched is the same on both.
        """
        records: Records = {}
        self.identities.learn(PLAN.table.name, (self.slug,), self.plan_id)
        self.institutions |= institution_briefs(None, language=self.language, day=day)
        for row_id, brief in self.institutions.items():
            self.identities.learn("institution", (brief.slug,), row_id)
        if self._has_members:
            members = rows_as_of(Participation, day).filter(plan_id=self.plan_id)
            slugs = set(members.values_list("institution__slug", flat=True))
            records |= institution_records(self.identities, slugs=slugs, day=day)
        if PLAN.table.name in self.compared:
            [head] = rows_as_of(Plan, day).filter(id=self.plan_id).values(*PLAN.table.all_columns)
            records[PLAN.table.name] = {(self.slug,): head}
        names = _with_references(self.compared) if is_first else set(self.compared)
        tables = [table for table in PLAN_TABLES if table.name in names]
        return records | read(tables, self.identities, day=day, scope_id=self.plan_id)


def _with_references(names: Iterable[str]) -> set[str]:
    """The tables and all those whose names their records use."""
    tables = {table.name: table for table in PLAN_TABLES}
    found, waiting = set(names), list(names)
    while waiting:
        table = tables.get(waiting.pop())
        for target in table.refs.values() if table else ():
            if target not in found:
                found.add(target)
                waiting.append(target)
    return found


class _Dates:
    """Finds the acts behind a difference, by the row that it speaks of."""

    def __init__(
        self, touches: Iterable[_Touch], identities: Identities, lines: dict[int, ActLine]
    ) -> None:
        self._touches: dict[tuple[str, Key], list[_Touch]] = {}
        self._lines = lines
        for touch in touches:
            key = identities.keys.get(touch.table, {}).get(touch.row_id)
            if key is not None:  # else it came and went between the days
                self._touches.setdefault((touch.table, key), []).append(touch)

    def of(self, change: Change) -> DatedChange:
        """The change with its acts; an institution that came with its participation has those."""
        touches = self._touches.get((change.table, change.key), [])
        if not touches and change.table in _INSTITUTIONAL:
            owner: Any = change.key if change.table == "institution" else change.key[0]
            touches = self._touches.get(("participation", (owner,)), [])
        ids = dict.fromkeys(touch.event_id for touch in touches if touch.event_id)
        return DatedChange(
            change,
            tuple(self._lines[event_id] for event_id in ids),
            touches[-1].holds_from if touches else None,
        )
