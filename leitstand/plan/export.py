# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan document as a file: JSON, YAML, Excel, CSV or Markdown.

JSON, YAML and Excel read back without loss; CSV and Markdown are for reading.
"""

import json
from collections.abc import Callable
from typing import Any

import yaml
from django.utils.translation import gettext as _

from leitstand.plan.document import Measure, PlanDocument, workbook
from leitstand.plan.enums import RoleKind
from leitstand.plan.labels import Labels, in_language, institution_label
from leitstand.ui.tables import Column, Table, csv_text


def render(document: PlanDocument, file_format: str) -> bytes:
    """The document in one of ``FORMATS``."""
    return FORMATS[file_format](document)


def _json(document: PlanDocument) -> bytes:
    tree = document.model_dump(mode="json")
    return (json.dumps(tree, ensure_ascii=False, indent=2) + "\n").encode()


def _yaml(document: PlanDocument) -> bytes:
    # The five lists stand even where they are empty: a reader looks for them.
    tree = {key: _without_empty(value) for key, value in document.model_dump(mode="json").items()}
    text = yaml.dump(tree, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=100)
    return text.encode()


def _without_empty(value: Any) -> Any:
    """Leave out what a reader of a package would not write: nulls and empty lists."""
    if isinstance(value, dict):
        kept = {key: _without_empty(inner) for key, inner in value.items()}
        return {key: inner for key, inner in kept.items() if inner not in (None, [])}
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value]
    return value


def roles_table(document: PlanDocument) -> Table:
    """One row a role; open places and measures without any role have a row as well."""
    titles = {node.id: in_language(node.title) for node in document.nodes}
    names = {i.id: institution_label(i) for i in document.institutions}

    def rows(measure: Measure) -> list[tuple[str | None, ...]]:
        own = (
            measure.id,
            titles.get(measure.cluster, measure.cluster),
            measure.task_field,
            measure.number,
            measure.part,
            in_language(measure.title),
        )
        held: list[tuple[str | None, ...]] = [
            (
                *own,
                role.role,
                role.institution,
                names[role.institution],
                role.as_printed,
                role.phase,
                role.scope,
                None,
            )
            for role in measure.roles
        ]
        held += [
            (*own, place.role, None, None, place.as_printed, place.phase, place.scope, place.kind)
            for place in measure.open_roles
        ]
        return held or [(*own, *(None,) * 7)]

    keys = (
        ("id", _("Kennung")),
        ("cluster", _("Thema")),
        ("task_field", _("Feld")),
        ("number", _("Nummer")),
        ("part", _("Teil")),
        ("title", _("Titel")),
        ("role", _("Rolle")),
        ("institution", _("Institution (Kennung)")),
        ("institution_name", _("Institution")),
        ("as_printed", _("So gedruckt")),
        ("phase", _("Phase")),
        ("scope", _("Umfang")),
        ("open", _("offen")),
    )
    return Table(
        key="rollen",
        caption=in_language(document.plan.title),
        columns=tuple(Column(key, label) for key, label in keys),
        rows=tuple(row for measure in document.measures for row in rows(measure)),
    )


def _csv(document: PlanDocument) -> bytes:
    return csv_text(roles_table(document)).encode()


def _markdown(document: PlanDocument) -> bytes:
    plan = document.plan
    labels = Labels(document)
    names = {i.id: institution_label(i) for i in document.institutions}
    lines = [
        f"# {in_language(plan.title)}",
        "",
        in_language(plan.summary),
        "",
        _("Laufzeit: %(start)s – %(end)s") % {"start": plan.period.start, "end": plan.period.end},
    ]
    level_of = {level.key: depth for depth, level in enumerate(plan.levels)}
    for node in document.nodes:
        number = f"{node.number} " if node.number else ""
        lines += [
            "",
            f"{'#' * (2 + level_of[node.level])} {number}{in_language(node.title)}",
        ]
        lines += ["", in_language(node.summary)]
        for goal in (g for g in document.goals if g.node == node.id):
            word = _("Ziel")
            lines += ["", f"**{word}:** {in_language(goal.title)}. {in_language(goal.summary)}"]
        for measure in (m for m in document.measures if m.node == node.id):
            lines += [
                "",
                f"**{labels.of(measure)}: {in_language(measure.title)}** `{measure.id}`",
            ]
            lines += ["", in_language(measure.summary), ""]
            lines += [f"- {words}" for words in _role_words(measure, names)]
    return ("\n".join(_escape(line) for line in lines) + "\n").encode()


def _role_words(measure: Measure, names: dict[str, str]) -> list[str]:
    words = []
    for kind in RoleKind:
        held = [
            names[r.institution] + _limits(r.phase, r.scope)
            for r in measure.roles
            if r.role == kind
        ]
        held += [
            o.as_printed + _limits(o.phase, o.scope) for o in measure.open_roles if o.role == kind
        ]
        if held:
            words.append(f"{kind.label}: {', '.join(held)}")
    return words


def _limits(phase: str | None, scope: str | None) -> str:
    given = [term for term in (phase, scope) if term]
    return f" ({', '.join(given)})" if given else ""


def _escape(line: str) -> str:
    """Keep a title from becoming markup: HTML is what a Markdown reader would let through."""
    return line.replace("<", "&lt;")


FORMATS: dict[str, Callable[[PlanDocument], bytes]] = {
    "json": _json,
    "yaml": _yaml,
    "xlsx": workbook.render,
    "csv": _csv,
    "md": _markdown,
}
