# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The page that explains the data interface to those who write programs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from leitstand.core.languages import reader_language
from leitstand.plan import selectors as plans
from leitstand.ui.addresses import address
from leitstand.ui.api import Kind
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table
from leitstand.web.api import api

# What each operation gives, and what each parameter asks for; a test keeps both complete.
QUESTIONS: dict[str, Promise] = {
    "plans": _lazy("Die Pläne, seitenweise nach Kennung."),
    "plan": _lazy("Ein Plan: Laufzeit, Ausgaben, Ebenen, Strategien, eigene Regeln."),
    "measures": _lazy("Die Maßnahmen mit Rollen und Institutionen, alle oder gefiltert."),
    "measure": _lazy("Eine Maßnahme mit allem, was an ihr hängt; in Teilen: alle Teile."),
    "institutions": _lazy("Die Institutionen mit der Zahl ihrer Maßnahmen."),
    "institution": _lazy("Eine Institution mit Namen, Mitgliedern und jeder Rolle."),
    "goals": _lazy("Die Ziele."),
    "goal": _lazy("Ein Ziel mit den Maßnahmen seines Themas."),
    "nodes": _lazy("Die Gliederung: Handlungsfelder, Themen, Aufgabenfelder."),
    "findings": _lazy("Die Befunde der Prüfung."),
    "changes": _lazy("Was sich seit einem Lesezeichen geändert hat."),
}
PARAMETERS: dict[str, Promise] = {
    "stand": _lazy("Wie es am Ende dieses Tages stand (JJJJ-MM-TT)."),
    "lang": _lazy("Sprache der Antwort; geht der Kopfzeile Accept-Language vor."),
    "thema": _lazy("Kennung eines Themas: nur was daran und darunter hängt."),
    "institution": _lazy("Kennung einer Institution."),
    "rolle": _lazy("Rolle der Institution."),
    "phase": _lazy("Phase in den gedruckten Worten des Plans."),
    "text": _lazy("Wörter, die alle in der Maßnahme stehen; höchstens 200 Zeichen."),
    "after": _lazy("Nur Pläne, deren Kennung danach kommt."),
    "limit": _lazy("Einträge auf einer Seite, 1 bis 500."),
    "cursor": _lazy("Lesezeichen aus einer früheren Antwort."),
    "plan": _lazy("Nur dieser Plan, dazu die Institutionen, die zu keinem gehören."),
}
PROBLEMS: dict[Kind, Promise] = {
    Kind.BAD_REQUEST: _lazy("Die Anfrage ist nicht lesbar."),
    Kind.FORBIDDEN: _lazy("Das ist nicht für alle."),
    Kind.NOT_FOUND: _lazy("Das gibt es nicht, oder an diesem Tag noch nicht."),
    Kind.METHOD_NOT_ALLOWED: _lazy("Erlaubt sind nur GET, HEAD und OPTIONS."),
    Kind.CURSOR_GONE: _lazy(
        "Das Lesezeichen ist nicht von hier, oder die Daten wurden aus einer älteren Sicherung"
        " geholt. Beginnen Sie ohne Lesezeichen von vorn."
    ),
    Kind.INVALID_REQUEST: _lazy("Ein Parameter passt nicht; „errors“ nennt jeden."),
    Kind.TOO_MANY_REQUESTS: _lazy("Warten Sie so viele Sekunden, wie Retry-After sagt."),
    Kind.SERVER_ERROR: _lazy("Der Fehler liegt bei uns. Wir haben ihn aufgezeichnet."),
}


@public_page
def interface(request: HttpRequest) -> Page:
    """How programs read everything that stands here: addresses, parameters, errors."""
    first = plans.plan_cards_after("", limit=1, language=reader_language())
    examples = [address("api:plans")]
    if first:
        examples += [
            address("api:measures", plan=first[0].slug) + "?rolle=lead",
            address("api:changes") + f"?plan={first[0].slug}&limit=10",
        ]
    return Page(
        template="web/interface.html",
        title=_("Schnittstelle"),
        description=_(
            "Alles, was hier öffentlich steht, auch für Programme: frei und ohne Anmeldung."
        ),
        context={
            "schema": address("api:openapi"),
            "examples": tuple(Link(path, path) for path in examples),
            "example": request.build_absolute_uri(examples[-1]),
            "rate": settings.LEITSTAND_API_RATE,
        },
        tables=(questions_table(), parameters_table(), problems_table()),
    )


def questions_table() -> Table:
    """Every operation."""
    return Table(
        key="fragen",
        caption=_("Adressen"),
        columns=(
            Column("path", _("Adresse")),
            Column("answer", _("Antwort")),
            Column("parameters", _("Parameter"), "list"),
        ),
        rows=tuple(
            (path, str(QUESTIONS[name]), tuple(parameters))
            for path, name, parameters in api.addresses()
        ),
    )


def parameters_table() -> Table:
    """Every parameter of a query; it means the same everywhere."""
    return Table(
        key="parameter",
        caption=_("Parameter"),
        columns=(Column("name", _("Name")), Column("meaning", _("Bedeutung"))),
        rows=tuple((name, str(meaning)) for name, meaning in PARAMETERS.items()),
    )


def problems_table() -> Table:
    """Every kind of error, by the name that stands in its type."""
    return Table(
        key="fehler",
        caption=_("Fehler"),
        columns=(
            Column("kind", _("Art")),
            Column("status", _("Status"), "number"),
            Column("meaning", _("Was zu tun ist")),
        ),
        rows=tuple((kind.value, kind.status, str(PROBLEMS[kind])) for kind in Kind),
    )
