# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every error under /api/ is a problem document that says in plain words what happened."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.ui.api.problems import EXPLAINED_AT, Kind
from tests.contracts.schemas import mistakes
from tests.plan.documents import document, goal, late, measure

TAILS = (
    "",
    "/measures",
    "/measures/hafen.1.I",
    "/institutions",
    "/institutions/werft",
    "/goals",
    "/goals/hafen.a",
    "/nodes",
    "/findings",
)
CHANGES = "/api/v1/changes"
KLEIN = "/api/v1/plans/klein"


def problem(response: Any, kind: Kind) -> Any:
    """The body, after everything that holds for each problem was held against it."""
    assert response.status_code == kind.status, response.content
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "no-store"
    body = response.json()
    assert mistakes("problem", body) == []
    assert body["type"] == f"{EXPLAINED_AT}#{kind.value}"
    return body


@pytest.mark.parametrize(
    "path",
    [
        "/api/",
        "/api/v1/gibtsnicht",
        "/api/v2/plans",
        "/api/v1/plans/",
        "/api/v1/plans/klein/x/y",
        "/api/v1/plans/klein/measures/..%2f..%2fetc",
        "/api/v1/plans/%00",
        "/api/v1/plans/a%0Ab",
    ],
)
def test_an_address_that_leads_nowhere(client: Client, small: PlanDocument, path: str) -> None:
    assert problem(client.get(path), Kind.NOT_FOUND)["detail"].startswith("Unter dieser Adresse")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/plans/gibtsnicht",
        f"{KLEIN}/measures/hafen.9.I",
        f"{KLEIN}/goals/hafen.z",
        f"{KLEIN}/institutions/9999",
        "/api/v1/plans/1",
        "/api/v1/changes?plan=gibtsnicht",
    ],
)
def test_an_id_that_somebody_guessed_tells_nothing_but_that(
    client: Client, small: PlanDocument, path: str
) -> None:
    body = problem(client.get(path), Kind.NOT_FOUND)
    assert set(body) == {"type", "title", "status", "detail", "instance"}


@pytest.mark.parametrize("path", TAILS)
def test_a_day_before_the_plan_is_told_with_the_day_it_began(
    client: Client, small: PlanDocument, path: str
) -> None:
    body = problem(client.get(f"{KLEIN}{path}?stand=2019-12-31"), Kind.NOT_FOUND)
    assert "2019-12-31" in body["detail"]
    assert "beginnt am 2020-01-01" in body["detail"]


@pytest.mark.parametrize(
    "day", ["gestern", "2020-02-30", "20200101", "0", "1577836800", "", "2020-1-1"]
)
def test_what_is_no_day_is_refused(client: Client, small: PlanDocument, day: str) -> None:
    body = problem(client.get(KLEIN, {"stand": day}), Kind.INVALID_REQUEST)
    assert body["errors"] == [
        {"parameter": "stand", "message": "Erwartet wird ein Tag in der Form JJJJ-MM-TT."}
    ]


DATED = ["/api/v1/plans", "/api/v1/changes", *(f"{KLEIN}{tail}" for tail in TAILS)]


@pytest.mark.parametrize("path", DATED)
def test_a_day_to_come_is_refused_with_the_reason(
    client: Client, small: PlanDocument, path: str
) -> None:
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    for day in (tomorrow, dt.date.max):
        body = problem(client.get(path, {"stand": str(day)}), Kind.INVALID_REQUEST)
        assert body["errors"] == [
            {
                "parameter": "stand",
                "message": f"Der Tag {day} liegt in der Zukunft."
                " Wie der Plan dann steht, weiß niemand.",
            }
        ]


@pytest.mark.parametrize("path", DATED)
def test_today_is_a_day_that_can_be_asked_for(
    client: Client, small: PlanDocument, path: str
) -> None:
    assert client.get(path, {"stand": str(timezone.localdate())}).status_code == 200


def test_the_first_day_of_the_calendar_is_before_the_plan(
    client: Client, small: PlanDocument
) -> None:
    problem(client.get(f"{KLEIN}/measures?stand=0001-01-01"), Kind.NOT_FOUND)


@pytest.mark.parametrize("tail", ["/measures/hafen.1.III", "/goals/hafen.b"])
def test_what_came_later_is_told_with_the_day_on_which_it_was_missing(
    client: Client, small: PlanDocument, tail: str
) -> None:
    later = document(
        measure("hafen.1.I", leads=["werft"], contributors=["zoll"]),
        late("hafen.1.III", leads=["zoll"]),
        goals=[goal("hafen.a", "hafen"), goal("hafen.b", "hafen")],
    )
    plan_import(document=later, actor="test", effective_on=dt.date(2021, 5, 1))
    assert client.get(f"{KLEIN}{tail}?stand=2021-05-01").status_code == 200
    body = problem(client.get(f"{KLEIN}{tail}?stand=2021-04-30"), Kind.NOT_FOUND)
    assert "am 2021-04-30" in body["detail"]


@pytest.mark.parametrize("limit", ["0", "501", "-1", "1.0", "1e2", "zehn", "", " 5", "9" * 40, "٣"])
def test_a_page_has_one_to_five_hundred_entries(client: Client, db: None, limit: str) -> None:
    body = problem(client.get(CHANGES, {"limit": limit}), Kind.INVALID_REQUEST)
    assert body["errors"][0]["message"] == "Erwartet wird eine ganze Zahl von 1 bis 500."


def test_a_misspelt_filter_is_refused_with_the_names_there_are(
    client: Client, small: PlanDocument
) -> None:
    body = problem(client.get(f"{KLEIN}/measures?rollle=lead"), Kind.INVALID_REQUEST)
    assert body["errors"][0]["parameter"] == "rollle"
    assert "rolle" in body["detail"]


def test_a_parameter_that_stands_twice_is_refused(client: Client, small: PlanDocument) -> None:
    body = problem(client.get(f"{KLEIN}?lang=de&lang=en"), Kind.INVALID_REQUEST)
    assert body["errors"][0]["parameter"] == "lang"


def test_an_unknown_role_is_refused_with_those_there_are(
    client: Client, small: PlanDocument
) -> None:
    body = problem(client.get(f"{KLEIN}/measures?rolle=chef"), Kind.INVALID_REQUEST)
    assert body["errors"][0]["message"] == "Erlaubt ist: lead, joint, contributor."


def test_ten_thousand_characters_are_refused_and_not_sent_back(
    client: Client, small: PlanDocument
) -> None:
    response = client.get(f"{KLEIN}/measures", {"text": "ä" * 10_000})
    assert problem(response, Kind.INVALID_REQUEST)["errors"][0]["parameter"] == "text"
    assert len(response.content) < 1000
    response = client.get(KLEIN, {"x" * 10_000: "1"})
    problem(response, Kind.INVALID_REQUEST)
    assert len(response.content) < 1000


@pytest.mark.parametrize(
    "text", ["\x00", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")]
)
def test_unprintable_text_just_finds_nothing(
    client: Client, small: PlanDocument, text: str
) -> None:
    response = client.get(f"{KLEIN}/measures", {"text": text + "x"})
    assert (response.status_code, response.json()["measures"]) == (200, [])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", [KLEIN, "/api/v1/gibtsnicht", "/api/v1/openapi.json"])
def test_nothing_can_be_changed_here(client: Client, db: None, path: str, method: str) -> None:
    response = getattr(client, method)(path)
    problem(response, Kind.METHOD_NOT_ALLOWED)
    assert response["Allow"] == "GET, HEAD, OPTIONS"


def test_too_many_requests(client: Client, db: None, settings: Any) -> None:
    settings.LEITSTAND_API_RATE = 1
    client.get(CHANGES)
    assert "mehr als 1 Anfragen" in problem(client.get(CHANGES), Kind.TOO_MANY_REQUESTS)["detail"]


def test_our_own_mistake_tells_nothing_of_its_cause(
    client: Client, small: PlanDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("Passwort 1234 in Zeile 7")

    monkeypatch.setattr("leitstand.plan.selectors.plan_facts", broken)
    client.raise_request_exception = False
    response = client.get(KLEIN)
    problem(response, Kind.SERVER_ERROR)
    assert "1234" not in response.content.decode()


def test_a_foreign_host_name_is_a_problem_document_too(client: Client, db: None) -> None:
    problem(client.get(CHANGES, headers={"host": "boese.example"}), Kind.BAD_REQUEST)


def test_a_problem_is_told_in_english_to_who_reads_english(client: Client, db: None) -> None:
    response = client.get("/api/v1/gibtsnicht", headers={"accept-language": "en"})
    assert response["Content-Language"] == "en"


def test_a_page_that_is_missing_stays_a_page(client: Client, db: None) -> None:
    assert client.get("/gibtsnicht")["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_problem_is_explained_where_its_type_leads(
    client: Client, db: None, kind: Kind
) -> None:
    assert reverse("web:interface") == EXPLAINED_AT
    assert f'id="{kind.value}"' in client.get(EXPLAINED_AT).content.decode()
