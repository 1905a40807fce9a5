# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How three institutions answer: by a link, in Excel, signed in."""

import datetime as dt
from pathlib import Path

from django.utils import timezone
from playwright.sync_api import Page

from tests.journeys.chromium import barriers
from tests.journeys.signing_in import fill_in
from tests.journeys.story.album import Album
from tests.journeys.story.hand import Hand, follow
from tests.journeys.story.stage import LEAD
from tests.steering.sheets import edited, put

TASKS = "/meine-aufgaben"
ACCOUNT = "Der Fonds ist aufgelegt. Die ersten zwölf Betriebe haben Mittel bekommen."
DONE = "Abgegeben. Vielen Dank!"


def answer_by_link(page: Page, link: str, pictures: Album) -> Hand:
    """The holder of a link says that all goes well, though a milestone is over."""
    hand = Hand(page)
    page.goto(link)
    hand.read()
    pictures.take(page, "round-link")
    hand.follow(page.get_by_role("link", name="Jetzt antworten"))
    hand.read()
    hand.choose("läuft")
    hand.choose("im Plan")
    hand.write("Was ist geschehen?", ACCOUNT)
    pictures.take(page, "round-answer", "#id_state")
    hand.click(page.get_by_text("Meilensteine", exact=True))
    hand.write("Schritt", "Vertrag mit der Landesbank")
    over = timezone.localdate() - dt.timedelta(days=20)
    page.get_by_label("Geplant bis").fill(f"{over}")
    hand.fields, hand.letters = hand.fields + 1, hand.letters + 8
    hand.follow(page.get_by_role("button", name="Abgeben", exact=True))
    page.get_by_text(DONE).wait_for()
    return hand


def answer_in_excel(page: Page, link: str, folder: Path) -> str:
    """The sheet behind a link is downloaded, filled in and uploaded; what its preview says.

    The preview lies open.
    """
    page.goto(link)
    follow(page.get_by_role("link", name="Excel-Tabelle"))
    assert barriers(page) == []
    with page.expect_download() as download:
        page.get_by_role("link", name="Tabelle herunterladen (.xlsx)").click()
    sheet = folder / download.value.suggested_filename
    download.value.save_as(sheet)
    filled = edited(
        sheet.read_bytes(),
        put("Antworten", "Stand der Umsetzung", 0, "Daueraufgabe"),
        put("Antworten", "Eigene Einschätzung", 0, "im Plan"),
        put("Antworten", "Was ist geschehen?", 0, "Das Büro berät 40 Betriebe im Monat."),
        put("Antworten", "Stand der Umsetzung", 1, "läuft"),
        put("Antworten", "Eigene Einschätzung", 1, "gefährdet"),
        put("Antworten", "Was steht im Weg?", 1, "Zwei Stellen sind nicht besetzt."),
    )
    sheet.write_bytes(filled)
    page.get_by_label("Ihre Tabelle").set_input_files(sheet)
    follow(page.get_by_role("button", name="Hochladen und ansehen"))
    assert barriers(page) == []
    return page.locator("main").inner_text()


def take_the_sheet(page: Page) -> None:
    """What the preview shows is handed in."""
    follow(page.get_by_role("button", name="Übernehmen und abgeben"))
    page.get_by_text("2 Antworten abgegeben").wait_for()


def answer_signed_in(page: Page) -> Hand:
    """A lead signs in and answers the first of its measures with the keyboard alone."""
    page.goto(f"/konto/anmelden?next={TASKS}")
    fill_in(page, LEAD)
    page.wait_for_url(f"**{TASKS}")
    follow(page.locator(".ls-tasks a").first)
    hand = Hand(page)
    hand.read()
    hand.tab_to(page.get_by_role("link", name="Zum Inhalt springen"))
    hand.press("Enter")
    hand.pick(hand.labelled("nicht begonnen"), "ArrowDown", "ArrowDown")
    assert hand.labelled("läuft").is_checked()
    hand.pick(hand.labelled("im Plan"), "Space")
    hand.tab_to(hand.labelled("Was ist geschehen?"))
    hand.type("Das Netz ist gebaut; der Probebetrieb läuft.")
    hand.tab_to(page.get_by_role("button", name="Abgeben", exact=True))
    hand.press("Enter")
    page.get_by_text(DONE).wait_for()
    return hand


def reply_to_the_question(page: Page, link: str, text: str) -> None:
    """The holder of a link reads what the office asks, and replies."""
    page.goto(link)
    follow(page.locator(".ls-tasks a").first)
    if page.get_by_role("link", name="Antwort ändern").count():
        follow(page.get_by_role("link", name="Antwort ändern"))
    page.get_by_label("Ihre Antwort auf die Rückfrage").fill(text)
    follow(page.get_by_role("button", name="Antwort senden"))
    page.get_by_text(text).wait_for()
