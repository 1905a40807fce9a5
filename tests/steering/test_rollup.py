# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Roll-ups, recomputed by hand from the exported table."""

import csv
import datetime as dt
import io
from collections import Counter, defaultdict
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.enums import Progress, Verdict
from leitstand.steering.rules.assessment import Case
from leitstand.steering.rules.registry import rule_of
from leitstand.steering.rules.rollup import (
    COLUMNS,
    DutyRow,
    RollUp,
    Share,
    duty_row,
    measure_statement,
    roll_up,
    roll_ups,
    row_of,
    statements,
)
from tests.steering.answers import case, silence

# Written down once more, so that a change of the order is noticed.
BEST_FIRST = [
    "proven",
    "on-schedule",
    "standing",
    "not-due",
    "ended",
    "paused",
    "undated",
    "claimed",
    "no-basis",
    "partly-reported",
    "not-reported",
    "contradictory",
    "slipping",
    "overdue",
]
BETTER_THAN_SILENCE = BEST_FIRST[: BEST_FIRST.index("partly-reported")]
SAID = dt.date(2026, 11, 2)


def row(measure: str = "kai.1.I", state: str = "", verdict: str = "", **more: str) -> DutyRow:
    """A row; without a state it is silent."""
    return DutyRow(
        round="2026-2",
        measure=measure,
        phase=more.get("phase", ""),
        scope=more.get("scope", ""),
        institution=more.get("institution", "werft"),
        state=state,
        outlook=more.get("outlook", ""),
        verdict=verdict or ("on-schedule" if state else "not-reported"),
        said_on=SAID if state else None,
    )


CONCLUDED = st.sampled_from(sorted(set(BEST_FIRST) - {"not-reported", "partly-reported"}))
MEASURES = st.sampled_from(["kai.1.I", "kai.1.II", "steg.1.I"])
INSTITUTIONS = st.sampled_from(["", "werft", "zoll"])
SILENT = st.builds(row, MEASURES, institution=INSTITUTIONS)
ANSWERED = st.builds(
    row, MEASURES, st.sampled_from(Progress.values), CONCLUDED, institution=INSTITUTIONS
)
TABLES = st.lists(SILENT | ANSWERED, max_size=14)


def exported(rows: list[DutyRow]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(one.as_record() for one in rows)
    return file.getvalue()


def by_hand(table: str) -> dict[str, object]:
    """What somebody counts who only has the exported table and the published rules."""
    measures = defaultdict(list)
    answered = owed = 0
    for record in csv.DictReader(io.StringIO(table)):
        measures[record["measure"]].append(record)
        owed += record["institution"] != "" or record["state"] != ""
        answered += record["state"] != ""
    states: Counter[str] = Counter()
    verdicts: Counter[str] = Counter()
    for records in measures.values():
        said = [record["state"] for record in records if record["state"]]
        found = [record["verdict"] for record in records if record["state"]]
        if not said:
            states["not-reported"] += 1
            verdicts["not-reported"] += 1
            continue
        if len(said) < len(records):
            states["partly-reported"] += 1
            found.append("partly-reported")
        else:
            states[said[0] if len(set(said)) == 1 else "mixed"] += 1
        verdicts[sorted(found, key=BEST_FIRST.index)[-1]] += 1
    return {
        "measures": len(measures),
        "answers": (answered, owed),
        "states": dict(states),
        "verdicts": dict(verdicts),
    }


def told(found: RollUp) -> dict[str, object]:
    return {
        "measures": found.measures,
        "answers": (found.answers.part, found.answers.whole),
        "states": {one.value: one.count for one in found.states if one.count},
        "verdicts": {one.value: one.count for one in found.verdicts if one.count},
    }


@given(TABLES)
def test_a_roll_up_can_be_recomputed_by_hand_from_the_exported_table(rows: list[DutyRow]) -> None:
    assert told(roll_up(rows)) == by_hand(exported(rows))


@given(TABLES)
def test_the_exported_table_gives_the_same_rows_back(rows: list[DutyRow]) -> None:
    table = exported(rows)
    again = [row_of(record) for record in csv.DictReader(io.StringIO(table))]
    assert again == rows
    assert roll_up(again) == roll_up(rows)


@given(st.permutations([row("kai.1.I", "done"), row("kai.1.I"), row("steg.1.I", "paused"), row()]))
def test_the_order_of_rows_does_not_matter(rows: list[DutyRow]) -> None:
    assert roll_up(rows) == roll_up(sorted(rows, key=repr))
    assert list(statements(rows)) == ["kai.1.I", "steg.1.I"]


@given(TABLES)
def test_counts_add_up_and_no_share_exceeds_its_whole(rows: list[DutyRow]) -> None:
    found = roll_up(rows)
    assert sum(one.count for one in found.states) == found.measures
    assert sum(one.count for one in found.verdicts) == found.measures
    assert found.measures == len({one.measure for one in rows})
    for share in (found.answers, found.heard, found.complete):
        assert 0 <= share.part <= share.whole
    assert found.complete.part <= found.heard.part
    assert found.answers.whole <= len(rows)


@given(TABLES, SILENT)
def test_one_more_silent_duty_improves_nothing(rows: list[DutyRow], silent: DutyRow) -> None:
    before, after = roll_up(rows), roll_up([*rows, silent])
    assert after.answers.part * before.answers.whole <= before.answers.part * after.answers.whole
    for place in range(1, len(BETTER_THAN_SILENCE) + 1):
        good = BETTER_THAN_SILENCE[:place]
        assert amount(after, good) <= amount(before, good)
    was, now = statements(rows).get(silent.measure), statements([*rows, silent])[silent.measure]
    if was:
        assert BEST_FIRST.index(now.verdict) >= BEST_FIRST.index(was.verdict)
    assert now.verdict not in BETTER_THAN_SILENCE
    assert now.state in {"not-reported", "partly-reported"}


def amount(found: RollUp, verdicts: list[str]) -> int:
    return sum(one.count for one in found.verdicts if one.value in verdicts)


@given(TABLES)
def test_groups_hold_every_duty_once(rows: list[DutyRow]) -> None:
    groups = roll_ups(rows, by=lambda one: one.measure.split(".", maxsplit=1)[0])
    assert sum(one.answers.whole for one in groups.values()) == roll_up(rows).answers.whole
    # Here every measure lies in one group, so measures add up too.
    assert sum(one.measures for one in groups.values()) == roll_up(rows).measures


def test_the_order_of_verdicts_is_the_published_one() -> None:
    assert list(Verdict) == BEST_FIRST


@pytest.mark.parametrize(
    ("states", "state", "shared", "sentence"),
    [
        (["running"], "running", "running", "läuft"),
        ([""], "not-reported", "", "nicht berichtet"),
        (["done", "done"], "done", "done", "abgeschlossen; 2 von 2 Antworten liegen vor"),
        (["done", "paused"], "mixed", "", "uneinheitlich; 2 von 2 Antworten liegen vor"),
        (["", ""], "not-reported", "", "nicht berichtet; 0 von 2 Antworten liegen vor"),
        (
            ["done", "done", *[""] * 10],
            "partly-reported",
            "done",
            "teilweise berichtet (bisher: abgeschlossen); 2 von 12 Antworten liegen vor",
        ),
        (
            ["done", "paused", ""],
            "partly-reported",
            "",
            "teilweise berichtet; 2 von 3 Antworten liegen vor",
        ),
    ],
)
def test_a_measure_with_several_duties_has_the_state_that_all_share(
    states: list[str], state: str, shared: str, sentence: str
) -> None:
    found = measure_statement([row(state=one) for one in states])
    assert (found.state, found.shared, found.sentence) == (state, shared, sentence)


@pytest.mark.parametrize(
    ("verdicts", "verdict"),
    [
        (["proven", "claimed"], "claimed"),
        (["proven", ""], "partly-reported"),
        (["overdue", ""], "overdue"),
        (["", ""], "not-reported"),
    ],
)
def test_a_measure_has_the_gravest_verdict_of_its_duties(verdicts: list[str], verdict: str) -> None:
    rows = [row(state="done", verdict=one) if one else row() for one in verdicts]
    assert measure_statement(rows).verdict == verdict


def test_a_statement_is_about_one_measure() -> None:
    for rows in ([], [row(), row("steg.1.I")]):
        with pytest.raises(ValueError, match="one measure"):
            measure_statement(rows)


@pytest.mark.parametrize(
    "change",
    [
        {"verdict": "proven"},
        {"outlook": "on-track"},
        {"said_on": SAID},
        {"state": "done"},
        {"verdict": "fine"},
    ],
)
def test_a_silent_row_cannot_say_anything(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="kai"):
        replace(row(), **change)


@pytest.mark.parametrize("change", [{"verdict": "not-reported"}, {"state": "x"}, {"outlook": "x"}])
def test_an_answered_row_is_refused_where_it_makes_no_sense(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="kai"):
        replace(row(state="done"), **change)


@pytest.mark.parametrize(
    ("share", "sentence"),
    [
        (Share(61, 104), "61 von 104 (58 %)"),
        (Share(999, 1000), "999 von 1.000 (99 %)"),
        (Share(1000, 1000), "1.000 von 1.000 (100 %)"),
        (Share(1, 1000), "1 von 1.000 (unter 1 %)"),
        (Share(0, 3), "0 von 3 (0 %)"),
        (Share(0, 0), "0 von 0"),
    ],
)
def test_a_share_is_told_with_its_whole(share: Share, sentence: str) -> None:
    assert share.sentence == sentence


def test_a_roll_up_says_on_what_it_rests() -> None:
    found = roll_up([row(state="done"), row(), row("steg.1.I", institution="")])
    assert found.coverage == (
        "Antworten: 1 von 2 (50 %). Maßnahmen mit mindestens einer Antwort: 1 von 2 (50 %);"
        " mit allen: 0 von 2 (0 %). Zu 1 Maßnahme schuldet niemand eine Antwort: Der Plan nennt"
        " keine Federführung."
    )
    assert "schuldet niemand" not in roll_up([row()]).coverage
    assert all(rule_of(key) for key in found.rules)


def test_nothing_is_rolled_up_to_nothing() -> None:
    found = roll_up([])
    assert (found.measures, found.answers) == (0, Share(0, 0))


def test_a_measure_without_lead_is_not_reported_and_nobody_owes_it() -> None:
    found = measure_statement([row(institution="")])
    assert (found.state, found.verdict, found.answers) == (
        "not-reported",
        "not-reported",
        Share(0, 0),
    )
    assert found.sentence == "nicht berichtet"
    assert roll_up([row(institution="")]).complete == Share(0, 1)


@pytest.mark.parametrize(
    ("judged", "record"),
    [
        (
            case("done", outlook="on-track"),
            {"state": "done", "outlook": "on-track", "verdict": "claimed", "said_on": "2026-11-02"},
        ),
        (silence(), {"state": "", "outlook": "", "verdict": "not-reported", "said_on": ""}),
    ],
)
def test_a_row_holds_what_was_said_and_what_the_rules_conclude(
    judged: Case, record: dict[str, str]
) -> None:
    place = {"measure": "kai.1.I", "phase": "Aufbau", "scope": "", "institution": "werft"}
    found = duty_row(judged, round_slug="2026-2", **place)
    assert found.as_record() == {"round": "2026-2", **place, **record}
