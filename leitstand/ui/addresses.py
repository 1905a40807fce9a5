# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of routes. They never change while the process runs, so each is worked out once."""

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.urls import resolve, reverse
from django.utils.translation import get_language

from leitstand.ui.as_of import PARAMETER, kept_day

_pages: dict[tuple[str, str], bool] = {}


def address(name: str, **kwargs: str) -> str:
    """The address of a named route in the active language; ``NoReverseMatch`` if there is none.

    On a page of a past day the addresses of public pages lead to the same day: so they may hold a
    query, and :func:`with_query` is the way to add to one.
    """
    bare = bare_address(name, **kwargs)
    day = kept_day()
    if day is None or not _is_page(settings.ROOT_URLCONF, name, bare):
        return bare
    return f"{bare}?{PARAMETER}={day}"


def bare_address(name: str, **kwargs: str) -> str:
    """The address without a query, whatever the day of the page.

    A page of a plan names hundreds of addresses, and Django's ``reverse`` costs 50 µs each time.
    """
    return _known(settings.ROOT_URLCONF, get_language() or "", name, tuple(sorted(kwargs.items())))


def with_query(href: str, query: Mapping[str, str]) -> str:
    """The address asking for ``query`` too."""
    if not query:
        return href
    return f"{href}{'&' if '?' in href else '?'}{urlencode(query)}"


@lru_cache(maxsize=20_000)
def _known(_urlconf: str, _language: str, name: str, kwargs: tuple[tuple[str, str], ...]) -> str:
    return reverse(name, kwargs=dict(kwargs))


def _is_page(urlconf: str, name: str, bare: str) -> bool:
    """Whether a public page stands there; every address of one name leads to the same view."""
    key = (urlconf, name)
    if key not in _pages:
        _pages[key] = bool(getattr(resolve(bare).func, "is_page", False))
    return _pages[key]
