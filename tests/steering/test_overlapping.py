# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The same undertaking in several measures: what does not go together, and money named twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.enums import Progress
from leitstand.steering.rules.overlapping import Side, overlap_of
from tests.steering.answers import content, milestone, money


def side(measure: str, state: str = "running", **more: object) -> Side:
    return Side(measure, measure.upper(), "SENWEB", content(state, **more))


def about(*sides: Side) -> list[str]:
    return [one.about for one in overlap_of(sides).clashes]


@pytest.mark.parametrize(
    ("first", "second", "is_clash"),
    [
        ("done", "not-started", True),
        ("not-started", "done", True),
        ("given-up", "running", True),
        ("done", "given-up", True),
        ("running", "not-started", False),
        ("running", "preparing", False),
        ("merged", "done", False),
    ],
)
def test_states_that_cannot_both_hold_are_told(first: str, second: str, is_clash: bool) -> None:
    assert about(side("a", first), side("b", second)) == (["state"] if is_clash else [])


def test_a_clash_names_both_sides_in_plain_words() -> None:
    [clash] = overlap_of([side("a", "done"), side("b", "not-started")]).clashes
    assert clash.sentence.startswith(
        "A sagt „abgeschlossen“ (SENWEB), B sagt „nicht begonnen“ (SENWEB)."
    )
    assert clash.measures == ("a", "b")


def test_two_institutions_of_one_measure_are_not_held_against_each_other() -> None:
    assert about(side("a", "done"), side("a", "not-started")) == []


def test_one_milestone_with_two_days_is_told() -> None:
    first = side("a", milestones=[milestone("steg", "2026-03-01")])
    second = side("b", milestones=[milestone("x", "2026-09-01") | {"title": " steg "}])
    assert about(first, second) == ["milestone"]
    assert about(first, side("b", milestones=[milestone("steg", "2026-03-01")])) == []


def test_a_budget_line_that_both_name_is_shared_and_a_clash_where_amounts_differ() -> None:
    same = overlap_of([side("a", budget=[money(planned_eur=5)]), side("b", budget=[money()])])
    assert [fund.measures for fund in same.funds] == [("A", "B")]
    assert same.clashes == ()
    other = overlap_of(
        [side("a", budget=[money(planned_eur=5)]), side("b", budget=[money(planned_eur=6)])]
    )
    assert [clash.about for clash in other.clashes] == ["budget"]
    alone = overlap_of([side("a", budget=[money()]), side("b", budget=[money("9/9")])])
    assert alone.funds == ()


SIDES = st.lists(
    st.builds(side, st.sampled_from("abc"), st.sampled_from(Progress.values)), max_size=5
)


@given(SIDES)
def test_the_order_of_answers_does_not_matter(sides: list[Side]) -> None:
    def told(given_sides: list[Side]) -> set[frozenset[str]]:
        return {frozenset(clash.measures) for clash in overlap_of(given_sides).clashes}

    assert told(sides) == told(sides[::-1])
