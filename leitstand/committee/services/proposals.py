# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Proposals for new topics: written, submitted, supported, and taken into the plan."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.enums import ProposalState
from leitstand.committee.errors import ProposalNotFound, Refused
from leitstand.committee.models import Amendment, Proposal, Support
from leitstand.committee.permissions import (
    MANAGE_COMMITTEE,
    PROPOSE,
    SUPPORT,
    OrderSubject,
    PlanOnly,
)
from leitstand.committee.rules.life import UNDECIDED
from leitstand.committee.rules.words import clean, too_long
from leitstand.committee.services.amendments import holds_from, reason_of
from leitstand.committee.services.decisions import decision_for_change, refuse_superseded
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import NotPermitted, allows, require
from leitstand.core.selectors import institution_ids
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.editing import measure_add
from leitstand.plan.labels import institution_label, label_at
from leitstand.plan.selectors import goal_lines, plan_document, plan_frame


@dataclass(frozen=True, slots=True)
class WantedProposal:
    """A topic for the plan: ``goal`` and ``node`` are keys of the plan, the others slugs or ""."""

    title: str
    text: str
    goal: str
    node: str
    lead: str = ""
    proposed_for: str = ""


@dataclass(frozen=True, slots=True)
class WantedMeasure:
    """The words in which an accepted proposal joins the plan, below ``node``."""

    title_de: str
    title_en: str
    summary_de: str
    summary_en: str
    node: str
    lead: str = ""
    effective_on: dt.date | None = None


@transaction.atomic
def proposal_write(
    *,
    actor: Actor,
    plan: str,
    wanted: WantedProposal,
    submission: UUID,
    is_example: bool = False,
    now: dt.datetime | None = None,
) -> int:
    """A draft stands, for its writer and the office; returns its number."""
    require(actor, PROPOSE, PlanOnly(plan))
    take_turn()
    known = Proposal.objects.filter(submission=submission, plan__slug=plan).first()
    if known is not None:
        return known.pk
    _refuse(plan, wanted)
    made = Proposal(
        plan_id=plan_frame(plan, language="de").id,
        proposed_by=actor_key(actor),
        is_example=is_example,
        made_at=now or timezone.now(),
        submission=submission,
    )
    _write(made, wanted)
    _log(made, plan, actor, "proposal.write")
    return made.pk


@transaction.atomic
def proposal_change(*, actor: Actor, proposal: int, wanted: WantedProposal) -> None:
    """The draft says what is wanted of it. What was submitted others have read: it stays."""
    found = _own(actor, proposal)
    if found.state != ProposalState.DRAFT:
        raise Refused(_("Der Vorschlag ist eingereicht und ändert sich nicht mehr."))
    _refuse(found.plan.slug, wanted)
    _write(found, wanted)
    _log(found, found.plan.slug, actor, "proposal.change")


@transaction.atomic
def proposal_submit(*, actor: Actor, proposal: int, now: dt.datetime | None = None) -> None:
    """The office, the committee and the network can read it; submitting twice changes nothing."""
    found = _own(actor, proposal)
    if found.state != ProposalState.DRAFT:
        return
    found.state, found.submitted_at = ProposalState.SUBMITTED, now or timezone.now()
    found.save(update_fields=["state", "submitted_at"])
    _log(found, found.plan.slug, actor, "proposal.submit")


@transaction.atomic
def support_add(
    *,
    actor: Actor,
    proposal: int,
    institution: str,
    supported_on: dt.date | None = None,
    now: dt.datetime | None = None,
) -> None:
    """The institution supports the proposal since that day; saying so twice changes nothing."""
    take_turn()
    found = _proposal(proposal)
    require(actor, SUPPORT, OrderSubject(found.plan.slug, institution))
    at = now or timezone.now()
    day = supported_on or timezone.localdate(at)
    if found.state not in UNDECIDED:
        raise Refused(_("Unterstützt wird, was eingereicht und noch nicht entschieden ist."))
    ids = institution_ids()
    if institution not in ids:
        raise Refused(_("Diese Institution gibt es nicht: %s") % institution)
    if day > timezone.localdate(at):
        raise Refused(_("Der Tag liegt in der Zukunft."))
    if Support.objects.filter(proposal=found, institution=ids[institution]).exists():
        return
    Support.objects.create(
        proposal=found,
        institution_id=ids[institution],
        supported_on=day,
        recorded_by=actor_key(actor),
        recorded_at=at,
    )
    if found.state == ProposalState.SUBMITTED:
        found.state = ProposalState.SUPPORTED
        found.save(update_fields=["state"])
    _log(found, found.plan.slug, actor, "proposal.support", institution=institution)


@transaction.atomic
def proposal_adopt(*, actor: Actor, proposal: int, wanted: WantedMeasure) -> str:
    """What was accepted is a measure of the plan; returns its key, the known one if it is there.

    It comes in by the plan's own way, with the decision's day, number and goal. Raises ``Refused``.
    """
    take_turn()
    found = _proposal(proposal)
    plan = found.plan.slug
    require(actor, MANAGE_COMMITTEE, PlanOnly(plan))
    if found.measure:
        return found.measure
    if found.state != ProposalState.ACCEPTED or found.decision_id is None:
        raise Refused(_("Nur was angenommen ist, wird eine Maßnahme des Plans."))
    decision = decision_for_change(actor, found.decision_id)
    refuse_superseded(decision)
    body = decision.body.institution
    if body is None:
        raise Refused(
            _("Das Gremium ist keine Institution des Plans. Bitte beim Gremium eintragen, welche.")
        )
    document = plan_document(plan)
    tree = _tree(document, wanted)
    number = decision.number
    if decision.item.meeting.is_example:
        number = f"{number} ({_('Beispieldaten')})"
    tree["joined"] = {
        "decided_on": decision.decided_on,
        "decided_by": body.slug,
        "goal": found.goal,
        "decision": number,
    }
    try:
        saved = measure_add(
            actor=actor,
            plan=plan,
            wanted=tree,
            reason=reason_of(decision),
            effective_on=holds_from(wanted.effective_on or decision.decided_on),
        )
    except PlanRejected as refused:
        raise Refused(*(one.message for one in refused.problems)) from None
    if saved.act is None:  # a key that was free cannot be there already
        raise Refused(_("Die Maßnahme sagt das schon. Es war nichts zu ändern."))
    found.measure = str(tree["id"])
    found.save(update_fields=["measure"])
    Amendment.objects.create(
        decision=decision,
        measure=found.measure,
        act=saved.act,
        is_new=True,
        recorded_at=timezone.now(),
    )
    _log(found, plan, actor, "proposal.adopt", measure=found.measure)
    return found.measure


def _tree(document: PlanDocument, wanted: WantedMeasure) -> dict[str, Any]:
    levels = document.plan.levels
    numbering = levels[-2].numbering if len(levels) > 1 else "roman"
    taken = {one.id for one in document.measures}
    position = 1
    while f"{wanted.node}.{label_at(position, numbering) or position}" in taken:
        position += 1
    roles = []
    if wanted.lead:
        labels = {one.id: institution_label(one) for one in document.institutions}
        if wanted.lead not in labels:
            raise Refused(_("Diese Institution gibt es im Plan nicht: %s") % wanted.lead)
        roles = [{"institution": wanted.lead, "role": "lead", "as_printed": labels[wanted.lead]}]
    return {
        "id": f"{wanted.node}.{label_at(position, numbering) or position}",
        "title": {"de": clean(wanted.title_de), "en": clean(wanted.title_en)},
        "summary": {"de": clean(wanted.summary_de), "en": clean(wanted.summary_en)},
        "roles": roles,
    }


def _proposal(proposal: int) -> Proposal:
    found = Proposal.objects.select_related("plan").filter(pk=proposal).first()
    if found is None:
        raise ProposalNotFound(str(proposal))
    return found


def _own(actor: Actor, proposal: int) -> Proposal:
    """The proposal for its writer and the office."""
    take_turn()
    found = _proposal(proposal)
    subject = PlanOnly(found.plan.slug)
    require(actor, PROPOSE, subject)
    if found.proposed_by != actor_key(actor) and not allows(actor, MANAGE_COMMITTEE, subject):
        raise NotPermitted(PROPOSE, subject)
    return found


def _refuse(plan: str, wanted: WantedProposal) -> None:
    problems = []
    if not clean(wanted.title):
        problems.append(_("Der Titel fehlt."))
    if not clean(wanted.text):
        problems.append(_("Bitte in ein paar Sätzen sagen, worum es geht."))
    texts = ((wanted.title, 200), (wanted.text, 20_000))
    problems += [problem for text, longest in texts if (problem := too_long(text, longest))]
    frame = plan_frame(plan, language="de")
    if wanted.goal not in {one.key for one in goal_lines(frame)}:
        problems.append(_("Dieses Ziel gibt es im Plan nicht: %s") % wanted.goal[:120])
    if frame.node(wanted.node) is None:
        problems.append(_("Dieses Aufgabenfeld gibt es im Plan nicht: %s") % wanted.node[:120])
    ids = institution_ids()
    problems += [
        _("Diese Institution gibt es nicht: %s") % one
        for one in (wanted.lead, wanted.proposed_for)
        if one and one not in ids
    ]
    if problems:
        raise Refused(*problems)


def _write(found: Proposal, wanted: WantedProposal) -> None:
    ids = institution_ids()
    found.title, found.text = clean(wanted.title), clean(wanted.text)
    found.goal, found.node = wanted.goal, wanted.node
    found.lead_id, found.proposed_for_id = ids.get(wanted.lead), ids.get(wanted.proposed_for)
    found.save()


def _log(found: Proposal, plan: str, actor: Actor, act: str, **details: object) -> None:
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=f"proposal:{plan}/{found.pk}"[:200],
        details=details,
        is_write=False,
    )
