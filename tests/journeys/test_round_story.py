# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A reporting round from its draft to its publication, with nothing pretended but the calendar.

A real server with the settings of production, a real mail server, a shell, and a browser for
everybody. docs/how-to/run-a-reporting-round.md tells this story to an office.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.house.checkout import ROOT
from tests.journeys.chromium import window
from tests.journeys.story import institutions, office
from tests.journeys.story.album import PICTURES, Album, album
from tests.journeys.story.office import HERE, POST, main, notes, row
from tests.journeys.story.stage import (
    ECONOMY,
    ENVIRONMENT,
    IBB,
    INTERIOR,
    PARTNER,
    PLAN,
    ROUND,
    Stage,
    stage,
)

EVERYBODY = sorted([IBB, PARTNER, ECONOMY, ENVIRONMENT, INTERIOR])
PUBLIC = f"/plaene/{PLAN}/runden/{ROUND}"
FIVE_MINUTES = 300
QUESTION = "Der Vertrag war bis vor drei Wochen geplant. Wann kommt er?"
REPLY = "Er ist unterschriftsreif und kommt im Januar."


@dataclass(frozen=True)
class Story:
    """Where it plays, the office's window, and what else its chapters need."""

    house: Stage
    desk: Page
    browser: Browser
    pictures: Album
    folder: Path


@pytest.mark.browser
def test_an_office_runs_a_round_from_its_draft_to_its_publication(
    browser: Browser, tmp_path: Path
) -> None:
    with stage(tmp_path) as house, window(browser, house.address) as desk:
        story = Story(house, desk, browser, album(tmp_path), tmp_path)
        nobody_is_asked_before_the_round_opens(story)
        nothing_goes_out_in_a_rehearsal(story)
        one_mail_goes_first_then_the_others(story)
        three_institutions_answer_in_three_ways(story)
        a_week_late_the_worklist_tells_who_is_silent_lost_or_contradictory(story)
        a_question_and_its_reply_go_through_the_link(story)
        what_is_accepted_is_frozen(story)
        only_then_is_it_public(story)
    assert sorted(story.pictures.taken) == sorted(PICTURES)


def nobody_is_asked_before_the_round_opens(story: Story) -> None:
    desk = story.desk
    office.sign_in(desk)
    office.draft_the_round(desk)
    assert "12 Antworten werden erbeten" in notes(desk)
    story.pictures.take(desk, "round-preview", "h1")
    office.save_the_round(desk)
    assert "Für 5 Institutionen fehlt ein Kontakt" in main(desk)
    office.enter_a_contact(desk, "IBB", IBB, "Berta Bank")
    office.bring_in_contacts(desk, story.folder)
    [card] = story.house.told("round", "list")
    assert (card["slug"], card["state"], card["owed"]) == (ROUND, "draft", 0)
    office.take_the_step(desk, "Runde öffnen")
    [card] = story.house.told("round", "list")
    assert (card["state"], card["owed"]) == ("open", 12)


def nothing_goes_out_in_a_rehearsal(story: Story) -> None:
    story.desk.goto(POST)
    assert "5 Mails" in main(story.desk)
    story.desk.get_by_text("Mail lesen").first.click()
    story.pictures.take(story.desk, "round-post", "h1")
    rehearsed = story.house.told("mail", "send", "--dry-run", "--any-day")
    assert sorted(one["email"] for one in rehearsed["letters"]) == EVERYBODY
    assert story.house.mail.mails == []


def one_mail_goes_first_then_the_others(story: Story) -> None:
    mail = story.house.mail
    office.send_to_one(story.desk, IBB)
    assert [one.to for one in mail.mails] == [IBB]
    mail.recipient[INTERIOR] = "550 5.1.1 no such user"
    office.send_to_all(story.desk)
    assert sorted([*(one.to for one in mail.mails), INTERIOR]) == EVERYBODY


def three_institutions_answer_in_three_ways(story: Story) -> None:
    house, browser = story.house, story.browser
    with window(browser, house.address, has_scripts=False) as bank:
        by_link = institutions.answer_by_link(bank, house.link_in_mail(IBB), story.pictures)
    with window(browser, house.address) as partner:
        seen = institutions.answer_in_excel(partner, house.link_in_mail(PARTNER), story.folder)
        assert "Es ist noch nichts gespeichert" in seen
        story.pictures.take(partner, "round-sheet", "h1")
        institutions.take_the_sheet(partner)
    with window(browser, house.address) as lead:
        by_keyboard = institutions.answer_signed_in(lead)
    assert (by_link.fields, by_link.clicks) == (5, 7)
    assert (by_keyboard.fields, by_keyboard.presses) == (3, 5)
    assert by_keyboard.tabs <= 20
    assert max(by_link.seconds, by_keyboard.seconds) < FIVE_MINUTES


def a_week_late_the_worklist_tells_who_is_silent_lost_or_contradictory(story: Story) -> None:
    desk = story.desk
    story.house.days_pass(35)
    desk.goto(HERE)
    story.pictures.take(desk, "round-worklist", "h1")
    desk.goto(f"{HERE}?liste=ueberfaellig&institution=senuvk")
    assert "2 von 12 Einträgen" in main(desk)
    desk.goto(HERE)
    assert "Kontakt ändern" in row(desk, "SenInnDS", "Mail kam nicht an")
    assert "IBB" in row(desk, "widersprüchlich")
    desk.goto(POST)
    assert re.search(r"Erinnerung.*umwelt@senuvk", main(desk))
    assert "Die letzte Mail war unzustellbar" in main(desk)


def a_question_and_its_reply_go_through_the_link(story: Story) -> None:
    house, desk = story.house, story.desk
    office.look_through(desk, "IBB")
    assert "läuft – im Plan" in main(desk)
    assert "überfällig" in main(desk)
    assert "Widersprüche" in notes(desk)
    story.pictures.take(desk, "round-review", "h1")
    office.ask(desk, QUESTION)
    office.send_to_all(desk)
    assert QUESTION in house.newest_mail(IBB).text
    with window(story.browser, house.address, has_scripts=False) as bank:
        institutions.reply_to_the_question(bank, house.link_in_mail(IBB), REPLY)
    desk.goto(f"{HERE}?liste=rueckantwort")
    assert "IBB" in row(desk, "Rückfrage beantwortet")
    office.settle(desk, REPLY)


def what_is_accepted_is_frozen(story: Story) -> None:
    desk = story.desk
    assert office.accept_all(desk) == 3
    office.take_the_step(desk, "Runde schließen")
    desk.goto(f"{HERE}/schritte/einfrieren")
    assert "8 Antworten fehlen." in main(desk)
    story.pictures.take(desk, "round-freeze", "h1")
    office.take_the_step(desk, "Runde einfrieren")
    assert f"{ROUND} ist unverändert" in story.house.shell("round", "verify", ROUND)


def only_then_is_it_public(story: Story) -> None:
    with window(story.browser, story.house.address) as stranger:
        before = stranger.goto(PUBLIC)
        assert before is not None
        assert before.status == 404
        office.take_the_step(story.desk, "Runde veröffentlichen")
        stranger.goto(PUBLIC)
        story.pictures.take(stranger, "round-public", "h1")
        seen = main(stranger)
    assert "4 von 12" in seen
    assert not [one for one in ("Berta Bank", "Person lead", REPLY, QUESTION) if one in seen]
    [card] = story.house.told("round", "list")
    assert (card["state"], card["answered"]) == ("published", 4)


def test_the_how_to_shows_these_pictures() -> None:
    text = (ROOT / "docs/how-to/run-a-reporting-round.md").read_text("utf-8")
    assert tuple(re.findall(r"\(\.\./images/([\w-]+)\.png\)", text)) == PICTURES
