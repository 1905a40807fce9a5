# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where reports stand, on the pages of the rooms below."""

from django.utils.translation import gettext as _

from leitstand.ui import panels
from leitstand.ui.addresses import address
from leitstand.ui.panels import Place
from leitstand.ui.tables import Link


def register() -> None:
    """The pages below link to reports from now on."""
    panels.offer_on_plans("reports", _plans)
    panels.offer_links("reports", Place.OFFICE, _office)
    panels.offer_links("reports", Place.OFFICE_ROUND, _office_round)
    panels.offer_links("reports", Place.ROUND, _round)
    panels.offer_links("reports", Place.MEETING, _meeting)


def _plans(plan: str) -> tuple[Link, ...]:
    return (Link(_("Berichte"), address("reports:releases", plan=plan)),)


def _office(_subject: str) -> tuple[Link, ...]:
    return (Link(_("Schriftliche Anfrage beantworten"), address("reports:question")),)


def _office_round(round: str) -> tuple[Link, ...]:
    return (Link(_("Bericht"), address("reports:desk", round=round)),)


def _round(round: str) -> tuple[Link, ...]:
    return (Link(_("Berichte zu dieser Runde"), address("reports:of-round", round=round)),)


def _meeting(meeting: str) -> tuple[Link, ...]:
    return tuple(
        Link(words, address("reports:pack", meeting=meeting, language=language, format="pdf"))
        for language, words in (
            ("de", _("Sitzungsunterlage (PDF)")),
            ("en", _("Sitzungsunterlage, englisch (PDF)")),
        )
    )
