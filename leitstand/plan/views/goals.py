# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The goals of a plan, and one goal with the measures that serve it."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.plan import selectors
from leitstand.plan.selectors import GoalLine, PlanFrame
from leitstand.plan.views.parts import (
    MeasureTable,
    node_link,
    open_frame,
    plan_link,
    source_words,
    way_up,
)
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table


@public_page
def goal_list(request: HttpRequest, plan: str) -> Page:
    """All goals, in the order of the plan, with the number of measures that serve each."""
    frame = open_frame(plan)
    lines = selectors.measure_lines(frame)
    goals = selectors.goal_lines(frame)
    counts = {
        goal.key: len({x.whole for x in lines if x.node_id in set(frame.below(goal.node_id))})
        for goal in goals
    }
    table = Table(
        key="ziele",
        caption=_("Ziele des Plans"),
        columns=(
            Column("goal", _("Ziel"), "link"),
            Column("summary", _("Was erreicht sein soll")),
            Column("node", _("Thema"), "link"),
            Column("measures", _("Maßnahmen"), "number"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(
            (
                goal_link(frame, goal),
                goal.summary,
                node_link(frame, goal.node_id),
                counts[goal.key],
                goal.key,
            )
            for goal in goals
        ),
        source=source_words(frame),
        note=_("Der Plan ordnet Maßnahmen dem Thema zu, nicht dem einzelnen Ziel."),
    )
    return Page(
        template="plan/goals.html",
        title=_("Ziele"),
        description=_("Der Plan beschreibt seine Ziele als Zustand, der erreicht sein soll."),
        context={"frame": frame},
        tables=(table,),
        breadcrumb=(plan_link(frame),),
    )


def goal_link(frame: PlanFrame, goal: GoalLine) -> Link:
    """To the page of a goal."""
    return Link(goal.title, address("plan:goal", plan=frame.slug, goal=goal.key))


@public_page
def goal_detail(request: HttpRequest, plan: str, goal: str) -> Page:
    """One goal with the measures of its branch."""
    frame = open_frame(plan)
    found = next((line for line in selectors.goal_lines(frame) if line.key == goal), None)
    if found is None:
        raise Http404(_("Dieses Ziel gibt es im Plan nicht: %s") % goal)
    under = set(frame.below(found.node_id))
    lines = [line for line in selectors.measure_lines(frame) if line.node_id in under]
    return Page(
        template="plan/goal.html",
        title=found.title,
        description=found.summary,
        context={
            "frame": frame,
            "goal": found,
            "node": node_link(frame, found.node_id),
        },
        tables=(MeasureTable(frame).of(lines, _("Maßnahmen, die dem Ziel dienen")),),
        payload={
            "id": found.key,
            "summary": found.summary,
            "node": frame.nodes[found.node_id].key,
            "source": {"lines": found.lines},
        },
        breadcrumb=way_up(frame, found.node_id),
    )
