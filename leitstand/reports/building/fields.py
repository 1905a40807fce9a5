# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One section for each field of action: its goals, its measures, what stands in their way."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.plan.selectors.frame import NodeLine
from leitstand.reports.building import sentences as say
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import (
    age_days,
    leads_of,
    measure_of,
    next_steps_of,
    outlooks_of,
    said_of,
    source_of,
)
from leitstand.reports.building.counting import count_table
from leitstand.reports.building.quoting import obstacles, quotes, support
from leitstand.reports.building.words import bullets, office, paragraph, sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.steering.rules.rollup import RollUp
from leitstand.steering.rules.wording import state_words
from leitstand.steering.selectors.results import ResultLine
from leitstand.ui.formats import day, number
from leitstand.ui.tables import Cell, Column, Table

KEY = "handlungsfelder"


def field_key(field: str) -> str:
    """The section of a field, which is also the place of the office's words about it."""
    return f"feld-{field}"


def fields(basis: Basis) -> Section:
    """All fields of action that the round asked about, in the order of the plan."""
    levels = basis.results.view.frame.levels
    title = levels[0].plural if levels else _("Teile des Plans")
    return Section(
        KEY,
        title,
        (),
        tuple(
            _field(basis, key, found, is_first=place == 0)
            for place, (key, found) in enumerate(basis.results.by_field.items())
        ),
        is_new_page=True,
    )


def _field(basis: Basis, key: str, found: RollUp, *, is_first: bool) -> Section:
    frame = basis.results.view.frame
    node = frame.node(key)
    lines = tuple(one for one in basis.results.lines if one.field == key)
    blocks: list[Block] = [*counted_sentences(basis, lines, found)]
    blocks += office(basis.inputs.texts.words.get(field_key(key), ""))
    if node and node.summary:
        blocks.append(_aim(node.summary))
    blocks += _goals(basis, key)
    clusters = tuple(dict.fromkeys(one.cluster for one in lines))
    if clusters == (key,):
        blocks.append(Tabular(measure_table(basis, lines, f"massnahmen-{key}"), _WIDTHS))
        below: tuple[Section, ...] = ()
    else:
        blocks += count_tables(basis, key, clusters) if len(clusters) > 1 else ()
        below = tuple(_cluster(basis, one, lines) for one in clusters)
    return Section(
        field_key(key),
        node.title if node else key,
        tuple(blocks),
        (*below, *_voices(basis, key, lines)),
        is_new_page=not is_first,
    )


def counted_sentences(
    basis: Basis, lines: Sequence[ResultLine], found: RollUp
) -> tuple[Block, ...]:
    """What was reported of a part of the plan, coverage first."""
    own = {one.row.measure for one in lines}
    unowed = len(own & basis.nobody_owes)
    first = sentences(
        say.asked_sentence(found.measures),
        say.answers_sentence(found.answers),
        say.heard_sentence(found),
    )
    if not found.heard.part:
        return (first, sentences(say.state_sentence(found, unowed)))
    outlook = say.outlook_sentence(one.row.outlook for one in lines)
    return (
        first,
        sentences(say.state_sentence(found, unowed)),
        sentences(_("Das Urteil der Regeln, mit der Zahl der Maßnahmen:")),
        bullets((one,) for one in say.verdict_sentences(found)),
        sentences(outlook),
    )


def count_tables(basis: Basis, key: str, clusters: Sequence[str]) -> tuple[Tabular, ...]:
    """The measures of a field by what was reported and by verdict, a column for each cluster."""
    frame = basis.results.view.frame
    parts = []
    for one in clusters:
        node = frame.node(one)
        parts.append((one, node.title if node else one, basis.results.by_cluster[one]))
    whole = basis.results.by_field[key]
    return (
        Tabular(count_table(basis, f"staende-{key}", "states", parts, whole)),
        Tabular(count_table(basis, f"urteile-{key}", "verdicts", parts, whole)),
    )


def _aim(summary: str) -> Block:
    return paragraph(_("Worum es geht: %(words)s") % {"words": " ".join(summary.split())})


def _goals(basis: Basis, node: str) -> tuple[Block, ...]:
    """The goals of a branch as the plan words them."""
    language = basis.inputs.language
    items = []
    for one in basis.goals.get(node, ()):
        title, summary = one["title"][language], one["summary"][language]
        letter = one["letter"]
        name = _("Ziel %(letter)s: %(title)s.") if letter else _("Ziel: %(title)s.")
        items.append((f"{name % {'letter': letter, 'title': title.rstrip('.')}} {summary}",))
    return (bullets(items),) if items else ()


def _cluster(basis: Basis, key: str, lines: Sequence[ResultLine]) -> Section:
    own = tuple(one for one in lines if one.cluster == key)
    node: NodeLine | None = basis.results.view.frame.node(key)
    found = basis.results.by_cluster[key]
    blocks: list[Block] = [*_goals(basis, key)]
    blocks.append(sentences(say.answers_sentence(found.answers)))
    blocks.append(Tabular(measure_table(basis, own, f"massnahmen-{key}"), _WIDTHS))
    return Section(f"cluster-{key}", node.name if node else key, tuple(blocks))


_WIDTHS = (25.0, 15.0, 18.0, 16.0, 22.0, 12.0)


def measure_table(basis: Basis, lines: Sequence[ResultLine], key: str) -> Table:
    """One row a measure, with all its answers together."""
    by_measure: dict[str, list[ResultLine]] = {}
    for one in lines:
        by_measure.setdefault(one.row.measure, []).append(one)
    return Table(
        key=key,
        caption=_("Maßnahmen mit Stand, Selbsteinschätzung und Urteil"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("leads", _("Federführung"), "list"),
            Column("told", _("Stand und eigene Sicht"), "list"),
            Column("verdict", _("Urteil der Regeln")),
            Column("next_step", _("Nächster Schritt"), "list"),
            Column("said", _("jüngste Angabe")),
            *_measure_columns(),
        ),
        rows=tuple(_measure_row(basis, one, by_measure[one]) for one in by_measure),
        source=source_of(basis.results),
        note=_("Das Alter zählt von der jüngsten Angabe bis zum Tag des Einfrierens."),
    )


def _measure_columns() -> tuple[Column, ...]:
    """What stands in Excel and JSON alone."""
    return (
        Column("id", _("Kennung"), is_data_only=True),
        Column("state_id", _("Kennung des Stands"), is_data_only=True),
        Column("verdict_id", _("Kennung des Urteils"), is_data_only=True),
        Column("answered", _("Antworten, die vorliegen"), "number", is_data_only=True),
        Column("owed", _("Antworten, die geschuldet sind"), "number", is_data_only=True),
        Column("said_on", _("jüngste Angabe vom"), "date", is_data_only=True),
        Column("age_days", _("Alter"), "number", _("Tage"), is_data_only=True),
    )


def _measure_row(basis: Basis, key: str, lines: Sequence[ResultLine]) -> tuple[Cell, ...]:
    told = basis.stated(key)
    newest = said_of(lines)[1]
    days = age_days(newest, basis.on)
    state = told.sentence if told.answers.whole > 1 else state_words(told.state)
    said = ""
    if newest is not None and days is not None:
        said = ngettext("%(day)s, %(days)s Tag alt", "%(day)s, %(days)s Tage alt", days) % {
            "day": day(newest, "medium"),
            "days": number(days),
        }
    return (
        measure_of(lines[0]),
        leads_of(lines),
        (state, *(_("selbst: %s") % one for one in outlooks_of(lines))),
        str(told.verdict.label),
        next_steps_of(lines),
        said,
        key,
        told.state,
        told.verdict.value,
        told.answers.part,
        told.answers.whole,
        newest,
        days,
    )


def _voices(basis: Basis, key: str, lines: Sequence[ResultLine]) -> tuple[Section, ...]:
    """Obstacles and wishes in the institutions' own words."""
    found = []
    for name, title, of in (
        ("hindernisse", _("Hindernisse in den Worten der Institutionen"), obstacles),
        ("unterstuetzung", _("Gewünschte Unterstützung in den Worten der Institutionen"), support),
    ):
        if quoted := quotes(basis, lines, of):
            found.append(Section(f"{name}-{key}", title, quoted))
    return tuple(found)
