# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a reader asks the list of measures for stands in the address; the list answers all of it."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from leitstand.plan.document import Measure, PlanDocument
from tests.plan.pages import PLAN, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_berlin")]
LIST = f"{PLAN}/massnahmen"
Keeps = Callable[[Measure], bool]


def held(measure: Measure, **wanted: str) -> bool:
    """Whether one role of the measure is all that is wanted."""
    return any(all(getattr(r, k) == v for k, v in wanted.items()) for r in measure.roles)


# Question, and which measures answer it, said independently of the filter.
QUESTIONS: dict[str, tuple[dict[str, str], Keeps]] = {
    "branch": ({"thema": "flaechen"}, lambda m: m.cluster == "flaechen"),
    "field": ({"thema": "flaechen.2"}, lambda m: m.node == "flaechen.2"),
    "trunk": (
        {"thema": "rahmenbedingungen"},
        lambda m: m.cluster in {"flaechen", "finanzierung", "verwaltung-infrastruktur", "energie"},
    ),
    "institution": ({"institution": "ihk"}, lambda m: held(m, institution="ihk")),
    "role": ({"rolle": "joint"}, lambda m: held(m, role="joint")),
    "phase": ({"phase": "Umsetzung"}, lambda m: held(m, phase="Umsetzung")),
    "text": ({"text": "GEFIS"}, lambda m: "gefis" in (m.title.de + m.summary.de).casefold()),
    "role of an institution": (
        {"institution": "sensw", "rolle": "contributor"},
        lambda m: held(m, institution="sensw", role="contributor"),
    ),
    "role in a phase": (
        {"institution": "sensw", "rolle": "lead", "phase": "Programmierung"},
        lambda m: held(m, institution="sensw", role="lead", phase="Programmierung"),
    ),
    "all at once": (
        {"thema": "flaechen", "institution": "sensw", "rolle": "lead", "text": "flächen"},
        lambda m: m.cluster == "flaechen" and held(m, institution="sensw", role="lead"),
    ),
    "nothing": (dict.fromkeys(("thema", "institution", "rolle", "phase", "text"), ""), bool),
}


def found(client: Client, question: dict[str, str]) -> list[str]:
    content = client.get(f"{LIST}.json", question).json()
    return [row["id"] for row in content["tables"]["massnahmen"]["records"]]


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_list_answers_the_question(
    client: Client, name: str, standing_berlin: PlanDocument
) -> None:
    question, keeps = QUESTIONS[name]
    expected = [m.id for m in standing_berlin.measures if keeps(m)]
    assert found(client, question) == expected != []


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_page_counts_what_it_shows_and_keeps_the_question(client: Client, name: str) -> None:
    question, _keeps = QUESTIONS[name]
    html = parse(client.get(LIST, question).content.decode())
    wholes = {
        key.removesuffix(".A").removesuffix(".B").removesuffix(".C")
        for key in found(client, question)
    }
    [count] = [p.text for p in html.all("p") if p.attributes.get("role") == "status"]
    is_asked = any(question.values())
    assert count == (f"{len(wholes)} von 90 Maßnahmen" if is_asked else "90 Maßnahmen")
    for select in html.all("select"):
        chosen = [o.attributes["value"] for o in select.all("option") if "selected" in o.attributes]
        asked = question.get(select.attributes["name"], "")
        if asked != "flaechen.2":  # fields can be asked for, but are not offered
            assert chosen == ([asked] if asked else [])
    if is_asked:
        links = [a.attributes["href"] for a in html.all("a")]
        assert f"{LIST}.csv?{urlencode(question)}" in links
        assert LIST in links


@pytest.mark.parametrize(
    "question",
    [
        {"thema": "hafen"},
        {"institution": "niemand"},
        {"rolle": "chef"},
        {"phase": "Abbau"},
        {"text": "gibtesnicht"},
        {"institution": "ihk", "rolle": "lead", "phase": "Programmierung"},
        {"text": "x" * 10_000},
        {"thema": "' OR 1=1 --"},
    ],
)
def test_where_nothing_fits_the_page_says_so(client: Client, question: dict[str, str]) -> None:
    html = client.get(LIST, question).content.decode()
    assert "Keine Maßnahme passt zu diesen Filtern." in html
    assert found(client, question) == []
    assert client.get(f"{LIST}.csv", question).content.decode().count("\r\n") == 1


@pytest.mark.parametrize(
    "query",
    [
        "text=%00",
        "text=IHK%00&institution=%00ihk",
        "text=%FF%FE",
        "text=%ED%A0%80",
        "thema",
        "thema=&thema=flaechen",
        "unbekannt=1",
        "text=" + "%C3%A4" * 10_000,
        "text=%3Cscript%3Ealert(1)%3C/script%3E",
        "&".join(f"a{n}=1" for n in range(500)),
    ],
)
@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
def test_a_strange_question_is_answered(client: Client, query: str, suffix: str) -> None:
    response = client.get(f"{LIST}{suffix}?{query}")
    assert response.status_code == 200
    assert b"<script>" not in response.content or suffix
    assert b"\x00" not in response.content
    assert b"\\u0000" not in response.content
    if not suffix:
        parse(response.content.decode())


def test_the_word_is_sought_in_what_the_reader_sees(client: Client) -> None:
    english = client.get(f"/en{LIST}.json", {"text": "welcome"}).json()
    german = client.get(f"{LIST}.json", {"text": "fachkräfte 1"}).json()
    assert english["tables"]["massnahmen"]["records"]
    assert german["tables"]["massnahmen"]["records"]


def test_upper_and_lower_case_are_one(client: Client) -> None:
    answers = [found(client, {"text": word}) for word in ("gefis", "GEFIS", " Gefis ")]
    assert answers[0] == answers[1] == answers[2] != []


def test_several_words_must_all_be_there(client: Client) -> None:
    one, other = found(client, {"text": "flächen"}), found(client, {"text": "gefis"})
    assert set(found(client, {"text": "gefis flächen"})) == set(one) & set(other)


@pytest.mark.parametrize("key", ["thema", "institution", "phase"])
def test_every_choice_that_is_offered_finds_something(client: Client, key: str) -> None:
    html = parse(client.get(LIST).content.decode())
    [select] = [s for s in html.all("select") if s.attributes["name"] == key]
    values = [option.attributes["value"] for option in select.all("option")][1:]
    assert len(values) > 3
    assert [value for value in values if not found(client, {key: value})] == []
