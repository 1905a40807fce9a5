# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The web of institutions, as readers use it: by mouse, by keyboard, small, on paper."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import PLAN, NewPage
from tests.journeys.test_journeys import focused, tab_to

pytestmark = pytest.mark.browser
WEB = f"{PLAN}/geflecht"
ROW = ".ls-strips__row:has(a[href$='/senweb'])"


def test_a_mark_says_what_it_is_and_leads_to_its_measure(new_page: NewPage) -> None:
    page = new_page()
    page.goto(WEB)
    mark = page.locator(f"{ROW} .ls-strip a").first
    words = mark.locator("title").text_content() or ""
    assert re.search(r"Federführung|in Verbindung mit|Mitarbeit", words)
    mark.locator("rect").click()
    page.wait_for_url(f"**{PLAN}/massnahmen/*")
    assert page.locator("h1").inner_text().split(":")[0] in words


def test_by_keyboard_one_goes_from_institution_to_institution(new_page: NewPage) -> None:
    page = new_page()
    page.goto(WEB)
    tab_to(page, ".ls-strips__row th a")
    first = focused(page, "textContent")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.ls-strips__row th a')")
    assert focused(page, "textContent") != first
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{PLAN}/institutionen/*")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_filter_is_set_and_taken_back(new_page: NewPage, scripts: bool) -> None:
    page = new_page(java_script_enabled=scripts)
    page.goto(WEB)
    everyone = page.locator(".ls-strips__row").count()
    page.get_by_label("Institution und ihre Partner").select_option("sensw")
    page.get_by_label("Rolle").select_option("lead")
    page.get_by_role("button", name="Anwenden").click()
    page.wait_for_url("**institution=sensw**")
    assert 0 < page.locator(".ls-strips__row").count() < everyone / 4
    page.get_by_role("link", name="Filter entfernen: Rolle Federführung").click()
    expect(page.get_by_label("Institution und ihre Partner")).to_have_value("sensw")
    expect(page.get_by_label("Rolle")).to_have_value("")
    page.get_by_role("link", name="Filter zurücksetzen").click()
    expect(page.locator(".ls-strips__row")).to_have_count(everyone)


def test_on_a_small_screen_every_strip_is_whole_and_its_letters_are_explained(
    new_page: NewPage,
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    page.goto(WEB)
    expect(page.locator(".ls-strips__key")).to_be_visible()
    expect(page.locator(".ls-strips__names")).to_be_hidden()
    boxes = page.evaluate(
        "[...document.querySelectorAll('.ls-strips__row .ls-strip rect')].map(r => {"
        " const b = r.getBoundingClientRect(); return [b.left, b.right, b.width]; })"
    )
    assert len(boxes) > 300
    assert min(left for left, _right, _width in boxes) >= 0
    assert max(right for _left, right, _width in boxes) <= 320
    assert min(width for _left, _right, width in boxes if width) >= 2
    total = page.locator(f"{ROW} .ls-strips__value--total")
    expect(total).to_be_visible()
    expect(total).to_have_text("44")


def test_the_names_above_the_strips_stay_in_the_picture(new_page: NewPage) -> None:
    page = new_page()
    for address in (WEB, f"/en{WEB}", f"{WEB}?institution=sensw"):
        page.goto(address)
        inside = page.evaluate(
            "(() => { const box = document.querySelector('.ls-strips__names')"
            ".getBoundingClientRect(); return [...document.querySelectorAll('.ls-strip__name')]"
            ".every(t => t.getBoundingClientRect().top >= box.top - 1"
            " && t.getBoundingClientRect().right <= innerWidth); })()"
        )
        assert inside, address


def test_on_paper_the_picture_stays_and_the_form_goes(new_page: NewPage) -> None:
    page = new_page(viewport={"width": 680, "height": 960})
    page.goto(WEB)
    page.emulate_media(media="print")
    expect(page.locator(".ls-filters")).to_be_hidden()
    expect(page.locator(".ls-strips__key")).to_be_visible()
    expect(page.locator(ROW)).to_be_visible()
    assert (
        page.evaluate(f"getComputedStyle(document.querySelector({ROW!r})).display") == "table-row"
    )


def test_the_table_behind_the_picture_opens_without_javascript(new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(WEB)
    details = page.locator("#bild-geflecht details")
    details.locator("summary").click()
    expect(details.locator("tbody tr")).to_have_count(85)


def test_the_page_of_an_institution_leads_into_the_web_around_it(new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{PLAN}/institutionen/sensw")
    page.get_by_role("link", name=re.compile(r"^Alle \d+ Beteiligten im Geflecht$")).click()
    page.wait_for_url("**/geflecht?institution=sensw")
    expect(page.locator(".ls-strips__row th a").first).to_have_text("SenSW")
