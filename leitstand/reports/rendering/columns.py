# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How wide the columns of a printed table are, and whether it needs a page laid across."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Letters of 8.5 points that stand beside each other on A4, upright and across.
_UPRIGHT, _ACROSS = 106, 166
_INSET = 2.2
_MOST_WISHED, _MOST_WEIGHT, _MOST_NEEDED, _LEAST = 44.0, 300.0, 17, 3.0
_SIZE, _SMALL, _SMALLEST = 8.5, 7.5, 6.5
_FEW_ROWS = 12
_WORD = re.compile(r"[^\s\u200b-]+")


@dataclass(frozen=True, slots=True)
class Widths:
    """Shares of the columns, letters' size in points, and whether the page lies across.

    ``splits``: the columns with words that are too long for them and must be hyphenated.
    """

    shares: tuple[float, ...]
    splits: tuple[bool, ...]
    size: float
    is_across: bool


def widths(
    columns: Sequence[Sequence[str]], rigid: Sequence[bool], given: Sequence[float] = ()
) -> Widths:
    """Widths for the columns, each with its heading and its cells as text.

    ``rigid`` columns (numbers, days) are not broken into lines. ``given`` shares are kept.
    """
    if not columns:
        return Widths((), (), _SIZE, is_across=False)
    needed = [_needed(texts, is_rigid) for texts, is_rigid in zip(columns, rigid, strict=True)]
    wished = [
        max(least, least if is_rigid else _wished(texts))
        for least, texts, is_rigid in zip(needed, columns, rigid, strict=True)
    ]
    inset = _INSET * len(columns)
    size, room, is_across = _room(sum(needed) + inset, sum(wished) + inset, len(columns[0]))
    weights = [
        wish if is_rigid else max(wish, min(_MOST_WEIGHT, _mean(texts)))
        for wish, texts, is_rigid in zip(wished, columns, rigid, strict=True)
    ]
    shares = tuple(given) or _shares(needed, wished, weights, room - inset)
    unit = room / sum(shares)
    splits = tuple(
        _longest(texts) > share * unit - _INSET
        for texts, share in zip(columns, shares, strict=True)
    )
    return Widths(shares, splits, size, is_across)


def _shares(
    needed: Sequence[float], wished: Sequence[float], weights: Sequence[float], room: float
) -> tuple[float, ...]:
    """What each column needs, of what is left a part of what it wishes, and of the rest its part.

    Where all wishes are granted the rest goes to all by their weight, so that numbers stand at even
    distances and long texts in few lines.
    """
    left = max(0.0, room - sum(needed))
    more = [wish - least for wish, least in zip(wished, needed, strict=True)]
    factor = min(1.0, left / (sum(more) or 1.0))
    rest = max(0.0, left - sum(more)) / sum(weights)
    return tuple(
        least + extra * factor + weight * rest + _INSET
        for least, extra, weight in zip(needed, more, weights, strict=True)
    )


def _room(needed: float, wished: float, rows: int) -> tuple[float, float, bool]:
    """Size of letters, letters in a line, and whether the page lies across.

    A table of few rows would rather be small than have a page of its own.
    """
    for size in (_SIZE, _SMALL, _SMALLEST)[: 3 if rows <= _FEW_ROWS else 1]:
        room = _UPRIGHT * _SIZE / size
        if needed <= room and wished <= 2.1 * room:
            return size, room, False
    for size in (_SIZE, _SMALL, _SMALLEST):
        room = _ACROSS * _SIZE / size
        if needed <= room:
            return size, room, True
    return _SMALLEST, _ACROSS * _SIZE / _SMALLEST, True


def _needed(texts: Sequence[str], is_rigid: bool) -> float:
    if is_rigid:
        cells = max((len(text) for text in texts[1:]), default=0)
        return max(_LEAST, cells + 0.5, min(_MOST_NEEDED, _longest(texts[:1])))
    return max(_LEAST, min(_MOST_NEEDED, _longest(texts) + 0.5))


def _longest(texts: Sequence[str]) -> float:
    """The longest word. The first text is the heading, which is bold."""
    heading = max((len(word) for word in _WORD.findall(texts[0])), default=0)
    cells = (len(word) for text in texts[1:] for word in _WORD.findall(text))
    return max(1.12 * heading, max(cells, default=0))


def _wished(texts: Sequence[str]) -> float:
    """A share for texts: the mean decides, and no single long cell."""
    return min(_MOST_WISHED, max(len(text) for text in texts), 1.6 * _mean(texts) + 6)


def _mean(texts: Sequence[str]) -> float:
    return sum(len(text) for text in texts) / len(texts)
