# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sitemap: every public page, once in each language, and nothing else."""

from typing import Any
from urllib.parse import urlsplit

import pytest
from defusedxml import ElementTree
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.ui.routes import public_pages
from leitstand.web import sitemap
from tests.plan.documents import document, measure
from tests.steering.published import ROUND, published_round

pytestmark = pytest.mark.django_db
SPACES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "x": "http://www.w3.org/1999/xhtml",
}
PARTED = document(measure("hafen.1.I.A"), measure("hafen.1.I.B"), measure("hafen.1.II"))


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200, address
    assert response["Content-Type"].startswith("application/xml")
    content = response.getvalue() if response.streaming else response.content
    return ElementTree.fromstring(content)


def located(tree: Any) -> list[str]:
    return [urlsplit(one.text).path for one in tree.iterfind("*/s:loc", SPACES)]


def everything(client: Client) -> list[str]:
    return [
        page
        for part in located(read(client, "/sitemap.xml"))
        for page in located(read(client, part))
    ]


def test_every_page_it_names_is_there_and_named_once(client: Client) -> None:
    plan_import(document=PARTED, actor="test")
    found = everything(client)
    assert len(found) == len(set(found))
    for address in found:
        assert client.get(address).status_code == 200, address


def test_every_public_page_is_named_in_every_language(client: Client) -> None:
    plan_import(document=PARTED, actor="test")
    found = set(everything(client))
    for address in (
        "/", "/suche", "/datenschutz", "/leichte-sprache", "/plaene/klein",
        "/plaene/klein/aenderungen", "/plaene/klein/massnahmen/hafen.1.I",
        "/plaene/klein/massnahmen/hafen.1.I.B", "/plaene/klein/themen/hafen.1",
        "/plaene/klein/ziele/hafen.a",
    ):  # fmt: skip
        assert address in found
        assert "/en" + (address if address != "/" else "/") in found
    assert {name.partition(":")[0] for name in (route.name for route in public_pages())} == {
        "plan",
        "steering",
        "committee",
        "foreign",
        "reports",
        "web",
    }


def test_published_rounds_are_named_and_no_others(
    client: Client, berlin: PlanDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    published_round()
    published_round("geheim", is_published=False)
    monkeypatch.setattr(sitemap, "PAGES_IN_PART", 50)
    found = list(everything(client))
    page = f"/plaene/berlin-2018-2021/runden/{ROUND}"
    assert {page, f"/en{page}", f"{page}/massnahmen/flaechen.2.II"} <= set(found)
    assert [one for one in found if "geheim" in one] == []
    assert sum(one.startswith(f"{page}/massnahmen/") for one in found) == 92


def test_what_is_not_for_everyone_is_not_named(client: Client) -> None:
    plan_import(document=PARTED, actor="test")
    found = set(everything(client))
    assert not found & {"/konto", "/protokoll", "/anmelden", "/gesundheit"}
    assert "web:account" not in {route.name for route in public_pages()}


def test_every_entry_names_its_counterparts(client: Client) -> None:
    plan_import(document=PARTED, actor="test")
    for entry in read(client, "/sitemap/klein/1.xml"):
        links = {
            link.get("hreflang"): link.get("href") for link in entry.iterfind("x:link", SPACES)
        }
        assert set(links) == {"de", "en", "x-default"}
        assert entry.find("s:loc", SPACES).text in links.values()
        assert links["x-default"] == links["de"]


def test_a_large_plan_is_told_in_parts(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    plan_import(document=PARTED, actor="test")
    whole = everything(client)
    monkeypatch.setattr(sitemap, "PAGES_IN_PART", 4)
    assert len(located(read(client, "/sitemap.xml"))) > 3
    assert sorted(everything(client)) == sorted(whole)


@pytest.mark.parametrize(
    "part", ["/sitemap/klein/0.xml", "/sitemap/klein/9.xml", "/sitemap/x/1.xml"]
)
def test_a_part_that_does_not_exist_is_not_found(client: Client, part: str) -> None:
    plan_import(document=PARTED, actor="test")
    assert client.get(part).status_code == 404


def test_a_plan_costs_the_same_statements_however_large(
    client: Client, berlin: PlanDocument, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(9):
        read(client, f"/sitemap/{berlin.plan.slug}/1.xml")
    with django_assert_max_num_queries(7):
        read(client, "/sitemap.xml")
