# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One document, four forms: PDF to print, HTML to read, Excel to reckon, JSON for machines.

The same document gives the same bytes in every process, on every day, on every machine with the
same version of Leitstand.
"""

from typing import Final, Literal, TypeAlias

from django.utils import translation

from leitstand.reports.document import Document
from leitstand.reports.rendering.limits import check
from leitstand.reports.rendering.refusal import AltTextMissing, FontsMissing, ReportRefused

Format: TypeAlias = Literal["pdf", "html", "xlsx", "json"]
MEDIA_TYPES: Final[dict[Format, str]] = {
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
}
FORMATS: Final = tuple(MEDIA_TYPES)


def render(document: Document, format: Format) -> bytes:
    """The document as a file. Raises ReportRefused where none can be made.

    What sets type and draws charts takes long to load, so each is loaded by whoever needs it.
    """
    with translation.override(document.language):
        check(document)
        match format:
            case "pdf":
                from leitstand.reports.rendering.pdf import pdf

                return pdf(document)
            case "html":
                from leitstand.reports.rendering.html import html

                return html(document)
            case "xlsx":
                from leitstand.reports.rendering.xlsx import xlsx

                return xlsx(document)
            case "json":
                from leitstand.reports.rendering.json import json_text

                return json_text(document)


__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "AltTextMissing",
    "FontsMissing",
    "Format",
    "ReportRefused",
    "render",
]
