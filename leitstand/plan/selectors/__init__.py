# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every read that leaves the plan room. Each answers for today or for any past day."""

from leitstand.plan.measure_filter import MeasureFilter
from leitstand.plan.selectors.acts import ActOnPlan, newest_acts
from leitstand.plan.selectors.addresses import THINGS, thing_counts, things
from leitstand.plan.selectors.changes import (
    PlanAct,
    PlanChanges,
    plan_changes,
    previous_day,
)
from leitstand.plan.selectors.deadlines import plan_deadlines, plan_title
from leitstand.plan.selectors.documents import (
    PlanNotFound,
    plan_document,
    plan_id_on,
    plan_records,
    plan_slugs,
)
from leitstand.plan.selectors.findings import CheckedPlan, checked_plan
from leitstand.plan.selectors.frame import PlanCard, PlanFrame, plan_cards, plan_frame
from leitstand.plan.selectors.from_document import (
    briefs_from,
    deadlines_from,
    frame_from,
    names_from,
)
from leitstand.plan.selectors.goals import GoalLine, goal_lines
from leitstand.plan.selectors.institutions import (
    InstitutionLoad,
    InstitutionPage,
    institution_loads,
    institution_page,
    measures_led_by,
)
from leitstand.plan.selectors.leads import LeadLine, LedPlan, led_plan
from leitstand.plan.selectors.measure_page import MeasurePage, measure_page, part_keys
from leitstand.plan.selectors.measures import (
    MeasureAnswer,
    MeasureLine,
    MeasureName,
    measure_answer,
    measure_counts,
    measure_keys,
    measure_lines,
    measure_names,
)
from leitstand.plan.selectors.outside import (
    OutsideCode,
    Programme,
    outside_codes,
    plan_programmes,
)
from leitstand.plan.selectors.plans import PlanFacts, plan_cards_after, plan_facts
from leitstand.plan.selectors.ties import PlanWeb, plan_web
from leitstand.plan.selectors.undertakings import UndertakingLine, UndertakingPlace, undertakings

__all__ = [
    "THINGS",
    "ActOnPlan",
    "CheckedPlan",
    "GoalLine",
    "InstitutionLoad",
    "InstitutionPage",
    "LeadLine",
    "LedPlan",
    "MeasureAnswer",
    "MeasureFilter",
    "MeasureLine",
    "MeasureName",
    "MeasurePage",
    "OutsideCode",
    "PlanAct",
    "PlanCard",
    "PlanChanges",
    "PlanFacts",
    "PlanFrame",
    "PlanNotFound",
    "PlanWeb",
    "Programme",
    "UndertakingLine",
    "UndertakingPlace",
    "briefs_from",
    "checked_plan",
    "deadlines_from",
    "frame_from",
    "goal_lines",
    "institution_loads",
    "institution_page",
    "led_plan",
    "measure_answer",
    "measure_counts",
    "measure_keys",
    "measure_lines",
    "measure_names",
    "measure_page",
    "measures_led_by",
    "names_from",
    "newest_acts",
    "outside_codes",
    "part_keys",
    "plan_cards",
    "plan_cards_after",
    "plan_changes",
    "plan_deadlines",
    "plan_document",
    "plan_facts",
    "plan_frame",
    "plan_id_on",
    "plan_programmes",
    "plan_records",
    "plan_slugs",
    "plan_title",
    "plan_web",
    "previous_day",
    "thing_counts",
    "things",
    "undertakings",
]
