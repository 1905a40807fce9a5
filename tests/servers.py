# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Real servers for tests: processes of their own that answer on this machine."""

import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.cli.places import Place

LEITSTAND = "from leitstand.cli import main; main()"
# An installation as its operator sets it up.
PRODUCTION = {"LEITSTAND_ENV": "production"}


def free_port() -> int:
    """A port of this machine on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serving(place: Place, *command: str) -> Iterator[str]:
    """The address of a server of the installation; it answers, and is gone after the block.

    ``command`` is what starts it, ``serve`` with one process if nothing is said.
    """
    port = free_port()
    words = command or ("serve", "--workers", "1")
    log = place.home / f"server-{port}.log"
    with (
        log.open("w") as target,
        subprocess.Popen(
            [sys.executable, "-c", LEITSTAND, *words, "--port", str(port)],
            cwd=place.home,
            env=place.environment(),
            stdout=target,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(address, process, log)
            yield address
        finally:
            process.terminate()


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _attempt in range(300):
        if process.poll() is not None:
            break
        try:
            urlopen(f"{address}/gesundheit", timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"the server does not answer:\n{log.read_text()}")
