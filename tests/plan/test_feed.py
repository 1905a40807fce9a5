# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The feed of a plan's changes: valid Atom, stable, and silent about people."""

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.plan.views import feed
from tests.plan.documents import both, document, late, measure

pytestmark = pytest.mark.django_db
HERE = "/plaene/klein/aenderungen.atom"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ON = dt.date(2020, 6, 1)
KRAN = late("hafen.1.II", title=both("Kran"))
FIRST = document(measure("hafen.1.I"), KRAN)


@pytest.fixture
def changed() -> None:
    """A plan, a measure changed in it and one taken out."""
    plan_import(document=FIRST, actor="cli:anna.muster", reason="Anna wollte es")
    one = document(measure("hafen.1.I", title=both("b & c <3")), KRAN)
    plan_import(document=one, actor="cli:anna.muster", effective_on=ON)
    less = document(measure("hafen.1.I", title=both("b & c <3")))
    plan_import(document=less, actor="account:7", effective_on=ON + dt.timedelta(days=30))


def entries(client: Client, address: str = HERE) -> list[Any]:
    found: list[Any] = read(client, address).findall("a:entry", ATOM)
    return found


def read(client: Client, address: str = HERE) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content)


def said(entry: Any, name: str) -> str:
    return str(entry.find(f"a:{name}", ATOM).text)


def test_every_act_is_an_entry_the_newest_first(client: Client, changed: None) -> None:
    found = entries(client)
    assert [said(entry, "title") for entry in found] == [
        "Planpaket eingelesen: Hafen 1 II",
        "Planpaket eingelesen: Hafen 1 I",
        "Planpaket eingelesen: Hafen 1 I, Hafen 1 II",
    ]
    assert len({said(entry, "id") for entry in found}) == 3


def test_what_was_read_once_keeps_its_identity(client: Client, changed: None) -> None:
    before = [said(entry, "id") for entry in entries(client)]
    plan_import(document=FIRST, actor="test", effective_on=ON + dt.timedelta(days=60))
    assert [said(entry, "id") for entry in entries(client)][1:] == before


def test_an_entry_says_since_when_by_whom_and_where(client: Client, changed: None) -> None:
    gone, edited, _first = (said(entry, "summary") for entry in entries(client))
    assert "Gilt ab 1. Juli 2020, eingetragen durch: Redaktion." in gone
    assert "Hafen 1 II (entfallen): Kran" in gone
    assert 'href="http://testserver/plaene/klein/massnahmen/hafen.1.I"' in edited
    assert "b &amp; c &lt;3" in edited


def test_every_entry_leads_to_its_comparison(client: Client, changed: None) -> None:
    for entry in entries(client):
        place = urlsplit(entry.find("a:link", ATOM).get("href"))
        assert client.get(f"{place.path}?{place.query}").status_code == 200


def test_nobody_is_named(client: Client, changed: None) -> None:
    text = client.get(HERE).content.decode()
    assert "anna" not in text.lower()
    assert "account:7" not in text


def test_the_page_and_every_page_of_the_plan_name_the_feed(client: Client, changed: None) -> None:
    for address in ("/plaene/klein", "/plaene/klein/aenderungen", "/en/plaene/klein/massnahmen"):
        text = client.get(address).content.decode()
        prefix = "/en" if address.startswith("/en") else ""
        assert 'type="application/atom+xml" title' in text
        assert f'href="{prefix}{HERE}"' in text


def test_the_feed_speaks_english(client: Client, changed: None) -> None:
    assert (
        said(entries(client, f"/en{HERE}")[0], "title") == "Plan package read in: Hafen (en) 1 II"
    )


def test_a_reader_that_comes_again_is_told_that_nothing_changed(
    client: Client, changed: None
) -> None:
    seen = client.get(HERE)["ETag"]
    assert client.get(HERE, headers={"if-none-match": seen}).status_code == 304
    plan_import(document=FIRST, actor="test", effective_on=ON + dt.timedelta(days=60))
    assert client.get(HERE, headers={"if-none-match": seen}).status_code == 200


def test_only_the_newest_acts_are_in_it(
    client: Client, changed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feed, "ACTS", 1)
    assert len(entries(client)) == 1


def test_an_act_on_much_names_nothing(client: Client, berlin: PlanDocument) -> None:
    [entry] = entries(client, f"/plaene/{berlin.plan.slug}/aenderungen.atom")
    assert said(entry, "title") == "Planpaket eingelesen"


def test_the_feed_keeps_to_its_statements(
    client: Client, changed: None, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        client.get(HERE)
