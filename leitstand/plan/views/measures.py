# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The list of measures with its filters, and the page of one measure."""

from collections.abc import Iterator
from dataclasses import asdict

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.permissions import allows
from leitstand.plan import selectors
from leitstand.plan.enums import RoleKind
from leitstand.plan.permissions import ADD_MEASURE, PlanSubject, led_institutions
from leitstand.plan.selectors import MeasureFilter, PlanFrame
from leitstand.plan.views.measure_filters import (
    PARAMETERS,
    filter_options,
    filter_words,
    measure_filter,
)
from leitstand.plan.views.parts import (
    MeasureTable,
    open_frame,
    plan_link,
)
from leitstand.ui.addresses import address, with_query
from leitstand.ui.filters import without
from leitstand.ui.navigation import search_address
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Link


@public_page
def measure_list(request: HttpRequest, plan: str) -> Page:
    """All measures, or those that `text`, `thema`, `institution`, `rolle` and `phase` ask for."""
    frame = open_frame(plan)
    asked = measure_filter(request)
    found = selectors.measure_answer(frame, asked)
    here = address("plan:measures", plan=plan)
    words = filter_words(request, frame, asked, found, here)
    return Page(
        template="plan/measures.html",
        title=_("Maßnahmen"),
        description=frame.title,
        context={
            "frame": frame,
            "chosen": asked,
            "words": words,
            "shown": len({line.whole for line in found.lines}),
            "total": len({line.whole for line in found.all_lines}),
            "options": filter_options(frame, asked, found),
            "here": here,
            "all_of_it": without(request, here, PARAMETERS.values()),
            "own": tuple(_own_links(request, frame)),
            "elsewhere": _search_link(frame, asked) if found.text and not found.lines else None,
        },
        tables=(MeasureTable(frame).of(found.lines, _("Maßnahmen mit ihren Institutionen")),),
        payload={
            "filter": {key: value for key, value in asdict(asked).items() if value},
            "problems": words.problems,
            "notes": words.notes,
        },
        breadcrumb=(plan_link(frame),),
    )


def _own_links(request: HttpRequest, frame: PlanFrame) -> Iterator[Link]:
    """What the person who is signed in comes here for: their own measures, or a new one."""
    if frame.day is not None:
        return
    here = address("plan:measures", plan=frame.slug)
    for institution in led_institutions(request.user, PlanSubject(frame.slug)):
        query = {PARAMETERS["institution"]: institution, PARAMETERS["role"]: RoleKind.LEAD.value}
        yield Link(_("Ihre Maßnahmen"), with_query(here, query))
    if allows(request.user, ADD_MEASURE, PlanSubject(frame.slug)):
        yield Link(_("Neue Maßnahme"), address("plan:measure-add", plan=frame.slug))


def _search_link(frame: PlanFrame, asked: MeasureFilter) -> Link | None:
    """The same words in the search, which also forgives slips of the keyboard."""
    search = search_address()
    query = {"q": asked.text, "plan": frame.slug}
    return Link(_("In der Suche nachsehen"), with_query(search, query)) if search else None
