# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a text's words are: stems, codes as they stand, parts below their compounds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.core.languages import Language
from leitstand.core.search.analysis import words


def tokens(text: str, language: Language = "de") -> set[str]:
    return {token for word in words(text, language) for token in word.tokens.everything}


def main(text: str, language: Language = "de") -> list[str]:
    return [token for word in words(text, language) for token in word.tokens.main]


@pytest.mark.parametrize(
    "word",
    [
        "Fläche",
        "Flächen",
        "Flaeche",
        "flachen",
        "FLÄCHEN",
        "Gewerbeflächen",
        "Industrieflächenbedarf",
    ],
)
def test_every_form_and_compound_of_a_word_holds_its_token(word: str) -> None:
    assert "flach" in tokens(word)


@pytest.mark.parametrize(
    ("code", "token"),
    [
        ("W-14", "w14"),
        ("w-14", "w14"),
        ("SenWEB", "senweb"),
        ("GE/GI", "gegi"),
        ("24/7", "247"),
        ("ITZ 4.0", "40"),
        ("de:hub", "dehub"),
        ("B2B", "b2b"),
        ("IHK", "ihk"),
    ],
)
def test_a_code_is_kept_as_it_is(code: str, token: str) -> None:
    assert token in main(code)


def test_a_code_is_not_taken_apart_into_numbers() -> None:
    assert main("W-14") == ["w14"]


def test_both_sides_of_a_slash_are_words_of_their_own() -> None:
    assert {"ge", "gi"} <= tokens("GE/GI")


@pytest.mark.parametrize(
    ("text", "token"),
    [
        ("Gewerbe- und Industrieflächen", "gewerbeflach"),
        ("Fach- oder Führungskräfte", "fachkraft"),
        ("Energie-, Klima- und Schutzkonzepte", "energiekonzept"),
    ],
)
def test_a_hanging_hyphen_gets_what_it_lacks(text: str, token: str) -> None:
    assert token in tokens(text)


@pytest.mark.parametrize("word", ["Bürgerinnen", "Bürger*innen", "Bürger:innen", "Bürger_innen"])
def test_gender_signs_do_not_cut_a_word(word: str) -> None:
    assert len(list(words(word, "de"))) == 1


@pytest.mark.parametrize("word", ["Startups", "Startup", "startups"])
def test_plurals_of_loans_are_plurals(word: str) -> None:
    assert "startup" in main(word)


def test_words_linked_by_hyphens_are_found_whole_and_in_parts() -> None:
    assert {"smartcitystrategi", "smartcity", "smart", "city", "strategi"} <= tokens(
        "Smart-City-Strategie"
    )


def test_stop_words_leave_no_token() -> None:
    assert main("und der die das wer ist für") == []


def test_english_is_stemmed_as_english_and_not_taken_apart() -> None:
    assert main("The industries' skilled workers", "en") == ["industri", "skill", "worker"]
    assert tokens("Gewerbeflächen", "en") == {"gewerbeflachen"}


@given(st.text(max_size=80), st.sampled_from(["de", "en"]))
def test_every_token_is_one_that_both_engines_store(text: str, language: Language) -> None:
    for word in words(text, language):
        assert 0 <= word.start < word.end <= len(text)
        assert word.text == text[word.start : word.end]
        assert all(t.isascii() and t.isalnum() and t == t.lower() for t in word.tokens.everything)
