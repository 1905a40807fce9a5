# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The backup file: whole or not there, and believed only after it was checked."""

import datetime as dt
import json
import os
import uuid
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test.utils import isolate_apps

from leitstand.core.backup.archive import Archive, BackupUnusable, Manifest, new_archive
from leitstand.core.backup.shapes import TableShape, line

ROWS = [(1, "Öl"), (2, 'a "b"\n\u2028c'), (3, None)]


def silent(_table: str, _rows: int) -> None:
    """Nobody watches."""


def make(path: Path, rows: list[tuple[Any, ...]] | None = None, key: bytes | None = None) -> Path:
    with new_archive(path) as writer:
        entry = writer.table("ort", ("id", "name"), iter(ROWS if rows is None else rows))
        digest = writer.key(key) if key else None
        writer.manifest(Manifest("1", "sqlite", "2026-01-01T00:00:00+00:00", (), (entry,), digest))
    return path


def repacked(path: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """The same zip with other contents, its own checksums in order."""
    with zipfile.ZipFile(path) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w") as bundle:
        for name, content in parts.items():
            bundle.writestr(name, content)
    return path


def test_the_rows_come_back_as_they_went_in(tmp_path: Path) -> None:
    with Archive(make(tmp_path / "a.zip")) as archive:
        archive.verify(silent)
        [entry] = archive.manifest.tables
        assert [tuple(row) for row in archive.rows(entry)] == ROWS


def test_every_table_is_told_with_its_rows_while_it_is_checked(tmp_path: Path) -> None:
    heard: list[tuple[str, int]] = []
    with Archive(make(tmp_path / "a.zip")) as archive:
        archive.verify(lambda table, rows: heard.append((table, rows)))
    assert heard == [("ort", 3)]


def test_only_the_owner_can_read_a_backup(tmp_path: Path) -> None:
    assert make(tmp_path / "a.zip").stat().st_mode & 0o777 == 0o600


def test_after_an_error_the_file_is_what_it_was_and_nothing_lies_beside_it(tmp_path: Path) -> None:
    before = make(tmp_path / "a.zip").read_bytes()

    def breaking() -> Iterator[tuple[Any, ...]]:
        yield (1, "a")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), new_archive(tmp_path / "a.zip") as writer:
        writer.table("ort", ("id", "name"), breaking())
    assert (tmp_path / "a.zip").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.zip"]


def test_a_leftover_of_a_killed_backup_does_not_stand_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a.zip.partial").write_bytes(b"x" * 100_000)
    with Archive(make(tmp_path / "a.zip")) as archive:
        archive.verify(silent)


def test_two_backups_at_once_do_not_write_into_one_file(tmp_path: Path) -> None:
    with new_archive(tmp_path / "a.zip") as writer:
        with pytest.raises(BackupUnusable, match="anderer Vorgang"):
            make(tmp_path / "a.zip")
        writer.manifest(Manifest("1", "sqlite", "2026-01-01T00:00:00+00:00", (), (), None))
    with Archive(tmp_path / "a.zip") as archive:
        assert archive.manifest.tables == ()


@pytest.mark.parametrize(
    "content",
    [b"", b"no zip at all", b"PK\x05\x06" + bytes(18)],
    ids=["empty", "text", "empty zip"],
)
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(content)
    with pytest.raises(BackupUnusable, match="keine Sicherung"):
        Archive(tmp_path / "a.zip")


@pytest.mark.parametrize("kind", ["pipe", "folder"])
def test_what_is_no_ordinary_file_is_not_replaced(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "a.zip"
    os.mkfifo(path) if kind == "pipe" else path.mkdir()
    before = path.stat().st_ino
    with pytest.raises(BackupUnusable, match="keine gewöhnliche Datei"), new_archive(path):
        pass
    assert path.stat().st_ino == before


def edited(**changes: Any) -> Callable[[dict[str, bytes]], object]:
    def change(parts: dict[str, bytes]) -> None:
        tree = json.loads(parts["manifest.json"]) | changes
        parts["manifest.json"] = json.dumps(tree).encode()

    return change


def test_a_format_of_the_future_is_refused(tmp_path: Path) -> None:
    path = repacked(make(tmp_path / "a.zip"), edited(format="leitstand-backup/9"))
    with pytest.raises(BackupUnusable, match="leitstand-backup/9"):
        Archive(path)


@pytest.mark.parametrize("tree", ["[]", "{}", '{"format": "leitstand-backup/1"}', "nothing"])
def test_a_manifest_of_another_shape_is_refused(tmp_path: Path, tree: str) -> None:
    path = repacked(
        make(tmp_path / "a.zip"), lambda parts: parts.update({"manifest.json": tree.encode()})
    )
    with pytest.raises(BackupUnusable, match="keine Sicherung"):
        Archive(path)


TABLE = "tables/ort.jsonl"
TAMPERINGS: dict[str, Callable[[dict[str, bytes]], object]] = {
    "one sign differs": lambda parts: parts.update({TABLE: parts[TABLE].replace(b'l"', b'k"', 1)}),
    "a row less": lambda parts: parts.update({TABLE: parts[TABLE].rpartition(b"[")[0]}),
    "a row more": lambda parts: parts.update({TABLE: parts[TABLE] + b'[4,"d"]\n'}),
    "other columns": lambda parts: parts.update(
        {TABLE: b'["id","ort"]\n' + parts[TABLE].partition(b"\n")[2]}
    ),
    "no JSON": lambda parts: parts.update({TABLE: b"\xff\xfe"}),
    "a table missing": lambda parts: parts.pop(TABLE),
    "a table too many": lambda parts: parts.update({"tables/fremd.jsonl": b"[]"}),
    "another key": lambda parts: parts.update({"secret-key": b"other"}),
}


@pytest.mark.parametrize("tampering", TAMPERINGS)
def test_a_backup_that_was_changed_does_not_pass(tmp_path: Path, tampering: str) -> None:
    path = repacked(make(tmp_path / "a.zip", key=b"geheim"), TAMPERINGS[tampering])
    with Archive(path) as archive, pytest.raises(BackupUnusable):
        archive.verify(silent)


def test_a_backup_with_a_broken_place_does_not_pass(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", [(n, os.urandom(40).hex()) for n in range(500)])
    content = bytearray(path.read_bytes())
    content[5_000] ^= 0xFF
    path.write_bytes(content)
    with Archive(path) as archive, pytest.raises(BackupUnusable, match="beschädigt"):
        archive.verify(silent)


def test_half_a_backup_does_not_pass(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(BackupUnusable, match="keine Sicherung"):
        Archive(path)


@isolate_apps("tests")
def test_every_kind_of_value_survives_the_way_through_json() -> None:
    class Sample(models.Model):
        whole = models.BigIntegerField()
        number = models.FloatField()
        amount = models.DecimalField(max_digits=9, decimal_places=2)
        text = models.TextField()
        is_so = models.BooleanField()
        day = models.DateField()
        instant = models.DateTimeField()
        hour = models.TimeField()
        span = models.DurationField()
        code = models.UUIDField()
        raw = models.BinaryField()
        tree = models.JSONField()
        nothing = models.DateField(null=True)

        class Meta:
            app_label = "tests"

    values: dict[str, Any] = {
        "id": 1,
        "whole": -(2**63),
        "number": 0.1 + 0.2,
        "amount": Decimal("-1234567.80"),
        "text": 'Straße\t"\\\u2028\U0001f3ed',
        "is_so": True,
        "day": dt.date(1900, 1, 1),
        "instant": dt.datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=dt.UTC),
        "hour": dt.time(23, 59, 59, 999999),
        "span": -dt.timedelta(days=400, microseconds=1),
        "code": uuid.UUID(int=7),
        "raw": b"\x00\xff",
        "tree": {"a": [1, None, "ä"]},
        "nothing": None,
    }
    shape = TableShape(Sample)
    read_back = shape.decoded(json.loads(line([values[name] for name in shape.columns])))
    assert {name: getattr(read_back, name) for name in shape.columns} == values


@isolate_apps("tests")
@pytest.mark.parametrize("word", ["inf", "-inf", "nan"])
def test_a_number_that_json_has_no_word_for_survives(word: str) -> None:
    class Reading(models.Model):
        number = models.FloatField()

        class Meta:
            app_label = "tests"

    read_back: Any = TableShape(Reading).decoded(json.loads(line([1, float(word)])))
    assert str(read_back.number) == word


def test_what_a_backup_has_no_word_for_is_an_error() -> None:
    with pytest.raises(TypeError, match="object"):
        line([object()])
