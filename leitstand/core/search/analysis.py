# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a text's words are, for storing and for asking alike.

A word becomes *tokens*: strings of ``a-z0-9`` that both engines store as they are. ``main`` are
what the word itself says (its stem; a code such as W-14 or SenWEB as it stands), ``groups`` are
what it is made of, one group for each way to say it in parts (Gewerbeflächen: gewerb, flach).
"""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

import Stemmer

from leitstand.core.languages import Language
from leitstand.core.search.compounds import split
from leitstand.core.search.folding import fold, squashed
from leitstand.core.search.stopwords import STOP_WORDS

LONGEST_TOKEN = 60
# What tokens begin with that stand for a row's language, kind and plan.
SCOPES = ("qlang", "qkind", "qplan")
LONGEST_SHOUT = 6
_MOST_SPANNED = 4
# Words linked by one sign without a blank stay together: W-14, GE/GI, 4.0, de:hub, Bürger*innen.
_CHUNK = re.compile(r"[^\W_]+(?:['’.:/&+*_–-][^\W_]+)*")
PIECE = re.compile(r"[^\W_]+")
# "Gewerbe- und Industrieflächen": the first word lacks what the second one ends with.
_HANGING = re.compile(r"(?<=\w)-(?=[\s,]+(?:(?:und|oder|bzw\.|sowie|bis)\s+)?(?:[\w-]+-[\s,]+)*\w)")
_GENDER = re.compile(r"(?<=[^\W\d_])[*:_/]-?(?=in(?:nen)?\b)")
_HUMP = re.compile(r"(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_UPPER = re.compile(r"[A-ZÄÖÜ]")
_LOAN_PLURAL = re.compile("(?<=...[aiopy])s$")
_NO_PARTS: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Tokens:
    """What a word is stored as; ``is_stop``: as nothing. One for all places of the word."""

    main: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...] = _NO_PARTS
    spans: tuple[str, ...] = ()
    is_stop: bool = False

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """Every token below the word's own, each once."""
        found = dict.fromkeys(token for group in self.groups for token in group)
        return tuple(token for token in (*found, *self.spans) if token not in self.main)

    @cached_property
    def everything(self) -> frozenset[str]:
        """All tokens of the word."""
        return frozenset((*self.main, *self.parts))


class Word(NamedTuple):
    """A word in a text, at ``start:end``."""

    text: str
    start: int
    end: int
    tokens: Tokens


class _Stemmers(threading.local):
    """A Snowball stemmer keeps state while it works, so each thread has its own."""

    def __init__(self) -> None:
        # The splitter and ``_tokens`` remember words already, so a second memory is waste.
        self.by_language = {
            "de": Stemmer.Stemmer("german", 0),
            "en": Stemmer.Stemmer("english", 0),
        }


_stemmers = _Stemmers()


def stem(word: str, language: Language) -> str:
    """The Snowball stem of a folded word.

    Snowball keeps the plural s of loans after p and vowels (Startups, Büros); we drop it, too.
    """
    found = str(_stemmers.by_language[language].stemWord(word))
    return found[:-1] if language == "de" and _LOAN_PLURAL.search(found) else found


def whole_token(*texts: str) -> str:
    """The texts as one token: cut, and never one by which a search is narrowed; "" for no word."""
    found = "".join(map(squashed, texts))
    return (f"q{found}" if found.startswith(SCOPES) else found)[:LONGEST_TOKEN]


def words(text: str, language: Language) -> Iterator[Word]:
    """The words of a text, stop words included; one that waits to be completed comes later."""
    plain = text
    if language == "de":
        plain = _GENDER.sub(lambda sign: "\u00ad" * len(sign[0]), text)
    hanging = {sign.start() for sign in _HANGING.finditer(text)} if language == "de" else ()
    waiting: list[Word] = []
    for start, end in _chunks(plain):
        word = Word(text[start:end], start, end, analysed(plain[start:end], language))
        if end in hanging:
            waiting.append(word)
            continue
        if not word.tokens.is_stop:  # the "und" in between completes nothing
            yield from (_completed(open_word, word) for open_word in waiting)
            waiting.clear()
        yield word
    yield from waiting


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Where words stand. A soft hyphen inside a word (or a gender sign made one) joins it."""
    if "\u00ad" not in text:
        yield from (found.span() for found in _CHUNK.finditer(text))
        return
    # Same length: positions must hold for the text that is shown.
    joined = re.sub("(?<=\\w)\u00ad+(?=\\w)", lambda sign: "x" * len(sign[0]), text)
    yield from (found.span() for found in _CHUNK.finditer(joined))


def _completed(word: Word, other: Word) -> Word:
    """A hanging word with what it lacks: Gewerbe- (und Industrieflächen) is Gewerbeflächen too."""
    last = other.tokens.groups[0][-1] if other.tokens.groups else ""
    if not last or not word.tokens.main:
        return word
    group = (word.tokens.main[0], last)
    whole = stem(whole_token(word.text, last), "de")
    tokens = Tokens(word.tokens.main, (*word.tokens.groups, group), (*word.tokens.spans, whole))
    return Word(word.text, word.start, word.end, tokens)


@lru_cache(maxsize=50_000)
def analysed(text: str, language: Language) -> Tokens:
    """The tokens of one chunk of text: a word, a code, or words linked by signs."""
    text = text.replace("\u00ad", "")
    pieces = PIECE.findall(text)
    if len(pieces) == 1:
        return _single(text, language)
    if language == "en" and "'" in text.replace("’", "'") and len(pieces) == 2:
        return _single(pieces[0], language)  # Berlin's
    joined = whole_token(text)
    if not joined:
        return Tokens((), is_stop=True)
    singles = [_single(piece, language) for piece in pieces]
    kept = [
        one
        for piece, one in zip(pieces, singles, strict=True)
        # "14" of W-14 is no word of its own; "GE" of GE/GI and "2018" of 2018-2021 are.
        if len(piece) > 3 or (len(piece) > 1 and not any(map(str.isdigit, text)))
    ]
    whole = joined if _is_code(pieces[-1]) or not kept else stem(joined, language)
    own = dict.fromkeys((whole, *(token for one in kept for token in one.main)))
    parts = tuple(token for one in singles if not one.is_stop for token in one.main[:1])
    below = tuple(group for one in kept for group in one.groups)
    spans = tuple(
        stem(span, language)
        for a in range(len(pieces))
        for b in range(a + 2, len(pieces) + 1)
        if b - a < len(pieces) <= _MOST_SPANNED and kept
        if (span := whole_token("".join(pieces[a:b])))
    )
    group = (parts,) if kept and len(parts) > 1 else _NO_PARTS
    return Tokens(tuple(own), (*group, *below), spans)


def _single(text: str, language: Language) -> Tokens:
    """The tokens of a word without signs inside."""
    folded = fold(text)[:LONGEST_TOKEN]
    plain = whole_token(folded)
    if not plain:
        return Tokens((), is_stop=True)
    is_code = _is_code(text)
    if not is_code and (folded in STOP_WORDS[language] or len(plain) == 1):
        return Tokens((), is_stop=True)
    stemmed = stem(plain, language)
    main = (plain, stemmed) if is_code and stemmed != plain else (plain if is_code else stemmed,)
    if language == "en":
        return Tokens(main)
    if is_code:
        humps = [whole_token(hump) for hump in _HUMP.split(text) if len(hump) > 3]
        return Tokens(main, spans=tuple(stem(h, language) for h in humps if h and h != plain))
    cut = split(plain)
    if not cut:
        return Tokens(main)
    spans = [
        stem(plain[cut[a].start : cut[b].end], language)
        for a in range(len(cut))
        for b in range(a + 1, len(cut))
        if (a, b) != (0, len(cut) - 1)
    ]
    return Tokens(main, (tuple(stem(part.lemma, language) for part in cut),), tuple(spans))


def _is_code(text: str) -> bool:
    """Whether a word is written like a name of few letters: IHK, SenWEB, W-14, B2B, 3D.

    A long word in capitals is a word that somebody shouts.
    """
    if any(map(str.isdigit, text)):
        return True
    return len(_UPPER.findall(text)) > 1 and not (text.isupper() and len(text) > LONGEST_SHOUT)
