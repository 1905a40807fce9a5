# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read: the reports that were made public, and each of them as a file."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from leitstand.core.languages import Language, reader_language
from leitstand.plan.selectors import PlanNotFound, plan_title
from leitstand.reports.errors import ReleaseNotFound
from leitstand.reports.making import kept_file
from leitstand.reports.rendering import FORMATS, Format
from leitstand.reports.selectors.releases import (
    ReleaseLine,
    release,
    released_document,
    releases,
)
from leitstand.reports.views.downloads import Wanted, download, kept_download, told
from leitstand.reports.views.parts import FORMAT_WORDS, language_words
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.selectors.rounds import round_card
from leitstand.ui.access import public
from leitstand.ui.addresses import address
from leitstand.ui.api.gate import client_address
from leitstand.ui.as_of import NoSuchDay, reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Cell, Column, Link, Table


@public_page
def release_list(request: HttpRequest, plan: str) -> Page:
    """The public reports of a plan, newest round first; 2 statements."""
    day, language = reader_day(), reader_language()
    try:
        title = plan_title(plan, language=language, day=day)
    except PlanNotFound as error:
        if day:
            raise NoSuchDay(str(error), is_readable=True) from None
        raise Http404(str(error)) from None
    found = releases(plan, day=day)
    return Page(
        template="reports/releases.html",
        title=_("Berichte"),
        description=title,
        context={"example": next((one for one in found if one.is_example), None)},
        tables=(_table(found),),
        breadcrumb=(Link(title, address("plan:glance", plan=plan)),),
    )


@public
def of_round(request: HttpRequest, round: str) -> HttpResponse:
    """To the reports of the plan that the public round belongs to."""
    try:
        card = round_card(round, language="de")
    except RoundNotFound:
        card = None
    if card is None or not card.is_public:
        raise Http404(_("Eine veröffentlichte Runde „%s“ gibt es nicht.") % round)
    return HttpResponseRedirect(address("reports:releases", plan=card.plan))


@public
def release_file(
    request: HttpRequest, plan: str, round: str, number: int, **form: str
) -> HttpResponse:
    """A public report as a file, which never changes."""
    language, format = cast("Language", form["language"]), cast("Format", form["format"])
    try:
        line = release(plan, round, number)
    except ReleaseNotFound:
        raise Http404(_("Diesen Bericht gibt es nicht.")) from None
    if language not in line.fingerprints:
        raise Http404(_("Diesen Bericht gibt es nur auf Deutsch."))
    name = f"monitoring-{round}-{number}-{language}"
    wanted = Wanted(format, name, client_address(request), is_public=True)
    kept = kept_file(line.fingerprints[language], format)
    if kept is not None:
        return kept_download(request, wanted, kept)
    return told(
        request,
        lambda: download(request, wanted, lambda: released_document(line, language)),
    )


def _table(found: tuple[ReleaseLine, ...]) -> Table:
    return Table(
        key="berichte",
        caption=_("Veröffentlichte Monitoring-Berichte"),
        columns=(
            Column("round", _("Runde"), "link"),
            Column("number", _("Nr."), "number"),
            Column("reporting_on", _("Stichtag"), "date"),
            Column("released_on", _("veröffentlicht am"), "date"),
            Column("language", _("Sprache")),
            *(Column(one, FORMAT_WORDS[one], "link") for one in FORMATS),
            Column("notice", _("Hinweis"), "list"),
            Column("sha256", _("Prüfsumme des Berichts (SHA-256)"), is_data_only=True),
            Column("round_id", _("Kennung"), is_data_only=True),
            Column("reason", _("Grund der Berichtigung"), is_data_only=True),
        ),
        rows=tuple(_row(one, language) for one in found for language in one.fingerprints),
        source=_("Leitstand, Archive der Berichtsrunden"),
        note=_(
            "Aus demselben Archiv entsteht immer derselbe Bericht. Die Prüfsumme steht in jeder"
            " Datei und in den Daten dieser Seite."
        ),
    )


def _row(line: ReleaseLine, language: Language) -> tuple[Cell, ...]:
    parts = {"plan": line.plan, "round": line.round}
    files = tuple(
        Link(
            FORMAT_WORDS[one],
            address(
                "reports:release-file",
                **parts,
                number=str(line.number),
                language=language,
                format=one,
            ),
        )
        for one in FORMATS
    )
    return (
        Link(line.title(reader_language()), address("steering:round", **parts)),
        line.number,
        line.reporting_on,
        line.released_at.date(),
        language_words(language),
        *files,
        _notices(line),
        line.fingerprints[language],
        line.round,
        line.reason,
    )


def _notices(line: ReleaseLine) -> tuple[str, ...]:
    found = []
    if line.is_example:
        found.append(_("Beispieldaten"))
    if line.number > 1:
        found.append(_("Berichtigung: %s") % line.reason)
    if not line.is_newest:
        found.append(_("inzwischen berichtigt"))
    return tuple(found)
