# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The public pages of an installation, read from its routes: nobody keeps a list of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.urls import LocalePrefixPattern, URLPattern, URLResolver, get_resolver

from leitstand.ui.access import PUBLIC, access_of


@dataclass(frozen=True, slots=True)
class PageRoute:
    """A page by its full name, and what its address needs to be told."""

    name: str
    needs: frozenset[str]


@cache
def public_pages() -> tuple[PageRoute, ...]:
    """Every page in the order of the addresses: public, in all languages, with its data beside."""
    found = {
        f"{space}{pattern.name}": pattern
        for space, pattern in _named(get_resolver().url_patterns, "", is_translated=False)
    }
    return tuple(
        PageRoute(name, frozenset(pattern.pattern.converters))
        for name, pattern in found.items()
        if f"{name}-json" in found and access_of(pattern.callback) == PUBLIC
    )


def _named(
    patterns: list[Any], space: str, *, is_translated: bool
) -> Iterator[tuple[str, URLPattern]]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{entry.namespace}:" if entry.namespace else space
            is_prefix = isinstance(entry.pattern, LocalePrefixPattern)
            yield from _named(entry.url_patterns, inner, is_translated=is_translated or is_prefix)
        elif is_translated and entry.name:
            yield space, entry
