# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's reporting rounds: two that are published and one that is open.

Every answer is invented and every round is marked so (``is_example``, "Beispieldaten"). All of it
goes through the services, as an office and its institutions would do it. Loading it again changes
nothing, except that an open round whose deadline has passed gets a new one.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.cli.account import operator
from leitstand.cli.demo_answers import Demo, DemoDuty, DemoRound, demo
from leitstand.core.accounts import selectors as accounts
from leitstand.core.selectors import institution_ids
from leitstand.plan.selectors import plan_slugs
from leitstand.steering.actors import Respondent
from leitstand.steering.enums import AnswerWay, RoundState
from leitstand.steering.errors import LinkNotGiven
from leitstand.steering.selectors.rounds import RoundCard, round_card, round_cards, round_view
from leitstand.steering.services.answers import answer_save
from leitstand.steering.services.contacts import WantedContact, contacts_import
from leitstand.steering.services.links import link_give, link_holder, link_token
from leitstand.steering.services.rounds import (
    Wanted,
    round_change,
    round_close,
    round_create,
    round_freeze,
    round_open,
    round_publish,
)
from leitstand.ui import navigation

# The open round is in its second week, whenever it is loaded.
OPEN_SINCE_DAYS = 9
OPEN_FOR_DAYS = 30
SIGNED_IN = "demo-federfuehrung"
# Owes one measure and has not answered yet: whoever tries the link sees an empty form.
VISITOR = "citylab-berlin"


@dataclass(frozen=True, slots=True)
class LoadedRound:
    """What became of one round: ``is_new`` if it was made just now."""

    plan: str
    slug: str
    state: str
    due_on: dt.date
    is_new: bool


def load_demo_rounds(
    *, now: dt.datetime | None = None, tell: Callable[[str], None] = lambda what: None
) -> tuple[LoadedRound, ...]:
    """The rounds are there, each whole or not at all. Nothing for an installation without the plan.

    A round of the same name that is no example is left alone.
    """
    given = demo()
    if given.plan not in plan_slugs():
        return ()
    now = now or timezone.now()
    institutions = institution_ids()
    known = {card.slug: card for card in round_cards(language="de")}
    if any(wanted.slug not in known for wanted in given.rounds):
        contacts_import(
            actor=operator(),
            wanted=[
                WantedContact(slug, address_of(slug), one.name, one.language)
                for slug, one in given.contacts.items()
                if slug in institutions
            ],
        )
    loaded = []
    for wanted in given.rounds:
        tell(wanted.title["de"])
        with transaction.atomic():
            loaded.append(
                _kept(known[wanted.slug], now)
                if wanted.slug in known
                else _made(given, wanted, now)
            )
    return tuple(loaded)


def _kept(card: RoundCard, now: dt.datetime) -> LoadedRound:
    today = timezone.localdate(now)
    due_on = card.due_on
    if card.is_example and card.state == RoundState.OPEN and due_on < today:
        due_on = today + dt.timedelta(days=OPEN_FOR_DAYS - OPEN_SINCE_DAYS)
        english = round_card(card.slug, language="en").title
        wanted = Wanted(card.title, english, card.reporting_on, due_on, card.scope, is_example=True)
        round_change(actor=operator(), slug=card.slug, wanted=wanted)
    return LoadedRound(card.plan, card.slug, card.state, due_on, is_new=False)


def _made(given: Demo, wanted: DemoRound, now: dt.datetime) -> LoadedRound:
    today = timezone.localdate(now)
    opened_on = wanted.opened_on or max(
        today - dt.timedelta(days=OPEN_SINCE_DAYS), wanted.reporting_on
    )
    due_on = wanted.due_on or opened_on + dt.timedelta(days=OPEN_FOR_DAYS)
    office = operator()
    round_create(
        actor=office,
        plan=given.plan,
        slug=wanted.slug,
        wanted=Wanted(
            wanted.title["de"],
            wanted.title["en"],
            wanted.reporting_on,
            due_on,
            is_example=True,
        ),
        now=_at(opened_on, 8),
    )
    round_open(actor=office, slug=wanted.slug, now=_at(opened_on, 9))
    # Answers come up to the day on which the round closes, a few of them late.
    until = wanted.closed_on or max(today, opened_on + dt.timedelta(days=1))
    _answer(given, wanted.slug, opened_on, until)
    state = RoundState.OPEN
    if wanted.closed_on and wanted.frozen_on and wanted.published_on:
        round_close(actor=office, slug=wanted.slug, now=_at(wanted.closed_on, 9))
        round_freeze(actor=office, slug=wanted.slug, now=_at(wanted.frozen_on, 12))
        round_publish(actor=office, slug=wanted.slug, now=_at(wanted.published_on, 10))
        state = RoundState.PUBLISHED
    return LoadedRound(given.plan, wanted.slug, state, due_on, is_new=True)


def _answer(given: Demo, slug: str, opened_on: dt.date, until: dt.date) -> None:
    """Everyone who says something in the round has said it, in the order of the days."""
    owed = {
        (line.measure.key, line.phase, line.scope, line.institution.slug): line.id
        for line in round_view(slug, language="de").owed
        if line.institution
    }
    owners = sorted({place[-1] for place in owed})
    speakers = _Speakers(given, slug, owners, _at(opened_on, 9))
    days = (until - opened_on).days
    said = sorted(
        (duty.chance(slug, days), duty.place, duty, saying)
        for duty, saying in given.said_in(slug)
        # A plan that was changed by hand may owe less than the one that is shipped.
        if duty.place in owed
    )
    for day, place, duty, saying in said:
        respondent, way = speakers.of(duty)
        answer_save(
            respondent=respondent,
            duty=owed[place],
            content=given.content(duty, saying),
            seen=0,
            is_submitted=not saying.draft,
            way=way,
            submission=duty.submission(slug),
            now=_at(opened_on + dt.timedelta(days=day), 10 + duty.chance(slug, 7)),
        )


class _Speakers:
    """Who hands in, and how: by a personal link, signed in, or the office on behalf."""

    def __init__(
        self, given: Demo, slug: str, owners: Iterable[str], opened_at: dt.datetime
    ) -> None:
        self.lead = accounts.account_by_username(SIGNED_IN)
        self.holders = {
            owner: link_holder(
                link_give(
                    actor=operator(),
                    round=slug,
                    institution=owner,
                    email=address_of(owner),
                    name=given.contacts[owner].name,
                    language=given.contacts[owner].language,
                    now=opened_at,
                ).key,
                now=opened_at,
            )
            for owner in owners
            if owner in given.contacts
        }

    def of(self, duty: DemoDuty) -> tuple[Respondent, AnswerWay]:
        """The speaker for this duty and the way that the answer takes."""
        if duty.way == AnswerWay.ACCOUNT and self.lead is not None:
            return self.lead, AnswerWay.ACCOUNT
        holder = self.holders.get(duty.institution)
        if duty.way == AnswerWay.BEHALF or holder is None:
            return operator(), AnswerWay.BEHALF
        return holder, duty.way if duty.way == AnswerWay.SHEET else AnswerWay.LINK


def address_of(institution: str) -> str:
    """The invented mail address of an institution's contact."""
    return f"{institution}@example.org"


def _at(day: dt.date, hour: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def round_lines(loaded: tuple[LoadedRound, ...], *, base: str) -> list[str]:
    """What the demonstration prints about its rounds, with addresses below ``base``."""
    if not loaded:
        return []
    lines = [_("Berichtsrunden (Beispieldaten: alle Antworten sind erfunden):")]
    width = max(len(one.slug) for one in loaded)
    for one in loaded:
        words = f"{base}/plaene/{one.plan}/runden/{one.slug}"
        if one.state != RoundState.PUBLISHED:
            words = _("noch nicht öffentlich: demo-geschaeftsstelle sieht sie")
        lines.append(f"  {one.slug:<{width}}  {words}")
        if one.state == RoundState.OPEN and (link := _ready_link(one.slug)):
            lines.append(_("Persönlicher Link einer Institution: %s") % f"{base}{link}")
    return lines


def _ready_link(slug: str) -> str | None:
    """The address with which a visitor answers as one institution; None where there is none."""
    try:
        link = link_give(
            actor=operator(),
            round=slug,
            institution=VISITOR,
            email=address_of(VISITOR),
            name=demo().contacts[VISITOR].name,
        )
    except LinkNotGiven:  # a round of the office, in which this institution owes nothing
        return None
    return navigation.address_of("steering:answer", {"token": link_token(link.key)})
