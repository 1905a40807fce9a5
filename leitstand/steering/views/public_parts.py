# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the public pages of rounds share: finding the round, the way back up, words, the mark."""

import datetime as dt
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.plan.selectors import PlanNotFound, plan_title
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.selectors.results import Published, published_rounds
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.ui import tables
from leitstand.ui.addresses import address, with_query
from leitstand.ui.as_of import NoSuchDay, reader_day
from leitstand.ui.formats import day as day_words
from leitstand.ui.tables import Column, Link, Table


@dataclass(frozen=True, slots=True)
class Opened:
    """A plan by its name on the reader's day, with the rounds that were public by then."""

    plan: str
    title: str
    day: dt.date | None
    rounds: Published

    @property
    def way_up(self) -> tuple[Link, ...]:
        """Breadcrumbs of a page about the plan's rounds as a whole."""
        return (Link(self.title, address("plan:glance", plan=self.plan)),)

    @property
    def way_up_from_round(self) -> tuple[Link, ...]:
        """Breadcrumbs of the page of one round."""
        above = Link(_("Berichtsrunden"), address("steering:published-rounds", plan=self.plan))
        return (*self.way_up, above)

    @property
    def shown_on(self) -> dt.date:
        """The day that the reader looks from."""
        return self.day or timezone.localdate()

    def since_before(self, card: RoundCard, measure: str = "") -> tuple[Link, ...]:
        """To what changed since the public round before this one, where there is one."""
        earlier = [
            one
            for one in self.rounds.cards
            if one.reporting_on < card.reporting_on and one.is_example == card.is_example
        ]
        if not earlier:
            return ()
        query = {"von": earlier[0].slug, "bis": card.slug} | (
            {"massnahme": measure} if measure else {}
        )
        href = with_query(address("steering:differences", plan=self.plan), query)
        text = _("Was sich seit der Runde %s bewegt hat") % earlier[0].title
        return (Link(text, href),)

    def card(self, slug: str) -> RoundCard:
        """The public round of that name; ``Http404`` for any other, whatever the reason."""
        try:
            return self.rounds.card(slug)
        except RoundNotFound:
            raise Http404(_("Eine veröffentlichte Runde „%s“ gibt es nicht.") % slug) from None


def open_rounds(plan: str) -> Opened:
    """The rounds of the plan that the address names, for the reader; 3 statements.

    Raises ``Http404``, or ``NoSuchDay`` on a past day, where there is no such plan.
    """
    title = open_plan(plan)
    day = reader_day()
    return Opened(plan, title, day, published_rounds(plan, language=reader_language(), day=day))


def open_plan(plan: str) -> str:
    """What the plan that the address names was called on the reader's day; one statement.

    Raises ``Http404``, or ``NoSuchDay`` on a past day, where there is no such plan.
    """
    day = reader_day()
    try:
        return plan_title(plan, language=reader_language(), day=day)
    except PlanNotFound as error:
        if day:
            raise NoSuchDay(str(error), is_readable=True) from None
        raise Http404(str(error)) from None


def round_href(card: RoundCard) -> str:
    """The page of a public round."""
    return address("steering:round", plan=card.plan, round=card.slug)


def plan_ways(plan: str) -> tuple[Link, ...]:
    """The pages about the plan's rounds as a whole."""
    return (
        Link(_("Wo stehen wir?"), address("steering:standing", plan=plan)),
        Link(_("Was hat sich bewegt?"), address("steering:differences", plan=plan)),
        Link(_("Berichtsrunden"), address("steering:published-rounds", plan=plan)),
        Link(_("Regeln der Beurteilung"), address("steering:rules", plan=plan)),
    )


def round_measure_href(card: RoundCard, measure: str) -> str:
    """What a public round says of one measure."""
    return address("steering:round-measure", plan=card.plan, round=card.slug, measure=measure)


def round_title(card: RoundCard) -> str:
    """The round as a heading names it."""
    return _("Runde %s") % card.title


def round_source(card: RoundCard) -> str:
    """Where the figures of a round come from."""
    words = _("Antworten der federführenden Institutionen, Runde %(round)s, Stichtag %(day)s") % {
        "round": card.title,
        "day": day_words(card.reporting_on),
    }
    return f"{words} ({_('Beispieldaten')})" if card.is_example else words


def example_words(card: RoundCard | None) -> str | None:
    """What the data say where answers are invented; None where they are real."""
    if card is None or not card.is_example:
        return None
    return _("Beispieldaten: Alle Antworten dieser Runde sind erfunden.")


def with_mark(card: RoundCard | None, *found: Table) -> tuple[Table, ...]:
    """The tables; of an example round every row says so, also in a file that is passed on."""
    if card is None or not card.is_example:
        return found
    column = Column("example", _("Hinweis"), is_data_only=True)
    return tuple(tables.with_column(one, column, _("Beispieldaten")) for one in found)
