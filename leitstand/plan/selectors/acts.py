# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The newest acts on a plan, with the measures that each touched."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Min

from leitstand.core.acts import ActLine, act_lines
from leitstand.plan.mapping import PLAN_TABLES
from leitstand.plan.models import Measure
from leitstand.plan.selectors.frame import PlanFrame

# An act that touched more than this brought in the plan, or much of it: no list of names helps.
MANY = 40


@dataclass(frozen=True, slots=True)
class MeasureName:
    """A measure by its id, its label and its title; ``is_gone``: it has no page any more."""

    key: str
    label: str
    title: str
    is_gone: bool = False


@dataclass(frozen=True, slots=True)
class ActOnPlan:
    """An act, and since when the earliest record that it wrote holds.

    ``measures`` are those that it touched, in the plan's order; none where they are too many to
    name.
    """

    act: ActLine
    holds_from: dt.datetime
    measures: tuple[MeasureName, ...]


def newest_acts(frame: PlanFrame, *, limit: int) -> tuple[ActOnPlan, ...]:
    """The ``limit`` acts recorded last, the newest first; 5 statements at most."""
    written: dict[int, dt.datetime] = {}
    for event_id, first in _union(_written(frame.id)):
        written[event_id] = min(written.get(event_id, first), first)
    chosen = sorted(written, reverse=True)[:limit]
    lines = act_lines(chosen)
    measures = _measures(frame, chosen)
    return tuple(
        ActOnPlan(lines[event_id], written[event_id], measures.get(event_id, ()))
        for event_id in chosen
    )


def _histories(plan_id: int) -> Iterator[tuple[str, Any]]:
    for table in PLAN_TABLES:
        rows = table.model_class.history.model.objects.order_by()
        yield table.name, rows.filter(plan_id=plan_id, event_id__isnull=False)


def _written(plan_id: int) -> list[Any]:
    # Two kinds of references share a model.
    own = {rows.model: rows for _name, rows in _histories(plan_id)}
    return [
        rows.values("event_id").annotate(first=Min("history_date")).values_list("event_id", "first")
        for rows in own.values()
    ]


def _union(parts: list[Any]) -> Any:
    return parts[0].union(*parts[1:], all=True)


def _measures(frame: PlanFrame, event_ids: Collection[int]) -> dict[int, tuple[MeasureName, ...]]:
    if not event_ids:
        return {}
    touched: dict[int, set[int]] = {}
    for event_id, measure_id in _union(list(_touched(frame.id, event_ids))):
        touched.setdefault(event_id, set()).add(measure_id)
    named = {event_id: ids for event_id, ids in touched.items() if len(ids) <= MANY}
    wanted = {measure_id for ids in named.values() for measure_id in ids}
    rows = list(Measure.objects.filter(id__in=wanted)) if wanted else []
    gone = wanted - {one.id for one in rows}
    if gone:  # the last that was known of it
        past = Measure.history.model.objects.filter(id__in=gone).order_by("history_id")
        rows += {one.id: one for one in past}.values()
    names = {
        one.id: MeasureName(
            one.key,
            frame.label(one.node_id, one.number, one.part),
            getattr(one, f"title_{frame.language}"),
            is_gone=one.id in gone,
        )
        for one in sorted(rows, key=lambda one: one.position)
    }
    return {
        event_id: tuple(name for measure_id, name in names.items() if measure_id in ids)
        for event_id, ids in named.items()
    }


def _touched(plan_id: int, event_ids: Collection[int]) -> Iterator[Any]:
    for name, rows in _histories(plan_id):
        columns = {field.attname for field in rows.model._meta.concrete_fields}
        about = "id" if name == "measure" else "measure_id"
        if about in columns:
            found = rows.filter(event_id__in=event_ids).annotate(about=F(about))
            yield found.values_list("event_id", "about").distinct()
