# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where in a shown text the asked words stand, and which piece of a long text to show."""

from collections.abc import Set
from dataclasses import dataclass

from leitstand.core.languages import Language
from leitstand.core.search.analysis import words

SNIPPET = 280


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A text with the spans to be marked: sorted, apart from each other, inside the text."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


def marked(text: str, language: Language, tokens: Set[str]) -> MarkedText:
    """The text with every word marked that one of the tokens stands for."""
    spans = sorted(
        (word.start, word.end)
        for word in words(text, language)
        if not tokens.isdisjoint(word.tokens.everything)
    )
    return MarkedText(text, tuple(spans))


def snippet(found: MarkedText, size: int = SNIPPET) -> MarkedText:
    """About ``size`` letters around the first marked word, whole words, dots where it is cut."""
    if len(found.text) <= size:
        return found
    first = found.spans[0][0] if found.spans else 0
    start = max(0, min(first - size // 4, len(found.text) - size))
    end = start + size
    if start:
        start = found.text.find(" ", start, first) + 1 or first
    if end < len(found.text):
        end = max(found.text.rfind(" ", start, end), start + 1)
    before, after = "… " if start else "", " …" if end < len(found.text) else ""
    shift = len(before) - start
    return MarkedText(
        f"{before}{found.text[start:end]}{after}",
        tuple((a + shift, b + shift) for a, b in found.spans if a >= start and b <= end),
    )
