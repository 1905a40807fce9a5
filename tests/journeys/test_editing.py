# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A measure is changed in a real browser, as each role: by those who may, over nobody's head."""

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from leitstand.core.models import AuditEvent
from leitstand.plan.document import PlanDocument
from tests.journeys.chromium import LOOKS, Look, barriers, picture, window
from tests.journeys.signing_in import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PLAN = "/plaene/berlin-2018-2021"
MEASURE = f"{PLAN}/massnahmen/flaechen.3.I"  # led by senweb, whom the lead of the tests acts for
FOREIGN = f"{PLAN}/massnahmen/flaechen.2.II"


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def write(page: Page, title: str, reason: str = "Beschluss") -> None:
    page.get_by_label("Titel", exact=True).fill(title)
    page.get_by_label("Warum?").fill(reason)


def test_a_lead_edits_its_own_measure_by_keyboard_and_everybody_reads_it(
    browser: Browser, live_server: LiveServer, berlin: PlanDocument
) -> None:
    with window(browser, live_server.url) as page:
        sign_in(page, "lead", MEASURE)
        page.get_by_role("link", name="Bearbeiten").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/bearbeiten")
        assert page.get_by_text("ändert die Geschäftsstelle").is_visible()
        page.get_by_label("Titel", exact=True).focus()
        page.keyboard.press("ControlOrMeta+A")
        page.keyboard.type("Gewerbehöfe der neuen Art")
        page.get_by_label("Warum?").focus()
        page.keyboard.type("Beschluss vom März")
        page.keyboard.press("Enter")  # a text of several lines: the form is not sent by it
        page.get_by_role("button", name="Speichern").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/verlauf?vorgang=*")
        assert page.get_by_text("Gespeichert.").is_visible()
        picture(page, "history")
        page.goto(f"{FOREIGN}/bearbeiten")
        assert heading(page) == "Diese Seite ist nicht für Sie freigegeben"
    with window(browser, live_server.url) as stranger:
        stranger.goto(MEASURE)
        assert "Gewerbehöfe der neuen Art" in heading(stranger)
        stranger.get_by_role("link", name="Verlauf").click()
        words = stranger.inner_text("main")
        assert "federführende Institution SenWEB" in words
        assert "Beschluss vom März" in words
        assert "Person lead" not in words
        assert stranger.get_by_role("link", name="zurücknehmen").count() == 0


@pytest.mark.parametrize("role", ["contributor", "committee", "network", "reader"])
def test_others_are_neither_offered_an_edit_nor_let_through(
    browser: Browser, live_server: LiveServer, berlin: PlanDocument, role: str
) -> None:
    with window(browser, live_server.url) as page:
        sign_in(page, role, MEASURE)
        assert "Flächen" in heading(page)
        assert page.get_by_role("link", name="Bearbeiten").count() == 0
        for address in (f"{MEASURE}/bearbeiten", f"{PLAN}/massnahme-hinzufuegen"):
            page.goto(address)
            assert heading(page) == "Diese Seite ist nicht für Sie freigegeben"
            assert AuditEvent.objects.filter(act="access.refused", subject=address).count() == 1


def test_two_editors_meet_and_the_office_takes_its_change_back(
    browser: Browser, live_server: LiveServer, berlin: PlanDocument
) -> None:
    with (
        window(browser, live_server.url) as office,
        window(browser, live_server.url) as lead,
    ):
        sign_in(office, "office", f"{MEASURE}/bearbeiten")
        sign_in(lead, "lead", f"{MEASURE}/bearbeiten")
        write(lead, "Was die Federführung will")
        lead.get_by_role("button", name="Speichern").click()
        lead.wait_for_url("**/verlauf?vorgang=*")
        write(office, "Was die Geschäftsstelle will")
        office.get_by_role("button", name="Speichern").click()
        alert = office.get_by_role("alert")
        alert.wait_for()
        assert "Was die Federführung will" in alert.inner_text()
        assert office.get_by_label("Titel", exact=True).input_value() == (
            "Was die Geschäftsstelle will"
        )
        assert barriers(office) == []
        picture(office, "conflict")
        office.get_by_role("button", name="Speichern").click()
        office.wait_for_url("**/verlauf?vorgang=*")
        office.get_by_role("link", name="Diese Änderung zurücknehmen").first.click()
        assert barriers(office) == []
        picture(office, "undo")
        office.get_by_label("Warum?").fill("Irrtum")
        office.get_by_role("button", name="Zurücknehmen").click()
        office.wait_for_url("**/verlauf?vorgang=*")
        office.goto(MEASURE)
        assert "Was die Federführung will" in heading(office)


def test_a_measure_joins_the_plan(
    browser: Browser, live_server: LiveServer, berlin: PlanDocument
) -> None:
    with window(browser, live_server.url) as page:
        sign_in(page, "office", f"{PLAN}/massnahmen")
        page.get_by_role("link", name="Neue Maßnahme").click()
        page.get_by_role("button", name="Speichern").click()
        page.get_by_role("alert").wait_for()
        assert barriers(page) == []
        picture(page, "add-with-mistakes")
        page.get_by_label("Aufgabenfeld").select_option("flaechen.1")
        page.get_by_label("Beschlossen am").fill("2020-05-04")
        page.get_by_label("Beschlossen von").select_option("skip")
        page.get_by_label("Ziel, dem die Maßnahme dient").select_option("flaechen.a")
        page.get_by_label("Titel (englisch)").fill("Use roofs")
        page.get_by_label("Kurzfassung", exact=True).fill("Dächer für Solarstrom.")
        page.get_by_label("Kurzfassung (englisch)").fill("Roofs for solar power.")
        write(page, "Dachflächen nutzen", "SKIP 3/2020")
        page.get_by_role("button", name="Speichern").click()
        page.wait_for_url("**/verlauf?vorgang=*")
        page.goto(f"{PLAN}/massnahmen?text=Dachflächen")
        page.get_by_role("link", name="Flächen 1").first.click()
        assert "4. Mai 2020" in page.inner_text("main")
        picture(page, "joined")


@pytest.mark.parametrize("look", LOOKS)
def test_the_forms_are_free_of_barriers(
    browser: Browser, live_server: LiveServer, berlin: PlanDocument, look: Look
) -> None:
    with window(browser, live_server.url, look) as page:
        sign_in(page, "office", f"{FOREIGN}/bearbeiten")
        for name, address in (
            ("edit", f"{FOREIGN}/bearbeiten"),
            ("add", f"{PLAN}/massnahme-hinzufuegen"),
        ):
            page.goto(address)
            for summary in page.locator("summary").all():
                if summary.locator("..").get_attribute("open") is None:
                    summary.click()
            assert barriers(page) == []
            width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert width <= 0
            picture(page, name, look)
