# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a question costs a second time, who may ask how often, and from where."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from leitstand.plan.document import PlanDocument
from leitstand.ui.api.kept import Kept, kept
from tests.api.conftest import Edit

MEASURES = "/api/v1/plans/klein/measures"


@pytest.fixture
def few(settings: Settings) -> int:
    """Three requests a minute."""
    settings.LEITSTAND_API_RATE = 3
    return 3


def test_a_repeated_question_is_answered_with_304_and_one_statement(
    client: Client, small: PlanDocument, settings: Settings
) -> None:
    settings.LEITSTAND_API_RATE = 0
    tag = client.get(MEASURES)["ETag"]
    with CaptureQueriesContext(connection) as captured:
        again = client.get(MEASURES, headers={"if-none-match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    assert len(captured) == 1


def test_counting_requests_costs_at_most_one_statement_more(
    client: Client, small: PlanDocument, settings: Settings
) -> None:
    settings.LEITSTAND_API_RATE = 100
    tag = client.get(MEASURES)["ETag"]
    costs = []
    for _ in range(12):
        with CaptureQueriesContext(connection) as captured:
            client.get(MEASURES, headers={"if-none-match": tag})
        costs.append(len(captured))
    assert max(costs) <= 2
    assert costs.count(2) <= 3  # a lot is five requests


@pytest.mark.parametrize(
    "tags",
    ['"anderes"', 'W/"x", "y"', "", "kein etag", "*"],
    ids=["other", "two", "no", "bad", "*"],
)
def test_a_client_without_the_answer_gets_it(
    client: Client, small: PlanDocument, tags: str
) -> None:
    assert client.get(MEASURES, headers={"if-none-match": tags}).status_code == 200


def test_an_edit_makes_another_tag_and_another_answer(
    client: Client, small: PlanDocument, edit: Edit
) -> None:
    before = client.get(MEASURES)
    edit("Ganz anders")
    after = client.get(MEASURES, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    assert "Ganz anders" in after.content.decode()


def test_language_and_question_are_part_of_the_tag(client: Client, small: PlanDocument) -> None:
    addresses = ["", "?lang=en", "?text=hafen", "?stand=2021-01-01"]
    tags = {client.get(MEASURES + one)["ETag"] for one in addresses}
    assert len(tags) == len(addresses)


def test_an_answer_may_be_kept_but_must_be_asked_for(client: Client, small: PlanDocument) -> None:
    response = client.get(MEASURES, headers={"accept-language": "en"})
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Content-Language"] == "en"
    assert "Accept-Language" in response["Vary"]


def test_head_tells_the_length_without_the_body(client: Client, small: PlanDocument) -> None:
    whole, head = client.get(MEASURES), client.head(MEASURES)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(whole.content))
    assert head["ETag"] == whole["ETag"]


@pytest.mark.parametrize("path", [MEASURES, "/api/v1/gibtsnicht", "/api/v1/changes?limit=x"])
def test_any_page_may_read_every_answer_and_every_problem(
    client: Client, small: PlanDocument, path: str
) -> None:
    response = client.get(path, headers={"origin": "https://example.org"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "ETag" in response["Access-Control-Expose-Headers"]
    assert "Access-Control-Allow-Credentials" not in response


def test_a_browser_may_ask_beforehand(client: Client) -> None:
    headers = {"origin": "https://example.org", "access-control-request-method": "GET"}
    response = client.options(MEASURES, headers=headers)
    assert (response.status_code, response.content) == (204, b"")
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_no_cookie_is_set_and_none_is_read(client: Client, small: PlanDocument) -> None:
    client.cookies["django_language"] = "en"
    response = client.get(MEASURES)
    assert response["Content-Language"] == "de"
    assert not response.cookies
    assert "Cookie" not in response["Vary"]


def test_who_asks_too_often_is_told_how_long_to_wait(
    client: Client, small: PlanDocument, few: int
) -> None:
    statuses = [client.get(MEASURES, REMOTE_ADDR="192.0.2.1").status_code for _ in range(few)]
    refused = client.get(MEASURES, REMOTE_ADDR="192.0.2.1")
    assert statuses == [200] * few
    assert refused.status_code == 429
    assert 1 <= int(refused["Retry-After"]) <= 60
    assert client.get(MEASURES, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_a_repeated_question_counts_as_well(client: Client, small: PlanDocument, few: int) -> None:
    tag = client.get(MEASURES)["ETag"]
    for _ in range(few):
        last = client.get(MEASURES, headers={"if-none-match": tag})
    assert last.status_code == 429


def test_without_a_proxy_nobody_can_pretend_to_be_another(
    client: Client, small: PlanDocument, few: int
) -> None:
    statuses = [
        client.get(MEASURES, headers={"x-forwarded-for": f"192.0.2.{n}"}).status_code
        for n in range(few + 1)
    ]
    assert statuses[-1] == 429


def test_behind_a_proxy_the_last_address_counts_and_no_invented_one(
    client: Client, small: PlanDocument, few: int, settings: Settings
) -> None:
    settings.LEITSTAND_PROXIES = 1

    def status(forwarded: str) -> int:
        return client.get(MEASURES, headers={"x-forwarded-for": forwarded}).status_code

    assert [status(f"10.0.0.{n}, 192.0.2.7") for n in range(few + 1)][-1] == 429
    assert status("192.0.2.7, 192.0.2.8") == 200


def test_an_answer_that_is_kept_costs_one_statement(
    client: Client, small: PlanDocument, settings: Settings
) -> None:
    settings.LEITSTAND_API_RATE = 0
    first = client.get(MEASURES).content
    with CaptureQueriesContext(connection) as captured:
        assert client.get(MEASURES).content == first
    assert len(captured) == 1


def test_no_more_is_kept_than_there_is_room_for() -> None:
    store = Kept(max_bytes=10)
    for tag, body in (("a", b"1234"), ("b", b"1234"), ("c", b"1234")):
        store.put(tag, body)
        store.get("b")
    assert [store.get(tag) for tag in "abc"] == [None, b"1234", b"1234"]


def test_what_is_larger_than_all_room_is_not_kept() -> None:
    store = Kept(max_bytes=10)
    store.put("a", b"12345678901")
    assert store.get("a") is None


def test_a_mistake_is_not_kept(client: Client, small: PlanDocument) -> None:
    response = client.get("/api/v1/plans/gibtsnicht")
    assert response.status_code == 404
    assert "ETag" not in response
    assert response["Cache-Control"] == "no-store"
    assert kept.get("") is None
