# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Declared against real numbers, and numbering without faults."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.checks import Finding, check
from leitstand.plan.document.model import PlanDocument
from leitstand.plan.enums import Numbering
from leitstand.plan.labels import label_at
from tests.plan.documents import document, level, measure, node

Of = Callable[[PlanDocument, str], list[Finding]]


def _declaring(key: str, count: int) -> list[dict[str, object]]:
    return [
        level(one, declared_count=count, declared_lines=[5, 5]) if one == key else level(one)
        for one in ("cluster", "field", "measure", "part")
    ]


def _plan(**head: Any) -> PlanDocument:
    return document(
        measure("hafen.1.I"),
        measure("hafen.1.II.A"),
        measure("hafen.1.II.B"),
        measure("markt.1.I"),
        **head,
    )


@pytest.mark.parametrize(
    ("key", "real"), [("cluster", 2), ("field", 2), ("measure", 3), ("part", 2)]
)
def test_a_level_with_another_count_than_declared_is_a_breach(
    key: str, real: int, findings: Of
) -> None:
    [finding] = findings(_plan(levels=_declaring(key, real + 1)), "declared-counts")
    assert finding.severity == "breach"
    assert f"kündigt {real + 1} an, enthält aber {real}." in finding.message
    assert finding.source_lines == ((5, 5),)


@pytest.mark.parametrize(
    ("key", "real"), [("cluster", 2), ("field", 2), ("measure", 3), ("part", 2)]
)
def test_a_level_with_its_declared_count_is_fine(key: str, real: int, findings: Of) -> None:
    assert findings(_plan(levels=_declaring(key, real)), "declared-counts") == []


def test_counting_anew_under_every_parent_is_fine(findings: Of) -> None:
    assert findings(_plan(), "numbering") == []


def test_counting_on_through_the_whole_plan_is_fine(findings: Of) -> None:
    plan = document(measure("hafen.1.I"), measure("hafen.1.II"), measure("markt.2.III"))
    assert findings(plan, "numbering") == []


def test_a_gap_between_measures_is_named(findings: Of) -> None:
    plan = document(measure("hafen.1.I"), measure("hafen.1.III"), measure("hafen.1.IV"))
    [finding] = findings(plan, "numbering")
    assert "es fehlt II." in finding.message
    assert "Aufgabenfeld 1 " in finding.message
    assert finding.subjects == ("hafen.1.I", "hafen.1.III", "hafen.1.IV")


def test_a_wrong_start_is_named(findings: Of) -> None:
    [finding] = findings(document(measure("hafen.1.II"), measure("hafen.1.III")), "numbering")
    assert "beginnt mit II statt I." in finding.message
    assert "fehlt" not in finding.message


def test_disorder_is_named(findings: Of) -> None:
    [finding] = findings(document(measure("hafen.1.II"), measure("hafen.1.I")), "numbering")
    assert "die Reihenfolge ist II, I." in finding.message


def test_a_number_given_twice_is_named(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I"),
        nodes=[node("hafen"), node("hafen.1"), node("hafen.neu", number="1")],
    )
    [finding] = findings(plan, "numbering")
    assert "doppelt vergeben ist 1." in finding.message


def test_a_branch_without_number_on_a_numbered_level_is_named(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I"),
        nodes=[node("hafen"), node("hafen.1"), node("hafen.neu", number=None)],
    )
    [finding] = findings(plan, "numbering")
    assert "nicht lesbar: ohne Nummer." in finding.message


def test_a_gap_on_the_top_level_is_named_without_a_parent(findings: Of) -> None:
    plan = document(
        measure("hafen.1.I"),
        nodes=[node("hafen", number="1"), node("markt", number="3")],
        levels=[
            level("cluster", numbering="arabic"),
            level("field"),
            level("measure"),
            level("part"),
        ],
    )
    [finding] = findings(plan, "numbering")
    assert finding.message.startswith("Themencluster: es fehlt 2.")


def test_a_number_in_another_style_is_named(findings: Of) -> None:
    [finding] = findings(document(measure("hafen.1.I"), measure("hafen.1.2")), "numbering")
    assert "nicht lesbar: 2." in finding.message


def test_levels_without_numbers_are_left_alone(findings: Of) -> None:
    plan = document(measure("hafen.1.I"), nodes=[node("hafen", number="7"), node("hafen.1")])
    assert findings(plan, "numbering") == []


def test_a_part_without_its_neighbour_is_named(findings: Of) -> None:
    [finding] = findings(document(measure("hafen.1.I.A")), "numbering")
    assert "Hafen 1 I: ein Teil allein" in finding.message


def test_a_gap_between_parts_is_named(findings: Of) -> None:
    [finding] = findings(document(measure("hafen.1.I.A"), measure("hafen.1.I.C")), "numbering")
    assert "es fehlt B." in finding.message


@given(count=st.integers(3, 40), data=st.data())
def test_whatever_measure_is_taken_out_of_the_middle_is_missed(
    count: int, data: st.DataObject
) -> None:
    gap = data.draw(st.integers(2, count - 1))
    numbers = [label_at(n, Numbering.ROMAN) for n in range(1, count + 1)]
    whole = document(*(measure(f"hafen.1.{number}") for number in numbers))
    assert not [finding for finding in check(whole) if finding.rule == "numbering"]
    missing = numbers.pop(gap - 1)
    holed = document(*(measure(f"hafen.1.{number}") for number in numbers))
    [finding] = [finding for finding in check(holed) if finding.rule == "numbering"]
    assert f"es fehlt {missing}." in finding.message
