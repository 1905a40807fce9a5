# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reports of frozen rounds before they are public, for the office and the committee."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from leitstand.core.languages import Language, reader_language
from leitstand.core.permissions import allows
from leitstand.reports.permissions import MANAGE_REPORTS, READ_REPORTS
from leitstand.reports.rendering import FORMATS, Format
from leitstand.reports.selectors.documents import field_document, monitoring_document
from leitstand.reports.selectors.texts import newest_texts
from leitstand.reports.texts import LANGUAGES
from leitstand.reports.views.downloads import Wanted, download, told
from leitstand.reports.views.parts import (
    FORMAT_WORDS,
    OpenReport,
    desk_href,
    language_words,
    open_report,
)
from leitstand.steering.selectors.settled import settled_view
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, requires
from leitstand.ui.tables import Cell, Column, Link, Table, with_column


@requires(READ_REPORTS)
def draft(request: HttpRequest, round: str) -> Page | HttpResponse:
    """All files that can be made of a frozen round: the report, and a sheet for each field."""
    return told(request, lambda: _draft(request, round))


def _draft(request: HttpRequest, round: str) -> Page:
    opened = open_report(request, round, READ_REPORTS)
    texts = newest_texts(round)
    is_office = allows(request.user, MANAGE_REPORTS, opened.subject)
    return Page(
        template="reports/draft.html",
        title=_("Bericht zur Runde %s") % opened.card.title,
        context={
            "card": opened.card,
            "texts": texts,
            "desk": desk_href(round) if is_office else "",
            "plan_slug": opened.card.plan,
        },
        tables=(files_table(opened),),
        payload={"round": round, "texts": texts.number, "sha256": opened.found.sha256},
    )


@requires(READ_REPORTS)
def draft_file(
    request: HttpRequest, round: str, language: Language, format: Format
) -> HttpResponse:
    """The monitoring report, built on demand."""
    wanted = Wanted(format, f"monitoring-{round}-{language}", f"account:{request.user.pk}")

    def work() -> HttpResponse:
        open_report(request, round, READ_REPORTS)
        return download(request, wanted, lambda: monitoring_document(round, language=language))

    return told(request, work)


@requires(READ_REPORTS)
def field_file(
    request: HttpRequest, round: str, field: str, language: Language, format: Format
) -> HttpResponse:
    """The summary of one field of action, built on demand."""
    wanted = Wanted(format, f"feldblatt-{field}-{round}-{language}", f"account:{request.user.pk}")

    def work() -> HttpResponse:
        open_report(request, round, READ_REPORTS)
        return download(request, wanted, lambda: field_document(round, field, language=language))

    return told(request, work)


def files_table(opened: OpenReport) -> Table:
    """Every report of the round with its forms, German and English."""
    round = opened.card.slug
    rows: list[tuple[Cell, ...]] = [
        (
            _("Monitoring-Bericht"),
            language_words(language),
            *_links("reports:draft-file", language, round=round),
        )
        for language in LANGUAGES
    ]
    rows += [
        (
            _("Feldblatt: %s") % name,
            language_words(language),
            *_links("reports:field-file", language, round=round, field=key),
        )
        for key, name in fields_of(opened)
        for language in LANGUAGES
    ]
    found = Table(
        key="dateien",
        caption=_("Berichte aus dieser Runde"),
        columns=(
            Column("report", _("Bericht")),
            Column("language", _("Sprache")),
            *(Column(one, FORMAT_WORDS[one], "link") for one in FORMATS),
        ),
        rows=tuple(rows),
        source=_("Archiv der Runde %(round)s, Prüfsumme %(sha)s")
        % {"round": opened.card.title, "sha": opened.found.sha256[:12]},
    )
    if not opened.card.is_example:
        return found
    notice = Column("notice", _("Hinweis"), is_data_only=True)
    return with_column(found, notice, _("Beispieldaten"))


def _links(name: str, language: Language, **parts: str) -> tuple[Link, ...]:
    return tuple(
        Link(FORMAT_WORDS[one], address(name, language=language, format=one, **parts))
        for one in FORMATS
    )


def fields_of(opened: OpenReport) -> tuple[tuple[str, str], ...]:
    """Key and name of the fields of action that the round asked about."""
    view = settled_view(opened.found, language=reader_language())
    asked = {view.frame.path(one.measure.node_id)[0].key: None for one in view.duties}
    trunk = view.frame.children.get(None, ())
    return tuple((node.key, node.name) for node in trunk if node.key in asked)
