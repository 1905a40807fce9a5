# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Money is counted once, and where the answers differ that is said."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.answer import BudgetLine
from leitstand.steering.rules.budget import Named, budget_of


def named(by: str = "Kai 1 I", line: str = "0810/68301", **more: object) -> Named:
    given_line = {"line": line, "source": "Landeshaushalt", "year": 2026, **more}
    return Named(by, BudgetLine.model_validate(given_line))


def test_a_line_that_two_measures_name_is_counted_once() -> None:
    found = budget_of(
        [named(planned_eur="1000"), named("Steg 1 I", planned_eur="1000", spent_eur="10.50")]
    )
    [fund] = found.funds
    assert fund.measures == ("Kai 1 I", "Steg 1 I")
    assert found.total.planned.sum_eur == Decimal(1000)
    assert found.total.spent.sum_eur == Decimal("10.50")
    assert found.disputes == ()


def test_spelling_by_case_and_spaces_does_not_make_two_lines() -> None:
    found = budget_of([named(planned_eur=5), named(line="0810/68301 ", source="LANDESHAUSHALT")])
    assert len(found.funds) == 1
    assert len(found.by_source) == 1


def test_two_amounts_for_one_line_are_a_contradiction_and_count_as_neither() -> None:
    found = budget_of(
        [
            named("Steg 1 I", planned_eur="1200"),
            named("Kai 1 I", planned_eur="1000"),
            named("Kai 1 II", planned_eur="1000"),
            named("Kai 1 II", line="0810/9", planned_eur="7"),
        ]
    )
    [dispute] = found.disputes
    assert dispute.sentence == (
        "0810/68301 (Landeshaushalt, 2026), geplant: 1.000,00 € laut „Kai 1 I“, „Kai 1 II“;"
        " 1.200,00 € laut „Steg 1 I“."
    )
    assert found.total.planned.sentence == "7,00 € (aus 1 von 2 Haushaltsstellen)"


def test_amounts_that_are_written_differently_are_the_same() -> None:
    found = budget_of([named(planned_eur="1000"), named("Steg 1 I", planned_eur="1000.00")])
    assert found.disputes == ()


def test_sums_by_year_and_source() -> None:
    found = budget_of(
        [
            named(planned_eur=1),
            named(year=2027, planned_eur=2),
            named(source="EFRE", year=2027, planned_eur=4, committed_eur=3),
        ]
    )
    assert [(one.year, int(one.planned.sum_eur)) for one in found.by_year] == [(2026, 1), (2027, 6)]
    assert [(one.source, int(one.planned.sum_eur)) for one in found.by_source] == [
        ("EFRE", 4),
        ("Landeshaushalt", 3),
    ]
    assert [
        (one.year, one.source, int(one.planned.sum_eur)) for one in found.by_year_and_source
    ] == [
        (2026, "Landeshaushalt", 1),
        (2027, "EFRE", 4),
        (2027, "Landeshaushalt", 2),
    ]
    assert found.total.committed.sentence == "3,00 € (aus 1 von 3 Haushaltsstellen)"


def test_no_money_is_no_sum() -> None:
    found = budget_of([])
    assert (found.funds, found.by_year, found.total.planned.lines) == ((), (), 0)


AMOUNTS = st.none() | st.decimals(0, 1000, places=2)
NAMED = st.builds(
    named,
    st.sampled_from(["Kai", "Steg", "Mole"]),
    st.sampled_from(["1", "2"]),
    source=st.sampled_from(["Land", "EFRE"]),
    year=st.sampled_from([2026, 2027]),
    planned_eur=AMOUNTS,
    committed_eur=AMOUNTS,
    spent_eur=AMOUNTS,
)


@given(st.lists(NAMED, max_size=12))
def test_every_way_of_summing_gives_the_same_total(entries: list[Named]) -> None:
    found = budget_of(entries)
    for parts in (found.by_year, found.by_source, found.by_year_and_source):
        for kind in ("planned", "committed", "spent"):
            amounts = [getattr(part, kind) for part in parts]
            total = getattr(found.total, kind)
            assert sum(one.sum_eur for one in amounts) == total.sum_eur
            assert sum(one.known for one in amounts) == total.known
            assert sum(one.lines for one in amounts) == total.lines == len(found.funds)


@given(st.lists(NAMED, max_size=8))
def test_naming_everything_again_for_another_measure_changes_no_sum(entries: list[Named]) -> None:
    again = [*entries, *(Named("Pier", one.line) for one in entries)]
    assert budget_of(again).total == budget_of(entries).total
    assert len(budget_of(again).disputes) == len(budget_of(entries).disputes)


@given(st.lists(NAMED, max_size=8), st.randoms())
def test_the_order_of_answers_does_not_matter(entries: list[Named], chance: object) -> None:
    shuffled = sorted(entries, key=lambda _one: chance.random())  # type: ignore[attr-defined]
    assert budget_of(shuffled) == budget_of(entries)


@given(st.lists(NAMED, max_size=8))
def test_what_is_disputed_is_in_no_sum(entries: list[Named]) -> None:
    found = budget_of(entries)
    by_line = {(one.line, one.source, one.year): one for one in found.funds}
    for dispute in found.disputes:
        fund = by_line[dispute.line, dispute.source, dispute.year]
        assert getattr(fund, dispute.kind.value) is None
        assert len(dispute.amounts) > 1
