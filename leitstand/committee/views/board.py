# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The board of the committee: one small screen that says what matters."""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.committee.permissions import VIEW_BOARD, PlanOnly
from leitstand.committee.selectors.board import CommitteeBoard, committee_board
from leitstand.committee.views.meetings import orders_table
from leitstand.committee.views.parts import (
    meeting_href,
    meeting_words,
    order_words,
    proposal_href,
    top,
)
from leitstand.committee.views.parts import today as now
from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows
from leitstand.plan.selectors import plan_cards
from leitstand.steering.enums import Verdict
from leitstand.ui.addresses import address, with_query
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, requires
from leitstand.ui.tables import Column, Link, Table


@requires(VIEW_BOARD)
def board(request: HttpRequest) -> Page:
    """How the plan stands, what needs a decision, which orders are late; 10 statements."""
    plans = [
        plan
        for plan in plan_cards(language=reader_language())
        if allows(request.user, VIEW_BOARD, PlanOnly(plan.slug))
    ]
    if not plans:
        raise Http404(_("Hier ist noch kein Plan."))
    asked = request.GET.get("plan", "")
    plan = next((one for one in plans if one.slug == asked), plans[0])
    found = committee_board(plan.slug, language=reader_language(), today=now())
    here = address("committee:board")
    return Page(
        template="committee/board.html",
        title=_("Lage"),
        description=plan.title,
        context={
            "board": found,
            "plan": plan.slug,
            "plans": [(one.slug, one.title, with_query(here, {"plan": one.slug})) for one in plans],
            "verdicts": {one.value: str(one.label) for one in Verdict},
            "order_words": order_words,
            "meeting_words": meeting_words,
            "meeting_href": meeting_href,
            "proposal_href": proposal_href,
            "ways": _ways(found, plan.slug),
        },
        tables=(_waiting_table(found, plan.slug), orders_table(found.orders), _counts(found)),
        payload={"plan": plan.slug, "is_example": found.has_example},
        breadcrumb=(top(),),
    )


def _ways(found: CommitteeBoard, plan: str) -> list[Link]:
    """Where there is more."""
    ways = [
        Link(_("Alle Aufträge"), address("committee:orders")),
        Link(_("Beschlüsse"), address("committee:public-decisions", plan=plan)),
        Link(_("Wo stehen wir?"), address("steering:standing", plan=plan)),
    ]
    if found.standing:
        ways.insert(0, Link(_("Was hat sich bewegt?"), address("steering:differences", plan=plan)))
    return ways


def _waiting_table(found: CommitteeBoard, plan: str) -> Table:
    standing = found.standing
    return Table(
        key="entscheidungen",
        caption=_("Braucht eine Entscheidung"),
        columns=(
            Column("measure", _("Maßnahme"), "link"),
            Column("title", _("Titel")),
            Column("verdict", _("Urteil")),
            Column("support", _("Gewünschte Unterstützung")),
            Column("notice", _("Hinweis")),
        ),
        rows=tuple(
            (
                Link(one.label, address("plan:measure", plan=plan, measure=one.key)),
                one.title,
                str(Verdict(one.verdict).label) if one.verdict else "",
                one.support,
                example_mark(standing.round.is_example),
            )
            for one in (standing.waiting if standing else ())
            if standing
        ),
    )


def _counts(found: CommitteeBoard) -> Table:
    standing = found.standing
    return Table(
        key="urteile",
        caption=_("Maßnahmen nach Urteil"),
        columns=(
            Column("verdict", _("Urteil")),
            Column("count", _("Maßnahmen"), "number"),
            Column("notice", _("Hinweis")),
        ),
        rows=tuple(
            (one.label, one.count, example_mark(standing.round.is_example))
            for one in (standing.verdicts if standing else ())
            if standing
        ),
        note=standing.total.coverage if standing else None,
    )
