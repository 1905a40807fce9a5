# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Frozen rounds on the small plan of `tests.steering.harbour`, for what Berlin does not have."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from leitstand.steering.answer import AnswerContent
from leitstand.steering.services.rounds import (
    round_close,
    round_create,
    round_freeze,
    round_open,
)
from tests.steering.harbour import NOON, OFFICE, PLAN, ROUND, answered, duty
from tests.steering.harbour import wanted as wanted_of

FROZEN_AT = dt.datetime(2026, 11, 20, 12, tzinfo=dt.UTC)
# Everything that somebody owes in the harbour.
ALL = (
    ("hafen.1.I", "werft"),
    ("hafen.1.II", "werft"),
    ("hafen.1.II", "zoll"),
    ("hafen.2.I", "nord"),
    ("hafen.2.I", "sued"),
)


def said(**content: Any) -> AnswerContent:
    """An answer that says this; running and on track where nothing else is said."""
    return AnswerContent.model_validate({"state": "running", "outlook": "on-track"} | content)


def frozen_round(
    answers: Mapping[tuple[str, str], AnswerContent],
    *,
    slug: str = ROUND,
    at: dt.datetime = NOON,
    frozen_at: dt.datetime = FROZEN_AT,
    **wanted: Any,
) -> None:
    """A round with these answers by measure and institution is frozen."""
    asked = wanted_of(**wanted)
    round_create(actor=OFFICE, plan=PLAN, slug=slug, wanted=asked, now=at)
    round_open(actor=OFFICE, slug=slug, now=at)
    for (measure, institution), content in answers.items():
        answered(duty(measure, institution, slug), content, now=at)
    round_close(actor=OFFICE, slug=slug, now=frozen_at - dt.timedelta(days=1))
    round_freeze(actor=OFFICE, slug=slug, now=frozen_at)
