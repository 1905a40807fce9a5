# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A reporting round from its draft to its publication, with nothing pretended but the calendar.

A real server with the settings of production, a real mail server, a shell, and a browser for
everybody. docs/how-to/run-a-reporting-round.md tells this story to an office.
"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.house.checkout import ROOT
from tests.journeys.chromium import window
from tests.journeys.story import institutions, office
from tests.journeys.story.album import PICTURES, album
from tests.journeys.story.office import HERE, POST, main, notes, row
from tests.journeys.story.stage import (
    ECONOMY,
    ENVIRONMENT,
    IBB,
    INTERIOR,
    PARTNER,
    PLAN,
    ROUND,
    stage,
)

PUBLIC = f"/plaene/{PLAN}/runden/{ROUND}"
FIVE_MINUTES = 300
QUESTION = "Der Vertrag war bis vor drei Wochen geplant. Wann kommt er?"
REPLY = "Er ist unterschriftsreif und kommt im Januar."


@pytest.mark.browser
def test_an_office_runs_a_round_from_its_draft_to_its_publication(
    browser: Browser, tmp_path: Path
) -> None:
    pictures = album(tmp_path)
    with stage(tmp_path) as house, window(browser, house.address) as desk:
        # Prepare: nobody is asked yet.
        office.sign_in(desk)
        office.draft_the_round(desk)
        assert "12 Antworten werden erbeten" in notes(desk)
        pictures.take(desk, "round-preview")
        office.save_the_round(desk)
        assert "Für 5 Institutionen fehlt ein Kontakt" in main(desk)
        office.enter_a_contact(desk, "IBB", IBB, "Berta Bank")
        office.bring_in_contacts(desk, tmp_path)
        office.take_the_step(desk, "Runde öffnen")
        [card] = house.told("round", "list")
        assert (card["slug"], card["state"], card["owed"]) == (ROUND, "open", 12)

        # Rehearse, on the page and in the shell: nothing goes out.
        desk.goto(POST)
        assert "5 Mails" in main(desk)
        desk.get_by_text("Mail lesen").first.click()
        pictures.take(desk, "round-post")
        rehearsed = house.told("mail", "send", "--dry-run", "--any-day")
        assert {one["email"] for one in rehearsed["letters"]} == {
            IBB,
            PARTNER,
            ECONOMY,
            ENVIRONMENT,
            INTERIOR,
        }
        assert house.mail.mails == []

        # Send: to one first, then to the others, one of whom cannot be reached.
        office.send_to_one(desk, IBB)
        assert [one.to for one in house.mail.mails] == [IBB]
        house.mail.recipient[INTERIOR] = "550 5.1.1 no such user"
        office.send_to_all(desk)
        assert sorted(one.to for one in house.mail.mails) == sorted(
            [IBB, PARTNER, ECONOMY, ENVIRONMENT]
        )

        # Answer in three ways: by a link without JavaScript, in Excel, signed in by keyboard.
        with window(browser, house.address, has_scripts=False) as bank:
            by_link = institutions.answer_by_link(bank, house.link_in_mail(IBB), pictures)
        with window(browser, house.address) as partner:
            seen = institutions.answer_in_excel(partner, house.link_in_mail(PARTNER), tmp_path)
            assert "Es ist noch nichts gespeichert" in seen
            pictures.take(partner, "round-sheet")
            institutions.take_the_sheet(partner)
        with window(browser, house.address) as lead:
            by_keyboard = institutions.answer_signed_in(lead)
        assert (by_link.fields, by_link.clicks) == (5, 7)
        assert (by_keyboard.fields, by_keyboard.presses) == (3, 5)
        assert by_keyboard.tabs <= 20
        assert max(by_link.seconds, by_keyboard.seconds) < FIVE_MINUTES

        # A week after the deadline: one is silent, one cannot be reached, one contradicts itself.
        house.days_pass(35)
        desk.goto(HERE)
        pictures.take(desk, "round-worklist", ".st-counts")
        for words in ("SenUVK", "Frist vorbei"), ("SenInnDS", "Mail kam nicht an"):
            assert all(one in row(desk, *words) for one in words)
        assert "widersprüchlich" in row(desk, "IBB")
        desk.goto(POST)
        assert re.search(r"Erinnerung.*umwelt@senuvk", main(desk))
        assert "Die letzte Mail war unzustellbar" in main(desk)

        # The office asks; the question and its answer go through the link.
        office.look_through(desk, "IBB")
        assert "läuft – im Plan" in main(desk)
        assert "überfällig" in main(desk)
        assert "Widersprüche" in notes(desk)
        pictures.take(desk, "round-review", "h1")
        office.ask(desk, QUESTION)
        office.send_to_all(desk)
        assert QUESTION in house.newest_mail(IBB).text
        with window(browser, house.address, has_scripts=False) as bank:
            institutions.reply_to_the_question(bank, house.link_in_mail(IBB), REPLY)
        desk.goto(f"{HERE}?liste=rueckantwort")
        assert "IBB" in row(desk, "Rückfrage beantwortet")

        # Accept, close, freeze, publish: only now anybody else reads an answer.
        assert office.accept_all(desk) == 4
        office.take_the_step(desk, "Runde schließen")
        desk.goto(f"{HERE}/schritte/einfrieren")
        assert "8 Antworten fehlen." in main(desk)
        pictures.take(desk, "round-freeze")
        office.take_the_step(desk, "Runde einfrieren")
        assert "keine Abweichung" in house.shell("round", "verify", ROUND)
        with window(browser, house.address) as stranger:
            assert stranger.goto(PUBLIC).status == 404
            office.take_the_step(desk, "Runde veröffentlichen")
            stranger.goto(PUBLIC)
            pictures.take(stranger, "round-public")
            print(main(stranger))
        [card] = house.told("round", "list")
        assert (card["state"], card["answered"]) == ("published", 4)
        assert sorted(pictures.taken) == sorted(PICTURES)


def test_the_how_to_shows_these_pictures() -> None:
    text = (ROOT / "docs/how-to/run-a-reporting-round.md").read_text("utf-8")
    assert tuple(re.findall(r"\(\.\./images/([\w-]+)\.png\)", text)) == PICTURES
