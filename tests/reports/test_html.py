# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report as one HTML file: whole, escaped, and able to stand alone."""

import re
from dataclasses import replace

import pytest

from leitstand.reports.document import Paragraph, Section, fingerprint
from leitstand.reports.rendering import render
from leitstand.ui.tables import Link
from tests.plan.pages import Element, parse
from tests.reports.documents import HOSTILE, everything, short_paper


@pytest.fixture(scope="module")
def source() -> str:
    return render(everything(), "html").decode()


@pytest.fixture(scope="module")
def page(source: str) -> Element:
    return parse(source)


def test_it_nests_and_names_its_language_and_title(page: Element) -> None:
    [root] = page.all("html")
    assert root.attributes["lang"] == "de"
    [title] = page.all("title")
    assert title.text == (
        "Monitoringbericht zum Masterplan Industriestadt Berlin – Stand: 30. Juni 2019"
    )


def test_it_needs_nothing_beside_it(page: Element, source: str) -> None:
    assert page.all("script") == page.all("link") == page.all("img") == []
    assert "@import" not in source
    addresses = set(re.findall(r"url\(([^)]*)\)", source))
    assert all(address.startswith("#") for address in addresses)
    # What an SVG calls its namespaces is no address that is loaded.
    loaded = [one.attributes.get("src") for one in page.all() if "src" in one.attributes]
    assert loaded == []


def test_every_inner_link_leads_somewhere_and_every_name_is_given_once(page: Element) -> None:
    names = [one.attributes["id"] for one in page.all() if "id" in one.attributes]
    assert len(names) == len(set(names))
    inner = {
        one.attributes["href"][1:]
        for one in page.all("a")
        if one.attributes["href"].startswith("#")
    }
    assert {"beleg-1", "beleg-2", "abschnitt-budget"} <= inner
    assert inner <= set(names)


def test_what_somebody_typed_is_shown_and_not_run(page: Element) -> None:
    assert page.text.count(HOSTILE) == 2


def test_an_address_that_runs_something_is_no_link() -> None:
    link = Link("hier", "javascript:alert(1)")
    document = replace(
        short_paper(), sections=(Section("a", "A", (Paragraph((link,)),)),), citations=()
    )
    found = parse(render(document, "html").decode())
    assert "hier" in found.text
    assert found.all("a") == []


def test_the_proof_tells_the_whole_hash(page: Element) -> None:
    [footer] = page.all("footer")
    assert fingerprint(everything()) in footer.text
    assert "ab" * 32 in footer.text


def test_the_mark_stands_on_the_page_and_on_every_sheet_of_paper(
    page: Element, source: str
) -> None:
    [mark] = page.all("aside")
    assert mark.text == "Beispieldaten"
    assert '@top-right { content: "Beispieldaten"' in source
    assert "Beispieldaten" not in render(everything(mark=""), "html").decode()


def test_a_mark_cannot_leave_its_string() -> None:
    marked = replace(short_paper(), mark='x"} </style><script>')
    source = render(marked, "html").decode()
    assert 'content: "x\\000022\\00007d\\000020' in source
    assert parse(source).all("script") == []


def test_pictures_say_what_they_show_and_have_tables(page: Element) -> None:
    pictures = [one for one in page.all("div") if one.attributes.get("role") == "img"]
    assert len(pictures) == 5
    assert all(one.attributes["aria-label"] for one in pictures)
    assert all(one.all("svg")[0].attributes["aria-hidden"] == "true" for one in pictures)
    assert len(page.all("figure")) == 5
    captions = [one.text for one in page.all("caption")]
    assert sum(caption.startswith("Zahlen zum Bild") for caption in captions) == 5


def test_tables_have_scopes_and_no_columns_for_machines(page: Element) -> None:
    headings = [one for one in page.all("th") if "scope" in one.attributes]
    assert len(headings) == len(page.all("th"))
    assert "Kennung" not in page.text


def test_the_offices_words_stand_apart(page: Element) -> None:
    [office] = [one for one in page.all("div") if one.attributes.get("class") == "office"]
    assert office.text.startswith("Text der Geschäftsstelle #let")
    assert "zweite Zeile" in office.text


def test_figures_are_written_in_the_reports_language() -> None:
    assert "1,250,000.50" in parse(render(everything("en"), "html").decode()).text
    assert "1.250.000,50" in parse(render(everything("de"), "html").decode()).text


def test_a_short_paper_has_no_contents_and_no_numbers() -> None:
    paper = parse(render(short_paper(), "html").decode())
    assert paper.all("nav") == []
    assert [one.text for one in paper.all("h2")] == ["Stand", "Belege", "Nachweis der Herkunft"]
