# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office says where foreign states come from, and what words and codes mean here."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.foreign.errors import SourceNotFound, SourceRefused
from leitstand.foreign.forms import MeaningsForm, SourceForm
from leitstand.foreign.permissions import MANAGE_SOURCES, SourceSubject
from leitstand.foreign.rules.mirror import SHARED_STATES, Mirror
from leitstand.foreign.selectors.sources import source as source_of
from leitstand.foreign.services.sources import source_add, source_change, source_map
from leitstand.foreign.views.office_parts import (
    is_example,
    open_source,
    source_href,
    source_name,
    way_up,
)
from leitstand.plan.selectors import PlanNotFound, plan_programmes, plan_title
from leitstand.ui import held_forms
from leitstand.ui.acts import UNPROCESSABLE, gone_to
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, html_response, requires


@requires(MANAGE_SOURCES)
def source_new(request: HttpRequest, plan: str) -> HttpResponse:
    """The form of a new source."""
    require(request.user, MANAGE_SOURCES, SourceSubject(plan))
    title, programmes = _plan(plan)
    form = SourceForm(_sent(request), programmes=programmes)
    if request.method == "POST" and form.is_valid():
        slug = form.cleaned_data["slug"]
        wanted = form.wanted()
        try:
            source_add(
                actor=request.user,  # type: ignore[arg-type]
                plan=plan,
                programme=form.cleaned_data["programme"],
                slug=slug,
                wanted=wanted,
            )
        except SourceRefused as refused:
            if _stands(slug, form):  # pressed twice
                return gone_to(source_href(slug), "angelegt")
            _show(form, refused)
        else:
            held_forms.release(request)
            return gone_to(source_href(slug), "angelegt")
    return _form_page(request, form, _("Neue Quelle"), title)


@requires(MANAGE_SOURCES)
def source_edit(request: HttpRequest, source: str) -> HttpResponse:
    """The form of a source that is there."""
    found = open_source(request, source)
    form = SourceForm(_sent(request), programmes=(), found=found)
    if request.method == "POST" and form.is_valid():
        try:
            source_change(actor=request.user, slug=source, wanted=form.wanted(found))  # type: ignore[arg-type]
        except SourceRefused as refused:
            _show(form, refused)
        else:
            held_forms.release(request)
            return gone_to(source_href(source), "geaendert")
    title = _("%(source)s ändern") % {"source": source_name(found)}
    return _form_page(request, form, title, source_name(found), found)


@requires(MANAGE_SOURCES)
def source_meanings(request: HttpRequest, source: str) -> HttpResponse:
    """What the words of the source mean here, and which of its codes is which of ours."""
    found = open_source(request, source)
    form = MeaningsForm(
        _sent(request),
        words=_words(request, found),
        states=found.terms.states,
        codes=found.terms.codes,
    )
    if request.method == "POST" and form.is_valid():
        try:
            source_map(
                actor=request.user,  # type: ignore[arg-type]
                slug=source,
                states=form.states(),
                codes=form.cleaned_data["codes"],
            )
        except SourceRefused as refused:
            _show(form, refused)
        else:
            held_forms.release(request)
            return gone_to(source_href(source), "zugeordnet")
    page = Page(
        template="foreign/office/meanings.html",
        title=_("Wörter und Codes zuordnen"),
        context={
            "form": form,
            "found": found,
            "name": source_name(found),
            "is_example": is_example(found),
            "back": source_href(source),
        },
        breadcrumb=way_up(found),
        is_form=True,
    )
    return html_response(request, page, UNPROCESSABLE if form.errors else 200)


def _words(request: HttpRequest, found: Mirror) -> list[tuple[str, str]]:
    """The words that the form asks about: those that it asked about when it was filled in."""
    called = {one.state: one.words(reader_language()) for one in found.said}
    known = {one.casefold() for one in found.terms.states}
    open_words = [
        word for word in called if word not in SHARED_STATES and word.casefold() not in known
    ]
    asked = [*found.terms.states, *open_words]
    if request.method == "POST":
        asked = [word[:200] for word in request.POST.getlist("word")][:500]
    by_fold = {word.casefold(): words for word, words in called.items()}
    return [(word, by_fold.get(word.casefold(), word)) for word in dict.fromkeys(asked)]


def _plan(plan: str) -> tuple[str, list[tuple[str, str]]]:
    """The plan's title, and the programmes that it names."""
    language = reader_language()
    try:
        title = plan_title(plan, language=language)
    except PlanNotFound as error:
        raise Http404(str(error)) from None
    return title, [(one.key, one.name) for one in plan_programmes(plan, language=language)]


def _sent(request: HttpRequest) -> Any:
    if request.method == "POST":
        return request.POST
    held = held_forms.held(request)
    return held.values if held else None


def _stands(slug: str, form: SourceForm) -> bool:
    """Whether this very source is there already."""
    try:
        found = source_of(slug)
    except SourceNotFound:
        return False
    names = (form.cleaned_data["name_de"], form.cleaned_data["name_en"])
    return (found.programme, found.terms.names, found.terms.url) == (
        form.cleaned_data["programme"],
        names,
        form.cleaned_data["url"],
    )


def _show(form: forms.Form, refused: SourceRefused) -> None:
    for name, sentence in refused.problems.items():
        form.add_error(name if name in form.fields else None, sentence)


def _form_page(
    request: HttpRequest,
    form: SourceForm,
    title: str,
    lead: str,
    found: Mirror | None = None,
) -> HttpResponse:
    page = Page(
        template="foreign/office/source_form.html",
        title=title,
        context={
            "form": form,
            "lead": lead,
            "is_example": found is not None and is_example(found),
            "back": source_href(found.slug) if found else address("foreign:office-sources"),
        },
        breadcrumb=way_up(found) if found else way_up(),
        is_form=True,
    )
    return html_response(request, page, UNPROCESSABLE if form.errors else 200)
