# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What measures and branches are called in a sentence."""

from collections.abc import Iterator

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.enums import Numbering
from leitstand.plan.labels import Labels, in_words, label, label_at, measure_label, position_of
from tests.plan.documents import both, document, level, measure, node

PLAN = document(
    *(measure(f"flaechen.2.{number}") for number in ("I", "II", "III", "V")),
    *(measure(f"flaechen.3.II.{part}") for part in "AB"),
    measure("markt.1.I"),
    nodes=[node("flaechen", title=both("Flächen", "Land"))],
)
NUMBERED = st.sampled_from([Numbering.ARABIC, Numbering.ROMAN, Numbering.ALPHA])


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Labels are read in German unless a test says otherwise."""
    with translation.override("de"):
        yield


@given(st.integers(1, 3000), NUMBERED)
def test_a_label_stands_for_its_position(position: int, style: Numbering) -> None:
    assert position_of(label_at(position, style), style) == position


@pytest.mark.parametrize(
    ("position", "style", "text"),
    [
        (12, Numbering.ARABIC, "12"),
        (4, Numbering.ROMAN, "IV"),
        (9, Numbering.ROMAN, "IX"),
        (49, Numbering.ROMAN, "XLIX"),
        (58, Numbering.ROMAN, "LVIII"),
        (94, Numbering.ROMAN, "XCIV"),
        (160, Numbering.ROMAN, "CLX"),
        (449, Numbering.ROMAN, "CDXLIX"),
        (1994, Numbering.ROMAN, "MCMXCIV"),
        (2500, Numbering.ROMAN, "MMD"),
        (3, Numbering.ALPHA, "C"),
        (27, Numbering.ALPHA, "AA"),
        (0, Numbering.ROMAN, ""),
        (1, Numbering.NONE, ""),
    ],
)
def test_positions_are_labelled_as_people_count(position: int, style: Numbering, text: str) -> None:
    assert label_at(position, style) == text


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("IIII", Numbering.ROMAN),
        ("VX", Numbering.ROMAN),
        ("2", Numbering.ROMAN),
        ("II", Numbering.ARABIC),
        ("0", Numbering.ARABIC),
        ("²", Numbering.ARABIC),
        ("2", Numbering.ALPHA),
        ("1", Numbering.NONE),
    ],
)
def test_what_is_no_label_of_a_numbering_has_no_position(text: str, style: Numbering) -> None:
    assert position_of(text, style) is None


def test_small_letters_number_as_capitals_do() -> None:
    assert position_of("b", Numbering.ALPHA) == position_of("B", Numbering.ALPHA) == 2


def test_a_measure_is_called_by_cluster_field_and_number() -> None:
    assert label(PLAN.measures[1], PLAN) == "Flächen 2 II"
    assert measure_label("Flächen", "2", "II") == "Flächen 2 II"


def test_a_part_carries_its_letter() -> None:
    assert label(PLAN.measures[5], PLAN) == "Flächen 3 II B"


def test_titles_are_in_the_active_language() -> None:
    with translation.override("en"):
        assert label(PLAN.measures[0], PLAN) == "Land 2 I"


def test_ids_are_called_by_what_they_stand_for() -> None:
    labels = Labels(PLAN)
    assert labels.of_id("flaechen.2.V") == "Flächen 2 V"
    assert labels.of_id("flaechen.3.II") == "Flächen 3 II"
    assert labels.of_id("flaechen") == "Themencluster „Flächen“"
    assert labels.of_id("flaechen.2") == "Aufgabenfeld 2 „Flaechen.2“"
    assert labels.of_id("nirgends.1.I") == "nirgends.1.I"


def test_neighbours_are_drawn_together() -> None:
    assert Labels(PLAN).listed(PLAN.measures) == "Flächen 2 I–III, 2 V, 3 II A–B; Markt 1 I"


def test_neighbours_are_drawn_together_in_the_plans_own_numbering() -> None:
    levels = [level("cluster"), level("field"), level("measure", numbering="arabic"), level("part")]
    plan = document(*(measure(f"hafen.1.{n}") for n in (1, 2, 3, 10)), levels=levels)
    assert Labels(plan).listed(plan.measures) == "Hafen 1 1–3, 1 10"


def test_a_measure_named_twice_is_listed_once() -> None:
    first = PLAN.measures[0]
    assert Labels(PLAN).listed([first, first]) == "Flächen 2 I"


def test_items_are_joined_as_in_a_sentence() -> None:
    assert in_words(["A"]) == "A"
    assert in_words(["A", "B", "C"]) == "A, B und C"
