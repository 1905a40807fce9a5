# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office records what was decided, gives the orders, and changes the plan as decided."""

import datetime as dt
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.errors import DecisionNotFound, OrderNotFound, Refused
from leitstand.committee.forms.fields import AmendForm, Choices, DecisionForm, OrderForm
from leitstand.committee.permissions import MANAGE_COMMITTEE
from leitstand.committee.selectors.decisions import (
    DecisionLine,
    decision_line,
    decision_lines,
    next_number,
)
from leitstand.committee.selectors.meetings import MeetingCard
from leitstand.committee.services.amendments import (
    WantedWords,
    amendment_link,
    measure_amend,
)
from leitstand.committee.services.decisions import WantedDecision, decision_record
from leitstand.committee.services.orders import WantedOrder, order_accept, order_give
from leitstand.committee.views.office_bodies import institution_choices
from leitstand.committee.views.office_meetings import opened_item
from leitstand.committee.views.parts import (
    Measures,
    actor_of,
    decision_href,
    meeting_href,
    open_meeting,
    order_href,
    way_up,
)
from leitstand.committee.views.taking import Answers, Taking, taken
from leitstand.core.languages import reader_language
from leitstand.core.selectors import latest_holds_from
from leitstand.plan.selectors.versions import MeasureVersion, measure_versions, newest_act
from leitstand.ui.acts import gone_to
from leitstand.ui.formats import day as day_words
from leitstand.ui.pages import requires
from leitstand.ui.tables import Link


@requires(MANAGE_COMMITTEE)
def decision_new(request: HttpRequest, item: int) -> HttpResponse:
    """The form of a decision under an agenda item."""
    card, words = opened_item(request, item)
    language = reader_language()
    others = decision_lines(Q(item_id=item), language=language)

    def make(sent: Any) -> DecisionForm:
        earlier = decision_lines(
            Q(body__plan__slug=card.body.plan, item__meeting__is_example=card.is_example)
            & Q(superseded_by__isnull=True),
            language=language,
        )
        return DecisionForm(
            sent,
            choices={
                "measures": Measures(card.body.plan).choices(),
                "supersedes": [
                    (str(one.id), f"{one.number}: {one.text[:80]}") for one in reversed(earlier)
                ],
            },
            initial={
                "seen": len(others),
                "number": next_number(card.body.id, short=card.body.label, year=card.held_on.year),
                "decided_on": card.held_on,
                "measures": list(words["measures"]),
            },
        )

    def do(form: Any, answers: Answers) -> str:
        said = form.cleaned_data
        chosen = str(said["supersedes"])
        made = decision_record(
            actor=actor_of(request),
            item=item,
            wanted=WantedDecision(
                number=said["number"],
                text_de=said["text_de"],
                text_en=said["text_en"],
                outcome=said["outcome"],
                decided_on=said["decided_on"],
                measures=tuple(said["measures"]),
            ),
            submission=said["submission"],
            seen=said["seen"],
            supersedes={*answers.replaced, *([int(chosen)] if chosen.isdecimal() else [])},
            beside=answers.beside,
        )
        return decision_href(made)

    return taken(
        request,
        Taking(
            title=_("Beschluss eintragen"),
            lead=words["title_de"],
            button=_("Eintragen"),
            back=meeting_href(card.id),
            breadcrumb=way_up(card.body, card),
            make=make,
            do=do,
            done="beschluss",
            is_example=card.is_example,
            plan=card.body.plan,
            context={"others": [(one.number, decision_href(one.id)) for one in others]},
        ),
    )


def _opened(request: HttpRequest, decision: int) -> tuple[DecisionLine, MeetingCard]:
    try:
        line = decision_line(decision, language=reader_language())
    except DecisionNotFound:
        raise Http404(_("Diesen Beschluss gibt es nicht.")) from None
    return line, open_meeting(request, line.meeting, to_manage=True)


def _up(line: DecisionLine, card: MeetingCard) -> tuple[Link, ...]:
    return (*way_up(card.body, card), Link(line.number, decision_href(line.id)))


@requires(MANAGE_COMMITTEE)
def order_new(request: HttpRequest, decision: int) -> HttpResponse:
    """The form of an order that a decision gives."""
    line, card = _opened(request, decision)

    def make(sent: Any) -> OrderForm:
        choices: dict[str, Choices] = {
            "institution": institution_choices(),
            "measures": Measures(line.plan).choices(),
        }
        return OrderForm(sent, choices=choices, initial={"measures": list(line.measures)})

    def do(form: Any, answers: Answers) -> str:
        said = form.cleaned_data
        order_give(
            actor=actor_of(request),
            decision=decision,
            wanted=WantedOrder(
                institution=said["institution"],
                text_de=said["text_de"],
                text_en=said["text_en"],
                due_on=said["due_on"],
                measures=tuple(said["measures"]),
            ),
            submission=said["submission"],
            replaces=answers.first,
        )
        return decision_href(decision)

    return taken(
        request,
        Taking(
            title=_("Auftrag erteilen"),
            lead=_("Beschluss %(number)s: %(text)s")
            % {"number": line.number, "text": line.text[:300]},
            button=_("Erteilen"),
            back=decision_href(decision),
            breadcrumb=_up(line, card),
            make=make,
            do=do,
            done="auftrag",
            is_example=line.is_example,
            plan=line.plan,
        ),
    )


@requires(MANAGE_COMMITTEE)
def order_settled(request: HttpRequest, order: int) -> HttpResponse:
    """Takes an order as settled."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    try:
        order_accept(actor=actor_of(request), order=order)
    except (OrderNotFound, Refused) as error:
        raise Http404(str(error)) from None
    return gone_to(order_href(order), "angenommen")


@requires(MANAGE_COMMITTEE)
def amend(request: HttpRequest, decision: int, measure: str) -> HttpResponse:
    """The texts of a measure, to be changed as decided; or a change made elsewhere is named."""
    line, card = _opened(request, decision)
    measures = Measures(line.plan)
    versions = measure_versions(measures.frame.id, measure)
    now = versions[-1].measure if versions else None
    if now is None or measure not in line.measures:
        raise Http404(_("Der Beschluss nennt diese Maßnahme nicht, oder der Plan hat sie nicht."))
    remark = now.remark
    initial = {
        "seen": newest_act(versions),
        "title_de": now.title.de,
        "title_en": now.title.en,
        "summary_de": now.summary.de,
        "summary_en": now.summary.en,
        "remark_de": remark.de if remark else "",
        "remark_en": remark.en if remark else "",
        "effective_on": _earliest(line),
    }
    linked = {one.act for one in line.amendments}
    made = [one for one in versions[1:] if _may_be_linked(one, line, linked)]

    def do(form: Any, answers: Answers) -> str:
        said = form.cleaned_data
        if request.POST.get("act", "").isdecimal():
            amendment_link(
                actor=actor_of(request),
                decision=decision,
                measure=measure,
                act=int(request.POST["act"]),
                replaces=answers.first,
            )
            return decision_href(decision)
        names = ("title_de", "title_en", "summary_de", "summary_en", "remark_de", "remark_en")
        measure_amend(
            actor=actor_of(request),
            decision=decision,
            measure=measure,
            wanted=WantedWords(**{name: said[name] for name in names}),
            seen=said["seen"],
            effective_on=said["effective_on"],
            replaces=answers.first,
        )
        return decision_href(decision)

    return taken(
        request,
        Taking(
            title=_("Plan ändern wie beschlossen"),
            lead=f"{line.number}: {measures.link(measure).text}",
            button=_("Plan ändern"),
            back=decision_href(decision),
            breadcrumb=_up(line, card),
            make=lambda sent: AmendForm(sent, initial=initial),
            do=do,
            done="aenderung",
            is_example=line.is_example,
            plan=line.plan,
            context={"acts": [(one.act.id, _act_words(one)) for one in reversed(made)]},
        ),
    )


def _earliest(line: DecisionLine) -> dt.date:
    """The first day from which the change can hold: nothing in the plan holds from a later one."""
    latest = latest_holds_from(line.plan)
    return max(line.decided_on, timezone.localdate(latest) if latest else line.decided_on)


def _may_be_linked(one: MeasureVersion, line: DecisionLine, linked: set[int]) -> bool:
    return one.act.id not in linked and timezone.localdate(one.holds_from) >= line.decided_on


def _act_words(one: MeasureVersion) -> str:
    return _("Vorgang %(act)s, gilt ab %(day)s: %(reason)s") % {
        "act": one.act.id,
        "day": day_words(timezone.localdate(one.holds_from)),
        "reason": one.act.reason or "–",
    }
