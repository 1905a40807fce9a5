# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Each rule by an example: what it finds, in which words, and what it concludes."""

import datetime as dt
from typing import Any

import pytest

from leitstand.steering.rules.assessment import RULES, Case, Deadline, Successor, assess
from tests.steering.answers import TODAY, case, evidence, milestone, money, said, silence

PAST = (Deadline("bis Ende 2025", dt.date(2025, 12, 31)),)
SINCE = (Deadline("bis Mitte November", dt.date(2026, 11, 15)),)
COMING = (Deadline("bis Ende 2027", dt.date(2027, 12, 31)),)
FIRST = said("2025-2", milestones=[milestone(due="2026-06-30")])
SECOND = said("2026-1", milestones=[milestone(due="2026-12-31")])
AHEAD = [milestone(due="2027-03-31")]

EXAMPLES: list[tuple[str, str, Case, str]] = [
    ("no-answer", "not-reported", silence(), "Bis zum 22. November 2026 liegt keine Antwort vor."),
    (
        "no-answer",
        "not-reported",
        silence(before=(said("2026-1", "done", evidence=[evidence()]),)),
        "Zuletzt wurde am 4. Mai 2026 berichtet.",
    ),
    ("deadline-in-silence", "not-reported", silence(deadlines=PAST), "ist nicht berichtet"),
    (
        "milestone-overdue",
        "overdue",
        case(milestones=[milestone(due="2026-10-31"), milestone("kai", "2027-01-31")]),
        "„Steg“ war am 31. Oktober 2026 fällig, 2 Tage vor der Antwort, und ist nicht erreicht.",
    ),
    (
        "milestone-overdue",
        "overdue",
        case("standing", milestones=[milestone(due="2026-11-01")], evidence=[evidence()]),
        "1 Tag vor der Antwort",
    ),
    (
        "deadline-passed",
        "overdue",
        case("paused", deadlines=PAST),
        "Der Plan nennt als Frist „bis Ende 2025“: Sie lief am 31. Dezember 2025 ab.",
    ),
    ("next-step-overdue", "overdue", case(next_step_due="2026-11-01"), "am 1. November 2026"),
    (
        "milestone-slipping",
        "slipping",
        case(before=(FIRST, SECOND), milestones=AHEAD),
        "ist um 274 Tage verschoben: vom 30. Juni 2026 (gesagt am 3. November 2025) auf"
        " den 31. März 2027. Das geschah in 2 Runden.",
    ),
    ("milestone-slipping", "slipping", case(before=(SECOND,), milestones=AHEAD), "um 90 Tage"),
    (
        "date-removed",
        "slipping",
        case(before=(SECOND,), milestones=[milestone()], evidence=[evidence()]),
        "sollte am 31. Dezember 2026 erreicht sein (gesagt am 4. Mai 2026) und hat jetzt keinen",
    ),
    (
        "beyond-deadline",
        "slipping",
        case(deadlines=COMING, milestones=[milestone(due="2028-01-01")]),
        "nach der Frist des Plans am 31. Dezember 2027",
    ),
    (
        "step-back",
        "slipping",
        case(before=(said("2026-1", "done"),), milestones=AHEAD),
        "Am 4. Mai 2026 lautete der Stand „abgeschlossen“, jetzt „läuft“.",
    ),
    ("step-back", "slipping", case("paused", before=(said("2026-1", "done"),)), "jetzt „ruht“"),
    (
        "done-but-open",
        "contradictory",
        case("done", milestones=[milestone()], evidence=[evidence()]),
        "doch offen sind noch: „Steg“",
    ),
    (
        "started-unsaid",
        "contradictory",
        case("not-started", milestones=[milestone(due="2026-09-01", done_on="2026-08-30")]),
        "doch erreicht ist schon: „Steg“",
    ),
    (
        "started-unsaid",
        "contradictory",
        case("not-started", deadlines=COMING, budget=[money(spent_eur="1.00")]),
        "„0810/68301 (2026)“",
    ),
    (
        "merged-into-given-up",
        "contradictory",
        case("merged", merged_into="Kai", successor=Successor("Kai 1 I", "given-up")),
        "soll in „Kai 1 I“ weitergehen, doch diese ist aufgegeben",
    ),
    (
        "merged-in-circle",
        "contradictory",
        case("merged", merged_into="Kai", successor=Successor("Kai 1 I", "merged", is_circle=True)),
        "doch die Kette der Maßnahmen führt im Kreis",
    ),
    ("no-basis", "no-basis", case(), "Weder ein Meilenstein mit Termin noch ein Nachweis"),
    ("no-basis", "no-basis", case("preparing", milestones=[milestone()]), "nicht prüfen"),
    ("no-date", "no-basis", case("not-started"), "weder Antwort noch Plan nennen einen Termin"),
    (
        "milestone-due-since",
        "no-basis",
        case(milestones=[milestone(due="2026-11-15"), milestone("kai", "2027-01-31")]),
        "wurde am 15. November 2026 fällig. Ob er erreicht ist, sagt die Antwort vom 2. November",
    ),
    ("deadline-since", "no-basis", case("paused", deadlines=SINCE), "nach der Antwort"),
    (
        "next-step-since",
        "no-basis",
        case(next_step_due="2026-11-20", milestones=AHEAD),
        "noch nicht",
    ),
    (
        "milestone-vanished",
        "no-basis",
        case(before=(SECOND,), milestones=[milestone("kai", "2027-01-31")]),
        "Am 4. Mai 2026 standen noch offene Meilensteine da, die jetzt fehlen: „Steg“.",
    ),
    (
        "stale-answer",
        "no-basis",
        case(judged_on=dt.date(2027, 11, 3), milestones=[milestone(due="2028-01-31")]),
        "366 Tage alt: veraltet",
    ),
    (
        "merged-into-unknown",
        "no-basis",
        case("merged", merged_into="Nixe"),
        "soll in „Nixe“ weitergehen; so heißt keine im Plan",
    ),
    (
        "merged-into-unknown",
        "no-basis",
        case("merged", merged_into="Kai", successor=Successor("Kai 1 I", "partly-reported")),
        "Deren Stand: teilweise berichtet.",
    ),
    (
        "done-unproven",
        "claimed",
        case("done"),
        "Am 2. November 2026 als abgeschlossen gemeldet, ohne einen Nachweis zu nennen.",
    ),
    (
        "standing-unproven",
        "claimed",
        case("standing", evidence=[evidence(dated="2025-11-21"), evidence("plan")]),
        "Der neueste Nachweis der Daueraufgabe ist vom 21. November 2025.",
    ),
    ("standing-unproven", "claimed", case("standing", evidence=[evidence()]), "mit Datum"),
    ("no-next-date", "undated", case(evidence=[evidence()]), "keinen Meilenstein mit Termin"),
    (
        "no-next-date",
        "undated",
        case(milestones=[milestone(due="2026-09-01", done_on="2026-09-05")]),
        "erreicht sind: „Steg“",
    ),
    ("paused", "paused", case("paused"), "ruht laut Antwort vom 2. November 2026"),
    (
        "paused",
        "paused",
        case("paused", before=(said("2025-2", "paused"), said("2026-1", "paused"))),
        "ruht mindestens seit dem 3. November 2025",
    ),
    ("given-up", "ended", case("given-up"), "laut Antwort vom 2. November 2026 aufgegeben"),
    (
        "merged",
        "ended",
        case("merged", merged_into="Kai", successor=Successor("Kai 1 I", "running")),
        "geht weiter in „Kai 1 I“. Deren Stand: läuft.",
    ),
    (
        "nothing-due",
        "not-due",
        case("not-started", deadlines=COMING, next_step_due="2027-02-01"),
        "der nächste Termin ist am 1. Februar 2027",
    ),
    (
        "standing-proven",
        "standing",
        case("standing", evidence=[evidence(dated="2025-11-22")]),
        "einen Nachweis vom 22. November 2025",
    ),
    (
        "on-schedule",
        "on-schedule",
        case(milestones=[milestone(due="2027-01-31"), milestone("kai", "2026-11-22")]),
        "der Meilenstein „Kai“ am 22. November 2026 fällig",
    ),
    (
        "done-proven",
        "proven",
        case("done", evidence=[evidence(dated="2026-10-01")]),
        "als Nachweis genannt: Bild (Internetseite)",
    ),
    (
        "milestone-moved",
        "on-schedule",
        case(before=(said("2026-1", milestones=[milestone(due="2027-01-01")]),), milestones=AHEAD),
        "ist um 89 Tage verschoben",
    ),
    (
        "milestone-undated",
        "on-schedule",
        case(milestones=[*AHEAD, milestone("kai")]),
        "ohne Termin: „Kai“",
    ),
    (
        "reached-in-future",
        "on-schedule",
        case(milestones=[milestone(due="2027-01-31", done_on="2026-12-24")]),
        "als erreicht am 24. Dezember 2026 gemeldet; das ist nach dem Tag der Antwort",
    ),
    (
        "evidence-after-answer",
        "claimed",
        case("done", evidence=[evidence(dated="2026-11-03")]),
        "ist auf den 3. November 2026 datiert, nach der Antwort vom 2. November 2026",
    ),
    (
        "spent-over-planned",
        "on-schedule",
        case(milestones=AHEAD, budget=[money(planned_eur="1000", spent_eur="1234.50")]),
        "sind 1.234,50 € ausgegeben, geplant waren 1.000,00 €",
    ),
    (
        "spent-in-future",
        "on-schedule",
        case(milestones=AHEAD, budget=[money(year=2027, spent_eur="5")]),
        "schon Geld des Jahres 2027",
    ),
    (
        "same-words",
        "on-schedule",
        case(before=(said("2026-1", account="Es geht."),), account="Es geht.", milestones=AHEAD),
        "wörtlich der vom 4. Mai 2026",
    ),
]


@pytest.mark.parametrize(
    ("key", "verdict", "judged", "words"), EXAMPLES, ids=[f"{e[0]}-{e[1]}" for e in EXAMPLES]
)
def test_a_rule_finds_what_it_is_for(key: str, verdict: str, judged: Case, words: str) -> None:
    found = assess(judged)
    sentences = [reason.sentence for reason in found.reasons if reason.rule == key]
    assert any(words in sentence for sentence in sentences), found
    assert found.verdict == verdict


def test_every_rule_has_an_example() -> None:
    assert {rule.key for rule in RULES} == {example[0] for example in EXAMPLES}


def test_every_example_of_a_rule_that_concludes_rests_on_it() -> None:
    concluding = {rule.key: rule.verdict for rule in RULES}
    for key, verdict, judged, _words in EXAMPLES:
        if concluding[key]:
            assert key in {reason.rule for reason in assess(judged).deciding}, key
            assert concluding[key] == verdict


def test_an_old_answer_does_not_speak_for_a_silent_round() -> None:
    proven = said("2026-1", "done", evidence=[evidence()])
    assert assess(Case(TODAY, proven)).verdict == "proven"
    assert assess(silence(before=(proven,))).verdict == "not-reported"


def test_a_paused_measure_does_not_run_late_by_its_own_milestones() -> None:
    late = [milestone(due="2026-01-31")]
    assert assess(case("paused", milestones=late)).verdict == "paused"
    assert assess(case("running", milestones=late)).verdict == "overdue"


@pytest.mark.parametrize(
    "settled", [{"done_on": "2026-11-02"}, {"is_dropped": True}], ids=["reached", "dropped"]
)
def test_a_milestone_that_is_settled_is_never_late(settled: dict[str, Any]) -> None:
    late = milestone(due="2026-01-31", **settled)
    judged = case(milestones=[late, milestone("kai", "2027-01-31")])
    assert assess(judged).verdict == "on-schedule"


def test_a_milestone_due_on_the_day_of_the_answer_is_not_late_yet() -> None:
    judged = case(judged_on=dt.date(2026, 11, 2), milestones=[milestone(due="2026-11-02")])
    assert assess(judged).verdict == "on-schedule"


def test_slipping_that_ended_well_counts_no_more() -> None:
    reached = milestone(due="2027-03-31", done_on="2026-11-01")
    found = assess(case(before=(FIRST, SECOND), milestones=[reached]))
    assert found.verdict == "undated"


def test_resuming_what_rested_is_no_step_back() -> None:
    before = (said("2025-2", "preparing"), said("2026-1", "paused"))
    assert assess(case("preparing", before=before, milestones=AHEAD)).verdict == "on-schedule"
    before = (said("2025-2", "running"), said("2026-1", "paused"))
    assert assess(case("preparing", before=before, milestones=AHEAD)).verdict == "slipping"


def test_the_gravest_reason_stands_first_and_remarks_last() -> None:
    found = assess(
        case(
            milestones=[milestone(due="2026-10-31"), milestone("kai", "2027-01-31")],
            budget=[money(year=2027, spent_eur="5")],
        )
    )
    keys = [reason.rule for reason in found.reasons]
    assert keys == ["milestone-overdue", "on-schedule", "spent-in-future"]
    assert found.deciding == found.reasons[:1]
    assert found.further == found.reasons[1:]


def test_a_reason_as_json_is_plain() -> None:
    [reason] = assess(silence()).reasons
    assert reason.as_json() == {
        "rule": "no-answer",
        "verdict": "not-reported",
        "sentence": "Bis zum 22. November 2026 liegt keine Antwort vor.",
    }
    assert type(reason.as_json()["verdict"]) is str


TOUCHING = (Deadline("bis zum Tag der Antwort", dt.date(2026, 11, 2)),)
COMING_TODAY = (Deadline("bis heute", TODAY),)


@pytest.mark.parametrize(
    ("judged", "verdict"),
    [
        (
            case(milestones=[milestone(due="2026-11-02"), milestone("kai", "2027-01-31")]),
            "no-basis",
        ),
        (case(deadlines=TOUCHING, evidence=[evidence()]), "no-basis"),
        (case(next_step_due="2026-11-02", milestones=AHEAD), "no-basis"),
        (case(next_step_due="2026-11-22", milestones=AHEAD), "on-schedule"),
        (case(deadlines=COMING, milestones=[milestone(due="2027-12-31")]), "on-schedule"),
        (case("not-started", deadlines=COMING_TODAY), "not-due"),
    ],
    ids=["milestone", "deadline", "step", "step-today", "milestone-on-deadline", "deadline-today"],
)
def test_what_is_due_on_the_very_day_is_not_late(judged: Case, verdict: str) -> None:
    assert assess(judged).verdict == verdict


def test_spending_exactly_what_was_planned_is_no_remark() -> None:
    found = assess(case(milestones=AHEAD, budget=[money(planned_eur="5", spent_eur="5.00")]))
    assert [reason.rule for reason in found.reasons] == ["on-schedule"]
