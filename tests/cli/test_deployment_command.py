# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand check-deployment`` on real installations."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core import mail
from pytest_django import Settings

from leitstand.cli.commands import leitstand
from tests.cli.places import Place, new_place

SAFE = {
    "LEITSTAND_HOSTS": "leitstand.example.org,127.0.0.1",
    "LEITSTAND_HTTPS": "1",
    "LEITSTAND_URL": "https://leitstand.example.org",
    "LEITSTAND_OPERATOR": "Amt für Beispiele",
    "LEITSTAND_CONTACT": "leitstand@example.org",
    "EMAIL_URL": "smtp://mail.example.org",
    "LEITSTAND_MAIL_FROM": "leitstand@example.org",
}
PREPARE = """
import os, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
"""


def checked(place: Place) -> tuple[int, list[str]]:
    """Exit code, and what was found unsafe beside what the test itself is: run by root."""
    done = place.leitstand("check-deployment", "--format", "json")
    assert not done.stderr
    found = json.loads(done.stdout)["findings"]
    return done.returncode, [one["key"] for one in found if one["key"] != "root"]


def test_an_installation_set_up_by_the_book_is_safe(tmp_path: Path) -> None:
    place = new_place(tmp_path, "sqlite", variables=SAFE)
    place.home.chmod(0o700)
    place.script(PREPARE)
    assert place.leitstand("backup", tmp_path / "a.zip").returncode == 0
    code, found = checked(place)
    assert found == []
    assert code == (1 if os.geteuid() == 0 else 0)


def test_a_bare_installation_is_told_all_that_is_missing(tmp_path: Path) -> None:
    place = new_place(tmp_path, "sqlite")
    place.home.chmod(0o755)
    code, found = checked(place)
    assert code == 1
    assert set(found) >= {"hosts", "https", "backup", "operator", "contact", "assets", "database"}


def test_people_read_what_to_do(
    tmp_path: Path, settings: Settings, db: None, run: Callable[..., str]
) -> None:
    settings.LEITSTAND_OPERATOR = ""
    text = run("check-deployment")
    assert "[unsicher] operator: Das Impressum nennt niemanden." in text
    assert "→ LEITSTAND_OPERATOR" in text


def test_a_probe_is_sent(settings: Settings, db: None, run: Callable[..., str]) -> None:
    settings.DEFAULT_FROM_EMAIL = "leitstand@example.org"
    run("check-deployment", "--mail-to", "probe@example.org")
    [sent] = mail.outbox
    assert sent.to == ["probe@example.org"]
    assert sent.from_email == "leitstand@example.org"


def test_a_probe_that_does_not_go_out_is_told(
    settings: Settings, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    done = CliRunner().invoke(leitstand, ["check-deployment", "--mail-to", "probe@example.org"])
    assert done.exit_code == 1
    assert "ging nicht hinaus" in done.stderr


@pytest.fixture
def run() -> Callable[..., str]:
    """Runs the command, which finds at least that this is a test, and gives what it prints."""

    def running(*arguments: str) -> str:
        done = CliRunner().invoke(leitstand, arguments, catch_exceptions=False)
        assert done.exit_code == 1
        return done.stdout

    return running
