# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Proposals for new topics: written, submitted, supported, taken into the plan."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils.translation import gettext as _

from leitstand.committee.forms.fields import AdoptForm, Choices, ProposalForm, SupportForm
from leitstand.committee.permissions import (
    MANAGE_COMMITTEE,
    PROPOSE,
    VIEW_PROPOSALS,
    PlanOnly,
    own_institutions,
)
from leitstand.committee.selectors.decisions import decision_line
from leitstand.committee.services.proposals import (
    WantedMeasure,
    WantedProposal,
    proposal_adopt,
    proposal_change,
    proposal_submit,
    proposal_write,
    support_add,
)
from leitstand.committee.views.office_bodies import institution_choices
from leitstand.committee.views.parts import actor_of, proposal_href, today, top
from leitstand.committee.views.proposals import opened, supporting
from leitstand.committee.views.taking import Answers, Taking, taken
from leitstand.core.enums import AccountRole
from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.plan.selectors import PlanFrame, PlanNotFound, goal_lines, plan_frame
from leitstand.ui.acts import gone_to
from leitstand.ui.addresses import address
from leitstand.ui.pages import requires
from leitstand.ui.tables import Link


def _choices(frame: PlanFrame) -> dict[str, Choices]:
    inner = {node.parent_id for node in frame.nodes.values()}

    def path(node_id: int) -> str:
        return " · ".join(one.name for one in frame.path(node_id)[-2:])

    institutions = institution_choices()
    return {
        "goal": [(one.key, f"{path(one.node_id)}: {one.title}") for one in goal_lines(frame)],
        "node": [(one.key, path(one.id)) for one in frame.nodes.values() if one.id not in inner],
        "lead": institutions,
        "proposed_for": institutions,
    }


def _wanted(said: dict[str, Any]) -> WantedProposal:
    names = ("title", "text", "goal", "node", "lead", "proposed_for")
    return WantedProposal(**{name: said[name] for name in names})


@requires(PROPOSE)
def proposal_new(request: HttpRequest, plan: str) -> HttpResponse:
    """The form of a new proposal."""
    require(request.user, PROPOSE, PlanOnly(plan))
    try:
        frame = plan_frame(plan, language=reader_language())
    except PlanNotFound as error:
        raise Http404(str(error)) from None
    own = sorted(own_institutions(actor_of(request), AccountRole.NETWORK))

    def do(form: Any, _answers: Answers) -> str:
        said = form.cleaned_data
        made = proposal_write(
            actor=actor_of(request),
            plan=plan,
            wanted=_wanted(said),
            submission=said["submission"],
        )
        return proposal_href(made)

    return taken(
        request,
        Taking(
            title=_("Neues Thema vorschlagen"),
            lead=_(
                "Gespeichert wird ein Entwurf. Lesen können ihn andere erst, wenn Sie ihn"
                " einreichen."
            ),
            button=_("Als Entwurf speichern"),
            back=address("committee:proposals"),
            breadcrumb=(top(),),
            make=lambda sent: ProposalForm(
                sent,
                choices=_choices(frame),
                initial={"proposed_for": own[0] if own else ""},
            ),
            do=do,
            done="vorschlag",
            plan=plan,
        ),
    )


@requires(PROPOSE)
def proposal_edit(request: HttpRequest, proposal: int) -> HttpResponse:
    """The form of a draft."""
    line = opened(request, proposal)
    frame = plan_frame(line.plan, language=reader_language())
    names = ("title", "text", "goal", "node", "lead", "proposed_for")

    def do(form: Any, _answers: Answers) -> str:
        proposal_change(
            actor=actor_of(request), proposal=proposal, wanted=_wanted(form.cleaned_data)
        )
        return proposal_href(proposal)

    return taken(
        request,
        Taking(
            title=_("Vorschlag ändern"),
            button=_("Speichern"),
            back=proposal_href(proposal),
            breadcrumb=(top(), Link(line.title, proposal_href(proposal))),
            make=lambda sent: ProposalForm(
                sent,
                choices=_choices(frame),
                initial={name: getattr(line, name) for name in names},
            ),
            do=do,
            done="vorschlag",
            is_example=line.is_example,
            plan=line.plan,
        ),
    )


@requires(PROPOSE)
def proposal_sent(request: HttpRequest, proposal: int) -> HttpResponse:
    """Submits a draft."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    opened(request, proposal)
    proposal_submit(actor=actor_of(request), proposal=proposal)
    return gone_to(proposal_href(proposal), "eingereicht")


@requires(VIEW_PROPOSALS)
def proposal_support(request: HttpRequest, proposal: int) -> HttpResponse:
    """An institution says that it supports the proposal, or the office says so for it."""
    line = opened(request, proposal)
    choices = supporting(request, line)

    def do(form: Any, _answers: Answers) -> str:
        said = form.cleaned_data
        support_add(
            actor=actor_of(request),
            proposal=proposal,
            institution=said["institution"],
            supported_on=said["supported_on"],
        )
        return proposal_href(proposal)

    return taken(
        request,
        Taking(
            title=_("Vorschlag unterstützen"),
            lead=line.title,
            button=_("Unterstützung eintragen"),
            back=proposal_href(proposal),
            breadcrumb=(top(), Link(line.title, proposal_href(proposal))),
            make=lambda sent: SupportForm(
                sent,
                choices={"institution": choices},
                initial={
                    "supported_on": today(),
                    "institution": choices[0][0] if len(choices) == 1 else "",
                },
            ),
            do=do,
            done="unterstuetzt",
            is_example=line.is_example,
            plan=line.plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def proposal_into_plan(request: HttpRequest, proposal: int) -> HttpResponse:
    """An accepted proposal becomes a measure of the plan."""
    line = opened(request, proposal)
    require(request.user, MANAGE_COMMITTEE, PlanOnly(line.plan))
    if line.decision is None:
        raise Http404(_("Nur was angenommen ist, wird eine Maßnahme des Plans."))
    decision = decision_line(line.decision[0], language=reader_language())
    frame = plan_frame(line.plan, language=reader_language())

    def do(form: Any, _answers: Answers) -> str:
        proposal_adopt(
            actor=actor_of(request), proposal=proposal, wanted=WantedMeasure(**form.cleaned_data)
        )
        return proposal_href(proposal)

    return taken(
        request,
        Taking(
            title=_("In den Plan aufnehmen"),
            lead=_("Beschluss %(number)s: %(text)s")
            % {"number": decision.number, "text": decision.text[:300]},
            button=_("In den Plan aufnehmen"),
            back=proposal_href(proposal),
            breadcrumb=(top(), Link(line.title, proposal_href(proposal))),
            make=lambda sent: AdoptForm(
                sent,
                choices=_choices(frame),
                initial={
                    "title_de": line.title,
                    "summary_de": line.text,
                    "node": line.node,
                    "lead": line.lead,
                    "effective_on": decision.decided_on,
                },
            ),
            do=do,
            done="im-plan",
            is_example=line.is_example or decision.is_example,
            plan=line.plan,
        ),
    )
