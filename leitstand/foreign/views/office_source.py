# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One source: what it says, every attempt, and the button that fetches."""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.foreign.enums import Outcome, SourceKind
from leitstand.foreign.errors import SourceRefused
from leitstand.foreign.feed.reading import MOST_BYTES
from leitstand.foreign.forms import ReportFileForm
from leitstand.foreign.permissions import MANAGE_SOURCES
from leitstand.foreign.rules.mirror import Mirror, Observed, meaning
from leitstand.foreign.selectors.mirrored import (
    SteeredElsewhere,
    failure_words,
    steered_elsewhere,
)
from leitstand.foreign.selectors.sources import FetchLine, fetch_lines
from leitstand.foreign.services.fetching import foreign_fetch
from leitstand.foreign.views.office_parts import (
    done_words,
    is_example,
    open_source,
    source_href,
    source_name,
    way_up,
)
from leitstand.steering.rules.wording import state_words
from leitstand.ui.acts import UNPROCESSABLE, gone_to
from leitstand.ui.addresses import address
from leitstand.ui.formats import day as day_words
from leitstand.ui.formats import instant
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Cell, Column, Link, Table


@requires(MANAGE_SOURCES)
def source_detail(request: HttpRequest, source: str) -> Page:
    """What the source says now, what is not decided, and every attempt; 7 statements."""
    return _page(request, open_source(request, source))


@requires(MANAGE_SOURCES)
def source_fetch(request: HttpRequest, source: str) -> HttpResponse:
    """The report is fetched, or taken from the file that was sent; only by a button."""
    if request.method != "POST":  # back from a sign-in: nothing is fetched by being looked at
        return gone_to(source_href(source))
    found = open_source(request, source)
    body, form = None, None
    if request.POST.get("act") == "file":
        form = ReportFileForm(request.POST, request.FILES)
        if not form.is_valid():
            return _refused(request, found, form)
        # One byte more than may be is enough to see that it is too much.
        body = form.cleaned_data["file"].read(MOST_BYTES + 1)
    try:
        done = foreign_fetch(actor=request.user, source=source, body=body)  # type: ignore[arg-type]
    except SourceRefused as refused:
        form = form or ReportFileForm({})
        form.add_error(None, " ".join(refused.problems.values()))
        return _refused(request, found, form)
    words = {Outcome.TAKEN: "neu", Outcome.UNCHANGED: "unveraendert"}
    return gone_to(source_href(source), words.get(Outcome(done.outcome), ""))


def _refused(request: HttpRequest, found: Mirror, form: ReportFileForm) -> HttpResponse:
    page = replace(_page(request, found, form), is_form=True)
    return html_response(request, page, UNPROCESSABLE)


def _page(request: HttpRequest, found: Mirror, form: ReportFileForm | None = None) -> Page:
    failed = found.failed(timezone.now())
    ours = steered_elsewhere(found.plan, language=reader_language(), day=None)
    codes = {one.code for one in ours.measures if one.programme == found.programme}
    return Page(
        template="foreign/office/source.html",
        title=source_name(found),
        description=_("Quelle „%(slug)s“") % {"slug": found.slug},
        context={
            "found": found,
            "facts": _facts(found, ours),
            "failure": failure_words(failed, reader_language()),
            "failed_on": day_words(failed.at) if failed else "",
            "undecided": tuple(_called(found, word) for word in found.unknown_words()),
            "missing": tuple(sorted(code for code in codes if found.of(code) is None)),
            "is_example": is_example(found),
            "is_fetched": found.terms.kind == SourceKind.URL,
            "form": form or ReportFileForm(),
            "done": done_words(request),
            "public": Link(_("So sehen es alle"), address("foreign:steered", plan=found.plan)),
        },
        tables=(_said_table(found, codes), _log_table(fetch_lines(found.slug))),
        breadcrumb=way_up(),
    )


def _called(found: Mirror, word: str) -> str:
    """A word of the source with what it calls it."""
    own = next(one.words(reader_language()) for one in found.said if one.state == word)
    return word if own == word else f"{own} ({word})"


def _facts(found: Mirror, ours: SteeredElsewhere) -> tuple[tuple[str, object], ...]:
    terms, good = found.terms, found.last_good
    names = {one.programme: one.programme_name for one in ours.measures}
    return (
        (_("Programm im Plan"), names.get(found.programme, found.programme)),
        (_("Art"), str(SourceKind(terms.kind).label)),
        (_("Adresse"), terms.url or "–"),
        (_("Veraltet nach (Tage)"), terms.stale_days),
        (_("Zustand"), _("wird gezeigt") if terms.is_active else _("abgeschaltet")),
        (_("Zuletzt gut abgerufen"), instant(good.at) if good else _("noch nie abgerufen")),
    )


def _said_table(found: Mirror, codes: set[str]) -> Table:
    unknown = {one.code for one in found.unknown_codes(codes)}
    return Table(
        key="bericht",
        caption=_("Was die Quelle sagt"),
        columns=(
            Column("code", _("Code")),
            Column("title", _("Titel")),
            Column("state", _("Stand")),
            Column("words", _("Wort der Quelle")),
            Column("reporting_on", _("Stichtag"), "date"),
            Column("notice", _("Hinweis"), "list"),
        ),
        rows=tuple(_said_row(found, one, one.code in unknown) for one in found.said),
        source=_("Leitstand, Quellen"),
    )


def _said_row(found: Mirror, one: Observed, is_unknown: bool) -> tuple[Cell, ...]:
    state = meaning(found.terms, one.state)
    notices = (
        _("Beispieldaten") if one.is_example or found.terms.is_example else "",
        _("keine Maßnahme dieses Plans") if is_unknown else "",
        _("veraltet") if found.is_stale(one, timezone.localdate()) else "",
        _("Im neuesten Bericht nicht mehr genannt") if found.is_gone(one) else "",
    )
    return (
        one.code,
        str((one.content.get("title") or {}).get(reader_language(), "")),
        state_words(state) if state else _("nicht zugeordnet") if state is None else "",
        one.words(reader_language()),
        one.reporting_on,
        tuple(words for words in notices if words),
    )


def _log_table(lines: tuple[FetchLine, ...]) -> Table:
    return Table(
        key="abrufe",
        caption=_("Abrufe, der neueste zuerst"),
        columns=(
            Column("started_at", _("Beginn")),
            Column("outcome", _("Ergebnis")),
            Column("reason", _("Grund")),
            Column("new", _("neu"), "number"),
            Column("same", _("unverändert"), "number"),
            Column("size", _("Größe"), "number", unit=_("Byte")),
            Column("sha256", _("Prüfsumme (SHA-256)"), is_data_only=True),
            Column("url", _("Adresse"), is_data_only=True),
        ),
        rows=tuple(
            (
                instant(one.started_at),
                str(Outcome(one.outcome).label),
                one.reason,
                one.new,
                one.same,
                one.size,
                one.sha256,
                one.url,
            )
            for one in lines
        ),
        source=_("Leitstand, Quellen"),
    )
