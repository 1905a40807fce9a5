# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The stage of the story of a round: an installation, its server, its mail server, its people.

Two topics of the Berlin plan are asked. Five institutions owe twelve answers: the IBB owes one and
answers by its link, Berlin Partner two, in Excel; the economy's administration owes six and has an
account; the one for the environment stays silent; no mail reaches the one for the interior.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.cli.places import Place, new_place
from tests.house.checkout import ROOT
from tests.people import PASSWORD
from tests.servers import PRODUCTION, free_port, serving
from tests.steering.smtp import Delivered, PostOffice, post_office

PLAN, ROUND = "berlin-2018-2021", "2026-2"
TOPICS = ("finanzierung", "verwaltung-infrastruktur")
IBB, PARTNER, ECONOMY = "bank@ibb.example", "team@partner.example", "wirtschaft@senweb.example"
ENVIRONMENT, INTERIOR = "umwelt@senuvk.example", "falsch@seninnds.example"
OFFICE, LEAD = "office", "lead"
_PEOPLE = f"""
import django
django.setup()
from tests.people import person
for role in ("{OFFICE}", "{LEAD}"):
    person(role, password="{PASSWORD}")
"""
# The clock of a real server cannot be put forward; what happened so far can be put back.
_PUT_BACK = """
import datetime as dt, django
django.setup()
from django.db.models import F
from leitstand.steering.models import AnswerLink, Letter, ReportingRound
by = dt.timedelta(days={days})
for model, names in (
    (ReportingRound, ("due_on", "reporting_on", "opened_at")),
    (Letter, ("day", "sent_at", "claimed_at", "made_at")),
    (AnswerLink, ("opened_at", "made_at", "expires_at")),
):
    model.objects.update(**{{name: F(name) - by for name in names}})
"""


@dataclass(frozen=True)
class Stage:
    """An installation that runs, where it stands, and the mail server that it sends to."""

    place: Place
    address: str
    mail: PostOffice

    def shell(self, *command: str) -> str:
        """What a ``leitstand`` command says to somebody on the server; it must succeed."""
        done = self.place.leitstand(*command)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def told(self, *command: str) -> Any:
        """The same for a program."""
        return json.loads(self.shell(*command, "--format", "json"))

    def days_pass(self, days: int) -> None:
        """Whatever happened so far was that much longer ago."""
        self.place.script(_PUT_BACK.format(days=days))

    def newest_mail(self, to: str) -> Delivered:
        """The last mail that came for somebody."""
        return self.mail.to(to)[-1]

    def link_in_mail(self, to: str) -> str:
        """The personal link, read out of the last mail that came for somebody."""
        [found] = re.findall(r"http://\S+/antwort/\S+", self.newest_mail(to).text)
        return str(found)


@contextmanager
def stage(folder: Path) -> Iterator[Stage]:
    """The plan is in the database and nothing else; office and lead have accounts."""
    port = free_port()
    with post_office() as mail:
        variables = PRODUCTION | {
            "EMAIL_URL": mail.url,
            "LEITSTAND_URL": f"http://127.0.0.1:{port}",
            "LEITSTAND_MFA": "optional",
            "LEITSTAND_OPERATOR": "Geschäftsstelle Masterplan",
        }
        place = new_place(folder, "sqlite", variables=variables)
        for command in (
            ("migrate",),
            ("plan", "import", str(ROOT / "plans" / PLAN), "--reason", "Beschluss des Senats"),
        ):
            done = place.leitstand(*command)
            assert done.returncode == 0, done.stderr
        place.script(_PEOPLE)
        try:
            with serving(place, port=port) as address:
                yield Stage(place, address, mail)
        finally:
            place.destroy()
