# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report as PDF/UA-1, set by Typst: the same document gives the same bytes.

Typst gets one template, one JSON text and the fonts of the installation: no clock, no machine's
fonts, no files beside. What breaks the rules of PDF/UA breaks the build.
"""

import datetime as dt
import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _

from leitstand.reports.document import Document
from leitstand.reports.rendering.fonts import FONTS, faces
from leitstand.reports.rendering.letters import Letters
from leitstand.reports.rendering.refusal import AltTextMissing, ReportRefused
from leitstand.reports.rendering.setting import setting

TEMPLATE: Final = Path(__file__).resolve().parent.parent / "templates" / "reports" / "report.typ"
_UNSHOWN = "could not be displayed"


def pdf(document: Document) -> bytes:
    """The report as a tagged PDF, in the active language."""
    import typst

    try:
        return _compiled(document, Letters())
    except typst.TypstError as problem:
        if _UNSHOWN not in problem.message:
            raise _refusal(problem) from problem
    # Letters that a font has but cannot set beside each other: then in Latin.
    try:
        return _compiled(document, Letters(is_strict=True))
    except typst.TypstError as problem:
        raise _refusal(problem) from problem


def _compiled(document: Document, letters: Letters) -> bytes:
    import typst

    values = json.dumps(setting(document, letters), ensure_ascii=False)
    noon = dt.datetime.combine(document.as_of, dt.time(12), tzinfo=dt.UTC)
    return typst.compile(
        TEMPLATE.read_bytes(),
        root=str(TEMPLATE.parent),
        font_paths=_fonts(),
        sys_inputs={"report": values},
        pdf_standards="ua-1",
        timestamp=noon,
        format="pdf",
    )


@cache
def _fonts() -> Any:
    import typst

    faces()  # says what is missing in its own words
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _refusal(problem: Any) -> ReportRefused:
    if "alt text" in problem.message:
        return AltTextMissing(_("Ein Bild hat keinen Text, der sagt, was es zeigt."))
    return ReportRefused(
        _("Der Bericht lässt sich nicht setzen: %(why)s") % {"why": problem.message}
    )
