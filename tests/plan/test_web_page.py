# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The page of the web: its question stands in the address, and what it cannot answer it says."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client

from tests.plan.pages import PLAN, Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_berlin")]
WEB = f"{PLAN}/geflecht"
QUESTION = {"thema": "flaechen", "institution": "sensw", "art": "senate", "rolle": "lead"}


def page(client: Client, question: dict[str, str] | None = None, prefix: str = "") -> Element:
    return parse(client.get(f"{prefix}{WEB}", question or {}).content.decode())


def classed(html: Element, name: str) -> list[Element]:
    return [e for e in html.all() if name in e.attributes.get("class", "").split()]


def test_the_form_shows_what_was_asked(client: Client) -> None:
    chosen = {
        select.attributes["name"]: option.attributes["value"]
        for select in page(client, QUESTION).all("select")
        for option in select.all("option")
        if "selected" in option.attributes
    }
    assert chosen == QUESTION


def test_every_active_filter_has_its_way_out_and_leaves_the_others(client: Client) -> None:
    ways = [
        {key: value for key, [value] in parse_qs(urlsplit(link.attributes["href"]).query).items()}
        for link in classed(page(client, QUESTION), "ls-active__filter")
    ]
    assert sorted(ways, key=str) == sorted(
        ({k: v for k, v in QUESTION.items() if k != name} for name in QUESTION), key=str
    )


def test_data_and_other_tables_keep_the_question(client: Client) -> None:
    html = page(client, QUESTION)
    links = [a.attributes["href"] for a in html.all("a")]
    data = [href for href in links if href.startswith((f"{WEB}.json", f"{WEB}.csv"))]
    assert {urlsplit(href).query.partition("&tabelle=")[2] for href in data} >= {"themen", ""}
    for href in data:
        asked = {key: value for key, [value] in parse_qs(urlsplit(href).query).items()}
        asked.pop("tabelle", None)
        assert asked == QUESTION
        assert client.get(href).status_code == 200


def institution_rows(html: Element) -> list[Element]:
    """The rows of the picture, without the one that counts by measure."""
    return [row for row in classed(html, "ls-strips__row") if row.all("th")[0].all("a")]


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"thema": "hafen"}, "Das Thema „hafen“ gibt es in diesem Plan nicht."),
        ({"institution": "niemand"}, "Eine Institution „niemand“ hat in diesem Plan keine Rolle."),
        (
            {"institution": "bezirk-mitte"},
            "Eine Institution „bezirk-mitte“ hat in diesem Plan keine Rolle.",
        ),
        ({"art": "verein"}, "Die Art „verein“ gibt es nicht."),
        ({"rolle": "chef"}, "Die Rolle „chef“ gibt es nicht."),
    ],
)
def test_what_the_plan_does_not_know_is_said(
    client: Client, question: dict[str, str], sentence: str
) -> None:
    html = page(client, question)
    [alert] = classed(html, "kern-alert--warning")
    assert sentence in alert.text
    assert "Keine Bindung passt" in html.text
    answer = client.get(f"{WEB}.json", question).json()
    assert answer["problems"] == [sentence]
    assert answer["tables"]["bindungen"]["records"] == []


def test_what_is_known_but_meets_nothing_is_said(client: Client) -> None:
    html = page(client, {"thema": "energie", "rolle": "lead"})
    assert classed(html, "kern-alert--warning") == []
    assert "Keine Bindung passt" in html.text
    # That nobody leads there is what the reader came for.
    assert len(classed(html, "kern-table__row")) >= 7


@pytest.mark.parametrize(
    "query",
    ["thema=%00", "art=%FF%FE", "institution=" + "%C3%A4" * 10_000, "rolle=%3Cscript%3E", "x=1"],
)
@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
def test_a_strange_question_is_answered(client: Client, query: str, suffix: str) -> None:
    response = client.get(f"{WEB}{suffix}?{query}")
    assert response.status_code == 200
    if not suffix:
        assert b"<script>" not in response.content
        parse(response.content.decode())


def test_the_groups_hold_every_institution_once(client: Client) -> None:
    html = page(client)
    heads = [row.all("th")[0].text for row in classed(html, "ls-strips__group")]
    assert heads == [
        "In mehreren Feldern beteiligt 24",
        "In einem Feld mehrmals beteiligt 12",
        "Nur an einer Maßnahme beteiligt 42",
        "Nur genannt, ohne eigene Rolle 7",
    ]
    names = [
        row.all("a")[0].text for row in classed(html, "ls-strips__row") if row.all("th")[0].all("a")
    ]
    assert len(names) == len(set(names)) == 24 + 12 + 42 + 7


def test_a_part_of_the_web_does_not_call_anyone_bound_once(client: Client) -> None:
    html = page(client, {"thema": "marketing"})
    assert "Nur an einer gewählten Maßnahme beteiligt" in html.text
    assert "Nur an einer Maßnahme beteiligt" not in html.text


def test_a_topic_keeps_its_letter_in_a_part(client: Client) -> None:
    [key] = classed(page(client, {"thema": "marketing-feld"}), "ls-strips__key")
    assert key.text == "J Marketing"


def test_an_institution_that_is_asked_for_stands_first(client: Client) -> None:
    for who in ("uvb", "zewk"):
        first = institution_rows(page(client, {"institution": who}))[0]
        assert first.all("a")[0].attributes["href"].endswith(f"/{who}")


def test_a_screen_reader_hears_every_row_in_words(client: Client) -> None:
    html = page(client)
    kinds = {"Federführung", "in Verbindung mit", "Mitarbeit", "nur genannt"}
    for row in classed(html, "ls-strips__row"):
        for drawing in row.all("svg"):
            assert drawing.attributes["aria-hidden"] == "true"
            assert {a.attributes["tabindex"] for a in drawing.all("a")} <= {"-1"}
    for row in institution_rows(html):
        [words] = classed(row.all("td")[0], "kern-sr-only")
        assert words.text.partition(":")[0] in kinds
    [named] = [
        svg for svg in html.all("svg") if "ls-strips__names" in svg.attributes.get("class", "")
    ]
    assert named.attributes["role"] == "img"
    assert named.all("title")[0].text and named.all("desc")[0].text


def test_nobody_bound_is_named_apart(client: Client) -> None:
    answer = client.get(f"{PLAN}/institutionen.json").json()
    known = {row["institution"]["href"] for row in answer["tables"]["institutionen"]["records"]}
    html = page(client)
    linked = {a.attributes["href"] for a in html.all("a")}
    assert known <= linked


def test_the_picture_needs_no_style_and_no_script(client: Client) -> None:
    html = page(client)
    assert not html.all("script")
    assert not html.all("style")
    assert not [e for e in html.all() if "style" in e.attributes]
    assert not [e for e in html.all() for name in e.attributes if name.startswith("on")]


def test_the_english_page_is_english(client: Client) -> None:
    text = page(client, {"institution": "sensw"}, prefix="/en").all("main")[0].text
    for german in ("Federführung", "Mitarbeit", "Institutionen", "Maßnahme", "gesamt", "Alle "):
        assert german not in text
