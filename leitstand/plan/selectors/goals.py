# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Goals with the branch they belong to."""

from dataclasses import dataclass

from leitstand.core.history import rows_as_of
from leitstand.plan.models import Goal
from leitstand.plan.selectors.frame import PlanFrame


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal. ``lines`` is its passage in the published text."""

    key: str
    letter: str
    title: str
    summary: str
    node_id: int
    lines: tuple[int, int]


def goal_lines(frame: PlanFrame) -> tuple[GoalLine, ...]:
    """The plan's goals in printed order; 1 statement."""
    return tuple(
        GoalLine(key, letter, title, summary, node_id, (first, last))
        for key, letter, title, summary, node_id, first, last in rows_as_of(Goal, frame.day)
        .filter(plan_id=frame.id)
        .order_by("position")
        .values_list(
            "key",
            "letter",
            f"title_{frame.language}",
            f"summary_{frame.language}",
            "node_id",
            "lines_from",
            "lines_to",
        )
    )
