# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Taking a backup of the database and putting it back, in the engine that the tests run on."""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from leitstand.core.backup import restoring
from leitstand.core.backup.archive import Archive, BackupUnusable
from leitstand.core.backup.numbering import last_ids
from leitstand.core.backup.restoring import Restored, RestoreRefused, backup_restore
from leitstand.core.backup.shapes import table_shapes
from leitstand.core.backup.taking import backup_take
from leitstand.core.search.selectors import search
from leitstand.core.selectors import data_version
from leitstand.core.services import audit_record
from leitstand.plan.services import plan_import
from tests.core.test_backup_archive import edited, repacked, silent
from tests.plan.documents import both, document, late, measure
from tests.plan.state import State, everything

pytestmark = pytest.mark.django_db(transaction=True)
FIRST = document(measure("hafen.1.I", leads=["werft"], contributors=["zoll"]), late("hafen.1.II"))
# Everything else is somebody's work, or needed to sign in again.
TRANSIENT = {
    "account_emailconfirmation",
    "core_cache",
    "core_dataversion",
    "core_heldform",
    "core_searchdocument",
    "core_searchword",
    "core_signin",
    "socialaccount_socialtoken",
}
SECOND = document(measure("hafen.1.I", leads=["zoll"]))


@pytest.fixture
def plan() -> None:
    """A plan with a past: changed once, with rows that came and went."""
    plan_import(document=FIRST, actor="test")
    plan_import(document=SECOND, actor="test")


def take(path: Path) -> Path:
    return backup_take(path=path, told=silent).path


def restore(path: Path, *, is_forced: bool = True) -> Restored:
    with Archive(path) as archive:
        return backup_restore(archive=archive, actor="test", is_forced=is_forced, told=silent)


def kept(state: State) -> State:
    """The rows that a restore brings back: without the act that it adds and what it derives anew.

    Of the search's documents the numbers are new; the words may be fewer, never others.
    """
    acts = [row for row in state["core.AuditEvent"] if row["act"] != "backup.restore"]
    documents = [row | {"id": 0} for row in state["core.SearchDocument"]]
    documents.sort(key=lambda row: (row["plan"], row["language"], row["kind"], row["key"]))
    found = state | {"core.AuditEvent": acts, "core.SearchDocument": documents}
    return {key: found[key] for key in found.keys() - {"core.DataVersion", "core.SearchWord"}}


def words(state: State) -> set[str]:
    """The words that the search knows."""
    return {row["word"] for row in state["core.SearchWord"]}


def test_what_was_saved_comes_back_row_by_row(plan: None, tmp_path: Path) -> None:
    path, before = take(tmp_path / "a.zip"), everything()
    audit_record(actor="test", act="later", subject="x")
    plan_import(document=FIRST, actor="test")
    assert everything() != before
    restore(path)
    assert kept(everything()) == kept(before)
    assert words(everything()) <= words(before)


def test_what_came_back_is_found_and_what_is_gone_is_not(plan: None, tmp_path: Path) -> None:
    path = take(tmp_path / "a.zip")
    dredger = late("hafen.1.II", title=both("Schwimmbagger"))
    plan_import(document=document(measure("hafen.1.I", leads=["zoll"]), dredger), actor="test")
    assert hits("Schwimmbagger") == 1
    restore(path)
    assert hits("Schwimmbagger") == 0
    assert hits("Zoll") > 0


def hits(query: str) -> int:
    return len(search(query, language="de").hits)


def test_every_table_of_the_installation_is_in_the_backup(plan: None, tmp_path: Path) -> None:
    with Archive(take(tmp_path / "a.zip")) as archive:
        carried = {entry.table: entry.rows for entry in archive.manifest.tables}
    tables = {m._meta.db_table for m in apps.get_models(include_auto_created=True)}
    assert tables - set(carried) == TRANSIENT
    assert carried["plan_historicalrole"] > carried["plan_role"] > 0


def test_a_new_row_never_gets_the_number_of_one_that_is_gone(plan: None, tmp_path: Path) -> None:
    gone = last_ids(table_shapes(apps))["plan_measure"]
    path = take(tmp_path / "a.zip")
    call_command("flush", interactive=False, verbosity=0, reset_sequences=True)
    restore(path)
    plan_import(document=FIRST, actor="test")
    newest = apps.get_model("plan.Measure").objects.latest("id")
    assert newest.key == "hafen.1.II"
    assert newest.id > gone


def test_after_a_restore_the_data_have_a_version_that_nobody_has_seen(
    plan: None, tmp_path: Path
) -> None:
    path = take(tmp_path / "a.zip")
    for _number in range(3):
        audit_record(actor="test", act="later", subject="x")
    seen = data_version()
    restore(path)
    assert data_version() > seen


def test_a_version_that_was_seen_where_the_backup_comes_from_does_not_come_back(
    plan: None, tmp_path: Path
) -> None:
    seen = data_version()
    path = take(tmp_path / "a.zip")
    call_command("flush", interactive=False, verbosity=0)
    restore(path)
    assert data_version() > seen


def test_the_restore_is_on_record(plan: None, tmp_path: Path) -> None:
    restore(take(tmp_path / "a.zip"))
    newest = apps.get_model("core.AuditEvent").objects.latest("id")
    assert (newest.actor, newest.act, newest.subject) == ("test", "backup.restore", "a.zip")


def test_a_database_with_content_is_left_alone(plan: None, tmp_path: Path) -> None:
    path, before = take(tmp_path / "a.zip"), everything()
    with pytest.raises(RestoreRefused, match="nicht leer"):
        restore(path, is_forced=False)
    assert everything() == before


def test_an_empty_database_needs_no_force(plan: None, tmp_path: Path) -> None:
    path, before = take(tmp_path / "a.zip"), everything()
    call_command("flush", interactive=False, verbosity=0)
    restore(path, is_forced=False)
    assert kept(everything()) == kept(before)


def test_one_account_makes_a_database_not_empty(tmp_path: Path) -> None:
    path = take(tmp_path / "a.zip")
    apps.get_model("core.Account").objects.create(username="anna")
    with pytest.raises(RestoreRefused, match="core_account"):
        restore(path, is_forced=False)


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError("disk")])
def test_what_is_interrupted_halfway_leaves_everything_as_it_was(
    plan: None, tmp_path: Path, error: BaseException
) -> None:
    path = take(tmp_path / "a.zip")
    plan_import(document=FIRST, actor="test")
    before = everything()

    def interrupt(table: str, _rows: int) -> None:
        if table == "plan_measure":
            raise error

    with Archive(path) as archive, pytest.raises(type(error)):
        backup_restore(archive=archive, actor="test", is_forced=True, told=interrupt)
    assert everything() == before


def test_rows_that_do_not_fit_together_are_refused_as_a_whole(plan: None, tmp_path: Path) -> None:
    path, before = take(tmp_path / "a.zip"), everything()

    def orphan(parts: dict[str, bytes]) -> None:
        entry = "tables/plan_plan.jsonl"
        parts[entry] = parts[entry].partition(b"\n")[0] + b"\n"
        tree = json.loads(parts["manifest.json"])
        for table in tree["tables"]:
            if table["table"] == "plan_plan":
                table |= {"rows": 0, "sha256": hashlib.sha256(parts[entry]).hexdigest()}
        parts["manifest.json"] = json.dumps(tree).encode()

    with pytest.raises(RestoreRefused, match="lehnt"):
        restore(repacked(path, orphan))
    assert everything() == before


def test_a_file_that_changes_after_its_check_is_refused(plan: None, tmp_path: Path) -> None:
    path, before = take(tmp_path / "a.zip"), everything()
    measures = "tables/plan_measure.jsonl"
    repacked(
        path, lambda parts: parts.update({measures: parts[measures].replace(b"hafen", b"hefan")})
    )
    with pytest.raises(BackupUnusable, match="beschädigt"):
        restore(path)
    assert everything() == before


def test_a_backup_of_a_newer_version_is_refused(plan: None, tmp_path: Path) -> None:
    path, before = take(tmp_path / "a.zip"), everything()
    with zipfile.ZipFile(path) as bundle:
        steps = json.loads(bundle.read("manifest.json"))["migrations"]
    repacked(path, edited(migrations=[*steps, ["plan", "9999_morgen"]], leitstand="9.0"))
    with pytest.raises(RestoreRefused, match=r"Leitstand 9\.0") as refused:
        restore(path)
    assert "plan.9999_morgen" in str(refused.value)
    assert everything() == before


def test_a_backup_without_tables_wipes_nothing(plan: None, tmp_path: Path) -> None:
    path, before = take(tmp_path / "a.zip"), everything()
    with pytest.raises(RestoreRefused, match="keine Tabellen"):
        restore(repacked(path, edited(migrations=[])))
    assert everything() == before


def test_what_is_derived_is_rebuilt_with_the_rows_in_one_transaction(
    plan: None, tmp_path: Path, settings: Settings
) -> None:
    settings.LEITSTAND_AFTER_RESTORE = (f"{__name__}.rebuild",)
    REBUILT.clear()
    restore(take(tmp_path / "a.zip"))
    assert REBUILT == [True]


def test_what_cannot_be_rebuilt_changes_nothing(
    plan: None, tmp_path: Path, settings: Settings
) -> None:
    path = take(tmp_path / "a.zip")
    plan_import(document=FIRST, actor="test")
    before = everything()
    settings.LEITSTAND_AFTER_RESTORE = (f"{__name__}.fail",)
    with pytest.raises(LookupError):
        restore(path)
    assert everything() == before


REBUILT: list[Any] = []


def fail() -> None:
    """Be a rebuilding that does not work."""
    raise LookupError


def rebuild() -> None:
    """Remember that the rows were already there, and the transaction still open."""
    has_rows = apps.get_model("plan.Measure").objects.exists()
    REBUILT.append(has_rows and connection.in_atomic_block)


GUARDS = {
    "sqlite": (
        "CREATE TRIGGER guard BEFORE DELETE ON core_membership"
        " BEGIN SELECT RAISE(ABORT, 'append-only'); END",
        "DROP TRIGGER guard",
    ),
    "postgresql": (
        "CREATE FUNCTION guard() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION 'append-only'; END $$;"
        " CREATE TRIGGER guard BEFORE TRUNCATE ON core_membership"
        " FOR EACH STATEMENT EXECUTE FUNCTION guard()",
        "DROP FUNCTION guard() CASCADE",
    ),
}


@pytest.fixture
def guarded() -> Iterator[None]:
    """A table that the database refuses to empty; the real one is the record of acts."""
    make, drop = GUARDS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(make)
    yield
    with connection.cursor() as cursor:
        cursor.execute(drop)


def members() -> Any:
    return apps.get_model("core.Membership").objects


def test_rows_that_cannot_be_deleted_are_replaced_by_a_restore_only(
    guarded: None, tmp_path: Path
) -> None:
    first, second = (
        apps.get_model("core.Institution").objects.create(slug=slug, kind="group")
        for slug in ("a", "b")
    )
    members().create(group=first, member=second, position=0)
    path = take(tmp_path / "a.zip")
    members().create(group=second, member=first, position=0)
    restore(path)
    assert members().count() == 1
    flush = connection.ops.sql_flush(no_style(), ["core_membership"], allow_cascade=True)
    with pytest.raises(DatabaseError, match="append-only"):
        connection.ops.execute_sql_flush(flush)


def test_transient_rows_are_left_out_and_do_not_survive(plan: None, tmp_path: Path) -> None:
    until = "2090-01-01T00:00:00Z"
    signed_in = apps.get_model("core.SignIn").objects
    signed_in.create(key="k", content="d", expires_at=until)
    attempts = apps.get_model("core.CacheEntry").objects
    attempts.create(cache_key="k", value="v", expires=until)
    path = take(tmp_path / "a.zip")
    assert not {Path(name).stem for name in zipfile.ZipFile(path).namelist()} & TRANSIENT
    restore(path)
    assert not signed_in.exists()
    assert not attempts.exists()


def test_who_may_do_what_and_how_to_sign_in_comes_back(plan: None, tmp_path: Path) -> None:
    account = apps.get_model("core.Account").objects.create(username="anna", password="!")
    grant = {"account": account, "role": "office", "valid_from": "2020-01-01"}
    apps.get_model("core.RoleGrant").objects.create(**grant)
    apps.get_model("mfa.Authenticator").objects.create(user=account, type="totp", data={"a": 1})
    link = {"user": account, "provider": "sso", "uid": "4711"}
    apps.get_model("socialaccount.SocialAccount").objects.create(**link)
    path = take(tmp_path / "a.zip")
    call_command("flush", interactive=False, verbosity=0)
    restore(path)
    back = apps.get_model("core.Account").objects.get()
    assert (back.username, back.pk) == ("anna", account.pk)
    for label in ("core.RoleGrant", "mfa.Authenticator", "socialaccount.SocialAccount"):
        assert apps.get_model(label).objects.count() == 1


def test_the_backup_reads_every_table_once_and_writes_none(plan: None, tmp_path: Path) -> None:
    with CaptureQueriesContext(connection) as captured:
        take(tmp_path / "a.zip")
    statements = [query["sql"] for query in captured.captured_queries]
    tables = len(table_shapes(apps))
    assert tables <= len(statements) <= tables + 12
    assert not [sql for sql in statements if sql.startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_backup_sees_one_instant(plan: None, tmp_path: Path) -> None:
    """What another connection writes while the tables are read is not in the backup."""
    wrapper: Any = connection
    if connection.vendor == "sqlite" and wrapper.is_in_memory_db():
        pytest.skip("one connection only: tests/cli/test_backup_drill.py does this with files")

    def write_elsewhere(table: str, _rows: int) -> None:
        if table == "auth_group":
            thread = Thread(target=_import_and_close)
            thread.start()
            thread.join()

    taken = backup_take(path=tmp_path / "a.zip", told=write_elsewhere)
    rows = {entry.table: entry.rows for entry in taken.manifest.tables}
    assert rows["plan_measure"] == 1
    assert apps.get_model("plan.Measure").objects.count() == 2


def _import_and_close() -> None:
    plan_import(document=FIRST, actor="test")
    connection.close()


@pytest.mark.parametrize("error", [IntegrityError, DatabaseError])
def test_a_database_that_refuses_is_named_with_the_table(
    plan: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[DatabaseError]
) -> None:
    path = take(tmp_path / "a.zip")

    def refuse(*_arguments: Any) -> None:
        raise error("zu lang")

    monkeypatch.setattr(restoring, "_fill", refuse)
    with pytest.raises(RestoreRefused, match=f"{table_shapes(apps)[0].name} ab: zu lang"):
        restore(path)
