# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a reader asked: text in, words with their tokens out. Pure."""

import re
from dataclasses import dataclass, replace
from enum import Enum
from functools import cached_property

from leitstand.core.languages import Language
from leitstand.core.search.analysis import Tokens, analysed, stem, whole_token, words
from leitstand.core.search.expressions import Expression, all_of, any_of
from leitstand.core.search.folding import squashed

LONGEST_QUERY = 200
MOST_WORDS = 16
# Up to here a reader names things and may stop in mid-word; above, it is a sentence.
SHORT_BOX = 3
_UNSEEN = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e\ufeff\ufffd]+")


class Fault(Enum):
    """Why nothing can be asked."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    STOP_WORDS = "stop_words"
    NO_WORDS = "no_words"


@dataclass(frozen=True, slots=True)
class QueryWord:
    """A word of the query. Any of ``tokens``, or all of one of ``groups``, answers it.

    ``close`` are tokens of other words that stand for it: completed, corrected, or joined with a
    neighbour. ``is_open``: even one part of a group is enough.
    """

    text: str
    tokens: tuple[str, ...]
    groups: tuple[tuple[str, ...], ...] = ()
    close: tuple[str, ...] = ()
    is_open: bool = False

    @property
    def expression(self) -> Expression:
        """What an engine must find."""
        if self.is_open:
            return any_of((*self.tokens, *self.close, *(t for g in self.groups for t in g)))
        return any_of((*self.tokens, *self.close, *(all_of(group) for group in self.groups)))

    @property
    def marked(self) -> frozenset[str]:
        """The tokens whose words are shown as found."""
        return frozenset((*self.tokens, *self.close, *(t for g in self.groups for t in g)))


@dataclass(frozen=True)
class Query:
    """A query that can be asked. ``is_short``: a few words in a box, not a sentence."""

    text: str
    language: Language
    words: tuple[QueryWord, ...]
    is_short: bool = True

    @cached_property
    def expression(self) -> Expression:
        """Any word: more words never find less."""
        return any_of(word.expression for word in self.words)

    @cached_property
    def name(self) -> str:
        """The whole query as one name: "TU Berlin" is tuberlin."""
        return squashed(self.text)[:60]

    @cached_property
    def phrase(self) -> str:
        """The words' first tokens in order."""
        return " ".join(word.tokens[0] for word in self.words)

    @cached_property
    def marked(self) -> frozenset[str]:
        """The tokens whose words are shown as found."""
        return frozenset(token for word in self.words for token in word.marked)

    def opened(self) -> "Query":
        """The same query, content with parts of its compounds."""
        return replace(self, words=tuple(replace(word, is_open=True) for word in self.words))


def tidied(text: str) -> str:
    """The text as it may be shown again: one line, no invisible signs."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def parse(text: str, language: Language) -> Query | Fault:
    """The query, or why there is none."""
    text = tidied(text)
    if not text:
        return Fault.EMPTY
    if len(text) > LONGEST_QUERY:
        return Fault.TOO_LONG
    found = list(words(text, language))
    asked = [word for word in found if word.tokens.main][:MOST_WORDS]
    if not asked:
        return Fault.STOP_WORDS if found else Fault.NO_WORDS
    made = [_query_word(word.text, word.tokens, language) for word in asked]
    for left, right in zip(range(len(asked)), range(1, len(asked)), strict=False):
        if text[asked[left].end : asked[right].start].isspace():
            made[left], made[right] = _joined(made[left], made[right], language)
    return Query(text, language, tuple(made), is_short=len(found) <= SHORT_BOX)


def _query_word(text: str, tokens: Tokens, language: Language) -> QueryWord:
    """A typed word. Readers write codes in small letters, so the bare word is asked for too."""
    main = tokens.main if "-" not in text and "/" not in text else tokens.main[:1]
    asked = dict.fromkeys((*main, whole_token(text)))
    if language == "en":  # names are German on English pages, too
        asked |= dict.fromkeys(analysed(text, "de").main)
    return QueryWord(text, tuple(asked), tokens.groups, tokens.spans)


def _joined(left: QueryWord, right: QueryWord, language: Language) -> tuple[QueryWord, QueryWord]:
    """Two neighbours that may be one word elsewhere: "start up", "smart city", "w 14"."""
    whole = whole_token(left.text, right.text)
    if len(whole) > 24:
        return left, right
    close = tuple(dict.fromkeys((whole, stem(whole, language))))
    return (
        replace(left, close=(*left.close, *close)),
        replace(right, close=(*right.close, *close)),
    )
