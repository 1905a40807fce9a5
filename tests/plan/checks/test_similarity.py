# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Likeness of names: what it must never depend on."""

from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.checks.similarity import is_contained, is_initials, is_same_name, words

WORD = st.text(alphabet="abcdefghiklmnoprstuvwzäöü", min_size=3, max_size=12).map(str.capitalize)
NAME = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


@given(NAME)
def test_every_name_is_like_itself(name: str) -> None:
    assert is_same_name(name, name)
    assert not is_contained(name, name)


@given(NAME, NAME)
def test_likeness_goes_both_ways(one: str, other: str) -> None:
    assert is_same_name(one, other) == is_same_name(other, one)


@given(st.lists(WORD, min_size=2, max_size=4, unique=True), st.randoms(use_true_random=False))
def test_likeness_does_not_hang_on_the_order_of_words(parts: list[str], random: object) -> None:
    assert is_same_name(" ".join(parts), " ".join(reversed(parts)))


@given(NAME)
def test_a_legal_form_and_a_parenthesis_change_nothing(name: str) -> None:
    assert is_same_name(name, f"{name} GmbH")
    assert is_same_name(name, f"{name} e. V. (Xyz)")


def test_a_slip_of_the_pen_is_forgiven_in_long_words_only() -> None:
    assert is_same_name("Kraftamt", "Krafttamt")
    assert not is_same_name("Hauptamt Rhein", "Hauptamt Main")
    assert not is_same_name("Amt", "Samt")


def test_short_words_keep_their_ending() -> None:
    assert words("Bahnen") == {"bahn"}
    assert words("Amen") == {"amen"}
    assert words("Oder") == {"oder"}


def test_one_long_word_inside_another_name_says_enough() -> None:
    assert is_contained("Agentur23", "Agentur23 Hafen")
    assert is_contained("Agentur4", "Agentur4 Hafen")
    assert not is_contained("Agentur", "Agentur Hafen")


def test_figures_must_agree() -> None:
    assert not is_same_name("Werkstatt10", "Werkstatt11")


def test_a_working_group_is_not_taken_for_a_company() -> None:
    assert "ag" in words("AG Smart City")
    assert "ag" not in words("Next Big Thing AG")


def test_initials_need_three_letters() -> None:
    assert is_initials("DGB", "Deutscher Gewerkschafts-Bund")
    assert not is_initials("BP", "Berlin Partner")


def test_initials_pass_over_little_words() -> None:
    assert is_initials("HTW", "Hochschule für Technik und Wirtschaft")
    assert not is_initials("HTW", "Hochschule für Musik und Tanz")
