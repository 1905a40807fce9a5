# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""When a decision contradicts one that still holds.

A decision is final where it adopts or rejects. Whoever decides otherwise about the same measure,
proposal or order has to say that the earlier decision no longer holds, or, where they only share a
measure, that both hold. Taking note of something contradicts nothing, and deciding what was
postponed is what was promised.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from leitstand.committee.enums import Outcome

Ground: TypeAlias = Literal["proposal", "order", "measure", "amendment", "new-order"]
FINAL = frozenset({Outcome.ADOPTED.value, Outcome.REJECTED.value})
_AGAINST = FINAL | {Outcome.POSTPONED.value}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a decision is about: measures by key, a proposal and an order by number."""

    measures: frozenset[str] = frozenset()
    proposal: int | None = None
    order: int | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """A decision that holds: nothing has superseded it."""

    id: int
    number: str
    outcome: str
    subject: Subject


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that holds and that the new decision speaks against.

    ``id`` is the number of the decision, amendment or order. ``measures`` are those in common.
    """

    id: int
    number: str
    ground: Ground
    measures: tuple[str, ...] = ()

    @property
    def may_stand_beside(self) -> bool:
        """Whether both may hold: two decisions about one measure can concern different things."""
        return self.ground == "measure"


def conflicts(outcome: str, subject: Subject, holding: Iterable[Holding]) -> tuple[Conflict, ...]:
    """The decisions that hold and say otherwise about the same, in their order."""
    return tuple(
        found for one in holding if (found := _conflict(outcome, subject, one)) is not None
    )


def _conflict(outcome: str, subject: Subject, earlier: Holding) -> Conflict | None:
    if earlier.outcome not in FINAL or outcome not in _AGAINST or outcome == earlier.outcome:
        return None
    if subject.proposal is not None and subject.proposal == earlier.subject.proposal:
        return Conflict(earlier.id, earlier.number, "proposal")
    if subject.order is not None and subject.order == earlier.subject.order:
        return Conflict(earlier.id, earlier.number, "order")
    shared = tuple(sorted(subject.measures & earlier.subject.measures))
    return Conflict(earlier.id, earlier.number, "measure", shared) if shared else None
