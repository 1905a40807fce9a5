# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Strangers get the pages of strangers, as fresh as the data; nobody gets anything of anybody."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.plan.views.parts import MeasureTable
from leitstand.web.page_cache import middleware
from leitstand.web.page_cache.store import PageStore
from tests.house.test_past_days import PAGES, path_of
from tests.people import ClientOf
from tests.plan.documents import both, document, measure
from tests.steering.published import published_round

pytestmark = pytest.mark.django_db
PLAN = "/plaene/klein"
LIST = f"{PLAN}/massnahmen"


def bring(title: str) -> None:
    plan_import(document=document(measure("hafen.1.I", title=both(title))), actor="test")


@pytest.fixture
def reader(settings: Settings) -> Client:
    """A stranger in front of an installation that keeps pages, and a small plan."""
    settings.LEITSTAND_PAGE_CACHE_MB = 8
    bring("Kai bauen")
    return Client()


def cost(client: Client, path: str, **headers: str) -> int:
    """The statements of an answer: one where a kept page is given."""
    with CaptureQueriesContext(connection) as found:
        assert client.get(path, headers=headers).status_code in {200, 304}
    return len(found)


def headers_of(response: Any) -> dict[str, str]:
    """The headers, without the number that each request has of its own."""
    return {name: value for name, value in response.items() if name != "X-Request-ID"}


def test_the_second_reader_costs_one_statement_and_gets_the_same_answer(reader: Client) -> None:
    first = reader.get(LIST)
    assert cost(reader, LIST) == 1
    again = reader.get(LIST)
    assert again.content == first.content
    assert headers_of(again) == headers_of(first)
    assert again["Content-Security-Policy"]
    assert again["X-Content-Type-Options"] == "nosniff"


def test_every_public_page_is_kept_in_every_shape(settings: Settings, berlin: PlanDocument) -> None:
    published_round()
    settings.LEITSTAND_PAGE_CACHE_MB = 8
    client = Client()
    for one in PAGES:
        for language in ("de", "en"):
            path = path_of(one, language)
            first = client.get(path)
            assert cost(client, path) == 1, path
            again = client.get(path)
            assert again.content == first.content, path
            assert headers_of(again) == headers_of(first), path
            fresh = Client(headers={"Authorization": "none"}).get(path)
            assert fresh.content == first.content, path


def test_an_edit_is_seen_at_the_next_request(reader: Client) -> None:
    for title in ("Kai bauen", "Kai fertigbauen", "Kai abreißen"):
        bring(title)
        for _turn in range(3):
            assert f">{title}<" in reader.get(LIST).content.decode()
            assert reader.get(f"{LIST}.json").json()["tables"]["massnahmen"]["records"][0][
                "title"
            ] == (title)


def test_an_edit_while_a_page_is_made_does_not_make_it_stay(
    reader: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*args: Any) -> Any:
        monkeypatch.setattr("leitstand.plan.views.measures.MeasureTable", MeasureTable)
        bring("Kai abreißen")  # after the measures were read
        return MeasureTable(*args)

    monkeypatch.setattr("leitstand.plan.views.measures.MeasureTable", slow)
    assert "Kai bauen" in reader.get(LIST).content.decode()
    assert "Kai abreißen" in reader.get(LIST).content.decode()


def test_a_new_day_makes_every_page_anew(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    reader.get(LIST)
    assert cost(reader, LIST) == 1
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *args: tomorrow)
    assert cost(reader, LIST) > 1
    assert cost(reader, LIST) == 1


def test_who_is_signed_in_takes_nothing_and_leaves_nothing(
    reader: Client, client_of: ClientOf
) -> None:
    stranger = reader.get(LIST).content.decode()
    office = client_of("office")
    office.handler = reader.handler
    for _turn in range(2):
        own = office.get(LIST)
        assert "Person office" in own.content.decode()
        assert {"private", "no-store"} <= set(own["Cache-Control"].split(", "))
        assert "ETag" not in own
    assert reader.get(LIST).content.decode() == stranger
    reader.get(f"{PLAN}/ziele")  # and the other way round
    assert "Person office" in office.get(f"{PLAN}/ziele").content.decode()
    assert "Person office" not in reader.get(f"{PLAN}/ziele").content.decode()


@pytest.mark.parametrize("name", ["leitstand-session", "leitstand-csrf", "messages"])
def test_who_carries_a_cookie_of_ours_is_no_stranger(reader: Client, name: str) -> None:
    reader.get(LIST)
    reader.cookies[name] = "x"
    for _turn in range(3):
        assert cost(reader, LIST) > 1


def test_a_foreign_cookie_makes_nobody_known(reader: Client) -> None:
    reader.cookies["_pk_id"] = "x"
    reader.get(LIST)
    assert cost(reader, LIST) == 1


def test_who_brings_credentials_is_no_stranger(reader: Client) -> None:
    reader.get(LIST)
    assert cost(reader, LIST, authorization="Bearer x") > 1


@pytest.mark.parametrize(
    ("header", "value", "is_kept"),
    [
        ("Cache-Control", "private", False),
        ("Cache-Control", "max-age=0, no-store", False),
        ("Cache-Control", "max-age=60", True),
        ("Vary", "*", False),
        ("Set-Cookie", "a=b", False),
    ],
)
def test_an_answer_for_one_person_is_not_kept(
    reader: Client, monkeypatch: pytest.MonkeyPatch, header: str, value: str, is_kept: bool
) -> None:
    from leitstand.ui import pages

    shaped = pages.shaped

    def with_header(*args: Any) -> HttpResponse:
        response = shaped(*args)
        if header == "Set-Cookie":
            response.set_cookie("a", "b")
        else:
            response[header] = value
        return response

    monkeypatch.setattr(pages, "shaped", with_header)
    first = reader.get(LIST)
    reader.cookies.clear()
    assert ("ETag" in first) == is_kept
    assert (cost(reader, LIST) == 1) == is_kept


def test_a_page_with_a_token_is_not_kept(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.middleware.csrf import get_token

    from leitstand.plan.views import measures
    from leitstand.plan.views.measure_filters import measure_filter

    def with_token(request: HttpRequest) -> Any:
        get_token(request)
        return measure_filter(request)

    monkeypatch.setattr(measures, "measure_filter", with_token)
    assert "leitstand-csrf" in reader.get(LIST).cookies
    reader.cookies.clear()
    assert cost(reader, LIST) > 1


@pytest.mark.parametrize(
    "path", [f"{LIST}/hafen.1.IX", f"{LIST}?stand=gestern", f"{LIST}?stand=2010-01-01", "/nein"]
)
def test_a_refusal_is_not_kept(reader: Client, path: str) -> None:
    for _turn in range(2):
        response = reader.get(path)
        assert response.status_code in {400, 404}
        assert "ETag" not in response


@pytest.mark.parametrize("path", ["/gesundheit", "/robots.txt", "/konto/anmelden"])
def test_what_is_no_page_is_not_kept(reader: Client, path: str) -> None:
    reader.get(path)
    assert "ETag" not in reader.get(path)


def test_other_methods_go_their_way(reader: Client) -> None:
    reader.get(LIST)
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
        assert reader.generic(method, LIST).status_code == 405


def test_head_tells_what_get_would_and_leaves_nothing(reader: Client) -> None:
    head = reader.head(LIST)
    assert cost(reader, LIST) > 1, "an answer to HEAD is not kept"
    again = reader.head(LIST)
    page = reader.get(LIST)
    assert head.content == again.content == b""
    assert headers_of(head) == headers_of(again) == headers_of(page)
    assert int(again["Content-Length"]) == len(page.content)


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_is_told_so(reader: Client, form: str) -> None:
    tag = reader.get(LIST)["ETag"]
    for _turn in range(2):
        answer = reader.get(LIST, headers={"if-none-match": form.format(tag)})
        assert (answer.status_code, answer.content) == (304, b"")
        assert (answer["ETag"], answer["Cache-Control"]) == (tag, "no-cache")
        assert answer["Content-Security-Policy"]
        assert "Content-Type" not in answer
    bring("Kai abreißen")
    changed = reader.get(LIST, headers={"if-none-match": tag})
    assert changed.status_code == 200
    assert changed["ETag"] != tag


def test_each_host_and_scheme_gets_its_own_addresses(reader: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["a.example", "b.example"]
    for _turn in range(2):
        for host in settings.ALLOWED_HOSTS:
            for secure in (False, True):
                page = reader.get(f"{LIST}.json", headers={"host": host}, secure=secure).json()
                assert page["url"] == f"http{'s' * secure}://{host}{LIST}"
    assert reader.get(LIST, headers={"host": "evil.example"}).status_code == 400


def test_the_language_is_that_of_the_address_whatever_the_browser_likes(reader: Client) -> None:
    for liked in ("en", "de", "fr, en;q=0.5", ""):
        for prefix, language in (("", "de"), ("/en", "en")):
            page = reader.get(prefix + LIST, headers={"accept-language": liked})
            assert page["Content-Language"] == language
            assert f'<html lang="{language}">' in page.content.decode()


def test_filters_and_days_are_pages_of_their_own_whatever_their_order(reader: Client) -> None:
    reader.get(f"{LIST}?text=kai&rolle=lead")
    assert cost(reader, f"{LIST}?rolle=lead&text=kai") == 1
    assert cost(reader, f"{LIST}?rolle=lead&text=k%61i") == 1
    assert cost(reader, f"{LIST}?rolle=lead&text=kau") > 1
    assert cost(reader, f"{LIST}?rolle=lead") > 1
    assert cost(reader, f"{LIST}?text=kai&text=kran") > 1
    assert cost(reader, f"{LIST}?text=kran&text=kai") > 1, "the last one counts"
    assert cost(reader, f"{LIST}?stand=2020-06-01") > 1


@pytest.fixture
def small_store(monkeypatch: pytest.MonkeyPatch) -> list[PageStore]:
    """The stores that are made, each with room for some dozen pages of the small plan."""
    made: list[PageStore] = []

    def store(_size: int) -> PageStore:
        made.append(PageStore(400_000))
        return made[-1]

    monkeypatch.setattr(middleware, "PageStore", store)
    return made


def test_a_flood_of_questions_pushes_out_no_page_that_is_read(
    small_store: list[PageStore], reader: Client
) -> None:
    for _turn in range(2):
        reader.get(LIST)
    for number in range(100):
        reader.get(f"{LIST}?x={number}")
    assert small_store[0].size <= 400_000
    assert cost(reader, LIST) == 1


def test_a_long_question_is_answered_and_not_kept(
    small_store: list[PageStore], reader: Client
) -> None:
    for query in ("text=" + "x" * 500, "&".join(f"a{n}=1" for n in range(2_000))):
        response = reader.get(f"{LIST}?{query}")
        assert response.status_code in {200, 400}
    assert len(small_store[0]) == 0


def test_without_room_nothing_is_kept(settings: Settings) -> None:
    settings.LEITSTAND_PAGE_CACHE_MB = 0
    bring("Kai bauen")
    client = Client()
    assert "ETag" not in client.get(LIST)
    assert cost(client, LIST) > 1
