# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Acts as the public may read them: when, what, and in which role. Never who."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _

from leitstand.core.models import AuditEvent


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act: its number, when it was recorded, its code, and in which role somebody acted."""

    id: int
    at: dt.datetime
    act: str
    actor: str


def act_lines(ids: Collection[int]) -> dict[int, ActLine]:
    """The acts called ``ids``; one statement, none for none."""
    if not ids:
        return {}
    rows = AuditEvent.objects.filter(id__in=ids).order_by("id")
    return {
        row_id: ActLine(row_id, at, act, role_words(actor))
        for row_id, at, act, actor in rows.values_list("id", "at", "act", "actor")
    }


def role_words(actor: str) -> str:
    """What the actor of an act is to the programme; the record's own name for them stays inside."""
    kind, _colon, _name = actor.partition(":")
    words = {"cli": _("Betrieb"), "provider": _("Anmeldedienst"), "account": _("Redaktion")}
    return words.get(kind, _("Betrieb"))
