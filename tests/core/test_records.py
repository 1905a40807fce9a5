# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Records: what is read, how two sets differ; a difference is written whole or not."""

import datetime as dt
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from leitstand.core.history import rows_as_of, start_of_day
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.models import AuditEvent, Institution
from leitstand.core.records import Change, Identities, Key, Records, compare, read, store
from leitstand.core.services import audit_record
from leitstand.plan.mapping import PLAN, PLAN_TABLES

DAY = start_of_day(dt.date(2020, 1, 1))
REFERENCES = tuple(table for table in PLAN_TABLES if table.name.startswith("reference:"))
pytestmark = pytest.mark.django_db


def institution(slug: str, part_of: str | None = None, **values: Any) -> dict[str, Any]:
    record: dict[str, Any] = dict.fromkeys(INSTITUTION_TABLES[0].all_columns, "")
    record |= {"slug": slug, "kind": "body", "name_de": slug, "name_en": slug}
    return record | {"part_of": (part_of,) if part_of else None} | values


def wanted(*institutions: dict[str, Any]) -> Records:
    """A record set of institutions without names or members."""
    return {
        "institution": {(i["slug"],): i for i in institutions},
        "institution_name": {},
        "membership": {},
    }


def name(slug: str, text: str, **values: Any) -> dict[str, Any]:
    record: dict[str, Any] = {"institution": (slug,), "kind": "printed", "text": text}
    record |= {"lines_from": None, "lines_to": None, "valid_from": None, "valid_to": None}
    return record | {"is_assumed": False, "position": 0} | values


def name_key(record: dict[str, Any]) -> Key:
    return record["institution"], record["kind"], record["text"]


def standing(day: dt.date | None = None) -> Records:
    return read(INSTITUTION_TABLES, Identities(), day=day)


def make(after: Records, since: dt.datetime = DAY) -> int:
    """The tables say ``after``; the event behind it."""
    identities = Identities()
    before = read(INSTITUTION_TABLES, identities)
    event = audit_record(actor="test", act="test", subject="test")
    changes = compare(before, after)
    store(INSTITUTION_TABLES, changes, identities, event_id=event, holds_from=since)
    return event


def test_what_was_stored_is_read_back() -> None:
    after = wanted(institution("amt"), institution("referat", "amt", name_en="Unit"))
    make(after)
    assert standing() == after


def test_nothing_differs_between_a_record_set_and_itself() -> None:
    after = wanted(institution("amt"))
    assert compare(after, after) == ()


def test_a_difference_is_an_addition_a_change_or_a_removal() -> None:
    before = wanted(institution("alt"), institution("bleibt"), institution("aendert"))
    after = wanted(institution("bleibt"), institution("aendert", note_de="x"), institution("neu"))
    found = {(c.key[0], c.kind, c.fields) for c in compare(before, after)}
    assert found == {
        ("neu", "added", ()),
        ("aendert", "changed", ("note_de",)),
        ("alt", "removed", ()),
    }


def test_a_change_names_only_the_columns_that_differ() -> None:
    before, after = institution("amt"), institution("amt", kind="network", note_en="y")
    assert Change("institution", ("amt",), "changed", before, after).fields == ("kind", "note_en")


def test_a_table_that_only_one_side_knows_is_all_added_or_all_removed() -> None:
    some: Records = {"institution": {("amt",): institution("amt")}}
    assert [c.kind for c in compare({}, some)] == ["added"]
    assert [c.kind for c in compare(some, {})] == ["removed"]


def test_a_child_may_stand_before_its_parent() -> None:
    after = wanted(
        institution("blatt", "zweig"), institution("zweig", "stamm"), institution("stamm")
    )
    make(after)
    assert standing() == after
    leaf = Institution.objects.select_related("part_of__part_of").get(slug="blatt")
    assert leaf.part_of is not None
    assert leaf.part_of.part_of is not None
    assert leaf.part_of.part_of.slug == "stamm"


def test_rows_are_written_in_waves_not_one_by_one() -> None:
    flat = wanted(*(institution(f"i{n}") for n in range(50)))
    identities = Identities()
    changes = compare(read(INSTITUTION_TABLES, identities), flat)
    event = audit_record(actor="test", act="test", subject="test")
    with CaptureQueriesContext(connection) as statements:
        store(INSTITUTION_TABLES, changes, identities, event_id=event, holds_from=DAY)
    assert len(statements) <= 8


def test_references_that_run_in_a_circle_are_an_error_and_nothing_is_written() -> None:
    after = wanted(institution("a", "b"), institution("b", "a"), institution("c"))
    with pytest.raises(ValueError, match="circle"):
        make(after)
    assert not Institution.objects.exists()
    assert not apps.get_model("core", "HistoricalInstitution").objects.exists()


def test_a_record_that_points_at_itself_is_a_circle() -> None:
    with pytest.raises(ValueError, match="circle"):
        make(wanted(institution("a", "a")))


def test_a_reference_can_move_and_can_be_cut() -> None:
    make(wanted(institution("a"), institution("b"), institution("c", "a")))
    for after in (
        wanted(institution("a"), institution("b"), institution("c", "b")),
        wanted(institution("a"), institution("b"), institution("c")),
    ):
        make(after)
        assert standing() == after


def test_a_key_may_hold_a_reference_to_another_table() -> None:
    after = wanted(institution("amt"))
    first, second = name("amt", "Amt"), name("amt", "Amt", kind="full", position=1)
    after["institution_name"] = {name_key(n): n for n in (first, second)}
    make(after)
    assert standing() == after
    assert set(standing()["institution_name"]) == {
        (("amt",), "printed", "Amt"),
        (("amt",), "full", "Amt"),
    }


def test_a_row_that_changes_keeps_its_number() -> None:
    make(wanted(institution("amt")))
    before = Institution.objects.get().pk
    make(wanted(institution("amt", note_de="neu")))
    assert (Institution.objects.get().pk, Institution.objects.get().note_de) == (before, "neu")


def test_every_change_leaves_one_history_row_with_its_event_and_day() -> None:
    history = apps.get_model("core", "HistoricalInstitution").objects
    later, last = start_of_day(dt.date(2021, 1, 1)), start_of_day(dt.date(2022, 1, 1))
    events = [
        make(wanted(institution("amt"), institution("ruhig"))),
        make(wanted(institution("amt", note_de="neu"), institution("ruhig")), later),
        make(wanted(institution("ruhig")), last),
    ]
    rows = history.filter(slug="amt").order_by("history_id")
    assert list(rows.values_list("history_type", "event_id", "history_date")) == [
        ("+", events[0], DAY),
        ("~", events[1], later),
        ("-", events[2], last),
    ]
    assert [row.note_de for row in rows] == ["", "neu", "neu"]
    assert history.filter(slug="ruhig").count() == 1


def test_tables_that_share_a_model_are_told_apart_by_their_constant() -> None:
    plan_id = a_plan()
    both = {"name_de": "S", "name_en": "S", "lines_from": None, "lines_to": None, "position": 0}
    after: Records = {
        table.name: {
            (table.constant[0][1], "gleich"): both | {"key": "gleich", "kind": table.constant[0][1]}
        }
        for table in REFERENCES
    }
    identities = Identities()
    event = audit_record(actor="test", act="test", subject="test")
    empty = read(REFERENCES, identities, scope_id=plan_id)
    changes = compare(empty, after)
    store(REFERENCES, changes, identities, event_id=event, holds_from=DAY, scope_id=plan_id)
    assert [len(records) for records in empty.values()] == [0, 0]
    assert read(REFERENCES, Identities(), scope_id=plan_id) == after
    assert len(set(identities.ids["reference:strategy"].values())) == 1
    assert identities.ids["reference:strategy"] != identities.ids["reference:programme"]


def a_plan(slug: str = "klein") -> int:
    values: dict[str, Any] = dict.fromkeys(PLAN.table.all_columns, "")
    values |= {"slug": slug, "period_start": dt.date(2020, 1, 1), "period_end": dt.date(2021, 1, 1)}
    identities = Identities()
    change = Change("plan", (slug,), "added", None, values)
    event = audit_record(actor="test", act="test", subject=slug)
    store((PLAN.table,), [change], identities, event_id=event, holds_from=DAY)
    return identities.ids["plan"][(slug,)]


def test_records_of_one_plan_do_not_show_in_another() -> None:
    one, other = a_plan("eins"), a_plan("zwei")
    record = {"name_de": "S", "name_en": "S", "lines_from": None, "lines_to": None, "position": 0}
    record |= {"key": "s", "kind": "strategy"}
    change = Change("reference:strategy", ("strategy", "s"), "added", None, record)
    event = audit_record(actor="test", act="test", subject="test")
    store(REFERENCES, [change], Identities(), event_id=event, holds_from=DAY, scope_id=one)
    assert len(read(REFERENCES, Identities(), scope_id=one)["reference:strategy"]) == 1
    assert len(read(REFERENCES, Identities(), scope_id=other)["reference:strategy"]) == 0


def test_what_the_database_refuses_in_the_middle_leaves_nothing() -> None:
    make(wanted(institution("alt")))
    before = counts()
    bad = wanted(institution("alt", note_de="neu"), institution("neu"))
    overlong = name("neu", "Neu", lines_from=-1)  # tables come in order: the names are the second
    bad["institution_name"] = {name_key(overlong): overlong}
    identities = Identities()
    changes = compare(read(INSTITUTION_TABLES, identities), bad)
    event = audit_record(actor="test", act="test", subject="test")
    with pytest.raises(IntegrityError):
        store(INSTITUTION_TABLES, changes, identities, event_id=event, holds_from=DAY)
    assert counts() == before
    assert Institution.objects.get().note_de == ""


def counts() -> list[int]:
    names = ["Institution", "InstitutionName", "Membership"]
    models = [
        apps.get_model("core", prefix + name) for prefix in ("", "Historical") for name in names
    ]
    return [model._default_manager.count() for model in models]


@pytest.mark.parametrize("day", [None, dt.date(2020, 6, 1)])
def test_reading_costs_one_statement_a_table(day: dt.date | None) -> None:
    make(wanted(*(institution(f"i{n}") for n in range(20))))
    with CaptureQueriesContext(connection) as statements:
        records = standing(day)
    assert len(records["institution"]) == 20
    assert len(statements) == len(INSTITUTION_TABLES)


def test_storing_nothing_writes_nothing() -> None:
    event = audit_record(actor="test", act="test", subject="test")
    store(INSTITUTION_TABLES, [], Identities(), event_id=event, holds_from=DAY)
    assert counts() == [0] * 6


def test_an_act_is_on_record_with_all_that_was_said_of_it() -> None:
    number = audit_record(
        actor="cli:x", act="plan.import", subject="p", reason="weil", details={"n": 1}
    )
    event = AuditEvent.objects.get(pk=number)
    assert (event.actor, event.act, event.subject) == ("cli:x", "plan.import", "p")
    assert (event.reason, event.details) == ("weil", {"n": 1})
    assert rows_as_of(AuditEvent, None).count() == 1
