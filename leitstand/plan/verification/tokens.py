# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A structure segment cut into tokens: labels, institutions, relations, and what is left."""

import re
from dataclasses import dataclass, field
from enum import Enum, auto
from functools import lru_cache

from leitstand.plan.enums import MentionRelation
from leitstand.plan.verification.language import PlanLanguage, RoleLabel
from leitstand.plan.verification.text import tidy, whole_words


class TokenKind(Enum):
    """What a token does in the sentence."""

    LABEL = auto()
    NAME = auto()
    OPEN_ROLE = auto()
    PREDICATE = auto()
    RELATION = auto()
    PHASE = auto()
    SCOPE = auto()
    STRUCTURAL = auto()
    ENUMERATION = auto()
    CONNECTIVE = auto()
    OPENING = auto()
    CLOSING = auto()
    COMMA = auto()
    STOP = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Token:
    """A token with its place; ``value`` is the phase or scope that the words carry."""

    kind: TokenKind
    start: int
    end: int
    words: str
    label: RoleLabel | None = None
    relation: MentionRelation | None = None
    phase: str | None = None
    scope: str | None = None


_MARKS = {
    "(": TokenKind.OPENING,
    ")": TokenKind.CLOSING,
    ",": TokenKind.COMMA,
    "/": TokenKind.COMMA,
    ";": TokenKind.STOP,
    ".": TokenKind.STOP,
}
_WORD = re.compile(r"[^\s,;()/]+?(?=[.]?(?:[\s,;()/]|$))|\S")


@lru_cache(maxsize=512)
def any_of(words: frozenset[str]) -> re.Pattern[str]:
    """A pattern for the longest of ``words`` as whole words; matches nothing for an empty set."""
    ordered = sorted({tidy(word) for word in words}, key=lambda word: (-len(word), word))
    return re.compile("|".join(whole_words(word) for word in ordered) or r"(?!)")


def bare(words: str, language: PlanLanguage) -> str:
    """``words`` tidied and without structural words in front, as names are compared."""
    tidied = tidy(words)
    front = any_of(_structural(language)).match(tidied)
    return tidied[front.end() :].lstrip() if front else tidied


@lru_cache(maxsize=8)
def _structural(language: PlanLanguage) -> frozenset[str]:
    return frozenset(entry.words for entry in language.structural)


@dataclass(frozen=True)
class Vocabulary:
    """The words a segment may be made of: the language, all institutions, this measure's gaps.

    ``names`` are :func:`bare`.
    """

    language: PlanLanguage
    names: frozenset[str]
    open_roles: frozenset[str] = field(default_factory=frozenset)

    def token(self, running: str, at: int) -> Token:
        """The longest token at ``at``; on equal length the first of the order below."""
        candidates = [
            *self._labels(running, at),
            *self._named(running, at),
            *self._grammar(running, at),
        ]
        if running[at] in _MARKS:
            candidates.append(Token(_MARKS[running[at]], at, at + 1, running[at]))
        if candidates:
            return max(candidates, key=lambda token: token.end)
        word = _WORD.match(running, at)
        end = word.end() if word else at + 1
        return Token(TokenKind.UNKNOWN, at, end, running[at:end])

    def _labels(self, running: str, at: int) -> list[Token]:
        found = []
        for label in self.language.labels:
            match = label.pattern.match(running, at)
            if match:
                groups = match.groupdict()
                found.append(
                    Token(
                        TokenKind.LABEL,
                        at,
                        match.end(),
                        match[0],
                        label=label,
                        phase=groups.get("phase"),
                        scope=groups.get("scope"),
                    )
                )
        return found

    def _named(self, running: str, at: int) -> list[Token]:
        """Institutions before open places: a known institution is never an open place."""
        found = []
        for kind, words in (
            (TokenKind.NAME, self.names),
            (TokenKind.OPEN_ROLE, self.open_roles),
            (TokenKind.STRUCTURAL, _structural(self.language)),
        ):
            match = any_of(words).match(running, at)
            if match:
                found.append(Token(kind, at, match.end(), match[0]))
        return found

    def _grammar(self, running: str, at: int) -> list[Token]:
        if at and re.match(r"\w", running[at - 1]):
            return []
        language = self.language
        found = []
        for entry in language.relations:
            if match := entry.pattern.match(running, at):
                relation = entry.relation
                found.append(
                    Token(TokenKind.RELATION, at, match.end(), match[0], relation=relation)
                )
        if match := language.open_predicate.match(running, at):
            found.append(Token(TokenKind.PREDICATE, at, match.end(), match[0]))
        if match := language.phase_inline.match(running, at):
            found.append(Token(TokenKind.PHASE, at, match.end(), match[0], phase=match["phase"]))
        if match := language.scope_opening.match(running, at):
            end = self._scope_end(running, match.end())
            found.append(
                Token(
                    TokenKind.SCOPE,
                    at,
                    end,
                    running[at:end],
                    scope=running[match.end() : end],
                )
            )
        if match := language.connectives.match(running, at):
            is_and = match[0] in language.enumeration
            kind = TokenKind.ENUMERATION if is_and else TokenKind.CONNECTIVE
            found.append(Token(kind, at, match.end(), match[0]))
        return found

    def _scope_end(self, running: str, at: int) -> int:
        """Up to the next mark, label, "und" or known institution."""
        for word in re.finditer(r"\S+", running[at:]):
            start = at + word.start()
            here = running[start:]
            is_over = (
                any(label.pattern.match(here) for label in self.language.labels)
                or word[0] in self.language.enumeration
                or any_of(self.names).match(running, start)
            )
            if is_over and start > at:
                return start - 1
            mark = re.search(r"[;,.()]", word[0])
            if mark:
                return start + mark.start()
        return len(running)


def tokenise(running: str, vocabulary: Vocabulary) -> tuple[Token, ...]:
    """All tokens of a segment, from left to right, without the spaces between them."""
    tokens = []
    at = 0
    while at < len(running):
        if running[at].isspace():
            at += 1
            continue
        token = vocabulary.token(running, at)
        tokens.append(token)
        at = token.end
    return tuple(tokens)
