# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What readers do: by keyboard, without JavaScript, in the other language, on paper."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PAGES, PLAN, NewPage

pytestmark = pytest.mark.browser
LIST = f"{PLAN}/massnahmen"


def focused(page: Page, what: str) -> str:
    """A property of the element that has the focus."""
    return str(page.evaluate(f"document.activeElement.{what}"))


def tab_to(page: Page, selector: str, limit: int = 80) -> None:
    """Press Tab until the focus is on what ``selector`` says."""
    for _press in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches({selector!r})"):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


@pytest.mark.parametrize("name", ["home", "list", "measure", "institutions", "404"])
def test_the_first_tab_is_the_way_to_the_content(new_page: NewPage, name: str) -> None:
    page = new_page()
    page.goto(PAGES[name])
    page.keyboard.press("Tab")
    assert focused(page, "className") == "ls-skip"
    expect(page.locator(".ls-skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert focused(page, "id") == "inhalt"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.ls-header') === null")


def test_a_chip_can_be_reached_and_opened_by_keyboard(new_page: NewPage) -> None:
    page = new_page()
    page.goto(PLAN)
    tab_to(page, ".ls-chip")
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PLAN}/massnahmen/*")
    heading = page.locator("h1").inner_text()
    assert heading.split(":")[0] in name


def test_every_focus_can_be_seen(new_page: NewPage) -> None:
    page = new_page()
    page.goto(LIST)
    unseen = []
    for _press in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' || s.boxShadow !== 'none'; })()"
        )
        if not seen:
            unseen.append(focused(page, "outerHTML"))
    assert unseen == []


def test_the_filter_can_be_used_by_keyboard(new_page: NewPage) -> None:
    page = new_page()
    page.goto(LIST)
    tab_to(page, "#feld-text")
    page.keyboard.type("gefis")
    page.keyboard.press("Enter")
    page.wait_for_url("**text=gefis**")
    expect(page.locator("[role=status]")).to_have_text(re.compile(r"\d+ von 90 Maßnahmen"))
    expect(page.locator("#feld-text")).to_have_value("gefis")


def test_a_choice_can_be_made_by_keyboard(new_page: NewPage) -> None:
    page = new_page()
    page.goto(LIST)
    tab_to(page, "#feld-rolle")
    page.keyboard.press("ArrowDown")
    tab_to(page, "form button")
    page.keyboard.press("Enter")
    page.wait_for_url("**rolle=lead**")
    assert page.locator("tbody tr").count() > 50


def test_a_table_can_be_scrolled_by_keyboard(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(f"{PLAN}/institutionen/berlin-partner")
    tab_to(page, ".kern-table-responsive")
    page.keyboard.press("ArrowRight")
    # A condition in words would be evaluated by the page, whose policy forbids that; this is not.
    moved = page.locator(".kern-table-responsive:focus")
    for _attempt in range(100):
        if moved.evaluate("one => one.scrollLeft") > 0:
            return
        page.wait_for_timeout(50)
    pytest.fail("the table does not move")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_filter_works_with_and_without_javascript(new_page: NewPage, scripts: bool) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(LIST)
    page.get_by_label("Suchwort").fill("flächen")
    page.get_by_label("Institution", exact=True).select_option("sensw")
    page.get_by_label("Rolle").select_option("lead")
    page.get_by_role("button", name="Anwenden").click()
    page.wait_for_url("**institution=sensw**")
    expect(page.get_by_role("status")).to_have_text(re.compile(r"\d+ von 90 Maßnahmen"))
    rows = page.locator("tbody tr")
    assert 0 < rows.count() < 40
    page.get_by_role("link", name="Filter zurücksetzen").click()
    expect(page.get_by_role("status")).to_have_text("90 Maßnahmen")


def test_without_javascript_a_table_behind_a_picture_opens(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{PLAN}/institutionen")
    details = page.locator("details").first
    expect(details.locator("table")).to_be_hidden()
    details.locator("summary").click()
    expect(details.locator("table")).to_be_visible()


@pytest.mark.parametrize(
    "address", [PLAN, f"{LIST}?text=ihk&rolle=lead", f"{LIST}/flaechen.2.II", "/bausteine"]
)
def test_the_language_switch_keeps_the_page(new_page: NewPage, address: str) -> None:
    page = new_page()
    page.goto(address)
    german = page.locator("h1").inner_text()
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"**/en{address}")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("h1").inner_text() != german
    page.get_by_role("link", name="Deutsch").click()
    page.wait_for_url(re.compile(rf"127\.0\.0\.1:\d+{re.escape(address)}$"))
    assert page.locator("h1").inner_text() == german


def test_from_home_to_a_measure_to_who_owes_it(
    new_page: NewPage,
) -> None:
    page = new_page()
    page.goto("/")
    page.get_by_role("link", name="Maßnahmen", exact=True).click()
    page.get_by_role("link", name="Flächen 2 II", exact=True).click()
    expect(page.locator("h1")).to_contain_text("2 II")
    page.locator("#tabelle-rollen tbody a").first.click()
    expect(page).to_have_url(re.compile(r"/institutionen/sensw$"))
    expect(page.get_by_role("link", name="Flächen 2 II", exact=True).first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_reader_goes_to_a_past_day_stays_there_and_comes_back(
    new_page: NewPage, scripts: bool
) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(f"{LIST}?rolle=lead")
    page.get_by_role("textbox", name="Stand eines anderen Tages").fill("2019-03-01")
    page.get_by_role("button", name="Zeigen").click()
    page.wait_for_url("**massnahmen?rolle=lead&stand=2019-03-01")
    notice = page.get_by_text("Stand vom 1. März 2019 – nicht der heutige Stand")
    expect(notice).to_be_visible()
    page.get_by_role("link", name="Flächen 2 II", exact=True).click()
    page.wait_for_url("**flaechen.2.II?stand=2019-03-01")
    expect(notice).to_be_visible()
    page.get_by_role("link", name="Zum heutigen Stand dieser Seite").click()
    page.wait_for_url(re.compile(r"flaechen\.2\.II$"))
    expect(notice).to_be_hidden()


def test_the_data_of_a_page_can_be_taken_away(new_page: NewPage) -> None:
    page = new_page(accept_downloads=True)
    page.goto(f"{LIST}?institution=ihk")
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV", exact=True).click()
    assert download.value.suggested_filename == "massnahmen.csv"
    lines = download.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == page.locator("#tabelle-massnahmen tbody tr").count() + 1
    page.get_by_role("link", name="JSON", exact=True).click()
    page.wait_for_url("**massnahmen.json?institution=ihk")


def test_on_paper_there_are_no_ways_through_the_site(new_page: NewPage) -> None:
    page = new_page()
    page.goto(LIST)
    hidden = (".ls-skip", ".ls-nav", ".ls-languages", ".ls-breadcrumb", ".ls-filters")
    for selector in hidden[1:]:
        expect(page.locator(selector).first).to_be_visible()
    page.emulate_media(media="print")
    for selector in hidden:
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".ls-print-header")).to_be_visible()
    expect(page.locator("#tabelle-massnahmen")).to_be_visible()


@pytest.mark.parametrize("name", ["measure", "changes", "findings", "privacy"])
def test_on_paper_text_is_small_and_headings_keep_their_order(new_page: NewPage, name: str) -> None:
    page = new_page()
    page.goto(PAGES[name])
    page.emulate_media(media="print")
    sizes: dict[str, list[float]] = page.evaluate(
        """() => Object.fromEntries(["h1", "h2", "h3", "p, dd, td, li, .kern-badge *"].map(
            what => [what, [...document.querySelectorAll(`main :is(${what})`)]
                .filter(one => one.checkVisibility() && !one.closest("svg"))
                .map(one => parseFloat(getComputedStyle(one).fontSize))]))"""
    )
    h1, h2, h3, text = (max(found, default=0.0) for found in sizes.values())
    assert 16 >= text >= 9  # pixels: 12 points is the lead
    assert h1 > h2 > h3 if h3 else h1 > h2


def test_the_page_keeps_together_when_text_is_twice_as_large(new_page: NewPage) -> None:
    page = new_page()
    for name in ("home", "list", "measure", "institutions"):
        page.goto(PAGES[name])
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
        assert widths[0] <= widths[1], name
