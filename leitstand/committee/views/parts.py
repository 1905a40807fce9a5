# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the room share: addresses, the way back up, who may see what, words."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.committee.enums import OrderState, Outcome
from leitstand.committee.errors import BodyNotFound, MeetingNotFound
from leitstand.committee.permissions import MANAGE_COMMITTEE, VIEW_MEETINGS, BodySubject
from leitstand.committee.selectors.bodies import BodyCard, body_card
from leitstand.committee.selectors.decisions import DecisionLine
from leitstand.committee.selectors.meetings import MeetingCard, meeting_card
from leitstand.committee.selectors.orders import OrderLine
from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows, require
from leitstand.plan.selectors import MeasureName, PlanFrame, measure_names, plan_frame
from leitstand.ui import acts
from leitstand.ui.addresses import address
from leitstand.ui.formats import day as day_words
from leitstand.ui.tables import Link

DONE_WORDS = {
    "gremium": gettext_lazy("Das Gremium ist gespeichert."),
    "sitz": gettext_lazy("Der Sitz ist gespeichert."),
    "sitzung": gettext_lazy("Die Sitzung ist gespeichert."),
    "punkt": gettext_lazy("Die Tagesordnung ist gespeichert."),
    "unterlage": gettext_lazy("Die Unterlage liegt bei der Sitzung."),
    "unterlage-weg": gettext_lazy("Die Unterlage ist entfernt."),
    "einladen": gettext_lazy("Die Tagesordnung steht; die Mitglieder können sie lesen."),
    "abhalten": gettext_lazy(
        "Die Sitzung hat stattgefunden; Beschlüsse können eingetragen werden."
    ),
    "abschliessen": gettext_lazy("Das Protokoll ist genehmigt; an der Sitzung ändert sich nichts."),
    "veroeffentlichen": gettext_lazy("Die Beschlüsse der Sitzung sind öffentlich."),
    "absagen": gettext_lazy("Die Sitzung ist abgesagt."),
    "beschluss": gettext_lazy("Der Beschluss ist eingetragen."),
    "auftrag": gettext_lazy("Der Auftrag ist erteilt."),
    "aenderung": gettext_lazy("Der Plan ist geändert; der Beschluss nennt die Änderung."),
    "eintrag": gettext_lazy("Der Stand ist eingetragen."),
    "angenommen": gettext_lazy("Der Auftrag ist abgeschlossen."),
    "vorschlag": gettext_lazy("Der Vorschlag ist gespeichert."),
    "eingereicht": gettext_lazy("Der Vorschlag ist eingereicht."),
    "unterstuetzt": gettext_lazy("Die Unterstützung ist eingetragen."),
    "im-plan": gettext_lazy("Die Maßnahme steht im Plan."),
}


def done_words(request: HttpRequest) -> str:
    """What was done just before this page was shown; "" for nothing that we know."""
    return acts.done_words(request, DONE_WORDS)


def subject_of(card: BodyCard) -> BodySubject:
    """How permissions know a body."""
    return BodySubject(card.plan, card.slug, card.kind)


def is_office_of(request: HttpRequest, card: BodyCard) -> bool:
    """Whether the reader runs the body."""
    return allows(request.user, MANAGE_COMMITTEE, subject_of(card))


def open_body(request: HttpRequest, slug: str, *, to_manage: bool = False) -> BodyCard:
    """The body that the address names, for who may read or run it; one statement."""
    try:
        card = body_card(slug, language=reader_language())
    except BodyNotFound:
        raise Http404(_("Dieses Gremium gibt es nicht: %s") % slug) from None
    require(request.user, MANAGE_COMMITTEE if to_manage else VIEW_MEETINGS, subject_of(card))
    return card


def open_meeting(request: HttpRequest, meeting: int, *, to_manage: bool = False) -> MeetingCard:
    """The meeting that the address names, for who may read or run it; one statement."""
    try:
        card = meeting_card(meeting, language=reader_language())
    except MeetingNotFound:
        raise Http404(_("Diese Sitzung gibt es nicht.")) from None
    permission = MANAGE_COMMITTEE if to_manage else VIEW_MEETINGS
    require(request.user, permission, subject_of(card.body))
    return card


def body_href(slug: str) -> str:
    """The page of a body."""
    return address("committee:body", body=slug)


def meeting_href(meeting: int) -> str:
    """The page of a meeting."""
    return address("committee:meeting", meeting=str(meeting))


def decision_href(decision: int) -> str:
    """The page of a decision, for who reads the body."""
    return address("committee:decision", decision=str(decision))


def order_href(order: int) -> str:
    """The page of an order, for who reads the body."""
    return address("committee:order", order=str(order))


def proposal_href(proposal: int) -> str:
    """The page of a proposal."""
    return address("committee:proposal", proposal=str(proposal))


def top() -> Link:
    """The page of all bodies."""
    return Link(_("Gremien"), address("committee:bodies"))


def way_up(body: BodyCard | None = None, meeting: MeetingCard | None = None) -> tuple[Link, ...]:
    """Breadcrumbs: all bodies, the body, the meeting."""
    own = body or (meeting.body if meeting else None)
    links = [top()]
    if own is not None:
        links.append(Link(own.label, body_href(own.slug)))
    if meeting is not None:
        links.append(Link(meeting_words(meeting), meeting_href(meeting.id)))
    return tuple(links)


def meeting_words(card: MeetingCard) -> str:
    """How a meeting is called among others."""
    return _("%(title)s am %(day)s") % {"title": card.title, "day": day_words(card.held_on)}


def outcome_words(line: DecisionLine) -> str:
    """What was decided, in a word."""
    return str(Outcome(line.outcome).label)


def order_words(line: OrderLine, today: dt.date) -> str:
    """How an order stands, in words that need no colour."""
    if line.dropped_by:
        return _("entfallen: Beschluss aufgehoben durch %s") % line.dropped_by
    if line.replaced_by:
        return _("ersetzt durch %s") % line.replaced_by
    state = str(OrderState(line.state).label)
    if line.accepted_at is not None:
        return _("%(state)s, abgeschlossen") % {"state": state}
    if line.is_overdue(today):
        days = (today - line.due_on).days
        return ngettext(
            "überfällig seit %(days)d Tag, %(state)s",
            "überfällig seit %(days)d Tagen, %(state)s",
            days,
        ) % {"days": days, "state": state}
    if line.state in {OrderState.DONE, OrderState.NOT_POSSIBLE}:
        return _("%(state)s gemeldet, noch nicht abgeschlossen") % {"state": state}
    return state


class Measures:
    """The measures of a plan by what they are called; 2 statements when the first is asked for."""

    def __init__(self, plan: str) -> None:
        self.plan = plan
        self._frame: PlanFrame | None = None
        self._names: dict[str, MeasureName] | None = None

    @property
    def frame(self) -> PlanFrame:
        """The plan's tree."""
        if self._frame is None:
            self._frame = plan_frame(
                self.plan, language=reader_language(), with_levels=False, with_terms=False
            )
        return self._frame

    @property
    def names(self) -> dict[str, MeasureName]:
        """All of them."""
        if self._names is None:
            self._names = measure_names(self.frame)
        return self._names

    def link(self, key: str) -> Link:
        """To the measure; one that is no longer in the plan is named by its key."""
        found = self.names.get(key)
        text = f"{found.label}: {found.title}" if found else key
        return Link(text, address("plan:measure", plan=self.plan, measure=key))

    def links(self, keys: Iterable[str]) -> tuple[Link, ...]:
        """To several."""
        return tuple(self.link(key) for key in keys)

    def choices(self) -> list[tuple[str, str]]:
        """Every measure, to be chosen."""
        return [(key, f"{one.label}: {one.title}") for key, one in self.names.items()]


def today() -> dt.date:
    """The day on which the page is read."""
    return timezone.localdate()


def actor_of(request: HttpRequest) -> Any:
    """Who acts; views stand behind a permission, so it is an account."""
    return request.user
