# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One view, three shapes: the address decides."""

import csv
import io

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest
from django.test import Client

from leitstand.ui.access import PUBLIC, access_of
from leitstand.ui.pages import Page, page_paths, public_page
from leitstand.ui.tables import Column, Link, Table

pytestmark = pytest.mark.urls(__name__)


@public_page
def list_page(request: HttpRequest, town: str) -> Page:
    rows = tuple((Link(name, f"/{name}"),) for name in (town, request.GET.get("q", "ohne")))
    main = Table("main", "Haupt", (Column("name", "Name", "link"),), rows, source="Probe")
    other = Table("other", "Andere", (Column("n", "N", "number"),), ((1,),), source="Probe")
    return Page(
        "ui/layout.html", f"Ort {town}", {}, (main, other), {"extra": 1}, "Beschreibung <b>"
    )


@public_page
def words_page(request: HttpRequest) -> Page:
    return Page("ui/layout.html", "Worte", payload={"text": "nur Worte"})


urlpatterns = i18n_patterns(
    *page_paths("orte/<str:town>", list_page, "town"),
    *page_paths("", words_page, "words", data_route="worte", formats=("json", "csv")),
    prefix_default_language=False,
)


def body(client: Client, address: str) -> str:
    response = client.get(address, headers={"host": "localhost"})
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_address_without_suffix_is_a_page(client: Client) -> None:
    assert "<h1" in body(client, "/orte/ulm")


def test_json_carries_title_language_sources_tables_and_payload(client: Client) -> None:
    content = client.get("/orte/ulm.json?q=%C3%A4", headers={"host": "localhost"}).json()
    assert content["title"] == "Ort ulm"
    assert content["url"] == "http://localhost/orte/ulm?q=%C3%A4"
    assert content["language"] == "de"
    assert content["generated_from"]["sources"] == ["Probe"]
    assert content["tables"]["main"]["records"][1]["name"] == {"text": "ä", "href": "/ä"}
    assert content["extra"] == 1


def test_csv_is_the_main_table(client: Client) -> None:
    rows = list(csv.reader(io.StringIO(body(client, "/orte/ulm.csv").removeprefix("\ufeff"))))
    assert rows == [["Name"], ["ulm"], ["ohne"]]


def test_csv_can_be_another_table_of_the_page(client: Client) -> None:
    assert body(client, "/orte/ulm.csv?tabelle=other") == "\ufeffN\r\n1\r\n"


@pytest.mark.parametrize("address", ["/orte/ulm.csv?tabelle=gibtsnicht", "/worte.csv"])
def test_a_table_that_the_page_does_not_have_is_not_found(client: Client, address: str) -> None:
    assert client.get(address, headers={"host": "localhost"}).status_code == 404


def test_the_page_names_its_data_addresses_with_the_filters(client: Client) -> None:
    html = body(client, "/orte/ulm?q=a%26b&q=c")
    for suffix, media in (("json", "application/json"), ("csv", "text/csv")):
        address = f"/orte/ulm.{suffix}?q=a%26b&amp;q=c"
        assert f'<link rel="alternate" type="{media}" href="{address}">' in html
        assert f'<a href="{address}" type="{media}">' in html


def test_a_page_of_words_offers_json_only(client: Client) -> None:
    html = body(client, "/")
    assert 'href="/worte.json"' in html
    assert "text/csv" not in html


def test_the_language_switch_keeps_page_and_filters(client: Client) -> None:
    html = body(client, "/orte/ulm?q=a")
    assert '<a href="/en/orte/ulm?q=a" lang="en" hreflang="en">' in html
    assert '<link rel="alternate" hreflang="en" href="/en/orte/ulm?q=a">' in html


def test_the_layout_has_language_title_skip_link_and_main(client: Client) -> None:
    html = body(client, "/en/orte/ulm")
    assert '<html lang="en">' in html
    assert "<title>Ort ulm – Leitstand</title>" in html
    assert '<a class="ls-skip" href="#inhalt">' in html
    assert '<main id="inhalt"' in html


def test_what_a_page_says_is_escaped(client: Client) -> None:
    assert "Beschreibung &lt;b&gt;" in body(client, "/orte/ulm")
    assert "<script>" not in body(client, "/orte/%3Cscript%3E?q=%22%3E%3Cscript%3E")


def test_no_page_has_inline_style_script_or_foreign_address(client: Client) -> None:
    html = body(client, "/orte/ulm")
    assert " style=" not in html
    assert "<style" not in html
    assert "<script" not in html
    assert "http" not in html.replace("http://testserver", "").replace("http://localhost", "")


@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
def test_only_reading_is_allowed(client: Client, suffix: str) -> None:
    refused = client.post(f"/orte/ulm{suffix}", headers={"host": "localhost"})
    assert refused.status_code == 405
    assert refused["Allow"] == "GET, HEAD"
    assert client.head(f"/orte/ulm{suffix}", headers={"host": "localhost"}).status_code == 200


@pytest.mark.parametrize("suffix", ["", ".json", ".csv"])
def test_every_shape_says_its_language(client: Client, suffix: str) -> None:
    response = client.get(f"/en/orte/ulm{suffix}", headers={"host": "localhost"})
    assert response["Content-Language"] == "en"
    assert "Accept-Language" in response["Vary"]


def test_a_public_page_is_marked_so() -> None:
    assert access_of(list_page) == PUBLIC


def test_an_unmarked_view_gets_no_addresses() -> None:
    with pytest.raises(TypeError, match="public_page"):
        page_paths("x", lambda request: None, "x")  # type: ignore[arg-type,return-value]


def test_an_empty_route_needs_a_name_for_its_data() -> None:
    with pytest.raises(ValueError, match="data_route"):
        page_paths("", words_page, "words")


def test_a_payload_cannot_replace_what_every_page_says() -> None:
    with pytest.raises(ValueError, match="title"):
        Page("ui/layout.html", "Titel", payload={"title": "anders"})
