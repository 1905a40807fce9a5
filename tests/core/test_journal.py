# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The journal says what the history says, in the order in which it was written."""

import datetime as dt
import importlib
from typing import Any

import pytest
from django.apps import apps
from django.db import connection

from leitstand.core.journal import PlaceLost, changes_after, newest_hold
from leitstand.core.models import ChangeEntry
from leitstand.core.records import RecordTable
from leitstand.plan.document import PlanDocument
from leitstand.plan.mapping import PLAN, PLAN_TABLES
from leitstand.plan.services import plan_import
from tests.plan.documents import document, measure, role, undertaking


def entries() -> list[tuple[Any, ...]]:
    """The journal without the numbers of its lines."""
    return [
        (
            entry.event_id,
            entry.scope,
            entry.thing,
            entry.key,
            entry.kind,
            entry.holds_from,
            sorted(
                (one["record"], one["change"], one["count"], *one["fields"])
                for one in entry.records
            ),
        )
        for entry in ChangeEntry.objects.all()
    ]


def imported(*measures: Any, day: dt.date | None = None, **plan: Any) -> PlanDocument:
    made = document(*measures, **plan)
    plan_import(document=made, actor="test", effective_on=day)
    return made


@pytest.mark.django_db
def test_a_role_is_a_change_of_its_measure() -> None:
    imported(measure("hafen.1.I", leads=["werft"]))
    imported(measure("hafen.1.I", leads=["werft"], contributors=["werft"]))
    assert entries()[-1][1:5] == ("klein", "measure", "hafen.1.I", "changed")
    assert entries()[-1][6] == [("role", "added", 1)]


@pytest.mark.django_db
def test_what_goes_is_told_as_gone() -> None:
    imported(measure("hafen.1.I", leads=["werft"]), measure("hafen.1.II", leads=["werft"]))
    imported(measure("hafen.1.I", leads=["werft"]))
    assert entries()[-1][3:5] == ("hafen.1.II", "removed")
    assert entries()[-1][6] == [("measure", "removed", 1), ("role", "removed", 1)]


@pytest.mark.django_db
def test_an_import_that_changes_nothing_leaves_no_line() -> None:
    imported(measure("hafen.1.I", leads=["werft"]))
    before = entries()
    imported(measure("hafen.1.I", leads=["werft"]))
    assert entries() == before


@pytest.mark.django_db
def test_every_history_row_is_counted_in_the_journal(berlin: PlanDocument) -> None:
    tables: tuple[RecordTable, ...] = (PLAN.table, *PLAN_TABLES)
    models = {table.model for table in tables} | {
        f"core.{name}" for name in ("Institution", "InstitutionName", "Membership")
    }
    rows = sum(apps.get_model(model).history.model.objects.count() for model in models)
    counted = sum(one["count"] for entry in ChangeEntry.objects.all() for one in entry.records)
    assert rows == counted > 1000


@pytest.mark.django_db
def test_what_was_changed_before_there_was_a_journal_is_entered_as_it_would_have_been(
    berlin: PlanDocument,
) -> None:
    parts: dict[str, Any] = {"terms": [{"kind": "phase", "term": "Bau", "en": "Construction"}]}
    later: dict[str, Any] = {"undertakings": [undertaking("kran", "hafen.1.I")], **parts}
    imported(measure("hafen.1.I", roles=[role("werft", phase="Bau")]), **parts)
    imported(measure("hafen.1.I", leads=["zoll"]), day=dt.date(2021, 5, 1), **later)
    imported(measure("hafen.1.I", leads=["zoll"], number="I"), title={"de": "A", "en": "B"})
    expected = entries()
    ChangeEntry.objects.all().delete()
    migration = importlib.import_module("leitstand.plan.migrations.0002_journal_so_far")
    migration.enter(apps, connection.schema_editor)
    assert sorted(entries(), key=str) == sorted(expected, key=str)
    assert [one[0] for one in entries()] == sorted(one[0] for one in expected)


@pytest.mark.django_db
def test_a_place_in_another_journal_is_lost() -> None:
    imported(measure("hafen.1.I", leads=["werft"]))
    [*_before, last] = changes_after(None, limit=100)
    assert changes_after((last.id, last.mark), limit=1) == ()
    for place in ((last.id, last.mark + 1), (last.id + 1, last.mark), (0, 0)):
        with pytest.raises(PlaceLost):
            changes_after(place, limit=1)


@pytest.mark.django_db
def test_two_days_of_the_same_state_have_the_same_newest_change() -> None:
    imported(measure("hafen.1.I", leads=["werft"]))
    imported(measure("hafen.1.I", leads=["zoll"]), day=dt.date(2021, 5, 1))
    days = (dt.date(2019, 1, 1), dt.date(2020, 1, 1), dt.date(2021, 4, 30), dt.date(2021, 5, 1))
    held = [newest_hold("klein", day) for day in days]
    assert held[0] is None
    assert held[1] == held[2] != held[3]
    assert newest_hold("anders", dt.date(2021, 5, 1)) is None
