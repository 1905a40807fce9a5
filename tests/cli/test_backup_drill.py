# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The drill: an installation is saved, destroyed and brought back, on and across both engines."""

import signal
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from leitstand.core.backup.archive import Archive
from tests.cli.places import Place, new_place

ENGINES = ("sqlite", "postgresql")
SLUG = "berlin-2018-2021"

# A plan with a past, an account, a link between tables, and numbers whose rows are gone.
FILL = """
import datetime as dt, django
django.setup()
from django.apps import apps
from django.core.management import call_command
call_command("migrate", verbosity=0)
from leitstand.plan.document.loading import load
from leitstand.plan.document.model import PlanDocument
from leitstand.plan.packages import shipped_plans
from leitstand.plan.services import plan_import
whole = load(shipped_plans()["berlin-2018-2021"])
plan_import(document=whole, actor="cli:probe", reason="Übernahme")
tree = whole.model_dump(mode="json")
gone = tree["measures"].pop()
for shared in tree["plan"]["undertakings"]:
    shared["measures"] = [one for one in shared["measures"] if one["measure"] != gone["id"]]
tree["measures"][0]["summary"]["de"] = "Straße – „neu“ \\U0001f3ed"
less = PlanDocument.model_validate(tree)
plan_import(document=less, actor="cli:probe", effective_on=dt.date(2020, 3, 29))
accounts = apps.get_model("core.Account").objects
account = accounts.create(username="anna", password="!", first_name="Änne")
account.user_permissions.add(apps.get_model("auth.Permission").objects.first())
"""
ADD_MEASURE = """
import django
django.setup()
from leitstand.plan.document.loading import load
from leitstand.plan.document.model import PlanDocument
from leitstand.plan.packages import shipped_plans
from leitstand.plan.services import plan_import
tree = load(shipped_plans()["berlin-2018-2021"]).model_dump(mode="json")
goal = tree["goals"][0]["id"]
joined = {"decided_on": "2020-05-04", "decided_by": "skip", "goal": goal}
tree["measures"][-1] |= {"source": None, "joined": joined}
plan_import(document=PlanDocument.model_validate(tree), actor="cli:probe")
from django.apps import apps
print(apps.get_model("plan.Measure").objects.order_by("-id").values_list("id", flat=True)[0])
"""
# The command, standing still with its work half done until it gets a line or a signal.
HALFWAY = """
import signal, sys, django
# Whoever started the tests in the background has had interrupts ignored from there on.
signal.signal(signal.SIGINT, signal.default_int_handler)
django.setup()
sys.argv[1:] = {arguments!r}
from leitstand.core.backup import {module} as module
def halting(*given, real=module.{function}):
    result = real(*given)
    if "plan_historicalrole" in str((given, result)):
        print("halfway", flush=True)
        sys.stdin.readline()
    return result
module.{function} = halting
from leitstand.cli import main
main()
"""


@dataclass(frozen=True)
class Saved:
    """An installation with its backup and the rows it had."""

    place: Place
    path: Path
    rows: dict[str, list[dict[str, Any]]]

    @property
    def highest_measure(self) -> int:
        """The highest number that a measure ever had."""
        return max(int(row["fields"]["id"]) for row in self.rows["plan.HistoricalMeasure"])


@pytest.fixture(scope="module")
def saved(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Saved]:
    """An installation on the engine asked for, and its backup."""
    folder = tmp_path_factory.mktemp("drill")
    place = new_place(folder, request.param)
    place.script(FILL)
    rows = place.rows()
    done = place.leitstand("backup", folder / "saved.zip")
    assert done.returncode == 0, done.stderr
    yield Saved(place, folder / "saved.zip", rows)
    place.destroy()


on_both = pytest.mark.parametrize("saved", ENGINES, indirect=True, scope="module")
on_sqlite = pytest.mark.parametrize("saved", ["sqlite"], indirect=True, scope="module")


def restored_rows(place: Place) -> dict[str, list[dict[str, Any]]]:
    """All rows but the act that the restore itself adds, and what it derives anew."""
    rows = place.rows()
    *before, act = rows["core.AuditEvent"]
    assert act["fields"]["act"] == "backup.restore"
    return kept(rows | {"core.AuditEvent": before})


def kept(rows: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """The rows that a backup carries, and the documents of the search without their numbers."""
    documents = [row | {"pk": 0} for row in rows["core.SearchDocument"]]
    documents.sort(key=lambda row: [row["fields"][name] for name in ("plan", "language", "key")])
    found = rows | {"core.SearchDocument": documents}
    return {key: found[key] for key in found.keys() - {"core.DataVersion", "core.SearchWord"}}


@on_both
@pytest.mark.parametrize("target", ENGINES)
def test_a_destroyed_installation_comes_back_row_by_row(
    saved: Saved, target: str, tmp_path: Path
) -> None:
    assert len(saved.rows["plan.HistoricalRole"]) > len(saved.rows["plan.Role"]) > 100
    place = new_place(tmp_path, target)
    if target == ("postgresql" if saved.place.server else "sqlite"):
        # Not a second installation, but the same one after the loss of all it had.
        place.destroy()
        place.copy(saved.place)
        place.destroy()
        place.create()
    done = place.leitstand("restore", saved.path)
    assert done.returncode == 0, done.stderr
    assert "Eingespielt" in done.stdout
    assert restored_rows(place) == kept(saved.rows)
    assert int(place.script(ADD_MEASURE)) > saved.highest_measure
    place.destroy()


def halfway(place: Place, module: str, function: str, *arguments: str | Path) -> Any:
    """The command as a process that stands still with its work half done."""
    names = [str(argument) for argument in arguments]
    process = place.process("-c", HALFWAY.format(arguments=names, module=module, function=function))
    assert process.stdout
    assert process.stdout.readline() == "halfway\n", process.communicate()[1]
    return process


@on_both
def test_a_restore_that_is_killed_halfway_leaves_the_old_state(
    saved: Saved, tmp_path: Path
) -> None:
    place = new_place(tmp_path, "postgresql" if saved.place.server else "sqlite", like=saved.place)
    place.script(ADD_MEASURE)
    before = place.rows()
    process = halfway(place, "restoring", "_fill", "restore", saved.path, "--force")
    process.kill()
    process.communicate()
    assert place.rows() == before != saved.rows
    again = place.leitstand("restore", saved.path, "--force")
    assert again.returncode == 0, again.stderr
    assert restored_rows(place) == kept(saved.rows)
    place.destroy()


@on_sqlite
@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_restore_that_is_stopped_says_how_to_go_on(
    saved: Saved, tmp_path: Path, how: signal.Signals
) -> None:
    place = new_place(tmp_path, "sqlite", like=saved.place)
    process = halfway(place, "restoring", "_fill", "restore", saved.path, "--force")
    process.send_signal(how)
    _out, err = process.communicate()
    assert process.returncode == 130
    assert "steht da wie zuvor" in err
    assert f"leitstand restore {saved.path}" in err
    assert "Traceback" not in err
    assert place.rows() == saved.rows


@on_sqlite
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_backup_that_is_stopped_halfway_leaves_the_old_file(
    saved: Saved, tmp_path: Path, how: signal.Signals
) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(b"old")
    process = halfway(saved.place, "taking", "_table", "backup", path, "--force")
    process.send_signal(how)
    process.communicate()
    assert path.read_bytes() == b"old"
    assert saved.place.leitstand("backup", path, "--force").returncode == 0
    assert [one.name for one in tmp_path.iterdir()] == ["a.zip"]


@on_both
def test_a_backup_sees_one_instant_and_lets_others_write(saved: Saved, tmp_path: Path) -> None:
    place = new_place(tmp_path, "postgresql" if saved.place.server else "sqlite", like=saved.place)
    path = tmp_path / "a.zip"
    process = halfway(place, "taking", "_table", "backup", path)
    place.script(ADD_MEASURE)
    _out, err = process.communicate("go on\n")
    assert process.returncode == 0, err
    with Archive(path) as archive:
        rows = {entry.table: entry.rows for entry in archive.manifest.tables}
    assert rows["plan_measure"] == len(saved.rows["plan.Measure"])
    assert len(place.rows()["plan.Measure"]) == rows["plan_measure"] + 1
    place.destroy()


@on_sqlite
def test_a_broken_database_file_is_told_in_words(saved: Saved, tmp_path: Path) -> None:
    place = new_place(tmp_path, "sqlite")
    (place.home / "leitstand.sqlite3").write_bytes(b"rust" * 5000)
    done = place.leitstand("restore", saved.path)
    assert done.returncode == 1
    assert "Datenbank" in done.stderr
    assert "Traceback" not in done.stderr


OLD, NEW = "tests.cli.versions.settings_before", "tests.cli.versions.settings_after"
FILL_OLD = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from django.apps import apps
thing = apps.get_model("grown.Thing")
for name, word in (("Rad", "rot"), ("Boot", "blau"), ("Ball", "rot")):
    thing.objects.create(name=name, colour_word=word)
thing.objects.filter(name="Ball").delete()
"""
READ_NEW = """
import django
django.setup()
from django.apps import apps
thing = apps.get_model("grown.Thing")
rows = sorted(thing.objects.values_list("id", "name", "colour__word"))
print(rows, thing.objects.create(name="Zug").id)
"""


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Place, Path]]:
    """An installation of the older version and its backup."""
    folder = tmp_path_factory.mktemp("old")
    place = new_place(folder, "sqlite", settings=OLD)
    place.script(FILL_OLD)
    assert place.leitstand("backup", folder / "old.zip").returncode == 0
    yield place, folder / "old.zip"
    place.destroy()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_backup_of_an_older_version_is_lifted_to_this_one(
    old: tuple[Place, Path], tmp_path: Path, engine: str
) -> None:
    new = new_place(tmp_path, engine, settings=NEW)
    done = new.leitstand("restore", old[1])
    assert done.returncode == 0, done.stderr
    assert "älteren Fassung" in done.stdout
    assert new.script(READ_NEW) == "[(1, 'Rad', 'rot'), (2, 'Boot', 'blau')] 4\n"
    new.destroy()


def said(archive: Archive) -> list[tuple[str, set[str], int, int | None]]:
    """What the manifest says of the tables, whatever the order of the columns."""
    tables = archive.manifest.tables
    return [(one.table, set(one.columns), one.rows, one.last_id) for one in tables]


def test_a_database_that_is_behind_is_saved_as_it_is_and_not_restored_into(
    old: tuple[Place, Path], tmp_path: Path
) -> None:
    upgraded = Place(old[0].home, settings=NEW)
    assert upgraded.leitstand("backup", tmp_path / "a.zip").returncode == 0
    with Archive(tmp_path / "a.zip") as archive, Archive(old[1]) as original:
        assert said(archive) == said(original)
    done = upgraded.leitstand("restore", tmp_path / "a.zip", "--force")
    assert done.returncode == 1
    assert "leitstand migrate" in done.stderr
