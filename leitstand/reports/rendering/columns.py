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
_ONE_LINE, _MOST_HEADING = 38, 18.0
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

    ``rigid`` columns (numbers, days) are not broken into lines. ``given`` shares are kept as far as
    every word finds its place.
    """
    if not columns:
        return Widths((), (), _SIZE, is_across=False)
    wants = [_want(texts, is_rigid) for texts, is_rigid in zip(columns, rigid, strict=True)]
    inset = _INSET * len(columns)
    least, wished = sum(one.needed for one in wants), sum(one.wished for one in wants)
    size, room, is_across = _room(least + inset, wished + inset, len(columns[0]))
    own = _kept(given, wants, room - inset) if given else _shares(wants, room - inset)
    splits = tuple(_longest(texts) > width for texts, width in zip(columns, own, strict=True))
    return Widths(tuple(width + _INSET for width in own), splits, size, is_across)


@dataclass(frozen=True, slots=True)
class _Want:
    """Letters of a column: for its longest word, for few lines, for its heading, and its weight
    where there is room to spare.
    """

    needed: float
    wished: float
    heading: float
    weight: float


def _want(texts: Sequence[str], is_rigid: bool) -> _Want:
    heading = min(_MOST_HEADING, 0.65 * len(texts[0]) + 2)
    if is_rigid:
        cells = max((len(text) for text in texts[1:]), default=0)
        needed = max(_LEAST, cells + 0.5, min(_MOST_HEADING + 1.5, _longest(texts[:1])))
        return _Want(needed, needed, max(0.0, heading - needed), needed)
    needed = max(_LEAST, min(_MOST_NEEDED, _longest(texts) + 0.5))
    longest, mean = max(len(text) for text in texts), sum(map(len, texts)) / len(texts)
    # One line for all where that is not much; else the mean decides, and no single long cell.
    wished = longest + 0.5 if longest <= _ONE_LINE else min(_MOST_WISHED, 1.6 * mean + 6)
    wished = max(needed, wished)
    return _Want(needed, wished, max(0.0, heading - wished), max(wished, min(_MOST_WEIGHT, mean)))


def _shares(wants: Sequence[_Want], room: float) -> tuple[float, ...]:
    """What each column needs; of what is left a part of what it wishes, then of what its heading
    wishes; and of the rest its part.

    Where all wishes are granted the rest goes to all by their weight, so that numbers stand at even
    distances and long texts in few lines.
    """
    widths = [one.needed for one in wants]
    for more in (
        [one.wished - one.needed for one in wants],
        [one.heading for one in wants],
    ):
        left = max(0.0, room - sum(widths))
        factor = min(1.0, left / (sum(more) or 1.0))
        widths = [width + extra * factor for width, extra in zip(widths, more, strict=True)]
    rest = max(0.0, room - sum(widths)) / sum(one.weight for one in wants)
    return tuple(width + one.weight * rest for width, one in zip(widths, wants, strict=True))


def _kept(given: Sequence[float], wants: Sequence[_Want], room: float) -> tuple[float, ...]:
    """The given shares; a column whose words do not fit gets what it needs from the others."""
    if sum(one.needed for one in wants) > room:
        return tuple(share * room / sum(given) for share in given)
    raised: set[int] = set()
    while True:
        taken = sum(wants[place].needed for place in raised)
        others = sum(share for place, share in enumerate(given) if place not in raised)
        unit = (room - taken) / (others or 1.0)
        found = tuple(
            wants[place].needed if place in raised else share * unit
            for place, share in enumerate(given)
        )
        short = {place for place, width in enumerate(found) if width < wants[place].needed - 1e-9}
        if not short:
            return found
        raised |= short


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


def _longest(texts: Sequence[str]) -> float:
    """The longest word. The first text is the heading, which is bold."""
    heading = max((len(word) for word in _WORD.findall(texts[0])), default=0)
    cells = (len(word) for text in texts[1:] for word in _WORD.findall(text))
    return max(1.12 * heading, max(cells, default=0))
