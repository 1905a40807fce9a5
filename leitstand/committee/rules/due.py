# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""When an order is late, and in which order orders are told."""

import datetime as dt

from leitstand.committee.enums import OrderState

# Nothing more is expected of an order in one of these; whether it is enough the office says.
FINAL = frozenset({OrderState.DONE.value, OrderState.NOT_POSSIBLE.value})


def is_overdue(state: str, due_on: dt.date, *, today: dt.date, is_settled: bool) -> bool:
    """Whether the day is over and nobody has said that it is done.

    ``is_settled``: the office accepted it, or another order took its place.
    """
    return not is_settled and state not in FINAL and due_on < today


def rank(*, is_settled: bool, is_late: bool, due_on: dt.date) -> tuple[int, dt.date]:
    """Overdue first, then what is open, then what is settled; each by its day."""
    return (2 if is_settled else 0 if is_late else 1, due_on)
