# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every page in light, in dark and on a small screen: axe finds nothing, nothing sticks out."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.journeys.conftest import MODES, PAGES, Visit

pytestmark = pytest.mark.browser
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
# Of what is in order one example each is enough; a list has thousands.
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("mode", MODES)
def test_a_page_is_accessible_complete_and_within_its_width(
    visits: dict[str, Visit], mode: str, name: str
) -> None:
    page, wrong = visits[mode].page, visits[mode].wrong
    wrong.clear()
    response = page.goto(PAGES[name], wait_until="load")
    assert response is not None
    assert response.status == (404 if name == "404" else 200)
    assert wrong == []
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    found = Axe().run(page, options=OPTIONS).response
    told = [
        f"{violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
    if widths[0] > widths[1]:
        told.append(f"the page can be scrolled sideways: {widths[0]} px wide")
    assert told == []
    assert found["passes"]


OUTSIDE = """
() => {
  const edge = document.querySelector("main").getBoundingClientRect().right;
  return [...document.querySelectorAll("main *")]
    .filter(one => one.checkVisibility() && !one.closest("[role=region], svg, .kern-sr-only"))
    .filter(one => one.getBoundingClientRect().right > edge + 1)
    .map(one => one.outerHTML.slice(0, 120));
}
"""
# A list in a cell whose comma stands on a line of its own is taller than its link.
LONELY_COMMAS = """
() => [...document.querySelectorAll(".ls-cell-list > li:has(> a)")]
  .filter(one => one.checkVisibility())
  .filter(one => one.offsetHeight > one.firstElementChild.getBoundingClientRect().height + 12)
  .map(one => one.textContent)
"""


@pytest.mark.parametrize("name", PAGES)
def test_on_a_small_screen_all_stays_within_the_margins(
    visits: dict[str, Visit], name: str
) -> None:
    page = visits["320 px"].page
    page.goto(PAGES[name])
    assert page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("mode", ["light", "320 px"])
def test_no_comma_stands_on_a_line_of_its_own(visits: dict[str, Visit], mode: str) -> None:
    page = visits[mode].page
    for name in ("list", "cluster", "web"):
        page.goto(PAGES[name])
        assert page.locator(".ls-cell-list > li > a").count() > 5
        assert page.evaluate(LONELY_COMMAS) == [], name


BRIGHTNESS = """
() => {
  const canvas = document.createElement("canvas").getContext("2d");
  canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
  canvas.fillRect(0, 0, 1, 1);
  return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).reduce((a, b) => a + b);
}
"""


@pytest.mark.parametrize("name", ["home", "list"])
def test_dark_is_dark_and_light_is_light(visits: dict[str, Visit], name: str) -> None:
    found = {}
    for mode in ("light", "dark"):
        visits[mode].page.goto(PAGES[name])
        found[mode] = visits[mode].page.evaluate(BRIGHTNESS)
    assert found["dark"] < 200
    assert found["light"] > 600


@pytest.mark.parametrize("mode", MODES)
def test_the_fonts_are_our_own_and_arrive(visits: dict[str, Visit], mode: str) -> None:
    page = visits[mode].page
    page.goto("/")
    page.evaluate("document.fonts.ready.then(() => true)")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status == 'loaded').length")
    assert loaded >= 1
    assert "Fira" in page.evaluate("getComputedStyle(document.body).fontFamily")
