# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whole installations for tests: a home and a database of their own, used by real commands."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql

from tests.house.checkout import ROOT

# Django's own serializer reads the rows, so that our way of writing them is not its own judge.
READ_ALL = """
import json, django
django.setup()
from django.apps import apps
from django.core import serializers
rows = {
    model._meta.label: serializers.serialize("python", model._base_manager.order_by("pk"))
    for model in apps.get_models(include_auto_created=True)
}
print(json.dumps(rows, default=str, sort_keys=True))
"""


@dataclass(frozen=True)
class Place:
    """An installation. ``server`` is the PostgreSQL it lives on; SQLite in its home without.

    ``variables`` is what its operator set.
    """

    home: Path
    server: str = ""
    settings: str = "leitstand.config.settings"
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def database(self) -> str:
        """The name of its database on the server."""
        return f"drill_{self.home.name.replace('-', '_')}"

    @property
    def url(self) -> str:
        """The address of its database."""
        if not self.server:
            return f"sqlite:///{self.home / 'leitstand.sqlite3'}"
        return urlsplit(self.server)._replace(path=f"/{self.database}").geturl()

    def environment(self) -> dict[str, str]:
        """What its processes see."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("LEITSTAND_")}
        return kept | {
            "DATABASE_URL": self.url,
            "DJANGO_SETTINGS_MODULE": self.settings,
            "LEITSTAND_HOME": str(self.home),
            "PYTHONPATH": str(ROOT),
            **self.variables,
        }

    def process(self, *command: str) -> subprocess.Popen[str]:
        """A process in this installation."""
        pipe = subprocess.PIPE
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=self.home,
            env=self.environment(),
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
        )

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """The end of a process in this installation."""
        process = self.process(*command)
        out, err = process.communicate()
        return subprocess.CompletedProcess(command, process.returncode, out, err)

    def leitstand(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """The end of a ``leitstand`` command."""
        return self.run("-c", "from leitstand.cli import main; main()", *map(str, arguments))

    def script(self, text: str) -> str:
        """What a script that must succeed prints."""
        done = self.run("-c", text)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Every row of every table."""
        return json.loads(self.script(READ_ALL))  # type: ignore[no-any-return]

    def create(self) -> None:
        """The home, and the database on the server, exist and are empty."""
        self.home.mkdir(exist_ok=True)
        self._administer("CREATE DATABASE {}")

    def copy(self, other: "Place") -> None:
        """The home and database that do not exist yet are copies of another's."""
        shutil.copytree(other.home, self.home)
        self._administer("CREATE DATABASE {} TEMPLATE {}", other.database)

    def destroy(self) -> None:
        """Nothing of it is left."""
        shutil.rmtree(self.home)
        self._administer("DROP DATABASE {} WITH (FORCE)")

    def _administer(self, statement: str, *others: str) -> None:
        if self.server:
            names = [sql.Identifier(name) for name in (self.database, *others)]
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(sql.SQL(statement).format(*names))


def server_of(engine: str) -> str:
    """The PostgreSQL for tests, "" for SQLite; skips the test where there is none to use."""
    if engine == "sqlite":
        return ""
    server = os.environ.get("LEITSTAND_TEST_POSTGRES", "")
    if not server and os.environ.get("CI") == "true":
        pytest.fail("LEITSTAND_TEST_POSTGRES is not set")
    if not server:
        pytest.skip("LEITSTAND_TEST_POSTGRES names no PostgreSQL")
    return server


def new_place(
    folder: Path,
    engine: str,
    *,
    like: Place | None = None,
    settings: str = "leitstand.config.settings",
    variables: Mapping[str, str] | None = None,
) -> Place:
    """A new installation, empty or a copy of another on the same engine."""
    place = Place(folder / uuid4().hex[:12], server_of(engine), settings, variables or {})
    if like is None:
        place.create()
    else:
        place.copy(like)
    return place
