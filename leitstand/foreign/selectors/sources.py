# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Sources as the office sees them, with every attempt."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from leitstand.foreign.enums import Outcome
from leitstand.foreign.errors import SourceNotFound
from leitstand.foreign.models import Fetch
from leitstand.foreign.rules.faults import fault_sentence
from leitstand.foreign.rules.mirror import GIVE_UP_AFTER, Mirror
from leitstand.foreign.selectors.reading import mirrors_of_office


@dataclass(frozen=True, slots=True)
class FetchLine:
    """One attempt, as a log shows it. ``reason`` is empty where it brought a report."""

    started_at: dt.datetime
    ended_at: dt.datetime | None
    outcome: str
    reason: str
    url: str
    size: int
    sha256: str
    new: int
    same: int


def sources() -> tuple[Mirror, ...]:
    """All sources as they stand now; one statement."""
    return mirrors_of_office()


def source(slug: str) -> Mirror:
    """One source as it stands now; one statement. Raises ``SourceNotFound``."""
    found = mirrors_of_office(slug=slug)
    if not found:
        raise SourceNotFound(slug)
    return found[0]


def fetch_lines(slug: str, *, most: int = 50) -> tuple[FetchLine, ...]:
    """The newest attempts at a source, newest first; one statement."""
    rows = Fetch.objects.filter(source__slug=slug).order_by("-id")[:most]
    now = timezone.now()
    return tuple(_line(row, now) for row in rows)


def _line(row: Fetch, now: dt.datetime) -> FetchLine:
    is_broken_off = row.outcome == Outcome.RUNNING and now - row.started_at > GIVE_UP_AFTER
    fault = row.fault or ("interrupted" if is_broken_off else "")
    return FetchLine(
        row.started_at,
        row.ended_at,
        Outcome.FAILED if is_broken_off else row.outcome,
        fault_sentence(fault, row.details) if fault else "",
        row.url,
        row.size,
        row.sha256,
        row.new,
        row.same,
    )
