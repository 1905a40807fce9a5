# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sources of other programmes, as the office sees them."""

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows
from leitstand.foreign.enums import SourceKind
from leitstand.foreign.permissions import MANAGE_SOURCES, SourceSubject
from leitstand.foreign.rules.mirror import Mirror
from leitstand.foreign.selectors.mirrored import failure_words
from leitstand.foreign.selectors.sources import sources
from leitstand.foreign.views.office_parts import (
    done_words,
    is_example,
    source_href,
    source_name,
    way_up,
)
from leitstand.plan.selectors import plan_cards
from leitstand.ui.addresses import address
from leitstand.ui.pages import Page, requires
from leitstand.ui.tables import Cell, Column, Link, Table


@requires(MANAGE_SOURCES)
def source_list(request: HttpRequest) -> Page:
    """The sources of the plans that the reader runs; 4 statements."""
    found = tuple(
        one
        for one in sources()
        if allows(request.user, MANAGE_SOURCES, SourceSubject(one.plan, one.slug))
    )
    plans = {
        plan.slug: plan.title
        for plan in plan_cards(language=reader_language())
        if allows(request.user, MANAGE_SOURCES, SourceSubject(plan.slug))
    }
    return Page(
        template="foreign/office/sources.html",
        title=_("Quellen anderer Programme"),
        description=_("Woher der Stand von Maßnahmen kommt, die ein anderes Programm steuert."),
        context={
            "new": tuple(
                Link(title, address("foreign:office-new", plan=slug))
                for slug, title in plans.items()
            ),
            "undecided": tuple(
                Link(source_name(one), address("foreign:office-meanings", source=one.slug))
                for one in found
                if one.unknown_words()
            ),
            "is_example": any(is_example(one) for one in found),
            "done": done_words(request),
        },
        tables=(_table(found, plans),),
        breadcrumb=way_up()[:1],
    )


def _table(found: tuple[Mirror, ...], plans: dict[str, str]) -> Table:
    return Table(
        key="quellen",
        caption=_("Quellen"),
        columns=(
            Column("source", _("Quelle"), "link"),
            Column("plan", _("Plan")),
            Column("kind", _("Art")),
            Column("checked_on", _("zuletzt abgerufen"), "date"),
            Column("measures", _("Maßnahmen im Bericht"), "number"),
            Column("notice", _("Hinweis"), "list"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(_row(one, plans) for one in found),
        source=_("Leitstand, Quellen"),
    )


def _row(one: Mirror, plans: dict[str, str]) -> tuple[Cell, ...]:
    good, now = one.last_good, timezone.now()
    notices = (
        _("Beispieldaten") if is_example(one) else "",
        "" if one.terms.is_active else _("abgeschaltet"),
        failure_words(one.failed(now), reader_language()),
        _("Wörter ohne Zuordnung") if one.unknown_words() else "",
    )
    return (
        Link(source_name(one), source_href(one.slug)),
        plans.get(one.plan, one.plan),
        str(SourceKind(one.terms.kind).label),
        timezone.localdate(good.at) if good else None,
        len(good.codes) if good else None,
        tuple(words for words in notices if words),
        one.slug,
    )
