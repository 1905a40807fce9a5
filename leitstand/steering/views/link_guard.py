# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The door for personal links, and the guard on every page behind it.

The address in the mail holds the signed token. It is looked at once: whoever brings a good one gets
a signed cookie for the pages of this link alone and goes on to an address without the token, which
may stand in a history or on a screen. Opening the address changes nothing, so a mail scanner that
follows it does no harm.
"""

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.core.rates import allowances
from leitstand.steering.errors import LinkRefused
from leitstand.steering.permissions import ANSWER_BY_LINK
from leitstand.steering.services.links import link_holder, link_key, link_refusal_record
from leitstand.steering.views.desks import Desk
from leitstand.ui.access import declare, never_stored, public
from leitstand.ui.addresses import address
from leitstand.ui.api.gate import client_address
from leitstand.ui.pages import Page, View, html_response

# So many links a minute may be tried from one client address.
TRIES_A_MINUTE = 60
_signer = Signer(sep=".", salt="steering.answer-cookie")
_WAYS_OUT = {
    LinkRefused.UNKNOWN: "steering:answer-unknown",
    LinkRefused.EXPIRED: "steering:answer-expired",
    LinkRefused.REVOKED: "steering:answer-revoked",
}


def requires_link(view: Callable[..., HttpResponse]) -> View:
    """Run the view, with the desk of the link's holder, for whoever brought its token before.

    Everybody else is refused alike, whether there is such a link or not, and the refusal goes on
    record. What was written in a form is shown to be copied.
    """

    @wraps(view)
    def answer(request: HttpRequest, *, key: str, **kwargs: object) -> HttpResponse:
        try:
            holder = link_holder(_brought(request, key))
        except LinkRefused as refused:
            link_refusal_record(reason=refused.reason, key=key)
            return dressed(_refused(request, refused.reason))
        return dressed(view(request, Desk(holder, key), **kwargs))

    return declare(answer, ANSWER_BY_LINK)


def dressed(response: HttpResponse, referrer: str = "same-origin") -> HttpResponse:
    """Nobody keeps the answer or lists it.

    A page with a form must say ``same-origin``: with ``no-referrer`` a browser sends the form with
    the origin "null", which the protection against forged forms refuses. Its address holds no
    secret.
    """
    response["Referrer-Policy"] = referrer
    response["X-Robots-Tag"] = "noindex, nofollow"
    return never_stored(response)


@public
@require_safe
def door(request: HttpRequest, token: str) -> HttpResponse:
    """Lets in whoever brings a good token; where it is not good, says why."""
    if wait := _wait(request):
        return dressed(_too_often(request, wait), "no-referrer")
    key = ""
    try:
        key = link_key(token)
        link_holder(key)
    except LinkRefused as refused:
        link_refusal_record(reason=refused.reason, key=key)
        return dressed(HttpResponseRedirect(address(_WAYS_OUT[refused.reason])), "no-referrer")
    response = HttpResponseRedirect(address("steering:answer-start", key=key))
    for code, _name in settings.LANGUAGES:
        with override(code):
            place = address("steering:answer-start", key=key)
        response.set_cookie(
            _cookie(code),
            _signer.sign(key),
            path=place,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return dressed(response, "no-referrer")


@public
@require_safe
def no_entry(request: HttpRequest, reason: str) -> HttpResponse:
    """Why a link opens nothing, and what to do. Says nothing about any one link."""
    return dressed(_page(request, reason), "no-referrer")


def _cookie(code: str) -> str:
    return f"leitstand-antwort-{code}"


def _brought(request: HttpRequest, key: str) -> str:
    """The key, if the browser brought proof that it once had the token."""
    proof = request.COOKIES.get(_cookie(get_language() or "de"), "")
    try:
        proven = _signer.unsign(proof)
    except BadSignature:
        proven = ""
    if not constant_time_compare(proven, key):
        raise LinkRefused(LinkRefused.UNKNOWN)
    return key


def _wait(request: HttpRequest) -> int:
    """Seconds until this client may try another link, 0 for now."""
    client = client_address(request)
    try:
        parsed = ip_address(client)
    except ValueError:
        pass
    else:
        prefix = 64 if parsed.version == 6 else 32
        client = str(ip_network((parsed, prefix), strict=False))
    # A prefix of its own: trying links and asking the data interface are counted apart.
    return allowances.wait_of(f"answer-link {client}", limit=TRIES_A_MINUTE, now=time.time())


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    if reason == LinkRefused.UNKNOWN:
        return _page(request, "closed")
    return _page(request, reason)


def _page(request: HttpRequest, reason: str) -> HttpResponse:
    status, title, text = {
        LinkRefused.UNKNOWN: (
            HTTPStatus.NOT_FOUND,
            _("Diesen Link kennen wir nicht"),
            _(
                "Vielleicht wurde er beim Kopieren abgeschnitten. Bitte öffnen Sie ihn noch einmal"
                " aus der E-Mail."
            ),
        ),
        LinkRefused.EXPIRED: (
            HTTPStatus.GONE,
            _("Dieser Link ist abgelaufen"),
            _("Die Frist dieser Berichtsrunde ist vorbei."),
        ),
        LinkRefused.REVOKED: (
            HTTPStatus.GONE,
            _("Dieser Link wurde zurückgezogen"),
            _("Wer Ihnen die Aufgabe gegeben hat, hat sie wieder an sich genommen."),
        ),
        "closed": (
            HTTPStatus.FORBIDDEN,
            _("Bitte öffnen Sie den Link aus Ihrer E-Mail noch einmal"),
            _(
                "Diese Seite zeigen wir nur, wenn Sie über den Link gekommen sind. Der Zugang"
                " endet, wenn Sie den Browser schließen."
            ),
        ),
    }[reason]
    page = Page(
        template="steering/answer/refused.html",
        title=title,
        context={"text": text, "status": int(status), "written": _written(request)},
    )
    return html_response(request, page, status)


def _written(request: HttpRequest) -> tuple[str, ...]:
    """The texts of a form that could not be taken: nothing that was written shall be lost."""
    if request.method != "POST":
        return ()
    said = (str(value) for name, value in request.POST.items() if name != "csrfmiddlewaretoken")
    return tuple(one for one in said if " " in one.strip())


def _too_often(request: HttpRequest, wait: int) -> HttpResponse:
    page = Page(
        template="steering/answer/refused.html",
        title=_("Zu viele Versuche"),
        context={
            "text": _(
                "Von Ihrem Anschluss wurden zu viele Links geöffnet. Bitte warten Sie eine Minute."
            ),
            "status": int(HTTPStatus.TOO_MANY_REQUESTS),
            "written": (),
        },
    )
    response = html_response(request, page, HTTPStatus.TOO_MANY_REQUESTS)
    response["Retry-After"] = str(wait)
    return response
