# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The timeline of a plan: what is due when, what slipped, and what waits for what."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.plan.selectors import measure_names, plan_deadlines, plan_frame
from leitstand.steering.enums import StepState
from leitstand.steering.pictures import time_picture
from leitstand.steering.pictures.lanes import Dated, TimePicture
from leitstand.steering.selectors.results import RoundResults
from leitstand.steering.selectors.rounds import RoundCard
from leitstand.steering.selectors.timeline import (
    DatedStep,
    Timeline,
    timeline,
    timeline_of_plan,
)
from leitstand.steering.views.public_parts import (
    Opened,
    example_words,
    open_rounds,
    plan_ways,
    round_href,
    round_title,
    with_mark,
)
from leitstand.steering.views.timeline_tables import (
    Told,
    blocked_table,
    fault_table,
    held_up_table,
    step_table,
)
from leitstand.ui.addresses import address
from leitstand.ui.filters import ActiveFilter, Option, given, without
from leitstand.ui.pages import Page, is_for_reading, public_page
from leitstand.ui.tables import Link

FILTERS = ("thema", "lage", "institution")
MOST_ROWS = 300
"""Of what is held up or does not work out; the data hold all."""


@public_page
def time_page(request: HttpRequest, plan: str) -> Page:
    """Milestones and next steps of the newest published round, and the plan's own deadlines."""
    opened = open_rounds(plan)
    card = next(iter(opened.rounds.cards), None)
    results = opened.rounds.results(card, judged_on=opened.shown_on) if card else None
    told = _told(opened, card, results)
    here = address("steering:timeline", plan=plan)
    values = {name: given(request, name) for name in FILTERS}
    shown = tuple(one for one in told.line.steps if _fits(one, values))
    is_read = is_for_reading(request)
    picture = _picture(told, shown) if is_read else None
    most = MOST_ROWS if is_read else None
    return Page(
        template="steering/public/timeline.html",
        title=_("Zeitplan"),
        description=opened.title,
        context={
            "card": card,
            "round": Link(round_title(card), round_href(card)) if card else None,
            "on": told.line.on,
            "lead": _lead(told.line),
            "here": here,
            "links": plan_ways(plan),
            "values": values,
            "options": _options(told),
            "active": _active(request, here, told, values),
            "all_of_it": without(request, here, FILTERS),
            "count": len(shown),
            "picture": picture,
            "states": [state for state in StepState if any(o.state == state for o in shown)],
            "lists": _lists(told, shown) if picture else (),
        },
        tables=with_mark(
            card,
            step_table(told, shown),
            blocked_table(told, most),
            held_up_table(told),
            fault_table(told, most),
        ),
        payload={
            "round": card.slug if card else None,
            "judged_on": told.line.on,
            "counts": Counter(one.state.value for one in told.line.steps),
            "example_notice": example_words(card),
        },
        breadcrumb=opened.way_up,
    )


def _told(opened: Opened, card: RoundCard | None, results: RoundResults | None) -> Told:
    """The timeline with what its words need; 4 statements where nothing was published yet."""
    if card and results:
        frame, names = results.view.frame, results.view.measures
        return Told(opened.plan, card, frame, names, timeline(results, on=opened.shown_on))
    frame = plan_frame(
        opened.plan, language=opened.rounds.language, day=opened.day, with_levels=False
    )
    names = measure_names(frame)
    deadlines = plan_deadlines(frame.id, day=frame.day)
    line = timeline_of_plan(frame, names, deadlines, on=opened.shown_on)
    return Told(opened.plan, None, frame, names, line)


def _lead(line: Timeline) -> str:
    """How many steps there are, and what a reader should look at first."""
    count = Counter(one.state for one in line.steps)
    words = [
        ngettext("%(count)d Termin", "%(count)d Termine", len(line.steps))
        % {"count": len(line.steps)}
    ]
    words += [
        _("%(state)s: %(count)d") % {"count": count[state], "state": state.label}
        for state in StepState
        if count[state]
    ]
    text = f"{'; '.join(words)}."
    if line.blocked:
        waiting = len({one.step for one in line.blocked})
        text += " " + ngettext(
            "%(count)d davon ist nach heutigem Stand aufgehalten, weil etwas anderes fehlt.",
            "%(count)d davon sind nach heutigem Stand aufgehalten, weil etwas anderes fehlt.",
            waiting,
        ) % {"count": waiting}
    return text


def _fits(one: DatedStep, values: Mapping[str, str]) -> bool:
    owner = one.institution.slug if one.institution else ""
    return (
        values["thema"] in {"", one.field, one.cluster}
        and values["lage"] in {"", one.state.value}
        and values["institution"] in {"", owner}
    )


def _options(told: Told) -> dict[str, tuple[Option, ...]]:
    steps = told.line.steps
    branches = Counter(key for one in steps for key in {one.field, one.cluster})
    states = Counter(one.state for one in steps)
    owners = Counter(one.institution.slug for one in steps if one.institution)
    labels = {one.institution.slug: one.institution.label for one in steps if one.institution}
    return {
        "thema": tuple(
            Option(node.key, node.name, branches[node.key])
            for node in told.frame.nodes.values()
            if branches[node.key]
        ),
        "lage": tuple(
            Option(state.value, str(state.label), states[state])
            for state in StepState
            if states[state]
        ),
        "institution": tuple(
            Option(slug, label, owners[slug])
            for slug, label in sorted(labels.items(), key=lambda one: one[1].casefold())
        ),
    }


def _active(
    request: HttpRequest, here: str, told: Told, values: Mapping[str, str]
) -> tuple[ActiveFilter, ...]:
    labels = {"thema": _("Thema"), "lage": _("Lage"), "institution": _("Institution")}
    known = {name: dict(options) for name, options in _pairs(_options(told))}
    return tuple(
        ActiveFilter(labels[name], known[name].get(value, value), without(request, here, (name,)))
        for name, value in values.items()
        if value
    )


def _pairs(
    options: Mapping[str, Iterable[Option]],
) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    for name, found in options.items():
        yield name, [(one.value, one.label) for one in found]


def _picture(told: Told, shown: Iterable[DatedStep]) -> TimePicture | None:
    dated = [
        Dated(
            place=one.step.place,
            lane=one.cluster,
            state=one.state,
            on=one.shown_on,
            was_on=one.before[0] if one.before else None,
            label=told.full_words(one),
            href=told.measure_href(one),
        )
        for one in shown
        if one.shown_on
    ]
    lanes = {node.key: node.title for node in told.frame.nodes.values()}
    return time_picture("zeitplan", dated, told.line.dependencies, lanes, now=told.line.on)


def _lists(
    told: Told, shown: Iterable[DatedStep]
) -> tuple[tuple[str, tuple[tuple[DatedStep, str], ...]], ...]:
    """What a narrow screen reads instead of the picture: open steps of every topic, by day."""
    open_states = {StepState.OVERDUE, StepState.SLIPPED, StepState.DUE}
    found: dict[str, list[tuple[DatedStep, str]]] = {}
    for one in shown:
        if one.state in open_states:
            found.setdefault(one.cluster, []).append((one, told.measure_href(one)))
    titles = {node.key: node.title for node in told.frame.nodes.values()}
    return tuple((titles[key], tuple(found[key])) for key in titles if key in found)
