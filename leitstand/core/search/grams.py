# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Trigrams: how a mistyped word finds the word that was meant.

A typing mistake spoils at most three trigrams (four where two letters changed places). So a word
within *d* mistakes shares at least one of any ``4d + 1`` trigrams; asking for the rarest of them
finds every candidate and few others.
"""

from leitstand.core.search.expressions import Expression, all_of, any_of

BEGIN, END = "0", "9"
# The commonest trigrams of the German nouns, commonest first; each stands in 2,450 or more of
# 184,000 words, the average one in 200.
_COMMON = (
    "sch ung er9 ng9 ter eit che ngs ver ste en9 cht ich and 0sc ion ens rei run cha ein sta "
    "el9 ers nde ent 0st ten 0ge ach sse it9 tio in9 aus ier te9 eis tra der on9 sen ber eri "
    "gen tte uch str tun ie9 ati eru aft nst lei ass hen ist ang rie chu haf nte 0be hei her "
    "ger age tel ell rin ere lle nge ges erb 0ve se9 ch9 und erk lan ech alt 0re ler uss 0ko "
    "rat chl rbe ren lun 0ha auf rau ons art est men ert era kei ge9 chi le9 ran ahr den stu "
    "ner all ser 0au fer gel ing st9 tat ind nsc ft9 ege rsc pro hau cke 0ka 0ma end ess sti "
    "0sp at9 hre rte tur ern de9 0ba 0ei spr ht9 wer tei nd9 ien chs hal gra tan chw han tsc "
    "rst ben 0we 0pr um9 erg"
)
_RANK = {gram: -place for place, gram in enumerate(_COMMON.split())}
_RARE = 1


def grams(word: str) -> tuple[str, ...]:
    """The trigrams of a folded word with its two ends, each once, in order."""
    padded = f"{BEGIN}{word}{END}"
    return tuple(dict.fromkeys(padded[i : i + 3] for i in range(len(padded) - 2)))


def gram_text(word: str, language: str) -> str:
    """What is stored of a word: language, length, trigrams."""
    return " ".join((f"qlang{language}", _length(len(word)), *grams(word)))


def mistakes_allowed(word: str) -> int:
    """How many mistakes a word of this length may hold and still be understood."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def likes(word: str, language: str) -> Expression:
    """Every stored word within the mistakes that are allowed, and some others."""
    allowed = mistakes_allowed(word)
    own = grams(word)
    rarest = sorted(own, key=lambda gram: -_RANK.get(gram, _RARE))[: 4 * allowed + 1]
    lengths = range(max(1, len(word) - allowed), len(word) + allowed + 1)
    return all_of((f"qlang{language}", any_of(map(_length, lengths)), any_of(rarest)))


def _length(size: int) -> str:
    return f"qlen{size}"
