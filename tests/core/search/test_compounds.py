# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""German compounds fall apart into the nouns they are made of, and simple words stay whole."""

import subprocess
import sys

import pytest

from leitstand.core.search.compounds import split
from leitstand.core.search.folding import fold
from leitstand.core.search.lexicon import Lexicon, nouns, nouns_file


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
    lexicon = Lexicon(["flache", "bedarf", "flache"])
    assert ("flache" in lexicon, "bedarf" in lexicon, "flach" in lexicon) == (True, True, False)
    assert len(lexicon) == 2


def test_the_noun_list_is_the_whole_list() -> None:
    assert len(nouns()) > 180_000


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
