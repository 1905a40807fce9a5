# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every public page can be read as it stood on a past day, and the day goes along on every way."""

import datetime as dt
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse
from django.utils import timezone, translation
from pytest_django import DjangoDbBlocker

from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import validated
from leitstand.plan.services import plan_import
from tests.contracts.test_pages import VALUES
from tests.house.reference.addresses import Address, all_addresses
from tests.plan.documents import document, late, measure, node
from tests.plan.pages import Element, parse
from tests.steering.published import published_round

BEFORE = dt.date(2019, 3, 1)
CHANGED_ON = dt.date(2019, 6, 1)
# What these say does not hang on a day, or is looked for in today's state only. They say so.
SHOW_TODAY = frozenset(
    {
        "web:search",
        "web:gallery",
        "web:accessibility",
        "web:privacy",
        "web:imprint",
        "web:interface",
        "web:plain-language",
    }
)
# Compare two days that their reader chooses; the day that is shown is the later one.
COMPARES_DAYS = frozenset({"plan:changes", "steering:differences"})
# Answers grow old: what the rules conclude depends on the day from which a reader looks.
JUDGES_BY_DAY = frozenset({"steering:standing", "steering:timeline"})
PAGES = [one for one in all_addresses() if getattr(one.view, "is_page", False)]
HTML = [one for one in PAGES if one.page_format == "html"]
DATED = [one for one in HTML if one.name not in SHOW_TODAY]
pytestmark = pytest.mark.django_db
both_languages = pytest.mark.parametrize("language", ["de", "en"])


def path_of(one: Address, language: str = "de", suffix: str = "") -> str:
    given = {name: value for name, value in VALUES.items() if f":{name}>" in one.route}
    with translation.override(language):
        return reverse(f"{one.name}-{suffix}" if suffix else one.name, kwargs=given)


def renamed(tree: Any) -> Any:
    """The document with every text in two languages worded anew."""
    if isinstance(tree, dict):
        if set(tree) == {"de", "en"}:
            return {"de": f"Neu {tree['de']}", "en": f"New {tree['en']}"}
        return {key: renamed(value) for key, value in tree.items()}
    return [renamed(value) for value in tree] if isinstance(tree, list) else tree


def everywhere(client: Client, day: dt.date | None) -> dict[str, Any]:
    """What the data of every page of a plan say, as of a day."""
    found = {}
    for one in DATED:
        for language in ("de", "en") if one.name not in COMPARES_DAYS | JUDGES_BY_DAY else ():
            path = path_of(one, language, "json")
            response = client.get(path, {"stand": day.isoformat()} if day else {})
            assert response.status_code == 200, path
            found[path] = told(response.content.decode())
    return found


def told(text: str) -> Any:
    """The data without what must differ: the page's address and the words about the day."""
    content = json.loads(re.sub(r"\?stand=\d{4}-\d{2}-\d{2}", "", text))
    del content["url"], content["as_of"]
    words = json.dumps(content, ensure_ascii=False)
    return json.loads(re.sub(r", (Stand vom 1. März 2019|as of 1 March 2019)", "", words))


@pytest.fixture(scope="module")
def first_told(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, berlin_document: PlanDocument
) -> Iterator[dict[str, Any]]:
    """Berlin's plan stands, every text of it reworded since June 2019: what was told before."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("de"):
        plan_import(document=berlin_document, actor="test")
        published_round()
        before = everywhere(Client(), None)
        new = validated(renamed(berlin_document.model_dump(mode="json")))
        plan_import(document=new, actor="test", effective_on=CHANGED_ON)
        yield before
        transaction.set_rollback(True)


def test_a_page_of_a_past_day_tells_what_it_told_then(
    client: Client, first_told: dict[str, Any]
) -> None:
    assert first_told
    assert everywhere(client, BEFORE) == first_told
    today = everywhere(client, None)
    assert [path for path in today if today[path] == first_told[path]] == []
    on_the_day = everywhere(client, CHANGED_ON)
    assert {path: told["tables"].keys() for path, told in on_the_day.items()}
    assert [path for path in on_the_day if on_the_day[path] == first_told[path]] == []


def ways(html: Element) -> Iterator[tuple[str, str]]:
    """Where the page leads to, by links and by what goes with its forms."""
    for link in [*html.all("a"), *html.all("link")]:
        href = link.attributes.get("href", "")
        if href.startswith("/"):
            yield link.attributes.get("rel", ""), href
    for form in html.all("form"):
        names = [field.attributes.get("name") for field in form.all("input")]
        # A browser drops the query of the address when it adds the fields.
        action = form.attributes["action"].partition("?")[0]
        yield "form", action + ("?stand=2019-03-01" if "stand" in names else "")


def leads_to_a_page(href: str) -> bool:
    path = urlsplit(href).path
    with translation.override("en" if path.startswith("/en") else "de"):
        is_ours = not path.startswith("/static/")
        return is_ours and bool(getattr(resolve(path).func, "is_page", False))


@both_languages
@pytest.mark.parametrize("one", HTML, ids=lambda one: one.name)
def test_every_way_from_a_page_of_a_past_day_leads_to_the_same_day(
    client: Client, first_told: dict[str, Any], one: Address, language: str
) -> None:
    path = path_of(one, language)
    response = client.get(f"{path}?text=ihk&q=Gewerbe&stand=2019-03-01")
    assert response.status_code == 200
    html = parse(response.content.decode())
    [main] = html.all("main")
    back = [a for a in main.all("a") if a.attributes["href"] == f"{path}?text=ihk&q=Gewerbe"]
    assert len(back) == 1, "the way back to today"
    seen = 0
    for kind, href in ways(html):
        is_hit = one.name == "web:search" and href.startswith(("/plaene/", "/en/plaene/"))
        if not leads_to_a_page(href) or href == back[0].attributes["href"]:
            continue
        if one.name == "web:gallery" and href in {path, f"{path}?"}:  # an invented example
            continue
        if is_hit and any(a.attributes["href"] == href for a in main.all("a")):
            assert "stand" not in href
            continue
        assert parse_qs(urlsplit(unescape(href)).query).get("stand") == ["2019-03-01"], href
        assert kind != "canonical"
        seen += 1
    assert seen > 8


@pytest.mark.parametrize("one", HTML, ids=lambda one: one.name)
def test_a_page_says_which_day_it_shows(
    client: Client, first_told: dict[str, Any], one: Address
) -> None:
    path = path_of(one)
    html = client.get(f"{path}?stand=2019-03-01").content.decode()
    data = client.get(f"{path_of(one, suffix='json')}?stand=2019-03-01").json()
    today = client.get(path).content.decode()
    assert "nicht der heutige Stand" not in today
    assert 'rel="canonical"' not in today
    if one.name in SHOW_TODAY:
        words = "Diese Seite zeigt den heutigen Stand, nicht den vom 1. März 2019."
        assert words in html
        assert (data["as_of"], data["notice"]) == (None, words)
        assert 'type="date"' not in today
    else:
        assert "Stand vom 1. März 2019 – nicht der heutige Stand" in html
        assert (data["as_of"], data["notice"]) == ("2019-03-01", None)
        for shown in (html, today):
            assert shown.count('type="date"') == (3 if one.name in COMPARES_DAYS else 1)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_a_past_day_is_not_for_search_engines_and_names_the_page_of_today(
    client: Client, first_told: dict[str, Any], one: Address
) -> None:
    path = path_of(one)
    response = client.get(f"{path}?stand=2019-03-01")
    assert response["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get(path)
    if one.page_format == "html":
        html = response.content.decode()
        assert '<meta name="robots" content="noindex">' in html
        assert f'<link rel="canonical" href="http://testserver{path}">' in html


@pytest.mark.parametrize("one", DATED, ids=lambda one: one.name)
def test_a_file_of_a_past_day_names_it(
    client: Client, first_told: dict[str, Any], one: Address
) -> None:
    for suffix in ("json", "csv"):
        path = path_of(one, suffix=suffix)
        past = client.get(f"{path}?stand=2019-03-01")
        name = str(past["Content-Disposition"])
        assert re.search(rf'filename="[a-z0-9.-]+-stand-2019-03-01\.{suffix}"', name, re.I), name
        assert "2019" not in client.get(path).get("Content-Disposition", "")
    lines = past.content.decode().splitlines()
    assert lines[0].endswith(",Stand vom")
    assert all(line.endswith(",2019-03-01") for line in lines[1:] if not line.endswith('"'))


# A history reads every version of nine tables and the names that each of them may use.
BUDGETS = {"plan:measures": 10, "plan:measure": 8, "plan:measure-history": 24}


@both_languages
@pytest.mark.parametrize("one", DATED, ids=lambda one: one.name)
def test_a_past_day_costs_no_more_statements(
    client: Client, first_told: dict[str, Any], one: Address, language: str
) -> None:
    if one.name == "plan:findings":
        pytest.skip("it reads a whole plan, a table after the other, on any day")
    with CaptureQueriesContext(connection) as found:
        assert client.get(f"{path_of(one, language)}?stand=2019-03-01").status_code == 200
    assert len(found) <= BUDGETS.get(one.name, 12)


REFUSED: list[tuple[str, int, str]] = [
    ("gestern", 400, "„gestern“ ist kein Tag. Bitte so schreiben: 2019-03-01"),
    ("2019-02-30", 400, "„2019-02-30“ ist kein Tag."),
    ("20190301", 400, "„20190301“ ist kein Tag."),
    ("2019-W09-5", 400, "„2019-W09-5“ ist kein Tag."),
    ("%00" + "9" * 5000, 400, "ist kein Tag."),
    ("<script>", 400, "ist kein Tag."),
    ("2019-03-01&stand=2019-03-02", 400, "Die Adresse nennt mehrere Tage."),
    ("9999-12-31", 404, "Der Tag 9999-12-31 liegt in der Zukunft."),
    ("0001-01-01", 404, "So weit zurück reicht hier nichts"),
]


@pytest.mark.parametrize(("given", "status", "words"), REFUSED, ids=lambda one: str(one)[:20])
def test_what_is_no_day_that_was_is_told_in_plain_words(
    client: Client, first_told: dict[str, Any], given: str, status: int, words: str
) -> None:
    for one in PAGES:
        if one.name.startswith("plan:measures"):
            refuses(client, one, given, status, words)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_every_page_refuses_what_is_no_day(
    client: Client, first_told: dict[str, Any], one: Address
) -> None:
    for given, status, words in (REFUSED[0], REFUSED[-1]):
        refuses(client, one, given, status, words)


@pytest.mark.parametrize("one", PAGES, ids=lambda one: one.name)
def test_a_day_before_the_plan_is_told_in_plain_words(
    client: Client, first_told: dict[str, Any], one: Address
) -> None:
    if "<slug:plan>" in one.route:
        told = "Am 2017-12-31 galt der Plan „berlin-2018-2021“ noch nicht; er beginnt am 2018-01-01"
        refuses(client, one, "2017-12-31", 404, told)


def refuses(client: Client, one: Address, given: str, status: int, words: str) -> None:
    path = path_of(one)
    response = client.get(f"{path}?text=ihk&stand={given}")
    assert response.status_code == status
    text = response.content.decode()
    shape: dict[str, Callable[[], bool]] = {
        "html": lambda: words in unescape(text) and "<script" not in text,
        "json": lambda: words in json.loads(text)["detail"],
        "csv": lambda: words in text,
    }
    assert shape[one.page_format](), text
    kind = {"html": "text/html", "json": "application/problem+json", "csv": "text/plain"}
    assert response["Content-Type"].startswith(kind[one.page_format])
    if one.page_format == "html":
        [main] = parse(text).all("main")
        assert main.all("a")[0].attributes["href"] == f"{path}?text=ihk"
        assert [i.attributes["name"] for i in main.all("input")] == ["text", "stand"]


def test_what_came_later_is_told_with_the_way_to_it(client: Client) -> None:
    one, both = measure("hafen.1.I"), late("hafen.1.II")
    plan_import(document=document(one), actor="test")
    later = document(one, both, nodes=[node("hafen"), node("hafen.1")])
    plan_import(document=later, actor="test", effective_on=dt.date(2021, 6, 1))
    page = "/plaene/klein/massnahmen/hafen.1.II"
    assert client.get(page + "?stand=2021-06-01").status_code == 200
    refused = client.get(page + "?stand=2021-05-31")
    assert refused.status_code == 404
    html = refused.content.decode()
    assert "Am 31. Mai 2021 stand das nicht im Plan." in html
    assert parse(html).all("main")[0].all("a")[0].attributes["href"] == page


def test_the_day_of_today_is_today(client: Client) -> None:
    plan_import(document=document(measure("hafen.1.I")), actor="test")
    response = client.get("/plaene/klein/massnahmen", {"stand": timezone.localdate().isoformat()})
    html = response.content.decode()
    assert "nicht der heutige Stand" not in html
    assert 'href="/plaene/klein/ziele"' in html
    assert client.get("/plaene/klein/massnahmen.json").json()["as_of"] is None


@pytest.mark.parametrize("given", ["", "   "])
def test_no_day_is_today(client: Client, first_told: dict[str, Any], given: str) -> None:
    for one in PAGES:
        response = client.get(path_of(one), {"stand": given})
        assert response.status_code == 200
        assert "X-Robots-Tag" not in response


def test_a_page_that_shows_today_on_a_past_day_must_be_listed() -> None:
    assert {one.name for one in HTML} >= SHOW_TODAY
    assert len(DATED) >= 10
