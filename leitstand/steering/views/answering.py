# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering one duty: the form, the receipt, the words with the office, the files.

Every view takes the desk at which somebody sits: link and account run through the same lines.
"""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import AnswerWay
from leitstand.steering.errors import (
    AnswerOvertaken,
    AnswerRefused,
    DutyNotFound,
    FileNotFound,
    FileRefused,
    RemarkRefused,
)
from leitstand.steering.forms import AnswerForms
from leitstand.steering.forms.answer import Sent
from leitstand.steering.forms.fields import OUTLOOK_SENTENCES, STATE_SENTENCES, RemarkForm
from leitstand.steering.permissions import SUBMIT_ANSWER
from leitstand.steering.selectors.desk import file_content, remarks_of
from leitstand.steering.services.answers import answer_save
from leitstand.steering.services.attachments import (
    attachment_add,
    attachment_remove,
    attachments_carry,
)
from leitstand.steering.services.remarks import question_reply, remark_add
from leitstand.steering.views.desks import Desk, OpenDuty, opened, seen_subject
from leitstand.steering.views.telling import field_labels, said, said_fields
from leitstand.ui import held_forms
from leitstand.ui.acts import CONFLICT, UNPROCESSABLE
from leitstand.ui.addresses import with_query
from leitstand.ui.pages import Page, html_response

SUBMIT, DRAFT, UNCHANGED, MORE, AWAY = "abgeben", "entwurf", "unveraendert", "zeile-", "datei-weg-"


@require_http_methods(["GET", "HEAD", "POST"])
def duty_form(request: HttpRequest, desk: Desk, duty: int) -> HttpResponse:
    """The form of one duty; where nothing can be answered any more, what was said."""
    found = opened(desk, duty)
    if not found.takes_answers:
        if request.method == "POST":
            return _Form(request, found).told_closed()
        return HttpResponseRedirect(found.href("receipt"))
    form = _Form(request, found)
    return form.taken() if request.method == "POST" else form.shown()


class _Form:
    """One person's form for one duty, before and after it was sent."""

    def __init__(self, request: HttpRequest, found: OpenDuty) -> None:
        self.request, self.found = request, found
        own = found.duty.line.measure.key
        self.measures = tuple(
            (one.key, f"{one.label}: {one.title}")
            for one in found.duty.view.measures.values()
            if one.key != own
        )

    def forms(self, **others: Any) -> AnswerForms:
        return AnswerForms(measures=self.measures, **others)

    def shown(self) -> HttpResponse:
        held = held_forms.held(self.request)
        forms = (
            self.forms(sent=held.values)
            if held
            else self.forms(content=self.found.duty.standing, seen=self.found.duty.line.number)
        )
        return self._page(forms, {"held": held})

    def told_closed(self) -> HttpResponse:
        """Nothing is taken any more; what was written is still there, to be copied."""
        forms = self.forms(sent=self.request.POST)
        forms.problems.append(_("Die Runde nimmt keine Antworten mehr an."))
        return self._page(forms, status=UNPROCESSABLE)

    def taken(self) -> HttpResponse:
        """Where to go once it is saved, or the form again with what is in the way."""
        sent = self.request.POST.copy()
        act = sent.get("tun", DRAFT)
        problems = self._take_files(sent)
        if act.startswith(AWAY):
            problems += self._take_away(sent, act.removeprefix(AWAY))
        wider = act.removeprefix(MORE) if act.startswith(MORE) else ""
        forms = self.forms(sent=sent, wider=wider)
        forms.problems += problems
        if act.startswith((MORE, AWAY)):
            return self._page(forms, status=UNPROCESSABLE if problems else 200)
        earlier = self.found.duty.earlier
        is_unchanged = act == UNCHANGED and earlier is not None
        content = earlier.content if is_unchanged and earlier else forms.content()
        if content is None or problems:
            return self._page(forms, status=UNPROCESSABLE)
        return self._save(forms, content, is_submitted=act in {SUBMIT, UNCHANGED})

    def _save(
        self, forms: AnswerForms, content: AnswerContent, *, is_submitted: bool
    ) -> HttpResponse:
        desk, duty = self.found.desk, self.found.duty
        forms.main.is_valid()
        said_here = forms.main.cleaned_data
        submission = said_here.get("submission")
        if not isinstance(submission, UUID):
            forms.problems.append(_("Dieses Formular gehört nicht hierher. Bitte neu öffnen."))
            return self._page(forms, status=UNPROCESSABLE)
        try:
            answer_save(
                respondent=desk.respondent,
                duty=duty.line.id,
                content=self._carried(content),
                seen=said_here.get("seen") or 0,
                is_submitted=is_submitted,
                way=AnswerWay.LINK if desk.is_link else AnswerWay.ACCOUNT,
                submission=submission,
            )
        except (AnswerRefused, FileRefused) as refused:
            forms.show(getattr(refused, "problems", {"": str(refused)}))
            return self._page(forms, status=UNPROCESSABLE)
        except AnswerOvertaken as overtaken:
            return self._overtaken(overtaken)
        held_forms.release(self.request)
        if is_submitted:
            return HttpResponseRedirect(with_query(self.found.href("receipt"), {"neu": "1"}))
        return HttpResponseRedirect(with_query(self.found.href("duty"), {"entwurf": "1"}))

    def _carried(self, content: AnswerContent) -> AnswerContent:
        """The answer with files of the earlier round lying here too."""
        duty = self.found.duty
        if duty.earlier is None:
            return content
        before = {one.attachment for one in duty.earlier.content.evidence if one.attachment}
        before -= {one.id for one in duty.files}
        wanted = {one.attachment for one in content.evidence if one.attachment} & before
        if not wanted:
            return content
        new = attachments_carry(
            respondent=self.found.desk.respondent, duty=duty.line.id, files=wanted
        )
        evidence = tuple(
            one.model_copy(update={"attachment": new.get(one.attachment or 0, one.attachment)})
            for one in content.evidence
        )
        return content.model_copy(update={"evidence": evidence})

    def _take_files(self, sent: Sent) -> list[str]:
        """Files are taken in at once, so that a mistake elsewhere does not lose them."""
        problems: list[str] = []
        for field, file in self.request.FILES.items():
            row, _dash, name = field.rpartition("-")
            if name != "file" or not row.startswith("evidence-") or isinstance(file, list):
                continue
            try:
                number = attachment_add(
                    respondent=self.found.desk.respondent,
                    duty=self.found.id,
                    name=file.name or "",
                    content=file.read(),
                )
            except FileRefused as refused:
                problems.append(f"{(file.name or '')[:80]}: {refused}")
                continue
            sent[f"{row}-attachment"] = str(number)
            if not sent.get(f"{row}-title", "").strip():
                sent[f"{row}-title"] = (file.name or "")[:200]
            if not sent.get(f"{row}-kind"):
                sent[f"{row}-kind"] = "document"
        if self.request.FILES:
            self.found = opened(self.found.desk, self.found.id)
        return problems

    def _take_away(self, sent: Sent, number: str) -> list[str]:
        try:
            attachment_remove(
                respondent=self.found.desk.respondent,
                duty=self.found.id,
                attachment=int(number) if number.isascii() and number.isdigit() else 0,
            )
        except (FileNotFound, FileRefused) as refused:
            return [str(refused)]
        for field in [name for name in sent if name.endswith("-attachment")]:
            if sent[field] == number:
                sent[field] = ""
        self.found = opened(self.found.desk, self.found.id)
        return []

    def _overtaken(self, overtaken: AnswerOvertaken) -> HttpResponse:
        forms = self.forms(content=overtaken.content, seen=overtaken.seen)
        labels = field_labels()
        clashes = [
            (labels[name], said(overtaken.content, name), said(overtaken.theirs, name))
            for name in overtaken.clashes
        ]
        return self._page(forms, {"clashes": clashes}, status=CONFLICT)

    def _page(
        self, forms: AnswerForms, others: dict[str, Any] | None = None, status: int = 200
    ) -> HttpResponse:
        context: dict[str, Any] = {
            "forms": forms,
            "errors": forms.errors() if status == UNPROCESSABLE else (),
            "clashes": (),
            "held": None,
            "is_saved": "entwurf" in self.request.GET and self.request.method != "POST",
            "is_first": not self.found.duty.has_own and self.request.method != "POST",
            "state_sentences": STATE_SENTENCES,
            "outlook_sentences": OUTLOOK_SENTENCES,
        }
        return duty_page(
            self.request, self.found, "steering/answer/duty.html", context | (others or {}), status
        )


def duty_page(
    request: HttpRequest,
    found: OpenDuty,
    template: str,
    context: dict[str, Any],
    status: int = 200,
) -> HttpResponse:
    """A page about one duty, with what all of them show."""
    line = found.duty.line
    page = Page(
        template=template,
        title=f"{line.measure.label}: {line.measure.title}",
        is_form=True,
        context={
            "open": found,
            "duty": found.duty,
            "line": line,
            "round": found.duty.view.card,
            "frame": found.duty.view.frame,
            "plan_slug": found.duty.view.card.plan,
            "remark_form": RemarkForm(),
            "remark_problem": "",
            **context,
        },
        breadcrumb=(found.desk.start,),
    )
    return html_response(request, page, status=status)


@require_safe
def receipt(request: HttpRequest, desk: Desk, duty: int) -> HttpResponse:
    """Everything that was said, and which measure waits next."""
    return _receipt(request, opened(desk, duty))


def _receipt(
    request: HttpRequest, found: OpenDuty, problem: str = "", status: int = 200
) -> HttpResponse:
    line, view = found.duty.line, found.duty.view
    owner = line.institution.slug if line.institution else ""
    waiting = [
        one
        for one in view.of(owner)
        if not one.is_answered and one.id != line.id and _is_for(found.desk, found, one.measure.key)
    ]
    # The one behind this comes first: people go down a list.
    after = [one for one in waiting if one.id > line.id]
    context = {
        "is_new": "neu" in request.GET,
        "fields": said_fields(line.content) if line.content else (),
        "next": next(iter(after or waiting), None),
        "waiting": len(waiting),
        "remark_problem": problem,
    }
    return duty_page(request, found, "steering/answer/receipt.html", context, status)


def _is_for(desk: Desk, found: OpenDuty, measure: str) -> bool:
    subject = found.subject
    other = type(subject)(subject.plan, subject.round, measure, subject.institution)
    return desk.may(SUBMIT_ANSWER, other) or not found.may_submit


@require_POST
def remark(request: HttpRequest, desk: Desk, duty: int) -> HttpResponse:
    """A few words to the office."""
    found = opened(desk, duty)
    text = request.POST.get("text", "")
    try:
        remark_add(respondent=desk.respondent, duty=duty, text=text)
    except RemarkRefused as refused:
        return _receipt(request, found, str(refused), UNPROCESSABLE)
    return HttpResponseRedirect(f"{_back(found)}#nachrichten")


@require_POST
def reply(request: HttpRequest, desk: Desk, duty: int, question: int) -> HttpResponse:
    """A reply to a question of the office about this very duty."""
    found = opened(desk, duty)
    if question not in {one.id for one in remarks_of(duty)}:
        raise Http404(_("Diese Rückfrage gibt es nicht."))
    try:
        text = request.POST.get("text", "")
        question_reply(respondent=desk.respondent, question=question, text=text)
    except DutyNotFound:
        raise Http404(_("Diese Rückfrage gibt es nicht.")) from None
    except RemarkRefused as refused:
        return _receipt(request, found, str(refused), UNPROCESSABLE)
    return HttpResponseRedirect(f"{_back(found)}#nachrichten")


def _back(found: OpenDuty) -> str:
    return found.href("duty" if found.takes_answers else "receipt")


@require_safe
def file(request: HttpRequest, desk: Desk, duty: int, attachment: int) -> HttpResponse:
    """One file of the duty, to be kept and never to be shown in the browser."""
    seen_subject(desk, duty)
    try:
        found = file_content(duty, attachment)
    except FileNotFound:
        raise Http404(_("Diese Datei gibt es nicht.")) from None
    return file_response(found.name, found.media_type, found.content)


def file_response(name: str, media_type: str, content: bytes) -> HttpResponse:
    """A download that runs nothing, whatever the file holds."""
    response = HttpResponse(content, content_type=media_type)
    disposition = content_disposition_header(as_attachment=True, filename=name)
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
