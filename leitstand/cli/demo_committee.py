# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's committees: two bodies, a meeting that was held, one to come, a proposal.

All of it is invented and marked so ("Beispieldaten"), and goes through the services, as an office
would do it. Loading it again changes nothing.
"""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

import yaml
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict

from leitstand.cli.account import operator
from leitstand.committee.enums import OrderState, Outcome
from leitstand.committee.rules.life import Step
from leitstand.committee.selectors.bodies import body_cards
from leitstand.committee.services.agenda import WantedItem, item_add
from leitstand.committee.services.bodies import WantedBody, WantedSeat, body_create, seat_add
from leitstand.committee.services.decisions import WantedDecision, decision_record
from leitstand.committee.services.meetings import WantedMeeting, meeting_plan, meeting_step
from leitstand.committee.services.orders import (
    WantedFollowUp,
    WantedOrder,
    follow_up_add,
    order_accept,
    order_give,
)
from leitstand.committee.services.proposals import (
    WantedProposal,
    proposal_submit,
    proposal_write,
    support_add,
)
from leitstand.plan.selectors import plan_slugs

_ROOM = Path(__file__).resolve().parent


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _Words(_Entry):
    de: str
    en: str = ""


class DemoSeat(_Entry):
    """A seat since a day."""

    institution: str
    role: str
    since: dt.date
    function: _Words = _Words(de="")


class DemoBody(_Entry):
    """A body with its seats."""

    slug: str
    name: _Words
    short: str
    kind: str
    institution: str
    rule: _Words
    seats: tuple[DemoSeat, ...]


class DemoSupport(_Entry):
    """An institution that supports a proposal since a day."""

    institution: str
    since: dt.date


class DemoProposal(_Entry):
    """A proposal that was submitted; agenda items name it by its key."""

    key: str
    title: str
    text: str
    goal: str
    node: str
    lead: str
    proposed_for: str
    submitted_on: dt.date
    supporters: tuple[DemoSupport, ...] = ()


class DemoFollowUp(_Entry):
    """What was said of an order on a day."""

    said_on: dt.date
    state: OrderState
    text: str


class DemoOrder(_Entry):
    """An order, due on a day or so many days after loading."""

    institution: str
    text: _Words
    due_on: dt.date | None = None
    due_in_days: int = 0
    follow_ups: tuple[DemoFollowUp, ...] = ()
    accepted_on: dt.date | None = None


class DemoDecision(_Entry):
    """What was decided under an item."""

    text: _Words
    outcome: Outcome
    orders: tuple[DemoOrder, ...] = ()


class DemoItem(_Entry):
    """An agenda item."""

    title: _Words
    kind: str
    text: str = ""
    measures: tuple[str, ...] = ()
    proposal: str = ""
    decision: DemoDecision | None = None


class DemoMeeting(_Entry):
    """A meeting on a day, or so many days after loading, with the days of its steps."""

    key: str
    body: str
    title: _Words
    held_on: dt.date | None = None
    in_days: int = 0
    starts_at: dt.time
    place: str
    invited_on: dt.date | None = None
    closed_on: dt.date | None = None
    published_on: dt.date | None = None
    items: tuple[DemoItem, ...]


class DemoCommittee(_Entry):
    """The whole file."""

    plan: str
    bodies: tuple[DemoBody, ...]
    proposals: tuple[DemoProposal, ...]
    meetings: tuple[DemoMeeting, ...]


def load_demo_committee(*, now: dt.datetime | None = None) -> tuple[str, ...]:
    """The bodies are there with all that belongs to them, or nothing of it; returns their slugs.

    Nothing for an installation without the plan, or where one of the bodies is there already.
    """
    given = demo()
    if given.plan not in plan_slugs():
        return ()
    wanted = {one.slug for one in given.bodies}
    if wanted & {card.slug for card in body_cards(language="de")}:
        return tuple(sorted(wanted))
    now = now or timezone.now()
    with transaction.atomic():
        for body in given.bodies:
            _body(given.plan, body)
        proposals = {one.key: _proposal(given.plan, one) for one in given.proposals}
        for meeting in given.meetings:
            _meeting(meeting, proposals, now)
    return tuple(sorted(wanted))


def demo() -> DemoCommittee:
    """The file, read. A wheel carries it beside the rooms, a checkout above them."""
    places = (_ROOM.parent / "demo", _ROOM.parent.parent / "demo")
    path = next(one for one in (place / "committee.yaml" for place in places) if one.exists())
    return DemoCommittee.model_validate(yaml.safe_load(path.read_text("utf-8")))


def _body(plan: str, given: DemoBody) -> None:
    body_create(
        actor=operator(),
        plan=plan,
        slug=given.slug,
        wanted=WantedBody(
            name_de=given.name.de,
            name_en=given.name.en,
            kind=given.kind,
            short=given.short,
            rule_de=given.rule.de,
            rule_en=given.rule.en,
            institution=given.institution,
            is_example=True,
        ),
    )
    for seat in given.seats:
        wanted = WantedSeat(
            role=seat.role,
            valid_from=seat.since,
            institution=seat.institution,
            function_de=seat.function.de,
            function_en=seat.function.en,
        )
        seat_add(actor=operator(), body=given.slug, wanted=wanted)


def _proposal(plan: str, given: DemoProposal) -> int:
    at = _at(given.submitted_on)
    made = proposal_write(
        actor=operator(),
        plan=plan,
        wanted=WantedProposal(
            title=given.title,
            text=given.text,
            goal=given.goal,
            node=given.node,
            lead=given.lead,
            proposed_for=given.proposed_for,
        ),
        submission=_number("proposal", given.key),
        is_example=True,
        now=at,
    )
    proposal_submit(actor=operator(), proposal=made, now=at)
    for one in given.supporters:
        support_add(
            actor=operator(),
            proposal=made,
            institution=one.institution,
            supported_on=one.since,
            now=_at(one.since),
        )
    return made


def _meeting(given: DemoMeeting, proposals: dict[str, int], now: dt.datetime) -> None:
    today = timezone.localdate(now)
    held_on = given.held_on or today + dt.timedelta(days=given.in_days)
    wanted = WantedMeeting(
        title_de=given.title.de,
        title_en=given.title.en,
        held_on=held_on,
        starts_at=given.starts_at,
        place=given.place,
        is_example=True,
    )
    submission = _number("meeting", given.key)
    made = meeting_plan(actor=operator(), body=given.body, wanted=wanted, submission=submission)
    items = [
        item_add(
            actor=operator(),
            meeting=made,
            wanted=WantedItem(
                kind=item.kind,
                title_de=item.title.de,
                title_en=item.title.en,
                text_de=item.text,
                measures=item.measures,
                proposal=proposals.get(item.proposal),
            ),
        )
        for item in given.items
    ]
    if given.invited_on is None:
        return
    office = operator()
    meeting_step(actor=office, meeting=made, step=Step.INVITE, now=_at(given.invited_on))
    meeting_step(actor=office, meeting=made, step=Step.HOLD, now=_at(held_on, 17))
    decided = 0
    orders = []
    for item, row in zip(given.items, items, strict=True):
        if item.decision is None:
            continue
        decided += 1
        number = f"SKIP {held_on.year}/{decided:02d}"
        orders += _decision(item, row, _Place(given.key, number, held_on, today))
    if given.closed_on and given.published_on:
        meeting_step(actor=office, meeting=made, step=Step.CLOSE, now=_at(given.closed_on))
        meeting_step(actor=office, meeting=made, step=Step.PUBLISH, now=_at(given.published_on))
    for place, (order, row) in enumerate(orders):
        _follow(order, row, f"{given.key}/{place}")


@dataclass(frozen=True, slots=True)
class _Place:
    """Where and when a decision is made, and when it is loaded."""

    meeting: str
    number: str
    held_on: dt.date
    today: dt.date


def _decision(item: DemoItem, row: int, place: _Place) -> list[tuple[DemoOrder, int]]:
    given, key = item.decision, f"{place.meeting}/{place.number}"
    if given is None:
        return []
    made = decision_record(
        actor=operator(),
        item=row,
        wanted=WantedDecision(
            number=place.number,
            text_de=given.text.de,
            text_en=given.text.en,
            outcome=given.outcome.value,
            decided_on=place.held_on,
            measures=item.measures,
        ),
        submission=_number("decision", key),
        now=_at(place.held_on, 18),
    )
    return [
        (
            one,
            order_give(
                actor=operator(),
                decision=made,
                wanted=WantedOrder(
                    institution=one.institution,
                    text_de=one.text.de,
                    text_en=one.text.en,
                    due_on=one.due_on or place.today + dt.timedelta(days=one.due_in_days),
                    measures=item.measures,
                ),
                submission=_number("order", f"{key}/{counted}"),
                now=_at(place.held_on, 18),
            ),
        )
        for counted, one in enumerate(given.orders)
    ]


def _follow(given: DemoOrder, order: int, key: str) -> None:
    for place, said in enumerate(given.follow_ups):
        follow_up_add(
            actor=operator(),
            order=order,
            wanted=WantedFollowUp(said.state.value, said.text, said.said_on),
            submission=_number("follow-up", f"{key}/{place}"),
            now=_at(said.said_on),
        )
    if given.accepted_on:
        order_accept(actor=operator(), order=order, now=_at(given.accepted_on))


def _number(kind: str, key: str) -> UUID:
    """The same for the same thing, whenever it is loaded."""
    return uuid5(NAMESPACE_URL, f"leitstand-demo:committee/{kind}/{key}")


def _at(day: dt.date, hour: int = 10) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour)))


def committee_lines(loaded: tuple[str, ...], *, base: str) -> list[str]:
    """What the demonstration prints about its bodies."""
    if not loaded:
        return []
    return [
        _("Gremien (Beispieldaten: Sitzungen und Beschlüsse sind erfunden): %s")
        % f"{base}/plaene/{demo().plan}/beschluesse"
    ]
