# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Text can be read and shapes can be told apart, light and dark: computed from our style sheets.

Colours are oklch and color-mix; axe cannot decide them, so this does. (WCAG 2.2, 1.4.3 and 1.4.11)
"""

import math
import re
from pathlib import Path

import pytest

import leitstand.ui
from leitstand.ui import assets

OURS = Path(leitstand.ui.__file__).parent / "static" / "ui" / "leitstand.css"
KERN = assets.VENDOR / "kern" / "kern.min.css"
KINDS = ("senate", "district", "promotion", "partner", "science", "company", "group", "nobody")
Lab = tuple[float, float, float]

pytestmark = pytest.mark.skipif(not KERN.is_file(), reason="no vendor files: run make assets")


def declared(text: str) -> dict[str, str]:
    return {name: value.strip() for name, value in re.findall(r"(--[\w-]+):([^;{}]+)", text)}


def tokens(scheme: str) -> dict[str, str]:
    """KERN's palette and our tokens as they hold in a scheme, unresolved."""
    palette = re.findall(r"--kern-color-[\w-]+:\s*oklch\([^)]*\);?", KERN.read_text())
    kern = declared(";".join(palette))
    layer = OURS.read_text().split("@layer tokens", 1)[1].split("@layer base", 1)[0]
    light, dark = layer.split("@media (prefers-color-scheme: dark)", 1)
    return {**kern, **declared(light), **(declared(dark) if scheme == "dark" else {})}


def oklab(value: str, names: dict[str, str]) -> Lab:
    while match := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = names[match[1]]
    match = re.fullmatch(r"oklch\(\s*([\d.]+)%\s+([\d.]+)\s+([\d.]+)\s*\)", value)
    assert match, f"cannot read the colour {value!r}"
    lightness, chroma, hue = float(match[1]) / 100, float(match[2]), math.radians(float(match[3]))
    return lightness, chroma * math.cos(hue), chroma * math.sin(hue)


def luminance(colour: Lab) -> float:
    """Relative luminance; the colour is clipped to what a screen can show."""
    lightness, a, b = colour
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    red, green, blue = (min(max(part, 0.0), 1.0) for part in (red, green, blue))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: Lab, other: Lab) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.fixture(params=["light", "dark"])
def names(request: pytest.FixtureRequest) -> dict[str, str]:
    return tokens(request.param)


def colour(name: str, names: dict[str, str]) -> Lab:
    return oklab(names[f"--ls-{name}"], names)


def tint(kind: str, names: dict[str, str]) -> Lab:
    """The ground of a chip, as pictures.css mixes it."""
    share = float(names["--ls-kind-tint"].rstrip("%")) / 100
    pairs = zip(colour(f"kind-{kind}", names), colour("ground", names), strict=True)
    light, a, b = (share * own + (1 - share) * ground for own, ground in pairs)
    return light, a, b


def test_white_on_black_is_21_to_1() -> None:
    assert ratio((1.0, 0.0, 0.0), (0.0, 0.0, 0.0)) == pytest.approx(21, abs=0.01)


TEXTS = [
    ("ink", "ground"),
    ("ink", "ground-soft"),
    ("ink-muted", "ground"),
    ("ink-muted", "ground-soft"),
    ("on-mark", "mark"),
    ("action", "ground"),
    ("action", "ground-soft"),
    ("action", "action-ground"),
    ("on-kind", "action"),
    *(("on-kind", f"kind-{kind}") for kind in KINDS),
    *((f"on-bar-{number}", f"bar-{number}") for number in (1, 2, 3, 4)),
]


@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=lambda name: name)
def test_text_stands_out_from_its_ground(text: str, ground: str, names: dict[str, str]) -> None:
    assert ratio(colour(text, names), colour(ground, names)) >= 4.5


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_a_chip_stands_out(kind: str, names: dict[str, str]) -> None:
    assert ratio(colour("ink", names), tint(kind, names)) >= 4.5


SHAPES = [
    ("line-strong", "ground"),
    ("line-strong", "ground-soft"),
    ("focus", "ground"),
    ("focus", "ground-soft"),
    ("bar-edge", "ground"),
    *((f"kind-{kind}", "ground") for kind in KINDS),
    *((f"tie-{level}", "ground-soft") for level in (0, 1, 2, 3)),
    ("ink-muted", "ground-soft"),
]


@pytest.mark.parametrize(("shape", "ground"), SHAPES, ids=lambda name: name)
def test_a_shape_stands_out_from_the_page(shape: str, ground: str, names: dict[str, str]) -> None:
    assert ratio(colour(shape, names), colour(ground, names)) >= 3


def test_the_mark_of_the_brand_can_be_seen(names: dict[str, str]) -> None:
    assert ratio(colour("on-brand", names), colour("brand", names)) >= 4.5
    assert ratio(colour("brand-point", names), colour("brand", names)) >= 3
