# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Vega-Lite as SVG: drawn by vl-convert with the report's own fonts, always the same.

Areas are filled with patterns as well as with shades: a chart names a :class:`Look` by its sign
colour, and the finished drawing gets the pattern in its place. So it can be read without colour, in
grey and on a copy of a copy.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from typing import Any, Final

from django.utils.translation import gettext as _

from leitstand.reports.rendering.fonts import FAMILY, FONTS, faces
from leitstand.reports.rendering.letters import Letters
from leitstand.reports.rendering.refusal import ReportRefused

INK: Final = "#1b2330"
# The sign colour of an edge that is painted below its letters; Vega paints it above them.
EDGE: Final = "#0a0a0a"
_PAPER: Final = "#ffffff"
_DARK: Final = "#1f3a5f"
_MIDDLE: Final = "#3b7399"
_LIGHT: Final = "#c9d8e8"
_SIZE = re.compile(r'<svg\b[^>]*?\bwidth="([\d.]+)" height="([\d.]+)"')
_ID = re.compile(r'(\bid="|url\(#|href="#)')


class Look(Enum):
    """How an area is filled: a sign colour that stands in the chart, ground, pattern, and whether
    words on it are light. The order is that in which series take them.
    """

    DARK = ("#010101", _DARK, "", True)
    STRIPED = ("#020202", _PAPER, "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", False)
    MIDDLE = ("#030303", _MIDDLE, "", True)
    BLANK = ("#040404", _PAPER, "", False)
    LIGHT = ("#050505", _LIGHT, "", False)
    UPRIGHT = ("#060606", _PAPER, "M2,0 V8 M6,0 V8", False)
    CROSSED = ("#070707", _LIGHT, "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4 M0,0 L8,8", False)
    LYING = ("#080808", _PAPER, "M0,2 H8 M0,6 H8", False)

    @property
    def sign(self) -> str:
        """The colour that stands for the look in a chart."""
        return self.value[0]

    @property
    def is_dark(self) -> bool:
        """Whether words on it are white."""
        return self.value[3]

    @property
    def is_patterned(self) -> bool:
        """Whether lines run behind words on it."""
        return bool(self.value[2])

    def fill(self, prefix: str) -> str:
        """The value of ``fill`` in the finished drawing."""
        return f"url(#{prefix}{self.name.lower()})" if self.value[2] else self.value[1]

    def pattern(self, prefix: str) -> str:
        """The definition of the pattern; none for a plain ground."""
        if not self.value[2]:
            return ""
        return (
            f'<pattern id="{prefix}{self.name.lower()}" width="8" height="8"'
            f' patternUnits="userSpaceOnUse"><rect width="8" height="8" fill="{self.value[1]}"/>'
            f'<path d="{self.value[2]}" stroke="{_MIDDLE}" stroke-width="1.2" fill="none"/>'
            "</pattern>"
        )


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG with its size in pixels. All names in it begin with ``prefix``."""

    text: str
    prefix: str
    width: float
    height: float


def svg(spec: Mapping[str, Any]) -> str:
    """The chart as SVG."""
    return drawn(spec).text


def drawn(spec: Mapping[str, Any], letters: Letters | None = None) -> Drawing:
    """The chart as a drawing. Its words are shown in letters that the fonts have."""
    shown = _shown(spec, (letters or Letters()).of_main())
    return _drawn(json.dumps(shown, ensure_ascii=False, sort_keys=True))


@lru_cache(maxsize=256)
def _drawn(spec: str) -> Drawing:
    try:
        # No address may be asked: the data of a chart stands in it.
        text: str = _converter().vegalite_to_svg(spec, allowed_base_urls=[])
    except ValueError as problem:
        why = str(problem).partition("\n")[0][:200]
        raise ReportRefused(
            _("Ein Bild lässt sich nicht zeichnen: %(why)s") % {"why": why}
        ) from problem
    found = _SIZE.search(text)
    width, height = (float(found[1]), float(found[2])) if found else (600.0, 300.0)
    prefix = f"c{hashlib.sha256(spec.encode()).hexdigest()[:8]}-"
    text = _ID.sub(rf"\g<1>{prefix}", text)
    used = [look for look in Look if f'"{look.sign}"' in text]
    for look in used:
        text = text.replace(f'"{look.sign}"', f'"{look.fill(prefix)}"')
    text = text.replace(f'stroke="{EDGE}"', f'stroke="{_PAPER}" paint-order="stroke"')
    patterns = "".join(look.pattern(prefix) for look in used)
    if patterns:
        head, end, rest = text.partition(">")
        text = f"{head}{end}<defs>{patterns}</defs>{rest}"
    return Drawing(text, prefix, width, height)


@cache
def _converter() -> Any:
    """vl-convert with the fonts; half a second to load, so only where a chart is drawn."""
    import vl_convert

    faces()
    vl_convert.register_font_directory(str(FONTS))
    return vl_convert


def _shown(value: Any, letters: Letters) -> Any:
    match value:
        case str():
            return letters.shown(value)
        case Mapping():
            return {key: _shown(one, letters) for key, one in value.items()}
        case list() | tuple():
            return [_shown(one, letters) for one in value]
        case _:
            return value


def font() -> str:
    """The family that charts are lettered in."""
    return FAMILY
