# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""An import that breaks off, for whatever reason, leaves the database as it was."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from django.db import IntegrityError, models

from leitstand.core import records
from leitstand.core.records import RecordTable
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import PlanRejected, plan_import
from tests.plan.documents import document, late, measure, mention, open_role, role, undertaking
from tests.plan.state import everything

FIRST = document(measure("hafen.1.I", leads=["werft"]), measure("bad.1.I", leads=["alt"]))
SECOND = document(
    measure("hafen.1.I", leads=["werft"], title={"de": "Neu", "en": "New"}),
    late("hafen.1.II", roles=[role("zoll", mentions=[mention("amt")])]),
    late("hafen.2.I.A", open_roles=[open_role("weitere")]),
    late("hafen.2.I.B", leads=["zoll"]),
    undertakings=[undertaking("kran", "hafen.1.I")],
)


class Crash(Exception):
    """Something that nobody foresaw."""


def break_off_at(moment: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ``moment``-th table that is written fails after its rows, before its history."""
    whole, left = records._Writer._remember, [moment]

    def remember(
        self: records._Writer, table: RecordTable, rows: Sequence[models.Model], sign: str
    ) -> None:
        left[0] -= 1
        if left[0] == 0:
            raise Crash(table.name)
        whole(self, table, rows, sign)

    monkeypatch.setattr(records._Writer, "_remember", remember)


@pytest.mark.django_db
@pytest.mark.parametrize("first", [None, FIRST])
def test_a_crash_at_any_table_leaves_the_database_as_it_was(
    first: PlanDocument | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    if first:
        plan_import(document=first, actor="test")
    before, moment = everything(), 0
    while True:
        moment += 1
        with monkeypatch.context() as patch:
            break_off_at(moment, patch)
            try:
                plan_import(document=SECOND, actor="test")
            except Crash:
                assert everything() == before, f"table {moment}"
            else:
                break
    assert moment > 10
    assert everything() != before


@pytest.mark.django_db
def test_what_only_the_database_refuses_is_a_rejection_too(monkeypatch: pytest.MonkeyPatch) -> None:
    plan_import(document=FIRST, actor="test")
    before = everything()

    def refuse(*_arguments: object) -> None:
        raise IntegrityError("CHECK constraint failed: so_nicht")

    monkeypatch.setattr(records._Writer, "_remember", refuse)
    with pytest.raises(PlanRejected, match=r"klein: Die Datenbank lehnt den Plan ab: .*so_nicht"):
        plan_import(document=SECOND, actor="test")
    assert everything() == before


IMPORT = """
import django, sys, time
django.setup()
from leitstand.core import records
from leitstand.plan.document.loading import load
from leitstand.plan.packages import shipped_plans
from leitstand.plan.services import plan_import
left, whole = [int(sys.argv[1])], records._Writer._remember
def remember(*arguments):
    whole(*arguments)
    left[0] -= 1
    if left[0] == 0:
        print("mitten darin", flush=True)
        time.sleep(60)
records._Writer._remember = remember
plan_import(document=load(shipped_plans()["berlin-2018-2021"]), actor="test")
print("fertig", flush=True)
time.sleep(60)
"""


def test_a_killed_import_leaves_a_readable_file_with_all_or_nothing(tmp_path: Path) -> None:
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"LEITSTAND_HOME": str(tmp_path), "LEITSTAND_ENV": "test"}
    environment |= {"DJANGO_SETTINGS_MODULE": "leitstand.config.settings"}
    migrate = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    subprocess.run(migrate, env=environment, check=True, timeout=60)
    for moment, word, plans in (
        (1, "mitten darin", 0),
        (9, "mitten darin", 0),
        (10**6, "fertig", 1),
    ):
        command = [sys.executable, "-c", IMPORT, str(moment)]
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True
        ) as importing:
            assert importing.stdout is not None
            said = importing.stdout.readline().strip()
            importing.send_signal(signal.SIGKILL)
        assert (said, importing.returncode) == (word, -signal.SIGKILL)
        _holds(tmp_path / "leitstand.sqlite3", plans)


def _holds(path: Path, plans: int) -> None:
    """The file is sound and holds the whole Berlin plan, or nothing of it."""
    database = sqlite3.connect(path)
    try:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        counts = {"plan_plan": plans, "core_auditevent": plans, "plan_measure": 92 * plans}
        counts["plan_historicalmeasure"] = counts["plan_measure"]
        for table, count in counts.items():
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (count,)
    finally:
        database.close()
