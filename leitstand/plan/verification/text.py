# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The published text as lines, and passages of it as running words that know their lines."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

SOFT_HYPHEN = "\u00ad"


def tidy(words: str) -> str:
    """The same words with plain single spaces and without soft hyphens inside."""
    plain = "".join(" " if unicodedata.category(char) == "Zs" else char for char in words)
    return re.sub(r"\s+", " ", plain.replace(SOFT_HYPHEN, "")).strip()


def find_words(words: str, running: str, start: int = 0) -> int:
    """Where ``words`` stand in ``running`` as whole words, or -1."""
    found = re.compile(whole_words(tidy(words))).search(running, start)
    return found.start() if found else -1


def whole_words(words: str) -> str:
    """A pattern for ``words`` that does not match inside a longer, also hyphenated, word."""
    before = r"(?<![\w-])" if re.match(r"\w", words) else ""
    after = r"(?!\w|-\w)" if re.search(r"\w$", words) else ""
    return before + re.escape(words) + after


@dataclass(frozen=True)
class Passage:
    """Lines joined to running words. ``starts`` holds (offset in ``words``, line), ascending."""

    words: str
    starts: tuple[tuple[int, int], ...]

    def line_at(self, offset: int) -> int:
        """The line that the character at ``offset`` stands in; 0 for an empty passage."""
        if not self.starts:
            return 0
        index = bisect_right(self.starts, offset, key=lambda start: start[0]) - 1
        return self.starts[max(index, 0)][1]

    def lines_of(self, start: int, end: int) -> tuple[int, int]:
        """The first and last line of ``words[start:end]``."""
        return self.line_at(start), self.line_at(max(start, end - 1))

    def holds(self, words: str) -> bool:
        """Whether ``words`` stand here as whole words."""
        return find_words(words, self.words) >= 0

    def after(self, offset: int) -> "Passage":
        """What is left when the first ``offset`` characters are cut off."""
        kept = [(max(start - offset, 0), line) for start, line in self.starts]
        while len(kept) > 1 and kept[1][0] == 0:
            kept.pop(0)
        return Passage(self.words[offset:], tuple(kept))


def join(numbered: Iterable[tuple[int, str]], suspending: frozenset[str]) -> Passage:
    """Running words of (line number, line) pairs, with hyphens at line ends undone.

    A hyphen before a lower-case word was put there by the line break, unless the word is one of
    ``suspending`` ("Industrie- und …"). Before a capital or a digit it belongs to the word. After
    a slash no space is added.
    """
    words = ""
    starts: list[tuple[int, int]] = []
    for number, line in numbered:
        is_soft = line.rstrip().endswith(SOFT_HYPHEN)
        piece = tidy(line)
        if not piece:
            continue
        words += _gap(words, piece, suspending)
        if words.endswith("\0"):
            words = words[:-2]
        starts.append((len(words), number))
        words += piece + ("-\0" if is_soft else "")
    return Passage(words.removesuffix("-\0"), tuple(starts))


def _gap(before: str, piece: str, suspending: frozenset[str]) -> str:
    """What to put between two lines; a final NUL asks to drop the hyphen before it."""
    if not before or before.endswith("\0"):
        return ""
    if before.endswith("/"):
        return ""
    if re.search(r"\w-$", before):
        first = re.split(r"[^\w]", piece, maxsplit=1)[0]
        if first in suspending:
            return " "
        return "\0" if piece[0].islower() else ""
    return " "


@dataclass(frozen=True)
class PublishedText:
    """The whole text; lines count from 1."""

    lines: tuple[str, ...]
    suspending: frozenset[str]

    @classmethod
    def of(cls, text: str, suspending: frozenset[str]) -> "PublishedText":
        """Split as editors count: a final line break opens no further line."""
        lines = text.replace("\r\n", "\n").split("\n")
        if lines[-1] == "":
            lines.pop()
        return cls(tuple(lines), suspending)

    def passage(self, first: int, last: int) -> Passage:
        """Lines ``first`` to ``last`` as running words; lines beyond the text are left out."""
        numbered = enumerate(self.lines[first - 1 : last], start=first)
        return join(numbered, self.suspending)

    def line(self, number: int) -> str:
        """One line, tidied; empty beyond the text."""
        return tidy(self.lines[number - 1]) if 1 <= number <= len(self.lines) else ""
