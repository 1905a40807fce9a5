# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Running the command: inside the test for what it does, as a process for how it starts."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest
from click.testing import CliRunner, Result

Run: TypeAlias = Callable[..., Result]
Start: TypeAlias = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(db: None) -> Run:
    """Run ``leitstand`` with these words; what it says and its exit code."""
    from leitstand.cli.commands import leitstand

    def call(*words: object) -> Result:
        result = CliRunner().invoke(leitstand, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return call


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose database has its tables, to be copied: making them takes seconds."""
    home = tmp_path_factory.mktemp("vorlage") / "haus"
    assert _start(home, ("migrate",), {}).returncode == 0
    return home


@pytest.fixture
def home(prepared: Path, tmp_path: Path) -> Path:
    """A home of the test's own, with tables and key."""
    return Path(shutil.copytree(prepared, tmp_path / "haus"))


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start ``leitstand`` as a process in the test's home (SQLite unless told otherwise)."""

    def call(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
        return _start(tmp_path / "haus", words, environment)

    return call


def _start(
    home: Path, words: Sequence[object], environment: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    known = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "PORT"}}
    known |= {"LEITSTAND_HOME": str(home), "LEITSTAND_ENV": "test", "LEITSTAND_LANGUAGE": "de"}
    command = [sys.executable, "-W", "error", "-c", "from leitstand.cli import main; main()"]
    return subprocess.run(
        [*command, *(str(word) for word in words)],
        env=known | environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
