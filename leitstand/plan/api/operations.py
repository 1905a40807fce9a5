# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What programs may ask of plans. The first line of each docstring is its summary in OpenAPI."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Query, Router

from leitstand.core import cursors, journal
from leitstand.core.languages import reader_language
from leitstand.plan import (
    converters,  # noqa: F401  (registers path_id)
    selectors,
)
from leitstand.plan.api import reading, reading_around, shapes
from leitstand.plan.api import shapes_around as around
from leitstand.plan.api.parameters import (
    ChangeQuestion,
    GoalId,
    InstitutionId,
    MeasureId,
    MeasureQuestion,
    PlanId,
    PlanQuestion,
    Question,
)
from leitstand.plan.permissions import VIEW_HISTORY
from leitstand.plan.selectors import MeasureFilter, PlanFrame, PlanNotFound
from leitstand.ui.access import PUBLIC
from leitstand.ui.addresses import address
from leitstand.ui.api import ApiProblem, Kind
from leitstand.ui.api.house import answer, operation

router = Router()
_PLAN = "/plans/{slug:plan}"


@contextmanager
def _known_plan() -> Iterator[None]:
    """A plan that is not there, or not yet on that day, is 404 with the reason."""
    try:
        yield
    except PlanNotFound as error:
        raise Http404(str(error)) from None


def _frame(
    plan: str, day: dt.date | None, *, with_levels: bool = False, with_terms: bool = True
) -> PlanFrame:
    with _known_plan():
        return selectors.plan_frame(
            plan,
            language=reader_language(),
            day=day,
            with_levels=with_levels,
            with_terms=with_terms,
        )


def _missing(sentence: str, then: str, key: str, day: dt.date | None) -> Http404:
    """What is not in the plan, or was not on that day."""
    return Http404(then % {"key": key, "day": day} if day else sentence % {"key": key})


def _start(plan: str, day: dt.date | None) -> shapes.Answer:
    return {"plan": plan, "stand": day, "language": reader_language()}


@operation(router, "/plans", "plans", shapes.Plans, access=PUBLIC)
def plans(request: HttpRequest, asked: Query[PlanQuestion]) -> HttpResponse:
    """The plans of this installation.

    In the order of their ids, a page at a time; `next` leads to the next page.
    """
    cards = selectors.plan_cards_after(
        asked.after, limit=asked.limit + 1, language=reader_language(), day=asked.stand
    )
    shown = cards[: asked.limit]
    more = {**_kept(asked), "after": shown[-1].slug} if len(cards) > len(shown) else None
    content: shapes.Plans = {
        "stand": asked.stand,
        "language": reader_language(),
        "plans": [reading.plan_item(card) for card in shown],
        "next": _next("api:plans", more) if more else None,
    }
    return answer(content)


def _kept(asked: PlanQuestion | ChangeQuestion) -> dict[str, object]:
    """The question as it was asked, for the address of the next page."""
    return asked.model_dump(exclude_unset=True, exclude_none=True)


def _next(name: str, question: dict[str, object]) -> str:
    """The address of another page of the same list."""
    return address(name) + (f"?{urlencode(question)}" if question else "")


@operation(router, _PLAN, "plan", shapes.Plan, access=PUBLIC)
def plan(request: HttpRequest, plan: PlanId, asked: Query[Question]) -> HttpResponse:
    """One plan.

    What it says of itself: editions, levels, strategies, own rules; `links` leads to its lists.
    """
    with _known_plan():
        facts = selectors.plan_facts(plan, language=reader_language(), day=asked.stand)
    return answer(reading.plan(facts, _start(plan, asked.stand)))


@operation(router, f"{_PLAN}/measures", "measures", shapes.Measures, access=PUBLIC)
def measures(request: HttpRequest, plan: PlanId, asked: Query[MeasureQuestion]) -> HttpResponse:
    """The measures of a plan.

    All of them, or those that meet the filters, with roles and institutions. The filters are those
    of the page: what nobody has simply finds nothing.
    """
    frame = _frame(plan, asked.stand)
    wanted = MeasureFilter(
        asked.thema, asked.institution, asked.rolle or "", asked.phase, asked.text
    )
    lines = selectors.measure_answer(frame, wanted).lines
    tongue = reading.Tongue(frame)
    content: shapes.Measures = {
        **tongue.answer(),
        "filter": {
            "thema": asked.thema or None,
            "institution": asked.institution or None,
            "rolle": asked.rolle,
            "phase": asked.phase or None,
            "text": asked.text or None,
        },
        "count": len({line.whole for line in lines}),
        "measures": tongue.measures(lines),
    }
    return answer(content)


@operation(
    router, f"{_PLAN}/measures/{{path_id:measure}}", "measure", shapes.Measure, access=PUBLIC
)
def measure(
    request: HttpRequest, plan: PlanId, measure: MeasureId, asked: Query[Question]
) -> HttpResponse:
    """One measure.

    With roles, commitments, references and goals. The id of a measure in parts gives all parts.
    """
    with _known_plan():
        found = selectors.measure_page(plan, measure, language=reader_language(), day=asked.stand)
    if found is None:
        raise _missing(
            _("Diese Maßnahme gibt es im Plan nicht: %(key)s"),
            _("Diese Maßnahme gab es am %(day)s im Plan nicht: %(key)s"),
            measure,
            asked.stand,
        )
    return answer(reading.measure(found, measure))


@operation(router, f"{_PLAN}/institutions", "institutions", around.Institutions, access=PUBLIC)
def institutions(request: HttpRequest, plan: PlanId, asked: Query[Question]) -> HttpResponse:
    """The institutions of a plan.

    With the number of measures that each leads, joins and contributes to, most measures first.
    """
    frame = _frame(plan, asked.stand, with_terms=False)
    return answer(reading_around.institutions(frame, selectors.institution_loads(frame)))


@operation(
    router,
    f"{_PLAN}/institutions/{{slug:institution}}",
    "institution",
    around.Institution,
    access=PUBLIC,
)
def institution(
    request: HttpRequest, plan: PlanId, institution: InstitutionId, asked: Query[Question]
) -> HttpResponse:
    """One institution.

    With its names and members over time, and every role it has in the plan.
    """
    frame = _frame(plan, asked.stand)
    found = selectors.institution_page(frame, institution)
    if found is None:
        # Institutions have no day from which they exist; see `core.services`.
        raise Http404(_("Diese Institution ist nicht bekannt: %s") % institution)
    return answer(reading_around.institution(frame, found))


@operation(router, f"{_PLAN}/goals", "goals", around.Goals, access=PUBLIC)
def goals(request: HttpRequest, plan: PlanId, asked: Query[Question]) -> HttpResponse:
    """The goals of a plan.

    The plan gives measures to a branch of its tree, not to the single goal.
    """
    frame = _frame(plan, asked.stand, with_terms=False)
    counts = selectors.measure_counts(frame)
    return answer(reading_around.goals(frame, selectors.goal_lines(frame), counts))


@operation(router, f"{_PLAN}/goals/{{path_id:goal}}", "goal", around.Goal, access=PUBLIC)
def goal(request: HttpRequest, plan: PlanId, goal: GoalId, asked: Query[Question]) -> HttpResponse:
    """One goal.

    With the measures of its branch.
    """
    frame = _frame(plan, asked.stand)
    found = next((line for line in selectors.goal_lines(frame) if line.key == goal), None)
    if found is None:
        raise _missing(
            _("Dieses Ziel gibt es im Plan nicht: %(key)s"),
            _("Dieses Ziel gab es am %(day)s im Plan nicht: %(key)s"),
            goal,
            asked.stand,
        )
    under = set(frame.below(found.node_id))
    lines = [line for line in selectors.measure_lines(frame) if line.node_id in under]
    return answer(reading_around.goal(frame, found, lines))


@operation(router, f"{_PLAN}/nodes", "nodes", around.Nodes, access=PUBLIC)
def nodes(request: HttpRequest, plan: PlanId, asked: Query[Question]) -> HttpResponse:
    """The tree of a plan.

    Fields of action, clusters and task fields, in printed order.
    """
    frame = _frame(plan, asked.stand, with_levels=True, with_terms=False)
    return answer(reading_around.nodes(frame, selectors.measure_counts(frame)))


@operation(router, f"{_PLAN}/findings", "findings", around.Findings, access=PUBLIC)
def findings(request: HttpRequest, plan: PlanId, asked: Query[Question]) -> HttpResponse:
    """What the check finds in a plan.

    The plan held against its own rules and against good practice.
    """
    with _known_plan():
        checked = selectors.checked_plan(plan, day=asked.stand)
    return answer(reading_around.findings(_start(plan, asked.stand), checked.findings))


@operation(
    router,
    "/changes",
    "changes",
    around.Changes,
    access=VIEW_HISTORY,
    problems=(Kind.NOT_FOUND, Kind.CURSOR_GONE),
)
def changes(request: HttpRequest, asked: Query[ChangeQuestion]) -> HttpResponse:
    """What changed since a cursor.

    In the order in which changes were recorded, whatever day they hold from, so that a reader who
    comes back with the cursor gets each exactly once. `stand` leaves out what holds from later.
    """
    if asked.plan is not None:
        with _known_plan():
            selectors.plan_id_on(asked.plan, asked.stand)
    place = None
    try:
        if asked.cursor is not None:
            place = cursors.place_of(asked.cursor)
        lines = journal.changes_after(
            place, limit=asked.limit + 1, scope=asked.plan, day=asked.stand
        )
    except (cursors.ForeignCursor, journal.PlaceLost):
        raise ApiProblem(
            Kind.CURSOR_GONE,
            _(
                "Dieses Lesezeichen stammt nicht von hier oder von einem Datenstand, den es nicht"
                " mehr gibt. Bitte beginnen Sie ohne Lesezeichen von vorn."
            ),
        ) from None
    shown = lines[: asked.limit]
    cursor = cursors.cursor_for((shown[-1].id, shown[-1].mark)) if shown else asked.cursor
    more = {**_kept(asked), **({"cursor": cursor} if cursor else {})}
    content: around.Changes = {
        "stand": asked.stand,
        "language": reader_language(),
        "changes": [reading_around.change(line, asked.plan) for line in shown],
        "cursor": cursor,
        "has_more": len(lines) > len(shown),
        "next": _next("api:changes", more),
    }
    return answer(content)
