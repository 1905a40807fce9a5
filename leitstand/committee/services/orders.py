# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Orders to institutions, and what they say became of them, one entry after another."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.enums import MeetingState, OrderState
from leitstand.committee.errors import Contradicts, OrderNotFound, Refused
from leitstand.committee.models import Decision, FollowUp, Order
from leitstand.committee.permissions import (
    FOLLOW_UP,
    MANAGE_COMMITTEE,
    OrderSubject,
    acts_for,
)
from leitstand.committee.rules.contradiction import Conflict
from leitstand.committee.rules.due import FINAL
from leitstand.committee.rules.words import clean, too_far, too_long
from leitstand.committee.services.agenda import unknown_measures
from leitstand.committee.services.bodies import subject_of
from leitstand.committee.services.decisions import decision_for_change, refuse_superseded
from leitstand.committee.services.meetings import not_now
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.selectors import institution_ids, institution_labels
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn

MOST_ENTRIES = 200


@dataclass(frozen=True, slots=True)
class WantedOrder:
    """Who shall do what until when. ``measures`` are keys of the plan."""

    institution: str
    text_de: str
    due_on: dt.date
    text_en: str = ""
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WantedFollowUp:
    """What is said of an order, and when it was said."""

    state: str
    text: str
    said_on: dt.date


@transaction.atomic
def order_give(
    *,
    actor: Actor,
    decision: int,
    wanted: WantedOrder,
    submission: UUID,
    replaces: int | None = None,
    now: dt.datetime | None = None,
) -> int:
    """The institution has the order; returns its number, the known one where it was sent before.

    Where an earlier decision that holds ordered the same institution something about the same
    measure, ``replaces`` must name that order: else ``Contradicts``, and nothing is written.
    """
    found = decision_for_change(actor, decision)
    known = Order.objects.filter(submission=submission, decision=found).first()
    if known is not None:
        return known.pk
    _refuse_order(found, wanted)
    ids = institution_ids()
    earlier = _standing(found, ids[wanted.institution], wanted.measures)
    taken = next((one for one in earlier if one.pk == replaces), None)
    open_ones = tuple(
        Conflict(one.pk, order_words(one), "new-order", tuple(one.measures))
        for one in earlier
        if one != taken
    )
    if open_ones:
        raise Contradicts(open_ones)
    last = Order.objects.filter(decision=found).aggregate(last=Max("number"))["last"] or 0
    called = {
        one: institution_labels([wanted.institution], language=one)[wanted.institution]
        for one in ("de", "en")
    }
    made = Order.objects.create(
        decision=found,
        number=last + 1,
        institution_id=ids[wanted.institution],
        called_de=called["de"],
        called_en=called["en"],
        text_de=clean(wanted.text_de),
        text_en=clean(wanted.text_en),
        measures=list(dict.fromkeys(wanted.measures)),
        due_on=wanted.due_on,
        recorded_at=now or timezone.now(),
        replaces=taken,
        submission=submission,
    )
    _log(made, found, actor, "order.give")
    return made.pk


@transaction.atomic
def follow_up_add(
    *,
    actor: Actor,
    order: int,
    wanted: WantedFollowUp,
    submission: UUID,
    now: dt.datetime | None = None,
) -> int:
    """What the institution says stands last with the order; returns its number.

    Sending the same form twice is one entry. Raises ``Refused``, ``NotPermitted``.
    """
    take_turn()
    found = _order(order)
    subject = _subject(found)
    require(actor, FOLLOW_UP, subject)
    known = FollowUp.objects.filter(submission=submission, order=found).first()
    if known is not None:
        return known.pk
    _refuse_follow_up(found, wanted, timezone.localdate(now) if now else timezone.localdate())
    made = FollowUp.objects.create(
        order=found,
        state=wanted.state,
        text=clean(wanted.text),
        called_de=found.called_de,
        called_en=found.called_en,
        said_by=actor_key(actor),
        speaker=str(actor)[:200] if acts_for(actor, subject) else "",
        is_behalf=not acts_for(actor, subject),
        said_on=wanted.said_on,
        recorded_at=now or timezone.now(),
        submission=submission,
    )
    _log(found, found.decision, actor, "order.follow_up", entry=made.pk)
    return made.pk


@transaction.atomic
def order_accept(*, actor: Actor, order: int, now: dt.datetime | None = None) -> None:
    """The office takes the order as settled; doing so twice changes nothing.

    Raises ``Refused`` where nobody has said that it is done, or that it is not possible.
    """
    take_turn()
    found = _order(order)
    require(actor, MANAGE_COMMITTEE, subject_of(found.decision.body))
    if found.accepted_at is not None:
        return
    newest = FollowUp.objects.filter(order=found).order_by("-recorded_at", "-id").first()
    if newest is None or newest.state not in FINAL:
        raise Refused(_("Noch hat niemand gesagt, dass der Auftrag erledigt ist."))
    found.accepted_at, found.accepted_by = now or timezone.now(), actor_key(actor)
    found.save(update_fields=["accepted_at", "accepted_by"])
    _log(found, found.decision, actor, "order.accept")


def order_words(order: Order) -> str:
    """How an order is called: "SKIP 2026/03-1"."""
    return f"{order.decision.number}-{order.number}"


def _order(order: int) -> Order:
    found = (
        Order.objects.select_related("decision__body__plan", "decision__item__meeting")
        .select_related("institution")
        .filter(pk=order)
        .first()
    )
    if found is None:
        raise OrderNotFound(str(order))
    return found


def _subject(order: Order) -> OrderSubject:
    return OrderSubject(order.decision.body.plan.slug, order.institution.slug)


def _refuse_order(decision: Decision, wanted: WantedOrder) -> None:
    refuse_superseded(decision)
    if decision.item.meeting.state != MeetingState.HELD:
        raise Refused(not_now(decision.item.meeting))
    problems = []
    if wanted.institution not in institution_ids():
        problems.append(_("Diese Institution gibt es nicht: %s") % wanted.institution)
    if not clean(wanted.text_de):
        problems.append(_("Der Text des Auftrags fehlt."))
    texts = (wanted.text_de, wanted.text_en)
    problems += [problem for one in texts if (problem := too_long(one))]
    if wanted.due_on < decision.decided_on:
        problems.append(_("Die Frist liegt vor dem Beschluss."))
    if problem := too_far(wanted.due_on, timezone.localdate()):
        problems.append(problem)
    problems += unknown_measures(decision.body.plan.slug, wanted.measures)
    if problems:
        raise Refused(*problems)


def _standing(decision: Decision, institution: int, measures: tuple[str, ...]) -> list[Order]:
    """What other decisions that hold ordered the institution about the same measures."""
    rows = (
        Order.objects.filter(institution=institution, accepted_at__isnull=True)
        .filter(replaced_by__isnull=True, decision__superseded_by__isnull=True)
        .filter(decision__body__plan=decision.body.plan_id)
        .filter(decision__item__meeting__is_example=decision.item.meeting.is_example)
        .exclude(decision=decision)
        .select_related("decision")
    )
    return [one for one in rows if set(one.measures) & set(measures)]


def _refuse_follow_up(order: Order, wanted: WantedFollowUp, today: dt.date) -> None:
    if order.accepted_at is not None:
        raise Refused(_("Die Geschäftsstelle hat diesen Auftrag schon abgeschlossen."))
    if (later := getattr(order, "replaced_by", None)) is not None:
        raise Refused(_("Dieser Auftrag ist ersetzt durch %s.") % order_words(later))
    refuse_superseded(order.decision)
    problems = []
    if wanted.state not in OrderState.values:
        problems.append(_("Diesen Stand gibt es nicht: %s") % wanted.state)
    if wanted.state in FINAL and not clean(wanted.text):
        problems.append(_("Bitte in einem Satz sagen, was getan ist oder warum es nicht geht."))
    if problem := too_long(wanted.text):
        problems.append(problem)
    if wanted.said_on > today:
        problems.append(_("Der Tag liegt in der Zukunft."))
    if wanted.said_on < order.decision.decided_on:
        problems.append(_("Der Tag liegt vor dem Beschluss."))
    if FollowUp.objects.filter(order=order).count() >= MOST_ENTRIES:
        problems.append(_("Zu diesem Auftrag ist schon sehr viel gesagt. Bitte rufen Sie an."))
    if problems:
        raise Refused(*problems)


def _log(order: Order, decision: Decision, actor: Actor, act: str, **details: object) -> None:
    """On record; what is public already is told anew."""
    body = decision.body
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=f"order:{body.plan.slug}/{order.pk}"[:200],
        details={"decision": decision.pk, **details},
        is_write=decision.item.meeting.published_at is not None,
    )
