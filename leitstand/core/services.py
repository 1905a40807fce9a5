# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing institutions and the record of acts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from leitstand.core.history import BEGINNING
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.models import AuditEvent
from leitstand.core.records import Change, Identities, store
from leitstand.core.turns import take_turn


@transaction.atomic
def audit_record(
    *,
    actor: str,
    act: str,
    subject: str,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> int:
    """The act is on record; returns the event's number for the history rows it causes.

    Numbers grow in the order in which acts become visible: whoever read up to one has missed none.
    """
    take_turn()
    event = AuditEvent.objects.create(
        actor=actor,
        act=act,
        subject=subject,
        reason=reason,
        details=dict(details or {}),
    )
    return int(event.pk)


def institutions_store(
    *,
    changes: Sequence[Change],
    identities: Identities,
    event_id: int,
    holds_from: dt.datetime,
) -> None:
    """The institutions are as ``changes`` ask; rows of new institutions hold from the beginning.

    Institutions themselves are never removed: other plans, and the past, speak of them.
    """
    new = {c.key for c in changes if c.table == "institution" and c.kind == "added"}

    def belongs_to_new(change: Change) -> bool:
        return change.key in new if change.table == "institution" else change.key[0] in new

    kept = [c for c in changes if not (c.table == "institution" and c.kind == "removed")]
    for chosen, since in (
        ([c for c in kept if belongs_to_new(c)], BEGINNING),
        ([c for c in kept if not belongs_to_new(c)], holds_from),
    ):
        store(INSTITUTION_TABLES, chosen, identities, event_id=event_id, holds_from=since)
