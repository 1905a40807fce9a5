# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The agenda of a meeting: items in order, each about measures, a proposal or an order."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from leitstand.committee.enums import ItemKind, MeetingState, ProposalState
from leitstand.committee.errors import ItemNotFound, Refused
from leitstand.committee.models import AgendaItem, Decision, Meeting, Order, Paper, Proposal
from leitstand.committee.rules.life import BEFORE_MEETING, UNDECIDED
from leitstand.committee.rules.words import clean, too_long
from leitstand.committee.services.meetings import meeting_for_change, meeting_subject, not_now
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.services import audit_record
from leitstand.plan.selectors import measure_keys

MOST_ITEMS = 100


@dataclass(frozen=True, slots=True)
class WantedItem:
    """What an item is about. ``measures`` are keys of the plan."""

    kind: str
    title_de: str
    title_en: str = ""
    text_de: str = ""
    text_en: str = ""
    measures: tuple[str, ...] = ()
    proposal: int | None = None
    order: int | None = None


@transaction.atomic
def item_add(*, actor: Actor, meeting: int, wanted: WantedItem) -> int:
    """The item stands last on the agenda; returns its number.

    Also while the meeting takes place: something comes up at the table.
    """
    found = meeting_for_change(actor, meeting)
    if found.state not in BEFORE_MEETING | {MeetingState.HELD}:
        raise Refused(not_now(found))
    items = AgendaItem.objects.filter(meeting=found)
    if items.count() >= MOST_ITEMS:
        raise Refused(_("Auf der Tagesordnung stehen schon hundert Punkte."))
    _refuse(found, wanted)
    last = items.aggregate(last=Max("position"))["last"] or 0
    made = AgendaItem(meeting=found, position=last + 1)
    _write(made, wanted)
    _log(found, actor, "item.add", made)
    return made.pk


@transaction.atomic
def item_change(*, actor: Actor, item: int, wanted: WantedItem) -> None:
    """The item says what is wanted of it, as long as the meeting has not taken place."""
    found = _open_item(actor, item)
    _refuse(found.meeting, wanted)
    before = found.proposal
    _write(found, wanted)
    if before is not None and before.pk != wanted.proposal:
        _let_go(before)
    _log(found.meeting, actor, "item.change", found)


@transaction.atomic
def item_move(*, actor: Actor, item: int, is_up: bool) -> None:
    """The item has changed places with the one before or after it; at the end it stays."""
    found = _open_item(actor, item)
    others = AgendaItem.objects.filter(meeting=found.meeting)
    if is_up:
        other = others.filter(position__lt=found.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=found.position).order_by("position").first()
    if other is None:
        return
    mine, theirs = found.position, other.position
    # Two items may never stand in one place: the first steps aside.
    free = (others.aggregate(last=Max("position"))["last"] or 0) + 1
    for one, place in ((found, free), (other, mine), (found, theirs)):
        one.position = place
        one.save(update_fields=["position"])
    _log(found.meeting, actor, "item.move", found)


@transaction.atomic
def item_remove(*, actor: Actor, item: int) -> None:
    """The item is off the agenda. One with papers stays: they were sent out with it."""
    found = _open_item(actor, item)
    if Paper.objects.filter(item=found).exists():
        raise Refused(_("Zu diesem Punkt liegen Unterlagen. Bitte zuerst diese entfernen."))
    before = found.proposal
    _log(found.meeting, actor, "item.remove", found)
    found.delete()
    if before is not None:
        _let_go(before)


def item_for_change(actor: Actor, item: int) -> AgendaItem:
    """The item with its meeting, held until the transaction ends."""
    place = AgendaItem.objects.filter(pk=item).values_list("meeting_id", flat=True).first()
    if place is None:
        raise ItemNotFound(str(item))
    meeting = meeting_for_change(actor, place)
    found = AgendaItem.objects.select_related("proposal", "order").filter(pk=item).first()
    if found is None:
        raise ItemNotFound(str(item))
    found.meeting = meeting
    return found


def _open_item(actor: Actor, item: int) -> AgendaItem:
    found = item_for_change(actor, item)
    if found.meeting.state not in BEFORE_MEETING:
        raise Refused(not_now(found.meeting))
    if Decision.objects.filter(item=found).exists():
        raise Refused(_("Zu diesem Punkt ist schon etwas beschlossen."))
    return found


def _refuse(meeting: Meeting, wanted: WantedItem) -> None:
    problems = []
    if not clean(wanted.title_de):
        problems.append(_("Der Titel fehlt."))
    if wanted.kind not in ItemKind.values:
        problems.append(_("Diese Art von Tagesordnungspunkt gibt es nicht: %s") % wanted.kind)
    problems += [
        problem
        for text, longest in (
            (wanted.title_de, 300),
            (wanted.title_en, 300),
            (wanted.text_de, 20_000),
            (wanted.text_en, 20_000),
        )
        if (problem := too_long(text, longest))
    ]
    problems += unknown_measures(meeting.body.plan.slug, wanted.measures)
    if wanted.proposal is not None:
        free = Proposal.objects.filter(pk=wanted.proposal, plan=meeting.body.plan_id, measure="")
        if not free.exclude(state=ProposalState.DRAFT).exists():
            problems.append(
                _("Dieser Vorschlag ist nicht eingereicht oder schon im Plan umgesetzt.")
            )
    if wanted.order is not None:
        own = Order.objects.filter(pk=wanted.order, decision__body__plan=meeting.body.plan_id)
        if not own.exists():
            problems.append(_("Diesen Auftrag gibt es im Plan nicht."))
    if problems:
        raise Refused(*problems)


def unknown_measures(plan: str, measures: tuple[str, ...]) -> list[str]:
    """A sentence for every key that the plan does not have."""
    known = measure_keys(plan) if measures else frozenset()
    return [
        _("Diese Maßnahme gibt es im Plan nicht: %s") % one[:120]
        for one in measures
        if one not in known
    ]


def _write(item: AgendaItem, wanted: WantedItem) -> None:
    item.kind = wanted.kind
    item.title_de, item.title_en = clean(wanted.title_de), clean(wanted.title_en)
    item.text_de, item.text_en = clean(wanted.text_de), clean(wanted.text_en)
    item.measures = list(dict.fromkeys(wanted.measures))
    item.proposal_id, item.order_id = wanted.proposal, wanted.order
    item.save()
    if wanted.proposal is not None:
        Proposal.objects.filter(pk=wanted.proposal, state__in=UNDECIDED).update(
            state=ProposalState.ON_AGENDA
        )


def _let_go(proposal: Proposal) -> None:
    """A proposal that no agenda names any more waits as it did before."""
    if proposal.state == ProposalState.ON_AGENDA and not proposal.items.exists():
        has_support = proposal.supporters.exists()
        proposal.state = ProposalState.SUPPORTED if has_support else ProposalState.SUBMITTED
        proposal.save(update_fields=["state"])


def _log(meeting: Meeting, actor: Actor, act: str, item: AgendaItem) -> None:
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=meeting_subject(meeting),
        details={"item": item.pk},
        is_write=False,
    )
