# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How often one client may ask, over all processes."""

import pytest
from django.apps import apps
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from leitstand.core import rates
from leitstand.core.rates import BUCKETS, LOTS_PER_PERIOD, PERIOD_SECONDS, Allowances, bucket_of

NOON = 1_800_000_000.0 // PERIOD_SECONDS * PERIOD_SECONDS


def granted(process: Allowances, times: int, *, limit: int, now: float = NOON) -> int:
    """How many of so many requests may go on."""
    return sum(not process.wait_of("192.0.2.1", limit=limit, now=now) for _ in range(times))


@pytest.mark.django_db
@pytest.mark.parametrize("limit", [1, 2, 19, 20, 21, 100, 333])
def test_one_process_grants_exactly_the_limit(limit: int) -> None:
    assert granted(Allowances(), limit + 50, limit=limit) == limit


@pytest.mark.django_db
def test_several_processes_together_grant_no_more_than_the_limit() -> None:
    processes = [Allowances() for _ in range(3)]
    assert sum(granted(one, 60, limit=100) for one in processes) == 100


@pytest.mark.django_db
def test_what_a_process_still_holds_is_at_most_one_lot() -> None:
    idle, busy = Allowances(), Allowances()
    granted(idle, 1, limit=100)
    assert granted(busy, 200, limit=100) == 100 - 100 // LOTS_PER_PERIOD


@pytest.mark.django_db
def test_the_next_minute_starts_anew() -> None:
    process = Allowances()
    assert granted(process, 9, limit=5) == 5
    assert granted(process, 9, limit=5, now=NOON + PERIOD_SECONDS) == 5


@pytest.mark.django_db
@pytest.mark.parametrize(("second", "wait"), [(0, 60), (59, 1), (59.9, 1)])
def test_the_wait_lasts_to_the_end_of_the_minute(second: float, wait: int) -> None:
    process = Allowances()
    granted(process, 1, limit=1, now=NOON + second)
    assert process.wait_of("192.0.2.1", limit=1, now=NOON + second) == wait


@pytest.mark.django_db
def test_a_lot_costs_one_statement_and_who_is_refused_none() -> None:
    process = Allowances()
    with CaptureQueriesContext(connection) as captured:
        granted(process, 100, limit=40)
    assert len(captured) == LOTS_PER_PERIOD


@pytest.mark.django_db
def test_no_limit_costs_nothing() -> None:
    with CaptureQueriesContext(connection) as captured:
        assert granted(Allowances(), 50, limit=0) == 50
    assert len(captured) == 0


@pytest.mark.django_db
def test_clients_do_not_take_from_each_other() -> None:
    process = Allowances()
    granted(process, 9, limit=5)
    assert process.wait_of("192.0.2.2", limit=5, now=NOON) == 0


@pytest.mark.django_db
def test_the_table_holds_no_address() -> None:
    granted(Allowances(), 1, limit=5)
    [row] = apps.get_model("core.RateBucket").objects.values()
    assert set(row) == {"id", "period", "taken"}
    assert 0 <= row["id"] < BUCKETS


def test_a_network_of_ipv6_is_one_client_and_an_address_of_ipv4_is_one() -> None:
    assert bucket_of("2001:db8:1:2::1") == bucket_of("2001:db8:1:2:ffff::9")
    assert bucket_of("2001:db8:1:2::1") != bucket_of("2001:db8:1:3::1")
    assert bucket_of("192.0.2.1") != bucket_of("192.0.2.2")
    assert bucket_of("") == bucket_of("")


def test_nobody_can_work_out_whose_bucket_is_whose(settings: Settings) -> None:
    before = bucket_of("192.0.2.1")
    settings.SECRET_KEY = "z" * 60
    assert bucket_of("192.0.2.1") != before


def test_nobody_is_refused_because_nothing_can_be_counted(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Broken:
        def cursor(self) -> None:
            raise DatabaseError("locked")

    monkeypatch.setattr(rates, "connection", Broken())
    assert granted(Allowances(), 10, limit=5) == 10
    assert "cannot be counted" in caplog.text
