# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One spelling for what a reader may write in several: Fläche, Flaeche, flache, FLÄCHE."""

import re
import unicodedata

# After a, e or q the pair is a diphthong or "qu" and no umlaut: bauen, neue, Quelle.
_WRITTEN_OUT = re.compile(r"(?<=[^aeq])ue|ae|oe")
_ACCENTS = re.compile("[\u0300-\u036f]+")
_NOT_WORD = re.compile(r"[^a-z0-9]+")


def fold(text: str) -> str:
    """Lower case, without accents and umlauts; ß is ss; "ae", "oe", "ue" are a, o, u.

    Folding twice changes nothing more than folding once, except for freak spellings ("aee").
    """
    lowered = text.casefold().replace("ä", "a").replace("ö", "o").replace("ü", "u")
    if not lowered.isascii():
        lowered = _ACCENTS.sub("", unicodedata.normalize("NFKD", lowered))
    return _WRITTEN_OUT.sub(lambda pair: pair[0][0], lowered)


def squashed(text: str) -> str:
    """The letters and digits alone, folded: "TU Berlin" and "tu-berlin" are both "tuberlin"."""
    return _NOT_WORD.sub("", fold(text))
