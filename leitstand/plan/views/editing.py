# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Changing a measure, adding one, taking a change back: forms before the services."""

from collections.abc import Callable
from typing import Any, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows, require
from leitstand.plan import editing, selectors
from leitstand.plan.document import Measure, PlanDocument
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.editing import MeasureNotFound, Overtaken, Saved
from leitstand.plan.forms import MeasureForms
from leitstand.plan.forms.fields import ReasonForm
from leitstand.plan.labels import institution_label
from leitstand.plan.permissions import (
    ADD_MEASURE,
    ASSIGN_ROLES,
    CHANGE_MEASURE,
    MeasureSubject,
    PlanSubject,
)
from leitstand.plan.selectors import PlanFrame, PlanNotFound
from leitstand.plan.selectors.versions import measure_versions, newest_act
from leitstand.plan.story import act_words, clash_line
from leitstand.plan.views.parts import measure_link, open_frame, plan_link
from leitstand.ui import held_forms
from leitstand.ui.acts import CONFLICT, UNPROCESSABLE
from leitstand.ui.addresses import address, with_query
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Link

Sent: TypeAlias = "MultiValueDict[str, str] | None"


@requires(CHANGE_MEASURE)
def measure_edit(request: HttpRequest, plan: str, measure: str) -> HttpResponse:
    """The form of one measure."""
    frame = open_frame(plan, with_levels=False)
    require(request.user, CHANGE_MEASURE, MeasureSubject(plan, measure))
    document = selectors.plan_document(plan)
    found = next((one for one in document.measures if one.id == measure), None)
    if found is None:
        raise Http404(_("Diese Maßnahme gibt es im Plan nicht: %s") % measure)
    desk = _Desk(request, frame, document, found)
    if request.method != "POST":
        return desk.shown()
    forms = desk.forms(request.POST)

    def save() -> Saved:
        said = forms.main.cleaned_data
        return editing.measure_change(
            actor=request.user,  # type: ignore[arg-type]
            plan=plan,
            measure=measure,
            wanted=forms.tree(),
            seen=said["seen"] or 0,
            reason=said["reason"],
            effective_on=said["effective_on"],
        )

    return desk.taken(forms, save, measure)


@requires(ADD_MEASURE)
def measure_add(request: HttpRequest, plan: str) -> HttpResponse:
    """The form of a measure that joins the plan during its term."""
    frame = open_frame(plan, with_levels=False)
    require(request.user, ADD_MEASURE, PlanSubject(plan))
    desk = _Desk(request, frame, selectors.plan_document(plan), None)
    if request.method != "POST":
        return desk.shown()
    forms = desk.forms(request.POST)
    tree: dict[str, Any] = {}

    def save() -> Saved:
        tree.update(forms.tree())
        said = forms.main.cleaned_data
        return editing.measure_add(
            actor=request.user,  # type: ignore[arg-type]
            plan=plan,
            wanted=tree,
            reason=said["reason"],
            effective_on=said["effective_on"],
        )

    return desk.taken(forms, save, lambda: str(tree["id"]))


class _Desk:
    """One person's form for one measure, before and after it was sent."""

    def __init__(
        self,
        request: HttpRequest,
        frame: PlanFrame,
        document: PlanDocument,
        measure: Measure | None,
    ) -> None:
        self.request, self.frame = request, frame
        self.document, self.measure = document, measure
        self.may_assign = allows(request.user, ASSIGN_ROLES, PlanSubject(frame.slug))

    def forms(self, sent: Sent, **others: Any) -> MeasureForms:
        return MeasureForms(
            self.document, self.measure, may_assign=self.may_assign, sent=sent, **others
        )

    def shown(self) -> HttpResponse:
        """The form as the measure stands, or as it was filled in before a sign-in ran out."""
        held = held_forms.held(self.request)
        forms = self.forms(held.values if held else None, seen=self._seen())
        return self._page(forms, {"held": held})

    def _seen(self) -> int:
        if self.measure is None:
            return 0
        return newest_act(measure_versions(self.frame.id, self.measure.id))

    def taken(
        self, forms: MeasureForms, save: Callable[[], Saved], key: str | Callable[[], str]
    ) -> HttpResponse:
        """Where to go once it is saved, or the form again with what is in the way."""
        if not forms.is_valid():
            return self._page(forms, status=UNPROCESSABLE)
        try:
            saved = save()
        except PlanRejected as refused:
            forms.show(refused.problems)
            return self._page(forms, status=UNPROCESSABLE)
        except Overtaken as overtaken:
            return self._overtaken(forms, overtaken)
        except MeasureNotFound as error:
            raise Http404(str(error)) from None
        held_forms.release(self.request)
        measure = key if isinstance(key, str) else key()
        return HttpResponseRedirect(_saved_address(self.frame, measure, saved))

    def _overtaken(self, sent: MeasureForms, overtaken: Overtaken) -> HttpResponse:
        said = sent.main.cleaned_data
        forms = self.forms(None, initial=overtaken.tree, seen=overtaken.seen, reason=said["reason"])
        labels = {one.id: institution_label(one) for one in self.document.institutions}
        return self._page(
            forms,
            {
                "acts": overtaken.acts,
                "clashes": [clash_line(clash, labels) for clash in overtaken.clashes],
            },
            status=CONFLICT,
        )

    def _page(
        self, forms: MeasureForms, others: dict[str, Any] | None = None, status: int = 200
    ) -> HttpResponse:
        frame = self.frame
        back: tuple[Link, ...] = (plan_link(frame),)
        title = _("Neue Maßnahme")
        if self.measure is not None:
            link = measure_link(frame, self.measure)
            back = (plan_link(frame), link)
            title = _("%(measure)s bearbeiten") % {"measure": link.text}
        page = Page(
            template="plan/edit.html",
            is_form=True,
            title=title,
            context={
                "forms": forms,
                "errors": forms.errors() if status == UNPROCESSABLE else (),
                "act_words": act_words,
                "may_assign": self.may_assign,
                "clashes": (),
                "acts": (),
                "held": None,
                **(others or {}),
            },
            breadcrumb=back,
        )
        return html_response(self.request, page, status=status)


def _saved_address(frame: PlanFrame, measure: str, saved: Saved) -> str:
    target = address("plan:measure-history", plan=frame.slug, measure=measure)
    return with_query(target, {"vorgang": str(saved.act or "keiner")})


@requires(CHANGE_MEASURE)
def change_undo(request: HttpRequest, plan: str, measure: str, act: int) -> HttpResponse:
    """Asks why a change is taken back, and takes it back."""
    frame = open_frame(plan, with_levels=False)
    require(request.user, CHANGE_MEASURE, MeasureSubject(plan, measure))
    held = held_forms.held(request) if request.method != "POST" else None
    form = ReasonForm(request.POST if request.method == "POST" else held.values if held else None)
    problems: list[str] = []
    overtaken: Overtaken | None = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = editing.change_undo(
                actor=request.user,  # type: ignore[arg-type]
                plan=plan,
                measure=measure,
                act=act,
                reason=form.cleaned_data["reason"],
            )
        except (MeasureNotFound, PlanNotFound) as error:
            raise Http404(str(error)) from None
        except PlanRejected as refused:
            problems = [problem.message for problem in refused.problems]
        except Overtaken as error:
            overtaken = error
        else:
            held_forms.release(request)
            is_gone = selectors.measure_page(plan, measure, language=reader_language()) is None
            if is_gone:
                return HttpResponseRedirect(address("plan:measures", plan=plan))
            return HttpResponseRedirect(_saved_address(frame, measure, saved))
    versions = measure_versions(frame.id, measure)
    found = next((one for one in versions if one.act.id == act), None)
    if found is None:
        raise Http404(_("Diesen Vorgang gibt es zu der Maßnahme nicht."))
    page = Page(
        template="plan/undo.html",
        is_form=True,
        title=_("Änderung zurücknehmen"),
        context={
            "form": form,
            "held": held,
            "problems": problems,
            "clashes": [clash_line(clash, {}) for clash in overtaken.clashes] if overtaken else (),
            "act": found.act,
            "act_words": act_words,
            "back": address("plan:measure-history", plan=plan, measure=measure),
        },
        breadcrumb=(
            plan_link(frame),
            *((measure_link(frame, now),) if (now := found.measure) else ()),
            Link(_("Verlauf"), address("plan:measure-history", plan=plan, measure=measure)),
        ),
    )
    status = CONFLICT if overtaken else UNPROCESSABLE if problems or form.errors else 200
    return html_response(request, page, status=status)
