# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Making a report public: what will happen, what was looked at, then it is done."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.core.languages import Language
from leitstand.reports.errors import ReleaseRefused
from leitstand.reports.permissions import MANAGE_REPORTS
from leitstand.reports.selectors.releases import ReleaseLine, round_releases
from leitstand.reports.selectors.texts import TextsVersion, newest_texts
from leitstand.reports.services.releasing import report_release
from leitstand.reports.texts import LANGUAGES
from leitstand.reports.views.downloads import told
from leitstand.reports.views.parts import OpenReport, desk_href, office_way, open_report
from leitstand.ui.acts import gone_to
from leitstand.ui.pages import Page, html_response, requires
from leitstand.ui.tables import Link


@requires(MANAGE_REPORTS)
def release_step(request: HttpRequest, round: str) -> HttpResponse:
    """Asks whether the report shall be made public, with all that speaks against it, and does."""
    return told(request, lambda: _step(request, open_report(request, round, MANAGE_REPORTS)))


def _step(request: HttpRequest, opened: OpenReport) -> HttpResponse:
    round = opened.card.slug
    released, texts = round_releases(round), newest_texts(round)
    if request.method != "POST":
        return _page(request, opened, released, texts)
    try:
        report_release(
            actor=request.user,  # type: ignore[arg-type]
            round=round,
            texts=_number(request, "texte"),
            seen=_number(request, "gesehen"),
            languages=_languages(request),
            reason=request.POST.get("grund", ""),
        )
    except ReleaseRefused as refused:
        return _page(request, opened, round_releases(round), texts, refused.problems)
    return gone_to(desk_href(round), "veroeffentlicht")


def _languages(request: HttpRequest) -> tuple[Language, ...]:
    return LANGUAGES if request.POST.get("englisch") else ("de",)


def _number(request: HttpRequest, name: str) -> int:
    given = request.POST.get(name, "")
    return int(given) if given.isdecimal() and len(given) < 9 else 0


def _page(
    request: HttpRequest,
    opened: OpenReport,
    released: tuple[ReleaseLine, ...],
    texts: TextsVersion,
    problems: tuple[str, ...] = (),
) -> HttpResponse:
    is_sent = request.method == "POST"
    page = Page(
        template="reports/release.html",
        title=_("Bericht veröffentlichen"),
        context={
            "card": opened.card,
            "is_possible": opened.found.is_public,
            "effects": _effects(released),
            "checks": _checks(texts, released),
            "texts": texts,
            "newest": released[0] if released else None,
            "reason": request.POST.get("grund", "") if is_sent else "",
            "has_english": bool(request.POST.get("englisch")) if is_sent else True,
            "problems": problems,
            "back": desk_href(opened.card.slug),
            "plan_slug": opened.card.plan,
        },
        breadcrumb=(
            *office_way(opened.card),
            Link(_("Bericht"), desk_href(opened.card.slug)),
        ),
        is_form=True,
    )
    status = 422 if problems else 200 if opened.found.is_public else 409
    return html_response(request, page, status)


def _effects(released: tuple[ReleaseLine, ...]) -> tuple[str, ...]:
    first = (
        _("Alle können den Bericht lesen und herunterladen: als PDF, HTML, Excel und JSON."),
        _("Das lässt sich nicht zurücknehmen. Eine Berichtigung erscheint als weitere Nummer."),
    )
    if not released:
        return first
    return (
        *first,
        _("Nr. %d bleibt stehen und wird als berichtigt gekennzeichnet.") % released[0].number,
    )


def _checks(texts: TextsVersion, released: tuple[ReleaseLine, ...]) -> tuple[tuple[str, str], ...]:
    """Kind of an alert and sentence."""
    found: list[tuple[str, str]] = []
    german = {place for place, language in texts.texts.words if language == "de"}
    english = {place for place, language in texts.texts.words if language == "en"}
    if texts.number:
        words = ngettext(
            "Texte Nr. %(number)d: zu %(count)d Abschnitt hat die Geschäftsstelle geschrieben.",
            "Texte Nr. %(number)d: zu %(count)d Abschnitten hat die Geschäftsstelle geschrieben.",
            len(german),
        ) % {"count": len(german), "number": texts.number}
        found.append(("success", words))
    else:
        found.append(("warning", _("Die Geschäftsstelle hat noch nichts geschrieben.")))
    if missing := len(german - english):
        words = ngettext(
            "Zu %d Abschnitt fehlt der englische Text; dort steht im englischen Bericht keiner.",
            "Zu %d Abschnitten fehlt der englische Text; dort steht im englischen Bericht keiner.",
            missing,
        )
        found.append(("warning", words % missing))
    if not texts.texts.flagships:
        found.append(("warning", _("Es sind keine Leuchtturmprojekte ausgewählt.")))
    if released and released[0].texts == texts.number:
        words = _("Seit Nr. %d hat die Geschäftsstelle nichts geändert.") % released[0].number
        found.append(("info", words))
    return tuple(found)
