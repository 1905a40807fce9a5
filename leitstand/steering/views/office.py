# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The desk of the programme office: its rounds, with the next step of each."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows
from leitstand.plan.permissions import PlanSubject
from leitstand.plan.selectors import plan_cards
from leitstand.steering.enums import RoundState
from leitstand.steering.permissions import MANAGE_ROUNDS, RoundSubject
from leitstand.steering.rules.life import Step, possible_steps
from leitstand.steering.selectors.rounds import RoundCard, round_cards
from leitstand.steering.views.office_parts import (
    STEP_WORDS,
    done_words,
    due_words,
    round_href,
    share_words,
    state_words,
    step_href,
)
from leitstand.ui.addresses import address
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, requires
from leitstand.ui.panels import Place, links_on
from leitstand.ui.tables import Column, Link, Table


@requires(MANAGE_ROUNDS)
def desk(request: HttpRequest) -> Page:
    """The rounds of the plans that the reader runs, newest first; 5 statements."""
    cards = tuple(
        card
        for card in round_cards(language=reader_language())
        if allows(request.user, MANAGE_ROUNDS, RoundSubject(card.plan, card.slug))
    )
    plans = tuple(
        plan
        for plan in plan_cards(language=reader_language())
        if allows(request.user, MANAGE_ROUNDS, PlanSubject(plan.slug))
    )
    titles = {plan.slug: plan.title for plan in plans}
    return Page(
        template="steering/office/desk.html",
        title=_("Geschäftsstelle"),
        description=_("Berichtsrunden vorbereiten, begleiten, durchsehen und veröffentlichen."),
        context={
            "rounds": [_told(card) for card in cards if card.state != RoundState.PUBLISHED],
            "new": [
                Link(plan.title, address("steering:office-new", plan=plan.slug)) for plan in plans
            ],
            "done": done_words(request),
            "elsewhere": links_on(Place.OFFICE),
        },
        tables=(rounds_table(cards, titles),),
    )


def _told(card: RoundCard) -> dict[str, object]:
    """A round that is at work, as its card shows it."""
    steps = [step for step in possible_steps(card.state) if step != Step.REOPEN]
    next_step = steps[0] if steps else None
    return {
        "card": card,
        "href": round_href(card.slug),
        "state": state_words(card),
        "due": due_words(card),
        "answered": share_words(card.answered, card.owed),
        "button": str(STEP_WORDS[next_step].button) if next_step else "",
        "step": step_href(card.slug, next_step) if next_step else "",
    }


def rounds_table(cards: tuple[RoundCard, ...], titles: dict[str, str]) -> Table:
    """Every round with its days and how much of it is answered."""
    return Table(
        key="runden",
        caption=_("Alle Runden"),
        columns=(
            Column("round", _("Runde"), "link"),
            Column("plan", _("Plan")),
            Column("state", _("Stand")),
            Column("reporting_on", _("Stichtag"), "date"),
            Column("due_on", _("Frist"), "date"),
            Column("answered", _("Antworten"), "number"),
            Column("owed", _("geschuldet"), "number"),
            Column("notice", _("Hinweis")),
            Column("slug", _("Kennung"), is_data_only=True),
            Column("state_key", _("Stand (Kennung)"), is_data_only=True),
        ),
        rows=tuple(
            (
                Link(card.title, round_href(card.slug)),
                titles.get(card.plan, card.plan),
                state_words(card),
                card.reporting_on,
                card.due_on,
                card.answered,
                card.owed,
                example_mark(card.is_example),
                card.slug,
                card.state,
            )
            for card in cards
        ),
        source=_("Leitstand, Berichtsrunden"),
    )
