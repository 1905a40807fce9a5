# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two points: nothing twice, nothing forgotten, both sources named."""

import dataclasses
import datetime as dt
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.enums import ChangeKind, Outlook, Progress, Verdict
from leitstand.steering.rules.differing import (
    Difference,
    Known,
    Lead,
    NotComparable,
    Place,
    Promise,
    Snapshot,
    Told,
    differing,
)
from leitstand.steering.rules.rollup import DutyRow, roll_up

MARCH, JUNE = dt.date(2026, 3, 2), dt.date(2026, 6, 1)
PLACE: Place = ("flaechen.1.I", "", "", "senweb")


def measure(key: str = "flaechen.1.I", *leads: str) -> Known:
    found = tuple(Lead(one, one.upper()) for one in leads or ("senweb",))
    return Known(key, key.upper(), f"Titel {key}", "standort", "flaechen", found)


def answer(state: str = "running", **more: object) -> Told:
    plain = Told("SENWEB", state, "on-track", Verdict.ON_SCHEDULE.value, "im Zeitplan")
    return dataclasses.replace(plain, **{"said_on": MARCH, **more})  # type: ignore[arg-type]


SILENCE = Told("SENWEB", verdict=Verdict.NOT_REPORTED.value, verdict_words="nicht berichtet")


def point(
    told: Told | None = None,
    *,
    label: str = "Herbst 2025",
    measures: Iterable[Known] = (),
    is_example: bool = False,
) -> Snapshot:
    known = tuple(measures) or (measure(),)
    return Snapshot(
        "berlin",
        label,
        MARCH,
        {one.key: one for one in known},
        label.lower(),
        label,
        is_example,
        {PLACE: told} if told else {},
    )


def found(before: Told, after: Told) -> tuple[Difference, ...]:
    return differing(point(before), point(after, label="Frühjahr 2026")).entries


def kinds(before: Told, after: Told) -> list[str]:
    return [one.kind.value for one in found(before, after)]


def test_a_moved_state_names_measure_institution_and_both_sources() -> None:
    [one] = found(answer("preparing"), answer("running", said_on=JUNE))
    assert (one.kind, one.aspect, one.before, one.after) == (
        ChangeKind.MOVED,
        "state",
        "preparing",
        "running",
    )
    assert one.sentence == "in Vorbereitung → läuft"
    assert (one.measure.key, one.institution, one.name) == ("flaechen.1.I", "senweb", "SENWEB")
    assert [source.sentence for source in one.sources] == [
        "SENWEB am 2. März 2026, Runde Herbst 2025",
        "SENWEB am 1. Juni 2026, Runde Frühjahr 2026",
    ]


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (answer("running"), answer("done"), "ended"),
        (answer("running"), answer("given-up"), "ended"),
        (answer("done"), answer("running"), "resumed"),
        (answer("running"), answer("merged", merged_into="x.1.I", successor="X 1 I"), "merged"),
        (answer(), SILENCE, "unanswered"),
        (SILENCE, answer(), "answered"),
        (answer(), answer(outlook="at-risk"), "outlook"),
        (answer(), answer(verdict="overdue", verdict_words="überfällig"), "overdue"),
        (answer(), answer(verdict="contradictory", verdict_words="w"), "contradictory"),
        (answer(verdict="overdue", verdict_words="überfällig"), answer(), "cleared"),
    ],
)
def test_what_happened_has_a_name(before: Told, after: Told, kind: str) -> None:
    assert kinds(before, after) == [kind]


def test_a_merged_measure_says_into_which() -> None:
    [one] = found(answer(), answer("merged", merged_into="x.1.I", successor="X 1 I"))
    assert one.now == "in anderer Maßnahme aufgegangen (X 1 I)"
    assert one.after == "merged:x.1.i"


def test_what_was_overdue_and_is_not_reported_any_more_is_not_called_better() -> None:
    late = answer(verdict="overdue", verdict_words="überfällig")
    assert kinds(late, SILENCE) == ["unanswered", "lapsed"]


def test_who_never_answered_is_named_and_nothing_is_said_to_have_changed() -> None:
    result = differing(point(SILENCE), point(SILENCE, label="Frühjahr 2026"))
    assert result.entries == ()
    assert [one.institution for one in result.silent] == ["senweb"]
    assert "zu 1 Maßnahme fehlt beide Male eine Antwort" in result.summary


def planned(**more: object) -> Told:
    return answer(promises=(Promise("steg", "Steg", **more),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("before", "after", "kind", "days"),
    [
        (planned(due_on=MARCH), planned(due_on=JUNE), "postponed", 91),
        (planned(due_on=JUNE), planned(due_on=MARCH), "brought-forward", -91),
        (planned(), planned(due_on=MARCH), "dated", None),
        (planned(due_on=MARCH), planned(), "undated", None),
        (planned(due_on=MARCH), planned(due_on=MARCH, done_on=MARCH), "reached", None),
        (planned(done_on=MARCH), planned(), "reopened", None),
        (planned(done_on=MARCH), planned(done_on=JUNE), "corrected", None),
        (planned(), planned(is_dropped=True), "dropped", None),
        (planned(is_dropped=True), planned(), "wanted-again", None),
        (answer(), planned(due_on=MARCH), "planned", None),
        (answer(), planned(done_on=MARCH), "reached", None),
        (planned(due_on=MARCH), answer(), "gone", None),
        (answer(next_step_due=MARCH), answer(next_step_due=JUNE), "postponed", 91),
        (answer(next_step="Vergabe"), answer(next_step="Bau"), "next-step", None),
    ],
)
def test_what_became_of_a_date(before: Told, after: Told, kind: str, days: int | None) -> None:
    [one] = found(before, after)
    assert (one.kind.value, one.days) == (kind, days)


def test_a_date_that_slipped_is_told_with_its_days() -> None:
    [one] = found(planned(due_on=MARCH), planned(due_on=JUNE))
    assert one.sentence == "„Steg“: 2. März 2026 → 1. Juni 2026 (91 Tage später)"


def test_new_and_removed_measures_and_changed_leads_come_from_the_plan() -> None:
    before = point(measures=[measure("a.1.I"), measure("b.1.I", "senweb", "ihk")])
    after = point(measures=[measure("b.1.I", "ihk", "hwk"), measure("c.1.I")], label="Später")
    told = {one.kind.value: one for one in differing(before, after).entries}
    assert set(told) == {"new", "removed", "leads"}
    assert told["leads"].sentence == "SENWEB, IHK → IHK, HWK"
    assert told["leads"].before == "ihk, senweb"
    assert told["new"].sources[0].sentence == "Plan am 2. März 2026"


def test_a_duty_that_is_new_is_said_to_be_newly_asked() -> None:
    [one] = differing(point(), point(answer("done"), label="Später")).entries
    assert (one.kind, one.sentence) == (ChangeKind.ASKED, "nicht gefragt → abgeschlossen")


def test_without_a_round_on_one_side_only_the_plan_is_compared() -> None:
    plan_alone = dataclasses.replace(point(), round="", round_title="", label="1. März 2020")
    result = differing(plan_alone, point(answer()))
    assert result.entries == ()
    assert not result.has_answers
    assert "nur der Plan" in result.coverage[0]


def test_invented_and_real_answers_are_never_compared() -> None:
    with pytest.raises(NotComparable, match="Beispieldaten"):
        differing(point(answer()), point(answer(), is_example=True))
    with pytest.raises(NotComparable):
        differing(point(), dataclasses.replace(point(), plan="anderer"))


def test_counts_over_different_coverage_say_so() -> None:
    def row(institution: str, state: str) -> DutyRow:
        on = MARCH if state else None
        verdict = "no-basis" if state else "not-reported"
        return DutyRow("r", "a.1.I", "", "", institution, state, "", verdict, on)

    half = roll_up([row("senweb", "running"), row("ihk", "")])
    full = roll_up([row("senweb", "running"), row("ihk", "running")])
    first = dataclasses.replace(point(answer()), total=half)
    second = dataclasses.replace(point(answer(), label="Später"), total=full)
    other = differing(first, second)
    assert not other.is_same_coverage
    assert any("Abdeckung ist verschieden" in sentence for sentence in other.coverage)
    same = differing(second, second)
    assert same.is_same_coverage
    assert not any("Abdeckung ist verschieden" in sentence for sentence in same.coverage)


def test_the_summary_counts_measures_and_says_nothing_of_what_did_not_happen() -> None:
    result = differing(point(answer("preparing")), point(answer("done"), label="Frühjahr 2026"))
    assert result.summary == (
        "Zwischen Herbst 2025 und Frühjahr 2026: 1 Maßnahme hat ihren Stand geändert; 1 davon ist"
        " abgeschlossen oder aufgegeben."
    )
    assert differing(point(), point()).summary.endswith("hat sich nichts geändert.")


KEYS = st.sampled_from(["a.1.I", "a.1.II", "b.1.I"])
WHO = st.sampled_from(["senweb", "ihk", "bezirk-mitte"])
DAYS = st.none() | st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))
PROMISES = st.lists(
    st.builds(Promise, st.sampled_from("xyz"), st.just("Schritt"), DAYS, DAYS, st.booleans()),
    unique_by=lambda one: one.id,
    max_size=3,
).map(tuple)
GIVEN = st.builds(
    answer,
    st.sampled_from(Progress.values),
    outlook=st.sampled_from(["", *Outlook.values]),
    verdict=st.sampled_from([one for one in Verdict.values if one != "not-reported"]),
    merged_into=st.sampled_from(["", "a.1.I"]),
    promises=PROMISES,
    next_step=st.sampled_from(["", "Bau", "Vergabe"]),
    next_step_due=DAYS,
)
PLACES = st.tuples(KEYS, st.sampled_from(["", "Aufbau"]), st.just(""), WHO)


@st.composite
def snapshots(draw: st.DrawFn) -> Snapshot:
    leads = st.lists(WHO, unique=True, max_size=2)
    known = draw(st.dictionaries(KEYS, leads, max_size=3))
    measures = {
        key: Known(key, key, key, leads=tuple(Lead(one, one) for one in owners))
        for key, owners in known.items()
    }
    told = draw(st.dictionaries(PLACES, st.just(SILENCE) | GIVEN, max_size=5))
    return Snapshot("p", "l", MARCH, measures, "r", "R", False, told)


def _named(one: Difference) -> tuple[str, ...]:
    return (one.aspect, one.measure.key, one.institution, one.phase, one.scope, one.thing)


@given(snapshots())
def test_a_point_does_not_differ_from_itself(one: Snapshot) -> None:
    assert differing(one, one).entries == ()


@given(snapshots(), snapshots())
def test_the_other_way_round_is_the_same_with_before_and_after_exchanged(
    one: Snapshot, other: Snapshot
) -> None:
    def told(found: Iterable[Difference], is_turned: bool) -> Counter[tuple[str, ...]]:
        # Who is named beside a measure of the plan are those who lead it now.
        return Counter(
            (
                *(_named(x) if x.aspect != "lead" else (x.aspect, x.measure.key)),
                *((x.after, x.before) if is_turned else (x.before, x.after)),
            )
            for x in found
        )

    there, back = differing(one, other), differing(other, one)
    assert told(there.entries, False) == told(back.entries, True)
    assert len(there.silent) == len(back.silent)
    assert there.compared == back.compared


@given(snapshots(), snapshots())
def test_every_pair_of_differing_states_is_told_exactly_once(
    one: Snapshot, other: Snapshot
) -> None:
    expected = {
        place
        for place in {*one.told, *other.told}
        if place not in one.told
        or place not in other.told
        or one.told[place].state != other.told[place].state
    }
    told = Counter(
        (x.measure.key, x.phase, x.scope, x.institution)
        for x in differing(one, other).entries
        if x.aspect in {"state", "answer", "asked"}
    )
    moved = {place for place, count in told.items() if count == 1}
    assert max(told.values(), default=1) == 1
    # Beside them only merged measures that now are said to go on elsewhere.
    assert expected <= moved
    for place in moved - expected:
        assert one.told[place].state == other.told[place].state == "merged"


@given(snapshots(), snapshots())
def test_nothing_is_named_twice(one: Snapshot, other: Snapshot) -> None:
    named = [_named(x) for x in differing(one, other).entries if x.aspect != "lead"]
    assert len(set(named)) == len(named)
