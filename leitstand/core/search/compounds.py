# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Taking German compounds apart: Industrieflächenbedarf is Industrie, Fläche and Bedarf.

A word is cut where dictionary nouns meet, perhaps with a linking sound between them. The cut with
the fewest parts wins, and its parts are cut again, so that a list that knows "Industriefläche"
does not hide "Fläche". What only looks like a noun (-schaft, -ung) is never a part.
"""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import lru_cache

from leitstand.core.search.lexicon import nouns

SHORTEST_COMPOUND = 7
LONGEST_COMPOUND = 60
SHORTEST_PART = 4

# Short nouns that do form compounds; other words of three letters cut more wrongly than rightly.
_SHORT = frozenset(
    [
        "amt",
        "bau",
        "bus",
        "eis",
        "gas",
        "gut",
        "hof",
        "not",
        "ort",
        "rad",
        "rat",
        "see",
        "tag",
        "tor",
        "uhr",
        "weg",
        "zug",
    ]
)
# First parts that are no nouns: adjectives, verb stems and prefixes that a compound begins with.
_FIRST = frozenset(
    [
        "alt",
        "breit",
        "digital",
        "dual",
        "eigen",
        "einzel",
        "elektro",
        "experimentier",
        "fach",
        "fahr",
        "forder",
        "fort",
        "frei",
        "gesamt",
        "gross",
        "haupt",
        "hoch",
        "inner",
        "klein",
        "kurz",
        "lang",
        "lehr",
        "leit",
        "lern",
        "mehr",
        "miet",
        "misch",
        "neben",
        "neu",
        "nieder",
        "regional",
        "roh",
        "rund",
        "schnell",
        "sonder",
        "sozial",
        "spitzen",
        "stadt",
        "tief",
        "treff",
        "umwelt",
        "weiter",
        "wohn",
        "zentral",
        "zusammen",
    ]
)
# Last parts that are no nouns: the adjectives that nouns make compounds with.
_LAST = frozenset(
    [
        "abhangig",
        "arm",
        "bedingt",
        "begleitend",
        "bezogen",
        "fahig",
        "feindlich",
        "fertig",
        "frei",
        "freundlich",
        "gerecht",
        "intensiv",
        "intern",
        "nah",
        "neutral",
        "orientiert",
        "politisch",
        "reich",
        "relevant",
        "spezifisch",
        "technisch",
        "ubergreifend",
        "voll",
        "weit",
        "wirksam",
    ]
)
# In the list as nouns, but inside a word they are endings or bits of a longer simple word.
_NEVER = frozenset(
    [
        "schaft",
        "schafts",
        "schaften",
        "heit",
        "keit",
        "ung",
        "ungen",
        "tum",
        "nis",
        "ismus",
        "innen",
        "isten",
        "erei",
        "ation",
        "tion",
        "tionen",
        "ator",
        "nahme",
        "nahmen",
        "ante",
        "ende",
        "ent",
        "ente",
        "enten",
        "liche",
        "haft",
        "logie",
        "gramm",
        "chen",
        "lein",
        "ungs",
        "tions",
        "heits",
        "keits",
        "schen",
        "rung",
        "rungen",
        "tung",
        "lung",
        "nung",
        "dung",
        "gung",
        "bung",
        "kung",
        "stung",
        "alen",
        "ale",
        "erin",
        "iere",
        "ieren",
        "iker",
        "unter",
        "uber",
        "hinter",
        "zwischen",
        "durch",
        "gegen",
        "ober",
        "wirt",
        "part",
        "inter",
        "trans",
        "tran",
        "indus",
        "trie",
        "ener",
        "stell",
        "eine",
        "einer",
        "eins",
        "erst",
        "erste",
        "ersten",
        "alien",
        "bote",
        "deut",
        "dens",
        "dies",
        "elbe",
        "elle",
        "eller",
        "elter",
        "esser",
        "forde",
        "gefluche",
        "harde",
        "lande",
        "lunge",
        "materie",
        "quere",
        "range",
        "rinne",
        "runge",
        "samt",
        "scher",
        "send",
        "studi",
        "tete",
        "transe",
        "verb",
        "wache",
        "sche",
    ]
)
# After these a compound has an s; without it the next part would swallow the s (Zukunft-Sorte).
_WANTS_S = ("ung", "heit", "keit", "ion", "schaft", "tat", "ling", "kunft")
_LINKS = ("", "s", "es", "n", "en", "er", "e", "ens", "ns")
_ENDINGS = ("", "n", "en", "e", "er", "ern", "s", "es", "em", "ien")
# A cut needs this much more than a plain one: a link or ending, a dropped e, a missing s.
_PART, _LINKED, _DROPPED, _NO_S, _SHORT_PART = 100, 2, 8, 12, 3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a compound: ``lemma`` from the dictionary, at ``start:end`` of the word."""

    lemma: str
    start: int
    end: int


def split(word: str) -> tuple[Part, ...]:
    """The parts of a folded word from first to last; empty where it is no compound."""
    if not SHORTEST_COMPOUND <= len(word) <= LONGEST_COMPOUND or not word.isalpha():
        return ()
    return _split(word)


@lru_cache(maxsize=50_000)
def _split(word: str) -> tuple[Part, ...]:
    lexicon = nouns()
    # "Abteilungen" is the plural of a noun that is no compound, not an abbey with lungs.
    lemma = next((one for one, _cost in _lemmas(word, (*_ENDINGS, "nen")) if one in lexicon), word)
    parts = _best_cut(lemma if word.startswith(lemma) else word, lexicon)
    leaves: list[Part] = []
    for part in parts:
        inner = split(part.lemma) if part.lemma != word else ()
        if inner:
            leaves += (
                Part(p.lemma, part.start + p.start, min(part.start + p.end, part.end))
                for p in inner
            )
        else:
            leaves.append(part)
    return tuple(leaves)


def _best_cut(word: str, lexicon: Container[str]) -> tuple[Part, ...]:
    """The cheapest way to cut the word into at least two parts; empty where there is none."""
    size = len(word)
    best: list[tuple[int, tuple[Part, ...]] | None] = [None] * (size + 1)
    best[0] = (0, ())
    for end in range(3, size + 1):
        for start in range(end - 2):
            before = best[start]
            if before is None or end - start == size:
                continue
            found = (_last if end == size else _inner)(word[start:end], lexicon)
            if found is None:
                continue
            cost = before[0] + found[1]
            known = best[end]
            if known is None or cost < known[0]:
                best[end] = (cost, (*before[1], Part(found[0], start, end)))
    whole = best[size]
    return whole[1] if whole else ()


def _inner(piece: str, lexicon: Container[str]) -> tuple[str, int] | None:
    """The lemma and the cost of a part that others follow."""
    if piece in _FIRST:
        return piece, _PART
    for lemma, cost in _lemmas(piece, _LINKS):
        if _may_be(lemma) and lemma in lexicon:
            lacks_s = lemma == piece and lemma.endswith(_WANTS_S)
            return lemma, _cost(lemma) + cost + (_NO_S if lacks_s else 0)
    full = piece + "e"
    if _may_be(full) and full in lexicon:
        return full, _cost(full) + _DROPPED
    return None


def _last(piece: str, lexicon: Container[str]) -> tuple[str, int] | None:
    """The lemma and the cost of the part that ends the word."""
    for lemma, cost in _lemmas(piece, _ENDINGS):
        if _may_be(lemma) and (lemma in lexicon or lemma in _LAST):
            return lemma, _cost(lemma) + cost
    return None


def _lemmas(piece: str, endings: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    """What the piece may be without its ending or link, cheapest first: Zentren, Firmen."""
    for ending in endings:
        if not ending:
            yield piece, 0
        elif piece.endswith(ending):
            yield piece.removesuffix(ending), _LINKED * len(ending)
    if piece.endswith("en"):
        yield piece[:-2] + "um", _DROPPED
        yield piece[:-2] + "a", _DROPPED


def _may_be(lemma: str) -> bool:
    return (len(lemma) >= SHORTEST_PART or lemma in _SHORT) and lemma not in _NEVER


def _cost(lemma: str) -> int:
    return _PART + (_SHORT_PART if len(lemma) < SHORTEST_PART else 0)
