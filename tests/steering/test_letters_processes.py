# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Processes that send at once, and one that is killed in the middle: nobody gets a mail twice."""

import json
import os
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.places import Place, new_place
from tests.steering.correspondents import ANNA, CARL, NORA
from tests.steering.smtp import Delivered, PostOffice, post_office

SEND = ("-c", "from leitstand.cli import main; main()", "mail", "send", "--any-day")
# The commands ask the real clock, so the rounds are open now.
SET_UP = """
import datetime as dt, django
django.setup()
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
from tests.steering.correspondents import contacts_stand
from tests.steering.harbour import OFFICE, PLAN, plan_stands, wanted
from leitstand.steering.services.rounds import round_create, round_open
plan_stands()
contacts_stand()
now = timezone.now() - dt.timedelta(days=10)
today = timezone.localdate(now)
for slug in ("herbst", "zwei"):
    asked = wanted(reporting_on=today, due_on=today + dt.timedelta(days=40))
    round_create(actor=OFFICE, plan=PLAN, slug=slug, wanted=asked, now=now)
    round_open(actor=OFFICE, slug=slug, now=now)
"""
WAITS_IN_BOTH = """
import django
django.setup()
from django.utils import timezone
from leitstand.steering.models import AnswerLink, Letter, ReportingRound
from leitstand.steering.services.letters import letters_prepare
from tests.steering.harbour import OFFICE
letters_prepare(actor=OFFICE, slug="herbst", is_any_day=True)
Letter.objects.update(state="dropped")
letters_prepare(actor=OFFICE, slug="zwei", is_any_day=True)
Letter.objects.update(state="waiting")
print(Letter.objects.count())
"""
CLAIMED_LONG_AGO = """
import datetime as dt, django
django.setup()
from django.db.models import F
from leitstand.steering.models import Letter
Letter.objects.filter(state="sending").update(claimed_at=F("claimed_at") - dt.timedelta(hours=1))
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def set_up(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """An installation with two open rounds, to be copied."""
    place = new_place(tmp_path_factory.mktemp("orte"), request.param)
    place.script(SET_UP)
    yield place
    place.destroy()


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as running:
        yield running


@pytest.fixture
def place(set_up: Place, tmp_path: Path, office: PostOffice) -> Iterator[Place]:
    """An installation that sends to the mail server of the test."""
    variables = {"EMAIL_URL": office.url, "LEITSTAND_URL": "https://leitstand.example"}
    engine = "postgresql" if set_up.server else "sqlite"
    made = new_place(
        tmp_path, engine, like=set_up, variables=variables | {"LEITSTAND_LOG": "DEBUG"}
    )
    yield made
    made.destroy()


def ended(*running: "subprocess.Popen[str]") -> list[tuple[int, str, str]]:
    """Exit code, output and log of each."""
    said = [one.communicate(timeout=60) for one in running]
    return [(one.returncode, *words) for one, words in zip(running, said, strict=True)]


def letters(place: Place) -> list[dict[str, Any]]:
    done = place.leitstand("mail", "list", "--format", "json")
    return list(json.loads(done.stdout))


def slowly(_mail: Delivered) -> None:
    time.sleep(0.3)


def test_two_processes_that_send_at_once_write_to_everybody_once(
    place: Place, office: PostOffice
) -> None:
    office.after = slowly
    found = ended(*(place.process(*SEND) for _run in range(3)))
    assert [code for code, _out, _log in found] == [0, 0, 0], found
    assert Counter(one.to for one in office.mails) == {ANNA: 1, CARL: 1, NORA: 1}


def test_two_processes_with_two_letters_to_one_person_send_one_of_them(
    place: Place, office: PostOffice
) -> None:
    assert place.script(WAITS_IN_BOTH).strip() == "6"
    office.after = slowly
    running = [place.process(*SEND, "--round", slug) for slug in ("herbst", "zwei")]
    found = ended(*running)
    assert Counter(one.to for one in office.mails) == {ANNA: 1, CARL: 1, NORA: 1}, found
    assert Counter(one["state"] for one in letters(place)) == {"sent": 3, "waiting": 3}


def test_a_process_killed_when_a_mail_was_in_does_not_send_it_again(
    place: Place, office: PostOffice
) -> None:
    running = place.process(*SEND)

    def kill(mail: Delivered) -> None:
        office.after = None
        os.kill(running.pid, signal.SIGKILL)
        running.wait()

    office.after = kill
    [(code, _out, _log)] = ended(running)
    assert code == -signal.SIGKILL
    [first] = office.mails
    [(code, _out, log)] = ended(place.process(*SEND))
    assert code == 0, log
    assert Counter(one.to for one in office.mails) == {ANNA: 1, CARL: 1, NORA: 1}
    [broken] = [one for one in letters(place) if one["state"] == "sending"]
    assert broken["email"] == first.to
    refused = place.leitstand("mail", "release", str(broken["id"]))
    assert (refused.returncode, "Nur was fehlschlug" in refused.stderr) == (1, True)
    place.script(CLAIMED_LONG_AGO)
    assert place.leitstand("mail", "release", str(broken["id"]), "--arrived").returncode == 0
    ended(place.process(*SEND))
    assert len(office.mails) == 3
    assert {one["state"] for one in letters(place)} == {"sent"}


def test_no_log_names_a_person(place: Place, office: PostOffice) -> None:
    office.recipient = {ANNA: "550 5.1.1 no such user", CARL: "451 4.7.1 later", NORA: "drop"}
    [(code, out, log)] = ended(place.process(*SEND))
    assert code == 1
    assert ANNA in out  # what somebody asked for is an answer, not a log
    assert [word for word in ("@werft", "@zoll", "@nord", "Anker", "Customs") if word in log] == []
