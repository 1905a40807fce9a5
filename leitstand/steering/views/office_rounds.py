# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Preparing a round: what it asks, of whom, until when."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.plan.permissions import PlanSubject
from leitstand.plan.selectors import PlanFrame, PlanNotFound, plan_frame
from leitstand.plan.selectors.frame import NodeLine
from leitstand.steering.errors import RoundNotFound, StepRefused
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.selectors.preview import Preview, round_preview
from leitstand.steering.selectors.rounds import round_card, round_titles
from leitstand.steering.services.rounds import round_change, round_create, round_discard
from leitstand.steering.views.office_forms import RoundForm
from leitstand.steering.views.office_parts import open_round, round_href, way_up
from leitstand.ui import held_forms
from leitstand.ui.acts import UNPROCESSABLE, gone_to
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, html_response, requires


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of the tree with what lies below, as checkboxes show it."""

    node: NodeLine
    below: tuple["Branch", ...]


@requires(MANAGE_ROUNDS)
def round_new(request: HttpRequest, plan: str) -> HttpResponse:
    """The form of a new round of a plan."""
    require(request.user, MANAGE_ROUNDS, PlanSubject(plan))
    frame = _frame(plan)
    if request.method != "POST":
        held = held_forms.held(request)
        form = RoundForm(held.values if held else None, frame, None, ("", ""))
        return _form_page(request, form, _Told(held=held))
    form = RoundForm(request.POST, frame, None, ("", ""))
    if not form.is_valid():
        return _form_page(request, form, _Told())
    if request.POST.get("act") == "preview":
        return _form_page(request, form, _Told(preview=_preview(form, plan)))
    slug, wanted = form.cleaned_data["slug"], form.wanted()
    try:
        round_create(actor=request.user, plan=plan, slug=slug, wanted=wanted)  # type: ignore[arg-type]
    except StepRefused as refused:
        if not _is_there(slug, plan, form):
            return _form_page(request, form, _Told(refused.problems))
    held_forms.release(request)
    return gone_to(round_href(slug), "angelegt")


@requires(MANAGE_ROUNDS)
def round_edit(request: HttpRequest, round: str) -> HttpResponse:
    """The form of a round that is not frozen."""
    card = open_round(request, round)
    frame, titles = _frame(card.plan), round_titles(card.id)
    if request.method != "POST":
        held = held_forms.held(request)
        form = RoundForm(held.values if held else None, frame, card, titles)
        return _form_page(request, form, _Told(held=held))
    form = RoundForm(request.POST, frame, card, titles)
    if not form.is_valid():
        return _form_page(request, form, _Told())
    if request.POST.get("act") == "preview" and not form.is_fixed:
        return _form_page(request, form, _Told(preview=_preview(form, card.plan)))
    try:
        round_change(actor=request.user, slug=round, wanted=form.wanted())  # type: ignore[arg-type]
    except StepRefused as refused:
        return _form_page(request, form, _Told(refused.problems))
    held_forms.release(request)
    return gone_to(round_href(round), "geaendert")


@requires(MANAGE_ROUNDS)
def round_drop(request: HttpRequest, round: str) -> HttpResponse:
    """Asks whether a draft shall go, and lets it go."""
    try:
        card = open_round(request, round)
    except Http404:
        if request.method == "POST":  # pressed twice: it is gone already
            return gone_to(address("steering:office"), "verworfen")
        raise
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            round_discard(actor=request.user, slug=round)  # type: ignore[arg-type]
        except StepRefused as refused:
            problems = refused.problems
        else:
            return gone_to(address("steering:office"), "verworfen")
    page = Page(
        template="steering/office/discard.html",
        title=_("Entwurf verwerfen"),
        context={"card": card, "problems": problems, "plan_slug": card.plan},
        breadcrumb=way_up(card),
        is_form=True,
    )
    return html_response(request, page, UNPROCESSABLE if problems else 200)


def _frame(plan: str) -> PlanFrame:
    """The tree as it stands today. A branch that the reporting day does not have is refused."""
    try:
        return plan_frame(plan, language=reader_language())
    except PlanNotFound as error:
        raise Http404(str(error)) from None


def _preview(form: RoundForm, plan: str) -> Preview | None:
    wanted = form.wanted()
    try:
        return round_preview(
            plan,
            reporting_on=wanted.reporting_on,
            scope=wanted.scope,
            language=reader_language(),
        )
    except PlanNotFound as error:
        form.add_error("reporting_on", str(error))
        return None


def _is_there(slug: str, plan: str, form: RoundForm) -> bool:
    """Whether the very same round exists already: the button was pressed twice."""
    try:
        card = round_card(slug, language="de")
    except RoundNotFound:
        return False
    wanted = form.wanted()
    return (card.plan, card.state, card.title, card.reporting_on, card.due_on, card.scope) == (
        plan,
        "draft",
        wanted.title_de,
        wanted.reporting_on,
        wanted.due_on,
        wanted.scope,
    )


def _branches(frame: PlanFrame, parent: int | None = None) -> tuple[Branch, ...]:
    below = frame.children.get(parent, ())
    return tuple(Branch(node, _branches(frame, node.id)) for node in below)


@dataclass(frozen=True, slots=True)
class _Told:
    """What stands around the form once it was sent, or was held while a sign-in ran out."""

    problems: tuple[str, ...] = ()
    preview: Preview | None = None
    held: held_forms.Held | None = None


def _form_page(request: HttpRequest, form: RoundForm, told: _Told) -> HttpResponse:
    card, frame = form.card, form.frame
    page = Page(
        template="steering/office/round_form.html",
        title=_("%(round)s ändern") % {"round": card.title} if card else _("Neue Runde"),
        context={
            "form": form,
            "branches": _branches(frame),
            "chosen": form.chosen,
            "problems": told.problems,
            "preview": told.preview,
            "held": told.held,
            "back": round_href(card.slug) if card else address("steering:office"),
            "plan_title": frame.title,
            "plan_slug": frame.slug,
        },
        breadcrumb=way_up(card) if card else way_up(),
        is_form=True,
    )
    return html_response(request, page, UNPROCESSABLE if told.problems or form.errors else 200)
