# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A query says what to look for, or why nothing can be looked for; it never becomes syntax."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from leitstand.core.languages import Language
from leitstand.core.search.expressions import AllOf, AnyOf, as_fts5, as_tsquery
from leitstand.core.search.queries import LONGEST_QUERY, Fault, Query, parse


def query(text: str, language: Language = "de") -> Query:
    found = parse(text, language)
    assert isinstance(found, Query)
    return found


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", Fault.EMPTY),
        (" \t\n\x00\u200b ", Fault.EMPTY),
        ("x" * 10_000, Fault.TOO_LONG),
        ("und der die das", Fault.STOP_WORDS),
        ("?!* (){}[]\"'-", Fault.NO_WORDS),
    ],
)
def test_what_cannot_be_asked_says_why(text: str, fault: Fault) -> None:
    assert parse(text, "de") is fault


def test_the_longest_query_can_still_be_asked() -> None:
    assert len(query("a1" * (LONGEST_QUERY // 2)).words) == 1


@pytest.mark.parametrize(
    "text", ["0" * 200, "a1" * 100, "Wort-" * 40, "Gewerbe" * 20 + "- und Industrieflächen"]
)
@pytest.mark.parametrize("language", ["de", "en"])
def test_whatever_is_that_long_an_engine_can_look_for(text: str, language: Language) -> None:
    assert as_fts5(query(text, language).expression)


def test_terms_are_joined_by_or() -> None:
    expression = query("Energie Klimaschutz Gewerbe").expression
    assert isinstance(expression, AnyOf)
    assert len(expression.items) == 3


def test_a_compound_is_also_all_of_its_parts_together() -> None:
    assert AllOf(("gewerb", "flach")) in query("Gewerbeflächen").words[0].expression.items  # type: ignore[union-attr]


def test_a_code_in_small_letters_is_asked_for_as_it_is() -> None:
    assert "bims" in query("bims").words[0].tokens


def test_neighbours_are_also_asked_for_as_one_word() -> None:
    assert all("startup" in word.close for word in query("start up").words)


def test_on_english_pages_german_names_are_asked_for_too() -> None:
    assert {"senatsverwalt", "senatsverwaltung"} & set(
        query("Senatsverwaltung", "en").words[0].tokens
    )


@given(st.text(max_size=LONGEST_QUERY), st.sampled_from(["de", "en"]))
def test_nothing_typed_becomes_syntax(text: str, language: Language) -> None:
    found = parse(text, language)
    if isinstance(found, Query):
        assert set(as_fts5(found.expression)) <= set(
            'abcdefghijklmnopqrstuvwxyz0123456789"() ORAND'
        )
        assert set(as_tsquery(found.expression)) <= set(
            "abcdefghijklmnopqrstuvwxyz0123456789'()|& "
        )


_PIECES = st.one_of(
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=90),
    st.sampled_from(["Ab" * 40, "gewerbeflächen" * 4, "ﷺ", "北京", "und", "qlangde", "x" * 60]),
)


@example(["Abcdefghij" * 5, "Klmnopqrst" * 5, "Uvwxyzabcd" * 4], "-", "de")
@example(["ﷺ", "ﷺ", "ﷺ"], "-", "de")
@given(st.lists(_PIECES, min_size=1), st.sampled_from("-/.*: "), st.sampled_from(["de", "en"]))
def test_words_of_every_length_and_script_can_be_asked(
    pieces: list[str], sign: str, language: Language
) -> None:
    found = parse(sign.join(pieces)[:LONGEST_QUERY], language)
    if isinstance(found, Query):
        assert as_fts5(found.expression)
        assert as_tsquery(found.opened().expression)


@pytest.mark.parametrize("text", ["qlangde", "QKINDmeasure", "qlang de", "q-langde", "Qlang-DE"])
def test_nobody_can_type_what_narrows_a_search(text: str) -> None:
    expression = query(text).opened().expression
    assert not re.findall('"q(?:lang|kind|plan)[a-z0-9]', as_fts5(expression))


@pytest.mark.parametrize("token", ["", "a b", 'a"', "a'", "ä", "A", "x" * 81])
def test_an_engine_refuses_what_is_no_token(token: str) -> None:
    with pytest.raises(ValueError, match="no token"):
        as_fts5(token)
