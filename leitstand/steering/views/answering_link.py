# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the holder of a link sees first, and passing the task on to a colleague."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitstand.core.languages import reader_language
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import institution_labels
from leitstand.steering.actors import LinkHolder
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import LinkNotGiven, RoundNotFound
from leitstand.steering.forms.fields import PassOnForm
from leitstand.steering.permissions import SUBMIT_ANSWER, DutySubject
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.desk import passed_on
from leitstand.steering.selectors.rounds import DutyLine, RoundView, round_view
from leitstand.steering.services.links import link_delegate, link_opened, link_revoke
from leitstand.steering.views.desks import Desk
from leitstand.ui.acts import UNPROCESSABLE
from leitstand.ui.addresses import with_query
from leitstand.ui.pages import Page, html_response


@require_safe
def start(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who somebody is here, what is owed until when, what is done, and what comes next."""
    holder = desk.respondent
    assert isinstance(holder, LinkHolder)  # noqa: S101  (requires_link gives no other)
    view = round_view(holder.round, language=reader_language(), institution=holder.institution)
    link_opened(holder=holder)
    duties = _of(holder, view)
    waiting = [one for one in duties if not one.is_answered]
    page = Page(
        template="steering/answer/start.html",
        title=_("Ihre Antworten: %(round)s") % {"round": view.card.title},
        is_form=True,
        context={
            "desk": desk,
            "holder": holder,
            "round": view.card,
            "frame": view.frame,
            "plan_slug": view.card.plan,
            "institution": _name(holder, duties),
            "duties": duties,
            "done": len(duties) - len(waiting),
            "next": next(iter([*(one for one in duties if one.questions), *waiting]), None),
            "takes_answers": view.card.state in TAKES_ANSWERS,
            "is_open": view.card.state == RoundState.OPEN,
        },
    )
    return html_response(request, page)


def _of(holder: LinkHolder, view: RoundView) -> tuple[DutyLine, ...]:
    return tuple(
        one
        for one in view.of(holder.institution)
        if not holder.measures or one.measure.key in holder.measures
    )


def _name(holder: LinkHolder, duties: tuple[DutyLine, ...]) -> str:
    known = next((one.institution for one in duties if one.institution), None)
    return known.name if known else holder.institution


@require_http_methods(["GET", "HEAD", "POST"])
def pass_on(
    request: HttpRequest, desk: Desk, round: str | None = None, institution: str | None = None
) -> HttpResponse:
    """Pass all or some of the measures on to a colleague; see who has them, take them back."""
    giver = _Giver(request, desk, round, institution)
    if request.method != "POST":
        return giver.page(PassOnForm(measures=giver.measures, initial={"language": giver.language}))
    form = PassOnForm(request.POST, measures=giver.measures)
    if not form.is_valid():
        return giver.page(form, UNPROCESSABLE)
    said = form.cleaned_data
    try:
        link_delegate(
            respondent=desk.respondent,
            round=giver.round,
            institution=giver.institution,
            email=said["email"],
            name=said["name"],
            language=said["language"],
            measures=said["measures"],
        )
    except LinkNotGiven as refused:
        for field, words in refused.problems.items():
            form.add_error(field if field in form.fields else None, words)
        return giver.page(form, UNPROCESSABLE)
    return HttpResponseRedirect(with_query(giver.href(), {"neu": "1"}))


@require_POST
def take_back(
    request: HttpRequest,
    desk: Desk,
    link: int,
    round: str | None = None,
    institution: str | None = None,
) -> HttpResponse:
    """Take back a link that was passed on."""
    giver = _Giver(request, desk, round, institution)
    if link not in {one.id for one in giver.given()}:
        raise Http404(_("Diesen Link gibt es nicht."))
    link_revoke(actor=desk.respondent, link=link)
    return HttpResponseRedirect(with_query(giver.href(), {"zurueck": "1"}))


class _Giver:
    """Who passes something on: the holder of a link, or an account for its institution."""

    def __init__(
        self, request: HttpRequest, desk: Desk, round: str | None, institution: str | None
    ) -> None:
        self.request, self.desk = request, desk
        self.language = reader_language()
        holder = desk.respondent
        if isinstance(holder, LinkHolder):
            round, institution = holder.round, holder.institution
        self.round, self.institution = round or "", institution or ""
        try:
            self.view = round_view(self.round, language=self.language, institution=self.institution)
        except RoundNotFound:
            raise Http404(_("Diese Runde gibt es nicht.")) from None
        subject = DutySubject(self.view.card.plan, self.round, "", self.institution)
        if not isinstance(holder, LinkHolder) and not desk.may(SUBMIT_ANSWER, subject):
            raise NotPermitted(SUBMIT_ANSWER, subject)
        limit = holder.measures if isinstance(holder, LinkHolder) else frozenset()
        names = {
            one.measure.key: f"{one.measure.label}: {one.measure.title}"
            for one in self.view.of(self.institution)
            if not limit or one.measure.key in limit
        }
        if not names:
            raise Http404(_("Hier ist nichts weiterzugeben."))
        self.measures = tuple(names.items())
        self.limit = limit

    def given(self) -> Any:
        """What was passed on already."""
        holder = self.desk.respondent
        link = holder.link if isinstance(holder, LinkHolder) else None
        return passed_on(round=self.round, institution=self.institution, link=link)

    def href(self, name: str = "pass", **parts: int | str) -> str:
        """The address of this page, or of taking back."""
        if self.desk.is_link:
            return self.desk.href(name, **parts)
        return self.desk.href(name, round=self.round, institution=self.institution, **parts)

    def page(self, form: PassOnForm, status: int = 200) -> HttpResponse:
        """The form, and who has something already."""
        labels = institution_labels([self.institution], language=self.language)
        page = Page(
            template="steering/answer/pass.html",
            title=_("An eine Kollegin oder einen Kollegen weitergeben"),
            is_form=True,
            context={
                "giver": self,
                "form": form,
                "errors": form.errors,
                "round": self.view.card,
                "plan_slug": self.view.card.plan,
                "institution": labels.get(self.institution, self.institution),
                "names": dict(self.measures),
                "given": self.given(),
                "takes_answers": self.view.card.state in TAKES_ANSWERS,
                "is_new": "neu" in self.request.GET,
                "is_back": "zurueck" in self.request.GET,
            },
            breadcrumb=(self.desk.start,),
        )
        return html_response(self.request, page, status=status)
