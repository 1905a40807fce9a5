# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Points that can be compared: a frozen round from its archive alone, or a plan on a day."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from django.utils import timezone

from leitstand.core.languages import Language
from leitstand.plan.enums import RoleKind
from leitstand.plan.selectors import LeadLine, MeasureName, PlanFrame, briefs_from, led_plan
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import Progress
from leitstand.steering.rules.differing import Known, Lead, Place, Promise, Snapshot, Told
from leitstand.steering.rules.wording import on_day
from leitstand.steering.selectors.judging import place_of
from leitstand.steering.selectors.results import ResultLine, RoundResults
from leitstand.steering.selectors.settled import Settled, earlier_than, settled_results


def snapshot_of(found: Settled, *, language: Language, earlier: Sequence[Settled] = ()) -> Snapshot:
    """The plan as the round asked about it, and what was said; from archives alone.

    ``earlier`` are the rounds before it (``earlier_than``): a delay is only seen beside them. No
    statement once the archives were read.
    """
    return _snapshot(found, language, tuple(earlier))


@lru_cache(maxsize=32)
def _snapshot(found: Settled, language: Language, earlier: tuple[Settled, ...]) -> Snapshot:
    results = settled_results(found, language=language, earlier=earlier)
    tree = found.document["plan_as_of"]
    frame = results.view.frame
    names = {slug: one.label for slug, one in briefs_from(tree, language=language).items()}
    leads = {one["id"]: _leads(one["roles"], names) for one in tree["measures"]}
    return Snapshot(
        plan=found.plan,
        label=found.title(language),
        day=found.reporting_on,
        measures={
            key: known_measure(frame, one, leads[key]) for key, one in results.view.measures.items()
        },
        round=found.slug,
        round_title=found.title(language),
        is_example=found.is_example,
        told=told_in(results),
        total=results.total,
        terms=frame.terms,
        branches=_branches(frame),
    )


def snapshot_on(
    plan: str,
    day: dt.date,
    *,
    language: Language,
    rounds: Sequence[Settled],
    with_terms: bool = True,
) -> Snapshot:
    """The plan as it stood at the end of a day, with what the newest of ``rounds`` says.

    ``rounds`` are those that were known by then, oldest first; without any nobody has said
    anything yet. Words are in the active language, which must be ``language``. 4 statements, with
    the words of phases and scopes 5 in another language than the plan's. Raises ``PlanNotFound``.
    """
    past = day if day < timezone.localdate() else None
    found = led_plan(plan, language=language, day=past, with_terms=with_terms)
    told = None
    if rounds:
        newest = rounds[-1]
        told = snapshot_of(newest, language=language, earlier=earlier_than(newest, rounds))
    leads = {key: tuple(_lead(one) for one in own) for key, own in found.leads.items()}
    return Snapshot(
        plan=plan,
        label=on_day(day),
        day=day,
        measures={
            key: known_measure(found.frame, one, leads.get(key, ()))
            for key, one in found.names.items()
        },
        round=told.round if told else "",
        round_title=told.round_title if told else "",
        is_example=told.is_example if told else False,
        told=told.told if told else {},
        total=told.total if told else None,
        terms=found.frame.terms,
        branches=_branches(found.frame),
    )


def _lead(one: LeadLine) -> Lead:
    return Lead(one.institution.slug, one.institution.label, one.phase, one.scope)


def _branches(frame: PlanFrame) -> dict[str, str]:
    return {node.key: node.name for node in frame.nodes.values()}


def known_measure(frame: PlanFrame, one: MeasureName, leads: tuple[Lead, ...]) -> Known:
    """The measure with the keys of the two upper branches above it."""
    path = frame.path(one.node_id)
    field = path[0].key if path else ""
    cluster = path[1].key if len(path) > 1 else field
    return Known(one.key, one.label, one.title, field, cluster, leads)


def told_in(results: RoundResults) -> dict[Place, Told]:
    """What is owed in a round and what was said, as the rules judged it."""
    labels = {one.label.casefold(): one.label for one in results.view.measures.values()}
    labels |= {key.casefold(): one.label for key, one in results.view.measures.items()}
    return {place_of(one.line): _told(one, labels) for one in results.lines}


def _told(one: ResultLine, labels: Mapping[str, str]) -> Told:
    institution, verdict = one.line.institution, one.judged.assessment.verdict
    name = institution.label if institution else ""
    content = one.line.content or AnswerContent()
    into = content.merged_into if content.state == Progress.MERGED else ""
    return Told(
        name=name,
        state=one.row.state,
        outlook=one.row.outlook,
        verdict=verdict.value,
        verdict_words=str(verdict.label),
        merged_into=into,
        successor=labels.get(" ".join(into.split()).casefold(), into),
        said_on=one.said_on,
        promises=tuple(
            Promise(each.id, each.title, each.due_on, each.done_on, each.is_dropped)
            for each in content.milestones
        ),
        next_step=content.next_step,
        next_step_due=content.next_step_due,
    )


def _leads(roles: Sequence[Mapping[str, Any]], names: Mapping[str, str]) -> tuple[Lead, ...]:
    return tuple(
        Lead(one["institution"], names[one["institution"]], one["phase"] or "", one["scope"] or "")
        for one in roles
        if one["role"] == RoleKind.LEAD
    )
