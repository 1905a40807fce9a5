# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a reader asks the list of measures for stands in the address; the list answers all of it."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlencode

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
        # Whatever was asked is chosen, so that a form that is sent again loses nothing.
        asked = question.get(select.attributes["name"], "")
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
    assert set(found(client, {"text": "gefis flächen"})) == set(one) & set(other) != set()


def words_of(measure: Measure) -> str:
    return f"{measure.title.de} {measure.summary.de}".casefold()


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("Flächen", "gewerbeflächen"),
        ("Fläche", "gewerbeflächen"),
        ("flaechen", "gewerbeflächen"),
        ("Gewerbefläche", "gewerbeflächen"),
        ("Startup", "startups"),
        ("start up", "startups"),
    ],
)
def test_a_word_is_found_in_the_forms_and_compounds_it_takes(
    client: Client, standing_berlin: PlanDocument, asked: str, written: str
) -> None:
    expected = {m.id for m in standing_berlin.measures if written in words_of(m)}
    assert expected
    assert expected <= set(found(client, {"text": asked}))


def test_an_abbreviation_and_a_full_name_find_the_institution(
    client: Client, standing_berlin: PlanDocument
) -> None:
    led = {m.id for m in standing_berlin.measures if held(m, institution="senweb")}
    for words in ("SenWEB", "senweb", "Senatsverwaltung Wirtschaft Energie Betriebe"):
        assert led <= set(found(client, {"text": words})), words


def test_the_list_finds_what_the_search_finds_by_the_same_words(client: Client) -> None:
    for text in ("Gewerbeflächen", "Digitalagentur", "Breitband", "Ausbildung"):
        hits = client.get("/suche.json", {"q": text, "art": "measure"}).json()
        sought = {row["id"] for row in hits["tables"]["treffer"]["records"]}
        assert sought
        assert set(found(client, {"text": text})) & sought, text


def notes(client: Client, question: dict[str, str]) -> list[str]:
    told: list[str] = client.get(f"{LIST}.json", question).json()["notes"]
    return told


def test_where_no_measure_has_all_words_any_of_them_will_do_and_it_is_said(client: Client) -> None:
    question = {"text": "gefis wasserstoff"}
    assert found(client, question) == found(client, {"text": "gefis"}) != []
    assert notes(client, question) == [
        "Keine Maßnahme enthält alle Wörter; gezeigt sind die mit mindestens einem davon."
    ]
    assert notes(client, {"text": "gefis flächen"}) == []


def test_the_beginning_of_a_word_will_do_where_it_is_no_word_itself(client: Client) -> None:
    assert found(client, {"text": "Gewerbeflächeninf"}) == ["flaechen.1.II"]
    [note] = notes(client, {"text": "breitb"})
    assert "„breitb“" in note
    # "Bund" is a word, so it does not stand for "Bundesagentur".
    assert notes(client, {"text": "Bund"}) == []


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ({"thema": "hafen"}, "Das Thema „hafen“ gibt es in diesem Plan nicht."),
        ({"institution": "niemand"}, "Eine Institution „niemand“ hat in diesem Plan keine Rolle."),
        ({"rolle": "chef"}, "Die Rolle „chef“ gibt es nicht."),
        ({"phase": "Abbau"}, "Die Phase „Abbau“ kommt in diesem Plan nicht vor."),
        ({"text": "gibtesnicht"}, "„gibtesnicht“ steht in keiner Maßnahme dieses Plans."),
        ({"text": "der die das"}, "Diese Wörter stehen in fast jedem Text."),
        ({"text": "x" * 10_000}, "Die Anfrage ist zu lang: höchstens 200 Zeichen."),
        ({"text": "?!"}, "In der Anfrage steht kein Wort."),
    ],
)
def test_what_cannot_be_found_is_told_with_its_reason(
    client: Client, question: dict[str, str], sentence: str
) -> None:
    answer = client.get(f"{LIST}.json", question).json()
    assert [words for words in answer["problems"] if words.startswith(sentence)]
    html = parse(client.get(LIST, question).content.decode())
    [alert] = [e for e in html.all("div") if "kern-alert--warning" in e.attributes.get("class", "")]
    assert sentence in alert.text


def test_a_question_that_can_be_answered_has_no_problem(client: Client) -> None:
    for question, _keeps in QUESTIONS.values():
        assert client.get(f"{LIST}.json", question).json()["problems"] == []


def options(client: Client, question: dict[str, str]) -> dict[str, dict[str, int]]:
    """What the page offers, with the counts that it promises."""
    html = parse(client.get(LIST, question).content.decode())
    return {
        select.attributes["name"]: {
            option.attributes["value"]: int(option.text.rpartition("(")[2].rstrip(")"))
            for option in select.all("option")[1:]
        }
        for select in html.all("select")
    }


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"institution": "ihk"},
        {"thema": "flaechen", "rolle": "lead"},
        {"text": "flächen", "phase": "Umsetzung"},
        {"institution": "sensw", "rolle": "lead", "thema": "rahmenbedingungen"},
    ],
)
def test_a_choice_leaves_as_many_measures_as_it_promises(
    client: Client, question: dict[str, str]
) -> None:
    for name, values in options(client, question).items():
        for value, promised in list(values.items())[:12]:
            wholes = {
                key.rpartition(".")[0] if key[-2:] in {".A", ".B", ".C"} else key
                for key in found(client, question | {name: value})
            }
            assert len(wholes) == promised, (name, value)


def test_a_choice_that_would_leave_nothing_cannot_be_made_but_is_shown(client: Client) -> None:
    html = parse(client.get(LIST, {"institution": "ihk"}).content.decode())
    for select in html.all("select"):
        for option in select.all("option")[1:]:
            is_empty = option.text.endswith("(0)")
            assert ("disabled" in option.attributes) == is_empty
    values = options(client, {"institution": "ihk"})
    assert 0 in values["thema"].values()


def test_every_active_filter_can_be_taken_back_alone(client: Client) -> None:
    question = QUESTIONS["all at once"][0]
    html = parse(client.get(LIST, question).content.decode())
    links = [a for a in html.all("a") if a.attributes.get("class") == "ls-active__filter"]
    assert len(links) == len(question)
    for name in question:
        rest = {key: value for key, value in question.items() if key != name}
        assert f"{LIST}?{urlencode(rest)}" in {
            "?".join(sorted_query(a.attributes["href"], list(question))) for a in links
        }
    for link in links:
        assert link.attributes["aria-label"].startswith("Filter entfernen: ")
        assert client.get(link.attributes["href"]).status_code == 200


def sorted_query(href: str, order: list[str]) -> tuple[str, str]:
    """An address with its question in the order that was asked."""
    path, _mark, query = href.partition("?")
    pairs = sorted(parse_qsl(query), key=lambda pair: order.index(pair[0]))
    return path, urlencode(pairs)


@pytest.mark.parametrize("key", ["thema", "institution", "phase"])
def test_every_choice_that_is_offered_finds_something(client: Client, key: str) -> None:
    html = parse(client.get(LIST).content.decode())
    [select] = [s for s in html.all("select") if s.attributes["name"] == key]
    values = [option.attributes["value"] for option in select.all("option")][1:]
    assert len(values) > 3
    assert [value for value in values if not found(client, {key: value})] == []
