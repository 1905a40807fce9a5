# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Acts become visible in the order of their numbers, also where two write at once."""

import threading

import pytest
from django.db import connection, transaction

from leitstand.core.models import AuditEvent
from leitstand.core.services import audit_record

PATIENCE = 20


@pytest.mark.django_db(transaction=True)
def test_an_act_that_began_later_is_not_seen_before_one_still_being_written() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has one writer at a time by itself")
    is_first_written, may_commit, is_second_there = (threading.Event() for _ in range(3))

    def write_slowly() -> None:
        with transaction.atomic():
            audit_record(actor="test", act="first", subject="test")
            is_first_written.set()
            may_commit.wait(PATIENCE)
        connection.close()

    def write_at_once() -> None:
        audit_record(actor="test", act="second", subject="test")
        is_second_there.set()
        connection.close()

    slow, quick = threading.Thread(target=write_slowly), threading.Thread(target=write_at_once)
    slow.start()
    assert is_first_written.wait(PATIENCE)
    quick.start()
    # Without the turn the second would be committed long before this ends.
    assert not is_second_there.wait(0.5)
    assert not AuditEvent.objects.exists()
    may_commit.set()
    slow.join(PATIENCE)
    quick.join(PATIENCE)
    acts = list(AuditEvent.objects.order_by("id").values_list("act", flat=True))
    assert acts == ["first", "second"]
