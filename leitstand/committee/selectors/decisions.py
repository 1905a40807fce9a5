# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What was decided, and how it stands: what superseded it, what it changed in the plan.

A question about the past (``until``) is answered from what was recorded by that moment alone, so
the same question always has the same answer.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leitstand.committee.errors import DecisionNotFound
from leitstand.committee.models import (
    Amendment,
    Decision,
    DecisionMeasure,
    Supersession,
)
from leitstand.core.languages import Language


@dataclass(frozen=True, slots=True)
class DecisionRef:
    """Another decision, by its row and its number."""

    id: int
    number: str


@dataclass(frozen=True, slots=True)
class AmendmentLine:
    """What a decision did to a measure: the number of the act, and what took its place."""

    id: int
    measure: str
    act: int
    is_new: bool
    recorded_at: dt.datetime
    replaces: str
    replaced_by: str


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """A decision as it stands. ``text`` is in the asked language, German where there is no other.

    ``body`` is the slug, ``body_name`` what the body was called when it decided. ``proposal`` is
    the number of the proposal it is about, ``order`` that of the order.
    """

    id: int
    number: str
    plan: str
    body: str
    body_name: str
    meeting: int
    item: int
    held_on: dt.date
    text: str
    outcome: str
    decided_on: dt.date
    recorded_at: dt.datetime
    measures: tuple[str, ...]
    proposal: int | None
    order: int | None
    supersedes: tuple[DecisionRef, ...]
    superseded_by: DecisionRef | None
    amendments: tuple[AmendmentLine, ...]
    is_public: bool
    is_example: bool

    @property
    def holds(self) -> bool:
        """Whether nothing has superseded it."""
        return self.superseded_by is None


def decisions_until(
    plan: str,
    *,
    until: dt.datetime,
    language: Language,
    is_example: bool,
    is_public_only: bool = False,
) -> tuple[DecisionLine, ...]:
    """What was decided about the plan as recorded by ``until``, oldest first; 4 statements.

    Nothing that is recorded later changes the answer. ``is_public_only``: only what was published
    by then, and superseded only by what was.
    """
    where = Q(body__plan__slug=plan, item__meeting__is_example=is_example)
    return decision_lines(where, language=language, until=until, is_public_only=is_public_only)


def decision_lines(
    where: Q,
    *,
    language: Language,
    until: dt.datetime | None = None,
    is_public_only: bool = False,
) -> tuple[DecisionLine, ...]:
    """The decisions that meet ``where``, oldest first; 4 statements, 1 where there are none."""
    rows = list(_rows(where, language, until, is_public_only))
    if not rows:
        return ()
    ids = [row["id"] for row in rows]
    measures: dict[int, list[str]] = {}
    for decision, measure in DecisionMeasure.objects.filter(decision_id__in=ids).values_list(
        "decision_id", "measure"
    ):
        measures.setdefault(decision, []).append(measure)
    supersedes, superseded_by = _supersessions(ids, until, is_public_only)
    amendments = _amendments(ids, until)
    return tuple(
        DecisionLine(
            id=row["id"],
            number=row["number"],
            plan=row["body__plan__slug"],
            body=row["body__slug"],
            body_name=row[f"body_{language}"],
            meeting=row["item__meeting_id"],
            item=row["item_id"],
            held_on=row["item__meeting__held_on"],
            text=row[f"text_{language}"] or row["text_de"],
            outcome=row["outcome"],
            decided_on=row["decided_on"],
            recorded_at=row["recorded_at"],
            measures=tuple(measures.get(row["id"], ())),
            proposal=row["proposal_id"],
            order=row["order_id"],
            supersedes=tuple(supersedes.get(row["id"], ())),
            superseded_by=superseded_by.get(row["id"]),
            amendments=tuple(amendments.get(row["id"], ())),
            is_public=_by(row["item__meeting__published_at"], until),
            is_example=row["item__meeting__is_example"],
        )
        for row in rows
    )


def decision_line(decision: int, *, language: Language) -> DecisionLine:
    """One decision as it stands. Raises ``DecisionNotFound``."""
    found = decision_lines(Q(id=decision), language=language)
    if not found:
        raise DecisionNotFound(str(decision))
    return found[0]


def next_number(body: int, *, short: str, year: int) -> str:
    """The number that follows the last one of the year: "SKIP 2026/03"; one statement."""
    head = f"{short} {year}/"
    numbers = Decision.objects.filter(body_id=body, number__startswith=head).values_list(
        "number", flat=True
    )
    tails = [one.removeprefix(head) for one in numbers]
    last = max((int(one) for one in tails if one.isdecimal()), default=0)
    return f"{head}{last + 1:02d}"


def _rows(where: Q, language: Language, until: dt.datetime | None, is_public_only: bool) -> Any:
    found = Decision.objects.filter(where)
    if until is not None:
        found = found.filter(recorded_at__lte=until)
    if is_public_only:
        limit: dict[str, object] = {"item__meeting__published_at__isnull": False}
        if until is not None:
            limit = {"item__meeting__published_at__lte": until}
        found = found.filter(**limit)
    return found.order_by("decided_on", "id").values(
        "id",
        "number",
        "body__plan__slug",
        "body__slug",
        f"body_{language}",
        "item_id",
        "item__meeting_id",
        "item__meeting__held_on",
        "item__meeting__published_at",
        "item__meeting__is_example",
        "text_de",
        "text_en",
        "outcome",
        "decided_on",
        "recorded_at",
        "proposal_id",
        "order_id",
    )


def _by(at: dt.datetime | None, until: dt.datetime | None) -> bool:
    return at is not None and (until is None or at <= until)


def _supersessions(
    ids: list[int], until: dt.datetime | None, is_public_only: bool
) -> tuple[dict[int, list[DecisionRef]], dict[int, DecisionRef]]:
    """What each decision supersedes, and what superseded it, as far as was known."""
    supersedes: dict[int, list[DecisionRef]] = {}
    superseded_by: dict[int, DecisionRef] = {}
    rows = Supersession.objects.filter(Q(decision_id__in=ids) | Q(earlier_id__in=ids)).order_by(
        "earlier_id"
    )
    columns = (
        "decision_id",
        "decision__number",
        "decision__recorded_at",
        "decision__item__meeting__published_at",
        "earlier_id",
        "earlier__number",
    )
    for later, later_number, at, published_at, earlier, earlier_number in rows.values_list(
        *columns
    ):
        if not _by(at, until) or (is_public_only and not _by(published_at, until)):
            continue
        supersedes.setdefault(later, []).append(DecisionRef(earlier, earlier_number))
        superseded_by[earlier] = DecisionRef(later, later_number)
    return supersedes, superseded_by


def _amendments(ids: list[int], until: dt.datetime | None) -> dict[int, list[AmendmentLine]]:
    rows = Amendment.objects.filter(decision_id__in=ids).order_by("id")
    if until is not None:
        rows = rows.filter(recorded_at__lte=until)
    found: dict[int, list[AmendmentLine]] = {}
    for decision, row_id, measure, act, is_new, at, replaces, later, later_at in rows.values_list(
        "decision_id",
        "id",
        "measure",
        "act",
        "is_new",
        "recorded_at",
        "replaces__decision__number",
        "replaced_by__decision__number",
        "replaced_by__recorded_at",
    ):
        replaced_by = later if later and _by(later_at, until) else ""
        found.setdefault(decision, []).append(
            AmendmentLine(row_id, measure, act, is_new, at, replaces or "", replaced_by)
        )
    return found
