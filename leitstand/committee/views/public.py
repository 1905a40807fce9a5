# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What everyone may read: published decisions, the orders they gave, and what became of them."""

import datetime as dt

from django.http import Http404, HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.enums import Outcome
from leitstand.committee.selectors.decisions import DecisionLine, decisions_until
from leitstand.committee.selectors.orders import OrderLine, orders_until
from leitstand.committee.views.parts import order_words, outcome_words
from leitstand.core.history import end_of_day
from leitstand.core.languages import reader_language
from leitstand.plan.selectors import (
    MeasureName,
    PlanFrame,
    PlanNotFound,
    measure_names,
    plan_frame,
)
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.marks import example_mark
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Table


@public_page
def decisions(request: HttpRequest, plan: str) -> Page:
    """The published decisions about a plan and their orders, as of the reader's day.

    10 statements: real and invented ones are never told in one list, each has its mark.
    """
    language, day = reader_language(), reader_day()
    try:
        frame = plan_frame(plan, language=language, day=day, with_levels=False, with_terms=False)
    except PlanNotFound as error:
        raise Http404(str(error)) from None
    names = measure_names(frame)
    until = end_of_day(day) if day else timezone.now()
    shown_on = day or timezone.localdate()
    lines: list[DecisionLine] = []
    orders: list[OrderLine] = []
    for is_example in (False, True):
        found = decisions_until(
            plan, until=until, language=language, is_example=is_example, is_public_only=True
        )
        lines += found
        if found:
            orders += orders_until(
                plan, until=until, language=language, is_example=is_example, is_public_only=True
            )
    lines.sort(key=lambda one: (one.decided_on, one.id), reverse=True)
    by_decision: dict[int, list[OrderLine]] = {}
    for one in orders:
        by_decision.setdefault(one.decision, []).append(one)
    return Page(
        template="committee/public.html",
        title=_("Beschlüsse"),
        description=frame.title,
        context={
            "lines": lines,
            "orders": by_decision,
            "order_words": order_words,
            "outcome_words": outcome_words,
            "shown_on": shown_on,
            "link": lambda key: measure_link(frame, names, key),
            "history": lambda key: address("plan:measure-history", plan=plan, measure=key),
            "has_example": any(one.is_example for one in lines),
            "plan_slug": plan,
        },
        tables=(_decisions(frame, names, lines), _orders(orders, shown_on)),
        payload={"is_example": any(one.is_example for one in lines)},
        breadcrumb=(Link(frame.title, address("plan:glance", plan=plan)),),
    )


def measure_link(frame: PlanFrame, names: dict[str, MeasureName], key: str) -> Link:
    """To the measure; one that the plan does not have on that day is named by its key."""
    found = names.get(key)
    text = f"{found.label}: {found.title}" if found else key
    return Link(text, address("plan:measure", plan=frame.slug, measure=key))


def _decisions(frame: PlanFrame, names: dict[str, MeasureName], lines: list[DecisionLine]) -> Table:
    return Table(
        key="beschluesse",
        caption=_("Veröffentlichte Beschlüsse"),
        columns=(
            Column("number", _("Nummer")),
            Column("body", _("Gremium")),
            Column("decided_on", _("beschlossen am"), "date"),
            Column("outcome", _("Ergebnis")),
            Column("text", _("Beschluss")),
            Column("measures", _("Maßnahmen"), "list"),
            Column("superseded_by", _("aufgehoben durch")),
            Column("notice", _("Hinweis")),
            Column("outcome_key", _("Ergebnis (Kennung)"), is_data_only=True),
            Column("acts", _("Änderungen des Plans"), "list", is_data_only=True),
        ),
        rows=tuple(
            (
                one.number,
                one.body_name,
                one.decided_on,
                str(Outcome(one.outcome).label),
                one.text,
                tuple(measure_link(frame, names, key) for key in one.measures),
                one.superseded_by.number if one.superseded_by else "",
                example_mark(one.is_example),
                one.outcome,
                tuple(change.act for change in one.amendments),
            )
            for one in lines
        ),
        source=_("Leitstand, Gremien"),
    )


def _orders(orders: list[OrderLine], shown_on: dt.date) -> Table:
    return Table(
        key="auftraege",
        caption=_("Aufträge aus diesen Beschlüssen"),
        columns=(
            Column("order", _("Auftrag")),
            Column("institution", _("an")),
            Column("text", _("Was zu tun ist")),
            Column("due_on", _("Frist"), "date"),
            Column("state", _("Stand")),
            Column("said_on", _("Stand vom"), "date"),
            Column("said", _("Zuletzt gesagt")),
            Column("notice", _("Hinweis")),
            Column("state_key", _("Stand (Kennung)"), is_data_only=True),
            Column("is_overdue", _("überfällig"), is_data_only=True),
            Column("measures", _("Maßnahmen"), "list", is_data_only=True),
        ),
        rows=tuple(
            (
                one.name,
                one.called,
                one.text,
                one.due_on,
                order_words(one, shown_on),
                one.follow_ups[-1].said_on if one.follow_ups else None,
                one.follow_ups[-1].text if one.follow_ups else "",
                example_mark(one.is_example),
                one.state,
                one.is_overdue(shown_on),
                one.measures,
            )
            for one in orders
        ),
        source=_("Leitstand, Gremien"),
    )
