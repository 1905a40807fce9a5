# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""German compounds fall apart into the nouns they are made of, and simple words stay whole."""

import gzip
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leitstand.core.search import lexicon
from leitstand.core.search.compounds import split
from leitstand.core.search.folding import fold
from leitstand.core.search.lexicon import Lexicon, make_nouns, nouns, nouns_file


def parts(word: str) -> str:
    return "+".join(part.lemma for part in split(fold(word)))


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Gewerbeflächen", "gewerbe+flache"),
        ("Industrieflächenbedarf", "industrie+flache+bedarf"),
        ("Wirtschaftsflächenkonzepte", "wirtschaft+flache+konzept"),
        ("Zukunftsorte", "zukunft+ort"),
        ("Bebauungsplänen", "bebauung+plan"),
        ("Ausbildungsmarkt", "ausbildung+markt"),
        ("Kompetenzzentren", "kompetenz+zentrum"),
        ("Technologiefirmen", "technologie+firma"),
        ("Bildungsmaterialien", "bildung+material"),
        ("Landesbetriebe", "land+betrieb"),
        ("Branchenverbände", "branche+verband"),
        ("Digitalagentur", "digital+agentur"),
        ("klimaneutral", "klima+neutral"),
        ("Betriebsrätenetzwerk", "betrieb+rat+netz+werk"),
        ("Gewerbeflächeninformationssystem", "gewerbe+flache+information+system"),
    ],
)
def test_a_compound_falls_apart(word: str, expected: str) -> None:
    assert parts(word) == expected


@pytest.mark.parametrize(
    "word",
    [
        "Wirtschaft",
        "Wissenschaft",
        "Gesellschaft",
        "Abteilungen",
        "Talente",
        "Neuerungen",
        "Verwaltung",
        "Unternehmen",
        "Digitalisierung",
        "Bewerberinnen",
        "Veranstaltungen",
        "Qualifizierung",
        "Multiplikatoren",
        "Infrastruktur",
        "Industrie",
        "entstehen",
        "verbessern",
        "Beschäftigten",
        "Kooperation",
    ],
)
def test_a_simple_word_stays_whole(word: str) -> None:
    assert parts(word) == ""


def test_parts_tell_where_in_the_word_they_stand() -> None:
    word = "industrieflachenbedarf"
    assert [word[p.start : p.end] for p in split(word)] == ["industrie", "flachen", "bedarf"]


@pytest.mark.parametrize("word", ["", "ab", "x" * 5000, "ab1flachen", "flachen" * 20])
def test_what_is_no_german_word_is_left_alone(word: str) -> None:
    assert split(word) == ()


def test_the_lexicon_knows_exactly_its_words() -> None:
    lexicon = Lexicon.of(["flache", "bedarf", "flache"])
    assert ("flache" in lexicon, "bedarf" in lexicon, "flach" in lexicon) == (True, True, False)
    assert len(lexicon) == 2


def test_the_noun_list_is_the_whole_list() -> None:
    assert len(nouns()) > 180_000


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where the nouns lie ready; they are opened anew for the test, and again after it."""
    path = tmp_path / "nouns.bin"
    monkeypatch.setattr(lexicon, "MADE", path)
    nouns.cache_clear()
    yield path
    nouns.cache_clear()


def test_the_made_file_holds_what_the_list_holds(made: Path) -> None:
    listed = bytes(nouns())
    make_nouns(made)
    nouns.cache_clear()
    opened = nouns()
    assert "flache" in opened
    assert bytes(opened) == listed


def test_the_made_file_saves_reading_the_list(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_nouns(made)
    monkeypatch.setattr(gzip, "decompress", pytest.fail)
    assert "flache" in nouns()


@pytest.mark.parametrize("rest", [b"", b"another list"])
def test_a_file_that_was_made_of_something_else_is_not_used(made: Path, rest: bytes) -> None:
    make_nouns(made)
    made.write_bytes(rest + made.read_bytes()[len(rest) : 320 if rest else 0])
    assert "flache" in nouns()


def test_the_noun_list_is_read_without_the_rest_of_its_package() -> None:
    code = (
        "import sys; from leitstand.core.search.lexicon import nouns; assert 'flache' in nouns();"
        "print([m for m in sys.modules if m.startswith('denckring')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
    assert nouns_file().name == "nouns.txt.gz"


def test_a_page_that_searches_nothing_reads_no_noun_list() -> None:
    code = (
        "import django; django.setup(); import leitstand.web.urls;"
        "from leitstand.core.search.lexicon import nouns; print(nouns.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "0"
