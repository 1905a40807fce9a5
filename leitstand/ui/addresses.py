# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Addresses of routes. They never change while the process runs, so each is worked out once."""

from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language


def address(name: str, **kwargs: str) -> str:
    """The address of a named route in the active language; ``NoReverseMatch`` if there is none.

    A page of a plan names hundreds of addresses, and Django's ``reverse`` costs 50 µs each time.
    """
    return _known(settings.ROOT_URLCONF, get_language() or "", name, tuple(sorted(kwargs.items())))


@lru_cache(maxsize=20_000)
def _known(_urlconf: str, _language: str, name: str, kwargs: tuple[tuple[str, str], ...]) -> str:
    return reverse(name, kwargs=dict(kwargs))
