# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""An installation makes its own key, and shows nothing of its inside outside development."""

import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from django.core.exceptions import ImproperlyConfigured

from leitstand.config.settings import _secret_key


def python(code: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``code`` in a process of its own, in an installation at ``home``."""
    known = {k: v for k, v in os.environ.items() if not k.startswith(("LEITSTAND_", "DATABASE_"))}
    known |= {"LEITSTAND_HOME": str(home), "DJANGO_SETTINGS_MODULE": "leitstand.config.settings"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        env=known | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


SHOW_KEY = "from leitstand.config import settings; print(settings.SECRET_KEY)"


def test_the_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    home = tmp_path / "neu" / "haus"
    first, second = (python(SHOW_KEY, home).stdout.strip() for _run in range(2))
    file = home / "secret-key"
    assert first == second == file.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [path.name for path in home.iterdir()] == ["secret-key"]


def test_two_installations_have_two_keys(tmp_path: Path) -> None:
    assert _secret_key(tmp_path / "a" / "key") != _secret_key(tmp_path / "b" / "key")


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    path, count = tmp_path / "haus" / "secret-key", 16
    start = Barrier(count)

    def make() -> str:
        start.wait()
        return _secret_key(path)

    for _round in range(20):
        with ThreadPoolExecutor(count) as pool:
            keys = {future.result() for future in [pool.submit(make) for _n in range(count)]}
        assert keys == {path.read_text()}
        assert [file.name for file in path.parent.iterdir()] == ["secret-key"]
        path.unlink()


def test_a_key_of_the_operator_is_taken_and_none_is_made(tmp_path: Path) -> None:
    done = python(SHOW_KEY, tmp_path, LEITSTAND_SECRET_KEY="vom-betreiber")
    assert done.stdout.strip() == "vom-betreiber"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "kurz", " \n" * 60])
def test_a_file_without_a_key_is_not_used(tmp_path: Path, content: str) -> None:
    path = tmp_path / "secret-key"
    path.write_text(content)
    with pytest.raises(ImproperlyConfigured, match="does not hold a secret key"):
        _secret_key(path)


@pytest.mark.parametrize("name", ["prod", "Production", "", "debug"])
def test_an_unknown_environment_is_refused_in_one_sentence(tmp_path: Path, name: str) -> None:
    done = python("from leitstand.cli import main; main()", tmp_path, LEITSTAND_ENV=name)
    assert done.returncode == 2
    assert done.stderr == (f"LEITSTAND_ENV is {name!r}; use production, development or test.\n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "expected"), [("production", False), ("test", False), ("development", True)]
)
def test_only_development_shows_errors(tmp_path: Path, name: str, expected: bool) -> None:
    code = "from leitstand.config import settings; print(settings.DEBUG)"
    assert python(code, tmp_path, LEITSTAND_ENV=name).stdout.strip() == str(expected)


def test_without_a_word_an_installation_is_in_production(tmp_path: Path) -> None:
    code = "from leitstand.config import settings; print(settings.ENVIRONMENT, settings.DEBUG)"
    assert python(code, tmp_path).stdout.strip() == "production False"


PROBE = """
import django, sys
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("migrate", verbosity=0)
call_command("collectstatic", interactive=False, verbosity=0)
from leitstand.plan import selectors
def broken(**_words):
    raise RuntimeError("geheimes Wort")
selectors.plan_cards = broken
client = Client(raise_request_exception=False, headers={"host": "localhost"})
for address in ("/gibt-es-nicht", "/plaene/x/massnahmen/%00", "/"):
    response = client.get(address)
    text = response.content.decode()
    told = [word for word in ("Traceback", "geheimes Wort", "RuntimeError", settings.SECRET_KEY,
            "urlpatterns", "INSTALLED_APPS", "leitstand.config", "/site-packages/") if word in text]
    print(address, response.status_code, told, "<h1" in text)
response = Client(raise_request_exception=False, headers={"host": "evil.example"}).get("/")
print("host", response.status_code, "DisallowedHost" in response.content.decode())
"""


def test_production_shows_nothing_of_its_inside(tmp_path: Path) -> None:
    done = python(PROBE, tmp_path, LEITSTAND_ENV="production")
    assert done.stdout.splitlines() == [
        "/gibt-es-nicht 404 [] True",
        "/plaene/x/massnahmen/%00 404 [] True",
        "/ 500 [] True",
        "host 400 False",
    ]
    # The operator's log has the place, not the words: they may quote what a reader sent.
    assert "RuntimeError" in done.stderr
    assert "__main__:" in done.stderr
    assert "geheimes Wort" not in done.stderr
