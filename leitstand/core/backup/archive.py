# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The file: a zip with one JSON Lines file a table and a manifest that vouches for each.

The first line of a table's file names its columns. Nothing here knows a database.
"""

import fcntl
import hashlib
import json
import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any, TypeAlias

from django.utils.translation import gettext as _

from leitstand.core.backup.shapes import line

FORMAT = "leitstand-backup/1"
MANIFEST, KEY = "manifest.json", "secret-key"
CHUNK = 1024 * 1024
Told: TypeAlias = Callable[[str, int], None]


class BackupUnusable(Exception):
    """The file is no backup, or not a whole one; the message says what is wrong with it."""


@dataclass(frozen=True, slots=True)
class TableEntry:
    """A table in the manifest. ``last_id`` is the highest number the table ever gave to a row."""

    table: str
    columns: tuple[str, ...]
    rows: int
    sha256: str
    last_id: int | None

    @property
    def file(self) -> str:
        """The table's file inside the zip."""
        return f"tables/{self.table}.jsonl"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. ``key_sha256`` is None where the secret key is not in it.

    ``key_mark`` tells keys apart without telling anything about them: what was encrypted with a key
    can be read only by an installation that still has it. ``data_version`` is the one under which
    the content was last cached.
    """

    leitstand: str
    engine: str
    taken_at: str
    migrations: tuple[tuple[str, str], ...]
    tables: tuple[TableEntry, ...]
    key_sha256: str | None
    key_mark: str = ""
    data_version: int = 0
    format: str = FORMAT

    @property
    def rows(self) -> int:
        """How many rows the backup holds."""
        return sum(entry.rows for entry in self.tables)


def key_mark(key: bytes) -> str:
    """A short sign for a key. Keys are long and random, so it leads nowhere."""
    return hashlib.sha256(b"leitstand.backup:" + key).hexdigest()[:16]


class Writer:
    """Writes an archive; the manifest comes last, when everything it vouches for is known."""

    def __init__(self, bundle: zipfile.ZipFile) -> None:
        self._bundle = bundle

    def table(
        self, name: str, columns: tuple[str, ...], rows: Iterator[tuple[Any, ...]]
    ) -> TableEntry:
        """All ``rows`` are in the archive, read and written one by one."""
        digest, count = hashlib.sha256(), 0
        entry = TableEntry(name, columns, 0, "", None)
        with self._bundle.open(entry.file, "w", force_zip64=True) as target:
            _put(target, digest, line(columns))
            for values in rows:
                _put(target, digest, line(values))
                count += 1
        return TableEntry(name, columns, count, digest.hexdigest(), None)

    def key(self, content: bytes) -> str:
        """The secret key is in the archive; returns its checksum."""
        self._bundle.writestr(KEY, content)
        return hashlib.sha256(content).hexdigest()

    def manifest(self, manifest: Manifest) -> None:
        """The archive is complete."""
        text = json.dumps(asdict(manifest), ensure_ascii=False, indent=1)
        self._bundle.writestr(MANIFEST, text)


def _put(target: Any, digest: Any, content: bytes) -> None:
    digest.update(content)
    target.write(content)


@contextmanager
def new_archive(path: Path) -> Iterator[Writer]:
    """A writer; at the end ``path`` is the whole archive, after an error it is what it was before.

    Until then the archive grows beside ``path``, readable by its owner only.
    """
    if path.exists() and not path.is_file():  # a device or a pipe would be gone for everyone
        raise BackupUnusable(_("%s ist keine gewöhnliche Datei und wird nicht ersetzt.") % path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    handle = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    with os.fdopen(handle, "w+b") as stream:
        if not _is_ours(stream, partial):
            raise BackupUnusable(_("An %s schreibt gerade ein anderer Vorgang.") % path)
        stream.truncate()
        try:
            with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bundle:
                yield Writer(bundle)
            stream.flush()
            os.fsync(stream.fileno())
            os.replace(partial, path)
        except BaseException:
            partial.unlink(missing_ok=True)
            raise
    _settle(path.parent)


def _is_ours(stream: IO[bytes], partial: Path) -> bool:
    """Whether nobody else writes here: the lock is free, and the file still has this name."""
    try:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return partial.stat().st_ino == os.fstat(stream.fileno()).st_ino
    except (BlockingIOError, FileNotFoundError):
        return False


def _settle(folder: Path) -> None:
    """The folder remembers its new name even if the power goes now."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Archive:
    """An archive for reading. Close it, or use it in a ``with``."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self._bundle = zipfile.ZipFile(path)
            self.manifest = _manifest(json.loads(self._bundle.read(MANIFEST)))
        except (zipfile.BadZipFile, EOFError) as error:
            raise _no_backup(path, _("kein vollständiges ZIP-Archiv")) from error
        except (KeyError, ValueError, TypeError, zlib.error) as error:
            why = _("das Verzeichnis seines Inhalts fehlt oder ist nicht lesbar")
            raise _no_backup(path, why) from error
        if self.manifest.format != FORMAT:
            raise BackupUnusable(
                _("%(path)s hat das Format %(format)s; diese Fassung liest %(own)s.")
                % {"path": path, "format": self.manifest.format, "own": FORMAT}
            )

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_error: object) -> None:
        self._bundle.close()

    def verify(self, told: Told) -> None:
        """Every part is there, whole and unchanged; raises :class:`BackupUnusable` if not."""
        manifest = self.manifest
        wanted = {MANIFEST, *(entry.file for entry in manifest.tables)}
        wanted |= {KEY} if manifest.key_sha256 else set()
        if odd := sorted(set(self._bundle.namelist()) ^ wanted):
            raise BackupUnusable(_("In der Sicherung fehlt oder überzählt: %s") % ", ".join(odd))
        if manifest.key_sha256:
            self.key()
        for entry in manifest.tables:
            for _values in self.rows(entry):
                pass
            told(entry.table, entry.rows)

    def rows(self, entry: TableEntry) -> Iterator[list[Any]]:
        """The rows of one table. After the last one its checksum and count are proven."""
        digest, count = hashlib.sha256(), -1
        try:
            with self._bundle.open(entry.file) as source:
                for text in source:
                    digest.update(text)
                    values = json.loads(text)
                    count += 1
                    if count:
                        yield values
                    elif tuple(values) != entry.columns:
                        raise BackupUnusable(_("Die Spalten von %s stimmen nicht.") % entry.table)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, KeyError) as error:
            raise _damaged(entry.table) from error
        if digest.hexdigest() != entry.sha256 or count != entry.rows:
            raise _damaged(entry.table)

    def key(self) -> bytes | None:
        """The secret key, where the backup carries it."""
        if self.manifest.key_sha256 is None:
            return None
        content = self._bundle.read(KEY)
        if hashlib.sha256(content).hexdigest() != self.manifest.key_sha256:
            raise _damaged(KEY)
        return content


def _no_backup(path: Path, why: str) -> BackupUnusable:
    return BackupUnusable(
        _("%(path)s ist keine Sicherung des Leitstands: %(why)s") % {"path": path, "why": why}
    )


def _damaged(part: str) -> BackupUnusable:
    return BackupUnusable(
        _("Die Sicherung ist beschädigt: die Prüfsumme von %s stimmt nicht.") % part
    )


def _manifest(tree: dict[str, Any]) -> Manifest:
    fields = tree | {
        "migrations": tuple((app, name) for app, name in tree["migrations"]),
        "tables": tuple(
            TableEntry(**(entry | {"columns": tuple(entry["columns"])})) for entry in tree["tables"]
        ),
    }
    return Manifest(**fields)
