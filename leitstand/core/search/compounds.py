# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Taking German compounds apart: Industrieflächenbedarf is Industrie, Fläche and Bedarf.

A word is cut where dictionary nouns meet, perhaps with a linking sound between them. The cut with
the fewest parts wins, and its parts are cut again, so that a list that knows "Industriefläche"
does not hide "Fläche". What only looks like a noun (-schaft, -ung) is never a part.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from leitstand.core.search.lexicon import nouns

SHORTEST_COMPOUND = 7
LONGEST_COMPOUND = 60
SHORTEST_PART = 4
# "rat" and "bau" are words of three letters that parts may be.
SHORTEST_PIECE = 3


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Short nouns that do form compounds; other words of three letters cut more wrongly than rightly.
_SHORT = _set("amt bau bus eis gas gut hof not ort rad rat see tag tor uhr weg zug")
# First parts that are no nouns: adjectives, verb stems and prefixes that a compound begins with.
_FIRST = _set(
    "alt breit digital dual eigen einzel elektro experimentier fach fahr forder fort frei "
    "gesamt gross haupt hoch inner klein kurz lang lehr leit lern mehr miet misch neben neu "
    "nieder regional roh rund schnell sonder sozial spitzen stadt tief treff umwelt weiter "
    "wohn zentral zusammen"
)
# Last parts that are no nouns: the adjectives that nouns make compounds with.
_LAST = _set(
    "abhangig arm bedingt begleitend bezogen fahig feindlich fertig frei freundlich gerecht "
    "intensiv intern nah neutral orientiert politisch reich relevant spezifisch technisch "
    "ubergreifend voll weit wirksam"
)
# In the list as nouns, but inside a word they are endings or bits of a longer simple word.
_NEVER = _set(
    "schaft schafts schaften heit keit ung ungen tum nis ismus innen isten erei ation tion "
    "tionen ator nahme nahmen ante ende ent ente enten liche haft logie gramm chen lein ungs "
    "tions heits keits schen rung rungen tung lung nung dung gung bung kung stung alen ale "
    "erin iere ieren iker unter uber hinter zwischen durch gegen ober wirt part inter trans "
    "tran indus trie ener stell eine einer eins erst erste ersten alien bote deut dens dies "
    "elbe elle eller elter esser forde gefluche harde lande lunge materie quere range rinne "
    "runge samt scher send studi tete transe verb wache sche"
)
# After these a compound has an s; without it the next part would swallow the s (Zukunft-Sorte).
_WANTS_S = ("ung", "heit", "keit", "ion", "schaft", "tat", "ling", "kunft")
_LINKS = ("s", "es", "n", "en", "er", "e", "ens", "ns")
_ENDINGS = ("n", "en", "e", "er", "ern", "s", "es", "em", "ien")
# A cut needs this much more than a plain one: a link or ending, a dropped e, a missing s.
_PART, _LINKED, _DROPPED, _NO_S, _SHORT_PART = 100, 2, 8, 12, 3

# Endings with what they cost, by their last letter: most of them need not even be looked at.
_Endings: TypeAlias = dict[str, list[tuple[str, int]]]


def _by_letter(endings: tuple[str, ...]) -> _Endings:
    found: _Endings = {}
    for ending in endings:
        found.setdefault(ending[-1], []).append((ending, _LINKED * len(ending)))
    return found


_AS_FIRST, _AS_LAST = _by_letter(_LINKS), _by_letter(_ENDINGS)
_AS_WHOLE = _by_letter((*_ENDINGS, "nen"))


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
    lemma = next((one for one, _cost in _lemmas(word, _AS_WHOLE) if one in lexicon), word)
    parts = _best_cut(lemma if word.startswith(lemma) else word)
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


def _best_cut(word: str) -> tuple[Part, ...]:
    """The cheapest way to cut the word into at least two parts; empty where there is none."""
    size = len(word)
    best: dict[int, tuple[int, tuple[Part, ...]]] = {0: (0, ())}
    for end in range(3, size + 1):
        find = _last if end == size else _inner
        # The places where a part ends, in order; another may begin there.
        for start, before in list(best.items()):
            if end - start < SHORTEST_PIECE or end - start == size:
                continue
            found = find(word[start:end])
            if found is None:
                continue
            cost = before[0] + found[1]
            if end not in best or cost < best[end][0]:
                best[end] = (cost, (*before[1], Part(found[0], start, end)))
    whole = best.get(size)
    return whole[1] if whole else ()


@lru_cache(maxsize=50_000)
def _inner(piece: str) -> tuple[str, int] | None:
    """The lemma and the cost of a part that others follow."""
    if piece in _FIRST:
        return piece, _PART
    lexicon = nouns()
    for lemma, cost in _lemmas(piece, _AS_FIRST):
        if _may_be(lemma) and lemma in lexicon:
            lacks_s = lemma == piece and lemma.endswith(_WANTS_S)
            return lemma, _cost(lemma) + cost + (_NO_S if lacks_s else 0)
    full = piece + "e"
    if _may_be(full) and full in lexicon:
        return full, _cost(full) + _DROPPED
    return None


@lru_cache(maxsize=50_000)
def _last(piece: str) -> tuple[str, int] | None:
    """The lemma and the cost of the part that ends the word."""
    lexicon = nouns()
    for lemma, cost in _lemmas(piece, _AS_LAST):
        if _may_be(lemma) and (lemma in lexicon or lemma in _LAST):
            return lemma, _cost(lemma) + cost
    return None


def _lemmas(piece: str, endings: _Endings) -> Iterator[tuple[str, int]]:
    """What the piece may be without its ending or link, cheapest first: Zentren, Firmen."""
    yield piece, 0
    for ending, cost in endings.get(piece[-1], ()):
        if piece.endswith(ending):
            yield piece.removesuffix(ending), cost
    if piece.endswith("en"):
        yield piece[:-2] + "um", _DROPPED
        yield piece[:-2] + "a", _DROPPED


def _may_be(lemma: str) -> bool:
    return (len(lemma) >= SHORTEST_PART or lemma in _SHORT) and lemma not in _NEVER


def _cost(lemma: str) -> int:
    return _PART + (_SHORT_PART if len(lemma) < SHORTEST_PART else 0)
