# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What ``leitstand backup`` and ``leitstand restore`` accept, refuse and say."""

import datetime as dt
import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.utils import timezone
from pytest_django import Settings

from leitstand.cli.commands import leitstand
from leitstand.core.backup.marker import last_backup_at
from leitstand.core.services import audit_record

pytestmark = pytest.mark.django_db(transaction=True)
KEY = "k" * 60


@pytest.fixture(autouse=True)
def home(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the installation, with its key."""
    settings.HOME = tmp_path / "home"
    settings.SECRET_KEY = KEY
    settings.HOME.mkdir()
    (settings.HOME / "secret-key").write_text(KEY)
    return settings.HOME  # type: ignore[no-any-return]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(leitstand, [str(one) for one in arguments], catch_exceptions=False)


def test_a_backup_says_what_it_holds(tmp_path: Path) -> None:
    done = run("backup", tmp_path / "a.zip")
    assert done.exit_code == 0, done.stderr
    assert "Tabellen" in done.stdout
    assert "vertraulich" in done.stdout


def test_in_a_folder_the_backup_is_named_after_the_instant(tmp_path: Path) -> None:
    (tmp_path / "all").mkdir()
    assert run("backup", tmp_path / "all").exit_code == 0
    [path] = (tmp_path / "all").iterdir()
    assert path.name.startswith(f"leitstand-{timezone.localdate():%Y-%m-%d}T")


def test_an_existing_file_is_replaced_only_by_force(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"old")
    refused = run("backup", tmp_path / "a.zip")
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert (tmp_path / "a.zip").read_bytes() == b"old"
    assert run("backup", tmp_path / "a.zip", "--force").exit_code == 0
    assert zipfile.is_zipfile(tmp_path / "a.zip")


def test_only_the_newest_backups_are_kept_and_nothing_else_is_touched(tmp_path: Path) -> None:
    folder = tmp_path / "all"
    folder.mkdir()
    for name in ("leitstand-2025-01-01T000000.zip", "leitstand-2025-01-02T000000.zip", "fremd.zip"):
        (folder / name).write_bytes(b"")
    assert run("backup", folder, "--keep", "2").exit_code == 0
    kept = sorted(path.name for path in folder.iterdir())
    assert kept[:2] == ["fremd.zip", "leitstand-2025-01-02T000000.zip"]
    assert len(kept) == 3


def test_keeping_some_needs_a_folder(tmp_path: Path) -> None:
    refused = run("backup", tmp_path / "a.zip", "--keep", "2")
    assert refused.exit_code == 2
    assert "Verzeichnis" in refused.stderr


def test_the_secret_key_stays_out(tmp_path: Path) -> None:
    run("backup", tmp_path / "a.zip")
    with zipfile.ZipFile(tmp_path / "a.zip") as bundle:
        assert not [name for name in bundle.namelist() if KEY.encode() in bundle.read(name)]


def test_the_secret_key_is_in_it_where_asked_for_and_comes_back(
    tmp_path: Path, home: Path, settings: Settings
) -> None:
    run("backup", tmp_path / "a.zip", "--with-key")
    settings.SECRET_KEY = "n" * 60
    (home / "secret-key").write_text("n" * 60)
    left = run("restore", tmp_path / "a.zip")
    assert "ein anderer als bei der Sicherung" in left.stdout
    assert (home / "secret-key").read_text() == "n" * 60
    taken = run("restore", tmp_path / "a.zip", "--with-key", "--force")
    assert taken.exit_code == 0, taken.stderr
    assert "neu gestartet" in taken.stdout
    assert (home / "secret-key").read_text() == KEY
    assert (home / "secret-key").stat().st_mode & 0o777 == 0o600


def test_another_key_than_that_of_the_backup_is_told(tmp_path: Path, settings: Settings) -> None:
    run("backup", tmp_path / "a.zip")
    assert "Achtung" not in run("restore", tmp_path / "a.zip").stdout
    settings.SECRET_KEY = "n" * 60
    assert "Achtung" in run("restore", tmp_path / "a.zip", "--force").stdout


def test_a_key_that_is_not_in_the_backup_cannot_be_taken(tmp_path: Path) -> None:
    run("backup", tmp_path / "a.zip")
    refused = run("restore", tmp_path / "a.zip", "--with-key")
    assert refused.exit_code == 1
    assert "keinen geheimen Schlüssel" in refused.stderr


def test_a_key_from_the_environment_is_not_overwritten(
    tmp_path: Path, home: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("backup", tmp_path / "a.zip", "--with-key")
    settings.SECRET_KEY = "n" * 60
    monkeypatch.setenv("LEITSTAND_SECRET_KEY", "n" * 60)
    refused = run("restore", tmp_path / "a.zip", "--with-key")
    assert refused.exit_code == 1
    assert "LEITSTAND_SECRET_KEY" in refused.stderr


def test_a_restore_says_from_when_the_state_is(tmp_path: Path) -> None:
    run("backup", tmp_path / "a.zip")
    done = run("restore", tmp_path / "a.zip")
    assert done.exit_code == 0, done.stderr
    assert f"Stand vom {timezone.localdate():%d.%m.%Y}" in done.stdout


def test_a_full_database_is_refused_with_the_way_out(tmp_path: Path) -> None:
    run("backup", tmp_path / "a.zip")
    audit_record(actor="test", act="test", subject="x")
    refused = run("restore", tmp_path / "a.zip")
    assert refused.exit_code == 1
    assert "--force" in refused.stderr
    assert "Nichts wurde geändert" in refused.stderr


def test_a_file_that_is_no_backup_is_refused_before_anything_else(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(b"no zip")
    refused = run("restore", tmp_path / "a.zip", "--force")
    assert refused.exit_code == 1
    assert "keine Sicherung" in refused.stderr


def test_the_installation_remembers_its_last_backup(tmp_path: Path, home: Path) -> None:
    assert last_backup_at(home) is None
    run("backup", tmp_path / "a.zip")
    noted = last_backup_at(home)
    assert noted is not None
    assert timezone.now() - noted < dt.timedelta(minutes=5)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"taken_at": "gestern"}', '{"taken_at": 7}'])
def test_a_note_that_cannot_be_read_is_no_note(home: Path, content: str) -> None:
    (home / "last-backup.json").write_text(content)
    assert last_backup_at(home) is None


def test_the_note_names_the_file(tmp_path: Path, home: Path) -> None:
    run("backup", tmp_path / "a.zip")
    assert json.loads((home / "last-backup.json").read_text())["path"] == str(tmp_path / "a.zip")
