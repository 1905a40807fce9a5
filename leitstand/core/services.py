# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing institutions and the record of acts."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Greatest
from django.utils import timezone

from leitstand.core.history import BEGINNING
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.models import AuditEvent, DataVersion
from leitstand.core.records import Change, Identities, store
from leitstand.core.turns import take_turn

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


@transaction.atomic
def audit_record(
    *,
    actor: str,
    act: str,
    subject: str,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
    holds_from: dt.datetime | None = None,
    is_write: bool = True,
) -> int:
    """The act is on record and the data version raised, when the transaction is.

    ``is_write=False`` for an act that changes nothing a reader can see, as a sign-in: the data
    version stays, so nobody makes pages stale by knocking on doors. Returns the event's number for
    the history rows it causes. Numbers of writes grow in the order in which they become visible:
    whoever read up to one has missed none.
    """
    if is_write:
        take_turn()
    event = AuditEvent.objects.create(
        actor=actor,
        act=act,
        subject=subject,
        reason=reason,
        details=dict(details or {}),
        holds_from=holds_from,
    )
    if is_write:
        data_version_raise()
    return int(event.pk)


@transaction.atomic
def data_version_raise(*, above: int = 0) -> None:
    """The data version is higher than it was, than ``above``, and than any that came before.

    Counting alone would give a number twice where an older backup was brought back; the time, in
    millionths of a second, has gone on meanwhile. Until the transaction ends, nobody else can raise
    it. No permission and no audit: the number says nothing but that something changed.
    """
    now = (timezone.now() - _EPOCH) // dt.timedelta(microseconds=1)
    higher = Greatest(F("number") + 1, Value(max(now, above + 1)))
    if not DataVersion.objects.filter(id=1).update(number=higher):
        # The very first act. Two at once: one makes the row, the other waits for it and adds.
        DataVersion.objects.bulk_create([DataVersion(id=1, number=0)], ignore_conflicts=True)
        DataVersion.objects.filter(id=1).update(number=higher)


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
