# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A published round on the Berlin plan, long ago: for tests that walk over every public page."""

import datetime as dt
from uuid import uuid4

from leitstand.core.accounts.actors import Operator
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import AnswerWay
from leitstand.steering.models import Duty
from leitstand.steering.selectors.results import forget_results
from leitstand.steering.services.answers import answer_save
from leitstand.steering.services.rounds import (
    Wanted,
    round_close,
    round_create,
    round_freeze,
    round_open,
    round_publish,
)

OFFICE = Operator("cli:office")
PLAN = "berlin-2018-2021"
ROUND = "herbst-2018"
# flaechen.2.II is led by SenSW in one phase and by twelve districts in the other.
MEASURE = "flaechen.2.II"


def _on(month: int, day: int) -> dt.datetime:
    return dt.datetime(2018, month, day, 12, tzinfo=dt.UTC)


def published_round(
    slug: str = ROUND, *, is_example: bool = True, is_published: bool = True
) -> None:
    """A round of 2018 is published (or only frozen), with a single answer."""
    forget_results()
    wanted = Wanted(
        "Herbst 2018",
        "Autumn 2018",
        dt.date(2018, 9, 30),
        dt.date(2018, 11, 9),
        is_example=is_example,
    )
    round_create(actor=OFFICE, plan=PLAN, slug=slug, wanted=wanted, now=_on(10, 1))
    round_open(actor=OFFICE, slug=slug, now=_on(10, 1))
    owed = Duty.objects.get(round__slug=slug, measure=MEASURE, institution__slug="bezirk-mitte")
    answer_save(
        respondent=OFFICE,
        duty=owed.pk,
        content=AnswerContent.model_validate(
            {
                "state": "running",
                "outlook": "on-track",
                "account": "Der Entwurf liegt vor.",
                "milestones": [
                    {"id": "konzept", "title": "Konzept", "due_on": dt.date(2019, 3, 31)}
                ],
                "evidence": [
                    {
                        "id": "entwurf",
                        "kind": "link",
                        "title": "Entwurf",
                        "href": "https://example.org/entwurf",
                    }
                ],
            }
        ),
        seen=0,
        is_submitted=True,
        way=AnswerWay.BEHALF,
        submission=uuid4(),
        now=_on(10, 20),
    )
    round_close(actor=OFFICE, slug=slug, now=_on(11, 10))
    round_freeze(actor=OFFICE, slug=slug, now=_on(11, 20))
    if is_published:
        round_publish(actor=OFFICE, slug=slug, now=_on(12, 1))
