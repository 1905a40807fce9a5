# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Statements, error pages and the few addresses that machines ask for."""

import logging
from datetime import UTC, datetime, timedelta
from html import unescape

from django.conf import settings
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.html import escape, strip_tags
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.core.backup.schema import known_steps
from leitstand.core.logs import request_id
from leitstand.core.permissions import NotPermitted
from leitstand.ui.access import public
from leitstand.ui.api import ApiProblem, Kind, is_api, problem_response
from leitstand.ui.api.gate import server_error as server_error_problem
from leitstand.ui.navigation import home_address
from leitstand.ui.pages import Page, html_response, public_page

logger = logging.getLogger(__name__)


def _statement(template: str, title: str, description: str) -> Page:
    """A page that is all words. It has no table and so no CSV; its JSON carries the words."""
    operator = {
        "operator": getattr(settings, "LEITSTAND_OPERATOR", ""),
        "contact": getattr(settings, "LEITSTAND_CONTACT", ""),
    }
    body = render_to_string(f"{template}_text.html", {**operator, **_cookies()})
    return Page(
        template="web/statement.html",
        title=title,
        context={"body": body},
        payload={"text": _words(body), **operator},
        description=description,
    )


def _cookies() -> dict[str, object]:
    """What the privacy statement says of cookies, as they are set here."""
    return {
        "session_cookie": settings.SESSION_COOKIE_NAME,
        "session_hours": settings.SESSION_COOKIE_AGE // 3600,
        "form_cookie": settings.CSRF_COOKIE_NAME,
    }


def _words(html: str) -> str:
    """The text of a statement, a line for every block."""
    return "\n".join(
        line for raw in strip_tags(html).splitlines() if (line := unescape(raw).strip())
    )


@public_page
def accessibility(request: HttpRequest) -> Page:
    """What works for everyone, what does not yet, and whom to tell."""
    return _statement(
        "web/accessibility",
        _("Erklärung zur Barrierefreiheit"),
        _("Was wir prüfen, was noch fehlt und wie Sie uns eine Barriere melden."),
    )


@public_page
def privacy(request: HttpRequest) -> Page:
    """What the software stores about a reader."""
    return _statement(
        "web/privacy",
        _("Datenschutz"),
        _("Diese Seiten lesen Sie, ohne dass etwas über Sie auf Ihrem Gerät gespeichert wird."),
    )


@public_page
def imprint(request: HttpRequest) -> Page:
    """Who answers for this installation."""
    return _statement("web/imprint", _("Impressum"), _("Wer diese Seiten betreibt."))


@public_page
def plain_language(request: HttpRequest) -> Page:
    """What the site is, in plain short sentences."""
    return _statement(
        "web/plain-language",
        _("Leichte Sprache"),
        _("Was Sie hier finden, in kurzen Sätzen."),
    )


@public
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """``{"status": "ok"}`` if requests can be answered, else 503; for monitoring, never cached.

    The database must answer and have all migrations; what is wrong stands in the log only.
    """
    try:
        missing = known_steps() - set(
            MigrationRecorder.Migration.objects.values_list("app", "name")
        )
    except DatabaseError:
        logger.exception("not ready: the database does not answer")
        missing = known_steps()
    else:
        if missing:
            logger.error("not ready: %d migrations are missing", len(missing))
    status = {"status": "unavailable"} if missing else {"status": "ok"}
    response = JsonResponse(status, status=503 if missing else 200)
    response["Cache-Control"] = "no-store"
    return response


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Everything public may be read by machines, but not once more for every day."""
    sitemap = request.build_absolute_uri("/sitemap.xml")
    days = "".join(f"Disallow: /*{name}=\n" for name in ("seit", "stand"))
    return _plain_text(f"User-agent: *\nAllow: /\n{days}\nSitemap: {sitemap}\n")


@public
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """How to report a weakness, after RFC 9116; 404 while the operator names no contact.

    The expiry moves along: the address is read from the settings, so it cannot be older than them.
    """
    contact = getattr(settings, "LEITSTAND_CONTACT", "")
    if not contact:
        return page_not_found(request, None)
    target = contact if ":" in contact else f"mailto:{contact}"
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    expires += timedelta(days=180)
    return _plain_text(
        f"Contact: {target}\nExpires: {expires:%Y-%m-%dT%H:%M:%SZ}\nPreferred-Languages: de, en\n"
        f"Canonical: {request.build_absolute_uri('/.well-known/security.txt')}\n"
    )


def _plain_text(text: str) -> HttpResponse:
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


def _problem(request: HttpRequest, kind: Kind, title: str, text: str) -> HttpResponse:
    """A page for people, problem details for programs."""
    if is_api(request):
        return problem_response(request, ApiProblem(kind, text))
    page = Page(
        template="web/problem.html",
        title=title,
        context={"text": text, "status": kind.status},
    )
    return html_response(request, page, kind.status)


def bad_request(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """400 in plain words."""
    return _problem(
        request,
        Kind.BAD_REQUEST,
        _("Diese Anfrage verstehen wir nicht"),
        _("Die Adresse oder die Eingabe enthält etwas, das wir nicht lesen können."),
    )


def permission_denied(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """403 in plain words."""
    return _problem(
        request,
        Kind.FORBIDDEN,
        _("Diese Seite ist nicht für Sie freigegeben"),
        _(
            "Ihr Konto hat dafür keine Rolle. Brauchen Sie die Seite, fragen Sie die Stelle, die"
            " diesen Leitstand betreibt. Diese Ablehnung steht im Protokoll."
        )
        if isinstance(exception, NotPermitted)
        else _("Wenn Sie sie brauchen, fragen Sie die Stelle, die diesen Leitstand betreibt."),
    )


def page_not_found(request: HttpRequest, exception: Exception | None) -> HttpResponse:
    """404 in plain words."""
    return _problem(
        request,
        Kind.NOT_FOUND,
        _("Diese Seite gibt es nicht"),
        _("Vielleicht ist die Adresse vertippt, oder der Eintrag trägt einen anderen Namen."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500 in plain words. Needs neither database nor request, and not even the templates."""
    if is_api(request):
        return problem_response(request, server_error_problem())
    words = {
        "title": _("Hier ist etwas schiefgegangen"),
        "text": _("Der Fehler liegt bei uns, nicht bei Ihnen. Wir haben ihn aufgezeichnet."),
    }
    try:
        html: str = render_to_string(
            "web/server_error.html", {**words, "home": home_address(), "number": request_id.get()}
        )
    except Exception:
        logger.exception("the error page itself could not be rendered")
        title, text = escape(words["title"]), escape(words["text"])
        html = (
            f'<!DOCTYPE html><html lang="{get_language() or "de"}"><meta charset="utf-8">'
            f"<title>{title}</title><h1>{title}</h1><p>{text}</p></html>"
        )
    return HttpResponse(html, status=500)
