# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rows with names instead of numbers: reading, comparing and writing whole record sets.

A *record* is a row seen from outside the database: its key and its references are natural keys
(tuples of words that never change), not row numbers. So a plan read from files and a plan read
from tables, today's or those of any day, are the same kind of thing: :func:`compare` tells how two
differ, and :func:`store` makes the tables say what the difference asks for, with history.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from django.apps import apps
from django.db import models, transaction

from leitstand.core.history import rows_as_of

Key: TypeAlias = tuple[Hashable, ...]
Values: TypeAlias = dict[str, Any]
Records: TypeAlias = dict[str, dict[Key, Values]]


@dataclass(frozen=True, slots=True)
class RecordTable:
    """How one model's rows are named. ``key`` columns identify a row for ever.

    ``refs`` maps a foreign key column to the table it points into; such a column may be part of the
    key. ``scope`` is a foreign key column that is the same for a whole record set. ``constant``
    columns tell apart two tables that share a model. ``owner`` is the key column of a record that
    is only part of another one, as a role is of its measure. ``is_scope``: other record sets belong
    to a row of this table.
    """

    name: str
    model: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    refs: Mapping[str, str] = field(default_factory=dict)
    scope: str | None = None
    constant: tuple[tuple[str, str], ...] = ()
    owner: str = ""
    is_scope: bool = False

    @property
    def model_class(self) -> Any:
        """The Django model; named by string so that rooms need not import each other's models."""
        return apps.get_model(self.model)

    @property
    def all_columns(self) -> tuple[str, ...]:
        """Key and value columns, each once, key first."""
        return tuple(dict.fromkeys((*self.key, *self.columns)))

    def attname(self, column: str) -> str:
        """The database attribute behind a column: ``measure`` is stored as ``measure_id``."""
        return f"{column}_id" if column in self.refs else column

    @property
    def points_at_itself(self) -> bool:
        """Whether a row can refer to another row of this table."""
        return self.name in self.refs.values()


@dataclass(slots=True)
class Identities:
    """Which row number stands for which natural key, in both directions, table by table."""

    ids: dict[str, dict[Key, int]] = field(default_factory=dict)
    keys: dict[str, dict[int, Key]] = field(default_factory=dict)

    def learn(self, table: str, key: Key, row_id: int) -> None:
        """Remember that ``row_id`` is ``key``."""
        self.ids.setdefault(table, {})[key] = row_id
        self.keys.setdefault(table, {})[row_id] = key


@dataclass(frozen=True, slots=True)
class Change:
    """One record that two record sets do not agree on. ``fields`` are the columns that differ."""

    table: str
    key: Key
    kind: Literal["added", "changed", "removed"]
    before: Values | None
    after: Values | None

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns whose values differ; empty for a record that came or went."""
        if self.before is None or self.after is None:
            return ()
        return tuple(c for c in self.after if self.before.get(c) != self.after[c])


def read(
    tables: Sequence[RecordTable],
    identities: Identities,
    *,
    day: dt.date | None = None,
    scope_id: int | None = None,
    filters: Mapping[str, models.Q] | None = None,
) -> Records:
    """The records of ``tables`` as they stood at the end of ``day`` (now for ``None``).

    One statement a table. ``identities`` must already know tables that ``tables`` only refer to,
    and knows all rows read afterwards.
    """
    records: Records = {}
    for table in tables:
        rows = rows_as_of(table.model_class, day).filter(**dict(table.constant))
        if table.scope is not None:
            rows = rows.filter(**{f"{table.scope}_id": scope_id})
        if filters and table.name in filters:
            rows = rows.filter(filters[table.name])
        attnames = [table.attname(column) for column in table.all_columns]
        raw = [
            (row[0], dict(zip(table.all_columns, row[1:], strict=True)))
            for row in rows.order_by("id").values_list("id", *attnames)
        ]
        identities.ids.setdefault(table.name, {})
        identities.keys.setdefault(table.name, {})
        # References first inside the key, so that a row's own name is known before it is used.
        for row_id, values in raw:
            for column, target in table.refs.items():
                if target != table.name:
                    values[column] = _named(identities, target, values[column])
            identities.learn(table.name, tuple(values[c] for c in table.key), row_id)
        for _row_id, values in raw:
            for column, target in table.refs.items():
                if target == table.name:
                    values[column] = _named(identities, target, values[column])
        records[table.name] = {tuple(v[c] for c in table.key): v for _row_id, v in raw}
    return records


def _named(identities: Identities, table: str, row_id: int | None) -> Key | None:
    return None if row_id is None else identities.keys[table][row_id]


def compare(before: Records, after: Records) -> tuple[Change, ...]:
    """What must change to get from one record set to the other, in table order."""
    changes: list[Change] = []
    for table in dict.fromkeys((*after, *before)):
        old, new = before.get(table, {}), after.get(table, {})
        for key, values in new.items():
            if key not in old:
                changes.append(Change(table, key, "added", None, values))
            elif old[key] != values:
                changes.append(Change(table, key, "changed", old[key], values))
        changes.extend(
            Change(table, key, "removed", values, None)
            for key, values in old.items()
            if key not in new
        )
    return tuple(changes)


@transaction.atomic
def store(
    tables: Sequence[RecordTable],
    changes: Iterable[Change],
    identities: Identities,
    *,
    event_id: int,
    holds_from: dt.datetime,
    scope_id: int | None = None,
) -> None:
    """Write ``changes``, one history row for each, and the journal; all of it or nothing.

    Statements grow with the number of tables, not of rows. ``identities`` learns new rows.
    """
    by_table: dict[str, list[Change]] = {}
    for change in changes:
        by_table.setdefault(change.table, []).append(change)
    writer = _Writer(identities, event_id, holds_from, scope_id)
    # Whatever goes or changes leaves its place first: two rows may swap what must be unique, and a
    # row may move away from one that goes. Foreign keys are checked at the end of the transaction.
    for table in tables:
        writer.take_out(table, [c for c in by_table.get(table.name, ()) if c.kind != "added"])
    for table in tables:
        writer.put_in(table, [c for c in by_table.get(table.name, ()) if c.kind != "removed"])
    writer.enter(tables, by_table)


@dataclass(slots=True)
class _Writer:
    identities: Identities
    event_id: int
    holds_from: dt.datetime
    scope_id: int | None

    def take_out(self, table: RecordTable, changes: list[Change]) -> None:
        """The rows are out of the table; those that go for good leave a last line of history."""
        if not changes:
            return
        going = {self._id(table, change) for change in changes if change.kind == "removed"}
        self._remember(table, list(table.model_class.objects.filter(id__in=going)), "-")
        leaving = table.model_class.objects.filter(
            id__in=[self._id(table, change) for change in changes]
        )
        # A plain DELETE: Django's own would look for rows to protect or take along, and those are
        # either in ``changes`` too or point here again in a moment.
        leaving._raw_delete(leaving.db)

    def put_in(self, table: RecordTable, changes: list[Change]) -> None:
        """The rows are in the table, changed ones under the number they had."""
        while changes:
            ready = changes
            if table.points_at_itself:
                # Parents before children: a wave holds the rows whose references exist by now.
                ready = [c for c in changes if self._is_resolvable(table, c)]
            if not ready:
                raise ValueError(f"{table.name}: references run in a circle: {changes[0].key}")
            for sign, kind in (("+", "added"), ("~", "changed")):
                wave = [change for change in ready if change.kind == kind]
                rows = [self._row(table, change) for change in wave]
                table.model_class.objects.bulk_create(rows, batch_size=500)
                for change, row in zip(wave, rows, strict=True):
                    self.identities.learn(table.name, change.key, row.pk)
                self._remember(table, rows, sign)
            done = {change.key for change in ready}
            changes = [change for change in changes if change.key not in done]

    def _id(self, table: RecordTable, change: Change) -> int:
        return self.identities.ids[table.name][change.key]

    def enter(self, tables: Sequence[RecordTable], changes: Mapping[str, list[Change]]) -> None:
        """One line of the journal for each thing that the changes touch; one statement."""
        # Late: the journal speaks of changes and tables, which this module defines.
        from leitstand.core import journal

        lines = journal.lines(tables, changes, scope=self._scope(tables))
        journal.write(lines, event_id=self.event_id, holds_from=self.holds_from)

    def _scope(self, tables: Sequence[RecordTable]) -> str:
        """The name of what the record set belongs to, "" where it stands alone."""
        scoped = next((table for table in tables if table.scope is not None), None)
        if scoped is None or scoped.scope is None:
            return ""
        known = self.identities.keys.get(scoped.scope, {}).get(self.scope_id or 0)
        if known is not None:
            return str(known[0])
        owner = scoped.model_class._meta.get_field(scoped.scope).related_model
        return str(owner.objects.values_list("slug", flat=True).get(id=self.scope_id))

    def _is_resolvable(self, table: RecordTable, change: Change) -> bool:
        values = change.after or {}
        known = self.identities.ids.get(table.name, {})
        return all(
            values[column] is None or values[column] in known
            for column, target in table.refs.items()
            if target == table.name
        )

    def _row(self, table: RecordTable, change: Change) -> models.Model:
        values = change.after or {}
        attributes = {
            table.attname(column): (
                None
                if values[column] is None
                else self.identities.ids[table.refs[column]][values[column]]
            )
            if column in table.refs
            else values[column]
            for column in table.all_columns
        }
        if table.scope is not None:
            attributes[f"{table.scope}_id"] = self.scope_id
        if change.kind == "changed":
            attributes["id"] = self._id(table, change)
        row: models.Model = table.model_class(**attributes)
        return row

    def _remember(self, table: RecordTable, rows: Sequence[models.Model], sign: str) -> None:
        if not rows:
            return
        history = table.model_class.history.model
        history.objects.bulk_create(
            [
                history(
                    history_date=self.holds_from,
                    history_type=sign,
                    event_id=self.event_id,
                    **{f.attname: getattr(row, f.attname) for f in history.tracked_fields},
                )
                for row in rows
            ],
            batch_size=500,
        )
