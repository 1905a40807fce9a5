# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The record of acts grows and never changes, whoever writes to the database."""

import pytest
from django.db import IntegrityError, connection, transaction

from leitstand.core.accounts.selectors import EventFilter, event_lines
from leitstand.core.accounts.services import MAX_KNOCKS_AN_HOUR, knock_record
from leitstand.core.models import AuditEvent
from leitstand.core.selectors import data_version
from leitstand.core.services import audit_record
from tests.people import person

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    return AuditEvent.objects.get(pk=audit_record(actor="anna", act="plan.import", subject="b"))


def test_the_database_refuses_to_change_an_event(event: AuditEvent) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        AuditEvent.objects.update(actor="otto")
    event.refresh_from_db()
    assert event.actor == "anna"


def test_the_database_refuses_to_delete_an_event(event: AuditEvent) -> None:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        event.delete()
    assert AuditEvent.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditevent SET reason = 'x'",
        "DELETE FROM core_auditevent",
        "UPDATE core_auditevent SET at = at",
    ],
)
def test_not_even_plain_sql_changes_the_record(event: AuditEvent, statement: str) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
def test_the_record_cannot_be_emptied(event: AuditEvent) -> None:
    with (
        pytest.raises(IntegrityError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE core_auditevent CASCADE")


def test_only_what_writes_makes_pages_stale(event: AuditEvent) -> None:
    before = data_version()
    knock_record(actor="nobody", act="access.refused", subject="/protokoll")
    assert data_version() == before > 0
    audit_record(actor="anna", act="plan.import", subject="b")
    assert data_version() > before


def test_nobody_can_fill_the_record_by_knocking() -> None:
    results = [
        knock_record(actor="nobody", act="access.refused", subject=f"/{number}")
        for number in range(MAX_KNOCKS_AN_HOUR + 5)
    ]
    assert results.count(True) == AuditEvent.objects.count() == MAX_KNOCKS_AN_HOUR
    assert AuditEvent.objects.order_by("-id")[0].details == {"more_are_not_recorded": True}


def test_one_who_knocks_leaves_room_for_others() -> None:
    for _ in range(MAX_KNOCKS_AN_HOUR + 1):
        knock_record(actor="account:1", act="access.refused", subject="/")
    assert knock_record(actor="account:2", act="access.refused", subject="/")


def test_knocking_at_one_account_hides_no_knocking_at_another() -> None:
    def knock(subject: str) -> bool:
        return knock_record(
            actor="nobody",
            act="account.sign-in-failed",
            subject=subject,
            is_counted_by_subject=True,
        )

    for _ in range(MAX_KNOCKS_AN_HOUR):
        assert knock("account:1")
    assert not knock("account:1")
    assert knock("account:2")


def test_an_event_names_its_account_by_number_and_is_read_with_the_name() -> None:
    reader = person("reader")
    knock_record(actor=f"account:{reader.pk}", act="access.refused", subject="/protokoll")
    [line] = event_lines(EventFilter(act="access.refused"), limit=5)
    assert (line.actor, line.actor_name) == (f"account:{reader.pk}", "Person reader")
