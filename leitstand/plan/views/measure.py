# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One measure: what it says, who does what, what hangs on it, who changed it last."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.core.permissions import allows
from leitstand.plan import selectors
from leitstand.plan.enums import CommitmentKind, MentionRelation, RoleKind, UndertakingSense
from leitstand.plan.permissions import CHANGE_MEASURE, MeasureSubject
from leitstand.plan.selectors import PlanFrame, PlanNotFound
from leitstand.plan.selectors.measure_page import MeasureEntry, MeasurePage
from leitstand.plan.views.parts import (
    institution_link,
    node_link,
    not_there,
    source_words,
    way_up,
)
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.formats import day as day_words
from leitstand.ui.pages import Page, public_page
from leitstand.ui.panels import Asked, Panel, measure_panels
from leitstand.ui.tables import Column, Link, Scalar, Table


@public_page
def measure_detail(request: HttpRequest, plan: str, measure: str) -> Page:
    """One measure; the id of a measure in parts shows all of them."""
    try:
        found = selectors.measure_page(plan, measure, language=reader_language(), day=reader_day())
    except PlanNotFound as error:
        raise not_there(error) from None
    if found is None:
        raise Http404(_("Diese Maßnahme gibt es im Plan nicht: %s") % measure)
    frame, first = found.frame, found.entries[0]
    is_whole_of_parts = len(found.entries) > 1
    title = frame.label(first.node_id, first.number, "" if is_whole_of_parts else first.part)
    keys = [entry.key for entry in found.entries]
    outside = {
        entry.key: tuple((ref.key, ref.detail) for ref in entry.details.external_refs if ref.detail)
        for entry in found.entries
    }
    shown_panels = measure_panels(Asked(frame.slug, keys, frame.language, frame.day, outside))
    return Page(
        template="plan/measure.html",
        title=title if is_whole_of_parts else f"{title}: {first.title}",
        context={
            "frame": frame,
            "found": found,
            "is_whole": is_whole_of_parts,
            "whole": _whole_link(frame, first) if first.part and not is_whole_of_parts else None,
            "facts": {entry.key: _facts(found, entry) for entry in found.entries},
            "panels": shown_panels,
            "histories": {entry.key: _history(request, found, entry) for entry in found.entries},
        },
        tables=(_roles_table(frame, found), _facts_table(found)),
        payload={
            "id": measure,
            "entries": [_entry_payload(entry) for entry in found.entries],
            "panels": [_panel_payload(panel) for panel in shown_panels],
        },
        breadcrumb=way_up(frame, first.node_id),
    )


@dataclass(frozen=True, slots=True)
class HistoryLinks:
    """Where the history of an entry stands, and, for those who may, where it is changed."""

    history: str
    edit: str | None


def _history(request: HttpRequest, found: MeasurePage, entry: MeasureEntry) -> HistoryLinks:
    slug = found.frame.slug
    leads = frozenset(
        role.line.institution.slug
        for role in entry.details.roles
        if role.line.kind == RoleKind.LEAD
    )
    may = reader_day() is None and allows(
        request.user, CHANGE_MEASURE, MeasureSubject(slug, entry.key, leads)
    )
    return HistoryLinks(
        address("plan:measure-history", plan=slug, measure=entry.key),
        address("plan:measure-edit", plan=slug, measure=entry.key) if may else None,
    )


def _whole_link(frame: PlanFrame, entry: MeasureEntry) -> Link:
    key = entry.key.removesuffix(f".{entry.part}")
    label = frame.label(entry.node_id, entry.number, "")
    return Link(label, address("plan:measure", plan=frame.slug, measure=key))


def _roles_table(frame: PlanFrame, found: MeasurePage) -> Table:
    rows: list[tuple[Scalar | tuple[Scalar, ...], ...]] = []
    for entry in found.entries:
        for role in entry.details.roles:
            line = role.line
            beside = tuple(
                f"{mention.institution.label} ({MentionRelation(mention.relation).label})"
                for mention in role.mentions
            )
            rows.append(
                (
                    institution_link(frame, line.institution),
                    str(RoleKind(line.kind).label),
                    frame.in_words(line.phase),
                    frame.in_words(line.scope),
                    line.as_printed,
                    beside,
                    entry.label,
                )
            )
        rows.extend(
            (
                _("noch offen"),
                str(RoleKind(place.role).label),
                frame.in_words(place.phase),
                "",
                place.as_printed,
                (),
                entry.label,
            )
            for place in entry.details.open_roles
        )
    return Table(
        key="rollen",
        caption=_("Wer was tut"),
        columns=(
            Column("institution", _("Institution"), "link"),
            Column("role", _("Rolle")),
            Column("phase", _("Phase")),
            Column("scope", _("Umfang")),
            Column("as_printed", _("So gedruckt")),
            Column("beside", _("Daneben genannt"), "list"),
            Column("measure", _("Maßnahme"), is_data_only=len(found.entries) == 1),
        ),
        rows=tuple(rows),
        source=source_words(frame),
    )


def _facts(found: MeasurePage, entry: MeasureEntry) -> tuple[tuple[str, object], ...]:
    """What is known of an entry beside its roles, as pairs of term and description."""
    frame, details = found.frame, entry.details
    targets = {
        ref.key: address("plan:measure", plan=frame.slug, measure=ref.key)
        for ref in details.cross_refs
    }
    facts: list[tuple[str, object]] = [
        *_joined(frame, entry),
        (_("Aufgabe aus"), node_link(frame, entry.node_id)),
        (
            _("Dient den Zielen"),
            tuple(
                Link(
                    goal.name,
                    address("plan:goal", plan=frame.slug, goal=goal.key),
                )
                for goal in found.goals
            ),
        ),
        (
            _("Termine und Mengen"),
            tuple(
                f"{item.as_printed} ({CommitmentKind(item.kind).label})"
                for item in details.commitments
            ),
        ),
        (
            _("Verweist auf"),
            tuple(_target(frame, ref.key, targets) for ref in details.cross_refs),
        ),
        (
            _("Programme außerhalb des Plans"),
            tuple(f"{ref.name} {ref.detail}".strip() for ref in details.external_refs),
        ),
        (_("Strategien des Landes"), tuple(ref.name for ref in details.strategies)),
        (
            _("Gemeinsame Vorhaben"),
            tuple(
                f"{item.name} ({UndertakingSense(item.detail).label})"
                for item in details.undertakings
            ),
        ),
    ]
    return tuple((term, value) for term, value in facts if value)


def _joined(frame: PlanFrame, entry: MeasureEntry) -> list[tuple[str, object]]:
    """By which decision a measure came in that the published text does not have."""
    joined = entry.joined
    if joined is None:
        return []
    goal = Link(joined.goal.name, address("plan:goal", plan=frame.slug, goal=joined.goal.key))
    decided = _("%(day)s, %(decision)s") if joined.decision else "%(day)s"
    return [
        (
            _("Später hinzugekommen durch Beschluss vom"),
            decided % {"day": day_words(joined.decided_on), "decision": joined.decision},
        ),
        (_("Beschlossen von"), institution_link(frame, joined.decided_by)),
        (_("Ziel des Beschlusses"), goal),
    ]


def _target(frame: PlanFrame, key: str, measures: dict[str, str]) -> Link:
    node = frame.node(key)
    if node:
        return node_link(frame, node.id)
    return Link(key, measures[key])


def _facts_table(found: MeasurePage) -> Table:
    rows = []
    for entry in found.entries:
        for term, value in _facts(found, entry):
            rows.append((entry.label, term, value if isinstance(value, tuple) else (value,)))
    return Table(
        key="angaben",
        caption=_("Weitere Angaben"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("term", _("Angabe")),
            Column("value", _("Inhalt"), "list"),
        ),
        rows=tuple(rows),
    )


def _panel_payload(panel: Panel) -> dict[str, object]:
    return {
        "measure": panel.subject,
        "term": panel.term,
        "text": panel.text,
        "mark": panel.mark or None,
        "href": panel.more.href,
    }


def _entry_payload(entry: MeasureEntry) -> dict[str, object]:
    return {
        "id": entry.key,
        "title": entry.title,
        "summary": entry.summary,
        "remark": entry.remark or None,
        "source": {
            "lines": entry.lines,
            "structure_lines": entry.structure_lines,
            "page": entry.page,
        }
        if entry.lines
        else None,
        "joined": {
            "decided_on": entry.joined.decided_on,
            "decided_by": entry.joined.decided_by.slug,
            "goal": entry.joined.goal.key,
            "decision": entry.joined.decision or None,
        }
        if entry.joined
        else None,
        "last_change": {
            "at": entry.last_act.at,
            "act": entry.last_act.act,
            "by": entry.last_act.actor,
            "reason": entry.last_act.reason,
        }
        if entry.last_act
        else None,
    }
