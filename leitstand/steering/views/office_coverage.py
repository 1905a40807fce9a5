# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How much of a round has come in, as a picture and by groups."""

from django.utils.translation import gettext as _

from leitstand.steering.selectors.worklist import Waiting, WorkItem, Worklist
from leitstand.ui.pictures import Bar, Bars, Series
from leitstand.ui.tables import Column, Table

ACCEPTED, HANDED_IN, BEGUN, NOTHING = range(4)


def coverage_bars(found: Worklist) -> Bars:
    """What came in, by the topmost branches of the plan; what nobody leads is left out."""
    frame = found.view.frame
    sums: dict[int, list[int]] = {node.id: [0, 0, 0, 0] for node in frame.children.get(None, ())}
    roots: dict[int, int] = {}
    for item in found.items:
        if item.line.institution is None:
            continue
        node = item.line.measure.node_id
        if node not in roots:
            roots[node] = frame.path(node)[0].id
        sums[roots[node]][_stage(item)] += 1
    return Bars(
        key="abdeckung",
        title=_("Was ist da, was fehlt?"),
        description=_("Geschuldete Antworten nach Teilen des Plans und danach, wie weit sie sind."),
        label_heading=_("Teil des Plans"),
        series=(
            Series("accepted", _("angenommen"), 1),
            Series("handed_in", _("abgegeben"), 2),
            Series("begun", _("angefangen"), 3),
            Series("nothing", _("nicht berichtet"), 4),
        ),
        bars=tuple(
            Bar(frame.nodes[node].name, tuple(values))
            for node, values in sums.items()
            if any(values)
        ),
        unit=_("Antworten"),
        source=_("Leitstand, Runde %s") % found.view.card.slug,
    )


def _stage(item: WorkItem) -> int:
    if Waiting.ACCEPTED in item.lists:
        return ACCEPTED
    if item.line.is_answered:
        return HANDED_IN
    return BEGUN if item.line.draft is not None else NOTHING


def groups_table(found: Worklist) -> Table:
    """Who of each leading group has answered."""
    return Table(
        key="gruppen",
        caption=_("Gruppen: Wer hat geantwortet?"),
        columns=(
            Column("group", _("Gruppe")),
            Column("measure", _("Maßnahme")),
            Column("answered_count", _("Antworten"), "number"),
            Column("owed_count", _("geschuldet"), "number"),
            Column("answered", _("Geantwortet haben"), "list"),
            Column("missing", _("Es fehlen"), "list"),
        ),
        rows=tuple(
            (
                one.group,
                one.label,
                len(one.answered),
                len(one.answered) + len(one.missing),
                one.answered,
                one.missing,
            )
            for one in found.groups
        ),
        source=_("Leitstand, Runde %s") % found.view.card.slug,
    )
