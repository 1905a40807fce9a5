# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The decisions that hold: nothing has superseded them."""

from leitstand.committee.models import Decision, DecisionMeasure
from leitstand.committee.rules.contradiction import Holding, Subject


def holding(plan_id: int, *, is_example: bool) -> tuple[Holding, ...]:
    """The decisions about a plan that hold, oldest first; 2 statements.

    Invented decisions and real ones never speak against each other.
    """
    rows = list(
        Decision.objects.filter(
            body__plan_id=plan_id,
            item__meeting__is_example=is_example,
            superseded_by__isnull=True,
        )
        .order_by("decided_on", "id")
        .values_list("id", "number", "outcome", "proposal_id", "order_id")
    )
    measures: dict[int, set[str]] = {}
    about = DecisionMeasure.objects.filter(decision_id__in=[row[0] for row in rows])
    for decision, measure in about.values_list("decision_id", "measure"):
        measures.setdefault(decision, set()).add(measure)
    return tuple(
        Holding(
            row_id,
            number,
            outcome,
            Subject(frozenset(measures.get(row_id, ())), proposal, order),
        )
        for row_id, number, outcome, proposal, order in rows
    )
