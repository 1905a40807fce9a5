# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering a written question of parliament: ask, look at the answer, take it as a file."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import Language, reader_language
from leitstand.core.permissions import allows, require
from leitstand.plan.selectors import (
    PlanCard,
    PlanNotFound,
    measure_names,
    plan_cards,
    plan_frame,
)
from leitstand.reports.asking import Asked, asked_from, asked_query, problem_of
from leitstand.reports.document import fingerprint
from leitstand.reports.forms import QuestionForm
from leitstand.reports.permissions import MANAGE_REPORTS, ReportSubject
from leitstand.reports.refusals import ReportRefused
from leitstand.reports.rendering import FORMATS, Format
from leitstand.reports.selectors.documents import answer_document
from leitstand.reports.texts import LANGUAGES
from leitstand.reports.views.choosing import ChoiceGroup, choice_groups
from leitstand.reports.views.downloads import Wanted, download, told
from leitstand.reports.views.parts import FORMAT_WORDS, office_way
from leitstand.ui import held_forms
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Link


@dataclass(frozen=True, slots=True)
class _Ticked:
    """What a form says beside its fields: the plan, the ticked measures, the words to filter by."""

    plan: str
    measures: tuple[str, ...]
    text: str


@requires(MANAGE_REPORTS)
def question_form(request: HttpRequest) -> HttpResponse:
    """The form; what it asks is answered at an address of its own."""
    plans = tuple(
        one
        for one in plan_cards(language=reader_language())
        if allows(request.user, MANAGE_REPORTS, ReportSubject(one.slug))
    )
    if not plans:
        raise Http404(_("Hier gibt es noch keinen Plan."))
    held = held_forms.held(request) if request.method != "POST" else None
    sent = request.POST if request.method == "POST" else held.values if held else None
    source = sent if sent is not None else request.GET
    asked = _asked(source, plans)
    if request.method != "POST":
        form = QuestionForm(sent, plans, _initial(request, asked))
        return _form_page(request, form, asked, plans, held=held)
    form = QuestionForm(sent, plans, {})
    if request.POST.get("tun") == "filtern":
        # Only the list changes; what is written stays and is judged when it is asked.
        form = QuestionForm(None, plans, {name: source.get(name, "") for name in form.fields})
        return _form_page(request, form, asked, plans)
    if not form.is_valid():
        return _form_page(request, form, asked, plans, status=422)
    return _shown(request, form, asked, plans)


def _shown(
    request: HttpRequest, form: QuestionForm, asked: _Ticked, plans: tuple[PlanCard, ...]
) -> HttpResponse:
    """To the answer, or the form with what is wrong."""
    question = form.question(asked.plan, asked.measures)
    language: Language = form.cleaned_data["language"]
    try:
        if problem := problem_of(question):
            raise ReportRefused(problem)
        answer_document(question, language=language)
    except (ReportRefused, PlanNotFound) as refused:
        form.add_error(None, str(refused))
        return _form_page(request, form, asked, plans, status=422)
    held_forms.release(request)
    # What becomes known later does not change the answer at this address.
    query = asked_query(Asked(question, timezone.now().replace(microsecond=0)))
    return HttpResponseRedirect(f"{address('reports:answer')}?{query}&sprache={language}")


@requires(MANAGE_REPORTS)
def answer_page(request: HttpRequest) -> HttpResponse:
    """The answer to read, with its citations, and as files."""

    def work() -> HttpResponse:
        asked, language = _opened(request), _language(request)
        document = answer_document(asked.question, language=language, until=asked.until)
        query = asked_query(asked)
        page = Page(
            template="reports/answer.html",
            title=document.title,
            context={
                "document": document,
                "sha256": fingerprint(document),
                "files": tuple(_files(query, one) for one in LANGUAGES),
                "until": asked.until,
                "again": f"{address('reports:question')}?{query}&sprache={language}",
            },
            breadcrumb=(
                *office_way(),
                Link(_("Schriftliche Anfrage beantworten"), address("reports:question")),
            ),
            is_form=True,
        )
        return html_response(request, page)

    return told(request, work)


@requires(MANAGE_REPORTS)
def answer_file(request: HttpRequest, language: Language, format: Format) -> HttpResponse:
    """The answer as a file; the address says all that it depends on."""

    def work() -> HttpResponse:
        asked = _opened(request)
        name = f"antwort-{asked.question.day.isoformat()}-{language}"
        wanted = Wanted(format, name, f"account:{request.user.pk}")
        return download(
            request,
            wanted,
            lambda: answer_document(asked.question, language=language, until=asked.until),
        )

    return told(request, work)


def _files(query: str, language: Language) -> tuple[Language, tuple[Link, ...]]:
    return language, tuple(
        Link(
            FORMAT_WORDS[one],
            f"{address('reports:answer-file', language=language, format=one)}?{query}",
        )
        for one in FORMATS
    )


def _opened(request: HttpRequest) -> Asked:
    asked = asked_from(request.GET.dict(), request.GET.getlist("m"))
    require(request.user, MANAGE_REPORTS, ReportSubject(asked.question.plan))
    return asked


def _language(request: HttpRequest) -> Language:
    return "en" if request.GET.get("sprache") == "en" else "de"


def _asked(source: Any, plans: tuple[PlanCard, ...]) -> _Ticked:
    known = {one.slug for one in plans}
    plan = str(source.get("plan", ""))
    chosen = tuple(dict.fromkeys(str(one)[:80] for one in source.getlist("m") if one))
    return _Ticked(
        plan if plan in known else plans[0].slug, chosen, str(source.get("suche", ""))[:200]
    )


def _initial(request: HttpRequest, asked: _Ticked) -> dict[str, Any]:
    """What an address says that leads back to the form."""
    if not request.GET.get("tag"):
        return {"plan": asked.plan}
    try:
        question = asked_from(request.GET.dict(), asked.measures).question
    except ReportRefused:
        return {"plan": asked.plan}
    return {
        "plan": question.plan,
        "day": question.day,
        "words": question.words,
        "number": question.number,
        "asked_by": question.asked_by,
        "language": _language(request),
    }


def _form_page(
    request: HttpRequest,
    form: QuestionForm,
    asked: _Ticked,
    plans: tuple[PlanCard, ...],
    *,
    status: int = 200,
    held: held_forms.Held | None = None,
) -> HttpResponse:
    groups = _groups(asked)
    ticked = {one.key for group in groups for one in group.choices if one.is_chosen}
    page = Page(
        template="reports/question.html",
        title=_("Schriftliche Anfrage beantworten"),
        context={
            "form": form,
            "groups": groups,
            "choosing": asked,
            # A measure that today's plan does not have may be right on the day that is asked for.
            "others": tuple(one for one in asked.measures if one not in ticked),
            "found": sum(len(one.choices) for one in groups),
            "held": held,
        },
        breadcrumb=office_way(),
        is_form=True,
    )
    return html_response(request, page, status)


def _groups(asked: _Ticked) -> tuple[ChoiceGroup, ...]:
    frame = plan_frame(asked.plan, language=reader_language())
    return choice_groups(frame, measure_names(frame), asked.measures, text=asked.text)
