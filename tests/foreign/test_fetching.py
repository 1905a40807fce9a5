# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is fetched is kept once, whole or not at all; what fails leaves the last good state."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version
from leitstand.foreign.enums import Fault, Outcome
from leitstand.foreign.errors import SourceNotFound, SourceRefused
from leitstand.foreign.models import Fetch, Observation
from leitstand.foreign.selectors.mirrored import ForeignState, foreign_states
from leitstand.foreign.services import fetching
from leitstand.foreign.services.fetching import foreign_fetch, foreign_rehearse
from leitstand.foreign.transport import Answered
from tests.foreign.reports import (
    NOW,
    OFFICE,
    PLAN,
    SOURCE,
    body,
    plan_stands,
    said,
    source_stands,
    taken,
)
from tests.foreign.servers import answer, header, machine, says
from tests.people import person

LATER = NOW + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def stand(db: None) -> None:
    """The plan with a source that brings files."""
    plan_stands()
    source_stands()


def shown() -> dict[str, ForeignState]:
    return {one.code: one for one in foreign_states(PLAN, until=None, language="de")}


def kept() -> list[tuple[str, str, int]]:
    rows = Observation.objects.order_by("id").values_list("code", "reporting_on", "number")
    return [(code, day.isoformat(), number) for code, day, number in rows]


def test_a_report_is_kept_with_how_it_came() -> None:
    done = taken(body())
    assert (done.outcome, done.new, done.same, done.reason) == (Outcome.TAKEN, 2, 0, "")
    row = Fetch.objects.get()
    assert (row.outcome, row.new, row.codes, row.fault) == ("taken", 2, ["W-1", "W-2"], "")
    assert (row.size, len(row.sha256), row.started_at) == (len(body()), 64, NOW)
    assert row.head["reporting_on"] == "2026-09-30"
    assert shown()["W-1"].state == "running"
    event = AuditEvent.objects.get(act="source.fetch")
    assert event.subject == f"source:{PLAN}/{SOURCE}"
    assert event.details == {"outcome": "taken", "fault": "", "new": 2}


def test_the_same_again_changes_nothing() -> None:
    taken(body())
    before = list(Observation.objects.values())
    done = taken(body(), now=LATER)
    assert (done.outcome, done.new, done.same) == (Outcome.UNCHANGED, 0, 2)
    assert list(Observation.objects.values()) == before
    assert Fetch.objects.count() == 2
    assert shown()["W-1"].fetched_at == NOW
    assert shown()["W-1"].checked_at == LATER


def test_said_differently_for_the_same_day_it_is_a_new_number_and_the_newest_counts() -> None:
    taken(body(said("W-1", "running")))
    taken(body(said("W-1", "paused")), now=LATER)
    taken(body(said("W-1", "running")), now=LATER + dt.timedelta(days=1))
    assert kept() == [("W-1", "2026-09-30", number) for number in (1, 2, 3)]
    assert shown()["W-1"].state == "running"
    [then] = foreign_states(PLAN, until=LATER, language="de")
    assert then.state == "paused"


def test_a_report_of_an_earlier_day_is_kept_and_does_not_count() -> None:
    taken(body(said("W-1", "done")))
    done = taken(body(said("W-1", "preparing", reporting_on="2026-03-31")), now=LATER)
    assert done.new == 1
    assert shown()["W-1"].state == "done"


def test_a_measure_that_is_no_longer_named_keeps_its_state_and_says_so() -> None:
    taken(body())
    taken(body(said("W-1")), now=LATER)
    assert shown()["W-2"].is_gone
    assert not shown()["W-1"].is_gone


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"<html>", Fault.WEB_PAGE),
        (body(said("W-1", "done"), said("W-1")), Fault.TWICE),
        (body(said("W-1", "done"), said("W-2", reporting_on="2030-01-01")), Fault.FUTURE),
        (body(said("W-1", "done"), {"code": "W-2"}), Fault.SHAPE),
    ],
)
def test_a_bad_report_leaves_the_last_good_state_and_is_told(content: bytes, fault: Fault) -> None:
    taken(body())
    done = taken(content, now=LATER)
    assert (done.outcome, done.fault) == (Outcome.FAILED, fault)
    assert done.reason
    one = shown()["W-1"]
    assert (one.state, one.failed_at, one.failure) == ("running", LATER, done.reason)
    assert one.checked_at == NOW
    assert len(kept()) == 2
    taken(body(), now=LATER + dt.timedelta(hours=1))
    assert shown()["W-1"].failed_at is None


def test_every_attempt_makes_kept_pages_stale() -> None:
    versions = [data_version()]
    for content in (body(), body(), b"nichts"):
        taken(content)
        versions.append(data_version())
    assert versions == sorted(set(versions))


class Killed(BaseException):
    """The process ends here."""


def test_killed_in_the_middle_nothing_is_half_written(monkeypatch: pytest.MonkeyPatch) -> None:
    taken(body())

    def die(*_given: Any, **_more: Any) -> None:
        raise Killed

    monkeypatch.setattr(fetching, "_log", die)
    with pytest.raises(Killed):
        taken(body(said("W-1", "done"), said("W-2", "done")), now=LATER)
    assert len(kept()) == 2
    assert Fetch.objects.get(outcome="running").started_at == LATER


def test_an_attempt_that_never_ended_is_closed_by_the_next(settings: Any) -> None:
    taken(body())
    Fetch.objects.create(source_id=Fetch.objects.get().source_id, started_at=NOW)
    assert shown()["W-1"].failed_at == NOW, "a fetch that began long ago is still at work"
    assert "unterbrochen" in shown()["W-1"].failure
    taken(body(), now=LATER)
    assert list(Fetch.objects.values_list("outcome", "fault")) == [
        ("taken", ""),
        ("failed", "interrupted"),
        ("unchanged", ""),
    ]


def test_an_error_of_our_own_is_on_record_and_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_given: Any, **_more: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(fetching, "read_report", fail)
    with pytest.raises(ZeroDivisionError):
        taken(body())
    assert Fetch.objects.get().fault == Fault.INTERRUPTED


def test_a_rehearsal_writes_nothing() -> None:
    taken(body())
    version = data_version()
    done = foreign_rehearse(actor=OFFICE, source=SOURCE, body=body(said("W-1"), said("W-9")))
    assert (done.outcome, done.new, done.same) == (Outcome.TAKEN, 1, 1)
    bad = foreign_rehearse(actor=OFFICE, source=SOURCE, body=b"<html>")
    assert (bad.outcome, bad.fault) == (Outcome.FAILED, Fault.WEB_PAGE)
    assert (Fetch.objects.count(), len(kept()), data_version()) == (1, 2, version)


def test_what_cannot_be_fetched_is_told() -> None:
    with pytest.raises(SourceNotFound):
        taken(body(), source="gibts-nicht")
    with pytest.raises(SourceRefused, match="keine Adresse"):
        foreign_fetch(actor=OFFICE, source=SOURCE)
    source_stands("aus", is_active=False)
    with pytest.raises(SourceRefused, match="abgeschaltet"):
        taken(body(), source="aus")
    assert not Fetch.objects.exists()


@pytest.mark.parametrize("role", ["lead", "contributor", "committee", "network", "reader"])
def test_only_the_office_fetches(berlin: object, role: str) -> None:
    with pytest.raises(NotPermitted):
        foreign_fetch(actor=person(role), source=SOURCE, body=body())
    assert not Fetch.objects.exists()


def test_a_large_report_costs_no_statement_for_each_measure() -> None:
    def statements(count: int) -> int:
        with CaptureQueriesContext(connection) as found:
            taken(body(*(said(f"X-{n}", said_on="2026-09-01") for n in range(count))))
        return len(found)

    assert statements(10) == statements(100)


class TestByAddress:
    """From a real server on this machine, which the operator has allowed."""

    def fetched(self, settings: Any, served: Any, **more: Any) -> Any:
        settings.LEITSTAND_FOREIGN_HOSTS = frozenset({served.place})
        settings.LEITSTAND_FOREIGN_SECONDS = 1
        return foreign_fetch(actor=OFFICE, source="netz", **more)

    def test_a_second_time_only_what_changed_is_sent(self, settings: Any) -> None:
        def speak(connection: Any, asked: bytes) -> None:
            known = header(asked, "If-None-Match") == '"eins"'
            whole = answer(body(), 'ETag: "eins"')
            connection.sendall(answer(b"", status="304 Not Modified") if known else whole)

        with machine(speak) as served:
            source_stands("netz", url=served.url)
            assert self.fetched(settings, served).outcome == Outcome.TAKEN
            second = self.fetched(settings, served)
            third = self.fetched(settings, served)
        assert (second.outcome, second.same) == (third.outcome, third.same) == ("unchanged", 2)
        first, *others = Fetch.objects.order_by("id")
        for other in others:
            assert (other.codes, other.sha256, other.tag) == (first.codes, first.sha256, '"eins"')

    def test_another_address_is_asked_for_all_of_it(self, settings: Any) -> None:
        with machine(says(answer(body(), 'ETag: "eins"'))) as served:
            source_stands("netz", url=served.url)
            self.fetched(settings, served)
            taken(body(), source="netz")
            self.fetched(settings, served)
            assert [header(asked, "If-None-Match") for asked in served.asked] == ["", ""]

    @pytest.mark.parametrize("do", [foreign_fetch, foreign_rehearse])
    def test_while_another_machine_is_waited_for_nobody_else_waits(
        self, monkeypatch: pytest.MonkeyPatch, do: Any
    ) -> None:
        depths: list[int] = []

        def ask(_url: str, **_more: Any) -> Answered:
            depths.append(len(connection.savepoint_ids))
            return Answered(body())

        monkeypatch.setattr(fetching, "ask", ask)
        source_stands("netz", url="https://klima.example.org/")
        depths.append(len(connection.savepoint_ids))
        assert do(actor=OFFICE, source="netz").is_good
        assert depths[0] == depths[1]

    def test_what_is_not_allowed_is_not_asked(self, settings: Any) -> None:
        with machine(says(answer(body()))) as served:
            source_stands("netz", url=served.url)
            done = foreign_fetch(actor=OFFICE, source="netz")
            assert (done.fault, served.asked) == (Fault.FORBIDDEN, [])
        assert "LEITSTAND_FOREIGN_HOSTS" in done.reason
