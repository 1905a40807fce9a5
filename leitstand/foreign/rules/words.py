# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Foreign states in sentences, alike on every page."""

import datetime as dt
from typing import Protocol

from django.utils.translation import gettext as _

from leitstand.ui.formats import day as day_words


class Told(Protocol):
    """What a foreign state says of itself; see ``selectors.mirrored.ForeignState``."""

    @property
    def state_words(self) -> str:
        """Our word for it, "" for none."""

    @property
    def words(self) -> str:
        """The source's own word."""

    @property
    def is_decided(self) -> bool:
        """Whether the office has looked at the source's word."""

    @property
    def reporting_on(self) -> dt.date:
        """The day that it is about."""

    @property
    def checked_at(self) -> dt.datetime | None:
        """When the source last confirmed it."""

    @property
    def failed_at(self) -> dt.datetime | None:
        """When an attempt after that failed."""

    @property
    def failure(self) -> str:
        """Why it failed."""

    @property
    def is_stale(self) -> bool:
        """Whether it is older than it may be."""

    @property
    def is_gone(self) -> bool:
        """Whether the source no longer speaks of it."""


def state_told(one: Told) -> str:
    """The state in our words and in the source's: „läuft (dort: „in Umsetzung“)“."""
    if not one.state_words:
        words = _("„%(words)s“") % {"words": one.words}
        return words if one.is_decided else _("%(words)s (nicht zugeordnet)") % {"words": words}
    if one.state_words == one.words:
        return one.state_words
    return _("%(state)s (dort: „%(words)s“)") % {"state": one.state_words, "words": one.words}


def said_words(one: Told) -> str:
    """The state with the day that it is about."""
    return _("%(state)s, Stichtag %(day)s") % {
        "state": state_told(one),
        "day": day_words(one.reporting_on),
    }


def notes(one: Told) -> tuple[str, ...]:
    """What a reader must know before they rely on it; none where all is well."""
    found = []
    if one.is_stale:
        found.append(_("Quelle ist veraltet"))
    if one.is_gone:
        found.append(_("Im neuesten Bericht nicht mehr genannt"))
    if one.failed_at:
        found.append(failed_words(one.failed_at, one.failure))
    return tuple(found)


def failed_words(failed_at: dt.datetime, failure: str) -> str:
    """When and why the newest attempt brought nothing."""
    return _("Letzter Abruf misslungen am %(day)s: %(reason)s") % {
        "day": day_words(failed_at),
        "reason": failure.rstrip("."),
    }


def fetch_words(one: Told) -> str:
    """When the source was last fetched with success."""
    if one.checked_at is None:
        return _("noch nie abgerufen")
    return _("Zuletzt abgerufen am %(day)s") % {"day": day_words(one.checked_at)}
