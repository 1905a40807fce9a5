# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The home page: what Leitstand is, and the plans this installation steers."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.plan import selectors as plans
from leitstand.plan.pictures import plan_glance
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.pictures import Glance
from leitstand.ui.tables import Column, Link, Table


@public_page
def home(request: HttpRequest) -> Page:
    """Three sentences and the list of plans."""
    cards = plans.plan_cards(language=reader_language(), day=reader_day())
    table = Table(
        key="plaene",
        caption=_("Pläne"),
        columns=(
            Column("plan", _("Plan"), "link"),
            Column("city", _("Stadt")),
            Column("period_start", _("Beginn")),
            Column("period_end", _("Ende")),
            Column("measure_count", _("Maßnahmen"), "number"),
            Column("institution_count", _("Institutionen"), "number"),
        ),
        rows=tuple(
            (
                Link(card.title, address("plan:glance", plan=card.slug)),
                card.city,
                card.period_start,
                card.period_end,
                card.measure_count,
                card.institution_count,
            )
            for card in cards
        ),
    )
    return Page(
        template="web/home.html",
        title=_("Start"),
        context={
            "cards": tuple((card, address("plan:glance", plan=card.slug)) for card in cards),
            "plan_slug": cards[0].slug if len(cards) == 1 else None,
            "glance": only_plan(cards),
        },
        tables=(table,),
        description=_("Der Leitstand zeigt, was ein Masterplan verspricht und wer es schuldet."),
    )


def only_plan(cards: tuple[plans.PlanCard, ...]) -> Glance | None:
    """The picture of the plan, where there is just one: nobody should have to click."""
    if len(cards) != 1:
        return None
    frame = plans.plan_frame(cards[0].slug, language=reader_language(), day=reader_day())
    return plan_glance(frame, plans.measure_lines(frame))
