# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Orders with their follow-up, the overdue ones first."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leitstand.committee.enums import OrderState
from leitstand.committee.errors import OrderNotFound
from leitstand.committee.models import FollowUp, Order
from leitstand.committee.rules import due
from leitstand.core.languages import Language


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """What was said of an order. ``speaker`` is a name for the office alone."""

    id: int
    state: str
    text: str
    called: str
    speaker: str
    is_behalf: bool
    said_on: dt.date
    recorded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order as it stands. ``name`` is "SKIP 2026/03-1"; ``called`` whom it was given to, as
    they were called then. ``dropped_by`` is the decision that superseded the one it belongs to.
    """

    id: int
    name: str
    plan: str
    body: str
    decision: int
    decision_number: str
    decided_on: dt.date
    institution: str
    called: str
    text: str
    measures: tuple[str, ...]
    due_on: dt.date
    recorded_at: dt.datetime
    follow_ups: tuple[FollowUpLine, ...]
    accepted_at: dt.datetime | None
    replaced_by: str
    dropped_by: str
    is_public: bool
    is_example: bool

    @property
    def state(self) -> str:
        """What the newest entry says; open where nobody has said anything."""
        return self.follow_ups[-1].state if self.follow_ups else OrderState.OPEN.value

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected: accepted, replaced, or its decision superseded."""
        return self.accepted_at is not None or bool(self.replaced_by or self.dropped_by)

    def is_overdue(self, today: dt.date) -> bool:
        """Whether the day is over and nobody has said that it is done."""
        return due.is_overdue(self.state, self.due_on, today=today, is_settled=self.is_settled)


def orders_until(
    plan: str,
    *,
    until: dt.datetime,
    language: Language,
    is_example: bool,
    is_public_only: bool = False,
) -> tuple[OrderLine, ...]:
    """The orders about the plan as recorded by ``until``, by day and number; 2 statements.

    Nothing that is recorded later changes the answer.
    """
    where = Q(decision__body__plan__slug=plan, decision__item__meeting__is_example=is_example)
    return order_lines(where, language=language, until=until, is_public_only=is_public_only)


def order_lines(
    where: Q,
    *,
    language: Language,
    until: dt.datetime | None = None,
    is_public_only: bool = False,
) -> tuple[OrderLine, ...]:
    """The orders that meet ``where``, by day and number; 2 statements, 1 where there are none."""
    rows = list(_rows(where, until, is_public_only).values(*_columns(language)))
    if not rows:
        return ()
    said: dict[int, list[FollowUpLine]] = {}
    entries = FollowUp.objects.filter(order_id__in=[row["id"] for row in rows])
    if until is not None:
        entries = entries.filter(recorded_at__lte=until)
    for order, *fields in entries.order_by("recorded_at", "id").values_list(
        "order_id",
        "id",
        "state",
        "text",
        f"called_{language}",
        "speaker",
        "is_behalf",
        "said_on",
        "recorded_at",
    ):
        said.setdefault(order, []).append(FollowUpLine(*fields))
    return tuple(
        _line(row, tuple(said.get(row["id"], ())), language, until, is_public_only) for row in rows
    )


def order_line(order: int, *, language: Language) -> OrderLine:
    """One order as it stands. Raises ``OrderNotFound``."""
    found = order_lines(Q(id=order), language=language)
    if not found:
        raise OrderNotFound(str(order))
    return found[0]


def orders_of(institutions: Collection[str], *, language: Language) -> tuple[OrderLine, ...]:
    """The orders that these institutions have, in all plans; 2 statements, none for nobody."""
    if not institutions:
        return ()
    return order_lines(Q(institution__slug__in=list(institutions)), language=language)


def ranked(lines: Collection[OrderLine], *, today: dt.date) -> tuple[OrderLine, ...]:
    """Overdue first, then what is open, then what is settled."""
    return tuple(
        sorted(
            lines,
            key=lambda one: due.rank(
                is_settled=one.is_settled, is_late=one.is_overdue(today), due_on=one.due_on
            ),
        )
    )


def _rows(where: Q, until: dt.datetime | None, is_public_only: bool) -> Any:
    found = Order.objects.filter(where)
    if until is not None:
        found = found.filter(recorded_at__lte=until)
    if is_public_only:
        limit: dict[str, object] = {"decision__item__meeting__published_at__isnull": False}
        if until is not None:
            limit = {"decision__item__meeting__published_at__lte": until}
        found = found.filter(**limit)
    return found.order_by("due_on", "id")


_LATER = "decision__superseded_by__decision"


def _columns(language: Language) -> tuple[str, ...]:
    return (
        "id",
        "number",
        "decision_id",
        "decision__number",
        "decision__decided_on",
        "decision__body__slug",
        "decision__body__plan__slug",
        "decision__item__meeting__published_at",
        "decision__item__meeting__is_example",
        f"{_LATER}__number",
        f"{_LATER}__recorded_at",
        f"{_LATER}__item__meeting__published_at",
        "institution__slug",
        f"called_{language}",
        "text_de",
        "text_en",
        "measures",
        "due_on",
        "recorded_at",
        "accepted_at",
        "replaced_by__number",
        "replaced_by__recorded_at",
        "replaced_by__decision__number",
        "replaced_by__decision__item__meeting__published_at",
    )


def _line(
    row: dict[str, Any],
    said: tuple[FollowUpLine, ...],
    language: Language,
    until: dt.datetime | None,
    is_public_only: bool,
) -> OrderLine:
    def is_known(at: dt.datetime | None, published_at: dt.datetime | None) -> bool:
        moments = (at, published_at) if is_public_only else (at,)
        return all(one is not None and (until is None or one <= until) for one in moments)

    replaced = is_known(
        row["replaced_by__recorded_at"],
        row["replaced_by__decision__item__meeting__published_at"],
    )
    dropped = is_known(row[f"{_LATER}__recorded_at"], row[f"{_LATER}__item__meeting__published_at"])
    later = f"{row['replaced_by__decision__number']}-{row['replaced_by__number']}"
    accepted_at = row["accepted_at"]
    published_at = row["decision__item__meeting__published_at"]
    return OrderLine(
        id=row["id"],
        name=f"{row['decision__number']}-{row['number']}",
        plan=row["decision__body__plan__slug"],
        body=row["decision__body__slug"],
        decision=row["decision_id"],
        decision_number=row["decision__number"],
        decided_on=row["decision__decided_on"],
        institution=row["institution__slug"],
        called=row[f"called_{language}"],
        text=row[f"text_{language}"] or row["text_de"],
        measures=tuple(row["measures"]),
        due_on=row["due_on"],
        recorded_at=row["recorded_at"],
        follow_ups=said,
        accepted_at=accepted_at if until is None or (accepted_at or until) <= until else None,
        replaced_by=later if replaced else "",
        dropped_by=row[f"{_LATER}__number"] if dropped else "",
        is_public=published_at is not None and (until is None or published_at <= until),
        is_example=row["decision__item__meeting__is_example"],
    )
