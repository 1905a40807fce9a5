# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What records said after each act: the history of a few records, line by line.

``records.read`` answers for a day, and a day may hold several acts. A trail answers for an act.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leitstand.core.records import Identities, Key, Records, RecordTable, Values


@dataclass(frozen=True, slots=True)
class Step:
    """One line of history. ``values`` is None where the record went."""

    event_id: int
    holds_from: dt.datetime
    table: str
    key: Key
    values: Values | None


@dataclass(frozen=True, slots=True)
class Footprint:
    """The records as they stood after one act. ``holds_from`` is the earliest of its lines."""

    event_id: int
    holds_from: dt.datetime
    records: Records


def learn_names(
    tables: Iterable[RecordTable], identities: Identities, *, scope_id: int | None = None
) -> None:
    """``identities`` knows every row of ``tables`` that ever was; one statement a table.

    Only for tables whose keys refer to no other table.
    """
    for table in tables:
        rows = table.model_class.history.model.objects.order_by().filter(**dict(table.constant))
        if table.scope is not None:
            rows = rows.filter(**{f"{table.scope}_id": scope_id})
        identities.ids.setdefault(table.name, {})
        identities.keys.setdefault(table.name, {})
        for row_id, *key in rows.values_list("id", *table.key).distinct():
            identities.learn(table.name, tuple(key), row_id)


def steps(table: RecordTable, identities: Identities, condition: Q) -> Iterator[Step]:
    """The history of the rows that meet ``condition``, in the order it was written; 1 statement.

    ``identities`` must know what the table refers to, and knows its rows afterwards.
    """
    rows = (
        table.model_class.history.model.objects.filter(condition, event_id__isnull=False)
        .filter(**dict(table.constant))
        .order_by("history_id")
        .values_list(
            "event_id",
            "history_date",
            "history_type",
            "id",
            *(table.attname(column) for column in table.all_columns),
        )
    )
    for event_id, holds_from, sign, row_id, *raw in rows:
        values: dict[str, Any] = dict(zip(table.all_columns, raw, strict=True))
        for column, target in table.refs.items():
            if values[column] is not None:
                values[column] = identities.keys[target][values[column]]
        key = tuple(values[column] for column in table.key)
        identities.learn(table.name, key, row_id)
        yield Step(event_id, holds_from, table.name, key, None if sign == "-" else values)


def footprints(tables: Sequence[RecordTable], found: Iterable[Step]) -> tuple[Footprint, ...]:
    """The records after each act, the first act first. Acts are numbered in the order they came."""
    standing: Records = {table.name: {} for table in tables}
    by_act: dict[int, list[Step]] = {}
    for step in found:
        by_act.setdefault(step.event_id, []).append(step)
    prints = []
    for event_id in sorted(by_act):
        for step in by_act[event_id]:
            if step.values is None:
                standing[step.table].pop(step.key, None)
            else:
                standing[step.table][step.key] = step.values
        prints.append(
            Footprint(
                event_id,
                min(step.holds_from for step in by_act[event_id]),
                {name: dict(rows) for name, rows in standing.items()},
            )
        )
    return tuple(prints)
