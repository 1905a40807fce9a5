# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Mistakes as problem details (RFC 9457): one shape for every error under ``/api/``."""

import json
from collections.abc import Mapping, Sequence
from enum import Enum
from typing import TypedDict

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

API_ROOT = "/api/"
# The page whose anchors explain each kind. Without language: a type's name must not vary.
EXPLAINED_AT = "/schnittstelle"


class Kind(Enum):
    """What can go wrong; the name stands in ``type`` and never changes."""

    BAD_REQUEST = "bad-request"
    FORBIDDEN = "forbidden"
    NOT_FOUND = "not-found"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    CURSOR_GONE = "cursor-gone"
    INVALID_REQUEST = "invalid-request"
    TOO_MANY_REQUESTS = "too-many-requests"
    SERVER_ERROR = "server-error"

    @property
    def status(self) -> int:
        """The status of an answer that tells it."""
        return _STATUS[self]

    @property
    def title(self) -> Promise:
        """What it is called; the same for every occurrence."""
        return _TITLES[self]


_STATUS = {
    Kind.BAD_REQUEST: 400,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.METHOD_NOT_ALLOWED: 405,
    Kind.CURSOR_GONE: 410,
    Kind.INVALID_REQUEST: 422,
    Kind.TOO_MANY_REQUESTS: 429,
    Kind.SERVER_ERROR: 500,
}
_TITLES: dict[Kind, Promise] = {
    Kind.BAD_REQUEST: _("Diese Anfrage verstehen wir nicht"),
    Kind.FORBIDDEN: _("Das ist nicht freigegeben"),
    Kind.NOT_FOUND: _("Das gibt es hier nicht"),
    Kind.METHOD_NOT_ALLOWED: _("Hier kann man nur lesen"),
    Kind.CURSOR_GONE: _("Dieses Lesezeichen gilt hier nicht"),
    Kind.INVALID_REQUEST: _("Eine Angabe passt nicht"),
    Kind.TOO_MANY_REQUESTS: _("Zu viele Anfragen"),
    Kind.SERVER_ERROR: _("Hier ist etwas schiefgegangen"),
}


class Mistake(TypedDict):
    """What is wrong with one parameter."""

    parameter: str
    message: str


class ApiProblem(Exception):
    """An answer that is a problem: ``detail`` says in a sentence what happened this time."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        mistakes: Sequence[Mistake] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.mistakes = tuple(mistakes)
        self.headers = dict(headers or {})


def is_api(request: HttpRequest) -> bool:
    """Whether a program asks: its errors are problem details, never pages."""
    return request.path_info.startswith(API_ROOT)


def problem_response(request: HttpRequest, problem: ApiProblem) -> HttpResponse:
    """The problem in the active language; no cache keeps it."""
    content: dict[str, object] = {
        "type": f"{EXPLAINED_AT}#{problem.kind.value}",
        "title": str(problem.kind.title),
        "status": problem.kind.status,
        "detail": problem.detail,
        "instance": escape_uri_path(request.path),
    }
    if problem.mistakes:
        content["errors"] = list(problem.mistakes)
    response = HttpResponse(
        json.dumps(content, ensure_ascii=False),
        status=problem.kind.status,
        content_type="application/problem+json",
        headers={"Cache-Control": "no-store", **problem.headers},
    )
    response["Content-Language"] = get_language() or "de"
    return response
