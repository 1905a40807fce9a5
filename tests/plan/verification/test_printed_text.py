# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Lines become running words, and the words know their lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.verification.language import GERMAN
from leitstand.plan.verification.text import Passage, PublishedText, holds_words, join, tidy

LOWER = st.text(alphabet="abcdefghijklmnopqrstuvwxyzäöüß", min_size=4, max_size=12).filter(
    lambda word: word not in GERMAN.suspending
)
WORDS = st.lists(LOWER | LOWER.map(str.capitalize), min_size=1, max_size=12)
LINE_ENDS = st.sampled_from(["", " ", "  ", "\u00a0", " \t"])


def joined(*lines: str) -> str:
    return join(enumerate(lines, start=1), GERMAN.suspending).words


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("Bundes-", "agentur für Arbeit"), "Bundesagentur für Arbeit"),
        (("Bundes- ", "agentur"), "Bundesagentur"),
        (("Bundes\u00ad", "agentur"), "Bundesagentur"),
        (("Bundes\u00ad ", "", "agentur"), "Bundesagentur"),
        (("MINT- ", "Orientierungsstudium"), "MINT-Orientierungsstudium"),
        (("MINT\u00ad", "Netz"), "MINTNetz"),
        (("Industrie-", "4.0"), "Industrie-4.0"),
        (("Berufs- ", "und Studienorientierung"), "Berufs- und Studienorientierung"),
        (("(LEP)- ", "Hauptstadtregion"), "(LEP)-Hauptstadtregion"),
        (("GMBH/  ", "Regionalmanagement"), "GMBH/Regionalmanagement"),
        (("des Landes –", "wie bisher"), "des Landes – wie bisher"),
        (("a", "", "  ", "b"), "a b"),
        (("Berlin\u00a0 Partner", "und"), "Berlin Partner und"),
        (("Spiel\u00adraum",), "Spielraum"),
        ((), ""),
    ],
)
def test_lines_are_joined_as_a_reader_reads_them(lines: tuple[str, ...], expected: str) -> None:
    assert joined(*lines) == expected


@given(WORDS, st.data())
def test_words_broken_anywhere_with_a_hyphen_read_as_before(
    words: list[str], data: st.DataObject
) -> None:
    lines = [""]
    for word in words:
        cut = data.draw(st.integers(min_value=0, max_value=len(word) - 1))
        # "Industrie-" before "und" stays as it is: such a rest is another case.
        if cut == 0 or word[cut:] in GERMAN.suspending:
            lines.append(word)
        else:
            lines[-1] += f" {word[:cut]}-" + data.draw(LINE_ENDS)
            lines.append(word[cut:])
    assert joined(*lines) == " ".join(words)


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(min_value=1, max_value=50))
def test_every_character_knows_its_line(rows: list[list[str]], first: int) -> None:
    passage = join(enumerate((" ".join(row) for row in rows), first), GERMAN.suspending)
    offset = 0
    for number, row in enumerate(rows, first):
        length = len(" ".join(row))
        assert passage.line_at(offset) == passage.line_at(offset + length - 1) == number
        offset += length + 1


@given(st.text(max_size=40))
def test_tidying_twice_changes_nothing(words: str) -> None:
    assert tidy(tidy(words)) == tidy(words)


@given(WORDS, st.integers(min_value=0, max_value=30))
def test_cutting_the_front_keeps_words_and_lines(words: list[str], offset: int) -> None:
    passage = join(enumerate(words, start=1), GERMAN.suspending)
    offset = min(offset, len(passage.words) - 1)
    rest = passage.after(offset)
    assert rest.words == passage.words[offset:]
    assert [rest.line_at(at) for at in range(len(rest.words))] == [
        passage.line_at(at + offset) for at in range(len(rest.words))
    ]


def test_a_hyphenated_word_belongs_to_both_lines() -> None:
    passage = join([(7, "Bundes-"), (8, "agentur")], GERMAN.suspending)
    assert passage.lines_of(0, len("Bundesagentur")) == (7, 8)


def test_an_empty_passage_has_no_line() -> None:
    assert Passage("", ()).line_at(0) == 0


@pytest.mark.parametrize(
    ("words", "running", "expected"),
    [
        ("IHK", "SenWEB, IHK und", True),
        ("IHK", "IHKs", False),
        ("IHK", "die IHK-Akademie", False),
        ("IHK", "Nord-IHK", False),
        ("SenWEB", "SenWEB/Digitalagentur", True),
        ("e. V. (MgA)", "Additive e. V. (MgA);", True),
        ("„Digitale Zukunft“", "Zentrum „Digitale Zukunft“.", True),
        ("Berlin\u00a0Partner", "mit Berlin Partner", True),
    ],
)
def test_words_are_found_whole_or_not_at_all(words: str, running: str, expected: bool) -> None:
    assert holds_words(words, running) is expected


def test_the_first_part_of_a_compound_counts_where_asked() -> None:
    assert holds_words("BQN", "des BQN-Projektes", in_compound=True)


@pytest.mark.parametrize(
    ("text", "count"), [("a\nb", 2), ("a\nb\n", 2), ("a\r\nb", 2), ("a\n ", 2)]
)
def test_lines_are_counted_as_editors_count(text: str, count: int) -> None:
    assert len(PublishedText.of(text, GERMAN.suspending).lines) == count


def test_lines_beyond_the_text_are_empty() -> None:
    text = PublishedText.of("a\nb", GERMAN.suspending)
    assert text.passage(2, 9).words == "b"
    assert text.line(9) == ""
