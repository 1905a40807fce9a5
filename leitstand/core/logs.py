# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Log lines that say what happened and not to whom.

No address of a person, no name, no path, no query string leaves this module. What Django says of a
request is reduced to status and route, an error to its class and the places in the code it passed;
the words of an error are kept only for classes that speak of the machine, never of a row.
"""

import datetime as dt
import ipaddress
import json
import logging
import re
import traceback
from collections.abc import Iterator
from contextvars import ContextVar
from http import HTTPStatus
from typing import Any

from django.conf import settings

request_id: ContextVar[str] = ContextVar("request_id", default="")

# Errors whose words come from the code or the machine. Others may quote what a reader sent.
_SPEAKS_OF_THE_MACHINE = frozenset(
    {
        "django.core.exceptions.ImproperlyConfigured",
        "django.db.utils.InterfaceError",
        "django.db.utils.OperationalError",
        "django.template.exceptions.TemplateDoesNotExist",
        "ImportError",
        "ModuleNotFoundError",
        "NameError",
        "jinja2.exceptions.TemplateNotFound",
        "jinja2.exceptions.TemplateSyntaxError",
        "jinja2.exceptions.UndefinedError",
        "psycopg.OperationalError",
        "sqlite3.OperationalError",
    }
)
_HIDDEN = "…"
_PATTERNS = (
    (re.compile(r"(?<=://)[^/\s@]+@"), f"{_HIDDEN}@"),
    # The name of a value before it stays: email=…; quotes and "=" may be part of an address, too.
    (
        re.compile(rf"((?:\b\w+=|')(?=[^\s@]))?[^\s<>\"(),;:@{_HIDDEN}]+@[^\s<>\"'(),;:@=]+"),
        rf"\1{_HIDDEN}",
    ),
    (re.compile(r"(?<=\S)\?[^\s\"'<>]+"), f"?{_HIDDEN}"),
    (
        re.compile(
            r"(?i)\b((?:pass(?:wor[dt])?|token|secret|schlüssel|authorization|cookie|csrf\w*"
            r"|session\w*|api[_-]?key)\b[\"']?\s*[=:]\s*)(?:bearer\s+)?[^\s,;]+"
        ),
        rf"\1{_HIDDEN}",
    ),
    (re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)"), _HIDDEN),
    (re.compile(r"(?i)(?<![\w:])[0-9a-f:.]*:[0-9a-f:.]*:[0-9a-f:.]*(?![\w:])"), None),
    (re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+"), " "),
)


def scrubbed(text: str) -> str:
    """The text without what could name a person or open a door; on one line."""
    for secret in _secrets():
        text = text.replace(secret, _HIDDEN)
    for pattern, replacement in _PATTERNS:
        text = pattern.sub(_without_address if replacement is None else replacement, text)
    return text


def _without_address(found: re.Match[str]) -> str:
    try:
        ipaddress.ip_address(found[0])
    except ValueError:
        return found[0]  # a time of day looks alike
    return _HIDDEN


def _secrets() -> Iterator[str]:
    yield from (str(key) for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS) if key)
    for database in settings.DATABASES.values():
        if len(password := str(database.get("PASSWORD") or "")) >= 6:  # shorter ones are words
            yield password


def content(record: logging.LogRecord) -> dict[str, Any]:
    """What a log line says, as plain values."""
    found: dict[str, Any] = {
        "time": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(
            timespec="milliseconds"
        ),
        "level": record.levelname,
        "logger": record.name,
    }
    if identity := request_id.get():
        found["request_id"] = identity
    request = getattr(record, "request", None)
    if request is None:
        found["message"] = scrubbed(record.getMessage())
    else:  # Django's own words on a request quote path, host or origin
        found["message"] = _phrase(getattr(record, "status_code", None))
        found["route"] = route_name(request)
    found |= getattr(record, "fields", {})
    if record.exc_info and record.exc_info[1] is not None:
        found["error"] = list(_told_error(record.exc_info[1]))
    return found


def route_name(request: Any) -> str:
    """The name of the route that a request took; "-" where it took none."""
    match = getattr(request, "resolver_match", None)
    return (match.view_name if match else "") or "-"


def _phrase(status: object) -> str:
    try:
        return HTTPStatus(int(str(status))).phrase
    except ValueError:
        return "request"


def _told_error(error: BaseException) -> Iterator[dict[str, Any]]:
    """The error and those behind it, the last one first."""
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        kind = type(current)
        module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
        told: dict[str, Any] = {"type": f"{module}{kind.__qualname__}"}
        if told["type"] in _SPEAKS_OF_THE_MACHINE:
            told["message"] = scrubbed(str(current))
        told["frames"] = [
            f"{frame.f_globals.get('__name__', '?')}:{line} {frame.f_code.co_name}"
            for frame, line in traceback.walk_tb(current.__traceback__)
        ]
        yield told
        current = current.__cause__ or (
            None if current.__suppress_context__ else current.__context__
        )


class JsonLines(logging.Formatter):
    """One JSON object a line, for machines that collect logs."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(content(record), ensure_ascii=False, default=str)


class TextLines(logging.Formatter):
    """The same for people: one line, and one more for every place an error passed."""

    def format(self, record: logging.LogRecord) -> str:
        """The lines."""
        said = content(record)
        errors = said.pop("error", ())
        head = " ".join(str(said.pop(key)) for key in ("time", "level", "logger", "message"))
        lines = [" ".join([head, *(f"{key}={value}" for key, value in said.items())])]
        for error in errors:
            lines.append(": ".join([f"  {error['type']}", *error.get("message", "").splitlines()]))
            lines += [f"    {frame}" for frame in error["frames"]]
        return "\n".join(lines)
