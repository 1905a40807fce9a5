# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Recording what a body decided. It is never changed: a later decision supersedes it."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.enums import MeetingState, Outcome, ProposalState
from leitstand.committee.errors import Contradicts, DecidedMeanwhile, DecisionNotFound, Refused
from leitstand.committee.models import (
    AgendaItem,
    Decision,
    DecisionMeasure,
    Proposal,
    Supersession,
)
from leitstand.committee.permissions import MANAGE_COMMITTEE
from leitstand.committee.rules.contradiction import Subject, conflicts
from leitstand.committee.rules.life import proposal_after
from leitstand.committee.rules.words import clean, too_long
from leitstand.committee.selectors.holding import holding
from leitstand.committee.services.agenda import item_for_change, unknown_measures
from leitstand.committee.services.bodies import subject_of
from leitstand.committee.services.meetings import not_now
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.ui.formats import day as day_words


@dataclass(frozen=True, slots=True)
class WantedDecision:
    """What was decided. ``measures`` are keys of the plan."""

    number: str
    text_de: str
    outcome: str
    decided_on: dt.date
    text_en: str = ""
    measures: tuple[str, ...] = ()


@transaction.atomic
def decision_record(
    *,
    actor: Actor,
    item: int,
    wanted: WantedDecision,
    submission: UUID,
    seen: int = 0,
    supersedes: Collection[int] = (),
    beside: Collection[int] = (),
    now: dt.datetime | None = None,
) -> int:
    """The decision stands; returns its number, the known one where it was sent before.

    ``seen`` is how many decisions on the item the writer knew of: :class:`DecidedMeanwhile` where
    there are more. What contradicts a decision that holds is only taken where ``supersedes`` names
    that one, or ``beside`` says that both hold; else :class:`Contradicts`, and nothing is written.
    """
    found = item_for_change(actor, item)
    known = Decision.objects.filter(submission=submission, item=found).first()
    if known is not None:
        return known.pk
    at = now or timezone.now()
    _refuse(found, wanted, at)
    others = tuple(Decision.objects.filter(item=found).values_list("number", flat=True))
    if len(others) > seen:
        raise DecidedMeanwhile(others[seen:])
    gone = _superseded(found, wanted, frozenset(supersedes), frozenset(beside))
    body = found.meeting.body
    made = Decision.objects.create(
        body=body,
        item=found,
        number=clean(wanted.number),
        body_de=body.name_de,
        body_en=body.name_en,
        text_de=clean(wanted.text_de),
        text_en=clean(wanted.text_en),
        outcome=wanted.outcome,
        decided_on=wanted.decided_on,
        proposal=found.proposal,
        order=found.order,
        recorded_at=at,
        recorded_by=actor_key(actor),
        submission=submission,
    )
    DecisionMeasure.objects.bulk_create(
        [DecisionMeasure(decision=made, measure=one) for one in dict.fromkeys(wanted.measures)]
    )
    Supersession.objects.bulk_create(
        [Supersession(decision=made, earlier_id=one) for one in sorted(gone)]
    )
    if found.proposal is not None:
        _decide_proposal(found.proposal, made)
    audit_record(
        actor=actor_key(actor),
        act="decision.record",
        subject=decision_subject(made),
        reason=made.number,
        details={"supersedes": sorted(gone), "beside": sorted(beside)},
        is_write=False,
    )
    return made.pk


def _superseded(
    item: AgendaItem, wanted: WantedDecision, supersedes: frozenset[int], beside: frozenset[int]
) -> frozenset[int]:
    """The decisions that hold no more once this one stands."""
    meeting = item.meeting
    standing = holding(meeting.body.plan_id, is_example=meeting.is_example)
    known = {one.id for one in standing}
    if supersedes - known:
        raise Refused(_("Der Beschluss, der aufgehoben werden soll, gilt nicht mehr."))
    subject = Subject(frozenset(wanted.measures), item.proposal_id, item.order_id)
    open_ones = tuple(
        one
        for one in conflicts(wanted.outcome, subject, standing)
        if one.id not in supersedes and not (one.may_stand_beside and one.id in beside)
    )
    if open_ones:
        raise Contradicts(open_ones)
    return supersedes


def _refuse(item: AgendaItem, wanted: WantedDecision, at: dt.datetime) -> None:
    meeting = item.meeting
    if meeting.state != MeetingState.HELD:
        raise Refused(not_now(meeting))
    problems = []
    if not clean(wanted.number):
        problems.append(_("Die Nummer des Beschlusses fehlt."))
    elif Decision.objects.filter(body=meeting.body, number=clean(wanted.number)).exists():
        problems.append(_("Diese Nummer ist schon vergeben: %s") % clean(wanted.number)[:60])
    if not clean(wanted.text_de):
        problems.append(_("Der Text des Beschlusses fehlt."))
    texts = ((wanted.number, 60), (wanted.text_de, 20_000), (wanted.text_en, 20_000))
    problems += [problem for one, longest in texts if (problem := too_long(one, longest))]
    if wanted.outcome not in Outcome.values:
        problems.append(_("Dieses Ergebnis gibt es nicht: %s") % wanted.outcome)
    if wanted.decided_on > timezone.localdate(at):
        problems.append(_("Der Tag des Beschlusses liegt in der Zukunft."))
    if wanted.decided_on < meeting.held_on:
        problems.append(
            _("Der Tag des Beschlusses liegt vor der Sitzung vom %(day)s.")
            % {"day": day_words(meeting.held_on)}
        )
    problems += unknown_measures(meeting.body.plan.slug, wanted.measures)
    proposal = item.proposal
    if proposal is not None and proposal.measure and wanted.outcome != Outcome.NOTED:
        problems.append(
            _("Aus dem Vorschlag ist schon die Maßnahme %s geworden.") % proposal.measure
        )
    if problems:
        raise Refused(*problems)


def _decide_proposal(proposal: Proposal, decision: Decision) -> None:
    after = proposal_after(decision.outcome, is_supported=proposal.supporters.exists())
    if after is None:
        return
    proposal.state = after
    is_final = after in {ProposalState.ACCEPTED, ProposalState.REJECTED}
    proposal.decision = decision if is_final else None
    proposal.reason = decision.text_de if after == ProposalState.REJECTED else ""
    proposal.save()


def decision_for_change(actor: Actor, decision: int) -> Decision:
    """The decision, held until the transaction ends, for whoever runs its body."""
    take_turn()
    found = (
        Decision.objects.select_related("body__plan", "body__institution", "item__meeting")
        .filter(pk=decision)
        .first()
    )
    if found is None:
        raise DecisionNotFound(str(decision))
    require(actor, MANAGE_COMMITTEE, subject_of(found.body))
    return found


def refuse_superseded(decision: Decision) -> None:
    """Nothing more follows from a decision that holds no more: ``Refused`` names what took over."""
    later = Supersession.objects.filter(earlier=decision).select_related("decision").first()
    if later is not None:
        raise Refused(
            _("Der Beschluss %(number)s ist aufgehoben durch %(later)s.")
            % {"number": decision.number, "later": later.decision.number}
        )


def decision_subject(decision: Decision) -> str:
    """How the record of acts calls a decision."""
    body = decision.body
    return f"decision:{body.plan.slug}/{body.slug}/{decision.pk}"[:200]
