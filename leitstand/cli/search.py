# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand search …``: look after the search index."""

import click
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import say
from leitstand.plan.services import search_rebuild


@click.group(help=_("Die Suche pflegen."))
def search() -> None:
    """All commands about the search."""


@search.command(
    help=_(
        "Baut den Suchindex aus den Plänen neu auf. Nötig nach einem Wechsel der Fassung, wenn sie"
        " Wörter anders zerlegt; sonst hält jede Änderung ihn auf dem Stand."
    )
)
def rebuild() -> None:
    """The index says what the plans say, all of it or as before."""
    ready_database()
    found = search_rebuild()
    for slug, count in found.items():
        say(_("%(slug)s: %(count)d Einträge") % {"slug": slug, "count": count})
    say(_("Suchindex neu aufgebaut: %d Pläne.") % len(found))
