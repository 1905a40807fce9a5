# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What every form of a report says about itself in the same words, and what of a table is shown."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from leitstand.reports.document import Chart, Document, fingerprint
from leitstand.ui.formats import day
from leitstand.ui.tables import Table

_ADDRESS = re.compile(r"(https?://|mailto:)[!-~]+\Z")


def is_address(href: str) -> bool:
    """Whether the address leads somewhere from a file, and can do no harm there."""
    return bool(_ADDRESS.match(href))


def state_words(document: Document) -> str:
    """ "Stand: 30. Juni 2019"."""
    return _("Stand: %(day)s") % {"day": day(document.as_of)}


def proof(document: Document) -> tuple[tuple[str, str], ...]:
    """Terms with what is said of each: what the report was built from, and its own SHA-256."""
    return (
        (_("Bericht"), document.title),
        (_("Herausgegeben von"), document.publisher),
        (_("Stichtag"), day(document.as_of)),
        (_("Prüfsumme des Berichts (SHA-256)"), fingerprint(document)),
        *(
            (_("Grundlage: %(name)s (SHA-256)") % {"name": one.name}, one.sha256)
            for one in document.grounds
        ),
    )


def chart_caption(chart: Chart) -> str:
    """What is written above the table that stands beside a chart."""
    if chart.table.caption != chart.title:
        return chart.table.caption
    return _("Zahlen zum Bild „%(title)s“") % {"title": chart.title}


def shares_of(table: Table, positions: Sequence[int], given: Sequence[float]) -> tuple[float, ...]:
    """The given shares of the columns that are shown; none where none were given."""
    if not given:
        return ()
    told = [place for place, column in enumerate(table.columns) if not column.is_data_only]
    by_position = dict(zip(told, given, strict=True))
    return tuple(by_position[position] for position in positions)
