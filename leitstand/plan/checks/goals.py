# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Goals and measures that do not meet on any branch of the tree."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from leitstand.plan.checks.finding import Cause
from leitstand.plan.checks.reading import Reading, body, ids
from leitstand.plan.document.model import Goal, Measure
from leitstand.plan.labels import in_language, in_words


def goals_without_measures(reading: Reading) -> Iterator[Cause]:
    """Branches with goals below which no measure stands, one cause per branch."""
    goals: dict[str, list[Goal]] = {}
    for goal in reading.document.goals:
        goals.setdefault(goal.node, []).append(goal)
    for node, own in goals.items():
        if reading.below(node):
            continue
        titles = [_("„%(title)s“") % {"title": in_language(goal.title)} for goal in own]
        message = _("%(node)s: Zum Ziel %(goals)s gibt es keine Maßnahme.") % {
            "node": reading.labels.of_node(node),
            "goals": in_words(titles),
        }
        yield Cause(message, (), tuple(goal.source.lines for goal in own))


def measures_without_goal(reading: Reading) -> Iterator[Cause]:
    """Branches whose measures have no goal on the branch or above it, one cause per branch."""
    aimed = {goal.node for goal in reading.document.goals}
    groups: dict[str, list[Measure]] = {}
    for measure in reading.document.measures:
        path = reading.ancestors(measure.node)
        if not aimed.intersection(path):
            groups.setdefault(measure.cluster, []).append(measure)
    for cluster, measures in groups.items():
        message = _("%(node)s: Für %(measures)s nennt der Plan kein Ziel.") % {
            "node": reading.labels.of_node(cluster),
            "measures": reading.labels.listed(measures),
        }
        yield Cause(message, ids(measures), body(measures))
