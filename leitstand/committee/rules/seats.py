# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Spans of days for which somebody sits in a body."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """From a day to a day, both included; without an end it goes on."""

    start: dt.date
    end: dt.date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"{self.start} – {self.end}: it ends before it begins")

    def covers(self, day: dt.date) -> bool:
        """Whether the day lies within."""
        return self.start <= day and (self.end is None or day <= self.end)

    def overlaps(self, other: "Span") -> bool:
        """Whether there is a day that both cover."""
        return (self.end is None or other.start <= self.end) and (
            other.end is None or self.start <= other.end
        )


def clash(wanted: Span, taken: Iterable[Span]) -> Span | None:
    """The first span that shares a day with the wanted one; None where it is free."""
    return next((one for one in taken if one.overlaps(wanted)), None)
