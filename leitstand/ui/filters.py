# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Filters stand in the address: what is asked, how each is taken back, what cannot be asked."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.search.queries import LONGEST_QUERY, Fault, tidied
from leitstand.ui.addresses import with_query
from leitstand.ui.as_of import PARAMETER


@dataclass(frozen=True, slots=True)
class ActiveFilter:
    """One filter that holds: its name, its value in words, the address without it."""

    label: str
    text: str
    remove: str


@dataclass(frozen=True, slots=True)
class Option:
    """One value to choose. ``count`` is what it would leave; None where nobody counted."""

    value: str
    label: str
    count: int | None = None

    def __iter__(self) -> Iterator[str]:
        """Value and text, as the select macro reads them."""
        yield self.value
        yield self.label if self.count is None else f"{self.label} ({self.count})"


def given(request: HttpRequest, name: str) -> str:
    """The value of a filter as it may be shown again: one line, no invisible signs.

    One letter longer than a query may be is enough to see that it is too long.
    """
    return tidied(request.GET.get(name, "")[: 4 * LONGEST_QUERY])[: LONGEST_QUERY + 1]


def without(request: HttpRequest, here: str, names: Collection[str]) -> str:
    """The address of the page without some filters; everything else in the query stays.

    ``here`` is the page's own address, which holds the day that is shown.
    """
    gone = {*names, PARAMETER}
    kept = {name: str(value) for name, value in request.GET.items() if name not in gone and value}
    return with_query(here, kept)


def fault_sentence(fault: Fault) -> str:
    """Why nothing can be asked, and what helps."""
    match fault:
        case Fault.EMPTY:
            return _("Bitte geben Sie ein Wort ein.")
        case Fault.TOO_LONG:
            return _(
                "Die Anfrage ist zu lang: höchstens %(limit)d Zeichen. Bitte nennen Sie nur die"
                " wichtigsten Wörter."
            ) % {"limit": LONGEST_QUERY}
        case Fault.STOP_WORDS:
            return _(
                "Diese Wörter stehen in fast jedem Text. Bitte nennen Sie dazu ein Wort, auf das es"
                " ankommt."
            )
        case Fault.NO_WORDS:
            return _("In der Anfrage steht kein Wort. Bitte geben Sie Buchstaben oder Ziffern ein.")
