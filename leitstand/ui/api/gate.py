# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What every request to the interface passes before and after the operation it asks for."""

import hashlib
import logging
import time
from collections.abc import Callable, Collection
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.signals import got_request_exception
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from leitstand.core.permissions import is_free
from leitstand.core.rates import allowances
from leitstand.core.selectors import data_version
from leitstand.ui.access import PUBLIC, declare
from leitstand.ui.api.kept import kept
from leitstand.ui.api.problems import ApiProblem, Kind, problem_response
from leitstand.ui.pages import View, software

logger = logging.getLogger(__name__)
READING = ("GET", "HEAD", "OPTIONS")
LANGUAGE_PARAMETER = "lang"
SCHEMA_ADDRESS = "/api/v1/openapi.json"


def gate(
    view: Callable[..., HttpResponse], *, parameters: Collection[str], access: str = PUBLIC
) -> View:
    """The view as an address of the interface: public, read only, for programs from anywhere.

    A repeated question costs one statement and, where the client still has the answer, no body.
    Whatever goes wrong becomes a problem in the reader's language. ``access`` is a permission that
    everyone has: an answer is kept and given to whoever asks next, so it can be for nobody alone.
    """
    if access != PUBLIC and not is_free(access):
        raise TypeError(f"{access} is not everyone's; the interface answers everyone alike")

    def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        with translation.override(asked_language(request)):
            try:
                response = _answer(request, view, parameters, kwargs)
            except Http404 as error:
                response = problem_response(request, ApiProblem(Kind.NOT_FOUND, str(error)))
            except ApiProblem as problem:
                response = problem_response(request, problem)
            except Exception:
                logger.exception("the interface could not answer %s", request.path)
                got_request_exception.send(sender=None, request=request)
                response = problem_response(request, server_error())
            return _dressed(request, response)

    answer.__doc__ = view.__doc__
    answer.csrf_exempt = True  # type: ignore[attr-defined]  # nothing here changes anything
    return declare(answer, access)


def _answer(
    request: HttpRequest,
    view: Callable[..., HttpResponse],
    parameters: Collection[str],
    kwargs: dict[str, Any],
) -> HttpResponse:
    if request.method == "OPTIONS":
        return _preflight()
    if request.method not in READING:
        raise method_not_allowed(request)
    _take_one(request)
    _refuse_unknown(request, parameters)
    tag = _tag(request)
    if _has(request, tag):
        response: HttpResponse = HttpResponseNotModified()
    elif (body := kept.get(tag)) is not None:
        response = HttpResponse(body, content_type="application/json")
    else:
        response = _asked_with_get(request, view, kwargs)
        if response.status_code != HTTPStatus.OK:
            return response
        kept.put(tag, response.content)
    response["ETag"] = tag
    response["Cache-Control"] = "public, no-cache"
    return response


def _asked_with_get(
    request: HttpRequest, view: Callable[..., HttpResponse], kwargs: dict[str, Any]
) -> HttpResponse:
    """What GET answers, for HEAD as well: django-ninja knows no HEAD."""
    method, request.method = request.method, "GET"
    try:
        return view(request, **kwargs)
    finally:
        request.method = method


def _take_one(request: HttpRequest) -> None:
    """Count the request against its client's allowance."""
    wait = allowances.wait_of(
        client_address(request), limit=settings.LEITSTAND_API_RATE, now=time.time()
    )
    if wait:
        raise ApiProblem(
            Kind.TOO_MANY_REQUESTS,
            _("Von Ihrer Adresse kommen mehr als %(rate)d Anfragen in der Minute.")
            % {"rate": settings.LEITSTAND_API_RATE}
            + " "
            + _("Bitte warten Sie %(seconds)d Sekunden.") % {"seconds": wait},
            headers={"Retry-After": str(wait)},
        )


def client_address(request: HttpRequest) -> str:
    """Who asks: the peer, or what the one trusted proxy before us says of it."""
    address = str(request.META.get("REMOTE_ADDR", ""))
    if settings.LEITSTAND_PROXIES:
        # Each proxy appends the address it was asked from; what stands before that, anyone may say.
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
        trusted = forwarded[-settings.LEITSTAND_PROXIES :]
        address = trusted[0].strip() or address
    return address


def _refuse_unknown(request: HttpRequest, parameters: Collection[str]) -> None:
    """A misspelt filter must not look like one that found everything."""
    mistakes = [
        {"parameter": name, "message": _("Diesen Parameter gibt es hier nicht.")}
        for name in request.GET
        if name not in parameters
    ] or [
        {"parameter": name, "message": _("Dieser Parameter steht mehrfach da.")}
        for name, values in request.GET.lists()
        if len(values) > 1
    ]
    if mistakes:
        raise invalid_request([(m["parameter"], m["message"]) for m in mistakes], parameters)


def invalid_request(
    mistakes: list[tuple[str, str]], parameters: Collection[str] = ()
) -> ApiProblem:
    """A problem that names each parameter that does not fit."""
    names = ", ".join(dict.fromkeys(name[:80] for name, _message in mistakes))
    detail = _("Diese Angaben passen nicht: %s.") % names
    if parameters:
        known = ", ".join(sorted(parameters))
        detail += " " + _("Möglich sind: %s.") % known
    return ApiProblem(
        Kind.INVALID_REQUEST,
        detail,
        mistakes=[{"parameter": name[:80], "message": text} for name, text in mistakes],
    )


def method_not_allowed(request: HttpRequest) -> ApiProblem:
    """Anything but reading."""
    return ApiProblem(
        Kind.METHOD_NOT_ALLOWED,
        _("Die Schnittstelle nimmt nur GET, HEAD und OPTIONS an, nicht %s.")
        % str(request.method)[:20],
        headers={"Allow": ", ".join(READING)},
    )


def server_error() -> ApiProblem:
    """Our own mistake."""
    return ApiProblem(
        Kind.SERVER_ERROR,
        _("Der Fehler liegt bei uns, nicht bei Ihnen. Wir haben ihn aufgezeichnet."),
    )


def asked_language(request: HttpRequest) -> str:
    """``?lang=`` first, then what the client accepts, then German; cookies play no part."""
    known = dict(settings.LANGUAGES)
    asked = request.GET.get(LANGUAGE_PARAMETER)
    if asked in known:
        return str(asked)
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if (short := code.partition("-")[0]) in known:
            return short
    return str(settings.LANGUAGE_CODE)


def _tag(request: HttpRequest) -> str:
    """The ETag: the same as long as data, software, question and language are; one statement."""
    parts = (
        str(data_version()),
        software(),
        request.path,
        request.GET.urlencode(),
        translation.get_language() or "",
    )
    digest = hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()
    # Weak: a proxy may compress the body.
    return f'W/"{digest}"'


def _has(request: HttpRequest, tag: str) -> bool:
    """Whether the client says that it still has this very answer."""
    header = request.headers.get("If-None-Match", "")
    opaque = tag.removeprefix("W/")
    return any(one.removeprefix("W/") == opaque for one in parse_etags(header))


def _preflight() -> HttpResponse:
    return HttpResponse(
        status=204,
        headers={
            "Allow": ", ".join(READING),
            "Access-Control-Allow-Methods": "GET, HEAD",
            "Access-Control-Allow-Headers": "Accept, Accept-Language, If-None-Match",
            "Access-Control-Max-Age": "86400",
        },
    )


def _dressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What every answer carries, problems included."""
    # Public data, the same for everyone and without cookies: any page may read it.
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "Content-Language, ETag, Link, Retry-After"
    response["Content-Language"] = translation.get_language() or "de"
    response["Link"] = f'<{SCHEMA_ADDRESS}>; rel="service-desc"'
    patch_vary_headers(response, ["Accept-Language"])
    if request.method == "HEAD" and response.content:
        response["Content-Length"] = str(len(response.content))
        response.content = b""
    return response
