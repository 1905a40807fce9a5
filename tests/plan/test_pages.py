# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every page of a plan answers in both languages and three shapes, cheaply and well formed."""

import csv
import io
import re
from collections import Counter
from html import unescape
from typing import Any
from urllib.parse import urldefrag

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from leitstand.plan.document import PlanDocument
from leitstand.plan.models import Plan
from tests.plan.pages import PAGES, PLAN, Element, data_address, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_berlin")]
every_page = pytest.mark.parametrize("address", PAGES)
LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"')
both_languages = pytest.mark.parametrize("prefix", ["", "/en"])


def page(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200, address
    return parse(response.content.decode())


@every_page
@both_languages
def test_a_page_answers_in_three_shapes(client: Client, address: str, prefix: str) -> None:
    html = page(client, prefix + (address if address != "/" else "/"))
    title = html.all("h1")[0].text if address != "/" else ""
    data = client.get(prefix + data_address(address, "json"))
    assert data.status_code == 200
    content = data.json()
    assert content["language"] == (prefix[1:] or "de")
    assert content["title"] == title or address == "/"
    table = client.get(prefix + data_address(address, "csv"))
    assert table.status_code == 200
    rows = list(csv.reader(io.StringIO(table.content.decode("utf-8-sig"), newline="")))
    main = next(iter(content["tables"].values()))
    assert len(rows) == len(main["records"]) + 1
    assert len(rows[0]) == len(main["columns"])


@every_page
@both_languages
@pytest.mark.parametrize("suffix", ["", "json", "csv"])
def test_a_page_keeps_to_its_statements(
    client: Client,
    address: str,
    prefix: str,
    suffix: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    asked = data_address(address, suffix) if suffix else address
    with django_assert_max_num_queries(PAGES[address]):
        assert client.get(prefix + asked).status_code == 200


def test_every_measure_keeps_to_its_statements(
    client: Client,
    standing_berlin: PlanDocument,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    for measure in standing_berlin.measures:
        with django_assert_max_num_queries(8):
            assert client.get(f"/en{PLAN}/massnahmen/{measure.id}.json").status_code == 200


def test_a_thousand_plans_cost_no_more_statements(client: Client) -> None:
    def statements(address: str) -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address).status_code == 200
        return len(found)

    row = {key: value for key, value in Plan.objects.values().get().items() if key != "id"}
    Plan.objects.create(**row | {"slug": "zweiter"})
    before = [statements(address) for address in ("/", f"{PLAN}/massnahmen")]
    Plan.objects.bulk_create(Plan(**row | {"slug": f"plan-{n}"}) for n in range(1000))
    assert [statements(address) for address in ("/", f"{PLAN}/massnahmen")] == before
    assert len(client.get("/start.json").json()["tables"]["plaene"]["records"]) == 1002


@pytest.mark.parametrize(
    "address",
    [
        "/plaene/ulm",
        "/plaene/ulm/massnahmen",
        "/plaene/ulm/massnahmen/flaechen.2.II",
        "/plaene/ulm/pruefung",
        f"{PLAN}/massnahmen/flaechen.2.XX",
        f"{PLAN}/massnahmen/flaechen.2",
        f"{PLAN}/massnahmen/Flaechen.2.II",
        f"{PLAN}/massnahmen/%00",
        f"{PLAN}/themen/hafen",
        f"{PLAN}/ziele/hafen.a",
        f"{PLAN}/institutionen/niemand",
        f"{PLAN}/institutionen/{'x' * 5000}",
        f"{PLAN}/",
    ],
)
@both_languages
def test_what_is_not_there_is_a_page_with_a_plain_sentence(
    client: Client, address: str, prefix: str
) -> None:
    response = client.get(prefix + address)
    assert response.status_code == 404
    html = parse(response.content.decode())
    assert html.all("h1")[0].text in {"Diese Seite gibt es nicht", "There is no such page"}
    [main] = html.all("main")
    assert main.all("a")[0].attributes["href"] == f"{prefix}/"


@pytest.mark.parametrize("suffix", ["json", "csv"])
def test_data_of_what_is_not_there_is_not_found(client: Client, suffix: str) -> None:
    assert client.get(f"{PLAN}/massnahmen/flaechen.2.XX.{suffix}").status_code == 404


@every_page
@both_languages
def test_a_page_is_well_formed(client: Client, address: str, prefix: str) -> None:
    html = page(client, prefix + address)
    [root] = html.all("html")
    assert root.attributes["lang"] == (prefix[1:] or "de")
    ids = Counter(e.attributes["id"] for e in html.all() if "id" in e.attributes)
    assert [key for key, count in ids.items() if count > 1] == []
    [head] = html.all("head")
    assert len(html.all("h1")) == len(html.all("main")) == len(head.all("title")) == 1
    assert _skipped_heading(html) is None
    for name in ("aria-labelledby", "aria-describedby", "for"):
        for element in html.all():
            assert set(element.attributes.get(name, "").split()) <= set(ids)


def _skipped_heading(html: Element) -> str | None:
    """The first heading that leaves out a level."""
    level = 0
    for element in html.all():
        if element.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            if int(element.tag[1]) > level + 1:
                return element.text
            level = int(element.tag[1])
    return None


@every_page
def test_what_is_not_text_has_a_name(client: Client, address: str) -> None:
    html = page(client, address)
    labelled = {label.attributes.get("for") for label in html.all("label")}
    for control in [*html.all("input"), *html.all("select"), *html.all("textarea")]:
        assert control.attributes.get("id") in labelled
    for image in html.all("img"):
        assert "alt" in image.attributes
    for drawing in html.all("svg"):
        hidden = drawing.attributes.get("aria-hidden") == "true"
        named = bool(drawing.attributes.get("aria-labelledby")) and drawing.all("title")
        assert hidden or (drawing.attributes.get("role") == "img" and named)
    for act in [*html.all("a"), *html.all("button")]:
        assert act.text or act.attributes.get("aria-label")


@both_languages
def test_every_link_leads_somewhere(client: Client, prefix: str) -> None:
    """From the home page over everything that can be reached; filters are asked elsewhere."""
    start = f"{prefix}/"
    seen, waiting = {start}, [start]
    while waiting:
        address = waiting.pop()
        response = client.get(address)
        assert response.status_code == 200, address
        if "html" not in response["Content-Type"]:
            continue
        for href in LINK.findall(response.content.decode()):
            target = urldefrag(unescape(href)).url
            is_ours = target.startswith("/") and target.startswith("/en") == bool(prefix)
            if is_ours and target not in seen and not target.endswith((".json", ".csv")):
                seen.add(target)
                waiting.append(target)
    assert len(seen) > 200


@every_page
def test_the_english_page_says_nothing_german_in_its_frame(
    client: Client, address: str, standing_berlin: PlanDocument
) -> None:
    content = client.get("/en" + data_address(address, "json")).json()
    german = standing_berlin.plan.title.de
    sources = [str(table["source"]) for table in content["tables"].values()]
    crumbs = [nav.text for nav in page(client, "/en" + address).all("nav")]
    assert not [words for words in (*sources, *crumbs) if german in words]


CSP = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
}


@pytest.mark.parametrize(
    ("address", "status"),
    [("/", 200), (PLAN, 200), (f"{PLAN}.json", 200), (f"{PLAN}/massnahmen.csv", 200), ("/x", 404)],
)
def test_every_answer_carries_the_protections(client: Client, address: str, status: int) -> None:
    response = client.get(address)
    assert response.status_code == status
    policy = response["Content-Security-Policy"]
    assert dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip()) == CSP
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response["X-Frame-Options"] == "DENY"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert not response.cookies


@every_page
@pytest.mark.parametrize("suffix", ["", "json", "csv"])
def test_a_page_can_only_be_read(client: Client, address: str, suffix: str) -> None:
    asked = data_address(address, suffix) if suffix else address
    head = client.head(asked)
    assert (head.status_code, head.content) == (200, b"")
    for method in (client.post, client.put, client.delete, client.patch):
        refused: Any = method(asked)
        assert (refused.status_code, refused["Allow"]) == (405, "GET, HEAD")
