# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A small plan with a round on it, for tests of the steering room.

The wharf leads ``hafen.1.I``; the wharf and customs lead a phase each of ``hafen.1.II``; the
districts, a group of north and south, lead ``hafen.2.I`` together with north in its own name;
nobody leads ``hafen.2.II``.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from leitstand.core.accounts.actors import Operator
from leitstand.plan.services import plan_import
from leitstand.steering.actors import Respondent
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import AnswerWay
from leitstand.steering.models import Duty
from leitstand.steering.services.answers import SavedAnswer, answer_save
from leitstand.steering.services.rounds import Wanted, round_create, round_open
from tests.plan.documents import document, institution, measure, role

OFFICE = Operator("cli:office")
PLAN = "hafen"
ROUND = "herbst"
REPORTING_ON = dt.date(2026, 9, 30)
DUE_ON = dt.date(2026, 10, 31)
NOON = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
RUNNING = AnswerContent(state="running", outlook="on-track", account="Der Kran steht.")


def plan_stands(**overrides: Any) -> None:
    """The plan is in the database."""
    members = [{"institution": one} for one in ("nord", "sued")]
    plan_import(
        document=document(
            measure("hafen.1.I", leads=["werft"], joint=["zoll"]),
            measure(
                "hafen.1.II",
                roles=[role("werft", phase="Planung"), role("zoll", phase="Umsetzung")],
            ),
            measure("hafen.2.I", leads=["bezirke", "nord"]),
            measure("hafen.2.II", contributors=["zoll"]),
            slug=PLAN,
            institutions=[
                institution("sued"),
                institution("bezirke", kind="group", members=members),
            ],
            **overrides,
        ),
        actor="test",
    )


def wanted(**changes: Any) -> Wanted:
    """What the office wants of a usual round."""
    facts: Mapping[str, Any] = {
        "title_de": "Herbst 2026",
        "title_en": "Autumn 2026",
        "reporting_on": REPORTING_ON,
        "due_on": DUE_ON,
    }
    return Wanted(**{**facts, **changes})


def round_stands(slug: str = ROUND, **changes: Any) -> None:
    """A round is open."""
    round_create(actor=OFFICE, plan=PLAN, slug=slug, wanted=wanted(**changes), now=NOON)
    round_open(actor=OFFICE, slug=slug, now=NOON)


def duty(measure: str, institution: str, slug: str = ROUND) -> Duty:
    """What an institution owes about a measure."""
    return Duty.objects.get(round__slug=slug, measure=measure, institution__slug=institution)


def answered(
    owed: Duty,
    content: AnswerContent = RUNNING,
    *,
    seen: int | None = None,
    is_submitted: bool = True,
    respondent: Respondent = OFFICE,
    **changes: Any,
) -> SavedAnswer:
    """The answer is saved as somebody who has seen the newest would."""
    owed.refresh_from_db()
    facts: dict[str, Any] = {"way": AnswerWay.ACCOUNT, "submission": uuid4(), "now": NOON}
    return answer_save(
        respondent=respondent,
        duty=owed.pk,
        content=content,
        seen=owed.number if seen is None else seen,
        is_submitted=is_submitted,
        **(facts | changes),
    )
