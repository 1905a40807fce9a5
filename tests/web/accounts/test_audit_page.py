# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The record of acts as the office sees it: page, data, filters."""

import csv
import io

import pytest

from leitstand.core.accounts.services import knock_record
from leitstand.core.services import audit_record
from leitstand.web.accounts import views
from tests.contracts.schemas import mistakes
from tests.people import ClientOf, person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def some_acts() -> None:
    for number in range(3):
        audit_record(actor="cli:anna", act="plan.import", subject=f"plan-{number}", reason="Anlass")
    knock_record(actor="nobody", act="access.refused", subject="/protokoll")


def rows(client_of: ClientOf, query: str = "") -> list[dict[str, object]]:
    content = client_of("office").get(f"/protokoll.json{query}").json()
    assert mistakes("page", content) == []
    found: list[dict[str, object]] = content["tables"]["protokoll"]["records"]
    return found


def test_the_newest_act_stands_first_with_who_what_and_why(client_of: ClientOf) -> None:
    found = rows(client_of, "?vorgang=plan.import")
    assert [row["subject"] for row in found] == ["plan-2", "plan-1", "plan-0"]
    assert (found[0]["actor_name"], found[0]["reason"]) == ("cli:anna", "Anlass")


def test_an_account_stands_there_by_name(client_of: ClientOf) -> None:
    reader = person("reader")
    knock_record(actor=f"account:{reader.pk}", act="access.refused", subject="/x")
    [row] = rows(client_of, f"?wer=account:{reader.pk}")
    assert row["actor_name"] == "Person reader"


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("?gegenstand=plan-1", 1),
        ("?vorgang=plan.import&ab=2100-01-01", 0),
        ("?vorgang=plan.import&bis=1999-12-31", 0),
        ("?vorgang=plan.import&ab=gestern", 3),
        ("?vorgang=gibtsnicht", 0),
        ("?vorgang=plan.import&vor=99999999999999999999999", 3),
        ("?vorgang=plan.import&vor=1", 0),
        ("?wer=%00", 0),
    ],
)
def test_filters_narrow_and_nonsense_asks_for_nothing(
    client_of: ClientOf, query: str, count: int
) -> None:
    found = rows(client_of, query)
    assert len(found) >= 4 if query == "?wer=%00" else len(found) == count


def test_older_acts_are_a_link_away(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "EVENTS_A_PAGE", 2)
    html = client_of("office").get("/protokoll?vorgang=plan.import").content.decode()
    assert "plan-2" in html
    assert "plan-0" not in html
    last = rows(client_of, "?vorgang=plan.import")[-1]["id"]
    assert f"?vorgang=plan.import&amp;vor={last}" in html
    assert [r["subject"] for r in rows(client_of, f"?vorgang=plan.import&vor={last}")] == ["plan-0"]


def test_the_csv_holds_what_the_page_shows(client_of: ClientOf) -> None:
    response = client_of("office").get("/protokoll.csv?vorgang=plan.import")
    table = list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert len(table) == 4
    assert "no-store" in response["Cache-Control"]


def test_the_page_costs_the_same_however_many_acts_there_are(
    client_of: ClientOf, django_assert_num_queries: object
) -> None:
    for number in range(60):
        audit_record(actor=f"account:{number}", act="plan.import", subject="x")
    client = client_of("office")
    with django_assert_num_queries(4):  # type: ignore[operator]
        assert client.get("/protokoll").status_code == 200
