# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Looking through one answer: accept it, ask about it, go on to the next."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.core.languages import reader_language
from leitstand.steering.enums import AnswerWay
from leitstand.steering.errors import AnswerRefused, DutyNotFound, RemarkRefused, RoundNotFound
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.reviewing import Review, answer_review
from leitstand.steering.services.answers import answer_accept
from leitstand.steering.services.remarks import question_ask, question_close
from leitstand.steering.views.office_forms import QuestionForm
from leitstand.steering.views.office_parts import (
    done_words,
    no_round,
    require_office,
    round_href,
    way_up,
)
from leitstand.steering.views.office_said import field_lines
from leitstand.steering.views.office_worklist import review_href
from leitstand.ui import held_forms
from leitstand.ui.acts import UNPROCESSABLE, gone_to
from leitstand.ui.addresses import address
from leitstand.ui.formats import instant
from leitstand.ui.pages import Page, html_response, requires


@requires(MANAGE_ROUNDS)
def review(request: HttpRequest, round: str, duty: int) -> HttpResponse:
    """One answer; accepting it leads on to the next that waits."""
    found = _found(request, round, duty)
    held = held_forms.held(request) if request.method != "POST" else None
    if request.method != "POST":
        return _page(request, found, QuestionForm(held.values if held else None))
    act = request.POST.get("act", "")
    form = QuestionForm(request.POST if act == "ask" else None)
    problems: tuple[str, ...] = ()
    try:
        if act == "accept":
            number = _number(request.POST.get("number", ""))
            if found.line.is_accepted and found.line.answer_number == number:
                return _onward(round, found, "angenommen")  # pressed twice
            answer_accept(actor=request.user, duty=duty, number=number)  # type: ignore[arg-type]
            return _onward(round, found, "angenommen")
        if act == "ask" and form.is_valid():
            if not _is_asked_already(found, form.cleaned_data["text"]):
                question_ask(actor=request.user, duty=duty, text=form.cleaned_data["text"])  # type: ignore[arg-type]
            held_forms.release(request)
            return gone_to(review_href(round, duty), "gefragt")
        if act == "close":
            question = _number(request.POST.get("question", ""))
            if question not in {one.id for one in found.remarks}:
                raise Http404(_("Diese Rückfrage gibt es hier nicht."))
            question_close(actor=request.user, question=question)  # type: ignore[arg-type]
            return gone_to(review_href(round, duty), "geschlossen")
    except AnswerRefused as refused:
        problems = tuple(refused.problems.values())
    except RemarkRefused as refused:
        problems = (str(refused),)
    return _page(request, found, form, problems, UNPROCESSABLE)


def _found(request: HttpRequest, round: str, duty: int) -> Review:
    try:
        found = answer_review(round, duty, language=reader_language())
    except RoundNotFound:
        raise no_round(round) from None
    except DutyNotFound:
        raise Http404(_("In dieser Runde wird das nicht gefragt.")) from None
    require_office(request, found.view.card)
    return found


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 12 else 0


def _is_asked_already(found: Review, text: str) -> bool:
    """Whether the same question is open: the button was pressed twice."""
    return any(one.text == text.strip() for one in found.open_questions)


def _onward(round: str, found: Review, done: str) -> HttpResponse:
    """To the next answer that waits, or back to the worklist after the last one."""
    if found.following is None:
        return gone_to(round_href(round), done)
    return gone_to(review_href(round, found.following), done)


def _page(
    request: HttpRequest,
    found: Review,
    form: QuestionForm,
    problems: tuple[str, ...] = (),
    status: int = 200,
) -> HttpResponse:
    line, card = found.line, found.view.card
    before = found.before[-1] if found.before else None
    can_act = card.state in TAKES_ANSWERS
    owner = line.institution
    page = Page(
        template="steering/office/review.html",
        title=_("%(measure)s, %(institution)s")
        % {"measure": line.measure.label, "institution": owner.label if owner else "–"},
        description=line.measure.title,
        context={
            "card": card,
            "line": line,
            "limits": found.view.frame.limits(line.phase, line.scope),
            "review": found,
            "fields": field_lines(line.content, before.content if before else None)
            if line.content
            else (),
            "before": before,
            "said": _said(found),
            "queue": _queue(found),
            "can_act": can_act,
            "can_accept": can_act and line.is_answered and not line.is_accepted,
            "number": line.answer_number,
            "following": review_href(card.slug, found.following) if found.following else "",
            "behalf": address("steering:desk-duty", duty=str(line.id)) if can_act and owner else "",
            "link": _link(found) if can_act and owner else "",
            "files": [
                (
                    one,
                    address("steering:desk-file", duty=str(line.id), attachment=str(one.id)),
                )
                for one in found.attachments
            ],
            "form": form,
            "problems": problems,
            "done": done_words(request),
            "plan_slug": card.plan,
        },
        breadcrumb=way_up(card),
        is_form=True,
    )
    return html_response(request, page, status)


def _said(found: Review) -> str:
    line = found.line
    if line.said_at is None:
        return ""
    return _("%(speaker)s, %(when)s, %(way)s") % {
        "speaker": line.speaker or _("ohne Namen"),
        "when": instant(line.said_at),
        "way": AnswerWay(line.way).label,
    }


def _queue(found: Review) -> str:
    if not found.queue:
        return _("Keine Antwort wartet auf Durchsicht.")
    waiting = ngettext(
        "%d Antwort wartet auf Durchsicht", "%d Antworten warten auf Durchsicht", len(found.queue)
    ) % len(found.queue)
    if found.place:
        return _("%(waiting)s; dies ist die %(place)d.") % {
            "waiting": waiting,
            "place": found.place,
        }
    return f"{waiting}."


def _link(found: Review) -> str:
    owner = found.line.institution.slug if found.line.institution else ""
    return address("steering:office-link", round=found.view.card.slug, institution=owner)
