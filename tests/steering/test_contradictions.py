# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where the leader and the rules disagree, both are heard."""

import pytest

from leitstand.steering.rules.assessment import Case, assess
from leitstand.steering.rules.contradictions import CONTRADICTIONS, Contradiction, contradictions
from tests.steering.answers import case, evidence, milestone, said

LATE = [milestone(due="2026-10-31")]
AHEAD = [milestone(due="2027-03-31")]


def found(judged: Case) -> tuple[Contradiction, ...]:
    return contradictions(judged, assess(judged))


def test_on_track_by_own_account_but_overdue_by_the_rules() -> None:
    assert found(case(outlook="on-track", milestones=LATE)) == (
        Contradiction(
            "on-track-but-late",
            "Selbsteinschätzung vom 2. November 2026: „im Plan“.",
            "Nach den Regeln: „überfällig“. Der Meilenstein „Steg“ war am 31. Oktober 2026 fällig,"
            " 2 Tage vor der Antwort, und ist nicht erreicht.",
            ("milestone-overdue",),
        ),
    )


@pytest.mark.parametrize("outlook", ["at-risk", "off-track", None])
def test_who_admits_to_be_late_does_not_contradict_the_rules(outlook: str | None) -> None:
    assert found(case(outlook=outlook, milestones=LATE)) == ()


@pytest.mark.parametrize(
    ("judged", "rule", "claim", "finding"),
    [
        (
            case(outlook="off-track", milestones=AHEAD),
            "off-track-but-punctual",
            "„nicht im Plan“",
            "„im Zeitplan“",
        ),
        (
            case("done", outlook="at-risk", evidence=[evidence()]),
            "done-but-troubled",
            "„gefährdet“",
            "„abgeschlossen“",
        ),
        (
            case("done", evidence=[evidence()], milestones=[milestone("kai")]),
            "within-the-answer",
            "Gemeldeter Stand vom 2. November 2026: „abgeschlossen“.",
            "offen sind noch: „Kai“",
        ),
        (
            case("done", evidence=[evidence(dated="2026-11-03")]),
            "within-the-answer",
            "„abgeschlossen“",
            "auf den 3. November 2026 datiert",
        ),
        (
            case(before=(said("2026-1", "done"),), milestones=AHEAD),
            "against-earlier-answer",
            "„läuft“",
            "Am 4. Mai 2026 lautete der Stand „abgeschlossen“",
        ),
    ],
)
def test_a_contradiction_has_two_sides(judged: Case, rule: str, claim: str, finding: str) -> None:
    [one] = found(judged)
    assert one.rule == rule
    assert claim in one.claim
    assert finding in one.finding


def test_every_rule_of_contradictions_is_tested_here() -> None:
    assert [rule.key for rule in CONTRADICTIONS] == [
        "on-track-but-late",
        "off-track-but-punctual",
        "done-but-troubled",
        "within-the-answer",
        "against-earlier-answer",
    ]


def test_on_track_by_own_account_but_delayed_by_the_rules() -> None:
    before = (said("2026-1", milestones=[milestone(due="2026-12-31")]),)
    [one] = found(case(outlook="on-track", before=before, milestones=AHEAD))
    assert (one.rule, one.reasons) == ("on-track-but-late", ("milestone-slipping",))


@pytest.mark.parametrize("outlook", ["on-track", "at-risk"])
def test_agreement_is_no_contradiction(outlook: str) -> None:
    assert found(case(outlook=outlook, milestones=AHEAD)) == ()
