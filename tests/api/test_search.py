# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The interface finds what the search page finds."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from leitstand.plan.document import PlanDocument
from tests.api.conftest import Ask, Edit

SEARCH = "/search?q="


@pytest.mark.parametrize(
    "question", ["Flächen", "Messe", "senweb", "Berufsorientierung in Schulen"]
)
@pytest.mark.parametrize("more", ["", "&art=measure", "&plan=berlin-2018-2021"])
def test_hits_are_those_of_the_page(
    ask: Ask, client: Client, berlin: PlanDocument, question: str, more: str
) -> None:
    page = client.get(f"/suche.json?q={question}{more}").json()
    found = ask(f"{SEARCH}{question}{more}")
    ids = [hit["id"] for hit in found["hits"]]
    assert ids == [row["id"] for row in page["tables"]["treffer"]["records"]]
    assert (found["total"], found["query"]) == (page["total"], page["query"])
    assert ids


@pytest.mark.parametrize("question", ["Flächen", "SenWEB", "Masterplan"])
def test_every_hit_leads_to_the_thing_and_to_its_page(
    ask: Ask, client: Client, berlin: PlanDocument, question: str
) -> None:
    hits = ask(f"{SEARCH}{question}&limit=50")["hits"]
    assert hits
    for hit in hits:
        assert client.get(hit["page"]).status_code == 200
        assert (hit["url"] is None) == (hit["kind"] == "node")
        if hit["url"]:
            thing = ask(hit["url"].removeprefix("/api/v1"))
            assert hit["id"] in {thing.get("id"), thing["plan"], *_entries(thing)}


def _entries(thing: Any) -> set[str]:
    return {entry["id"] for entry in thing.get("entries", ())}


def test_no_more_hits_are_told_than_were_asked_for(ask: Ask, berlin: PlanDocument) -> None:
    few, many = ask(f"{SEARCH}Berlin&limit=3"), ask(f"{SEARCH}Berlin&limit=500")
    assert few["hits"] == many["hits"][:3]
    assert few["total"] == many["total"] > 3


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "Bitte geben Sie ein Wort ein."),
        ("der die das", "Diese Wörter stehen in fast jedem Text."),
        ("!?", "In der Anfrage steht kein Wort."),
        ("Xylophonbau", "Keine Treffer."),
    ],
)
def test_where_nothing_is_found_the_answer_says_why(
    ask: Ask, small: PlanDocument, question: str, message: str
) -> None:
    found = ask(f"{SEARCH}{question}")
    assert found["hits"] == []
    assert found["message"].startswith(message)


def test_a_misspelt_word_is_told_with_what_was_looked_for(ask: Ask, berlin: PlanDocument) -> None:
    found = ask(f"{SEARCH}Digitalisirung")
    assert found["hits"]
    assert found["replaced"].keys() == {"Digitalisirung"}


def test_an_edit_is_found_at_once(ask: Ask, edit: Edit) -> None:
    assert ask(f"{SEARCH}Leuchtturm")["hits"] == []
    edit("Leuchtturm")
    assert [hit["id"] for hit in ask(f"{SEARCH}Leuchtturm")["hits"]] == ["hafen.1.I"]


@pytest.mark.parametrize(
    ("question", "parameter"),
    [
        ("", "q"),
        ("q=" + "x" * 10_000, "q"),
        ("q=x&art=alles", "art"),
        ("q=x&limit=0", "limit"),
        ("q=x&stand=2020-01-01", "stand"),
    ],
)
def test_a_question_that_does_not_fit_names_its_parameter(
    client: Client, small: PlanDocument, question: str, parameter: str
) -> None:
    response = client.get(f"/api/v1/search?{question}")
    assert response.status_code == 422
    assert [one["parameter"] for one in response.json()["errors"]] == [parameter]


def test_a_plan_that_is_not_here_is_told(client: Client, small: PlanDocument) -> None:
    response = client.get("/api/v1/search?q=x&plan=gibtsnicht")
    assert response.status_code == 404
    assert "klein" in response.json()["detail"]


def test_a_search_costs_the_pages_statements_and_one(
    client: Client, berlin: PlanDocument, settings: Settings
) -> None:
    settings.LEITSTAND_API_RATE = 0
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/api/v1/search?q=Flächen").status_code == 200
    assert len(captured) <= 6
