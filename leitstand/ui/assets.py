# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``python -m leitstand.ui.assets``: copy the third-party files that pages load and reports need.

They are installed by ``npm ci``, never committed. Only the files named here are copied. Comments
that name a source map are dropped, because the maps are not copied and a hashed static storage
refuses a file that points to a missing one.
"""

import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

VENDOR = Path(__file__).resolve().parent / "static" / "vendor"
# Beside the reports, not among the static files: no page loads them.
FONTS = Path(__file__).resolve().parent.parent / "reports" / "fonts"
NODE_MODULES = Path(__file__).resolve().parent.parent.parent / "node_modules"

_SOURCE_MAP = re.compile(r"\s*(/\*[#@]\s*sourceMappingURL=.*?\*/|//[#@]\s*sourceMappingURL=\S*)")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of an installed package and its place below the folder that it is meant for."""

    source: str
    target: str


_KERN = "@kern-ux/native"
_FIRA = f"{_KERN}/dist/fonts/fira-sans"
# The two weights that leitstand.css declares; it maps KERN's medium weight to the semi-bold one.
ASSETS = (
    Asset(f"{_KERN}/dist/kern.min.css", "kern/kern.min.css"),
    Asset(f"{_KERN}/LICENSE.md", "kern/LICENSE.md"),
    Asset(f"{_FIRA}/FiraSans-Regular.woff2", "kern/fonts/FiraSans-Regular.woff2"),
    Asset(f"{_FIRA}/FiraSans-SemiBold.woff2", "kern/fonts/FiraSans-SemiBold.woff2"),
)
_GOOGLE = "@expo-google-fonts"
_PRINT = (
    ("fira-sans", "FiraSans", "400Regular"),
    ("fira-sans", "FiraSans", "600SemiBold"),
    ("noto-sans-arabic", "NotoSansArabic", "400Regular"),
    ("noto-sans-arabic", "NotoSansArabic", "600SemiBold"),
    ("noto-sans-hebrew", "NotoSansHebrew", "400Regular"),
    ("noto-sans-hebrew", "NotoSansHebrew", "600SemiBold"),
)
# What reports are set in. Typst reads TrueType, and KERN brings Fira Sans for browsers alone.
# The copy has a name of its own, of the same length: vl-convert would rather take a Fira Sans that
# the machine has, and charts would be other bytes there. (The OFL asks for another name, too.)
_FAMILY, _OWN_FAMILY = "Fira Sans", "Leitstand"
PRINT_FONTS = (
    *(
        Asset(f"{_GOOGLE}/{package}/{weight}/{face}_{weight}.ttf", f"{face}_{weight}.ttf")
        for package, face, weight in _PRINT
    ),
    Asset(f"{_GOOGLE}/fira-sans/LICENSE_FONT", "LICENSE_FiraSans.txt"),
    Asset(f"{_GOOGLE}/noto-sans-arabic/LICENSE_FONT", "LICENSE_NotoSansArabic.txt"),
    Asset(f"{_GOOGLE}/noto-sans-hebrew/LICENSE_FONT", "LICENSE_NotoSansHebrew.txt"),
)
NOTICE = """\
Third-party files in this folder

kern/kern.min.css     KERN UX, package @kern-ux/native, EUPL-1.2 (see kern/LICENSE.md)
kern/fonts/*.woff2    Fira Sans, Copyright The Mozilla Foundation and Telefonica S.A.,
                      SIL Open Font License 1.1, https://openfontlicense.org
"""


def missing(vendor: Path = VENDOR, fonts: Path = FONTS) -> tuple[str, ...]:
    """The files that pages and reports need and that are not there."""
    wanted = [(vendor, asset) for asset in ASSETS] + [(fonts, asset) for asset in PRINT_FONTS]
    return tuple(asset.target for place, asset in wanted if not (place / asset.target).is_file())


def without_source_map(text: str) -> str:
    """The text of a style sheet or script without comments that name a source map."""
    return _SOURCE_MAP.sub("", text)


def collect(node_modules: Path = NODE_MODULES, vendor: Path = VENDOR, fonts: Path = FONTS) -> None:
    """Fill both folders. FileNotFoundError names every file that is not installed."""
    wanted = (*ASSETS, *PRINT_FONTS)
    absent = [asset.source for asset in wanted if not (node_modules / asset.source).is_file()]
    if absent:
        raise FileNotFoundError(f"not installed: {', '.join(absent)}; run npm ci first")
    for asset in ASSETS:
        _copy(node_modules / asset.source, vendor / asset.target)
    for asset in PRINT_FONTS:
        _copy(node_modules / asset.source, fonts / asset.target)
    (vendor / "NOTICE.txt").write_text(NOTICE, "utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.suffix in {".css", ".js"}:
        target.write_text(without_source_map(source.read_text("utf-8")), "utf-8")
    elif source.suffix == ".ttf":
        target.write_bytes(renamed(source.read_bytes()))
    else:
        shutil.copyfile(source, target)


def renamed(font: bytes) -> bytes:
    """The font with our family's name in place of Fira Sans, in both of its alphabets."""
    for coding in ("ascii", "utf-16-be"):
        font = font.replace(_FAMILY.encode(coding), _OWN_FAMILY.encode(coding))
    return font


def main() -> int:
    """Collect and say what happened; the exit code is 1 if something is not installed."""
    try:
        collect()
    except FileNotFoundError as problem:
        print(f"assets: {problem}", file=sys.stderr)
        return 1
    print(f"assets: {len(ASSETS)} files in leitstand/ui/static/vendor")
    print(f"assets: {len(PRINT_FONTS)} files in leitstand/reports/fonts")
    return 0


if __name__ == "__main__":
    sys.exit(main())
