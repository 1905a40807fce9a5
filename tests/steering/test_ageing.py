# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How an answer ages."""

import datetime as dt

import pytest

from leitstand.steering.rules.ageing import AGEING, FRESH_DAYS, STALE_DAYS, age_of, age_sentence

SAID = dt.date(2026, 3, 3)


@pytest.mark.parametrize(
    ("days", "freshness"),
    [(-5, "fresh"), (0, "fresh"), (183, "fresh"), (184, "ageing"), (365, "ageing"), (366, "stale")],
)
def test_an_answer_ages_by_published_limits(days: int, freshness: str) -> None:
    age = age_of(SAID, SAID + dt.timedelta(days=days))
    assert (age.days, age.freshness) == (max(days, 0), freshness)


def test_the_limits_stand_in_the_published_rule() -> None:
    assert f"{FRESH_DAYS} Tage" in str(AGEING.concludes)
    assert f"{STALE_DAYS} Tage" in str(AGEING.concludes)


@pytest.mark.parametrize(
    ("judged_on", "sentence"),
    [
        (dt.date(2026, 3, 4), "Angabe vom 3. März 2026, 1 Tag alt: aktuell"),
        (dt.date(2026, 11, 22), "Angabe vom 3. März 2026, 264 Tage alt: älter als ein halbes Jahr"),
        (dt.date(2027, 11, 22), "Angabe vom 3. März 2026, 629 Tage alt: veraltet"),
    ],
)
def test_the_age_is_told_in_days(judged_on: dt.date, sentence: str) -> None:
    assert age_sentence(SAID, judged_on) == sentence


def test_that_nothing_was_ever_said_is_said() -> None:
    assert age_sentence(None, SAID) == "Noch nie berichtet"
