# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plan at a glance: every measure in one picture that is also a table."""

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.plan import selectors
from leitstand.plan.pictures import plan_glance
from leitstand.plan.selectors import MeasureLine, PlanFrame
from leitstand.plan.views.parts import open_frame, source_words
from leitstand.ui.pages import Page, public_page
from leitstand.ui.panels import plan_links
from leitstand.ui.pictures import glance_table
from leitstand.ui.tables import Column, Link, Table


@public_page
def glance(request: HttpRequest, plan: str) -> Page:
    """All measures as chips in the plan's tree, with the counts of the plan."""
    frame = open_frame(plan)
    lines = selectors.measure_lines(frame)
    picture = plan_glance(frame, lines)
    names = {level.key: level.name for level in frame.levels}
    trunk = next(iter(names.values()), "")
    start, end = frame.period
    return Page(
        template="plan/glance.html",
        title=frame.title,
        description=frame.summary,
        context={
            "frame": frame,
            "glance": picture,
            "glance_table": glance_table(picture, trunk),
            "counts": counts_table(frame, lines),
            "links": plan_links(frame.slug),
            "period": f"{start.year}–{end.year}",
        },
        tables=(glance_table(picture, trunk), counts_table(frame, lines)),
    )


def counts_table(frame: PlanFrame, lines: Sequence[MeasureLine]) -> Table:
    """How many of each level the plan has; a measure in parts counts once."""
    wholes = len({line.whole for line in lines})
    parts = sum(1 for line in lines if line.part)
    rows: list[tuple[Link | str, int]] = []
    for position, level in enumerate(frame.levels):
        count = sum(1 for node in frame.nodes.values() if node.level.key == level.key)
        if position == len(frame.levels) - 2:
            count = wholes
        elif position == len(frame.levels) - 1:
            count = parts
        rows.append((level.plural, count))
    return Table(
        key="umfang",
        caption=_("Umfang des Plans"),
        columns=(Column("level", _("Ebene")), Column("count", _("Anzahl"), "number")),
        rows=tuple(rows),
        source=source_words(frame),
        note=_("Eine Maßnahme in Teilen zählt als eine Maßnahme."),
    )
