# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The page of a meeting and of a decision, for who reads the body; papers as downloads."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.committee.enums import ItemKind, MeetingState, Outcome, SeatRole
from leitstand.committee.errors import DecisionNotFound, PaperNotFound
from leitstand.committee.permissions import VIEW_MEETINGS
from leitstand.committee.rules.life import (
    BEFORE_MEETING,
    TAKES_PAPERS,
    Step,
    possible_steps,
)
from leitstand.committee.selectors.bodies import seat_lines
from leitstand.committee.selectors.decisions import (
    DecisionLine,
    decision_line,
    decision_lines,
)
from leitstand.committee.selectors.meetings import (
    ItemLine,
    MeetingCard,
    item_lines,
    paper_file,
    paper_lines,
)
from leitstand.committee.selectors.orders import OrderLine, order_lines
from leitstand.committee.selectors.pack import open_orders
from leitstand.committee.views.effects import effect
from leitstand.committee.views.parts import (
    Measures,
    decision_href,
    done_words,
    is_office_of,
    meeting_words,
    open_meeting,
    order_href,
    order_words,
    outcome_words,
    today,
    way_up,
)
from leitstand.committee.views.steps import STEP_WORDS
from leitstand.core.languages import reader_language
from leitstand.plan.story import pieces
from leitstand.steering.views.answering import file_response
from leitstand.ui.addresses import address
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, requires
from leitstand.ui.panels import Place, links_on
from leitstand.ui.tables import Column, Link, Table


@requires(VIEW_MEETINGS)
def meeting(request: HttpRequest, meeting: int) -> Page:
    """Agenda, papers, decisions, and what became of the orders of before; 14 statements."""
    card = open_meeting(request, meeting)
    language = reader_language()
    items = item_lines(meeting, language=language)
    papers = paper_lines(meeting)
    decisions = decision_lines(Q(item__meeting_id=meeting), language=language)
    own = order_lines(Q(decision__item__meeting_id=meeting), language=language)
    measures = Measures(card.body.plan)
    may_manage = is_office_of(request, card.body)
    return Page(
        template="committee/meeting.html",
        title=card.title,
        description=card.body.name,
        context={
            "card": card,
            "state": MeetingState(card.state).label,
            "agenda": items,
            "kinds": {kind.value: kind.label for kind in ItemKind},
            "papers": papers,
            "decisions": decisions,
            "orders": own,
            "follow_up": open_orders(card, language, today()),
            "members": seat_lines(card.body.id, language=language, on=card.held_on),
            "role_words": {role.value: role.label for role in SeatRole},
            "measures": measures,
            "order_words": order_words,
            "outcome_words": outcome_words,
            "on_day": today(),
            "may_manage": may_manage,
            "takes_papers": card.state in TAKES_PAPERS,
            "is_open": card.state in BEFORE_MEETING,
            "is_held": card.state == MeetingState.HELD,
            "steps": _steps(card) if may_manage else (),
            "elsewhere": links_on(Place.MEETING, str(meeting)),
            "done": done_words(request),
            "plan_slug": card.body.plan,
        },
        tables=(_agenda_table(card, items, measures), decisions_table(decisions, measures)),
        payload={
            "meeting": card.id,
            "held_on": card.held_on,
            "state": card.state,
            "is_example": card.is_example,
        },
        breadcrumb=way_up(card.body),
    )


def _steps(card: MeetingCard) -> list[Link]:
    return [
        Link(
            str(STEP_WORDS[step].button),
            address("committee:meeting-step", meeting=str(card.id), step=STEP_WORDS[step].slug),
        )
        for step in sorted(possible_steps(card.state), key=lambda one: one == Step.CANCEL)
    ]


def _agenda_table(card: MeetingCard, items: tuple[ItemLine, ...], measures: Measures) -> Table:
    return Table(
        key="tagesordnung",
        caption=_("Tagesordnung"),
        columns=(
            Column("number", _("TOP"), "number"),
            Column("title", _("Titel")),
            Column("kind", _("Art")),
            Column("measures", _("Maßnahmen"), "list"),
            Column("notice", _("Hinweis")),
        ),
        rows=tuple(
            (
                one.number,
                one.title,
                str(ItemKind(one.kind).label),
                measures.links(one.measures),
                example_mark(card.is_example),
            )
            for one in items
        ),
    )


def decisions_table(decisions: tuple[DecisionLine, ...], measures: Measures) -> Table:
    """Decisions as they stand, for who reads the bodies."""
    return Table(
        key="beschluesse",
        caption=_("Beschlüsse"),
        columns=(
            Column("number", _("Nummer"), "link"),
            Column("decided_on", _("beschlossen am"), "date"),
            Column("outcome", _("Ergebnis")),
            Column("text", _("Beschluss")),
            Column("measures", _("Maßnahmen"), "list"),
            Column("superseded_by", _("aufgehoben durch")),
            Column("notice", _("Hinweis")),
        ),
        rows=tuple(
            (
                Link(one.number, decision_href(one.id)),
                one.decided_on,
                outcome_words(one),
                one.text,
                measures.links(one.measures),
                one.superseded_by.number if one.superseded_by else "",
                example_mark(one.is_example),
            )
            for one in decisions
        ),
    )


@requires(VIEW_MEETINGS)
def paper(request: HttpRequest, paper: int) -> HttpResponse:
    """One paper, to be kept and never to be shown in the browser."""
    try:
        found = paper_file(paper)
    except PaperNotFound:
        raise Http404(_("Diese Unterlage gibt es nicht.")) from None
    open_meeting(request, found.meeting)
    return file_response(found.name, found.media_type, found.content)


@requires(VIEW_MEETINGS)
def decision(request: HttpRequest, decision: int) -> Page:
    """One decision: its text, its orders, what it superseded, and what it changed in the plan."""
    try:
        line = decision_line(decision, language=reader_language())
    except DecisionNotFound:
        raise Http404(_("Diesen Beschluss gibt es nicht.")) from None
    card = open_meeting(request, line.meeting)
    orders = order_lines(Q(decision_id=decision), language=reader_language())
    measures = Measures(line.plan)
    may_manage = is_office_of(request, card.body)
    can_amend = may_manage and line.holds and line.outcome == Outcome.ADOPTED
    amended = {one.measure for one in line.amendments}
    return Page(
        template="committee/decision.html",
        title=_("Beschluss %s") % line.number,
        description=line.body_name,
        context={
            "line": line,
            "card": card,
            "meeting": meeting_words(card),
            "outcome": outcome_words(line),
            "orders": orders,
            "order_words": order_words,
            "on_day": today(),
            "measures": measures,
            "effects": [effect(measures, one) for one in line.amendments],
            "pieces": pieces,
            "can_amend": [one for one in line.measures if can_amend and one not in amended],
            "amend_again": [one for one in amended if can_amend],
            "can_order": may_manage and line.holds and card.state == MeetingState.HELD,
            "done": done_words(request),
            "plan_slug": line.plan,
        },
        tables=(orders_table(orders, measures),),
        payload={"number": line.number, "is_example": line.is_example},
        breadcrumb=way_up(card.body, card),
    )


def orders_table(orders: tuple[OrderLine, ...], measures: Measures | None = None) -> Table:
    """Orders with how they stand, for who reads the bodies."""
    day = today()
    return Table(
        key="auftraege",
        caption=_("Aufträge"),
        columns=(
            Column("order", _("Auftrag"), "link"),
            Column("institution", _("an")),
            Column("text", _("Was zu tun ist")),
            Column("due_on", _("Frist"), "date"),
            Column("state", _("Stand")),
            Column("said_on", _("Stand vom"), "date"),
            Column("said", _("Zuletzt gesagt")),
            Column("notice", _("Hinweis")),
            Column("is_overdue", _("überfällig"), is_data_only=True),
            Column("measures", _("Maßnahmen"), "list", is_data_only=True),
        ),
        rows=tuple(
            (
                Link(one.name, order_href(one.id)),
                one.called,
                one.text,
                one.due_on,
                order_words(one, day),
                one.follow_ups[-1].said_on if one.follow_ups else None,
                one.follow_ups[-1].text if one.follow_ups else "",
                example_mark(one.is_example),
                one.is_overdue(day),
                one.measures,
            )
            for one in orders
        ),
    )
