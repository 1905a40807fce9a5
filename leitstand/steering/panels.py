# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What published rounds say on the pages of the plan."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leitstand.steering.rules.wording import state_words
from leitstand.steering.selectors.standing import Standing, standing_told, standings
from leitstand.ui import panels
from leitstand.ui.addresses import address
from leitstand.ui.marks import example_mark
from leitstand.ui.panels import Asked, Panel, Told
from leitstand.ui.tables import Link


def register() -> None:
    """The plan's pages show them from now on."""
    panels.tell_on_measures("steering", standing_told, _measures)
    panels.offer_on_plans("steering", _plans)


def _measures(asked: Asked, rows: Sequence[Told]) -> tuple[Panel, ...]:
    return tuple(_panel(asked.plan, one) for one in standings(rows))


def _panel(plan: str, one: Standing) -> Panel:
    text = _("%(state)s laut Runde %(round)s") % {
        "state": state_words(one.state),
        "round": one.title,
    }
    if one.owed > 1:
        text += _("; %(answered)d von %(owed)d Antworten liegen vor") % {
            "answered": one.answered,
            "owed": one.owed,
        }
    href = address("steering:round-measure", plan=plan, round=one.round, measure=one.measure)
    mark = example_mark(one.is_example)
    return Panel(one.measure, _("Stand der Umsetzung"), text, Link(one.title, href), mark)


def _plans(plan: str) -> tuple[Link, ...]:
    return (
        Link(_("Wo stehen wir?"), address("steering:standing", plan=plan)),
        Link(_("Was hat sich bewegt?"), address("steering:differences", plan=plan)),
        Link(_("Zeitplan"), address("steering:timeline", plan=plan)),
        Link(_("Überschneidungen"), address("steering:overlaps", plan=plan)),
        Link(_("Berichtsrunden"), address("steering:published-rounds", plan=plan)),
    )
