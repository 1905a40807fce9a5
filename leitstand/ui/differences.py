# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How one text became another, word by word. Shown by ``ui/difference.html``."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, TypeAlias

PieceKind: TypeAlias = Literal["kept", "gone", "new"]

# Below, two texts are shown one after the other: pieces would only be in the way.
_ENOUGH_WORDS = 4
_ENOUGH_KEPT = 0.4
_TOO_MANY_WORDS = 3000
_WORD = re.compile(r"\s*\S+\s*?")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the blanks before them."""

    kind: PieceKind
    text: str


def word_difference(before: str, after: str) -> tuple[Piece, ...]:
    """The pieces of both texts in reading order.

    Those that are kept or gone make up ``before``, those kept or new ``after``. Texts that are
    short, or have little in common, are one piece each.
    """
    if before == after:
        return (Piece("kept", after),) if after else ()
    old, new = _words(before), _words(after)
    whole = tuple(piece for piece in (Piece("gone", before), Piece("new", after)) if piece.text)
    if not min(len(old), len(new)) >= _ENOUGH_WORDS or len(old) + len(new) > _TOO_MANY_WORDS:
        return whole
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < _ENOUGH_KEPT:
        return whole
    pieces: list[Piece] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece("kept", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] if b > a else []
        pieces += [Piece("new", "".join(new[c:d]))] if d > c else []
    return tuple(pieces)


def _words(text: str) -> list[str]:
    """The words with their blanks; joined they are the text again."""
    found = _WORD.findall(text)
    rest = text[sum(map(len, found)) :]
    if rest and found:
        found[-1] += rest
    return found or ([text] if text else [])
