# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Everything in a plan that has a page of its own."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, Q

from leitstand.plan.models import Goal, Measure, Node, Participation
from leitstand.plan.selectors.documents import plan_id_on

ROWS_AT_ONCE = 2000
# What a page is about, as its address calls it: the model, and the column that names it there.
_THINGS: dict[str, tuple[Any, str]] = {
    "measure": (Measure, "key"),
    "node": (Node, "key"),
    "goal": (Goal, "key"),
    "institution": (Participation, "institution__slug"),
}
THINGS = frozenset(_THINGS)
_FIRST_PART = "A"


def thing_counts() -> dict[str, Counter[str]]:
    """How many things of each kind with a page each plan has, by its slug; 5 statements."""
    found: dict[str, Counter[str]] = {}
    things = [(kind, model.objects) for kind, (model, _column) in _THINGS.items()]
    for kind, rows in (*things, ("measure", Measure.objects.filter(part=_FIRST_PART))):
        for slug, count in rows.order_by().values_list("plan__slug").annotate(Count("id")):
            found.setdefault(slug, Counter())[kind] += count
    return found


def things(slug: str) -> Iterator[tuple[str, str]]:
    """Kind and name of everything in the plan with a page of its own; read as it is asked for.

    A measure in parts has a page for each part and one for the whole. Raises
    :class:`PlanNotFound`.
    """
    return _things(plan_id_on(slug, None))


def _things(plan_id: int) -> Iterator[tuple[str, str]]:
    for kind, (model, column) in _THINGS.items():
        rows = model.objects.filter(plan_id=plan_id).order_by("position", "id")
        for name in rows.values_list(column, flat=True).iterator(chunk_size=ROWS_AT_ONCE):
            yield kind, name
    parts = Measure.objects.filter(Q(plan_id=plan_id, part=_FIRST_PART)).order_by("position")
    for name in parts.values_list("key", flat=True).iterator(chunk_size=ROWS_AT_ONCE):
        yield "measure", name.removesuffix(f".{_FIRST_PART}")
