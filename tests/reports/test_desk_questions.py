# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A written question of parliament: asked by a form, answered at an address that repeats itself."""

import datetime as dt
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.document import PlanDocument
from leitstand.reports.asking import MOST_WORDS, Asked, asked_from, asked_query, packed, unpacked
from leitstand.reports.inputs import ParliamentQuestion
from leitstand.reports.refusals import ReportRefused
from tests.people import NOBODY, ROLES, ClientOf
from tests.reports.desk_cast import MEASURE, PLAN, published_round
from tests.steering.cast import text

FORM = "/geschaeftsstelle/anfragen"
ANSWER = f"{FORM}/antwort"
WORDS = "Wie steht es um die Flächen?\n\nWas ist <b>geplant</b>?"
ASKED = {
    "number": "19/12 345",
    "asked_by": "Abgeordnete Muster",
    "words": WORDS,
    "day": "2018-12-31",
    "language": "de",
    "m": [MEASURE],
}


@pytest.fixture
def office(client_of: ClientOf, berlin: PlanDocument) -> Client:
    published_round()
    return client_of("office")


def asked(office: Client, **changes: Any) -> Any:
    return office.post(FORM, ASKED | {"tun": "zeigen"} | changes)


@pytest.mark.django_db
def test_a_question_is_answered_at_an_address_that_gives_the_same_files_again(
    office: Client,
) -> None:
    answer = asked(office)
    assert answer.status_code == 302
    place = answer["Location"]
    page = text(office.get(place))
    assert "Wie steht es um die Flächen?" in page
    assert "<b>geplant</b>" not in office.get(place).content.decode()
    assert "Runde Herbst 2018" in page
    assert "Beispieldaten" in page
    query = urlsplit(place).query
    for form in ("json", "html", "pdf", "xlsx"):
        first = office.get(f"{ANSWER}/de.{form}?{query}")
        assert first.status_code == 200
        assert office.get(f"{ANSWER}/de.{form}?{query}").content == first.content
        assert first["Content-Disposition"].endswith(f'filename="antwort-2018-12-31-de.{form}"')
    assert office.get(f"{ANSWER}/en.json?{query}").json()["language"] == "en"


@pytest.mark.django_db
def test_what_is_frozen_later_does_not_change_the_answer_at_its_address(office: Client) -> None:
    query = parse_qs(urlsplit(asked(office)["Location"]).query)
    [moment] = query["bis"]
    assert dt.datetime.fromisoformat(moment) <= dt.datetime.now(dt.UTC)
    known = f"plan={PLAN}&tag=2018-12-31&m={MEASURE}&bis="
    assert "Runde Herbst 2018" in text(office.get(f"{ANSWER}?{known}2018-12-01T00:00:00%2B00:00"))
    # The round was frozen on 20 November.
    before = text(office.get(f"{ANSWER}?{known}2018-11-19T00:00:00%2B00:00"))
    assert "Runde Herbst 2018" not in before


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"m": []}, "mindestens eine Maßnahme"),
        ({"m": ["hafen.9.I"]}, "hafen.9.I"),
        ({"day": "2099-01-01"}, "Zukunft"),
        ({"day": "gestern"}, ""),
        ({"day": ""}, ""),
        ({"words": "x" * (MOST_WORDS + 1)}, ""),
        ({"language": "fr"}, ""),
        ({"m": [f"hafen.{one}.I" for one in range(101)]}, "zu viele Maßnahmen"),
    ],
)
def test_what_cannot_be_answered_comes_back_with_a_reason(
    office: Client, changes: dict[str, Any], sentence: str
) -> None:
    answer = asked(office, **changes)
    page = text(answer)
    assert answer.status_code == 422
    assert "Das hat noch nicht geklappt" in page
    assert sentence in page
    assert "Abgeordnete Muster" in page


@pytest.mark.django_db
def test_the_list_is_filtered_without_losing_what_was_written(office: Client) -> None:
    answer = office.post(FORM, ASKED | {"tun": "filtern", "suche": "data hub", "day": "unfertig"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="smart-city.2.I"' in page
    assert f'value="{MEASURE}" checked' in page
    assert page.count('name="m"') < 12
    assert "Abgeordnete Muster" in page
    nothing = text(office.post(FORM, ASKED | {"tun": "filtern", "suche": "xyzzy", "m": []}))
    assert "Dazu passt keine Maßnahme." in nothing


@pytest.mark.django_db
def test_the_answer_leads_back_to_the_filled_form(office: Client) -> None:
    place = asked(office)["Location"]
    page = office.get(f"{FORM}?{urlsplit(place).query}").content.decode()
    assert "Abgeordnete Muster" in page
    assert "Wie steht es um die Flächen?" in page
    assert f'value="{MEASURE}" checked' in page
    assert 'value="2018-12-31"' in page


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 422),
        ("tag=2018-12-31", 422),
        (f"plan={PLAN}&tag=2018-12-31&m={MEASURE}&frage=kaputt!", 422),
        (f"plan={PLAN}&tag=2018-12-31&m={MEASURE}&bis=gestern", 422),
        (f"plan={PLAN}&tag=2018-12-31&m={MEASURE}&bis=2020-01-01", 422),
        (f"plan={PLAN}&tag=2099-12-31&m={MEASURE}", 422),
        (f"plan={PLAN}&tag=2018-12-31&m=%00", 422),
        (f"plan=anderswo&tag=2018-12-31&m={MEASURE}", 404),
        (f"plan={PLAN}&tag=2018-12-31&m={MEASURE}", 200),
    ],
)
def test_an_address_that_was_cut_or_made_up_is_told_so(
    office: Client, query: str, status: int
) -> None:
    assert office.get(f"{ANSWER}?{query}").status_code == status
    assert office.get(f"{ANSWER}/de.json?{query}").status_code == status


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*ROLES, NOBODY])
def test_only_the_office_answers_questions(
    client_of: ClientOf, berlin: PlanDocument, role: str
) -> None:
    client = client_of(role)
    query = f"plan={PLAN}&tag=2018-12-31&m={MEASURE}"
    for path in (FORM, f"{ANSWER}?{query}", f"{ANSWER}/de.json?{query}"):
        assert (client.get(path).status_code == 200) == (role == "office"), path


@given(st.text(max_size=300))
def test_the_words_of_a_question_travel_whole(words: str) -> None:
    assert unpacked(packed(words)) == words


def test_a_few_bytes_that_stand_for_gigabytes_are_refused() -> None:
    for given_ in (packed("x" * 10 * MOST_WORDS), "A" * 50_000, packed("abc")[:-3]):
        with pytest.raises(ReportRefused):
            unpacked(given_)


def test_a_question_is_the_same_after_its_address() -> None:
    until = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    question = ParliamentQuestion("p", ("a", "b"), dt.date(2020, 1, 2), WORDS, "19/1", "M. & N.")
    for one in (Asked(question), Asked(question, until)):
        found = parse_qs(asked_query(one))
        flat = {name: values[0] for name, values in found.items()}
        assert asked_from(flat, found["m"]) == one
