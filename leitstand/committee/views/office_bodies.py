# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office sets bodies up, and says who sits in them."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.committee.forms.fields import BodyForm, Choices, SeatEndForm, SeatForm
from leitstand.committee.permissions import MANAGE_COMMITTEE, PlanOnly
from leitstand.committee.selectors.bodies import body_words, seat_lines
from leitstand.committee.services.bodies import (
    WantedBody,
    WantedSeat,
    body_change,
    body_create,
    seat_add,
    seat_end,
)
from leitstand.committee.views.parts import actor_of, body_href, open_body, today, top, way_up
from leitstand.committee.views.taking import Answers, Taking, taken
from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.core.selectors import institution_briefs
from leitstand.plan.selectors import PlanNotFound, plan_frame
from leitstand.ui.pages import requires


def institution_choices() -> Choices:
    """Every institution by its shortest name; one statement."""
    briefs = institution_briefs(None, language=reader_language()).values()
    return sorted(((one.slug, one.label) for one in briefs), key=lambda one: one[1].casefold())


def _wanted(said: dict[str, Any], *, is_example: bool = False) -> WantedBody:
    return WantedBody(
        name_de=said["name_de"],
        name_en=said["name_en"],
        kind=said["kind"],
        short=said["short"],
        rule_de=said["rule_de"],
        rule_en=said["rule_en"],
        institution=said["institution"],
        is_example=is_example,
    )


@requires(MANAGE_COMMITTEE)
def body_new(request: HttpRequest, plan: str) -> HttpResponse:
    """The form of a new body of a plan."""
    require(request.user, MANAGE_COMMITTEE, PlanOnly(plan))
    try:
        frame = plan_frame(plan, language=reader_language(), with_levels=False, with_terms=False)
    except PlanNotFound as error:
        raise Http404(str(error)) from None

    def do(form: Any, _answers: Answers) -> str:
        said = form.cleaned_data
        body_create(actor=actor_of(request), plan=plan, slug=said["slug"], wanted=_wanted(said))
        return body_href(said["slug"])

    return taken(
        request,
        Taking(
            title=_("Neues Gremium"),
            lead=frame.title,
            button=_("Anlegen"),
            back=top().href,
            breadcrumb=way_up(),
            make=lambda sent: BodyForm(sent, choices={"institution": institution_choices()}),
            do=do,
            done="gremium",
            plan=plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def body_edit(request: HttpRequest, body: str) -> HttpResponse:
    """The form of a body."""
    card = open_body(request, body, to_manage=True)
    words = body_words(body)

    def make(sent: Any) -> BodyForm:
        initial = {name: getattr(words, name) for name in words.__slots__}
        form = BodyForm(sent, choices={"institution": institution_choices()}, initial=initial)
        del form.fields["slug"]
        return form

    def do(form: Any, _answers: Answers) -> str:
        body_change(actor=actor_of(request), slug=body, wanted=_wanted(form.cleaned_data))
        return body_href(body)

    return taken(
        request,
        Taking(
            title=_("Gremium ändern"),
            lead=_("Was beschlossen ist, behält den Namen, den das Gremium damals hatte."),
            button=_("Speichern"),
            back=body_href(body),
            breadcrumb=way_up(card),
            make=make,
            do=do,
            done="gremium",
            is_example=card.is_example,
            plan=card.plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def seat_new(request: HttpRequest, body: str) -> HttpResponse:
    """The form of a new seat."""
    card = open_body(request, body, to_manage=True)

    def do(form: Any, _answers: Answers) -> str:
        seat_add(actor=actor_of(request), body=body, wanted=WantedSeat(**form.cleaned_data))
        return body_href(body)

    return taken(
        request,
        Taking(
            title=_("Sitz vergeben"),
            lead=_("Eine Institution, eine Funktion, oder beides."),
            button=_("Speichern"),
            back=body_href(body),
            breadcrumb=way_up(card),
            make=lambda sent: SeatForm(
                sent,
                choices={"institution": institution_choices()},
                initial={"role": "member", "valid_from": today()},
            ),
            do=do,
            done="sitz",
            is_example=card.is_example,
            plan=card.plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def seat_over(request: HttpRequest, body: str, seat: int) -> HttpResponse:
    """Until when a seat is held."""
    card = open_body(request, body, to_manage=True)
    held = {one.id: one for one in seat_lines(card.id, language=reader_language())}.get(seat)
    if held is None:
        raise Http404(_("Diesen Sitz gibt es nicht."))

    def do(form: Any, _answers: Answers) -> str:
        day = form.cleaned_data["valid_to"]
        seat_end(actor=actor_of(request), body=body, seat=seat, valid_to=day)
        return body_href(body)

    return taken(
        request,
        Taking(
            title=_("Sitz beenden"),
            lead=held.who,
            button=_("Speichern"),
            back=body_href(body),
            breadcrumb=way_up(card),
            make=lambda sent: SeatEndForm(sent, initial={"valid_to": held.valid_to or today()}),
            do=do,
            done="sitz",
            is_example=card.is_example,
            plan=card.plan,
        ),
    )
