# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office plans a meeting: its day, its agenda, its papers."""

from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from leitstand.committee.enums import ProposalState
from leitstand.committee.errors import ItemNotFound, MeetingNotFound, PaperNotFound, Refused
from leitstand.committee.forms.fields import ItemForm, MeetingForm, PaperForm
from leitstand.committee.permissions import MANAGE_COMMITTEE
from leitstand.committee.selectors.meetings import (
    MeetingCard,
    item_lines,
    item_words,
    meeting_titles,
)
from leitstand.committee.selectors.orders import order_lines
from leitstand.committee.selectors.proposals import proposal_lines
from leitstand.committee.services.agenda import (
    WantedItem,
    item_add,
    item_change,
    item_move,
    item_remove,
)
from leitstand.committee.services.meetings import WantedMeeting, meeting_change, meeting_plan
from leitstand.committee.services.papers import paper_add, paper_remove
from leitstand.committee.views.parts import (
    Measures,
    actor_of,
    body_href,
    meeting_href,
    open_body,
    open_meeting,
    way_up,
)
from leitstand.committee.views.taking import Answers, Taking, taken
from leitstand.core.languages import reader_language
from leitstand.ui.acts import gone_to
from leitstand.ui.pages import requires


def _wanted(said: dict[str, Any]) -> WantedMeeting:
    return WantedMeeting(
        title_de=said["title_de"],
        title_en=said["title_en"],
        held_on=said["held_on"],
        starts_at=said["starts_at"],
        place=said["place"],
    )


@requires(MANAGE_COMMITTEE)
def meeting_new(request: HttpRequest, body: str) -> HttpResponse:
    """The form of a new meeting."""
    card = open_body(request, body, to_manage=True)

    def do(form: Any, _answers: Answers) -> str:
        said = form.cleaned_data
        made = meeting_plan(
            actor=actor_of(request), body=body, wanted=_wanted(said), submission=said["submission"]
        )
        return meeting_href(made)

    return taken(
        request,
        Taking(
            title=_("Neue Sitzung"),
            lead=card.name,
            button=_("Anlegen"),
            back=body_href(body),
            breadcrumb=way_up(card),
            make=MeetingForm,
            do=do,
            done="sitzung",
            is_example=card.is_example,
            plan=card.plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def meeting_edit(request: HttpRequest, meeting: int) -> HttpResponse:
    """The form of a meeting that has not taken place."""
    card = open_meeting(request, meeting, to_manage=True)
    title_de, title_en = meeting_titles(meeting)
    initial = {
        "title_de": title_de,
        "title_en": title_en,
        "held_on": card.held_on,
        "starts_at": card.starts_at,
        "place": card.place,
    }

    def do(form: Any, _answers: Answers) -> str:
        meeting_change(actor=actor_of(request), meeting=meeting, wanted=_wanted(form.cleaned_data))
        return meeting_href(meeting)

    return taken(
        request,
        Taking(
            title=_("Sitzung ändern"),
            lead=card.body.name,
            button=_("Speichern"),
            back=meeting_href(meeting),
            breadcrumb=way_up(card.body, card),
            make=lambda sent: MeetingForm(sent, initial=initial),
            do=do,
            done="sitzung",
            is_example=card.is_example,
            plan=card.body.plan,
        ),
    )


def _item_form(card: MeetingCard, sent: Any, initial: dict[str, Any]) -> ItemForm:
    plan, language = card.body.plan, reader_language()
    waiting = proposal_lines(
        Q(plan__slug=plan, measure="") & ~Q(state=ProposalState.DRAFT), language=language
    )
    orders = order_lines(
        Q(decision__body__plan__slug=plan, accepted_at__isnull=True), language=language
    )
    return ItemForm(
        sent,
        choices={
            "measures": Measures(plan).choices(),
            "proposal": [(str(one.id), one.title) for one in waiting],
            "order": [(str(one.id), f"{one.name}: {one.called}") for one in orders],
        },
        initial={"kind": "decision"} | initial,
    )


def _wanted_item(said: dict[str, Any]) -> WantedItem:
    def number(name: str) -> int | None:
        text = str(said[name])
        return int(text) if text.isdecimal() and len(text) < 12 else None

    return WantedItem(
        kind=said["kind"],
        title_de=said["title_de"],
        title_en=said["title_en"],
        text_de=said["text_de"],
        text_en=said["text_en"],
        measures=tuple(said["measures"]),
        proposal=number("proposal"),
        order=number("order"),
    )


@requires(MANAGE_COMMITTEE)
def item_new(request: HttpRequest, meeting: int) -> HttpResponse:
    """The form of a new agenda item."""
    card = open_meeting(request, meeting, to_manage=True)

    def do(form: Any, _answers: Answers) -> str:
        item_add(actor=actor_of(request), meeting=meeting, wanted=_wanted_item(form.cleaned_data))
        return meeting_href(meeting)

    return taken(
        request,
        Taking(
            title=_("Neuer Tagesordnungspunkt"),
            button=_("Auf die Tagesordnung setzen"),
            back=meeting_href(meeting),
            breadcrumb=way_up(card.body, card),
            make=lambda sent: _item_form(card, sent, {}),
            do=do,
            done="punkt",
            is_example=card.is_example,
            plan=card.body.plan,
        ),
    )


def opened_item(request: HttpRequest, item: int) -> tuple[MeetingCard, dict[str, Any]]:
    """The meeting of the item, for who runs it, and what was written of the item."""
    words = item_words(item)
    if words is None:
        raise Http404(_("Diesen Tagesordnungspunkt gibt es nicht."))
    card = open_meeting(request, words.meeting, to_manage=True)
    return card, {name: getattr(words, name) for name in words.__slots__}


@requires(MANAGE_COMMITTEE)
def item_edit(request: HttpRequest, item: int) -> HttpResponse:
    """The form of an agenda item."""
    card, words = opened_item(request, item)

    def do(form: Any, _answers: Answers) -> str:
        item_change(actor=actor_of(request), item=item, wanted=_wanted_item(form.cleaned_data))
        return meeting_href(card.id)

    return taken(
        request,
        Taking(
            title=_("Tagesordnungspunkt ändern"),
            button=_("Speichern"),
            back=meeting_href(card.id),
            breadcrumb=way_up(card.body, card),
            make=lambda sent: _item_form(card, sent, words),
            do=do,
            done="punkt",
            is_example=card.is_example,
            plan=card.body.plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def item_act(request: HttpRequest, item: int) -> HttpResponse:
    """Moves an item up or down, or takes it off the agenda."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    words = item_words(item)
    if words is None:  # pressed twice: it is gone already
        raise Http404(_("Diesen Tagesordnungspunkt gibt es nicht."))
    try:
        if request.POST.get("act") == "remove":
            item_remove(actor=actor_of(request), item=item)
        else:
            item_move(actor=actor_of(request), item=item, is_up=request.POST.get("act") == "up")
    except Refused as refused:
        raise Http404(str(refused)) from None
    except (ItemNotFound, MeetingNotFound):
        raise Http404(_("Diesen Tagesordnungspunkt gibt es nicht.")) from None
    return gone_to(meeting_href(words.meeting), "punkt")


@requires(MANAGE_COMMITTEE)
def paper_new(request: HttpRequest, meeting: int) -> HttpResponse:
    """The form of a new paper."""
    card = open_meeting(request, meeting, to_manage=True)
    items = item_lines(meeting, language=reader_language())

    def do(form: Any, _answers: Answers) -> str:
        said = form.cleaned_data
        item = str(said["item"])
        paper_add(
            actor=actor_of(request),
            meeting=meeting,
            name=said["file"].name,
            content=said["file"].read(),
            title=said["title"],
            item=int(item) if item.isdecimal() and int(item) in {i.id for i in items} else None,
        )
        return meeting_href(meeting)

    def make(sent: Any) -> PaperForm:
        choices = [(str(one.id), f"{one.number}. {one.title}") for one in items]
        files = request.FILES if request.method == "POST" else None
        return PaperForm(sent, files, items=choices, initial={"item": request.GET.get("punkt", "")})

    return taken(
        request,
        Taking(
            title=_("Unterlage hinzufügen"),
            button=_("Hochladen"),
            back=meeting_href(meeting),
            breadcrumb=way_up(card.body, card),
            make=make,
            do=do,
            done="unterlage",
            is_example=card.is_example,
            plan=card.body.plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def paper_gone(request: HttpRequest, meeting: int, paper: int) -> HttpResponse:
    """Takes a paper away again."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    open_meeting(request, meeting, to_manage=True)
    try:
        paper_remove(actor=actor_of(request), meeting=meeting, paper=paper)
    except Refused as refused:
        raise Http404(str(refused)) from None
    except PaperNotFound:  # pressed twice: it is gone already
        pass
    return gone_to(meeting_href(meeting), "unterlage-weg")
