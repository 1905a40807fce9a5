# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""All bodies that the reader may read, and the page of one."""

import datetime as dt

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.committee.enums import BodyKind, MeetingState, SeatRole
from leitstand.committee.permissions import (
    MANAGE_COMMITTEE,
    VIEW_BOARD,
    VIEW_MEETINGS,
    VIEW_PROPOSALS,
    PlanOnly,
)
from leitstand.committee.selectors.bodies import BodyCard, SeatLine, body_cards, seat_lines
from leitstand.committee.selectors.meetings import MeetingCard, meeting_cards
from leitstand.committee.views.parts import (
    body_href,
    done_words,
    is_office_of,
    meeting_href,
    open_body,
    subject_of,
    today,
    way_up,
)
from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows
from leitstand.plan.selectors import plan_cards
from leitstand.ui.addresses import address
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, requires
from leitstand.ui.tables import Column, Link, Table


@requires(VIEW_MEETINGS)
def bodies(request: HttpRequest) -> Page:
    """The bodies that the reader may read, with their next meetings; 5 statements."""
    language = reader_language()
    cards = tuple(
        card
        for card in body_cards(language=language)
        if allows(request.user, VIEW_MEETINGS, subject_of(card))
    )
    coming = meeting_cards(
        Q(body_id__in=[card.id for card in cards])
        & Q(state__in=[MeetingState.PLANNED, MeetingState.INVITED]),
        language=language,
        is_soonest_first=True,
    )
    following: dict[int, MeetingCard] = {}
    for one in coming:
        following.setdefault(one.body.id, one)
    new = [
        Link(plan.title, address("committee:body-new", plan=plan.slug))
        for plan in plan_cards(language=language)
        if allows(request.user, MANAGE_COMMITTEE, PlanOnly(plan.slug))
    ]
    return Page(
        template="committee/bodies.html",
        title=_("Gremien"),
        description=_("Wer den Plan steuert, wann getagt wird und was beschlossen ist."),
        context={
            "cards": [(card, following.get(card.id), BodyKind(card.kind).label) for card in cards],
            "new": new,
            "done": done_words(request),
            "has_example": any(card.is_example for card in cards),
            "ways": _ways(request),
        },
        tables=(_bodies_table(cards, following),),
    )


def _ways(request: HttpRequest) -> list[Link]:
    ways = []
    if allows(request.user, VIEW_BOARD):
        ways.append(Link(_("Lage für den Steuerungskreis"), address("committee:board")))
    ways.append(Link(_("Aufträge"), address("committee:orders")))
    if allows(request.user, VIEW_PROPOSALS):
        ways.append(Link(_("Vorschläge für neue Themen"), address("committee:proposals")))
    return ways


def _bodies_table(cards: tuple[BodyCard, ...], following: dict[int, MeetingCard]) -> Table:
    return Table(
        key="gremien",
        caption=_("Gremien"),
        columns=(
            Column("body", _("Gremium"), "link"),
            Column("kind", _("Art")),
            Column("plan", _("Plan")),
            Column("next", _("Nächste Sitzung"), "date"),
            Column("notice", _("Hinweis")),
            Column("slug", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(
            (
                Link(card.name, body_href(card.slug)),
                str(BodyKind(card.kind).label),
                card.plan,
                following[card.id].held_on if card.id in following else None,
                example_mark(card.is_example),
                card.slug,
            )
            for card in cards
        ),
        source=_("Leitstand, Gremien"),
    )


@requires(VIEW_MEETINGS)
def body(request: HttpRequest, body: str) -> Page:
    """One body: how it works, who sits in it on a day, its meetings; 3 statements."""
    card = open_body(request, body)
    asked = _day(request.GET.get("tag", ""))
    day = asked or today()
    seats = seat_lines(card.id, language=reader_language())
    meetings = meeting_cards(Q(body_id=card.id), language=reader_language())
    return Page(
        template="committee/body.html",
        title=card.name,
        description=str(BodyKind(card.kind).label),
        context={
            "card": card,
            "shown_day": day,
            "is_today": asked is None,
            "sitting": [one for one in seats if one.is_held_on(day)],
            "role_words": {role.value: role.label for role in SeatRole},
            "may_manage": is_office_of(request, card),
            "done": done_words(request),
            "plan_slug": card.plan,
        },
        tables=(_meetings_table(meetings), _seats_table(seats, card)),
        payload={"slug": card.slug, "is_example": card.is_example, "sitting_on": day},
        breadcrumb=way_up(),
    )


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _meetings_table(meetings: tuple[MeetingCard, ...]) -> Table:
    return Table(
        key="sitzungen",
        caption=_("Sitzungen"),
        columns=(
            Column("held_on", _("Tag"), "date"),
            Column("meeting", _("Sitzung"), "link"),
            Column("state", _("Stand")),
            Column("place", _("Ort")),
            Column("notice", _("Hinweis")),
            Column("id", _("Nummer"), "number", is_data_only=True),
        ),
        rows=tuple(
            (
                one.held_on,
                Link(one.title, meeting_href(one.id)),
                str(MeetingState(one.state).label),
                one.place,
                example_mark(one.is_example),
                one.id,
            )
            for one in meetings
        ),
    )


def _seats_table(seats: tuple[SeatLine, ...], card: BodyCard) -> Table:
    return Table(
        key="sitze",
        caption=_("Alle Sitze, auch frühere"),
        columns=(
            Column("who", _("Wer")),
            Column("role", _("sitzt als")),
            Column("valid_from", _("vom"), "date"),
            Column("valid_to", _("bis"), "date"),
            Column("notice", _("Hinweis")),
            Column("institution", _("Institution"), is_data_only=True),
        ),
        rows=tuple(
            (
                one.who,
                str(SeatRole(one.role).label),
                one.valid_from,
                one.valid_to,
                example_mark(card.is_example),
                one.institution,
            )
            for one in seats
        ),
    )
