# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The component gallery: every macro with invented content, so that it can be seen and tested."""

from datetime import date
from decimal import Decimal

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.ui import pictures
from leitstand.ui.differences import word_difference
from leitstand.ui.filters import ActiveFilter
from leitstand.ui.pages import Page, public_page
from leitstand.ui.pictures import (
    Bar,
    Bars,
    Glance,
    GlanceCell,
    GlanceChip,
    GlanceGroup,
    GlanceRow,
)
from leitstand.ui.strips import Band, Mark, Row, RowGroup, Strips
from leitstand.ui.strips import Column as StripColumn
from leitstand.ui.tables import Column, Link, Table

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@public_page
def gallery(request: HttpRequest) -> Page:
    """All building blocks on one page."""
    glance = sample_glance(here=request.path)
    bars = sample_bars()
    sample = sample_table(here=request.path)
    return Page(
        template="web/gallery.html",
        title=_("Bausteine"),
        context={
            "glance": glance,
            "glance_table": pictures.glance_table(glance, _("Handlungsfeld")),
            "bars": bars,
            "bars_table": pictures.bars_table(bars),
            "strips": sample_strips(here=request.path),
            "sample": sample,
            "empty": Table("leer", _("Beispieldaten: leere Tabelle"), sample.columns, ()),
            "sample_link": Link(_("Beispielbehörde"), request.path),
            "sample_day": date(2018, 10, 3),
            "pieces": word_difference(
                _("Die Behörde legt bis zum Sommer einen Bericht vor."),
                _("Die Behörde legt bis zum Herbst einen Bericht vor."),
            ),
            "sample_filters": (
                ActiveFilter(_("Rolle"), _("Federführung"), request.path),
                ActiveFilter(_("Suchwort"), _("Beispiel"), request.path),
            ),
        },
        tables=(sample, pictures.bars_table(bars)),
        description=_("Alle Teile, aus denen diese Seiten bestehen, mit erfundenen Beispieldaten."),
        breadcrumb=(),
    )


def sample_table(here: str) -> Table:
    """A table with a cell of every kind."""
    note = _("Alle Angaben sind Beispieldaten.")
    return Table(
        key="beispiel",
        caption=_("Beispieldaten: Flächen und Zuständige"),
        columns=(
            Column("area", _("Fläche"), "link"),
            Column("size", _("Größe"), "number", "ha"),
            Column("jobs", _("Arbeitsplätze"), "number"),
            Column("since", _("Seit"), "date"),
            Column("owners", _("Zuständig"), "list"),
            Column("open", _("Offen")),
        ),
        rows=(
            (
                Link(_("Beispielhafen"), here),
                Decimal("1234.5"),
                5200,
                date(2018, 10, 3),
                (Link(_("Beispielbezirk"), here), _("Beispielkammer")),
                True,
            ),
            (
                Link(_("Musterpark"), here),
                Decimal("18.75"),
                940,
                date(2020, 2, 1),
                (),
                False,
            ),
            (
                Link(_("Probegelände"), here),
                Decimal("7"),
                None,
                None,
                (_("Beispielwerk"),),
                None,
            ),
        ),
        source=_("erfunden für diese Seite"),
        note=note,
    )


def sample_bars() -> Bars:
    """Bars with every pattern, a long label and a value without room."""
    return Bars(
        key="rollen",
        title=_("Beispieldaten: Rollen der Institutionen"),
        description=_("Gestapelte Balken. Die Beispielverwaltung hat die meisten Rollen."),
        label_heading=_("Institution"),
        series=(
            pictures.Series("lead", _("Federführung"), 1),
            pictures.Series("joint", _("in Verbindung mit"), 2),
            pictures.Series("contributor", _("Mitarbeit"), 3),
            pictures.Series("open", _("offen"), 4),
        ),
        bars=(
            Bar(_("Beispielverwaltung"), (24, 6, 31, 3)),
            Bar(
                _("Beispielgesellschaft für die Förderung der Wirtschaft"),
                (9, 1, 22, 0),
            ),
            Bar(_("Beispielhochschule"), (2, 0, 5, 12)),
        ),
        source=_("erfunden für diese Seite"),
    )


def sample_glance(here: str, rows_per_group: tuple[int, ...] = (1, 1)) -> Glance:
    """A glance with every kind of lead; the numbers of fields and measures vary from row to row."""
    groups = []
    drawn = 0
    for group, row_count in enumerate(rows_per_group, start=1):
        rows = []
        for _row in range(row_count):
            drawn += 1
            rows.append(_sample_row(here, drawn))
        title = _("Beispiel-Handlungsfeld %(number)s") % {"number": group}
        groups.append(GlanceGroup(title, tuple(rows)))
    return Glance(
        key="ueberblick",
        caption=_("Beispieldaten: alle Maßnahmen eines Plans auf einen Blick"),
        groups=tuple(groups),
        row_heading=_("Themencluster"),
        cell_heading=_("Aufgabenfeld"),
    )


def _sample_row(here: str, number: int) -> GlanceRow:
    cells = []
    for field in range(1, 2 + (number * 2) % 5):
        chips = tuple(
            _sample_chip(here, number * 3 + field * 5 + position, ROMAN[position])
            for position in range(1 + (number * field * 3) % 8)
        )
        cells.append(GlanceCell(str(field), _("Beispiel-Aufgabenfeld mit Namen"), chips, here))
    title = _("Beispiel-Cluster %(number)s") % {"number": number}
    return GlanceRow(title, tuple(cells), here)


def _sample_chip(here: str, seed: int, number: str) -> GlanceChip:
    kind = pictures.LEAD_KINDS[seed % len(pictures.LEAD_KINDS)]
    label = _("Maßnahme %(number)s: Beispieldaten. Federführung: %(kind)s") % {
        "number": number,
        "kind": kind.label,
    }
    return GlanceChip(number, here, label, kind.key, kind.code)


def sample_strips(here: str) -> Strips:
    """Strips with a mark of every level, a column without the strongest, two groups of rows."""
    counts = ((3, 1, 2), (1, 2))
    bands = tuple(
        Band(
            code,
            _("Beispiel-Cluster %(number)s") % {"number": number},
            tuple(
                StripColumn(here, _("Beispieldaten: Maßnahme"), count, is_flagged=count == 1)
                for count in columns
            ),
            starts_group=number == 2,
        )
        for number, (code, columns) in enumerate(zip("AB", counts, strict=True), start=1)
    )
    levels = (_("Federführung"), _("in Verbindung mit"), _("Mitarbeit"), _("nur genannt"))

    def row(name: str, kind: pictures.LeadKind, marks: tuple[tuple[int, int], ...]) -> Row:
        return Row(
            Link(name, here),
            kind,
            tuple(Mark(column, level, levels[level]) for column, level in marks),
            (sum(1 for _column, level in marks if level == 0), len(marks)),
            ", ".join(levels[level] for _column, level in marks),
        )

    return Strips(
        key="streifen",
        title=_("Beispieldaten: Institutionen und Maßnahmen"),
        description=_("Jede Zeile ist eine Institution, jede Spalte eine Maßnahme."),
        row_heading=_("Institution"),
        strip_heading=_("Maßnahmen nach Themen"),
        bands=bands,
        levels=levels,
        headings=((_("FF"), _("Federführung")), (_("gesamt"), _("Maßnahmen gesamt"))),
        groups=(
            RowGroup(
                _("Erste Gruppe"),
                (
                    row(_("Beispielverwaltung"), pictures.SENATE, ((0, 0), (2, 0), (4, 1))),
                    row(_("Beispielkammer"), pictures.PARTNER, ((0, 2), (1, 2), (2, 1), (3, 2))),
                ),
            ),
            RowGroup(
                _("Zweite Gruppe"),
                (row(_("Beispielhochschule"), pictures.SCIENCE, ((0, 3), (4, 2))),),
            ),
        ),
        profile=_("Institutionen je Maßnahme"),
        flag=_("ohne Federführung"),
    )
