# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the office's pages about sources share: finding a source, the way back up, words."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.foreign.errors import SourceNotFound
from leitstand.foreign.permissions import MANAGE_SOURCES, SourceSubject
from leitstand.foreign.rules.mirror import Mirror
from leitstand.foreign.selectors.sources import source
from leitstand.ui import acts
from leitstand.ui.addresses import address
from leitstand.ui.tables import Link

_DONE = {
    "angelegt": gettext_lazy("Die Quelle ist angelegt. Abgerufen ist noch nichts."),
    "geaendert": gettext_lazy("Gespeichert."),
    "zugeordnet": gettext_lazy("Gespeichert. Das gilt auch für alles, was schon abgerufen ist."),
    "neu": gettext_lazy("Der Bericht ist übernommen."),
    "unveraendert": gettext_lazy("Abgerufen: Es gibt nichts Neues."),
}


def done_words(request: HttpRequest) -> str:
    """What was done just before this page was shown; "" for nothing that we know."""
    return acts.done_words(request, _DONE)


def open_source(request: HttpRequest, slug: str) -> Mirror:
    """The source that the address names, for the office of its plan; one statement."""
    try:
        found = source(slug)
    except SourceNotFound:
        raise Http404(_("Diese Quelle gibt es nicht: %s") % slug) from None
    require(request.user, MANAGE_SOURCES, SourceSubject(found.plan, slug))
    return found


def source_href(slug: str) -> str:
    """The page of a source."""
    return address("foreign:office-source", source=slug)


def source_name(found: Mirror) -> str:
    """What the source is called in the reader's language."""
    return found.terms.name(reader_language())


def is_example(found: Mirror) -> bool:
    """Whether anything that the source says is invented."""
    return found.terms.is_example or any(one.is_example for one in found.said)


def way_up(*found: Mirror) -> tuple[Link, ...]:
    """Breadcrumbs: the desk, the list of sources, then the source."""
    return (
        Link(_("Geschäftsstelle"), address("steering:office")),
        Link(_("Quellen anderer Programme"), address("foreign:office-sources")),
        *(Link(source_name(one), source_href(one.slug)) for one in found),
    )
