# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Log lines: complete, on one line, and silent about people."""

import io
import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, OperationalError
from hypothesis import example, given
from hypothesis import strategies as st
from pytest_django import Settings

from leitstand.core.logs import JsonLines, TextLines, request_id, scrubbed

logger = logging.getLogger("leitstand.probe")
MAIL = "anna.muster@example.org"


@pytest.fixture
def written() -> Iterator[Callable[[], Any]]:
    """What the log says, as JSON, since the test began."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    logger.addHandler(handler)
    logger.setLevel("DEBUG")
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logger.removeHandler(handler)


def failed(error: BaseException) -> None:
    try:
        raise error
    except type(error):
        logger.exception("it broke")


def test_a_line_says_when_how_bad_where_and_what(written: Callable[[], Any]) -> None:
    logger.warning("disk %s", "full")
    [line] = written()
    assert line.pop("time").endswith("+00:00")
    assert line == {"level": "WARNING", "logger": "leitstand.probe", "message": "disk full"}


def test_a_line_carries_the_number_of_its_request(written: Callable[[], Any]) -> None:
    token = request_id.set("abc")
    logger.warning("x")
    request_id.reset(token)
    logger.warning("y")
    assert [line.get("request_id") for line in written()] == ["abc", None]


def test_an_error_is_its_class_and_the_places_it_passed(written: Callable[[], Any]) -> None:
    failed(ValueError(MAIL))
    [line] = written()
    [error] = line["error"]
    assert error == {"type": "ValueError", "frames": error["frames"]}
    assert error["frames"][0].startswith(f"{__name__}:")
    assert error["frames"][0].endswith(" failed")


@pytest.mark.parametrize(
    "error",
    [
        IntegrityError(f"Key (email)=({MAIL}) already exists"),
        ValueError("Anna Muster"),
        KeyError("Anna Muster"),
        RuntimeError("geheim"),
    ],
)
def test_the_words_of_an_error_that_may_quote_a_row_are_left_out(
    written: Callable[[], Any], error: Exception
) -> None:
    failed(error)
    assert str(error).strip("'") not in json.dumps(written(), ensure_ascii=False)


@pytest.mark.parametrize("kind", [OperationalError, ImproperlyConfigured, ImportError])
def test_the_words_of_an_error_about_the_machine_are_kept(
    written: Callable[[], Any], kind: type[Exception]
) -> None:
    failed(kind("port 5432 is closed"))
    assert written()[0]["error"][0]["message"] == "port 5432 is closed"


def test_the_errors_behind_an_error_are_told_too(written: Callable[[], Any]) -> None:
    try:
        try:
            raise KeyError(MAIL)
        except KeyError as error:
            raise OperationalError("gone") from error
    except OperationalError:
        logger.exception("it broke")
    assert [error["type"] for error in written()[0]["error"]] == [
        "django.db.utils.OperationalError",
        "KeyError",
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"mail to {MAIL} failed", "mail to … failed"),
        ("GET /suche?text=Anna+Muster&x=1 404", "GET /suche?… 404"),
        ("postgres://leitstand:pw@db/leitstand", "postgres://…@db/leitstand"),
        ("password=hunter2, next", "password=…, next"),
        ("Authorization: Bearer abc.def", "Authorization: …"),
        ("sessionid=4711", "sessionid=…"),
        ("from 192.0.2.17 and 2001:db8::1", "from … and …"),
        ("line one\nline two\r\n", "line one line two "),
    ],
)
def test_what_names_a_person_or_opens_a_door_is_hidden(text: str, kept: str) -> None:
    assert scrubbed(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "at 10:44:59 the disk was full",
        "Leitstand 0.1.0 on Django 5.2.19",
        "Was ist zu tun? Nichts.",
        "leitstand.plan.views:12 measure",
        "3 of 4 rows (75 %)",
    ],
)
def test_what_is_harmless_is_kept(text: str) -> None:
    assert scrubbed(text) == text


def test_the_installations_own_secrets_are_hidden(settings: Settings) -> None:
    settings.SECRET_KEY = "a-key-that-nobody-knows"
    settings.DATABASES["default"]["PASSWORD"] = "swordfish"
    assert scrubbed("key a-key-that-nobody-knows, swordfish") == "key …, …"


@given(st.emails(), st.ip_addresses())
@example("=@A.aF", "192.0.2.1")
@example("a='@A.aF", "::")
def test_no_address_gets_through(email: str, address: object) -> None:
    said = scrubbed(f"user {email} from {address} said so")
    assert email not in said
    assert f" {address} " not in said


def test_people_read_the_same_in_lines(written: Callable[[], Any]) -> None:
    record = logging.LogRecord("a", logging.INFO, "", 0, "request", None, None)
    record.fields = {"route": "plan:measure", "status": 200}
    assert TextLines().format(record).endswith("INFO a request route=plan:measure status=200")


def test_people_read_the_places_of_an_error_below_each_other() -> None:
    try:
        raise OperationalError("gone")
    except OperationalError as error:
        problem = (type(error), error, error.__traceback__)
    record = logging.LogRecord("a", logging.ERROR, "", 0, "broke", None, problem)
    _head, what, where = TextLines().format(record).splitlines()
    assert what == "  django.db.utils.OperationalError: gone"
    assert where.startswith(f"    {__name__}:")
