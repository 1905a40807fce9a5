# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Putting a backup back: all of it in one transaction, or nothing."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.apps import apps
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import DatabaseError, connection, transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from leitstand.core.backup.archive import Archive, BackupUnusable, Manifest, TableEntry, Told
from leitstand.core.backup.numbering import continue_after, last_ids
from leitstand.core.backup.schema import applied_steps, known_steps
from leitstand.core.backup.shapes import TableShape, stored, table_shapes
from leitstand.core.selectors import data_version
from leitstand.core.services import audit_record, data_version_raise

ROWS_AT_ONCE = 1000
_GUARDED_POSTGRESQL = """
SELECT DISTINCT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
WHERE NOT tgisinternal AND pg_table_is_visible(tgrelid) AND relname = ANY(%s)
"""
_GUARDS_SQLITE = """
SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE%'
"""
# Django fills these tables by itself, so rows in them are nobody's work.
_FURNITURE = frozenset({"contenttypes.contenttype", "auth.permission", "sites.site"})


class RestoreRefused(Exception):
    """The backup is whole but cannot be put into this database; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back. ``was_lifted``: the backup came from an older version."""

    manifest: Manifest
    was_lifted: bool


def backup_restore(
    *, archive: Archive, actor: str, is_forced: bool = False, told: Told
) -> Restored:
    """The database holds what ``archive`` holds, and one act more that says so.

    What a backup leaves out is derived anew, and the data version is above that of both, so that
    nothing cached is taken for true. The database must have this version's tables. One that is
    not empty is replaced only if ``is_forced``. An older version's backup goes through a scratch
    database first. Raises :class:`RestoreRefused` or :class:`BackupUnusable`; after any error
    nothing has changed.
    """
    manifest = archive.manifest
    must_be_lifted = is_older(manifest)
    filled = next(filled_tables(), None)
    if filled and not is_forced:
        raise RestoreRefused(
            _("Die Datenbank ist nicht leer (%s). Mit --force wird ihr Inhalt ersetzt.") % filled
        )
    with ExitStack() as stack:
        fitting = stack.enter_context(lifted(archive)) if must_be_lifted else archive
        with transaction.atomic():
            # Also makes every other writer wait until this is done.
            data_version_raise()
            version = data_version()
            _replace_everything(fitting, told)
            data_version_raise(above=max(version, manifest.data_version))
            for rebuild in settings.LEITSTAND_AFTER_RESTORE:
                import_string(rebuild)()
            audit_record(
                actor=actor,
                act="backup.restore",
                subject=archive.path.name[:200],
                details={"taken_at": manifest.taken_at, "rows": manifest.rows},
            )
    ContentType.objects.clear_cache()
    return Restored(manifest, was_lifted=must_be_lifted)


def filled_tables() -> Iterator[str]:
    """The tables in which somebody's work stands."""
    for shape in table_shapes(apps):
        is_furniture = shape.model._meta.label_lower in _FURNITURE
        if not is_furniture and shape.model._base_manager.exists():
            yield shape.name


def is_older(manifest: Manifest) -> bool:
    """Whether the backup was taken before migrations that this version has."""
    steps, known = frozenset(manifest.migrations), known_steps()
    if not steps:
        raise RestoreRefused(_("Die Sicherung hat keine Tabellen."))
    if unknown := sorted(steps - known):
        raise RestoreRefused(
            _(
                "Die Sicherung stammt von Leitstand %(version)s und hat Tabellen, die diese Fassung"
                " nicht kennt (%(step)s). Bitte erst eine neuere Fassung einspielen."
            )
            % {"version": manifest.leitstand, "step": ".".join(unknown[0])}
        )
    if applied_steps() != known:
        raise RestoreRefused(
            _("Die Datenbank ist älter als diese Fassung. Bitte: leitstand migrate")
        )
    return steps != known


@contextmanager
def lifted(archive: Archive) -> Iterator[Archive]:
    """The same content as a backup of this version.

    The old tables are made in a scratch database, filled, and migrated. In a process of its own:
    a migration that forgets which database it works on must not meet the real one.
    """
    with tempfile.TemporaryDirectory(prefix="leitstand-") as folder:
        target = Path(folder) / "lifted.zip"
        scratch = f"sqlite:///{Path(folder) / 'scratch.sqlite3'}"
        done = subprocess.run(  # noqa: S603  (our own program, told where to read and write)
            [sys.executable, "-m", "leitstand.core.backup", str(archive.path), str(target)],
            env={**os.environ, "DATABASE_URL": scratch},
            check=False,
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise RestoreRefused(
                _("Die ältere Sicherung lässt sich nicht auf diese Fassung heben: %s")
                % (done.stderr.strip().rpartition("\n")[2] or done.returncode)
            )
        with Archive(target) as result:
            yield result


def _replace_everything(archive: Archive, told: Told) -> None:
    shapes = table_shapes(apps)
    before = last_ids(shapes)
    tables = [model._meta.db_table for model in stored(apps)]
    with unguarded(tables):
        connection.ops.execute_sql_flush(connection.ops.sql_flush(no_style(), tables))
    load(archive, apps, told)
    # Never below what this database gave away itself: caches and cursors know those numbers.
    carried = {entry.table: entry.last_id or 0 for entry in archive.manifest.tables}
    continue_after(
        shapes, {name: max(number, carried.get(name, 0)) for name, number in before.items()}
    )


@contextmanager
def unguarded(tables: list[str]) -> Iterator[None]:
    """Rows that the database itself refuses to lose can go, inside this transaction only.

    The record of acts is append-only by trigger; a restore puts another record in its place.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_GUARDED_POSTGRESQL, [tables])
            names = [connection.ops.quote_name(name) for (name,) in cursor.fetchall()]
            leave = [f"ALTER TABLE {name} DISABLE TRIGGER USER" for name in names]
            come_back = [f"ALTER TABLE {name} ENABLE TRIGGER USER" for name in names]
        else:
            cursor.execute(_GUARDS_SQLITE)
            guards = [row for row in cursor.fetchall() if row[1] in tables]
            leave = [f"DROP TRIGGER {connection.ops.quote_name(row[0])}" for row in guards]
            come_back = [row[2] for row in guards]
        for statement in leave:
            cursor.execute(statement)
        yield
        for statement in come_back:
            cursor.execute(statement)


def load(archive: Archive, registry: Apps, told: Told) -> None:
    """The empty tables of ``registry`` hold the rows of ``archive``; all links lead somewhere."""
    shapes = {shape.name: shape for shape in table_shapes(registry)}
    entries = {entry.table: entry for entry in archive.manifest.tables}
    if odd := sorted(set(shapes) ^ set(entries)):
        raise BackupUnusable(_("In der Sicherung fehlt oder überzählt: %s") % ", ".join(odd))
    for name, entry in entries.items():
        try:
            _fill(archive, entry, shapes[name])
        except DatabaseError as error:
            raise _rejected(name, error) from error
        told(name, entry.rows)
    try:
        connection.check_constraints()
    except DatabaseError as error:
        raise _rejected(_("die Verweise"), error) from error


def _rejected(name: str, error: DatabaseError) -> RestoreRefused:
    return RestoreRefused(
        _("Die Datenbank lehnt %(table)s ab: %(why)s") % {"table": name, "why": error}
    )


def _fill(archive: Archive, entry: TableEntry, shape: TableShape) -> None:
    if set(entry.columns) != set(shape.columns):
        raise BackupUnusable(_("Die Spalten von %s stimmen nicht.") % shape.name)
    # By name: a model of a past version may have its fields in another order.
    order = [entry.columns.index(column) for column in shape.columns]
    rows = ([values[place] for place in order] for values in archive.rows(entry))
    while batch := [shape.decoded(values) for values in islice(rows, ROWS_AT_ONCE)]:
        # raw: the rows as they were, without the instants that a save would set.
        rows_of: Any = shape.model._base_manager
        rows_of._insert(batch, fields=shape.fields, raw=True)
