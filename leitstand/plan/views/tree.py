# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A branch of the plan: field of action, cluster or task field."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.plan import selectors
from leitstand.plan.views.parts import (
    MeasureTable,
    node_link,
    open_frame,
    source_words,
    way_up,
)
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table


@public_page
def node_detail(request: HttpRequest, plan: str, node: str) -> Page:
    """The branch with its goals, the branches below it and all measures under it."""
    frame = open_frame(plan)
    branch = frame.node(node)
    if branch is None:
        raise Http404(_("Dieses Thema gibt es im Plan nicht: %s") % node)
    under = set(frame.below(branch.id))
    lines = [line for line in selectors.measure_lines(frame) if line.node_id in under]
    goals = [goal for goal in selectors.goal_lines(frame) if goal.node_id in under]
    children = frame.children.get(branch.id, ())
    counts = {
        child.id: len({x.whole for x in lines if x.node_id in set(frame.below(child.id))})
        for child in children
    }
    branches = Table(
        key="themen",
        caption=_("Gliederung"),
        columns=(
            Column("node", children[0].level.name if children else _("Thema"), "link"),
            Column("summary", _("Worum es geht")),
            Column("measures", _("Maßnahmen"), "number"),
        ),
        rows=tuple(
            (node_link(frame, child.id), child.summary, counts[child.id]) for child in children
        ),
        source=source_words(frame),
    )
    return Page(
        template="plan/node.html",
        title=branch.name,
        description=branch.summary,
        context={
            "frame": frame,
            "branch": branch,
            "goals": tuple(
                (
                    Link(
                        goal.title,
                        address("plan:goal", plan=frame.slug, goal=goal.key),
                    ),
                    goal.summary,
                )
                for goal in goals
            ),
        },
        tables=(
            MeasureTable(frame).of(lines, _("Maßnahmen in „%s“") % branch.title),
            *((branches,) if children else ()),
        ),
        payload={
            "id": branch.key,
            "level": branch.level.key,
            "summary": branch.summary,
            "goals": [goal.key for goal in goals],
            "source": {"lines": branch.lines},
        },
        breadcrumb=way_up(frame, branch.parent_id),
    )
