# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The programme office runs a round in a real browser, from the first draft to the frozen round."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from leitstand.plan.document import PlanDocument
from leitstand.steering.models import Duty, ReportingRound
from tests.journeys.chromium import LOOKS, Look, barriers, started, window
from tests.people import PASSWORD, person
from tests.steering.desk_cast import (
    PLAN,
    ROUND,
    SOON,
    duties,
    frozen_round_stands,
    open_round_stands,
    says,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# Where to put pictures of the pages, for those who want to look at them.
PICTURES = os.environ.get("LEITSTAND_TEST_PICTURES")
DESK = "/geschaeftsstelle"
HERE = f"{DESK}/runden/{ROUND}"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with started() as browser:
        yield browser


def sign_in(page: Page, back: str, role: str = "office") -> None:
    person(role, password=PASSWORD)
    page.goto(f"/konto/anmelden?next={back}")
    page.get_by_label("Benutzername").fill(role)
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden", exact=True).click()


def picture(page: Page, name: str, look: Look = "light") -> None:
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{look}.png", full_page=True)


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def said(page: Page) -> str:
    """What the page says in its notes and alerts."""
    return " ".join(page.locator(".kern-alert").all_inner_texts())


def test_an_office_prepares_opens_closes_and_freezes_a_round(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument
) -> None:
    with window(chromium, live_server.url) as page:
        sign_in(page, "/")
        page.get_by_role("link", name="Geschäftsstelle", exact=True).click()
        assert "Noch keine Runde" in page.inner_text("main")
        picture(page, "desk-empty")
        page.get_by_role("link", name="Neue Runde").click()
        page.get_by_label("Kennung").fill("probe")
        page.get_by_label("Marketing", exact=False).first.check()
        page.get_by_role("button", name="Vorschau: Wer schuldet was?").click()
        assert "gespeichert ist noch nichts" in said(page)
        assert not ReportingRound.objects.exists()
        assert page.get_by_label("Marketing", exact=False).first.is_checked()
        picture(page, "round-new")
        page.get_by_role("button", name="Speichern").click()
        assert "Die Runde ist angelegt." in said(page)
        assert page.url.endswith("/runden/probe?getan=angelegt")
        picture(page, "draft")
        page.get_by_role("link", name="Runde öffnen").click()
        assert not Duty.objects.exists(), "reading the page opened the round"
        picture(page, "step-open")
        page.get_by_role("button", name="Runde öffnen").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/runden/probe?getan=oeffnen")
        assert Duty.objects.filter(round__slug="probe").count() > 5
        page.get_by_role("link", name="Runde schließen").click()
        assert "Antworten fehlen" in page.inner_text("main")
        page.get_by_role("button", name="Runde schließen").click()
        page.get_by_role("link", name="Runde einfrieren").click()
        picture(page, "step-freeze")
        page.get_by_role("button", name="Runde einfrieren").click()
        assert "nichts in ihr ändert sich mehr" in said(page)
    assert ReportingRound.objects.get(slug="probe").state == "frozen"


def test_answers_are_looked_through_by_keyboard_alone(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument
) -> None:
    frozen_round_stands()
    open_round_stands()
    with window(chromium, live_server.url) as page:
        sign_in(page, f"{HERE}?liste=durchsicht")
        row = page.get_by_role("row").filter(has_text="SenWEB")
        assert "durchzusehen" in row.inner_text()
        row.get_by_role("link", name="Durchsehen").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/antworten/*")
        assert (
            "noch nicht erfasst" in page.locator("del").first.inner_text()
            or page.locator("ins").count()
        )
        picture(page, "review-difference")
        page.get_by_role("button", name="Annehmen und weiter").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/antworten/*getan=angenommen")
        assert "IBB" in heading(page)
        assert "Widersprüche" in said(page)
        picture(page, "review-contradiction")
        page.get_by_label("Rückfrage").focus()
        page.keyboard.type("Der Meilenstein ist vorbei. Was ist mit dem Vertrag?")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**getan=gefragt")
        assert "Was ist mit dem Vertrag?" in page.inner_text("main")
        page.goto(f"{HERE}?liste=rueckfrage")
        assert page.get_by_role("row").filter(has_text="IBB").count() == 1
    assert duties(ROUND, "senweb")[0].accepted == 1


def test_contacts_come_in_from_a_list_with_a_preview(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument, tmp_path: Path
) -> None:
    listed = tmp_path / "kontakte.csv"
    listed.write_text(
        "Institution;E-Mail;Name\nIHK;ihk@example.org;Frau Krause\nGibtsnicht;x@example.org;\n"
        "IBB;keine-adresse;\n",
        encoding="cp1252",
    )
    with window(chromium, live_server.url) as page:
        sign_in(page, f"{DESK}/kontakte")
        picture(page, "contacts-empty")
        page.get_by_role("link", name="Aus CSV oder Excel einlesen").click()
        page.get_by_label("Datei").set_input_files(listed)
        page.get_by_role("button", name="Datei ansehen").click()
        assert "1 Zeile passt, 2 Zeilen passen nicht" in said(page)
        assert "Diese Institution gibt es nicht: Gibtsnicht" in page.inner_text("main")
        picture(page, "contacts-preview")
        page.get_by_role("button", name="1 Kontakt einlesen").click()
        assert page.get_by_role("row").filter(has_text="ihk@example.org").count() == 1
        page.get_by_role("link", name="Ändern: Frau Krause").click()
        page.get_by_label("Bekommt Mails und Links").uncheck()
        page.get_by_role("button", name="Speichern").click()
        assert "bekommt keine Mails" in page.inner_text("main")
        picture(page, "contacts")


@pytest.mark.parametrize("look", LOOKS)
def test_no_page_of_the_desk_stands_in_anybodys_way(
    chromium: Browser, live_server: LiveServer, berlin: PlanDocument, look: Look
) -> None:
    frozen_round_stands()
    open_round_stands(due_in=-2)
    for duty in duties(ROUND, "ibb")[1:3]:
        says(duty, SOON)
    answered = duties(ROUND, "ibb")[0].pk
    pages = {
        "desk": DESK,
        "contacts": f"{DESK}/kontakte",
        "contact": f"{DESK}/kontakte/neu/senweb",
        "import": f"{DESK}/kontakte/einlesen",
        "new": f"{DESK}/plaene/{PLAN}/neue-runde",
        "worklist": HERE,
        "filtered": f"{HERE}?liste=verzoegert",
        "edit": f"{HERE}/aendern",
        "review": f"{HERE}/antworten/{answered}",
        "links": f"{HERE}/links",
        "link": f"{HERE}/links/sensw",
        "letters": f"{HERE}/post?jeden-tag=1",
        "close": f"{HERE}/schritte/schliessen",
    }
    with window(chromium, live_server.url, look) as page:
        sign_in(page, DESK)
        for name, path in pages.items():
            page.goto(path)
            found = barriers(page)
            picture(page, name, look)
            assert (name, found) == (name, [])
