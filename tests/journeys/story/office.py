# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the office does in the story of a round."""

from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.signing_in import fill_in
from tests.journeys.story.hand import follow
from tests.journeys.story.stage import (
    ECONOMY,
    ENVIRONMENT,
    INTERIOR,
    OFFICE,
    PARTNER,
    ROUND,
    TOPICS,
)

DESK = "/geschaeftsstelle"
HERE = f"{DESK}/runden/{ROUND}"
# On whichever day the tests run.
POST = f"{HERE}/post?jeden-tag=1"


def notes(page: Page) -> str:
    """What the page says in its notes."""
    return " ".join(page.locator(".kern-alert").all_inner_texts())


def main(page: Page) -> str:
    """What the page says."""
    return page.locator("main").inner_text()


def row(page: Page, *words: str) -> str:
    """The one row of a table that has these words."""
    found = page.get_by_role("row")
    for one in words:
        found = found.filter(has_text=one)
    assert found.count() == 1, found.all_inner_texts()
    return found.inner_text()


def sign_in(page: Page) -> None:
    """The office comes to its desk."""
    page.goto("/konto/anmelden")
    fill_in(page, OFFICE)
    follow(page.get_by_role("link", name="Geschäftsstelle", exact=True))


def draft_the_round(page: Page) -> None:
    """The form of a new round is filled in and shows whom it would ask."""
    follow(page.get_by_role("link", name="Neue Runde"))
    page.get_by_label("Titel", exact=True).fill("Herbst 2026")
    page.get_by_label("Titel (englisch)").fill("Autumn 2026")
    page.get_by_label("Kennung").fill(ROUND)
    for topic in TOPICS:
        page.locator(f"#umfang-{topic}").check()
    follow(page.get_by_role("button", name="Vorschau: Wer schuldet was?"))


def save_the_round(page: Page) -> None:
    """The round is there, in preparation."""
    follow(page.get_by_role("button", name="Speichern"))


def enter_a_contact(page: Page, institution: str, email: str, name: str) -> None:
    """The contact that the preview misses is entered in the form."""
    page.goto(HERE)
    follow(page.get_by_role("row").filter(has_text=institution).get_by_role("link", name="fehlt"))
    page.get_by_label("E-Mail-Adresse").fill(email)
    page.get_by_label("Name").fill(name)
    follow(page.get_by_role("button", name="Speichern"))


def bring_in_contacts(page: Page, folder: Path) -> None:
    """The other contacts come from a list such as every office has."""
    listed = folder / "kontakte.csv"
    lines = (
        f"Berlin Partner;{PARTNER};Paul Pohl",
        f"SenWEB;{ECONOMY};Wiebke Wirt",
        f"SenUVK;{ENVIRONMENT};Ulla Umland",
        f"SenInnDS;{INTERIOR};Ivo Innen",
    )
    listed.write_text("Institution;E-Mail;Name\n" + "\n".join(lines), encoding="cp1252")
    page.goto(f"{DESK}/kontakte/einlesen")
    page.get_by_label("Datei").set_input_files(listed)
    follow(page.get_by_role("button", name="Datei ansehen"))
    follow(page.get_by_role("button", name="4 Kontakte einlesen"))


def take_the_step(page: Page, name: str) -> None:
    """A step of the round is read and taken."""
    page.goto(HERE)
    follow(page.get_by_role("link", name=name, exact=True))
    follow(page.get_by_role("button", name=name, exact=True))
    assert "?getan=" in page.url, main(page)


def send_to_one(page: Page, email: str) -> None:
    """One mail goes out."""
    page.goto(POST)
    follow(page.get_by_role("button", name="Nur diese senden").filter(has_text=email))


def send_to_all(page: Page) -> None:
    """What is due goes out."""
    page.goto(POST)
    follow(page.get_by_role("button", name="senden", exact=False).first)


def look_through(page: Page, institution: str) -> None:
    """The answer of an institution lies open."""
    page.goto(f"{HERE}?liste=durchsicht")
    found = page.get_by_role("row").filter(has_text=institution)
    follow(found.first.get_by_role("link", name="Durchsehen", exact=True))


def ask(page: Page, question: str) -> None:
    """The office asks about the answer that lies open."""
    page.get_by_label("Rückfrage", exact=True).fill(question)
    follow(page.get_by_role("button", name="Fragen"))


def settle(page: Page, reply: str) -> None:
    """The reply is read, the question closed, the answer accepted."""
    follow(page.get_by_role("link", name="Durchsehen", exact=True))
    page.get_by_text(reply).wait_for()
    follow(page.get_by_role("button", name="Rückfrage schließen"))
    follow(page.get_by_role("button", name="Annehmen und weiter"))


def accept_all(page: Page) -> int:
    """Every answer that waits is accepted, one after the other; how many there were."""
    page.goto(f"{HERE}?liste=durchsicht")
    follow(page.get_by_role("link", name="Durchsehen", exact=True).first)
    count = 0
    while page.get_by_role("button", name="Annehmen und weiter").count():
        follow(page.get_by_role("button", name="Annehmen und weiter"))
        count += 1
    return count
