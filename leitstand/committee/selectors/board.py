# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a committee has to know on one small screen: how the plan stands, and what waits for it."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from leitstand.committee.enums import ProposalState
from leitstand.committee.selectors.meetings import MeetingCard, meeting_cards, upcoming
from leitstand.committee.selectors.orders import OrderLine, order_lines, ranked
from leitstand.committee.selectors.proposals import ProposalLine, proposal_lines
from leitstand.core.languages import Language
from leitstand.steering.enums import Verdict
from leitstand.steering.rules.rollup import Count, RollUp
from leitstand.steering.selectors.settled import (
    Settled,
    earlier_than,
    settled_results,
    settled_rounds,
)

# A committee decides on these: what should be done, by now, and is not, or cannot be believed.
NEEDS_DECISION = (Verdict.OVERDUE, Verdict.CONTRADICTORY)


@dataclass(frozen=True, slots=True)
class WaitingMeasure:
    """A measure that somebody must decide about. ``verdict`` says why, ``support`` what its lead
    asks for in their own words.
    """

    key: str
    label: str
    title: str
    verdict: str
    support: str


@dataclass(frozen=True, slots=True)
class RoundStanding:
    """The newest frozen round: who answered, what the rules found, which measures wait."""

    round: Settled
    title: str
    total: RollUp
    verdicts: tuple[Count, ...]
    waiting: tuple[WaitingMeasure, ...]


@dataclass(frozen=True, slots=True)
class CommitteeBoard:
    """All of it. ``orders`` are those that nobody has settled, overdue ones first."""

    today: dt.date
    standing: RoundStanding | None
    orders: tuple[OrderLine, ...]
    following: MeetingCard | None
    proposals: tuple[ProposalLine, ...]

    @property
    def overdue(self) -> tuple[OrderLine, ...]:
        """The orders whose day is over."""
        return tuple(one for one in self.orders if one.is_overdue(self.today))

    @property
    def has_example(self) -> bool:
        """Whether anything on it is invented."""
        return (
            (self.standing is not None and self.standing.round.is_example)
            or any(one.is_example for one in self.orders)
            or any(one.is_example for one in self.proposals)
            or (self.following is not None and self.following.is_example)
        )


def committee_board(plan: str, *, language: Language, today: dt.date) -> CommitteeBoard:
    """The board of a plan; 6 statements, and one for every archive that was not read before."""
    orders = order_lines(
        Q(decision__body__plan__slug=plan, accepted_at__isnull=True), language=language
    )
    waiting = Q(plan__slug=plan, state__in=[ProposalState.SUPPORTED, ProposalState.ON_AGENDA])
    following = meeting_cards(
        upcoming(plan, today=today), language=language, limit=1, is_soonest_first=True
    )
    return CommitteeBoard(
        today,
        round_standing(plan, language=language),
        ranked([one for one in orders if not one.is_settled], today=today),
        following[0] if following else None,
        proposal_lines(waiting, language=language),
    )


def round_standing(plan: str, *, language: Language) -> RoundStanding | None:
    """What the newest frozen round says, whether it is public or not; 1 statement once read."""
    rounds = settled_rounds(plan)
    if not rounds:
        return None
    newest = rounds[-1]
    results = settled_results(newest, language=language, earlier=earlier_than(newest, rounds))
    support = {
        one.line.measure.key: one.line.content.support_wanted
        for one in results.lines
        if one.line.content and one.line.content.support_wanted
    }
    waiting = [
        WaitingMeasure(
            key,
            results.view.measures[key].label,
            results.view.measures[key].title,
            found.verdict.value if found.verdict in NEEDS_DECISION else "",
            support.get(key, ""),
        )
        for key, found in results.statements.items()
        if found.verdict in NEEDS_DECISION or key in support
    ]
    waiting.sort(key=lambda one: (not one.verdict, not one.support))
    return RoundStanding(
        newest,
        newest.title(language),
        results.total,
        # The gravest first: what stands at the top of a small screen is what matters.
        tuple(one for one in reversed(results.total.verdicts) if one.count),
        tuple(waiting),
    )
