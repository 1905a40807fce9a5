# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A measure as it stood after each act that touched it."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from leitstand.core.acts import ActLine, act_lines
from leitstand.core.history import end_of_day
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.records import Change, Identities, Records, compare, read
from leitstand.core.selectors import institution_briefs
from leitstand.core.trails import Step, footprints, learn_names, steps
from leitstand.plan.assembly import assemble_measures
from leitstand.plan.document import Measure
from leitstand.plan.mapping import PLAN_TABLES
from leitstand.plan.selectors.frame import PlanFrame

_TABLES = {table.name: table for table in (*INSTITUTION_TABLES, *PLAN_TABLES)}
MEASURE_TABLES = tuple(
    _TABLES[name]
    for name in (
        "measure",
        "role",
        "mention",
        "open_role",
        "external_reference",
        "cross_reference",
        "strategy_link",
        "commitment",
    )
)
# What rows of a measure refer to.
_NAMED = ("institution", "node", "goal", "reference:strategy", "reference:programme")


@dataclass(frozen=True, slots=True)
class MeasureVersion:
    """A measure after one act, and what the act changed about it."""

    act: ActLine
    holds_from: dt.datetime
    records: Records
    changes: tuple[Change, ...]

    @property
    def measure(self) -> Measure | None:
        """The measure as the plan document has it; None after an act that took it out."""
        found = assemble_measures(self.records)
        return Measure.model_validate(found[0]) if found else None


@dataclass(frozen=True, slots=True)
class MeasureHistory:
    """All versions of a measure, and the words that telling them needs: records and labels."""

    versions: tuple[MeasureVersion, ...]
    named: Records
    institutions: dict[str, str]


def measure_history(
    frame: PlanFrame, measure: str, *, day: dt.date | None = None
) -> MeasureHistory:
    """Every version of a measure that held by the end of ``day``, to be told; 20 statements."""
    identities = Identities()
    briefs = institution_briefs(None, language=frame.language, day=day)
    for row_id, brief in briefs.items():
        identities.learn("institution", (brief.slug,), row_id)
    above = [_TABLES[name] for name in ("level", *_NAMED[1:])]
    return MeasureHistory(
        tuple(
            version
            for version in measure_versions(frame.id, measure)
            if day is None or version.holds_from <= end_of_day(day)
        ),
        read(above, identities, day=day, scope_id=frame.id),
        {brief.slug: brief.label for brief in briefs.values()},
    )


def measure_versions(plan_id: int, measure: str) -> tuple[MeasureVersion, ...]:
    """Every state of the measure called ``measure``, the first one first; 14 statements.

    Empty where there never was one. Acts that only moved it in its list are left out.
    """
    identities = Identities()
    learn_names([_TABLES[name] for name in _NAMED], identities, scope_id=plan_id)
    prints = footprints(MEASURE_TABLES, _steps(plan_id, measure, identities))
    lines = act_lines({one.event_id for one in prints})
    before: Records = {table.name: {} for table in MEASURE_TABLES}
    versions = []
    for one in prints:
        changes = tuple(c for c in compare(before, one.records) if not _is_only_moved(c))
        before = one.records
        if changes:
            versions.append(
                MeasureVersion(lines[one.event_id], one.holds_from, one.records, changes)
            )
    return tuple(versions)


def _steps(plan_id: int, measure: str, identities: Identities) -> Iterator[Step]:
    named = _TABLES["measure"].model_class.history.model.objects.filter(
        plan_id=plan_id, key=measure
    )
    ids = list(named.order_by().values_list("id", flat=True).distinct())
    of_measure = Q(measure_id__in=ids)
    for table in MEASURE_TABLES:
        condition = of_measure
        if table.name == "measure":
            condition = Q(id__in=ids)
        elif table.name == "mention":
            condition = Q(role_id__in=list(identities.keys["role"]))
        identities.keys.setdefault(table.name, {})
        yield from steps(table, identities, condition)


def _is_only_moved(change: Change) -> bool:
    return change.kind == "changed" and change.fields == ("position",)


def newest_act(versions: tuple[MeasureVersion, ...]) -> int:
    """The number of the act that somebody has seen who has seen all of it."""
    return versions[-1].act.id if versions else 0


def measure_after(versions: tuple[MeasureVersion, ...], act: int) -> Measure | None:
    """What the measure said to somebody who had seen it up to ``act``; None where it did not."""
    seen = [version for version in versions if version.act.id <= act]
    return seen[-1].measure if seen else None
