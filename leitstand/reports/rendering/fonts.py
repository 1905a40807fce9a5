# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The fonts that reports are set in, and which letters they have.

They come with the installation (``leitstand.ui.assets``). Fonts of the machine are never used:
the same report would be other bytes elsewhere.
"""

import struct
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _

from leitstand.reports.rendering.refusal import FontsMissing

FONTS = Path(__file__).resolve().parent.parent / "fonts"
# Fira Sans under a name that no machine has (``leitstand.ui.assets``).
FAMILY = "Leitstand"
_MAIN_FILE = "FiraSans"


@dataclass(frozen=True, slots=True)
class Face:
    """One font file with the code points that it can show."""

    path: Path
    letters: frozenset[int]

    @property
    def family(self) -> str:
        """The files of one family begin alike."""
        return self.path.name.partition("_")[0]

    @property
    def is_main(self) -> bool:
        """Whether it is of the family that everything is set in where it can be."""
        return self.family == _MAIN_FILE


@cache
def faces() -> tuple[Face, ...]:
    """Every font file in the order of names. FontsMissing if there is none."""
    found = tuple(Face(path, covered(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf")))
    if not any(face.is_main for face in found):
        raise FontsMissing(_("Die Schriften für Berichte fehlen. Bitte „make assets“ ausführen."))
    return found


def covered(font: bytes) -> frozenset[int]:
    """The code points that a TrueType font maps to a glyph of its own (OpenType, table "cmap")."""
    tables = struct.unpack_from(">H", font, 4)[0]
    for place in range(12, 12 + 16 * tables, 16):
        if font[place : place + 4] == b"cmap":
            return _best_map(font, struct.unpack_from(">I", font, place + 8)[0])
    return frozenset()


def _best_map(font: bytes, start: int) -> frozenset[int]:
    count = struct.unpack_from(">H", font, start + 2)[0]
    found: frozenset[int] = frozenset()
    for place in range(start + 4, start + 4 + 8 * count, 8):
        at = start + struct.unpack_from(">I", font, place + 4)[0]
        match struct.unpack_from(">H", font, at)[0]:
            case 4:
                found |= _segments(font, at)
            case 12:
                found |= _groups(font, at)
    return found


def _segments(font: bytes, at: int) -> frozenset[int]:
    """Format 4: segments of the basic plane."""
    length, _language, double = struct.unpack_from(">3H", font, at + 2)
    number = double // 2
    ends = struct.unpack_from(f">{number}H", font, at + 14)
    starts = struct.unpack_from(f">{number}H", font, at + 16 + double)
    deltas = struct.unpack_from(f">{number}H", font, at + 16 + 2 * double)
    offsets_at = at + 16 + 3 * double
    offsets = struct.unpack_from(f">{number}H", font, offsets_at)
    found = set()
    for index, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if offsets[index]:
                place = offsets_at + 2 * index + offsets[index] + 2 * (code - first)
                glyph = struct.unpack_from(">H", font, place)[0] if place < at + length else 0
                if not glyph:
                    continue
            if (glyph + deltas[index]) & 0xFFFF:
                found.add(code)
    return frozenset(found)


def _groups(font: bytes, at: int) -> frozenset[int]:
    """Format 12: groups of any plane."""
    number = struct.unpack_from(">I", font, at + 12)[0]
    found: set[int] = set()
    for place in range(at + 16, at + 16 + 12 * number, 12):
        first, last, glyph = struct.unpack_from(">3I", font, place)
        found.update(range(first + (glyph == 0), last + 1))
    return frozenset(found)
