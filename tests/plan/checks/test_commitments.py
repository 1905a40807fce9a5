# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Dates, order in time, quantities, and what lies beyond the plan's last day."""

from collections.abc import Callable
from typing import Any

import pytest

from leitstand.plan.checks import Finding
from leitstand.plan.document.model import PlanDocument
from tests.plan.documents import Record, commitment, document, measure, open_role, own_rule, role

Of = Callable[[PlanDocument, str], list[Finding]]

DEADLINE = commitment("deadline", "bis 2021", end="2021-12-31")
QUANTITY = commitment("quantity", "drei Stege", value=3, unit="Stege")
ORDER = [own_rule("nothing-dated", lines=[80, 82])]


def _plan(*commitments: Record, **head: Any) -> PlanDocument:
    return document(
        measure("hafen.1.I", commitments=list(commitments)), measure("hafen.1.II"), **head
    )


@pytest.mark.parametrize("kind", ["deadline", "start", "period", "rhythm"])
def test_undated_measures_are_one_finding_that_names_the_dated_ones(
    kind: str, findings: Of
) -> None:
    [finding] = findings(_plan(commitment(kind, "ab jetzt")), "nothing-dated")
    assert finding.subjects == ("hafen.1.II",)
    assert finding.message.startswith("1 von 2 Maßnahmen hat weder Frist noch Beginn")
    assert "Eine Zeitangabe haben nur: Hafen 1 I („ab jetzt“)." in finding.message


def test_a_quantity_is_no_date(findings: Of) -> None:
    [finding] = findings(_plan(QUANTITY), "nothing-dated")
    assert finding.subjects == ("hafen.1.I", "hafen.1.II")


def test_a_dated_part_dates_its_measure(findings: Of) -> None:
    plan = document(measure("hafen.1.I.A", commitments=[DEADLINE]), measure("hafen.1.I.B"))
    assert findings(plan, "nothing-dated") == []


def test_undated_parts_count_as_one_measure(findings: Of) -> None:
    plan = document(measure("hafen.1.I.A"), measure("hafen.1.I.B"), measure("hafen.1.II"))
    [finding] = findings(plan, "nothing-dated")
    assert finding.message.startswith("2 von 2 Maßnahmen")
    assert len(finding.subjects) == 3


def test_measures_without_quantity_are_one_finding(findings: Of) -> None:
    [finding] = findings(_plan(QUANTITY, DEADLINE), "nothing-measurable")
    assert finding.subjects == ("hafen.1.II",)
    assert "Eine Menge nennen nur: Hafen 1 I („drei Stege“)." in finding.message


def test_a_plan_full_of_quantities_is_measurable(findings: Of) -> None:
    plan = document(measure("hafen.1.I", commitments=[QUANTITY]))
    assert findings(plan, "nothing-measurable") == []


def test_an_announced_order_that_no_date_shows_is_told(findings: Of) -> None:
    [finding] = findings(_plan(own_rules=ORDER), "nothing-prioritised")
    assert finding.source_lines == ((80, 82),)
    assert "Der Plan kündigt eine zeitliche Ordnung an: „So soll es sein.“" in finding.message
    assert "steht bei 0 von 2 Maßnahmen." in finding.message


def test_the_measures_with_deadline_or_start_are_named(findings: Of) -> None:
    [finding] = findings(_plan(DEADLINE, own_rules=ORDER), "nothing-prioritised")
    assert "steht bei 1 von 2 Maßnahmen (Hafen 1 I)." in finding.message


def test_a_rhythm_puts_nothing_in_order(findings: Of) -> None:
    [finding] = findings(
        _plan(commitment("rhythm", "jährlich"), own_rules=ORDER), "nothing-prioritised"
    )
    assert "steht bei 0 von 2 Maßnahmen." in finding.message


def test_a_plan_that_announces_no_order_is_not_held_to_one(findings: Of) -> None:
    assert findings(_plan(), "nothing-prioritised") == []


def test_a_date_after_the_last_day_is_told(findings: Of) -> None:
    for late in (
        commitment("deadline", "bis 2030", end="2030-12-31"),
        commitment("start", "ab 2023", start="2023-01-01"),
        commitment("period", "(2019–2023)", start="2019-01-01", end="2023-12-31"),
    ):
        [finding] = findings(_plan(late), "beyond-period")
        assert finding.subjects == ("hafen.1.I",)
        assert f"bis 31. Dezember 2022 hinaus: „{late['as_printed']}“." in finding.message


def test_the_last_day_itself_is_within(findings: Of) -> None:
    last = commitment("deadline", "bis Ende 2022", end="2022-12-31")
    assert findings(_plan(last), "beyond-period") == []


def test_a_late_year_in_the_words_of_a_role_is_told(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I", roles=[role("werft", scope="Betrieb ab 2023")]),
        measure("hafen.1.II", open_roles=[open_role("weitere", phase="Ausbau 2024")]),
    )
    assert [finding.subjects for finding in findings(plan, "beyond-period")] == [
        ("hafen.1.I",),
        ("hafen.1.II",),
    ]


def test_a_year_told_as_commitment_and_in_a_role_is_told_once(findings: Of) -> None:
    plan = document(
        measure(
            "hafen.1.I",
            roles=[role("werft", scope="Betrieb ab 2023")],
            commitments=[commitment("start", "ab 2023", start="2023-01-01")],
        )
    )
    [finding] = findings(plan, "beyond-period")
    assert finding.message.count("2023") == 1
    assert finding.source_lines == ((10, 10), (20, 20))


def test_a_longer_number_is_no_year(findings: Of) -> None:
    plan = document(measure("hafen.1.I", roles=[role("werft", scope="Lager 20240")]))
    assert findings(plan, "beyond-period") == []
