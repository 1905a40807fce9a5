# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The answer workbook on the web: download it, upload it, see what it would change, take it.

``sheet_file`` and ``sheet_desk`` serve whoever may answer, by account or by personal link; the
views below them are the addresses of accounts. What was uploaded waits for its confirmation in the
browser, signed: the installation keeps nothing of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.core.languages import reader_language
from leitstand.steering.actors import LinkHolder, Respondent, respondent_key
from leitstand.steering.errors import AnswerRefused, DutyNotFound, RoundNotFound
from leitstand.steering.permissions import PREPARE_ANSWER
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.services.sheets import (
    SheetPreview,
    SheetTaken,
    SheetUndecided,
    may_hand_in,
    sheet_preview,
    sheet_source,
    sheet_take,
)
from leitstand.steering.sheet import MAX_FILE_BYTES
from leitstand.steering.sheet.rows import ReadSheet, SheetRefused, sheet_from_json
from leitstand.steering.sheet.source import SheetSource
from leitstand.steering.sheet.stamp import StampBroken, UploadGone, sealed, unsealed
from leitstand.steering.views.desks import Desk
from leitstand.ui import tables
from leitstand.ui.access import never_stored
from leitstand.ui.acts import CONFLICT, UNPROCESSABLE
from leitstand.ui.addresses import address, with_query
from leitstand.ui.pages import Page, html_response, requires

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the browser keeps between preview and confirmation; Django takes no larger field.
MAX_KEPT_BYTES = 2 * 1024 * 1024
_CHOICE = "wahl:"


@dataclass(frozen=True, slots=True)
class SheetAddresses:
    """Where this sheet lives for whoever answers: the page, the file, and the way back."""

    page: str
    file: str
    back: tables.Link


def sheet_file(respondent: Respondent, round: str, institution: str) -> HttpResponse:
    """The workbook, with the newest answers."""
    from leitstand.steering.sheet.writing import render  # takes a quarter of a second

    response = HttpResponse(render(_source(respondent, round, institution)), content_type=XLSX)
    name = f"{round}-{institution}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return never_stored(response)


def sheet_desk(
    request: HttpRequest, respondent: Respondent, round: str, institution: str, at: SheetAddresses
) -> HttpResponse:
    """The page of the sheet: download, upload, preview, and taking it."""
    desk = _Desk(request, respondent, _source(respondent, round, institution), at)
    if request.method != "POST":
        return never_stored(desk.shown())
    answer = desk.taken() if "blatt" in request.POST else desk.previewed()
    return never_stored(answer)


@requires(PREPARE_ANSWER)
def account_sheet(request: HttpRequest, round: str, institution: str) -> HttpResponse:
    """The page of the sheet for who is signed in."""
    names = {"round": round, "institution": institution}
    at = SheetAddresses(
        address("steering:sheet", **names),
        address("steering:sheet-file", **names),
        Desk(request.user).start,  # type: ignore[arg-type]
    )
    return sheet_desk(request, request.user, round, institution, at)  # type: ignore[arg-type]


@requires(PREPARE_ANSWER)
def account_sheet_file(request: HttpRequest, round: str, institution: str) -> HttpResponse:
    """The workbook for who is signed in."""
    return sheet_file(request.user, round, institution)  # type: ignore[arg-type]


def link_sheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page of the sheet behind a personal link."""
    holder = _holder(desk)
    at = SheetAddresses(desk.href("sheet"), desk.href("sheet-file"), desk.start)
    return sheet_desk(request, holder, holder.round, holder.institution, at)


def link_sheet_file(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The workbook behind a personal link."""
    holder = _holder(desk)
    return sheet_file(holder, holder.round, holder.institution)


def _holder(desk: Desk) -> LinkHolder:
    assert isinstance(desk.respondent, LinkHolder)  # noqa: S101  (requires_link gives no other)
    return desk.respondent


def _source(respondent: Respondent, round: str, institution: str) -> SheetSource:
    try:
        return sheet_source(
            respondent=respondent, slug=round, institution=institution, language=reader_language()
        )
    except (RoundNotFound, DutyNotFound):
        raise Http404(_("Hier ist nichts gefragt.")) from None


class _Desk:
    """One request of whoever fills in the sheet."""

    def __init__(
        self, request: HttpRequest, respondent: Respondent, source: SheetSource, at: SheetAddresses
    ) -> None:
        self.request, self.respondent, self.source, self.at = request, respondent, source, at
        self.owner = f"{respondent_key(respondent)} {source.round} {source.institution}"
        self.facts: dict[str, Any] = {
            "respondent": respondent,
            "slug": source.round,
            "institution": source.institution,
        }

    def shown(self) -> HttpResponse:
        """The page with the upload's form, and what became of the last one."""
        return self._page(done=_done(self.request.GET))

    def previewed(self) -> HttpResponse:
        """What the uploaded file would change, or why it cannot be read."""
        from leitstand.steering.sheet.reading import read  # takes a quarter of a second

        upload = self.request.FILES.get("tabelle")
        if upload is None:
            return self._refused(_("Bitte zuerst eine Datei auswählen."))
        if (upload.size or 0) > MAX_FILE_BYTES:
            limit = MAX_FILE_BYTES // 1024**2
            return self._refused(_("Die Datei ist zu groß (höchstens %d MB).") % limit)
        try:
            sheet = read(
                upload.read(), asked=self.source.round, institution=self.source.institution
            )
            return self._preview(sheet, sheet_preview(**self.facts, sheet=sheet))
        except SheetRefused as refused:
            return self._refused(str(refused))

    def taken(self) -> HttpResponse:
        """Where to go once the sheet is taken, or the preview again with what is to be decided."""
        sent = self.request.POST
        choices = {
            name.removeprefix(_CHOICE): str(sent[name]) for name in sent if name.startswith(_CHOICE)
        }
        try:
            sheet = sheet_from_json(unsealed(sent.get("blatt", ""), owner=self.owner))
            found = sheet_take(
                **self.facts,
                sheet=sheet,
                choices=choices,
                is_submitted=sent.get("wie") == "einreichen",
            )
        except (UploadGone, SheetRefused) as gone:
            return self._refused(str(gone))
        except StampBroken:
            return self._refused(str(UploadGone()))
        except SheetUndecided as undecided:
            return self._preview(sheet, undecided.preview, is_asked_again=True)
        except AnswerRefused as refused:
            return self._refused(
                " ".join(f"{key}: {said}" for key, said in refused.problems.items())
            )
        return HttpResponseRedirect(with_query(self.at.page, _counts(found)))

    def _preview(
        self, sheet: ReadSheet, preview: SheetPreview, *, is_asked_again: bool = False
    ) -> HttpResponse:
        kept = "" if preview.troubles else sealed(sheet.as_json(), owner=self.owner)
        if len(kept) > MAX_KEPT_BYTES:
            return self._refused(_("Die Tabelle enthält zu viel Text für einmal Hochladen."))
        status = 200
        if is_asked_again or preview.troubles:
            status = UNPROCESSABLE if preview.troubles else CONFLICT
        context = {
            "preview": preview,
            "kept": kept,
            "is_asked_again": is_asked_again,
            "may_hand_in": may_hand_in(self.respondent, preview),
            "changes": _change_table(preview),
            "complete": [one for one in preview.answers if one.waits and not one.missing],
            "incomplete": [one for one in preview.answers if one.waits and one.missing],
            "known": [one for one in preview.answers if one.is_known],
        }
        title = _("Was die Tabelle ändert")
        return self._answer("steering/sheet/preview.html", title, context, status)

    def _refused(self, sentence: str) -> HttpResponse:
        return self._page(refused=sentence, status=UNPROCESSABLE)

    def _page(self, *, refused: str = "", done: str = "", status: int = 200) -> HttpResponse:
        context = {"refused": refused, "done": done}
        title = _("Mit einer Excel-Tabelle antworten")
        return self._answer("steering/sheet/page.html", title, context, status)

    def _answer(
        self, template: str, title: str, context: Mapping[str, Any], status: int
    ) -> HttpResponse:
        facts = {
            "source": self.source,
            "at": self.at,
            "megabytes": MAX_FILE_BYTES // 1024**2,
            "takes_answers": self.source.state in TAKES_ANSWERS,
        }
        page = Page(
            template=template,
            is_form=True,
            title=title,
            context={**facts, **context},
            breadcrumb=(self.at.back,),
        )
        return html_response(self.request, page, status=status)


def _change_table(preview: SheetPreview) -> tables.Table:
    columns = (
        tables.Column("measure", _("Maßnahme")),
        tables.Column("what", _("Angabe")),
        tables.Column("before", _("bisher")),
        tables.Column("after", _("künftig")),
        tables.Column("place", _("Zelle")),
    )
    rows = tuple(
        (one.line.measure.label, change.what, change.before, change.after, change.place)
        for one in preview.answers
        for change in one.changes
    )
    return tables.Table("changes", _("Was sich ändert"), columns, rows)


def _counts(found: SheetTaken) -> dict[str, str]:
    return {"eingereicht": str(found.submitted), "entwuerfe": str(found.drafts)}


def _done(asked: Mapping[str, Any]) -> str:
    """What became of the last upload, in a sentence; "" where there was none."""
    counts = [str(asked.get(name, "")) for name in ("eingereicht", "entwuerfe")]
    if not all(count.isdecimal() and len(count) < 5 for count in counts):
        return ""
    handed_in, drafts = (int(count) for count in counts)
    if not handed_in and not drafts:
        return _("Alles stand schon so da; es gab nichts zu ändern.")
    parts = []
    if handed_in:
        parts.append(
            ngettext("%d Antwort abgegeben", "%d Antworten abgegeben", handed_in) % handed_in
        )
    if drafts:
        parts.append(ngettext("%d Entwurf gespeichert", "%d Entwürfe gespeichert", drafts) % drafts)
    return f"{', '.join(parts)}."
