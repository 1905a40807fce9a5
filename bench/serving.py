# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the real server gives: two workers, four connections that stay open, requests a second.

The load comes from ``wrk`` where the machine has it, else from a small client of our own, which
takes more of the machine for itself. So CPU time of the server's processes stands beside the rate:
it hardly depends on what else the machine does.
"""

import asyncio
import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from bench.cases import PLAN
from bench.measuring import Figure

SECONDS = float(os.environ.get("BENCH_SECONDS", "3"))
# Whatever else the machine does can only slow the server down: the best of these runs counts.
RUNS = 3
CONNECTIONS = 4
WORKERS = 2
# Name, address, whether finished pages are kept, and the least requests a second.
CASES: tuple[tuple[str, str, bool, float | None], ...] = (
    ("list, made anew", f"{PLAN}/massnahmen", False, 150),
    ("list of a past day, made anew", f"{PLAN}/massnahmen?stand=2019-03-01", False, None),
    ("measure, made anew", f"{PLAN}/massnahmen/flaechen.2.II", False, 300),
    ("list, repeated", f"{PLAN}/massnahmen", True, 2_000),
    ("list as JSON, repeated", f"{PLAN}/massnahmen.json", True, 2_000),
    ("measure, repeated", f"{PLAN}/massnahmen/flaechen.2.II", True, 2_000),
)


def served() -> Iterator[Figure]:
    """Every case under load; the database is the one that the settings name."""
    for is_kept in (False, True):
        with _server(is_kept=is_kept) as (address, group):
            for name, path, wants_kept, least in CASES:
                if wants_kept == is_kept:
                    _load(address + path, seconds=1)  # every worker has seen it
                    runs = [_measured(address + path, group) for _ in range(RUNS)]
                    yield Figure(
                        f"served: {name}",
                        round(min(run.cpu_ms for run in runs), 2),
                        round(statistics.median(run.cpu_ms for run in runs), 2),
                        0,
                        sum(run.answers for run in runs),
                        per_second=round(max(run.per_second for run in runs), 1),
                        min_per_second=least,
                    )


class _Run(NamedTuple):
    answers: int
    per_second: float
    cpu_ms: float


def _measured(address: str, group: int) -> _Run:
    before = _cpu_seconds(group)
    count, elapsed = _load(address, seconds=SECONDS)
    return _Run(count, count / elapsed, (_cpu_seconds(group) - before) * 1_000 / count)


@contextmanager
def _server(*, is_kept: bool) -> Iterator[tuple[str, int]]:
    """The address of ``leitstand serve`` and the number of its process group."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).with_name("leitstand")), "serve"]
    room = {"LEITSTAND_PAGE_CACHE_MB": "64" if is_kept else "0"}
    with subprocess.Popen(
        [*command, "--port", str(port), "--workers", str(WORKERS)],
        env=os.environ | room,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        address = f"http://127.0.0.1:{port}"
        try:
            _wait_for(f"{address}/gesundheit", process)
            yield address, process.pid
        finally:
            process.terminate()


def _wait_for(address: str, process: "subprocess.Popen[bytes]") -> None:
    for _attempt in range(300):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _load(address: str, *, seconds: float) -> tuple[int, float]:
    """Answers and the seconds they took; every one of them must be 200."""
    if shutil.which("wrk") is None:
        return asyncio.run(_ask_for(address, seconds))
    arguments = ["-t1", f"-c{CONNECTIONS}", f"-d{max(1, round(seconds))}s", address]
    told = subprocess.run(["wrk", *arguments], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    found = re.search(r"(\d+) requests in ([\d.]+)(m?s)", told)
    if found is None:
        raise RuntimeError(told)
    return int(found[1]), float(found[2]) / (1_000 if found[3] == "ms" else 1)


async def _ask_for(address: str, seconds: float) -> tuple[int, float]:
    start = time.perf_counter()
    counts = await asyncio.gather(
        *(_ask_on_one_connection(address, start + seconds) for _ in range(CONNECTIONS))
    )
    return sum(counts), time.perf_counter() - start


async def _ask_on_one_connection(address: str, end: float) -> int:
    host, _slash, path = address.removeprefix("http://").partition("/")
    name, _colon, port = host.partition(":")
    reader, writer = await asyncio.open_connection(name, int(port), limit=2**20)
    request = f"GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
    count = 0
    while time.perf_counter() < end:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode())
        length = re.search(rb"content-length: (\d+)", head, re.IGNORECASE)
        if length is None:
            raise RuntimeError("an answer without a length")
        await reader.readexactly(int(length[1]))
        count += 1
    writer.close()
    return count


def _cpu_seconds(group: int) -> float:
    """CPU of all processes of the group so far; 0 where there is no /proc."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        if int(fields[2]) == group:
            ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
