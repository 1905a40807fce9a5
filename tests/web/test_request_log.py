# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One line a request: what was asked for in kind, never by whom or for what."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import Settings

from leitstand.config import urls
from leitstand.core.logs import JsonLines, TextLines
from leitstand.ui.access import public

pytestmark = pytest.mark.urls(__name__)
SECRETS = ("anna.muster@example.org", "Muster", "203.0.113.9", "hunter2", "evil.example", "geheim")
SAID = "Anna Muster anna.muster@example.org hunter2 geheim"


def failing(problem: type[Exception]) -> Callable[..., HttpResponse]:
    def view(request: HttpRequest, **_given: str) -> HttpResponse:
        raise problem(SAID)

    return public(view)


urlpatterns = [
    path("gut/<str:name>", public(lambda request, name: HttpResponse(name)), name="good"),
    path("form", public(lambda request: HttpResponse("form")), name="form"),
    *(
        path(f"{status}/<str:name>", failing(problem), name=f"bad-{status}")
        for status, problem in (
            (400, SuspiciousOperation),
            (403, PermissionDenied),
            (500, IntegrityError),
        )
    ),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture(params=[JsonLines, TextLines])
def log(request: pytest.FixtureRequest) -> Iterator[io.StringIO]:
    """Everything that is logged, however little it matters, in both shapes."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(request.param())
    root = logging.getLogger()
    levels = {name: logging.getLogger(name).level for name in (None, "django")}
    for name in levels:
        logging.getLogger(name).setLevel("DEBUG")
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


in_json = pytest.mark.parametrize("log", [JsonLines], indirect=True)


def ask(client: Client, address: str, **given: Any) -> Any:
    client.raise_request_exception = False
    given = {"headers": {"host": "localhost"}, "REMOTE_ADDR": "203.0.113.9"} | given
    return client.get(address, **given)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


@in_json
def test_a_request_is_one_line(client: Client, log: io.StringIO) -> None:
    response = ask(client, "/gut/Muster?text=geheim")
    [line] = lines(log)
    assert line.pop("time")
    assert line.pop("duration_ms") >= 0
    assert line == {
        "level": "INFO",
        "logger": "leitstand.request",
        "message": "request",
        "request_id": response["X-Request-ID"],
        "method": "GET",
        "route": "good",
        "status": 200,
    }


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/gut/anna.muster@example.org?token=geheim", 200),
        ("/gibtsnicht/Muster?email=anna.muster@example.org", 404),
        ("/plaene/Muster/massnahmen?text=geheim", 404),
        ("/400/Muster?password=hunter2", 400),
        ("/403/Muster?password=hunter2", 403),
        ("/500/Muster?password=hunter2", 500),
    ],
)
def test_neither_path_nor_query_nor_address_is_logged(
    client: Client, log: io.StringIO, address: str, status: int
) -> None:
    assert (
        ask(client, address, headers={"host": "localhost", "cookie": "a=hunter2"}).status_code
        == status
    )
    assert log.getvalue()
    assert [word for word in SECRETS if word in log.getvalue()] == []


def test_a_foreign_host_is_not_quoted(client: Client, log: io.StringIO, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["localhost"]
    assert ask(client, "/form", headers={"host": "evil.example"}).status_code == 400
    assert "evil.example" not in log.getvalue()
    assert "DisallowedHost" in log.getvalue()


def test_a_refused_form_is_not_quoted(log: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True, headers={"host": "localhost"})
    answer = client.post("/form?text=geheim", {"email": SECRETS[0], "password": "hunter2"})
    assert answer.status_code == 403
    assert "django.security.csrf" in log.getvalue()
    assert [word for word in SECRETS if word in log.getvalue()] == []


@in_json
def test_an_error_can_be_found_by_the_number_that_the_reader_sees(
    client: Client, log: io.StringIO
) -> None:
    response = ask(client, "/500/x")
    number = response["X-Request-ID"]
    assert number in response.content.decode()
    errors = [line for line in lines(log) if line["request_id"] == number and "error" in line]
    assert [error["type"] for error in errors[0]["error"]] == ["django.db.utils.IntegrityError"]


@pytest.mark.parametrize("number", ["0123456789abcdef" * 2, "01234567-89ab-cdef-0123-456789abcdef"])
def test_the_number_of_a_proxy_is_kept(client: Client, number: str) -> None:
    asked = {"host": "localhost", "x-request-id": number.upper()}
    assert ask(client, "/form", headers=asked)["X-Request-ID"] == number


@pytest.mark.parametrize("number", ["anna", "1" * 31, "x" * 32, "0123456789abcdef" * 2 + "\n0"])
def test_a_number_that_could_be_a_message_is_replaced(client: Client, number: str) -> None:
    given = ask(client, "/form", headers={"host": "localhost", "x-request-id": number})
    assert given["X-Request-ID"] != number
    assert len(given["X-Request-ID"]) == 32


def test_two_requests_have_two_numbers(client: Client) -> None:
    assert ask(client, "/form")["X-Request-ID"] != ask(client, "/form")["X-Request-ID"]


@in_json
def test_a_method_that_nobody_knows_is_not_quoted(client: Client, log: io.StringIO) -> None:
    client.generic("GEHEIM", "/form", headers={"host": "localhost"})
    assert lines(log)[-1]["method"] == "other"
