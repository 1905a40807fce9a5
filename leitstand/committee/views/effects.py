# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a decision did to the text of the plan, old words beside new."""

from dataclasses import dataclass

from leitstand.committee.selectors.decisions import AmendmentLine
from leitstand.committee.views.parts import Measures
from leitstand.plan.selectors.versions import measure_history
from leitstand.plan.story import Item, version_items
from leitstand.plan.telling import Teller
from leitstand.ui.addresses import address
from leitstand.ui.tables import Link


@dataclass(frozen=True, slots=True)
class Effect:
    """One amendment with what it altered; ``history`` leads to the act in the plan's own history.

    ``items`` are empty for a measure that came in: it says all of itself.
    """

    line: AmendmentLine
    measure: Link
    items: tuple[Item, ...]
    history: Link


def effect(measures: Measures, line: AmendmentLine) -> Effect:
    """What the amendment altered; 20 statements."""
    found = measure_history(measures.frame, line.measure)
    before = found.named
    items: tuple[Item, ...] = ()
    for version in found.versions:
        after = found.named | version.records
        if version.act.id == line.act:
            teller = Teller(
                before=before,
                after=after,
                institutions=found.institutions,
                language=measures.frame.language,
            )
            items = () if line.is_new else version_items(version, teller)
            break
        before = after
    href = address("plan:measure-history", plan=measures.plan, measure=line.measure)
    return Effect(
        line,
        measures.link(line.measure),
        items,
        Link(str(line.act), f"{href}#vorgang-{line.act}"),
    )
