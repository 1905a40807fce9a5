# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The search page answers every query with hits or with a clear sentence."""

import csv
import io
from urllib.parse import quote, urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leitstand.core.search.services import index_replace
from leitstand.plan.document import PlanDocument
from tests.core.search.made import page

pytestmark = pytest.mark.django_db


def ask(client: Client, text: str, address: str = "/suche", **given: str) -> str:
    response = client.get(
        f"{address}?{urlencode({'q': text, **given})}", headers={"host": "localhost"}
    )
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def pages() -> None:
    index_replace(
        plan="ulm",
        documents=[
            page("ulm", "Plan Ulm", kind="plan", arguments={"plan": "ulm"}, route="plan:glance"),
            page("a.1.I", "Gewerbeflächen & <b>Recht</b>", "Gute Flächen sichern", label="A 1 I"),
            page("a.1.II", "Messen", "Auch dort: Flächen"),
        ],
    )


def test_a_hit_leads_to_its_page_with_the_word_marked(client: Client, pages: None) -> None:
    html = ask(client, "Flächen")
    assert (
        '<a class="ls-link" href="/plaene/ulm/massnahmen/a.1.I"><mark>Gewerbeflächen</mark> &amp;'
        in html
    )
    assert "2 Treffer" in html


def test_nothing_found_becomes_markup(client: Client, pages: None) -> None:
    html = ask(client, 'Recht"><script>alert(1)</script>')
    assert "<script>" not in html
    assert "<b>" not in html
    assert "&lt;b&gt;<mark>Recht</mark>&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Bitte geben Sie ein Wort ein."),
        ("   ", "Bitte geben Sie ein Wort ein."),
        ("und der die", "Diese Wörter stehen in fast jedem Text."),
        ("?!", "In der Anfrage steht kein Wort."),
        ("x" * 10_000, "Die Anfrage ist zu lang: höchstens 200 Zeichen."),
        ("flächen " * 1_250, "Die Anfrage ist zu lang: höchstens 200 Zeichen."),
        ("Quastenflosser", "Keine Treffer."),
    ],
)
def test_what_cannot_be_answered_is_said(
    client: Client, pages: None, text: str, sentence: str
) -> None:
    assert sentence in ask(client, text)


def test_a_query_that_is_too_long_stays_in_the_box_as_far_as_it_may(client: Client) -> None:
    assert f'value="{"x" * 200}"' in ask(client, "x" * 10_000)


@pytest.mark.parametrize(
    "text", ["\x00", "\u202e", "%", "_", "\\", "a AND (b", '"', "NEAR(a b)", "a:b*", "💡"]
)
def test_no_sign_breaks_the_page(client: Client, pages: None, text: str) -> None:
    ask(client, text)
    ask(client, f"Flächen {text}", art=text, plan=text, seite=text)


def test_bytes_that_are_no_text_do_not_break_the_page(client: Client) -> None:
    assert client.get("/suche?q=%ff%fe%c3", headers={"host": "localhost"}).status_code == 200


def test_filters_narrow_and_stay_in_the_form(client: Client, pages: None) -> None:
    index_replace(plan="jena", documents=[page("j.1.I", "Flächen", plan="jena")])
    html = ask(client, "Flächen", plan="jena", art="measure")
    assert "1 Treffer" in html
    assert '<option value="jena" selected>' in html
    assert '<option value="measure" selected>' in html
    assert "0 Treffer" not in ask(client, "Flächen", art="goal")
    assert "Keine Treffer." in ask(client, "Flächen", art="goal")


def test_many_hits_are_leafed_through(client: Client) -> None:
    index_replace(plan="ulm", documents=[page(f"a.1.{n}", f"Fläche {n}") for n in range(45)])
    first, last = ask(client, "Fläche"), ask(client, "Fläche", seite="3")
    assert first.count("ls-hits__title") == 20
    assert last.count("ls-hits__title") == 5
    assert f'href="/suche?q={quote("Fläche")}&amp;seite=2" rel="next"' in first
    assert 'rel="next"' not in last
    assert 'rel="prev"' in last


def test_the_data_say_what_the_page_says(client: Client, pages: None) -> None:
    address = f"?{urlencode({'q': 'Flächen'})}"
    document = client.get(f"/suche.json{address}", headers={"host": "localhost"}).json()
    assert (document["total"], document["fault"], document["query"]) == (2, None, "Flächen")
    records = document["tables"]["treffer"]["records"]
    assert [record["id"] for record in records] == ["a.1.I", "a.1.II"]
    text = client.get(f"/suche.csv{address}", headers={"host": "localhost"}).content.decode(
        "utf-8-sig"
    )
    assert [row[5] for row in csv.reader(io.StringIO(text))][1:] == ["a.1.I", "a.1.II"]


def test_a_fault_has_a_name_in_the_data(client: Client) -> None:
    document = client.get("/suche.json?q=und", headers={"host": "localhost"}).json()
    assert (document["fault"], document["total"]) == ("stop_words", 0)


def test_the_english_page_searches_english_texts(client: Client, berlin: PlanDocument) -> None:
    html = ask(client, "commercial land", "/en/suche")
    assert 'href="/en/plaene/berlin-2018-2021/massnahmen/flaechen.1.I"' in html


def test_every_other_page_has_the_box_and_the_search_page_only_its_own(client: Client) -> None:
    box = '<form class="ls-search" method="get" action="/suche" role="search"'
    assert box in client.get("/impressum", headers={"host": "localhost"}).content.decode()
    html = ask(client, "")
    assert box not in html
    assert html.count('role="search"') == 1


@pytest.mark.parametrize(
    ("text", "budget"),
    [
        ("", 0),
        ("und", 0),
        ("Flächen", 5),
        ("Gewerbeflächen", 5),
        ("Wer kümmert sich um Gewerbeflächen?", 5),
        ("gewerbefl", 6),
        ("Flächennutsung", 10),
    ],
)
def test_a_search_needs_few_statements(
    client: Client, berlin: PlanDocument, text: str, budget: int
) -> None:
    with CaptureQueriesContext(connection) as captured:
        ask(client, text)
    assert len(captured) <= budget, [query["sql"] for query in captured]
