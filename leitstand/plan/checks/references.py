# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Cross references that lead nowhere or one way only, and undertakings ordered twice."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.plan.checks.finding import Cause
from leitstand.plan.checks.reading import Reading, body, holders, ids, roles_of
from leitstand.plan.document.model import CrossReference, Measure
from leitstand.plan.enums import RoleKind, UndertakingSense
from leitstand.plan.labels import in_language


def missing(reading: Reading) -> Iterator[Cause]:
    """References whose target is neither a measure nor a branch of the plan."""
    for measure, reference in _references(reading):
        if not (reading.measures_of(reference.target) or reference.target in reading.nodes):
            message = _(
                "%(measure)s verweist mit „%(words)s“ auf etwas, das es im Plan nicht gibt."
            ) % {"measure": reading.labels.of(measure), "words": reference.as_printed}
            yield Cause(message, (measure.id,), body([measure]))


def unnumbered(reading: Reading) -> Iterator[Cause]:
    """References to a whole branch: the reader is left to search for the measure that is meant."""
    for measure, reference in _references(reading):
        if reference.target not in reading.nodes or reading.measures_of(reference.target):
            continue
        count = len({below.whole for below in reading.below(reference.target)})
        message = ngettext(
            "%(measure)s verweist mit „%(words)s“ auf %(node)s, ohne Nummer. Dort steht %(count)d"
            " Maßnahme.",
            "%(measure)s verweist mit „%(words)s“ auf %(node)s, ohne Nummer. Dort stehen %(count)d"
            " Maßnahmen.",
            count,
        ) % {
            "measure": reading.labels.of(measure),
            "words": reference.as_printed,
            "node": reading.labels.of_node(reference.target),
            "count": count,
        }
        yield Cause(message, (measure.id,), body([measure]))


def not_returned(reading: Reading) -> Iterator[Cause]:
    """References that nothing at the target returns, neither to the measure nor to its branch."""
    for measure, reference in _references(reading):
        targets = reading.measures_of(reference.target) or reading.below(reference.target)
        home = {measure.id, measure.whole, *reading.ancestors(measure.node)}
        if not targets or measure in targets:
            continue
        if any(back.target in home for target in targets for back in target.cross_refs):
            continue
        message = _("%(measure)s verweist auf %(target)s, von dort führt kein Verweis zurück.") % {
            "measure": reading.labels.of(measure),
            "target": reading.labels.of_id(reference.target),
        }
        near = [
            (target, back)
            for target in targets
            for back in target.cross_refs
            if any(m.cluster == measure.cluster for m in reading.measures_of(back.target))
        ]
        for target, back in near:
            message += _(" %(target)s verweist stattdessen auf %(other)s.") % {
                "target": reading.labels.of(target),
                "other": reading.labels.of_id(back.target),
            }
        lines = body([measure, *(target for target, _back in near)])
        yield Cause(message, (measure.id,), lines)


def _references(reading: Reading) -> Iterator[tuple[Measure, CrossReference]]:
    for measure in reading.document.measures:
        for reference in measure.cross_refs:
            yield measure, reference


def one_undertaking_several_leads(reading: Reading) -> Iterator[Cause]:
    """Undertakings that several measures order while different institutions lead them."""
    for undertaking in reading.document.plan.undertakings:
        ordering = [
            measure
            for item in undertaking.measures
            if item.sense == UndertakingSense.ORDERS
            for measure in reading.measures_of(item.measure)
        ]
        measures = list(dict.fromkeys(ordering))
        leads = [holders(roles_of(measure, RoleKind.LEAD)) for measure in measures]
        if all(frozenset(one) == frozenset(leads[0]) for one in leads):
            continue
        nobody = _("ohne Federführung")
        pairs = [
            f"{reading.labels.of(measure)} ({reading.names(lead) or nobody})"
            for measure, lead in zip(measures, leads, strict=True)
        ]
        message = _(
            "%(undertaking)s: %(count)d Maßnahmen beauftragen dasselbe Vorhaben mit verschiedener"
            " Federführung – %(measures)s."
        ) % {
            "undertaking": in_language(undertaking.name),
            "count": len(measures),
            "measures": ", ".join(pairs),
        }
        yield Cause(message, ids(measures), body(measures))
