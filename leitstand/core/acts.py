# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Acts as the public may read them: when, what, why, and in which role. Never who."""

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Subquery
from django.db.models.functions import JSONObject
from django.utils.translation import gettext as _

from leitstand.core.enums import AccountRole
from leitstand.core.models import AuditEvent


@dataclass(frozen=True, slots=True)
class ActLine:
    """One act: its number, when it was recorded, its code, why, and in which role somebody acted.

    ``undoes`` is the number of the act that it took back.
    """

    id: int
    at: dt.datetime
    act: str
    actor: str
    reason: str = ""
    undoes: int | None = None


def act_lines(ids: Collection[int]) -> dict[int, ActLine]:
    """The acts called ``ids``; one statement, none for none."""
    if not ids:
        return {}
    rows = AuditEvent.objects.filter(id__in=ids).order_by("id")
    return {row[0]: _line(*row) for row in rows.values_list(*_COLUMNS)}


def latest_act_of(subject: Any, *, until: dt.datetime | None) -> Subquery:
    """The newest act on ``subject``, an expression, that held by ``until`` (now for None).

    A column for a query over the subjects, so that no statement of its own is spent on it. Read it
    with :func:`act_from`.
    """
    rows = AuditEvent.objects.filter(subject=subject, holds_from__isnull=False)
    if until is not None:
        rows = rows.filter(holds_from__lte=until)
    columns = JSONObject(**{name: name for name in _COLUMNS})
    return Subquery(rows.order_by("-id").values(column=columns)[:1])


def act_from(column: str | None) -> ActLine | None:
    """What :func:`latest_act_of` found, as the database gives it: JSON in words."""
    if not column:
        return None
    found = json.loads(column)
    found["at"] = dt.datetime.fromisoformat(found["at"])
    # A database without a type for it gives the details as words inside of words.
    if isinstance(found["details"], str):
        found["details"] = json.loads(found["details"])
    if found["at"].tzinfo is None:
        found["at"] = found["at"].replace(tzinfo=dt.UTC)
    return _line(*(found[name] for name in _COLUMNS))


_COLUMNS = ("id", "at", "act", "actor", "reason", "details")


def _line(*row: Any) -> ActLine:
    row_id, at, act, actor, reason, details = row
    return ActLine(row_id, at, act, role_words(actor, details), reason, details.get("undoes"))


def role_words(actor: str, details: Mapping[str, Any] | None = None) -> str:
    """What the actor of an act is to the programme; the record's own name for them stays inside.

    An account acts in a capacity, which the act noted: a role may end, what it did remains.
    """
    noted = details or {}
    if noted.get("capacity") in AccountRole.values:
        words = str(AccountRole(noted["capacity"]).label)
        called = noted.get("called", "")
        return f"{words} {called}".strip()
    kind, _colon, _name = actor.partition(":")
    kinds = {"cli": _("Betrieb"), "provider": _("Anmeldedienst"), "account": _("Redaktion")}
    return kinds.get(kind, _("Betrieb"))
