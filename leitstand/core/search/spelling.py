# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Short boxes: a word that nobody wrote is completed, corrected, or taken apart and corrected."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz.distance import OSA

from leitstand.core.languages import Language
from leitstand.core.search.engines import engine
from leitstand.core.search.folding import squashed
from leitstand.core.search.grams import likes, mistakes_allowed
from leitstand.core.search.models import SearchWord
from leitstand.core.search.queries import Query, QueryWord

SHORTEST_COMPLETED = 3
MOST_COMPLETIONS = 8
MOST_CORRECTIONS = 3
MOST_CUTS = 2
SHORTEST_BEGINNING = 4
# A shorter rest is like too many words.
SHORTEST_MENDED = 6
# More candidates than this share the rare trigrams only where the vocabulary is huge.
MOST_LIKES = 4_000


@dataclass(frozen=True, slots=True)
class Replacement:
    """A typed word that occurs nowhere, and the words that were looked for in its place."""

    typed: str
    shown: tuple[str, ...]


class Entry(NamedTuple):
    """A word that occurs: folded, its token, and as somebody wrote it ("" for a mere part)."""

    word: str
    term: str
    shown: str


@dataclass(frozen=True, slots=True)
class Found:
    """Words to look for instead: any of them, or ``is_group`` all of them together."""

    entries: list[Entry]
    is_group: bool = False


def understood(query: Query) -> tuple[Query, tuple[Replacement, ...]]:
    """The query with unknown words of a short box replaced; 1 statement, then 7 a word at most."""
    if not query.is_short:
        return query, ()
    known = _known(query)
    made: list[QueryWord] = []
    replaced: list[Replacement] = []
    for word in query.words:
        if not known.isdisjoint((*word.tokens, *word.close)) or _is_made_of(word, known):
            made.append(word)
            continue
        found = _instead(squashed(word.text), query.language)
        terms = tuple(dict.fromkeys(entry.term for entry in found.entries))
        if not terms:
            made.append(word)
        elif found.is_group:
            made.append(replace(word, groups=(terms,), is_open=True))
        else:
            made.append(replace(word, tokens=(*terms, *word.tokens)))
        if terms:
            shown = {entry.term: entry.shown or entry.word.capitalize() for entry in found.entries}
            replaced.append(Replacement(word.text, tuple(dict.fromkeys(shown.values()))))
    return replace(query, words=tuple(made)), tuple(replaced)


def _known(query: Query) -> set[str]:
    """Which tokens of the query occur as a word or a term."""
    asked = {t for word in query.words for t in word.marked}
    rows = SearchWord.objects.filter(language=query.language)
    by_term = rows.filter(term__in=asked).values_list("term", flat=True)
    by_word = rows.filter(word__in=asked).values_list("word", flat=True)
    return set(by_term.union(by_word))


def _is_made_of(word: QueryWord, known: set[str]) -> bool:
    """Whether a compound that nobody wrote has parts that somebody did."""
    return any(known.issuperset(group) for group in word.groups)


def _instead(word: str, language: Language) -> Found:
    """What was probably meant, best first."""
    whole = _completions(word, language) or _corrections(word, language)
    return Found(whole) if whole else Found(_by_parts(word, language), is_group=True)


def _completions(word: str, language: Language) -> list[Entry]:
    """Words that begin so; those that somebody wrote before mere parts."""
    if len(word) < SHORTEST_COMPLETED:
        return []
    # A range reads the index on every database; LIKE would not on all.
    following = word[:-1] + chr(ord(word[-1]) + 1)
    rows = SearchWord.objects.filter(language=language, word__gte=word, word__lt=following)
    found = rows.order_by("word").values_list("word", "term", "shown")[:MOST_COMPLETIONS]
    return sorted((Entry(*row) for row in found), key=lambda entry: bool(entry.shown))


def _corrections(word: str, language: Language) -> list[Entry]:
    """Words within the mistakes allowed, fewest mistakes first."""
    allowed = mistakes_allowed(word)
    if not allowed:
        return []
    near = []
    for entry in engine().words(likes(word, language), MOST_LIKES):
        mistakes = OSA.distance(word, entry[0], score_cutoff=allowed)
        if mistakes <= allowed:
            near.append((mistakes, entry[0][:1] != word[:1], entry))
    return [Entry(*entry) for _mistakes, _other, entry in sorted(near)[:MOST_CORRECTIONS]]


def _by_parts(word: str, language: Language) -> list[Entry]:
    """A known beginning with a corrected or completed rest: Flächen-nutsung is Fläche, Nutzung.

    Where no rest can be mended, the longest known beginning alone.
    """
    beginnings = [word[:end] for end in range(len(word) - 1, SHORTEST_BEGINNING - 1, -1)]
    rows = SearchWord.objects.filter(language=language, word__in=beginnings).exclude(shown="")
    known = {row[0]: Entry(*row) for row in rows.values_list("word", "term", "shown")}
    cuts = [known[beginning] for beginning in beginnings if beginning in known][:MOST_CUTS]
    for first in cuts:
        rest = word[len(first.word) :]
        ends = _corrections(rest, language)[:1] if len(rest) >= SHORTEST_MENDED else []
        ends = ends or _completions(rest, language)[:1]
        if ends:
            return [first, *ends]
    return cuts[:1]
