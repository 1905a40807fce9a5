# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan whose numbers name its measures, with a published round of which nothing came back."""

import datetime as dt

from leitstand.core.accounts.actors import Operator
from leitstand.plan.services import plan_import
from leitstand.steering.services.rounds import (
    Wanted,
    round_close,
    round_create,
    round_freeze,
    round_open,
    round_publish,
)
from tests.plan.documents import document, level, measure

OFFICE = Operator("cli:office")
PROGRAMME_PLAN, ROUND = "klimaplan", "klima-herbst"
_LEVELS = [
    level("cluster"),
    level("field"),
    level("measure", numbering="none"),
    level("part"),
]


def programme_stands() -> None:
    """The plan and its round are there."""
    made = document(
        measure("w.1.W-14", leads=["amt"]),
        measure("w.2.W-9", leads=["amt"]),
        slug=PROGRAMME_PLAN,
        levels=_LEVELS,
    )
    plan_import(document=made, actor="test")
    day = dt.date(2026, 9, 30)
    wanted = Wanted("Herbst", "Autumn", day, dt.date(2026, 10, 31), is_example=True)
    at = dt.datetime(2026, 10, 1, 12, tzinfo=dt.UTC)
    round_create(actor=OFFICE, plan=PROGRAMME_PLAN, slug=ROUND, wanted=wanted, now=at)
    for step in (round_open, round_close, round_freeze, round_publish):
        step(actor=OFFICE, slug=ROUND, now=at)
