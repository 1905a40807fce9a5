# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sheet that says how the workbook is filled in."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.steering.sheet.source import SheetSource
from leitstand.ui.formats import day


def instruction(source: SheetSource) -> tuple[tuple[str, str], ...]:
    """Pairs of heading and text, the first one the title of the workbook."""
    count = len(source.rows)
    asked = ngettext("%(count)d Antwort", "%(count)d Antworten", count) % {"count": count}
    lines = [
        (source.round_title, source.institution_name),
        (
            _("Worum es geht"),
            _(
                "Gefragt ist der Stand am %(reporting)s: %(asked)s. Bitte schicken Sie die Tabelle"
                " bis zum %(due)s zurück."
            )
            % {
                "reporting": day(source.reporting_on),
                "due": day(source.due_on),
                "asked": asked,
            },
        ),
        (
            _("Ausfüllen"),
            _(
                "Auf dem Blatt „Antworten“ steht eine Zeile für jede Maßnahme, zu der Sie gefragt"
                " sind. Helle Zellen füllen Sie aus, graue stehen fest. Für den Stand und die"
                " Einschätzung gibt es Listen zum Auswählen. Was schon bekannt ist, steht da."
            ),
        ),
        (
            _("Ergänzen"),
            _(
                "Meilensteine, Nachweise und Haushaltsmittel haben eigene Blätter. Eine neue Zeile"
                " beginnt mit der Kennung der Maßnahme, die Sie aus der Liste wählen."
            ),
        ),
        (
            _("Daten und Beträge"),
            _("Tage bitte so: 30.09.2026. Beträge in Euro, so: 1.250.000. Bitte keine Formeln."),
        ),
        (
            _("Löschen"),
            _(
                "Eine gelöschte Zeile löscht nichts: Was nicht in der Tabelle steht, bleibt, wie es"
                " ist. Eine geleerte Zelle leert die Angabe. Zeilen und Spalten dürfen Sie"
                " umstellen."
            ),
        ),
        (
            _("Zurückgeben"),
            _(
                "Bitte als .xlsx speichern und auf der Seite hochladen, von der Sie die Tabelle"
                " haben. Sie sehen dort zuerst, was sich ändert; erst dann wird gespeichert. Hat"
                " inzwischen jemand anderes dasselbe beantwortet, entscheiden Sie Zelle für Zelle."
            ),
        ),
    ]
    if source.is_example:
        lines.insert(1, (_("Beispieldaten"), _("Alle Angaben in dieser Tabelle sind erfunden.")))
    return tuple(lines)
