# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A committee in a real browser: a meeting, a decision, and an order that is followed up."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from leitstand.plan.document import PlanDocument
from tests.journeys.chromium import barriers, started, window
from tests.journeys.signing_in import sign_in
from tests.people import PASSWORD, person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with started() as browser:
        yield browser


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words).click()


def follow(page: Page, words: str) -> None:
    page.locator("main").get_by_role("link", name=words).first.click()


def step(page: Page, words: str) -> None:
    """The step is asked about on a page of its own, and taken there."""
    follow(page, words)
    press(page, words)


def body_and_meeting(page: Page) -> None:
    follow(page, "Gremien und Beschlüsse")
    follow(page, "Neues Gremium")
    page.get_by_label("Name", exact=True).fill("Steuerungskreis Industriepolitik")
    page.get_by_label("Name (englisch)").fill("Steering Committee")
    page.get_by_label("Kennung").fill("kreis")
    page.get_by_label("Kurzname").fill("SKIP")
    page.get_by_label("Im Plan genannt als").select_option("skip")
    press(page, "Anlegen")
    follow(page, "Sitz vergeben")
    page.get_by_label("Institution").select_option("senweb")
    page.get_by_label("vom", exact=True).fill("2018-01-01")
    press(page, "Speichern")
    follow(page, "Neue Sitzung")
    page.get_by_label("Titel", exact=True).fill("Herbstsitzung")
    page.get_by_label("Tag", exact=True).fill("2021-09-15")
    press(page, "Anlegen")
    follow(page, "Tagesordnungspunkt hinzufügen")
    page.get_by_label("Titel", exact=True).fill("Berliner Data Hub")
    page.get_by_text("Maßnahmen (0 gewählt)").click()
    page.get_by_label("Smart City 2 I: Berliner Data Hub").check()
    press(page, "Auf die Tagesordnung setzen")
    step(page, "Tagesordnung festlegen und einladen")
    step(page, "Sitzung hat stattgefunden")


def decision_and_order(page: Page) -> None:
    follow(page, "Beschluss eintragen")
    assert page.get_by_label("Nummer").input_value() == "SKIP 2021/01"
    page.get_by_label("Text des Beschlusses").fill("Der Hub berichtet über seine Nutzung.")
    press(page, "Eintragen")
    assert page.get_by_role("heading", level=1).inner_text() == "Beschluss SKIP 2021/01"
    follow(page, "Auftrag erteilen")
    page.get_by_label("Auftrag an").select_option("senweb")
    page.get_by_label("Auftrag", exact=True).fill("Zahlen zusammenstellen.")
    page.get_by_label("Frist").fill("2021-12-31")
    press(page, "Erteilen")
    assert "überfällig seit" in page.inner_text("main")
    follow(page, "Plan ändern wie beschlossen")
    page.get_by_label("Titel", exact=True).fill("Berliner Data Hub mit Bericht")
    press(page, "Plan ändern")
    assert "Berliner Data Hub mit Bericht" in page.locator("ins").first.inner_text()
    assert "Berliner Data Hub" in page.locator("del").first.inner_text()
    follow(page, "Herbstsitzung am 15. September 2021")
    step(page, "Protokoll genehmigen und abschließen")
    step(page, "Beschlüsse veröffentlichen")


def test_a_meeting_is_held_and_its_order_followed_up(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument
) -> None:
    with window(chromium, live_server.url) as page:
        sign_in(page, "office", "/geschaeftsstelle")
        body_and_meeting(page)
        decision_and_order(page)
        assert barriers(page) == []
    with window(chromium, live_server.url) as page:
        sign_in(page, "lead", "/meine-aufgaben")
        follow(page, "Meine Aufträge")
        assert "Das wartet auf Sie (1)" in page.inner_text("main")
        follow(page, "SKIP 2021/01-1")
        follow(page, "Stand eintragen")
        page.get_by_label("Stand", exact=True).select_option("done")
        page.get_by_label("Was ist getan, was fehlt?").fill("Die Zahlen liegen vor.")
        press(page, "Eintragen")
        assert "erledigt gemeldet, noch nicht abgeschlossen" in page.inner_text("main")
    person("office", password=PASSWORD)
    with window(chromium, live_server.url) as page:
        sign_in(page, "office", "/gremien/auftraege")
        follow(page, "SKIP 2021/01-1")
        press(page, "Als abgeschlossen annehmen")
        assert "erledigt, abgeschlossen" in page.inner_text("main")
    with window(chromium, live_server.url) as page:
        page.goto("/plaene/berlin-2018-2021/beschluesse")
        told = page.inner_text("main")
        assert "SKIP 2021/01" in told
        assert "erledigt, abgeschlossen" in told
        follow(page, "Smart City 2 I")
        assert "Geändert durch Beschluss SKIP 2021/01 vom 15. September 2021" in page.inner_text(
            "main"
        )
        assert page.get_by_role("heading", level=1).inner_text().endswith("Data Hub mit Bericht")
