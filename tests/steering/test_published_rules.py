# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every rule can be printed, and every name of one leads to it."""

import re

from leitstand.steering.enums import Verdict
from leitstand.steering.rules import nagging, slipping
from leitstand.steering.rules.assessing.proofs import RECENT_DAYS
from leitstand.steering.rules.assessment import RULES
from leitstand.steering.rules.registry import CHAPTERS, rule_of

EVERY = [rule for chapter in CHAPTERS for rule in chapter.rules]


def test_every_rule_has_a_key_of_its_own_and_says_what_it_does() -> None:
    keys = [rule.key for rule in EVERY]
    assert len(set(keys)) == len(keys)
    for rule in EVERY:
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", rule.key)
        assert str(rule.title)
        for words in (rule.looks_at, rule.concludes):
            assert str(words).endswith("."), rule.key


def test_a_rule_is_found_by_its_key() -> None:
    assert all(rule_of(rule.key) is rule for rule in EVERY)
    assert rule_of("nixe") is None


def test_rules_stand_in_the_order_of_their_gravity_except_silence_and_remarks() -> None:
    order = list(Verdict)
    places = [order.index(rule.verdict) for rule in RULES[2:] if rule.verdict]
    assert places == sorted(places, reverse=True)


def test_every_verdict_is_concluded_by_a_rule_but_the_one_of_measures() -> None:
    concluded = {rule.verdict for rule in RULES}
    assert set(Verdict) - concluded == {Verdict.PARTLY_REPORTED}


def test_limits_in_the_code_are_those_that_are_printed() -> None:
    words = {rule.key: f"{rule.looks_at} {rule.concludes}" for rule in EVERY}
    assert slipping.MANY_ROUNDS == 2
    assert "mindestens zwei Runden" in words["milestone-slipping"]
    assert f"mindestens {slipping.FAR_DAYS} Tage" in words["milestone-slipping"]
    assert f"weniger als {slipping.FAR_DAYS} Tage" in words["milestone-moved"]
    assert f"{RECENT_DAYS} Tagen" in words["standing-proven"]
    assert f"{RECENT_DAYS} Tagen" in words["standing-unproven"]
    limits = (
        nagging.MOST_REMINDERS,
        nagging.GAP_DAYS,
        nagging.LAST_WEEK_DAYS,
        nagging.GAP_IN_LAST_WEEK_DAYS,
    )
    assert limits == (3, 7, 7, 3)
    assert "Höchstens drei Erinnerungen" in words["nagging"]
    assert (
        "mit sieben Tagen Abstand zur vorigen Mail, in der letzten Woche mit drei"
        in (words["nagging"])
    )
