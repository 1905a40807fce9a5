# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Columns get what they need; a table that is too wide is laid across or gets smaller."""

from leitstand.reports.rendering.columns import widths


def test_a_number_is_never_broken_and_words_get_the_rest() -> None:
    found = widths([["Titel", "x " * 300], ["Zahl", "1.234.567,89"]], [False, True])
    assert found.shares[0] > 4 * found.shares[1]
    assert found.splits == (False, False)
    assert not found.is_across


def test_shares_that_are_given_are_kept() -> None:
    first, second = widths([["a", "b"], ["c", "d"]], [False, False], (1, 3)).shares
    assert round((second - 2.2) / (first - 2.2), 6) == 3


def test_many_columns_of_many_rows_lie_across() -> None:
    wide = [["Sachbearbeitung", *["Verwaltungsakte"] * 30]] * 9
    assert widths(wide, [False] * 9).is_across


def test_many_columns_of_few_rows_are_smaller_and_stay_upright() -> None:
    found = widths([["Sachbearbeit", "Verwaltung"]] * 7, [False] * 7)
    assert (found.is_across, found.size) == (False, 7.5)


def test_forty_columns_find_a_place() -> None:
    found = widths([["Sachbearbeitungsstelle", "x"]] * 40, [False] * 40)
    assert found.is_across
    assert len(found.shares) == 40
    assert all(found.splits)


def test_a_word_that_is_too_long_for_its_column_is_hyphenated() -> None:
    words = "Wirtschaftsförderungsgesellschaft"
    assert widths([["a", words]] * 5 + [["b", "x"]], [False] * 6).splits == (True,) * 5 + (False,)


def test_no_columns_need_no_room() -> None:
    assert widths([], []).shares == ()


def test_a_given_share_leaves_every_word_its_place() -> None:
    found = widths([["a", "Digitalagentur"], ["b", "x " * 300]], [False, False], (1, 20))
    assert found.splits == (False, False)
    assert found.shares[0] < 20


def test_short_texts_stand_in_one_line() -> None:
    labels = ["Urteil", "in anderer Maßnahme aufgegangen"]
    numbers = [["Fachkräfte und Innovation", "12"]] * 5
    found = widths([labels, *numbers], [False] + [True] * 5)
    unit = 106 / sum(found.shares)
    assert found.shares[0] * unit - 2.2 >= len(labels[1])
