# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan drawn: every measure in its tree, by who leads."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leitstand.plan.selectors import MeasureLine, PlanFrame
from leitstand.plan.selectors.frame import NodeLine
from leitstand.ui.addresses import address
from leitstand.ui.pictures import (
    Glance,
    GlanceCell,
    GlanceChip,
    GlanceGroup,
    GlanceRow,
    lead_kind,
)


def plan_glance(frame: PlanFrame, lines: Sequence[MeasureLine]) -> Glance:
    """The picture: trunk branches are groups, the level above measures are cells.

    Works for a tree of any depth: what lies between trunk and cell becomes a row each.
    """
    by_node: dict[int, list[MeasureLine]] = {}
    for line in lines:
        by_node.setdefault(line.node_id, []).append(line)
    levels = [level.name for level in frame.levels]

    def cell(node: NodeLine) -> GlanceCell:
        chips = tuple(_chip(frame, line) for line in by_node.get(node.id, ()))
        return GlanceCell(node.number, node.title, chips, _node_href(frame, node))

    def rows(node: NodeLine) -> list[GlanceRow]:
        below = frame.children.get(node.id, ())
        leaves = tuple(cell(child) for child in below if child.id in by_node)
        if node.id in by_node:  # measures hang on the branch itself
            leaves = (cell(node), *leaves)
        own = [GlanceRow(node.title, leaves, _node_href(frame, node))] if leaves else []
        return own + [row for child in below if child.id not in by_node for row in rows(child)]

    return Glance(
        key="ueberblick",
        caption=_("Alle Maßnahmen des Plans auf einen Blick"),
        groups=tuple(
            GlanceGroup(node.name, tuple(rows(node))) for node in frame.children.get(None, ())
        ),
        row_heading=levels[1] if len(levels) > 1 else _("Thema"),
        cell_heading=levels[2] if len(levels) > 2 else _("Feld"),
    )


def _chip(frame: PlanFrame, line: MeasureLine) -> GlanceChip:
    leads = line.leads
    kind = lead_kind(leads[0].institution.kind if leads else None)
    names = ", ".join(role.institution.label for role in leads) or _("nicht benannt")
    return GlanceChip(
        number=f"{line.number} {line.part}".strip(),
        href=address("plan:measure", plan=frame.slug, measure=line.key),
        label=_("%(measure)s: %(title)s. Federführung: %(leads)s")
        % {"measure": line.label, "title": line.title, "leads": names},
        kind_key=kind.key,
        code=kind.code,
    )


def _node_href(frame: PlanFrame, node: NodeLine) -> str:
    return address("plan:node", plan=frame.slug, node=node.key)
