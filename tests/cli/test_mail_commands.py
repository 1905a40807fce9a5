# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand mail …`` as people and machines call it."""

import datetime as dt
import json
from collections.abc import Iterator

import pytest
from click.testing import CliRunner
from django.utils import timezone
from pytest_django import Settings

from leitstand.cli.commands import leitstand
from leitstand.steering.enums import LetterState
from leitstand.steering.models import Contact, Letter
from leitstand.steering.services.rounds import round_create, round_open
from tests.cli.conftest import Run
from tests.steering.correspondents import ANNA, CARL, NORA, contacts_stand, letter, mail_goes_to
from tests.steering.harbour import OFFICE, PLAN, ROUND, plan_stands, wanted
from tests.steering.smtp import PostOffice
from tests.steering.test_letters_bounces import report


@pytest.fixture(autouse=True)
def harbour(db: None) -> None:
    """A round that is open today: the commands ask the clock."""
    plan_stands()
    contacts_stand()
    today = timezone.localdate()
    asked = wanted(reporting_on=today, due_on=today + dt.timedelta(days=30))
    round_create(actor=OFFICE, plan=PLAN, slug=ROUND, wanted=asked)
    round_open(actor=OFFICE, slug=ROUND)


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    with mail_goes_to(settings) as running:
        yield running


SEND = ("mail", "send", "--any-day")


def test_a_rehearsal_prints_every_letter_in_full_and_sends_none(
    run: Run, office: PostOffice
) -> None:
    said = run(*SEND, "--dry-run").stdout
    for words in (
        f"An: Anna Anker <{ANNA}>",
        "Warum: Noch nicht eingeladen.",
        "Betreff: Berichtsrunde Herbst 2026: Ihre Antwort bis",
        "Guten Tag Anna Anker,",
        "https://leitstand.example/antwort/…",
        "Dear Carl Customs,",
        "herbst · Sued · –: Niemand ist bekannt.",
        "3 Mails gingen hinaus, 1 nicht. Nichts ist geschehen.",
    ):
        assert words in said, words
    assert (office.mails, office.tries, Letter.objects.count()) == ([], [], 0)


def test_a_rehearsal_for_machines_says_why_somebody_gets_nothing(
    run: Run, office: PostOffice
) -> None:
    run(*SEND, "--only", ANNA)
    found = json.loads(run(*SEND, "--dry-run", "--format", "json").stdout)
    assert found["dry_run"] is True
    assert {one["email"] for one in found["letters"]} == {CARL, NORA}
    held = {one["email"]: one["why"] for one in found["held"]}
    assert held[ANNA] == "Heute ging schon eine Mail an diese Adresse."


def test_sending_tells_what_became_of_each_and_fails_where_one_did_not_arrive(
    run: Run, office: PostOffice
) -> None:
    office.recipient[CARL] = "550 5.1.1 no such user"
    done = run(*SEND, "--format", "json")
    assert done.exit_code == 1
    found = json.loads(done.stdout)
    states = {one["email"]: (one["state"], one["note"]) for one in found["letters"]}
    assert states == {
        ANNA: ("sent", ""),
        CARL: ("bounced", "550 5.1.1 no such user"),
        NORA: ("sent", ""),
    }
    again = run(*SEND)
    assert (again.exit_code, again.stdout) == (0, "0 Mails sind versandt.\n")


def test_only_one_address_and_one_kind_are_served_if_asked(run: Run, office: PostOffice) -> None:
    run(*SEND, "--round", ROUND, "--kind", "reminder")
    assert Letter.objects.count() == 0
    done = run(*SEND, "--kind", "invitation", "--only", ANNA)
    assert done.exit_code == 0
    assert f"Einladung  {ANNA}  versandt" in done.stdout
    assert [one.to for one in office.mails] == [ANNA]
    assert Letter.objects.count() == 1


def test_without_a_mail_server_the_operator_is_told_and_nothing_is_prepared(
    run: Run, settings: Settings
) -> None:
    settings.LEITSTAND_HAS_MAIL = False
    done = run(*SEND)
    assert (done.exit_code, "EMAIL_URL" in done.stderr) == (1, True)
    assert Letter.objects.count() == 0
    assert run(*SEND, "--dry-run").exit_code == 0


def test_a_server_that_cannot_be_reached_is_said_in_a_sentence(
    run: Run, settings: Settings
) -> None:
    settings.LEITSTAND_HAS_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", 9
    done = run(*SEND)
    assert done.exit_code == 1
    assert "Der Mailserver ist nicht erreichbar" in done.stdout
    assert "Traceback" not in done.output


def test_a_round_that_is_not_there_is_said_so(run: Run, office: PostOffice) -> None:
    done = run(*SEND, "--round", "nirgends")
    assert (done.exit_code, done.stderr) == (1, "Diese Runde gibt es nicht: nirgends\n")


def test_the_list_shows_what_became_of_letters(run: Run, office: PostOffice) -> None:
    office.recipient[CARL] = "550 5.1.1 no such user"
    run(*SEND)
    assert f"Einladung  {CARL}  –  unzustellbar: 550 5.1.1" in run("mail", "list").stdout
    rows = json.loads(run("mail", "list", "--state", "sent", "--format", "json").stdout)
    assert {one["email"] for one in rows} == {ANNA, NORA}
    assert set(rows[0]) == {
        *("id", "round", "kind", "email", "subject", "state", "day", "attempts", "failure")
    }


def test_a_failed_letter_is_released(run: Run, office: PostOffice) -> None:
    office.content[ANNA] = "554 5.6.0 not this one"
    run(*SEND)
    number = letter(ANNA).pk
    assert letter(ANNA).state == LetterState.FAILED
    assert "nächsten Versand" in run("mail", "release", number).stdout
    office.content.clear()
    run(*SEND)
    assert len(office.to(ANNA)) == 1
    done = run("mail", "release", 999_999)
    assert (done.exit_code, done.stderr) == (1, "Diese Mail gibt es nicht: 999999\n")


def test_a_report_is_read_from_standard_input(run: Run, office: PostOffice) -> None:
    run(*SEND)
    content = report(message_id=letter(ANNA).message_id)
    done = CliRunner().invoke(leitstand, ["mail", "bounce"], input=content)
    assert f"{ANNA}: als unzustellbar vermerkt (550 5.1.1" in done.stdout
    assert Contact.objects.get(email=ANNA).bounced_at is not None
    again = CliRunner().invoke(leitstand, ["mail", "bounce", "--format", "json"], input=content)
    [found] = json.loads(again.stdout)
    assert (found["email"], found["letter"]) == (ANNA, letter(ANNA).pk)
    wrong = CliRunner().invoke(leitstand, ["mail", "bounce"], input=b"Hallo")
    assert (wrong.exit_code, "RFC 3464" in wrong.stderr) == (1, True)
