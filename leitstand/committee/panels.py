# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the committee says on the pages of the plan and of the steering room."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from leitstand.committee.selectors.mentions import Mention, mentions, mentions_told
from leitstand.ui import panels
from leitstand.ui.addresses import address
from leitstand.ui.formats import day as day_words
from leitstand.ui.marks import example_mark
from leitstand.ui.panels import Asked, Panel, Place, Told
from leitstand.ui.tables import Link


def register() -> None:
    """The pages of the rooms below show them from now on."""
    panels.tell_on_measures("committee", mentions_told, _measures)
    panels.offer_on_plans("committee", _plans)
    panels.offer_links("committee", Place.OFFICE, _office)
    panels.offer_links("committee", Place.BOARD, _board)


def _measures(asked: Asked, rows: Sequence[Told]) -> tuple[Panel, ...]:
    return tuple(_panel(asked.plan, one) for one in mentions(rows))


def _panel(plan: str, one: Mention) -> Panel:
    words = _("Beschluss %(number)s vom %(day)s")
    if one.is_amended:
        words = _("Geändert durch Beschluss %(number)s vom %(day)s")
    text = words % {"number": one.number, "day": day_words(one.decided_on)}
    href = f"{address('committee:public-decisions', plan=plan)}#beschluss-{one.decision}"
    return Panel(
        one.measure, _("Beschlüsse"), text, Link(one.number, href), example_mark(one.is_example)
    )


def _plans(plan: str) -> tuple[Link, ...]:
    return (Link(_("Beschlüsse"), address("committee:public-decisions", plan=plan)),)


def _office(_subject: str) -> Sequence[Link]:
    return (
        Link(_("Gremien und Beschlüsse"), address("committee:bodies")),
        Link(_("Lage für den Steuerungskreis"), address("committee:board")),
    )


def _board(_subject: str) -> Sequence[Link]:
    return (Link(_("Meine Aufträge"), address("committee:my-orders")),)
