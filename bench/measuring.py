# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Taking a figure: CPU time of this process over several runs, and the statements of one run."""

import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured case. Times are milliseconds of CPU (user and system) of this process."""

    name: str
    cpu_ms_min: float
    cpu_ms_median: float
    statements: int
    runs: int
    max_cpu_ms: float | None = None
    max_statements: int | None = None
    against: str = ""
    ratio: float | None = None
    max_slowdown: float | None = None
    per_second: float | None = None
    min_per_second: float | None = None

    @property
    def is_kept(self) -> bool:
        """Whether the median, the statements and the ratio stay within their bars."""
        return (
            (self.max_cpu_ms is None or self.cpu_ms_median <= self.max_cpu_ms)
            and (self.max_statements is None or self.statements <= self.max_statements)
            and (self.min_per_second is None or (self.per_second or 0) >= self.min_per_second)
            and (self.max_slowdown is None or (self.ratio or 0) * self.max_slowdown >= 1)
        )

    def as_json(self) -> dict[str, Any]:
        """The figure as plain values."""
        return asdict(self) | {"is_kept": self.is_kept}


def cpu_seconds() -> float:
    """CPU seconds of this process and, on this machine's PostgreSQL, of its connection's."""
    own = time.process_time()
    if connection.vendor != "postgresql" or connection.connection is None:
        return own
    # Nanoseconds on a processor; /proc/…/stat counts in hundredths of a second.
    schedule = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return own + (int(schedule.read_text().split()[0]) / 1e9 if schedule.is_file() else 0.0)


def measure(
    name: str,
    work: Callable[[], Any],
    *,
    runs: int = 30,
    max_cpu_ms: float | None = None,
    max_statements: int | None = None,
) -> Figure:
    """Run ``work`` a few times unmeasured, then ``runs`` times measured."""
    for _ in range(2):
        work()
    statements = _statements(work)
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return Figure(
        name,
        round(min(times), 2),
        round(statistics.median(times), 2),
        statements,
        runs,
        max_cpu_ms,
        max_statements,
    )


def _statements(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def duel(
    name: str, ours: Callable[[], Any], other_name: str, other: Callable[[], Any], *, runs: int = 20
) -> tuple[Figure, Figure]:
    """Two ways to the same result, turn by turn, so that a busy machine slows both.

    Raises ``AssertionError`` where the results differ.
    """
    if ours() != other():
        raise AssertionError(f"{name} and {other_name} do not agree")
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(runs):
        for work, kept in zip((ours, other), times, strict=True):
            start = time.process_time()
            work()
            kept.append((time.process_time() - start) * 1000)
    statements = [_statements(work) for work in (ours, other)]
    medians = [statistics.median(kept) for kept in times]
    return (
        Figure(
            name,
            round(min(times[0]), 2),
            round(medians[0], 2),
            statements[0],
            runs,
            against=other_name,
            ratio=round(medians[1] / medians[0], 2),
        ),
        Figure(other_name, round(min(times[1]), 2), round(medians[1], 2), statements[1], runs),
    )
