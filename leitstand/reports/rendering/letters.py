# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Words as the fonts of a report can show them.

PDF/UA forbids the box that stands for a missing letter. What no font has is therefore found before,
shown in Latin letters between square brackets, and listed with its code points.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

from leitstand.reports.rendering.fonts import faces

# Letters that every face has and that need no second look: Latin with its marks, and punctuation.
_PLAIN = re.compile(r"[\n -~\u00a0-\u017e\u2013\u2014\u2018-\u201e\u2026\u20ac]*\Z")
# Which letter it is does not change with these, only how it is drawn.
_SILENT = frozenset({0x200C, 0x200D, *range(0xFE00, 0xFE10)})
_ALIKE = str.maketrans(
    {
        "\t": " ",
        "\r": "\n",
        "\u000b": "\n",
        "\u000c": "\n",
        "\u0085": "\n",
        "\u2028": "\n",
        "\u2029": "\n",
        "\u2010": "-",
        "\u2011": "-",
        "\u2000": " ",
        "\u2001": " ",
        "\u2002": " ",
        "\u2003": " ",
        "\u2004": " ",
        "\u2005": " ",
        "\u2006": " ",
        "\u2007": "\u00a0",
        "\u2008": " ",
        "\u2009": "\u00a0",
        "\u200a": " ",
        "\u202f": "\u00a0",
        "\u205f": " ",
        "\u3000": " ",
    }
)
_KEPT_SIGNS = frozenset("\n\u00ad\u200b\u200c\u200d")
# Words of letters alone are hyphenated; longer than this, they are none.
_LONG = re.compile(r"[^\s\u200b]{31,}")
_MOST_HYPHENATED = 80
_STEP = 12


@dataclass(slots=True)
class Letters:
    """Turns words into words that can be shown, and remembers what could not be.

    ``is_strict``: only plain Latin letters count as showable. ``is_main_only``: only those of the
    main family.
    """

    is_strict: bool = False
    is_main_only: bool = False
    unshown: dict[str, str] = field(default_factory=dict)

    def shown(self, text: str) -> str:
        """The text in letters that the fonts have, in normal form C, without control signs."""
        text = str(text)
        if _PLAIN.match(text):
            return text
        text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").translate(_ALIKE))
        text = "".join(sign for sign in text if sign in _KEPT_SIGNS or not _is_control(sign))
        if _PLAIN.match(text):
            return text
        return self._replaced(text)

    def broken(self, text: str) -> str:
        """:meth:`shown`, with places to break inside words that are too long for a line."""
        return _LONG.sub(_with_breaks, self.shown(text))

    def _replaced(self, text: str) -> str:
        parts: list[str] = []
        run = ""
        for cluster in _clusters(text):
            if cluster.isspace() or self._is_covered(cluster):
                parts += [self._latin(run), cluster]
                run = ""
            else:
                run += cluster
        return "".join([*parts, self._latin(run)])

    def _is_covered(self, cluster: str) -> bool:
        if _PLAIN.match(cluster):
            return True
        return not self.is_strict and _has_face(cluster, self.is_main_only)

    def of_main(self) -> "Letters":
        """The same, for pictures: with the letters of the main family alone.

        What another family looks like there would depend on the machine.
        """
        return Letters(self.is_strict, is_main_only=True, unshown=self.unshown)

    def _latin(self, run: str) -> str:
        if not run:
            return ""
        if run not in self.unshown:
            self.unshown[run] = f"[{_transliterated(run)}]"
        return self.unshown[run]


def _clusters(text: str) -> list[str]:
    """The text in pieces that are drawn as one: a sign with its marks."""
    found: list[str] = []
    is_joined = False
    for sign in text:
        is_mark = unicodedata.category(sign)[0] == "M" or ord(sign) in _SILENT
        is_mark = is_mark or 0x1F3FB <= ord(sign) <= 0x1F3FF
        if found and (is_mark or is_joined) and not found[-1].isspace():
            found[-1] += sign
        else:
            found.append(sign)
        is_joined = sign == "\u200d"
    return found


@lru_cache(maxsize=4096)
def _has_face(cluster: str, is_main_only: bool) -> bool:
    """Whether a single family has every sign of the cluster."""
    wanted = {ord(sign) for sign in cluster} - _SILENT - {0xAD, 0x200B}
    families: dict[str, bool] = {}
    for face in faces():
        if is_main_only and not face.is_main:
            continue
        families[face.family] = families.get(face.family, True) and wanted <= face.letters
    return any(families.values())


def _is_control(sign: str) -> bool:
    """Control signs and unfinished pairs; also what turns the direction of what follows."""
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs"}


def _transliterated(run: str) -> str:
    from anyascii import anyascii

    found = " ".join(anyascii(run).replace("[", "(").replace("]", ")").split())
    return found or " ".join(code_points(run))


def code_points(text: str) -> tuple[str, ...]:
    """The signs of the text as Unicode names them, ``U+738B``."""
    return tuple(f"U+{ord(sign):04X}" for sign in text)


def _with_breaks(word: re.Match[str]) -> str:
    found = word.group()
    if found.isalpha() and len(found) <= _MOST_HYPHENATED:
        return found
    return "\u200b".join(found[at : at + _STEP] for at in range(0, len(found), _STEP))
