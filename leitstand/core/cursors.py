# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Bookmarks that readers carry: opaque, and good only at the installation that gave them."""

from typing import TypeAlias

from django.core import signing

Place: TypeAlias = tuple[int, int]
# What a bookmark looks like from outside: text, a colon, a signature.
PATTERN = r"^[A-Za-z0-9_-]{1,200}:[A-Za-z0-9_-]{43}$"


class ForeignCursor(ValueError):
    """The bookmark was not signed with this installation's key, or was changed on the way."""


def cursor_for(place: Place) -> str:
    """The bookmark of a place in the journal; the same place always gives the same one."""
    return _signer().sign_object(list(place))


def place_of(cursor: str) -> Place:
    """The place that the bookmark marks. Raises :class:`ForeignCursor`."""
    try:
        line, mark = _signer().unsign_object(cursor)
        return int(line), int(mark)
    except (signing.BadSignature, TypeError, ValueError):
        raise ForeignCursor(cursor) from None


def _signer() -> signing.Signer:
    return signing.Signer(salt="leitstand.core.cursors")
