# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The page that explains the data interface to those who write programs."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.plan import selectors as plans
from leitstand.ui.addresses import address
from leitstand.ui.api import Kind
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table
from leitstand.web.api import api
from leitstand.web.interface_words import PARAMETERS, PROBLEMS, QUESTIONS


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
