# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two servers share one database: what changes through another process, both show at once."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import psycopg
import pytest
from django.conf import settings
from psycopg import sql

from tests.plan.documents import both, document, measure

COMMAND = [sys.executable, "-c", "from leitstand.cli import main; main()"]
PAGES = ("/plaene/klein/massnahmen", "/plaene/klein/massnahmen.json", "/en/plaene/klein", "/")


@dataclass(frozen=True)
class House:
    """An installation of its own: a home, and a database that nothing else uses."""

    home: Path
    environment: dict[str, str]

    def run(self, *arguments: str) -> None:
        subprocess.run([*COMMAND, *arguments], env=self.environment, check=True, timeout=120)

    def bring(self, title: str) -> None:
        """One measure called so stands in the database, by a process of its own."""
        plan = document(measure("hafen.1.I", title=both(title, f"{title} (en)")))
        path = self.home / "plan.json"
        path.write_text(json.dumps(plan.model_dump(mode="json")))
        self.run("plan", "import", str(path))


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """On the kind of database that the suite runs on."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("LEITSTAND_", "DATABASE_"))}
    environment = kept | {"LEITSTAND_HOME": str(tmp_path), "LEITSTAND_ENV": "production"}
    with ExitStack() as stack:
        if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
            environment["DATABASE_URL"] = stack.enter_context(_database_of_its_own())
        made = House(tmp_path, environment)
        made.run("migrate")
        yield made


@contextmanager
def _database_of_its_own() -> Iterator[str]:
    server = os.environ["DATABASE_URL"]
    name = f"two_servers_{os.getpid()}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield f"{server.rpartition('/')[0]}/{name}"
        finally:
            end = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
            connection.execute(end)


@contextmanager
def serving(house: House) -> Iterator[str]:
    """The address of a real server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*COMMAND, "serve", "--port", str(port), "--workers", "1"]
    with subprocess.Popen(command, env=house.environment, stdout=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            for _attempt in range(300):
                try:
                    urlopen(f"{address}/gesundheit", timeout=5).close()
                    break
                except OSError:
                    assert process.poll() is None
                    time.sleep(0.1)
            yield address
        finally:
            process.terminate()


def test_both_servers_show_an_edit_at_the_next_request(house: House) -> None:
    house.bring("Kai bauen")
    with serving(house) as first, serving(house) as second:
        tags: dict[str, str] = {}
        for title in ("Kai bauen", "Kai abreißen"):
            if tags:
                house.bring(title)
            for page in PAGES:
                for server in (first, second, first, second):
                    with urlopen(server + page, timeout=10) as answer:
                        text = answer.read().decode()
                        assert title in text, (server, page)
                        tag = str(answer.headers["ETag"])
                    assert tag != tags.get(page), "the page of the last state"
                    not_changed = Request(server + page, headers={"If-None-Match": tag})
                    with pytest.raises(HTTPError) as found:
                        urlopen(not_changed, timeout=10)
                    assert found.value.code == 304
                    found.value.close()
                tags[page] = tag
