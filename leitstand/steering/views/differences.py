# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two rounds or days: for everyone, and for the office before it is public."""

from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.plan.permissions import PlanSubject
from leitstand.steering.errors import PointRefused
from leitstand.steering.permissions import MANAGE_ROUNDS
from leitstand.steering.rules.differing import Differences
from leitstand.steering.selectors.differences import Point, Sight, differences, newest_two, sight
from leitstand.steering.views.differences_asked import Asked, asked, narrowed, offered
from leitstand.steering.views.differences_tables import (
    count_table,
    difference_table,
    sections,
    silent_table,
)
from leitstand.steering.views.office_parts import way_up
from leitstand.steering.views.public_parts import open_plan, plan_ways
from leitstand.ui.addresses import address, with_query
from leitstand.ui.as_of import reader_day
from leitstand.ui.filters import without
from leitstand.ui.pages import Page, is_for_reading, public_page, requires
from leitstand.ui.tables import Column, Link, with_column

MOST_SHOWN = 400
"""More than anybody reads on a page; the data hold all."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where the page stands: its plan, its address, and the way to it."""

    plan: str
    title: str
    here: str
    way_up: tuple[Link, ...]


@public_page
def difference_list(request: HttpRequest, plan: str) -> Page:
    """What changed between two published rounds, or two days of the plan."""
    title = open_plan(plan)
    frame = _Frame(
        plan,
        title,
        address("steering:differences", plan=plan),
        (Link(title, address("plan:glance", plan=plan)),),
    )
    return _page(request, frame, sight(plan, until=reader_day() or timezone.localdate()))


@requires(MANAGE_ROUNDS)
def office_difference_list(request: HttpRequest, plan: str) -> Page:
    """The same with rounds that are frozen and not public yet, for who runs rounds of the plan."""
    require(request.user, MANAGE_ROUNDS, PlanSubject(plan))
    here = address("steering:office-differences", plan=plan)
    frame = _Frame(plan, open_plan(plan), here, way_up())
    return _page(request, frame, sight(plan, only_public=False))


def _page(request: HttpRequest, frame: _Frame, seen: Sight) -> Page:
    question = asked(request, seen)
    found, refused, status = None, question.refused, 200
    if question.points and not refused:
        before, after = question.points
        try:
            found = differences(
                frame.plan, before=before, after=after, language=reader_language(), seen=seen
            )
        except PointRefused as error:
            refused = error
    if refused:
        status = 404 if refused.is_unknown else 400
    shown = narrowed(found, question) if found else None
    listed = None if is_for_reading(request) else shown
    is_example = bool(found and found.is_example)
    page = Page(
        template="steering/public/differences.html",
        title=_("Was hat sich bewegt?"),
        description=frame.title,
        context={
            "here": frame.here,
            "question": question,
            "options": offered(seen, found, question),
            "active": question.active(request, frame.here, found),
            "all_of_it": without(request, frame.here, ("art", "thema", "massnahme")),
            "refused": refused,
            "found": found,
            "example": found if is_example else None,
            "groups": sections(shown, MOST_SHOWN) if shown and is_for_reading(request) else (),
            "count": len(shown.entries) if shown else 0,
            "left_out": max(0, len(shown.entries) - MOST_SHOWN) if shown else 0,
            "has_two": newest_two(seen) is not None,
            "links": plan_ways(frame.plan),
            "plan_changes": _plan_changes(frame.plan, found),
        },
        # The page tells each difference in a list; the table of them stands in its data.
        tables=(difference_table(listed), silent_table(shown), count_table(found)),
        payload=_payload(question, found, refused),
        breadcrumb=frame.way_up,
        status=status,
    )
    if not is_example:
        return page
    column = Column("example", _("Hinweis"), is_data_only=True)
    marked = (with_column(one, column, _("Beispieldaten")) for one in page.tables)
    return replace(page, tables=tuple(marked))


def _plan_changes(plan: str, found: Differences | None) -> Link | None:
    """What the plan's own text says differently between the same days."""
    if found is None or found.before.day >= found.after.day:
        return None
    days = {"seit": found.before.day.isoformat(), "bis": found.after.day.isoformat()}
    href = with_query(address("plan:changes", plan=plan), days)
    return Link(_("Was der Plan selbst in dieser Zeit anders sagt"), href)


def _payload(
    question: Asked, found: Differences | None, refused: PointRefused | None
) -> dict[str, object]:
    points: tuple[Point, ...] = question.points or ()
    return {
        "from": points[0].words if points else None,
        "to": points[1].words if points else None,
        "summary": found.summary if found else None,
        "coverage": found.coverage if found else (),
        "is_same_coverage": found.is_same_coverage if found else None,
        "counts": {kind.value: len(own) for kind, own in found.by_kind.items()} if found else {},
        "problem": str(refused) if refused else None,
        "problems": question.problems,
        "example_notice": _("Beispieldaten: Alle Antworten dieser Runden sind erfunden.")
        if found and found.is_example
        else None,
    }
