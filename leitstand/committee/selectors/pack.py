# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""All that the papers of one meeting hold, for whoever sets them in one file."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Q

from leitstand.committee.selectors.bodies import SeatLine, seat_lines
from leitstand.committee.selectors.decisions import DecisionLine, decision_lines
from leitstand.committee.selectors.meetings import (
    ItemLine,
    MeetingCard,
    PaperLine,
    item_lines,
    meeting_card,
    paper_file,
    paper_lines,
)
from leitstand.committee.selectors.orders import OrderLine, order_lines, ranked
from leitstand.core.languages import Language
from leitstand.core.selectors import data_version
from leitstand.plan.selectors import plan_frame
from leitstand.plan.selectors.measures import MeasureLine, measure_lines
from leitstand.steering.selectors.standing import Standing, newest_standing


@dataclass(frozen=True, slots=True)
class PackPaper:
    """A paper: what it is called, its SHA-256, and how to get its bytes (one statement)."""

    line: PaperLine
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class PackItem:
    """An item of the agenda with its papers and what was decided under it so far."""

    line: ItemLine
    papers: tuple[PackPaper, ...]
    decisions: tuple[DecisionLine, ...]


@dataclass(frozen=True, slots=True)
class MeetingPack:
    """A meeting with all that its members need on the table.

    ``members`` sit in the body on the day of the meeting. ``papers`` belong to the meeting as a
    whole. ``orders`` are those of the body that nobody has settled, overdue ones first by
    ``today``. ``earlier`` are decisions about the same measures that hold. ``measures`` are those
    that the agenda and the open orders name, ``standings`` their newest published states.
    """

    card: MeetingCard
    today: dt.date
    members: tuple[SeatLine, ...]
    items: tuple[PackItem, ...]
    papers: tuple[PackPaper, ...]
    orders: tuple[OrderLine, ...]
    earlier: tuple[DecisionLine, ...]
    measures: dict[str, MeasureLine]
    standings: dict[str, Standing]
    data_version: int


def meeting_pack(meeting: int, language: Language, *, today: dt.date) -> MeetingPack:
    """The pack of a meeting; 23 statements at most. Raises ``MeetingNotFound``."""
    card = meeting_card(meeting, language=language)
    plan = card.body.plan
    items = item_lines(meeting, language=language)
    papers = tuple(_paper(one) for one in paper_lines(meeting))
    own = decision_lines(Q(item__meeting_id=meeting), language=language)
    orders = tuple(one for one in open_orders(card, language, today) if not one.is_settled)
    named = list(
        dict.fromkeys(
            key
            for keys in (*(i.measures for i in items), *(o.measures for o in orders))
            for key in keys
        )
    )
    frame = plan_frame(plan, language=language)
    lines = {one.key: one for one in measure_lines(frame) if one.key in named}
    about = Q(body__plan__slug=plan, measures__measure__in=named, superseded_by__isnull=True)
    same_kind = Q(item__meeting__is_example=card.is_example) & ~Q(item__meeting_id=meeting)
    earlier = decision_lines(about & same_kind, language=language) if named else ()
    standings = newest_standing(plan, named, language=language, day=None) if named else ()
    return MeetingPack(
        card,
        today,
        seat_lines(card.body.id, language=language, on=card.held_on),
        tuple(
            PackItem(
                item,
                tuple(one for one in papers if one.line.item == item.id),
                tuple(one for one in own if one.item == item.id),
            )
            for item in items
        ),
        tuple(one for one in papers if one.line.item is None),
        orders,
        tuple({one.id: one for one in earlier}.values()),
        {key: lines[key] for key in named if key in lines},
        {one.measure: one for one in standings},
        data_version(),
    )


def open_orders(card: MeetingCard, language: Language, today: dt.date) -> tuple[OrderLine, ...]:
    """What the body ordered and nobody has settled, as a meeting looks at it; 2 statements."""
    where = Q(decision__body_id=card.body.id, accepted_at__isnull=True)
    where &= Q(decision__item__meeting__is_example=card.is_example)
    found = order_lines(where, language=language)
    return ranked([one for one in found if not one.is_settled], today=today)


def _paper(line: PaperLine) -> PackPaper:
    return PackPaper(line, lambda: paper_file(line.id).content)
