# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two texts word by word: nothing is lost, nothing is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Environment, FileSystemLoader

from leitstand.ui.differences import Piece, word_difference
from leitstand.ui.jinja import environment
from tests.house.checkout import ROOT

texts = st.lists(st.sampled_from(["a", "bb", "Öl", "\n", " ", "  ", "x,", "\u2028"]), max_size=30)


@given(texts.map("".join), texts.map("".join))
def test_the_pieces_are_both_texts(before: str, after: str) -> None:
    pieces = word_difference(before, after)
    assert "".join(one.text for one in pieces if one.kind != "new") == before
    assert "".join(one.text for one in pieces if one.kind != "gone") == after


def test_one_word_in_a_sentence_is_one_piece() -> None:
    assert word_difference("Der Plan gilt drei Jahre lang.", "Der Plan gilt vier Jahre lang.") == (
        Piece("kept", "Der Plan gilt"),
        Piece("gone", " drei"),
        Piece("new", " vier"),
        Piece("kept", " Jahre lang."),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Mitarbeit", "Federführung"),
        ("Der Plan gilt drei Jahre lang.", "Niemand weiß etwas Genaues darüber."),
        ("wort " * 2000, "wort " * 2000 + "mehr"),
    ],
)
def test_short_unlike_and_endless_texts_stand_one_after_the_other(before: str, after: str) -> None:
    assert [one.kind for one in word_difference(before, after)] == ["gone", "new"]


def test_what_is_new_or_gone_as_a_whole_is_one_piece() -> None:
    assert word_difference("", "neu") == (Piece("new", "neu"),)
    assert word_difference("alt", "") == (Piece("gone", "alt"),)
    assert word_difference("", "") == ()
    assert word_difference("gleich", "gleich") == (Piece("kept", "gleich"),)


def test_a_difference_is_said_aloud_and_escaped() -> None:
    template = '{% from "ui/difference.html" import difference %}{{ difference(pieces) }}'
    html = made().from_string(template).render(pieces=word_difference("<b>", "&"))
    assert "<del>" in html
    assert "bisher:" in html
    assert "<ins>" in html
    assert "neu:" in html
    assert "&lt;b&gt;" in html
    assert "&amp;" in html


def made() -> Environment:
    """The environment of our pages, with their templates."""
    return environment(loader=FileSystemLoader(ROOT / "leitstand" / "ui" / "templates"))
