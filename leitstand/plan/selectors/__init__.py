# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every read that leaves the plan room. Each answers for today or for any past day."""

from leitstand.plan.selectors.acts import ActOnPlan, newest_acts
from leitstand.plan.selectors.addresses import THINGS, thing_counts, things
from leitstand.plan.selectors.changes import (
    PlanAct,
    PlanChanges,
    plan_changes,
    previous_day,
)
from leitstand.plan.selectors.documents import (
    PlanNotFound,
    plan_document,
    plan_records,
    plan_slugs,
)
from leitstand.plan.selectors.frame import PlanCard, PlanFrame, plan_cards, plan_frame
from leitstand.plan.selectors.goals import GoalLine, goal_lines
from leitstand.plan.selectors.institutions import (
    InstitutionLoad,
    InstitutionPage,
    institution_loads,
    institution_page,
    measures_led_by,
)
from leitstand.plan.selectors.measure_page import MeasurePage, measure_page
from leitstand.plan.selectors.measures import MeasureFilter, MeasureLine, measure_lines

__all__ = [
    "THINGS",
    "ActOnPlan",
    "GoalLine",
    "InstitutionLoad",
    "InstitutionPage",
    "MeasureFilter",
    "MeasureLine",
    "MeasurePage",
    "PlanAct",
    "PlanCard",
    "PlanChanges",
    "PlanFrame",
    "PlanNotFound",
    "goal_lines",
    "institution_loads",
    "institution_page",
    "measure_lines",
    "measure_page",
    "measures_led_by",
    "newest_acts",
    "plan_cards",
    "plan_changes",
    "plan_document",
    "plan_frame",
    "plan_records",
    "plan_slugs",
    "previous_day",
    "thing_counts",
    "things",
]
