# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How the command starts: on a fresh home, on an older database, beside another server."""

import contextlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from leitstand.core.enums import AccountRole
from tests.cli.conftest import Run, Start


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        yield taken.getsockname()[1]


def test_a_fresh_home_gets_its_tables_and_the_key(start: Start, tmp_path: Path) -> None:
    done = start("plan", "list", "--format", "json")
    assert (done.returncode, json.loads(done.stdout), done.stderr) == (0, [], "")
    assert {path.name for path in (tmp_path / "haus").iterdir()} >= {
        "leitstand.sqlite3",
        "secret-key",
    }


def test_migrating_tells_how_many_steps_it_took(start: Start) -> None:
    first, second = start("migrate"), start("migrate")
    assert first.returncode == second.returncode == 0
    assert int(first.stdout.split()[0]) > 1
    assert second.stdout == "0 Schritte angewendet.\n"


def test_a_command_starts_without_what_only_the_door_needs(home: Path) -> None:
    program = (
        "import sys, django; django.setup(); import leitstand.cli.commands;"
        " print({'jwt', 'requests', 'cryptography', 'qrcode'} & set(sys.modules))"
    )
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "leitstand.config.settings",
        "LEITSTAND_HOME": str(home),
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert done.stdout == "set()\n"


def test_the_demonstration_can_be_loaded_twice(start: Start, home: Path) -> None:
    first, second = start("demo", "--no-serve"), start("demo", "--no-serve")
    for done in (first, second):
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("Geladen: berlin-2018-2021\nAnmelden (Passwörter auch in ")
    # The logins of the first time are still good, and there is one for every role.
    assert first.stdout == second.stdout
    assert first.stdout.count("\n  demo-") == len(AccountRole)
    assert home.joinpath("demo-logins.txt").stat().st_mode & 0o077 == 0
    [plan] = json.loads(start("plan", "list", "--format", "json").stdout)
    assert plan["measures"] == 90


def test_loading_the_demonstration_again_takes_no_edit_back(start: Start, tmp_path: Path) -> None:
    start("demo", "--no-serve")
    export = ("plan", "export", "berlin-2018-2021", "--format", "json")
    changed = json.loads(start(*export).stdout)
    changed["measures"][0]["title"]["de"] = "Von Hand geändert"
    (tmp_path / "plan.json").write_text(json.dumps(changed))
    done = start("plan", "import", str(tmp_path / "plan.json"))
    assert done.returncode == 0, done.stderr
    start("demo", "--no-serve")
    assert json.loads(start(*export).stdout)["measures"][0]["title"]["de"] == "Von Hand geändert"


@pytest.mark.parametrize("words", [("plan", "list"), ("serve",)])
def test_an_older_database_is_left_for_migrate(
    start: Start, home: Path, words: tuple[str, ...]
) -> None:
    with contextlib.closing(sqlite3.connect(home / "leitstand.sqlite3")) as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'plan'")
        database.commit()
        before = list(database.iterdump())
        refused = start(*words)
        assert list(database.iterdump()) == before
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.startswith("Die Datenbank ist")
    assert refused.stderr.endswith("Bitte: leitstand migrate\n")


def test_a_file_that_is_no_database_is_told_in_a_sentence(start: Start, tmp_path: Path) -> None:
    home = tmp_path / "haus"
    home.mkdir()
    (home / "leitstand.sqlite3").write_bytes(b"keine Datenbank " * 100)
    done = start("plan", "list")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Die Datenbank antwortet nicht wie erwartet: ")
    assert "Traceback" not in done.stderr


def test_a_database_that_does_not_answer_is_told_in_a_sentence(start: Start) -> None:
    done = start("plan", "list", DATABASE_URL="postgres://niemand@127.0.0.1:1/nichts")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Die Datenbank antwortet nicht wie erwartet: ")
    assert "Traceback" not in done.stderr


def test_reading_works_while_another_process_writes(start: Start, home: Path) -> None:
    holder = sqlite3.connect(home / "leitstand.sqlite3", isolation_level=None)
    try:
        holder.execute("BEGIN IMMEDIATE")
        done = start("plan", "list")
        assert (done.returncode, done.stderr) == (0, "")
    finally:
        holder.close()


def test_a_busy_port_is_told_with_another(start: Start, busy_port: int) -> None:
    done = start("demo", "--port", busy_port)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        f"Port {busy_port} ist belegt. Bitte einen anderen wählen: --port {busy_port + 1}\n"
    )


def test_the_port_that_is_proposed_exists(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def taken(*_words: object) -> None:
        raise OSError(98, "Address already in use")

    monkeypatch.setattr(socket.socket, "bind", taken)
    result = run("demo", "--port", 65535)
    assert result.exit_code == 1
    assert "65536" not in result.stderr


@pytest.mark.parametrize("port", ["0", "65536", "achtzig"])
def test_a_port_that_cannot_be_is_refused(run: Run, port: str) -> None:
    assert run("serve", "--port", port).exit_code == 2


def test_english_is_spoken_where_it_is_asked_for(start: Start, home: Path) -> None:
    done = start("plan", "check", "ulm", LEITSTAND_LANGUAGE="en")
    assert done.returncode == 1
    assert done.stderr.startswith("There is no plan")
    help_text = start("plan", "--help", LEITSTAND_LANGUAGE="en").stdout
    assert "Pläne" not in help_text
    assert "plans" in help_text


def test_the_command_tells_its_version(run: Run) -> None:
    assert run("--version").stdout.startswith("leitstand, version ")


@pytest.mark.parametrize("words", [("unbekannt",), ("plan", "import"), ("plan", "export", "x")])
def test_a_wrong_call_ends_with_two(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
