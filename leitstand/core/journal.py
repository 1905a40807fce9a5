# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The journal of changes: what each act changed, in the order in which acts became visible.

It is an index over the history, written in the same transaction and by the same writer. The history
could be asked as well, but over two dozen tables, and at a cost that grows with the installation.
"""

import datetime as dt
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, TypedDict

from django.apps import apps

from leitstand.core.history import BEGINNING, end_of_day
from leitstand.core.records import Change, Key, RecordTable

Kind: TypeAlias = Literal["added", "changed", "removed"]
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


class Touched(TypedDict):
    """Records of one kind that came, changed or went; ``fields`` are the columns that differ."""

    record: str
    change: Kind
    count: int
    fields: list[str]


@dataclass(slots=True)
class Line:
    """One thing, and all that was touched of it."""

    scope: str
    thing: str
    key: str
    kind: Kind = "changed"
    touched: dict[tuple[str, Kind], Touched] = field(default_factory=dict)

    def add(self, record: str, change: Change) -> None:
        """Count one record more."""
        blank = Touched(record=record, change=change.kind, count=0, fields=[])
        found = self.touched.setdefault((record, change.kind), blank)
        found["count"] += 1
        found["fields"] = sorted({*found["fields"], *change.fields})


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A line of the journal as a reader gets it, with the act behind it."""

    id: int
    mark: int
    scope: str
    thing: str
    key: str
    kind: Kind
    holds_from: dt.datetime | None
    recorded_at: dt.datetime
    act: str
    reason: str
    records: list[Touched]


class PlaceLost(LookupError):
    """The journal does not hold the line that somebody read last: it is another journal."""


def lines(
    tables: Sequence[RecordTable], changes: Mapping[str, list[Change]], *, scope: str
) -> tuple[Line, ...]:
    """The changes gathered by the thing they belong to, in the order of the tables.

    A thing is a record that is part of no other: a role counts as a change of its measure.
    """
    known = {table.name: table for table in tables}
    found: dict[tuple[str, str], Line] = {}
    for table in tables:
        for change in changes.get(table.name, ()):
            home, key = _home(known, table, change.key)
            name, words = _short(home.name), _words(home, key)
            own = words if home.is_scope else scope
            line = found.setdefault((name, words), Line(own, name, words))
            if home is table:
                line.kind = change.kind
            line.add(_short(table.name), change)
    return tuple(found.values())


def _home(
    known: Mapping[str, RecordTable], table: RecordTable, key: Key
) -> tuple[RecordTable, Key]:
    """The record that this one is part of, itself if of none."""
    while table.owner:
        owner: Any = key[table.key.index(table.owner)]
        table, key = known[table.refs[table.owner]], owner
    return table, key


def _short(name: str) -> str:
    """``reference:strategy`` is called a strategy outside."""
    return name.rpartition(":")[2]


def _words(table: RecordTable, key: Key) -> str:
    """The key as one text, without the columns that are the same for the whole table."""
    fixed = {column for column, _value in table.constant}
    return ":".join(
        word
        for column, part in zip(table.key, key, strict=True)
        if column not in fixed
        for word in _flat(part)
    )


def _flat(part: Hashable) -> Iterator[str]:
    if isinstance(part, tuple):
        for inner in part:
            yield from _flat(inner)
    else:
        yield str(part)


def write(found: Sequence[Line], *, event_id: int, holds_from: dt.datetime) -> None:
    """The lines stand at the end of the journal; one statement."""
    entry: Any = apps.get_model("core.ChangeEntry")
    entry.objects.bulk_create(
        [
            entry(
                event_id=event_id,
                scope=line.scope,
                thing=line.thing,
                key=line.key,
                kind=line.kind,
                holds_from=None if holds_from == BEGINNING else holds_from,
                records=list(line.touched.values()),
            )
            for line in found
        ],
        batch_size=500,
    )


def changes_after(
    place: tuple[int, int] | None,
    *,
    limit: int,
    scope: str | None = None,
    day: dt.date | None = None,
) -> tuple[ChangeLine, ...]:
    """At most ``limit`` lines after ``place``, oldest first; 1 statement, 2 with a place.

    ``place`` is id and mark of the line read last. ``scope`` narrows to one plan and what belongs
    to none, ``day`` to what holds by its end. Raises :class:`PlaceLost`.
    """
    entry: Any = apps.get_model("core.ChangeEntry")
    rows = entry.objects.order_by("id")
    if place is not None:
        at = rows.filter(id=place[0]).values_list("event__at", flat=True).first()
        if at is None or _mark(at) != place[1]:
            raise PlaceLost
        rows = rows.filter(id__gt=place[0])
    if scope is not None:
        rows = rows.filter(scope__in=(scope, ""))
    if day is not None:
        rows = rows.exclude(holds_from__gt=end_of_day(day))
    return tuple(
        ChangeLine(row[0], _mark(row[6]), *row[1:])
        for row in rows.values_list(
            "id",
            "scope",
            "thing",
            "key",
            "kind",
            "holds_from",
            "event__at",
            "event__act",
            "event__reason",
            "records",
        )[:limit]
    )


def _mark(at: dt.datetime) -> int:
    """What tells a line from one with the same number in another journal: when it was written."""
    return (at - _EPOCH) // dt.timedelta(microseconds=1)


def newest_hold(scope: str, day: dt.date | None) -> dt.datetime | None:
    """From when the last change up to ``day`` holds, in a plan or outside of all; one statement.

    Two days with the same answer show the same plan, as long as nothing is written.
    """
    entry: Any = apps.get_model("core.ChangeEntry")
    rows = entry.objects.filter(scope__in=(scope, ""))
    if day is not None:
        rows = rows.filter(holds_from__lte=end_of_day(day))
    found: dt.datetime | None = (
        rows.order_by("-holds_from").values_list("holds_from", flat=True).first()
    )
    return found
