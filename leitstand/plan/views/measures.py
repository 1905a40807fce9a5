# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The list of measures with its filters, and the page of one measure."""

from dataclasses import asdict

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.plan import selectors
from leitstand.plan.enums import (
    CommitmentKind,
    MentionRelation,
    RoleKind,
    UndertakingSense,
)
from leitstand.plan.selectors import MeasureFilter, MeasureLine, PlanFrame, PlanNotFound
from leitstand.plan.selectors.frame import NodeLine
from leitstand.plan.selectors.measure_page import MeasureEntry, MeasurePage
from leitstand.plan.views.parts import (
    MeasureTable,
    institution_link,
    node_link,
    not_there,
    open_frame,
    plan_link,
    source_words,
    way_up,
)
from leitstand.ui.addresses import address
from leitstand.ui.as_of import reader_day
from leitstand.ui.pages import Page, public_page
from leitstand.ui.tables import Column, Link, Scalar, Table

MAX_QUERY = 200


@public_page
def measure_list(request: HttpRequest, plan: str) -> Page:
    """All measures, or those that the reader asked for; the question stands in the address."""
    frame = open_frame(plan)
    lines = selectors.measure_lines(frame)
    asked = _asked(request)
    nodes = _nodes(frame, asked.node)
    kept = [line for line in lines if asked.keeps(line, nodes)]
    table = MeasureTable(frame).of(kept, _("Maßnahmen mit ihren Institutionen"))
    return Page(
        template="plan/measures.html",
        title=_("Maßnahmen"),
        description=frame.title,
        context={
            "frame": frame,
            "chosen": asked,
            "is_filtered": asked != MeasureFilter(),
            "shown": len({line.whole for line in kept}),
            "total": len({line.whole for line in lines}),
            "options": _options(frame, lines),
            "here": address("plan:measures", plan=plan),
        },
        tables=(table,),
        payload={"filter": {key: value for key, value in asdict(asked).items() if value}},
        breadcrumb=(plan_link(frame),),
    )


def _asked(request: HttpRequest) -> MeasureFilter:
    get = {key: str(request.GET[key])[:MAX_QUERY].replace("\x00", "") for key in request.GET}
    return MeasureFilter(
        node=get.get("thema", ""),
        institution=get.get("institution", ""),
        role=get.get("rolle", ""),
        phase=get.get("phase", ""),
        text=get.get("text", "").strip(),
    )


def _nodes(frame: PlanFrame, key: str) -> set[int] | None:
    """The branch asked for with all below it; None where nothing was asked."""
    if not key:
        return None
    node = frame.node(key)
    return set(frame.below(node.id)) if node else set()


def _options(
    frame: PlanFrame, lines: tuple[MeasureLine, ...]
) -> dict[str, tuple[tuple[str, str], ...]]:
    roles = [role for line in lines for role in line.roles]
    institutions = {role.institution.slug: role.institution.label for role in roles}
    phases = dict.fromkeys(role.phase for role in roles if role.phase)
    trunk = {node.id for node in frame.children.get(None, ())}
    return {
        "node": tuple(
            (node.key, node.name if node.parent_id is None else f"– {node.title}")
            for node in _in_order(frame)
            if node.parent_id is None or node.parent_id in trunk
        ),
        "institution": tuple(sorted(institutions.items(), key=lambda option: option[1].casefold())),
        "role": tuple((str(kind.value), str(kind.label)) for kind in RoleKind),
        "phase": tuple((phase, frame.in_words(phase)) for phase in phases),
    }


def _in_order(frame: PlanFrame) -> list[NodeLine]:
    ordered = []
    stack = list(reversed(frame.children.get(None, ())))
    while stack:
        node = stack.pop()
        ordered.append(node)
        stack.extend(reversed(frame.children.get(node.id, ())))
    return ordered


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
    return Page(
        template="plan/measure.html",
        title=title if is_whole_of_parts else f"{title}: {first.title}",
        context={
            "frame": frame,
            "found": found,
            "is_whole": is_whole_of_parts,
            "whole": _whole_link(frame, first) if first.part and not is_whole_of_parts else None,
            "facts": {entry.key: _facts(found, entry) for entry in found.entries},
        },
        tables=(_roles_table(frame, found), _facts_table(found)),
        payload={
            "id": measure,
            "entries": [_entry_payload(entry) for entry in found.entries],
        },
        breadcrumb=way_up(frame, first.node_id),
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
        },
    }
