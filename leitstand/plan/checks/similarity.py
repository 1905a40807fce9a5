# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""When two printed names are probably one institution's. German names, without a dictionary.

Two names are alike if the words that matter are the same (order and inflection aside), if the
words of one are all in the other, or if one is the other's initials. One word in common is not
enough: "Bezirk Mitte" and "Bezirk Pankow" share all but the word that counts.
"""

import re
from functools import lru_cache

from rapidfuzz import fuzz

SAME_WORD = 88
"""From this likeness on (of 100), two words are one with a slip of the pen or another ending."""

MIN_WORD = 8
"""A single shared word must be at least this long to say anything."""

MIN_STEM = 4
"""What must be left of a word when its ending is taken off."""

MIN_ABBREVIATION = 3
"""Two initials fit too many names."""

_LEGAL_FORM = re.compile(r"\b(?:e\.\s?V\.|gGmbH|GmbH|GMBH|mbH|AG|AöR|KG|SE|UG)(?=\s|$)")
_LEADING_ADJECTIVES = re.compile(r"^(?:[a-zäöüß]+\s+)+(?=\S*[A-ZÄÖÜ])")
_PARENTHESIS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"[^\W_]+")
_ENDINGS = ("ern", "en", "er", "em", "es", "e", "n", "s")
_ARTICLES = {"der", "die", "das", "des", "dem", "den"}
_PREPOSITIONS = {
    "für",
    "im",
    "in",
    "am",
    "an",
    "auf",
    "von",
    "vom",
    "zu",
    "zur",
    "zum",
    "bei",
    "mit",
}
_EMPTY_WORDS = _ARTICLES | _PREPOSITIONS | {"und", "sowie"}


@lru_cache(maxsize=4096)
def _tokens(name: str, city: str) -> tuple[str, ...]:
    """The words that tell a name apart, in their order, in small letters.

    Left out: what stands in parentheses, legal forms, adjectives in front that are no part of the
    name ("lokale Unternehmensnetzwerke"), little words, and the city as an adjective ("Berliner").
    """
    text = _LEADING_ADJECTIVES.sub("", _PARENTHESIS.sub(" ", name).strip())
    # "AG Smart City" is a working group: a legal form stands behind the name, never before it.
    first, _space, rest = text.partition(" ")
    text = f"{first} {_LEGAL_FORM.sub(' ', rest)}"
    every = [token.casefold() for token in _WORD.findall(text)]
    kept = [token for token in every if token not in _EMPTY_WORDS]
    adjective = f"{city}er".casefold()
    named = [token for token in kept if not (city and token == adjective)]
    return tuple(named or kept or every)


@lru_cache(maxsize=4096)
def words(name: str, city: str = "") -> frozenset[str]:
    """The stems of the words that tell a name apart; ``city`` in its plain form, "Berlin"."""
    return frozenset(_stem(token) for token in _tokens(name, city))


def _stem(word: str) -> str:
    """A word without its ending and umlauts; short words keep all their letters."""
    plain = word.translate(str.maketrans("äöü", "aou"))
    for ending in _ENDINGS:
        if plain.endswith(ending) and len(plain) - len(ending) >= MIN_STEM:
            return plain.removesuffix(ending)
    return plain


def is_same_name(one: str, other: str, city: str = "") -> bool:
    """Whether two names differ by inflection, word order or a slip of the pen only."""
    first, second = words(one, city), words(other, city)
    if first == second:
        return True
    # "Technologie-Stiftung" and "Technologiestiftung"
    if "".join(_tokens(one, city)) == "".join(_tokens(other, city)):
        return True
    return len(first) == len(second) and _has_all(first, second) and _has_all(second, first)


def is_contained(one: str, other: str, city: str = "") -> bool:
    """Whether every word of the first name is in the second, and they say enough to count."""
    first, second = words(one, city), words(other, city)
    if len(first) >= len(second) or not _has_all(first, second):
        return False
    return len(first) > 1 or all(len(word) >= MIN_WORD for word in first)


def _has_all(some: frozenset[str], others: frozenset[str]) -> bool:
    return all(any(_is_same_word(word, other) for other in others) for word in some)


@lru_cache(maxsize=65536)
def _is_same_word(one: str, other: str) -> bool:
    if one == other:
        return True
    # Short words and words with figures are different as soon as one letter is.
    if min(len(one), len(other)) < MIN_WORD or any(c.isdigit() for c in one + other):
        return False
    return fuzz.ratio(one, other) >= SAME_WORD


def is_initials(abbreviation: str, name: str) -> bool:
    """Whether an abbreviation, if long enough to say something, is made of a name's initials."""
    letters = [c for c in abbreviation if c.isalnum()]
    if len(letters) < MIN_ABBREVIATION or len(abbreviation.split()) > 1:
        return False
    tokens = _WORD.findall(_LEGAL_FORM.sub(" ", _PARENTHESIS.sub(" ", name)))
    every = [token for token in tokens if token]
    main = [token for token in every if token[0].isupper() or token[0].isdigit()]
    target = "".join(letters).casefold()
    return any("".join(token[0] for token in some).casefold() == target for some in (every, main))
