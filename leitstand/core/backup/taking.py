# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Taking a backup while the server goes on working."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from leitstand.core.backup.archive import (
    BackupUnusable,
    Manifest,
    TableEntry,
    Told,
    Writer,
    key_mark,
    new_archive,
)
from leitstand.core.backup.numbering import last_ids
from leitstand.core.backup.schema import Steps, applied_steps, models_at
from leitstand.core.backup.shapes import TableShape, table_shapes

ROWS_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class BackupTaken:
    """A backup that was just written."""

    path: Path
    manifest: Manifest
    size: int


def backup_take(*, path: Path, key: bytes | None = None, told: Told) -> BackupTaken:
    """``path`` holds every table as it stood at one instant, or is what it was before.

    A database that is older than this version is read as it is. ``key`` is put in where given;
    ``told`` hears of every table with its number of rows. Raises :class:`BackupUnusable` where
    another backup to the same file is under way, or there is nothing to keep.
    """
    with new_archive(path) as writer, one_instant():
        steps = applied_steps()
        if not steps:
            raise BackupUnusable(_("Hier ist nichts zu sichern: die Datenbank hat keine Tabellen."))
        shapes = table_shapes(models_at(steps))
        entries = [_table(writer, shape, told) for shape in shapes]
        # After the rows: a number given away in the meantime is one more that stays unused.
        given = last_ids(shapes)
        manifest = Manifest(
            leitstand=own_version(),
            engine=connection.vendor,
            taken_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            migrations=tuple(sorted(steps)),
            tables=tuple(replace(entry, last_id=given.get(entry.table)) for entry in entries),
            key_sha256=writer.key(key) if key is not None else None,
            key_mark=key_mark(settings.SECRET_KEY.encode()),
            data_version=_data_version(steps),
        )
        writer.manifest(manifest)
    return BackupTaken(path, manifest, path.stat().st_size)


def own_version() -> str:
    """The version of this software."""
    try:
        return version("leitstand")
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "0"


def _data_version(steps: Steps) -> int:
    """The data version, also of a database that is older than this version."""
    try:
        versions = models_at(steps).get_model("core.DataVersion")._base_manager
    except LookupError:  # older than the table
        return 0
    return versions.values_list("number", flat=True).first() or 0


def _table(writer: Writer, shape: TableShape, told: Told) -> TableEntry:
    entry = writer.table(shape.name, shape.columns, _rows(shape))
    told(shape.name, entry.rows)
    return entry


def _rows(shape: TableShape) -> Iterator[tuple[Any, ...]]:
    rows = shape.model._base_manager.order_by("pk").values_list(*shape.columns)
    return iter(rows.iterator(chunk_size=ROWS_AT_ONCE))


@contextmanager
def one_instant() -> Iterator[None]:
    """Everything read inside is of one instant, and nobody who writes has to wait."""
    wrapper: Any = connection
    wrapper.ensure_connection()
    if connection.vendor == "sqlite":
        # A reading transaction in WAL mode sees one snapshot; ours begin as writing ones otherwise.
        mode, wrapper.transaction_mode = wrapper.transaction_mode, "DEFERRED"
        try:
            with transaction.atomic():
                yield
        finally:
            wrapper.transaction_mode = mode
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield
