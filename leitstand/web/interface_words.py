# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the page of the data interface says of each question, parameter and problem."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.ui.api import Kind

# What each operation gives, and what each parameter asks for; a test keeps both complete.
QUESTIONS: dict[str, Promise] = {
    "plans": _("Die Pläne, seitenweise nach Kennung."),
    "plan": _("Ein Plan: Laufzeit, Ausgaben, Ebenen, Strategien, eigene Regeln."),
    "measures": _("Die Maßnahmen mit Rollen und Institutionen, alle oder gefiltert."),
    "measure": _("Eine Maßnahme mit allem, was an ihr hängt; in Teilen: alle Teile."),
    "institutions": _("Die Institutionen mit der Zahl ihrer Maßnahmen."),
    "institution": _("Eine Institution mit Namen, Mitgliedern und jeder Rolle."),
    "goals": _("Die Ziele."),
    "goal": _("Ein Ziel mit den Maßnahmen seines Themas."),
    "nodes": _("Die Gliederung: Handlungsfelder, Themen, Aufgabenfelder."),
    "findings": _("Die Befunde der Prüfung."),
    "changes": _("Was sich seit einem Lesezeichen geändert hat, mit der Begründung."),
    "search": _("Suche in allem, was öffentlich ist; die besten Treffer zuerst."),
}
PARAMETERS: dict[str, Promise] = {
    "stand": _("Wie es am Ende dieses Tages stand (JJJJ-MM-TT); kein Tag in der Zukunft."),
    "lang": _("Sprache der Antwort; geht der Kopfzeile Accept-Language vor."),
    "thema": _("Kennung eines Themas: nur was daran und darunter hängt."),
    "institution": _("Kennung einer Institution."),
    "rolle": _("Rolle der Institution."),
    "phase": _("Phase in den gedruckten Worten des Plans."),
    "text": _("Wörter, die alle in der Maßnahme stehen; höchstens 200 Zeichen."),
    "after": _("Nur Pläne, deren Kennung danach kommt."),
    "limit": _("Einträge auf einer Seite, 1 bis 500."),
    "cursor": _("Lesezeichen aus einer früheren Antwort."),
    "plan": _("Nur dieser Plan; bei Änderungen auch Institutionen, die zu keinem gehören."),
    "q": _("Wörter, nach denen gesucht wird; höchstens 200 Zeichen."),
    "art": _("Nur Treffer dieser Art: measure, institution, goal, node oder plan."),
}
PROBLEMS: dict[Kind, Promise] = {
    Kind.BAD_REQUEST: _("Die Anfrage ist nicht lesbar."),
    Kind.FORBIDDEN: _("Das ist nicht für alle."),
    Kind.NOT_FOUND: _("Das gibt es nicht, oder an diesem Tag noch nicht."),
    Kind.METHOD_NOT_ALLOWED: _("Erlaubt sind nur GET, HEAD und OPTIONS."),
    Kind.CURSOR_GONE: _(
        "Das Lesezeichen ist nicht von hier, oder die Daten wurden aus einer älteren Sicherung"
        " geholt. Beginnen Sie ohne Lesezeichen von vorn."
    ),
    Kind.INVALID_REQUEST: _("Ein Parameter passt nicht; „errors“ nennt jeden."),
    Kind.TOO_MANY_REQUESTS: _("Warten Sie so viele Sekunden, wie Retry-After sagt."),
    Kind.SERVER_ERROR: _("Der Fehler liegt bei uns. Wir haben ihn aufgezeichnet."),
}
