# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What foreign sources say on the pages of the plan, beside what our own rounds say."""

from django.utils.translation import gettext as _

from leitstand.foreign.rules.words import fetch_words, notes, said_words
from leitstand.foreign.selectors.mirrored import ForeignState, states_on_page
from leitstand.ui import panels
from leitstand.ui.addresses import address
from leitstand.ui.panels import Asked, Panel, Place
from leitstand.ui.tables import Link


def register() -> None:
    """The plan's pages show them from now on, and the office's desk leads to them."""
    panels.offer_on_measures("foreign", _measures)
    panels.offer_on_plans("foreign", _plans)
    panels.offer_links("foreign", Place.OFFICE, _desk)


def _measures(asked: Asked) -> tuple[Panel, ...]:
    found = states_on_page(asked.plan, asked.outside, language=asked.language, day=asked.day)
    return tuple(panel for one in found for panel in _panels(asked.plan, one))


def _panels(plan: str, one: ForeignState) -> tuple[Panel, ...]:
    """What the source says, with the way to it; and how far that can be relied upon."""
    here = address("foreign:steered", plan=plan)
    mark = _("Beispieldaten") if one.is_example else ""
    text = said_words(one)
    trust = ". ".join((*notes(one), fetch_words(one)))
    return (
        Panel(
            one.measure,
            _("Stand laut %(source)s") % {"source": one.source_name},
            text,
            Link(text, one.href or here),
            mark,
        ),
        Panel(one.measure, _("Abruf"), trust, Link(trust, here), mark),
    )


def _plans(plan: str) -> tuple[Link, ...]:
    return (
        Link(_("Maßnahmen anderer Programme"), address("foreign:steered", plan=plan)),
        Link(_("Stand zum Übernehmen"), address("foreign:offered", plan=plan)),
    )


def _desk(subject: str) -> tuple[Link, ...]:
    return (Link(_("Quellen anderer Programme"), address("foreign:office-sources")),)
