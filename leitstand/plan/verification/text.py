# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The published text as lines, and passages of it as running words that know their lines."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

SOFT_HYPHEN = "\u00ad"


@lru_cache(maxsize=8192)
def tidy(words: str) -> str:
    """The same words with plain single spaces and without soft hyphens inside."""
    plain = "".join(" " if unicodedata.category(char) == "Zs" else char for char in words)
    return re.sub(r"\s+", " ", plain.replace(SOFT_HYPHEN, "")).strip()


def holds_words(words: str, running: str, *, in_compound: bool = False) -> bool:
    """Whether ``words`` stand in ``running`` as whole words.

    ``in_compound`` also takes the first part of a hyphenated word ("BQN" in "BQN-Projekt").
    """
    return bool(_pattern(tidy(words), in_compound).search(running))


@lru_cache(maxsize=4096)
def _pattern(words: str, in_compound: bool) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)" if in_compound else whole_words(words))


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
    pieces: list[str] = []
    starts: list[tuple[int, int]] = []
    length = 0
    for number, line in numbered:
        piece = tidy(line)
        if not piece:
            continue
        if pieces:
            kept = _joined_end(pieces[-1], piece, suspending)
            length += len(kept) - len(pieces[-1])
            pieces[-1] = kept
        starts.append((length, number))
        # A soft hyphen counts at the end of a line only; it is told apart by staying in place.
        pieces.append(piece + SOFT_HYPHEN if line.rstrip().endswith(SOFT_HYPHEN) else piece)
        length += len(pieces[-1])
    return Passage("".join(pieces).removesuffix(SOFT_HYPHEN), tuple(starts))


def _joined_end(before: str, piece: str, suspending: frozenset[str]) -> str:
    """The line ``before`` as it reads when ``piece`` follows, with the space between them."""
    if before.endswith(SOFT_HYPHEN):
        return before[:-1]
    if before.endswith("/"):
        return before
    if not re.search(r"[\w)]-$", before[-2:]):
        return before + " "
    if re.split(r"\W", piece, maxsplit=1)[0] in suspending:
        return before + " "
    return before[:-1] if piece[0].islower() else before


@dataclass(frozen=True)
class PublishedText:
    """The whole text; lines count from 1."""

    lines: tuple[str, ...]
    suspending: frozenset[str]

    @classmethod
    @lru_cache(maxsize=8)
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

    def opens_block(self, number: int) -> bool:
        """Whether no paragraph runs on into this line: it is blank, beyond the end or indented."""
        line = self.lines[number - 1] if 1 <= number <= len(self.lines) else ""
        return not tidy(line) or bool(re.match(r"\s+\w", line))

    def has_line(self, words: str) -> bool:
        """Whether some line holds ``words`` and nothing else."""
        return any(words in line and tidy(line) == words for line in self.lines)

    def line(self, number: int) -> str:
        """One line, tidied; empty beyond the text."""
        return tidy(self.lines[number - 1]) if 1 <= number <= len(self.lines) else ""
