# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Orders: all of them for who reads the bodies, your own for who has them, and their follow-up."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.committee.enums import OrderState
from leitstand.committee.errors import OrderNotFound
from leitstand.committee.forms.fields import FollowUpForm
from leitstand.committee.permissions import (
    FOLLOW_UP,
    MANAGE_COMMITTEE,
    VIEW_MEETINGS,
    OrderSubject,
    PlanOnly,
    own_institutions,
)
from leitstand.committee.rules.due import FINAL
from leitstand.committee.selectors.bodies import BodyCard, body_cards
from leitstand.committee.selectors.decisions import decision_line
from leitstand.committee.selectors.orders import (
    OrderLine,
    order_line,
    order_lines,
    orders_of,
    ranked,
)
from leitstand.committee.services.orders import WantedFollowUp, follow_up_add
from leitstand.committee.views.meetings import orders_table
from leitstand.committee.views.parts import (
    Measures,
    actor_of,
    decision_href,
    done_words,
    open_body,
    order_href,
    order_words,
    subject_of,
    today,
    top,
)
from leitstand.committee.views.taking import Answers, Taking, taken
from leitstand.core.enums import INSTITUTIONAL_ROLES
from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows, require
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, requires
from leitstand.ui.tables import Link

FILTERS = ("ueberfaellig", "offen", "alle")


@requires(VIEW_MEETINGS)
def orders(request: HttpRequest) -> Page:
    """The orders of the bodies that the reader may read, overdue first; 3 statements."""
    cards = tuple(
        card
        for card in body_cards(language=reader_language())
        if allows(request.user, VIEW_MEETINGS, subject_of(card))
    )
    chosen = _chosen(request, cards)
    where = Q(decision__body_id__in=[card.id for card in cards])
    if chosen["gremium"]:
        where &= Q(decision__body__slug=chosen["gremium"])
    found = ranked(order_lines(where, language=reader_language()), today=today())
    if chosen["institution"]:
        found = tuple(one for one in found if one.institution == chosen["institution"])
    shown = tuple(one for one in found if _is_wanted(one, chosen["stand-der-sache"]))
    return Page(
        template="committee/orders.html",
        title=_("Aufträge"),
        description=_("Was die Gremien wem aufgetragen haben, und was daraus geworden ist."),
        context={
            "chosen": chosen,
            "counts": {name: sum(_is_wanted(one, name) for one in found) for name in FILTERS},
            "bodies": [(card.slug, card.label) for card in cards],
            "institutions": sorted({one.institution: one.called for one in found}.items()),
            "has_example": any(one.is_example for one in shown),
        },
        tables=(orders_table(shown),),
        payload={"is_example": any(one.is_example for one in shown)},
        breadcrumb=(top(),),
    )


def _chosen(request: HttpRequest, cards: tuple[BodyCard, ...]) -> dict[str, str]:
    which = request.GET.get("stand-der-sache", "")
    body = request.GET.get("gremium", "")
    return {
        "stand-der-sache": which if which in FILTERS else "alle",
        "gremium": body if body in {card.slug for card in cards} else "",
        "institution": request.GET.get("institution", "")[:80].replace("\x00", ""),
    }


def _is_wanted(line: OrderLine, which: str) -> bool:
    if which == "ueberfaellig":
        return line.is_overdue(today())
    return which != "offen" or not line.is_settled


@requires(VIEW_MEETINGS)
def order(request: HttpRequest, order: int) -> Page:
    """One order with all that was said of it, for who reads the body."""
    line = _found(order)
    card = open_body(request, line.body)
    is_office = allows(request.user, MANAGE_COMMITTEE, PlanOnly(line.plan))
    return _page(
        request,
        line,
        breadcrumb=(top(), Link(_("Aufträge"), address("committee:orders"))),
        follow_up=address("committee:order-follow-up", order=str(order)) if is_office else "",
        is_office=is_office,
        decision=Link(line.decision_number, decision_href(line.decision)),
        body=card.name,
    )


@requires(FOLLOW_UP)
def my_orders(request: HttpRequest) -> Page:
    """The orders that your own institutions have, overdue first; 2 statements."""
    found = ranked(
        orders_of(
            own_institutions(actor_of(request), *INSTITUTIONAL_ROLES), language=reader_language()
        ),
        today=today(),
    )
    mine = tuple(
        one
        for one in found
        if allows(request.user, FOLLOW_UP, OrderSubject(one.plan, one.institution))
    )
    waiting = [one for one in mine if not one.is_settled and one.state not in FINAL]
    return Page(
        template="committee/my_orders.html",
        title=_("Meine Aufträge"),
        description=_("Was Gremien Ihrer Institution aufgetragen haben."),
        context={
            "waiting": waiting,
            "rest": [one for one in mine if one not in waiting],
            "order_words": order_words,
            "on_day": today(),
            "href": _my_href,
            "done": done_words(request),
            "has_example": any(one.is_example for one in mine),
            "is_office": allows(request.user, MANAGE_COMMITTEE),
        },
        tables=(orders_table(mine),),
        payload={"is_example": any(one.is_example for one in mine)},
        breadcrumb=(_tasks(),),
    )


@requires(FOLLOW_UP)
def my_order(request: HttpRequest, order: int) -> Page:
    """One order of your own institution."""
    line = _found(order)
    require(request.user, FOLLOW_UP, OrderSubject(line.plan, line.institution))
    decision = decision_line(line.decision, language=reader_language())
    return _page(
        request,
        line,
        breadcrumb=(_tasks(), Link(_("Meine Aufträge"), address("committee:my-orders"))),
        follow_up=address("committee:my-follow-up", order=str(order)),
        is_office=False,
        decision_text=decision.text,
        body=decision.body_name,
    )


def _tasks() -> Link:
    return Link(_("Meine Aufgaben"), address("steering:desk-start"))


def _my_href(line: OrderLine) -> str:
    return address("committee:my-order", order=str(line.id))


def _found(order: int) -> OrderLine:
    try:
        return order_line(order, language=reader_language())
    except OrderNotFound:
        raise Http404(_("Diesen Auftrag gibt es nicht.")) from None


def _page(
    request: HttpRequest,
    line: OrderLine,
    *,
    breadcrumb: tuple[Link, ...],
    follow_up: str,
    is_office: bool,
    **context: object,
) -> Page:
    return Page(
        template="committee/order.html",
        title=_("Auftrag %s") % line.name,
        description=line.text,
        context={
            "line": line,
            "state": order_words(line, today()),
            "is_overdue": line.is_overdue(today()),
            "states": {state.value: state.label for state in OrderState},
            "measures": Measures(line.plan),
            "follow_up": "" if line.is_settled else follow_up,
            "accept": address("committee:order-accept", order=str(line.id))
            if is_office and not line.is_settled and line.state in FINAL
            else "",
            "is_office": is_office,
            "done": done_words(request),
            "plan_slug": line.plan,
            "decision": None,
            "decision_text": "",
            **context,
        },
        tables=(orders_table((line,)),),
        payload={"is_example": line.is_example},
        breadcrumb=breadcrumb,
    )


@requires(MANAGE_COMMITTEE)
def follow_up(request: HttpRequest, order: int) -> HttpResponse:
    """The office writes down what an institution said."""
    line = _found(order)
    open_body(request, line.body, to_manage=True)
    back = Link(_("Auftrag %s") % line.name, order_href(order))
    return _taken(request, line, (top(), back), back.href)


@requires(FOLLOW_UP)
def my_follow_up(request: HttpRequest, order: int) -> HttpResponse:
    """An institution says how its order stands."""
    line = _found(order)
    require(request.user, FOLLOW_UP, OrderSubject(line.plan, line.institution))
    back = Link(_("Auftrag %s") % line.name, _my_href(line))
    return _taken(request, line, (_tasks(), back), back.href)


def _taken(
    request: HttpRequest, line: OrderLine, breadcrumb: tuple[Link, ...], back: str
) -> HttpResponse:
    def do(form: Any, _answers: Answers) -> str:
        said = form.cleaned_data
        follow_up_add(
            actor=actor_of(request),
            order=line.id,
            wanted=WantedFollowUp(said["state"], said["text"], said["said_on"]),
            submission=said["submission"],
        )
        return back

    return taken(
        request,
        Taking(
            title=_("Stand eintragen"),
            lead=f"{line.name}, {line.called}: {line.text[:300]}",
            button=_("Eintragen"),
            back=back,
            breadcrumb=breadcrumb,
            make=lambda sent: FollowUpForm(
                sent, initial={"state": OrderState.IN_PROGRESS, "said_on": today()}
            ),
            do=do,
            done="eintrag",
            is_example=line.is_example,
            plan=line.plan,
        ),
    )
