# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What was said before: never an invented answer where a real one is judged."""

import datetime as dt

import pytest

from leitstand.steering.selectors.desk import duty_desk
from leitstand.steering.selectors.judging import earlier_answers
from leitstand.steering.selectors.rounds import round_card
from leitstand.steering.services import rounds
from tests.steering.harbour import OFFICE, ROUND, answered, duty, plan_stands, round_stands

pytestmark = pytest.mark.django_db
SPRING = dt.date(2026, 3, 31)


@pytest.mark.parametrize(("is_invented", "known"), [(False, 1), (True, 0)])
def test_a_real_answer_is_never_held_beside_an_invented_one(is_invented: bool, known: int) -> None:
    plan_stands()
    round_stands("fruehjahr", reporting_on=SPRING, is_example=is_invented)
    answered(duty("hafen.1.I", "werft", "fruehjahr"))
    rounds.round_close(actor=OFFICE, slug="fruehjahr")
    rounds.round_freeze(actor=OFFICE, slug="fruehjahr")
    round_stands(ROUND)
    card = round_card(ROUND, language="de")
    assert len(earlier_answers(card)) == known
    assert len(earlier_answers(card, measure="hafen.1.I")) == known
    before = duty_desk(duty("hafen.1.I", "werft").pk, language="de").earlier
    assert (before is not None) is bool(known)
