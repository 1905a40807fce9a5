# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read of a round: what is published, and nothing else; quickly, on any day."""

from html import unescape
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.cli.demo_answers import demo
from leitstand.steering.selectors.results import forget_results
from tests.people import EVERYBODY, ClientOf
from tests.plan.pages import parse
from tests.steering.public.places import AUTUMN, PAGES, PLAN, SPRING, in_shape

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
OPEN = f"{PLAN}/runden/herbst-2026"
MOST, KNOWN = 12, 3
# Reads the plan of the day at each visit; only what the round says is known.
READS_THE_PLAN = f"{PLAN}/ueberschneidungen"


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("page", [*PAGES, f"{PLAN}/bewertungsregeln"])
def test_a_page_costs_few_statements_and_fewer_the_second_time(
    client: Client, page: str, language: str
) -> None:
    for suffix in ("", "json", "csv"):
        address = language + (in_shape(page, suffix) if suffix else page)
        forget_results()
        for most in (MOST, 8 if page == READS_THE_PLAN else KNOWN):
            with CaptureQueriesContext(connection) as found:
                assert client.get(address, {"q": uuid4().hex}).status_code == 200
            assert len(found) <= most, address


@pytest.mark.parametrize("role", EVERYBODY)
def test_a_round_that_is_not_published_is_not_there_for_anybody(
    client_of: ClientOf, role: str
) -> None:
    client = client_of(role)
    for address in (OPEN, f"{OPEN}.json", f"{OPEN}.csv", f"{OPEN}/massnahmen/smart-city.2.I"):
        assert client.get(address).status_code == 404


def test_nothing_that_was_said_in_an_open_round_is_public(client: Client) -> None:
    given = demo()
    published = {
        said.account
        for slug in ("herbst-2025", "fruehjahr-2026")
        for _d, said in given.said_in(slug)
    }
    said_later = {said.account for _d, said in given.said_in("herbst-2026")}
    secret = {one for one in said_later if not any(one in other for other in published)}
    assert len(secret) > 20
    for page in (*PAGES, f"{PLAN}/massnahmen/smart-city.2.I"):
        for suffix in ("", "json", "csv"):
            text = client.get(in_shape(page, suffix) if suffix else page).content.decode()
            assert [words for words in secret if words in unescape(text)] == []
            assert "herbst-2026" not in text


def test_nobody_is_named_but_institutions(client: Client) -> None:
    people = {contact.name for contact in demo().contacts.values()}
    for page in PAGES:
        for suffix in ("", "json", "csv"):
            text = client.get(in_shape(page, suffix) if suffix else page).content.decode()
            assert [name for name in people if name in text] == []
            assert "@example.org" not in text
            assert "demo-federfuehrung" not in text


def test_the_newest_round_by_the_day_that_is_asked_for(client: Client) -> None:
    def shown(day: str) -> str | None:
        found: str | None = client.get(f"{PLAN}/stand.json{day}").json()["round"]
        return found

    assert shown("") == "fruehjahr-2026"
    assert shown("?stand=2026-05-29") == "fruehjahr-2026"
    assert shown("?stand=2026-05-28") == "herbst-2025"
    assert shown("?stand=2025-11-27") is None
    rounds = client.get(f"{PLAN}/runden.json?stand=2026-05-28").json()["tables"]["runden"]
    assert [row["id"] for row in rounds["records"]] == ["herbst-2025"]
    refused = client.get(f"{SPRING}?stand=2026-05-28")
    assert refused.status_code == 404
    assert f'href="{SPRING}"' in refused.content.decode()


def test_an_answer_ages_on_the_page_and_not_in_the_record(client: Client) -> None:
    page = f"{SPRING}/massnahmen/smart-city.2.I"
    young = client.get(f"{page}?stand=2026-06-01").content.decode()
    old = client.get(f"{page}?stand=2026-11-21").content.decode()
    assert "aktuell" in young
    assert "älter als ein halbes Jahr" in old
    flat = [client.get(f"{page}.json?stand={day}").json() for day in ("2026-06-01", "2026-11-21")]
    verdicts = [one["tables"]["antworten"]["records"][0]["verdict_id"] for one in flat]
    assert verdicts[0] == verdicts[1] == "slipping"


def test_the_self_assessment_stands_beside_what_the_rules_say(client: Client) -> None:
    [main] = parse(client.get(f"{SPRING}/massnahmen/smart-city.2.I").content.decode()).all("main")
    assert "Selbsteinschätzung: im Plan" in main.text
    assert "verzögert" in main.text
    assert "Das passt nicht zusammen" in main.text
    hrefs = {a.attributes["href"].partition("#")[2] for a in main.all("a")}
    ids = {one.attributes.get("id") for one in parse(rules(client)).all("div")}
    assert {href for href in hrefs if href.startswith("regel-")} <= ids


def rules(client: Client) -> str:
    return client.get(f"{PLAN}/bewertungsregeln").content.decode()


def test_evidence_is_followed_by_people_and_not_by_search_engines(client: Client) -> None:
    html = parse(client.get(f"{SPRING}/massnahmen/flaechen.2.II").content.decode())
    outside = [a for a in html.all("a") if a.attributes["href"].startswith("https://example.org")]
    assert outside
    assert {a.attributes.get("rel") for a in outside} == {"nofollow noopener"}


def test_what_cannot_be_filtered_is_told(client: Client) -> None:
    response = client.get(f"{SPRING}?urteil=prima&thema=<b>")
    html = response.content.decode()
    assert response.status_code == 200
    assert "<b>" not in html
    assert "0 von 151 Zeilen" in html
    assert "keinen Wert „prima“" in html


def test_an_unknown_measure_or_round_is_not_found(client: Client) -> None:
    for address in (f"{SPRING}/massnahmen/hafen.1.I", f"{PLAN}/runden/nie", "/plaene/ulm/stand"):
        assert client.get(address).status_code == 404


def test_earlier_rounds_stand_below_the_answer(client: Client) -> None:
    content = client.get(f"{SPRING}/massnahmen/smart-city.2.I.json").json()
    [earlier] = content["tables"]["frueher"]["records"]
    assert earlier["round"]["href"] == f"{AUTUMN}/massnahmen/smart-city.2.I"
    moved = content["tables"]["meilensteine"]["records"][1]
    assert (moved["due_on"], moved["before"], moved["slip_days"]) == (
        "2026-07-31",
        ["2026-03-31"],
        122,
    )
