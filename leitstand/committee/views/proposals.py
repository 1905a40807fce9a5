# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Proposals for new topics, as the network, the committee and the office read them."""

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.enums import ProposalState
from leitstand.committee.errors import ProposalNotFound
from leitstand.committee.forms.fields import Choices
from leitstand.committee.permissions import (
    MANAGE_COMMITTEE,
    PROPOSE,
    SUPPORT,
    VIEW_PROPOSALS,
    OrderSubject,
    PlanOnly,
    own_institutions,
)
from leitstand.committee.rules.life import UNDECIDED
from leitstand.committee.selectors.proposals import (
    ProposalLine,
    proposal_line,
    proposal_lines,
)
from leitstand.committee.views.office_bodies import institution_choices
from leitstand.committee.views.parts import (
    actor_of,
    decision_href,
    done_words,
    proposal_href,
    top,
)
from leitstand.core.accounts.actors import actor_key
from leitstand.core.enums import AccountRole
from leitstand.core.languages import reader_language
from leitstand.core.permissions import NotPermitted, allows
from leitstand.plan.selectors import goal_lines, plan_cards, plan_frame
from leitstand.ui.addresses import address
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, requires
from leitstand.ui.tables import Column, Link, Table


@requires(VIEW_PROPOSALS)
def proposals(request: HttpRequest) -> Page:
    """The proposals that the reader may read, newest first; 5 statements."""
    found = tuple(
        one for one in proposal_lines(Q(), language=reader_language()) if _may_read(request, one)
    )
    new = [
        Link(plan.title, address("committee:proposal-new", plan=plan.slug))
        for plan in plan_cards(language=reader_language())
        if allows(request.user, PROPOSE, PlanOnly(plan.slug))
    ]
    return Page(
        template="committee/proposals.html",
        title=_("Vorschläge für neue Themen"),
        description=_(
            "Der Plan ist offen: Neue Themen kommen über das Netzwerk hinein und richten sich an"
            " den gemeinsamen Zielen aus."
        ),
        context={
            "new": new,
            "done": done_words(request),
            "has_example": any(one.is_example for one in found),
        },
        tables=(_table(found),),
        payload={"is_example": any(one.is_example for one in found)},
        breadcrumb=(top(),),
    )


def _table(found: tuple[ProposalLine, ...]) -> Table:
    return Table(
        key="vorschlaege",
        caption=_("Vorschläge"),
        columns=(
            Column("proposal", _("Vorschlag"), "link"),
            Column("state", _("Stand")),
            Column("proposed_for", _("vorgeschlagen von")),
            Column("supporters", _("unterstützt von"), "list"),
            Column("submitted_on", _("eingereicht am"), "date"),
            Column("measure", _("Maßnahme")),
            Column("notice", _("Hinweis")),
            Column("goal", _("Ziel"), is_data_only=True),
            Column("node", _("Aufgabenfeld"), is_data_only=True),
        ),
        rows=tuple(
            (
                Link(one.title, proposal_href(one.id)),
                str(ProposalState(one.state).label),
                one.proposed_for_called,
                tuple(support.called for support in one.supporters),
                timezone.localdate(one.submitted_at) if one.submitted_at else None,
                one.measure,
                example_mark(one.is_example),
                one.goal,
                one.node,
            )
            for one in found
        ),
    )


def _may_read(request: HttpRequest, line: ProposalLine) -> bool:
    """A draft is its writer's and the office's."""
    subject = PlanOnly(line.plan)
    if line.state == ProposalState.DRAFT and not _is_mine(request, line):
        return allows(request.user, MANAGE_COMMITTEE, subject)
    return allows(request.user, VIEW_PROPOSALS, subject)


def _is_mine(request: HttpRequest, line: ProposalLine) -> bool:
    return line.proposed_by == actor_key(actor_of(request))


def opened(request: HttpRequest, proposal: int) -> ProposalLine:
    """The proposal that the address names, for who may read it; 2 statements."""
    try:
        line = proposal_line(proposal, language=reader_language())
    except ProposalNotFound:
        raise Http404(_("Diesen Vorschlag gibt es nicht.")) from None
    if not _may_read(request, line):
        raise NotPermitted(VIEW_PROPOSALS, PlanOnly(line.plan))
    return line


@requires(VIEW_PROPOSALS)
def proposal(request: HttpRequest, proposal: int) -> Page:
    """One proposal with its support, and what can be done with it."""
    line = opened(request, proposal)
    frame = plan_frame(line.plan, language=reader_language())
    goal = next((one for one in goal_lines(frame) if one.key == line.goal), None)
    node = frame.node(line.node)
    is_office = allows(request.user, MANAGE_COMMITTEE, PlanOnly(line.plan))
    is_draft = line.state == ProposalState.DRAFT and (is_office or _is_mine(request, line))
    facts: list[tuple[str, object]] = [
        (_("Stand"), str(ProposalState(line.state).label)),
        (_("Vorgeschlagen von"), line.proposed_for_called or "–"),
        (_("Dient dem Ziel"), _goal_link(line, goal.title if goal else line.goal)),
        (_("Aufgabenfeld"), _node_link(line, node.name if node else line.node)),
        (_("Mögliche Federführung"), line.lead_called or "–"),
    ]
    if line.decision:
        decided = Link(line.decision[1], decision_href(line.decision[0]))
        facts.append((_("Beschluss"), decided))
    if line.measure:
        target = address("plan:measure", plan=line.plan, measure=line.measure)
        facts.append((_("Im Plan als"), Link(line.measure, target)))
    return Page(
        template="committee/proposal.html",
        title=line.title,
        context={
            "line": line,
            "facts": facts,
            "is_draft": is_draft,
            "can_support": line.state in UNDECIDED and bool(supporting(request, line)),
            "can_adopt": is_office and line.state == ProposalState.ACCEPTED and not line.measure,
            "done": done_words(request),
            "plan_slug": line.plan,
        },
        tables=(_table((line,)),),
        payload={"is_example": line.is_example},
        breadcrumb=(
            top(),
            Link(_("Vorschläge für neue Themen"), address("committee:proposals")),
        ),
    )


def _goal_link(line: ProposalLine, text: str) -> Link:
    return Link(text, address("plan:goal", plan=line.plan, goal=line.goal))


def _node_link(line: ProposalLine, text: str) -> Link:
    return Link(text, address("plan:node", plan=line.plan, node=line.node))


def supporting(request: HttpRequest, line: ProposalLine) -> Choices:
    """The institutions for which the reader can say that they support it."""
    known = {one.institution for one in line.supporters}
    if allows(request.user, MANAGE_COMMITTEE, PlanOnly(line.plan)):
        return [one for one in institution_choices() if one[0] not in known]
    own = own_institutions(actor_of(request), AccountRole.NETWORK)
    return [
        one
        for one in institution_choices()
        if one[0] in own - known and allows(request.user, SUPPORT, OrderSubject(line.plan, one[0]))
    ]
