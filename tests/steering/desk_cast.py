# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rounds on the Berlin plan as an office finds them on its desk: one frozen, one at work.

In the round at work senweb has answered in time, ibb answers against its own milestones and puts a
date off, berlin-partner has a draft, the districts have answered in part, and the rest is silent.
"""

import datetime as dt
from uuid import uuid4

from django.utils import timezone

from leitstand.core.accounts.actors import Operator
from leitstand.core.selectors import institution_ids
from leitstand.steering.answer import AnswerContent, Evidence, Milestone
from leitstand.steering.enums import AnswerWay
from leitstand.steering.models import AnswerLink, Contact, Duty
from leitstand.steering.services.answers import answer_save
from leitstand.steering.services.links import link_give
from leitstand.steering.services.rounds import (
    Wanted,
    round_close,
    round_create,
    round_freeze,
    round_open,
)

OFFICE = Operator("cli:office")
PLAN = "berlin-2018-2021"
EARLIER, ROUND = "fruehjahr", "herbst"
SOON = AnswerContent(
    state="running",
    outlook="on-track",
    account="Die Flächen sind erfasst und die Verträge liegen den Bezirken zur Prüfung vor.",
    next_step="Verträge zeichnen",
    milestones=(Milestone(id="m1", title="Vertrag", due_on=dt.date(2099, 3, 1)),),
    evidence=(
        Evidence(
            id="n1", kind="link", title="Bericht im Netz", href="https://www.berlin.de/bericht"
        ),
    ),
)


def today() -> dt.date:
    """The day on which the tests run."""
    return timezone.localdate()


def wanted(title: str, *, due_in: int, reporting_ago: int, **changes: object) -> Wanted:
    """A round with its days counted from today."""
    facts: dict[str, object] = {
        "title_de": title,
        "title_en": f"{title} (en)",
        "reporting_on": today() - dt.timedelta(days=reporting_ago),
        "due_on": today() + dt.timedelta(days=due_in),
    }
    return Wanted(**(facts | changes))  # type: ignore[arg-type]


def duties(round: str, institution: str) -> list[Duty]:
    """What an institution owes in a round, in the order of the plan."""
    return list(
        Duty.objects.filter(round__slug=round, institution__slug=institution).order_by("position")
    )


def says(duty: Duty, content: AnswerContent, *, is_submitted: bool = True) -> None:
    """The office enters an answer for the institution."""
    duty.refresh_from_db()
    answer_save(
        respondent=OFFICE,
        duty=duty.pk,
        content=content,
        seen=duty.number,
        is_submitted=is_submitted,
        way=AnswerWay.ACCOUNT,
        submission=uuid4(),
    )


def moved(due_on: dt.date) -> AnswerContent:
    """The usual answer with its milestone due on another day."""
    late = Milestone(id="m1", title="Vertrag", due_on=due_on)
    return SOON.model_copy(update={"milestones": (late,)})


def frozen_round_stands() -> None:
    """Half a year ago senweb and ibb answered, and the round was frozen."""
    round_create(
        actor=OFFICE,
        plan=PLAN,
        slug=EARLIER,
        wanted=wanted("Frühjahr", due_in=30, reporting_ago=180),
    )
    round_open(actor=OFFICE, slug=EARLIER)
    before = SOON.model_copy(update={"account": "Die Flächen sind noch nicht erfasst."})
    says(duties(EARLIER, "senweb")[0], before)
    says(duties(EARLIER, "ibb")[0], moved(today() - dt.timedelta(days=200)))
    round_close(actor=OFFICE, slug=EARLIER)
    round_freeze(actor=OFFICE, slug=EARLIER)


def open_round_stands(due_in: int = 10) -> None:
    """A round is at work; two institutions have a contact, one of them a link that was opened."""
    round_create(
        actor=OFFICE, plan=PLAN, slug=ROUND, wanted=wanted("Herbst", due_in=30, reporting_ago=3)
    )
    round_open(actor=OFFICE, slug=ROUND)
    says(duties(ROUND, "senweb")[0], SOON)
    says(duties(ROUND, "ibb")[0], moved(today() - dt.timedelta(days=5)))
    says(duties(ROUND, "berlin-partner")[0], SOON, is_submitted=False)
    ids = institution_ids()
    for slug in ("sensw", "senias"):
        Contact.objects.create(
            institution_id=ids[slug], email=f"{slug}@example.org", name=f"Frau {slug}"
        )
        link_give(actor=OFFICE, round=ROUND, institution=slug, email=f"{slug}@example.org")
    AnswerLink.objects.filter(institution__slug="sensw").update(opened_at=timezone.now())
    if due_in != 30:
        from leitstand.steering.models import ReportingRound

        day = today() + dt.timedelta(days=due_in)
        ReportingRound.objects.filter(slug=ROUND).update(due_on=day)
