# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a report may hold at most: far more than one that somebody reads, less than a machine."""

from typing import Final

from django.utils.translation import gettext as _

from leitstand.reports.document import Chart, Document, Section, Tabular, canonical
from leitstand.reports.rendering.refusal import AltTextMissing, ReportRefused

MOST_SECTIONS: Final = 2_000
MOST_CHARTS: Final = 200
MOST_CELLS: Final = 200_000
MOST_COLUMNS: Final = 40
MOST_LETTERS: Final = 10_000_000
# PDF/UA knows six levels of headings.
MOST_LEVELS: Final = 6


def check(document: Document) -> None:
    """Nothing, if a report can be made of the document; else ReportRefused says what is amiss."""
    _check_depth(document.sections, 1)
    sections = tuple(document.walk())
    _at_most(_("Abschnitte"), len(sections), MOST_SECTIONS)
    blocks = [block for section in sections for block in section.blocks]
    charts = [block for block in blocks if isinstance(block, Chart)]
    _at_most(_("Bilder"), len(charts), MOST_CHARTS)
    for chart in charts:
        if not chart.alt.strip():
            raise AltTextMissing(
                _("Das Bild „%(title)s“ hat keinen Text, der sagt, was es zeigt.")
                % {"title": chart.title}
            )
    tables = [block.table for block in blocks if isinstance(block, Chart | Tabular)]
    for table in tables:
        _at_most(_("Spalten"), len(table.columns), MOST_COLUMNS)
    cells = sum(len(table.columns) * len(table.rows) for table in tables)
    _at_most(_("Tabellenzellen"), cells, MOST_CELLS)
    try:
        letters = len(canonical(document).encode())
    except UnicodeEncodeError:
        raise ReportRefused(_("Der Bericht enthält Zeichen, die kein Text sind.")) from None
    _at_most(_("Zeichen"), letters, MOST_LETTERS)


def _check_depth(sections: tuple[Section, ...], level: int) -> None:
    for section in sections:
        if level > MOST_LEVELS:
            raise ReportRefused(
                _("Der Abschnitt „%(title)s“ steht zu tief, höchstens %(most)d Ebenen.")
                % {"title": section.title, "most": MOST_LEVELS}
            )
        _check_depth(section.sections, level + 1)


def _at_most(what: str, found: int, most: int) -> None:
    if found > most:
        raise ReportRefused(
            _("Der Bericht ist zu groß: %(found)d %(what)s, höchstens %(most)d.")
            % {"found": found, "what": what, "most": most}
        )
