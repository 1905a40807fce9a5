# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The annex: every measure with every answer, in the words in which it was given."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import (
    evidence_words,
    limits_of,
    milestone_words,
    money_words,
    owner_of,
    source_of,
    state_of,
)
from leitstand.reports.building.quoting import annex_key
from leitstand.reports.building.words import bullets, paragraph, sentences, told
from leitstand.reports.document import Block, Facts, Section, Tabular
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import AnswerWay
from leitstand.steering.rules.ageing import age_of
from leitstand.steering.rules.wording import on_day, outlook_words
from leitstand.steering.selectors.results import ResultLine
from leitstand.ui.formats import number
from leitstand.ui.tables import Cell, Column, Table

KEY = "anhang-massnahmen"


def annex(basis: Basis) -> Section:
    """Every measure by cluster, in printed order."""
    by_cluster: dict[str, list[str]] = {}
    for key, lines in basis.lines.items():
        by_cluster.setdefault(lines[0].cluster, []).append(key)
    plan = {one["id"]: one for one in basis.tree["measures"]}
    frame = basis.results.view.frame
    sections = []
    for cluster, keys in by_cluster.items():
        node = frame.node(cluster)
        sections.append(
            Section(
                f"anhang-{cluster}",
                node.name if node else cluster,
                (),
                tuple(_measure(basis, key, plan.get(key, {})) for key in keys),
            )
        )
    words = _(
        "Jede Maßnahme steht hier mit jeder Antwort, die zu ihr geschuldet war. Die Texte sind die"
        " der Institutionen und nicht geändert."
    )
    return Section(KEY, _("Alle Maßnahmen"), (sentences(words),), tuple(sections))


def _measure(basis: Basis, key: str, plan: Mapping[str, Any]) -> Section:
    lines, stated = basis.lines[key], basis.stated(key)
    name = lines[0].line.measure
    blocks: list[Block] = []
    words = plan["summary"][basis.inputs.language] if plan else ""
    if words.strip():
        words = " ".join(words.split())
        blocks.append(paragraph(_("Was der Plan vorsieht: %(words)s") % {"words": words}))
    if len(lines) > 1:
        blocks.append(paragraph(_("Zusammen: %(state)s.") % {"state": stated.sentence}))
    for one in lines:
        if one.row.is_answered:
            blocks += _answer(basis, one)
    silent = [one for one in lines if not one.row.is_answered]
    blocks += _silent(basis, silent)
    title = _("%(label)s: %(title)s") % {"label": name.label, "title": name.title}
    return Section(annex_key(key), title, tuple(blocks))


def _silent(basis: Basis, silent: list[ResultLine]) -> tuple[Block, ...]:
    """Who owed an answer and gave none, in one sentence."""
    owing = [one for one in silent if one.line.institution]
    found: list[Block] = []
    if len(owing) < len(silent):
        found.append(
            paragraph(_("Der Plan nennt keine Federführung; niemand schuldet eine Antwort."))
        )
    if owing:
        names = []
        for one in owing:
            limits = limits_of(basis, one)
            names.append(f"{owner_of(one)} ({limits})" if limits else owner_of(one))
        text = ngettext(
            "Nicht berichtet: Die Antwort von %(names)s fehlt.",
            "Nicht berichtet: Es fehlen %(count)s Antworten von %(names)s.",
            len(owing),
        )
        found.append(
            paragraph(
                text % {"names": ", ".join(dict.fromkeys(names)), "count": number(len(owing))}
            )
        )
    return tuple(found)


def _answer(basis: Basis, one: ResultLine) -> tuple[Block, ...]:
    content = one.line.content
    assert content is not None  # noqa: S101  (asked of answered duties only)
    blocks: list[Block] = [Facts(tuple(_facts(basis, one, content)))]
    for title, words in (
        (_("Bericht"), content.account),
        (_("Hindernisse"), content.obstacles),
        (_("Gewünschte Unterstützung"), content.support_wanted),
    ):
        blocks += _own_words(title, words)
    items = [(_("Meilenstein: %s") % milestone_words(entry),) for entry in content.milestones]
    items += [(_("Nachweis: %s") % evidence_words(basis, entry),) for entry in content.evidence]
    items += [(_("Mittel: %s") % money_words(entry),) for entry in content.budget]
    if items:
        blocks.append(bullets(items))
    return tuple(blocks)


def _own_words(title: str, words: str) -> tuple[Block, ...]:
    parts = told(words)
    if not parts:
        return ()
    if len(parts) == 1:
        return (paragraph(_("%(title)s: „%(words)s“") % {"title": title, "words": parts[0]}),)
    first = _("%(title)s: „%(words)s") % {"title": title, "words": parts[0]}
    last = _("%(words)s“") % {"words": parts[-1]}
    return tuple(paragraph(text) for text in (first, *parts[1:-1], last))


def _facts(basis: Basis, one: ResultLine, content: AnswerContent) -> list[tuple[str, str]]:
    owner, assessment = one.line.institution, one.judged.assessment
    name = owner.name if owner else owner_of(one)
    if one.line.via:
        name = _("%(name)s, als Mitglied von %(group)s") % {
            "name": name,
            "group": one.line.via.name,
        }
    facts = [(_("Institution"), name)]
    if limits := limits_of(basis, one):
        facts.append((_("Teil der Maßnahme"), limits))
    facts.append((_("Stand"), state_of(one)))
    if content.merged_into:
        into = basis.name(content.merged_into)
        words = content.merged_into
        if into:
            words = _("%(label)s: %(title)s") % {"label": into.label, "title": into.title}
        facts.append((_("Aufgegangen in"), words))
    if content.outlook:
        facts.append((_("Selbsteinschätzung"), outlook_words(str(content.outlook))))
    reasons = " ".join(reason.sentence for reason in assessment.deciding)
    verdict = _("%(verdict)s. %(reasons)s") % {
        "verdict": assessment.verdict.label,
        "reasons": reasons,
    }
    facts.append((_("Urteil der Regeln"), verdict.strip()))
    facts += [
        (_("Widerspruch"), f"{found.claim} {found.finding}") for found in one.judged.contradictions
    ]
    if content.next_step:
        facts.append((_("Nächster Schritt"), _next_step(content)))
    facts.append((_("Angabe"), _said(basis, one)))
    return facts


def _next_step(content: AnswerContent) -> str:
    if content.next_step_due is None:
        return content.next_step
    return _("%(what)s (bis %(day)s)") % {
        "what": content.next_step,
        "day": on_day(content.next_step_due),
    }


def _said(basis: Basis, one: ResultLine) -> str:
    said_on = one.row.said_on
    if said_on is None:
        return ""
    days = age_of(said_on, basis.on).days
    text = ngettext(
        "vom %(day)s, %(way)s, beim Einfrieren %(days)s Tag alt",
        "vom %(day)s, %(way)s, beim Einfrieren %(days)s Tage alt",
        days,
    )
    return text % {
        "day": on_day(said_on),
        "way": AnswerWay(one.line.way).label,
        "days": number(days),
    }


def answers(basis: Basis) -> Section:
    """The flat table: every number of the report can be counted again from it."""
    words = _(
        "Aus diesen Zeilen ist alles gezählt, was in diesem Bericht gezählt ist: eine Zeile je"
        " geschuldeter Antwort und je Maßnahme, die niemand führt."
    )
    table = Table(
        key="antworten",
        caption=_("Alle Antworten der Runde"),
        columns=_columns(),
        rows=tuple(_row(basis, one) for one in basis.results.lines),
        source=source_of(basis.results),
    )
    return Section(
        "anhang-antworten",
        _("Tabelle aller Antworten"),
        (sentences(words), Tabular(table)),
        is_new_page=True,
    )


def _columns() -> tuple[Column, ...]:
    hidden = (
        ("title", _("Titel der Maßnahme"), "text"),
        ("measure_id", _("Kennung der Maßnahme"), "text"),
        ("field_id", _("Kennung des Handlungsfelds"), "text"),
        ("cluster_id", _("Kennung des Themenclusters"), "text"),
        ("institution_id", _("Kennung der Institution"), "text"),
        ("state_id", _("Kennung des Stands"), "text"),
        ("outlook_id", _("Kennung der Selbsteinschätzung"), "text"),
        ("verdict_id", _("Kennung des Urteils"), "text"),
        ("account", _("Bericht"), "text"),
        ("obstacles", _("Hindernisse"), "text"),
        ("support_wanted", _("Gewünschte Unterstützung"), "text"),
        ("next_step", _("Nächster Schritt"), "text"),
        ("next_step_due", _("Nächster Schritt bis"), "date"),
    )
    return (
        Column("measure", _("Maßnahme")),
        Column("institution", _("Institution")),
        Column("limits", _("Teil der Maßnahme")),
        Column("state", _("Stand")),
        Column("outlook", _("Selbsteinschätzung")),
        Column("verdict", _("Urteil der Regeln")),
        Column("said_on", _("gesagt am"), "date"),
        *(Column(key, label, kind, is_data_only=True) for key, label, kind in hidden),  # type: ignore[arg-type]
    )


def _row(basis: Basis, one: ResultLine) -> tuple[Cell, ...]:
    row, content = one.row, one.line.content
    return (
        one.line.measure.label,
        owner_of(one),
        limits_of(basis, one),
        state_of(one),
        outlook_words(row.outlook) if row.outlook else "",
        str(one.judged.assessment.verdict.label),
        row.said_on,
        one.line.measure.title,
        row.measure,
        one.field,
        one.cluster,
        row.institution,
        row.state,
        row.outlook,
        row.verdict,
        content.account if content else "",
        content.obstacles if content else "",
        content.support_wanted if content else "",
        content.next_step if content else "",
        content.next_step_due if content else None,
    )
