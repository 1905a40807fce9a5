# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where a merged measure really went on."""

import pytest

from leitstand.steering.rules.assessing.mergers import successor
from leitstand.steering.rules.assessment import Successor

LABELS = {"kai.1.I": "Kai 1 I", "kai.1.II": "Kai 1 II", "steg.1.I": "Steg 1 I"}


def found(named: str, states: dict[str, str], **merged_into: str) -> Successor | None:
    names = {key.replace("_", "."): value for key, value in merged_into.items()}
    return successor("steg.1.I", named, labels=LABELS, states=states, merged_into=names)


@pytest.mark.parametrize("named", ["kai.1.I", "Kai 1 I", " KAI  1 i"])
def test_a_measure_is_found_by_key_or_label(named: str) -> None:
    assert found(named, {"kai.1.I": "running"}) == Successor("Kai 1 I", "running")


def test_a_chain_is_followed_to_its_end() -> None:
    states = {"kai.1.I": "merged", "kai.1.II": "given-up"}
    assert found("Kai 1 I", states, kai_1_I="Kai 1 II") == Successor("Kai 1 II", "given-up")


def test_a_chain_that_comes_back_is_a_circle() -> None:
    states = {"kai.1.I": "merged", "kai.1.II": "merged"}
    back = found("Kai 1 I", states, kai_1_I="Kai 1 II", kai_1_II="steg.1.I")
    assert back == Successor("Kai 1 I", "merged", is_circle=True)


def test_a_circle_further_on_is_no_place_to_go_on() -> None:
    states = {"kai.1.I": "merged", "kai.1.II": "merged"}
    among = found("Kai 1 I", states, kai_1_I="Kai 1 II", kai_1_II="Kai 1 I")
    assert among == Successor("Kai 1 I", "merged", is_circle=True)


def test_a_measure_that_merged_into_itself_is_a_circle() -> None:
    assert found("Steg 1 I", {}) == Successor("Steg 1 I", "merged", is_circle=True)


def test_what_is_not_in_the_plan_is_not_found() -> None:
    assert found("Nixe", {}) is None
    assert found("Kai 1 I", {"kai.1.I": "merged"}, kai_1_I="Nixe") == Successor("Kai 1 I", "merged")


def test_of_a_measure_without_answers_nothing_is_known() -> None:
    assert found("Kai 1 I", {}) == Successor("Kai 1 I", "not-reported")
