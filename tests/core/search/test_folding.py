# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What readers write in several ways is one word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.core.search.folding import fold, squashed


@pytest.mark.parametrize("spelling", ["Fläche", "Flaeche", "flache", "FLÄCHE", "Fla\u0308che"])
def test_umlauts_may_be_written_in_any_way(spelling: str) -> None:
    assert fold(spelling) == "flache"


@pytest.mark.parametrize(
    ("word", "folded"), [("Straße", "strasse"), ("Café", "cafe"), ("Übung", "ubung")]
)
def test_other_signs_lose_what_keyboards_lack(word: str, folded: str) -> None:
    assert fold(word) == folded


@pytest.mark.parametrize("word", ["neue", "bauen", "quelle", "steuer"])
def test_a_diphthong_is_no_umlaut(word: str) -> None:
    assert fold(word) == word


@pytest.mark.parametrize("name", ["TU Berlin", "tu-berlin", "TU  Berlin.", "tu/berlin"])
def test_a_name_is_its_letters(name: str) -> None:
    assert squashed(name) == "tuberlin"


@given(st.text(max_size=30))
def test_a_squashed_text_is_a_token_or_nothing(text: str) -> None:
    assert squashed(text) == "" or (squashed(text).isascii() and squashed(text).isalnum())
