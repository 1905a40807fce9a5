# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Tracked rows are written in one place, which gives them their history."""

import ast
from collections.abc import Iterator

import pytest
from django.apps import apps

from tests.house.checkout import short, sources, syntax

ALWAYS_WRITES = frozenset(
    {"save", "delete", "create", "get_or_create", "update_or_create", "bulk_create", "bulk_update"}
    | {"_raw_delete", "asave", "adelete", "acreate", "aupdate"}
)
QUERYSET = (".objects", "_manager", ".filter(", ".exclude(", ".all()", "queryset")

# Where rows may be written, and why that needs no history.
ALLOWED = {
    ("leitstand/core/journal.py", "bulk_create"): "the journal: written with the history it lists",
    ("leitstand/core/records.py", "bulk_create"): "the one place that writes rows and history",
    ("leitstand/core/records.py", "_raw_delete"): "the one place that writes rows and history",
    (
        "leitstand/core/search/services.py",
        "delete",
    ): "the search index repeats rows that have history",
    ("leitstand/core/services.py", "bulk_create"): "DataVersion: a counter, it has no past",
    ("leitstand/core/services.py", "create"): "AuditEvent: written once, never changed",
    ("leitstand/core/accounts/services.py", "save"): "an account; its acts are on record",
    ("leitstand/core/accounts/services.py", "create"): "a grant, dated and on record",
    ("leitstand/core/accounts/services.py", "update"): "a grant is revoked, on record",
    ("leitstand/core/accounts/services.py", "delete"): "sessions and held forms, which pass",
    ("leitstand/core/accounts/services.py", "update_or_create"): "a held form, which passes",
    (
        "leitstand/core/accounts/second_factors.py",
        "save",
    ): "which one-time code came last, so that none comes twice",
    (
        "leitstand/core/accounts/second_factors.py",
        "delete",
    ): "a second factor taken away, on record, and sessions",
    ("leitstand/core/accounts/sessions.py", "create"): "a session of a browser, which passes",
    ("leitstand/core/accounts/sessions.py", "save"): "a session of a browser, which passes",
    ("leitstand/core/accounts/sessions.py", "delete"): "a session of a browser, which passes",
    ("leitstand/core/services.py", "update"): "DataVersion: a counter, it has no past",
    ("leitstand/plan/document/workbook/writing.py", "save"): "an Excel workbook, not a row",
    ("leitstand/steering/sheet/writing.py", "save"): "an Excel workbook, not a row",
    ("leitstand/reports/rendering/xlsx.py", "save"): "an Excel workbook, not a row",
}

# A room whose rows have no history of their own, because they are written once (an answer is a new
# number, an act stands in the record). Its services may write; nothing else of it may.
WITHOUT_HISTORY = {
    room: f"leitstand/{room}/services" for room in ("steering", "committee", "foreign", "reports")
}


def writes(tree: ast.Module) -> Iterator[str]:
    """The name of every call that can change rows."""
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
            continue
        name, holder = node.func.attr, ast.unparse(node.func.value)
        if name in ALWAYS_WRITES or (
            name == "update" and any(part in f".{holder}" for part in QUERYSET)
        ):
            yield name


def found() -> set[tuple[str, str]]:
    return {
        (short(path), name)
        for path in sources("leitstand")
        for name in writes(syntax(path))
        if not short(path).startswith(tuple(WITHOUT_HISTORY.values()))
    }


def test_rows_are_written_only_where_history_is_written_too() -> None:
    assert found() - set(ALLOWED) == set()


def test_nothing_is_allowed_that_is_no_longer_there() -> None:
    assert set(ALLOWED) - found() == set()


@pytest.mark.parametrize("room", WITHOUT_HISTORY)
def test_a_room_that_writes_by_itself_has_no_rows_with_history(room: str) -> None:
    models = list(apps.get_app_config(room).get_models())
    assert models
    assert not [one for one in models if hasattr(one, "history")]


def test_every_way_to_write_is_seen_and_a_set_is_no_row() -> None:
    sample = """
measure.save()
Measure.objects.create(key="a")
Measure.objects.filter(key="a").update(number="I")
measures.filter(part="").delete()
covered.update(range(3))
globals.update(a=1)
"""
    assert list(writes(ast.parse(sample))) == ["save", "create", "update", "delete"]
