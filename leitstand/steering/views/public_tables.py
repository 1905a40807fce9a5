# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The tables of a published round: one row for each duty, and what is counted from them."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from leitstand.steering.answer import Milestone
from leitstand.steering.enums import AnswerWay, Outlook, Overall
from leitstand.steering.rules.budget import Budget
from leitstand.steering.rules.rollup import RollUp
from leitstand.steering.rules.wording import on_day, state_words
from leitstand.steering.selectors.results import ResultLine, RoundResults
from leitstand.steering.views.public_parts import round_measure_href, round_source
from leitstand.ui.addresses import address
from leitstand.ui.tables import Cell, Column, Link, Table

FLAT = "antworten"


def flat_table(results: RoundResults, lines: Iterable[ResultLine], *, caption: str) -> Table:
    """One row for each duty; everything that is counted anywhere is counted from these rows."""
    return Table(
        key=FLAT,
        caption=caption,
        columns=_flat_columns(),
        rows=tuple(_flat_row(results, one) for one in lines),
        source=round_source(results.view.card),
        note=_("Eine Zeile je geschuldeter Antwort und je Maßnahme, die niemand führt."),
    )


def _flat_columns() -> tuple[Column, ...]:
    shown = (
        Column("measure", _("Maßnahme"), "link"),
        Column("institution", _("Institution"), "link"),
        Column("limits", _("Teil der Maßnahme")),
        Column("state", _("Stand")),
        Column("outlook", _("Selbsteinschätzung")),
        Column("verdict", _("Urteil der Regeln")),
        Column("contradictions", _("Widersprüche"), "number"),
        Column("said_on", _("gesagt am"), "date"),
        Column("evidence", _("Nachweise"), "number"),
    )
    names = (
        ("title", _("Titel der Maßnahme"), "text"),
        ("is_answered", _("Antwort liegt vor"), "text"),
        ("measure_id", _("Kennung der Maßnahme"), "text"),
        ("field_id", _("Kennung des Handlungsfelds"), "text"),
        ("cluster_id", _("Kennung des Themenclusters"), "text"),
        ("institution_id", _("Kennung der Institution"), "text"),
        ("phase", _("Phase"), "text"),
        ("scope", _("Umfang"), "text"),
        ("via", _("als Mitglied von"), "text"),
        ("state_id", _("Kennung des Stands"), "text"),
        ("outlook_id", _("Kennung der Selbsteinschätzung"), "text"),
        ("verdict_id", _("Kennung des Urteils"), "text"),
        ("reasons", _("Gründe des Urteils"), "list"),
        ("rules", _("Regeln"), "list"),
        ("contradiction_words", _("Widersprüche in Worten"), "list"),
        ("way", _("Weg der Antwort"), "text"),
        ("age_days", _("Alter der Angabe am Tag des Urteils"), "number"),
        ("milestones", _("Meilensteine"), "list"),
        ("account", _("Bericht"), "text"),
        ("obstacles", _("Hindernisse"), "text"),
        ("support_wanted", _("Gewünschte Unterstützung"), "text"),
        ("next_step", _("Nächster Schritt"), "text"),
        ("next_step_due", _("Nächster Schritt bis"), "date"),
        ("merged_into", _("Aufgegangen in"), "text"),
        ("round", _("Runde"), "text"),
        ("judged_on", _("beurteilt für den"), "date"),
    )
    hidden = (Column(key, label, kind, is_data_only=True) for key, label, kind in names)  # type: ignore[arg-type]
    return (*shown, *hidden)


def _flat_row(results: RoundResults, one: ResultLine) -> tuple[Cell, ...]:
    card, line, row, found = results.view.card, one.line, one.row, one.judged
    frame, content = results.view.frame, one.line.content
    nobody = _("keine Federführung")
    reasons = found.assessment.deciding
    return (
        Link(line.measure.label, round_measure_href(card, line.measure.key)),
        institution_cell(results, one) if line.institution else nobody,
        frame.limits(line.phase, line.scope),
        state_of(one),
        str(Outlook(row.outlook).label) if row.outlook else "",
        str(found.assessment.verdict.label),
        len(found.contradictions) if row.is_answered else None,
        row.said_on,
        len(content.evidence) if content else None,
        line.measure.title,
        row.is_answered,
        row.measure,
        one.field,
        one.cluster,
        row.institution,
        row.phase,
        row.scope,
        line.via.label if line.via else "",
        row.state,
        row.outlook,
        row.verdict,
        tuple(reason.sentence for reason in reasons),
        tuple(dict.fromkeys(reason.rule for reason in found.assessment.reasons)),
        tuple(f"{said.claim} {said.finding}" for said in found.contradictions),
        str(AnswerWay(line.way).label) if line.way else "",
        one.age_days(results.judged_on),
        milestone_words(one),
        content.account if content else "",
        content.obstacles if content else "",
        content.support_wanted if content else "",
        content.next_step if content else "",
        content.next_step_due if content else None,
        content.merged_into if content else "",
        card.slug,
        results.judged_on,
    )


def institution_cell(results: RoundResults, one: ResultLine) -> Link | str:
    """To the institution that owes the answer; words where nobody does."""
    owner = one.line.institution
    if owner is None:
        return _("keine Federführung")
    plan = results.view.card.plan
    return Link(owner.label, address("plan:institution", plan=plan, institution=owner.slug))


def state_of(one: ResultLine) -> str:
    """The state in words; silence is „nicht berichtet“."""
    return state_words(one.row.state or Overall.NOT_REPORTED.value)


def milestone_words(one: ResultLine) -> tuple[str, ...]:
    """Every milestone with its days."""
    if one.line.content is None:
        return ()
    return tuple(
        _("%(title)s (%(words)s)") % {"title": entry.title, "words": _days(entry)}
        for entry in one.line.content.milestones
    )


def _days(entry: Milestone) -> str:
    if entry.is_dropped:
        return _("gestrichen")
    words = _("fällig %s") % on_day(entry.due_on) if entry.due_on else _("ohne Termin")
    return f"{words}, {_('erreicht %s') % on_day(entry.done_on)}" if entry.done_on else words


def part_table(results: RoundResults, *, by: str) -> Table:
    """The whole, the fields and the clusters, counted by ``state`` or ``verdict``."""
    is_state = by == "states"
    parts = (*_parts(results),)
    words = getattr(results.total, by)
    return Table(
        key="staende" if is_state else "urteile",
        caption=_("Maßnahmen nach gemeldetem Stand")
        if is_state
        else _("Maßnahmen nach dem Urteil der Regeln"),
        columns=(
            Column("part", _("Teil des Plans"), "link"),
            Column("measures", _("Maßnahmen"), "number"),
            Column("coverage", _("Antworten")),
            # What no measure is called stands in the data, and takes no room on the page.
            *(
                Column(one.value.replace("-", "_"), one.label, "number", is_data_only=not one.count)
                for one in words
            ),
            Column("id", _("Kennung"), is_data_only=True),
            Column("level", _("Ebene"), is_data_only=True),
            Column("answered", _("Antworten, die vorliegen"), "number", is_data_only=True),
            Column("owed", _("Antworten, die geschuldet sind"), "number", is_data_only=True),
            Column("heard", _("Maßnahmen mit einer Antwort"), "number", is_data_only=True),
            Column("complete", _("Maßnahmen mit allen Antworten"), "number", is_data_only=True),
            Column("without_lead", _("Maßnahmen ohne Federführung"), "number", is_data_only=True),
            Column("rules", _("Regeln"), "list", is_data_only=True),
        ),
        rows=tuple(
            (
                name,
                found.measures,
                found.answers.sentence,
                *(one.count for one in getattr(found, by)),
                key,
                level,
                found.answers.part,
                found.answers.whole,
                found.heard.part,
                found.complete.part,
                found.without_lead,
                found.rules,
            )
            for key, level, name, found in parts
        ),
        source=round_source(results.view.card),
        note=_(
            "Gezählt nach den veröffentlichten Regeln aus der Tabelle aller Antworten; eine"
            " Maßnahme in Teilen zählt je Teil."
        ),
    )


def _parts(results: RoundResults) -> Iterable[tuple[str, str, Link | str, RollUp]]:
    card, frame = results.view.card, results.view.frame
    yield "", "plan", _("Der ganze Plan"), results.total
    for level, groups in (("field", results.by_field), ("cluster", results.by_cluster)):
        for key, found in groups.items():
            node = frame.node(key)
            text = node.name if node else key
            yield key, level, Link(text, address("plan:node", plan=card.plan, node=key)), found


def silence_table(results: RoundResults) -> Table:
    """Every measure of which nothing or not all was reported, with who did not answer."""
    rows: list[tuple[Cell, ...]] = []
    for key, told in results.statements.items():
        if told.state not in {Overall.NOT_REPORTED, Overall.PARTLY_REPORTED}:
            continue
        silent = [one for one in results.of(key) if not one.row.is_answered]
        silent = [one for one in silent if one.row.measure == key]
        first = silent[0].line.measure
        rows.append(
            (
                Link(first.label, round_measure_href(results.view.card, key)),
                first.title,
                told.sentence,
                tuple(institution_cell(results, one) for one in silent),
                key,
            )
        )
    return Table(
        key="nicht-berichtet",
        caption=_("Was nicht oder nur zum Teil berichtet ist"),
        columns=(
            Column("measure", _("Maßnahme"), "link"),
            Column("title", _("Titel")),
            Column("state", _("Stand")),
            Column("missing", _("Antwort fehlt von"), "list"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=round_source(results.view.card),
    )


def money_table(results: RoundResults, budget: Budget) -> Table:
    """Every budget line once, with what it pays for."""
    disputed = {(one.line, one.source, one.year) for one in budget.disputes}
    return Table(
        key="mittel",
        caption=_("Mittel, soweit genannt"),
        columns=(
            Column("line", _("Haushaltsstelle")),
            Column("source", _("Quelle")),
            Column("year", _("Jahr")),
            Column("planned_eur", _("geplant"), "number", "€"),
            Column("committed_eur", _("gebunden"), "number", "€"),
            Column("spent_eur", _("ausgegeben"), "number", "€"),
            Column("measures", _("Maßnahmen"), "list"),
            Column("dispute", _("Widerspruch")),
        ),
        rows=tuple(
            (
                fund.line,
                fund.source,
                str(fund.year),
                fund.planned_eur,
                fund.committed_eur,
                fund.spent_eur,
                fund.measures,
                _("verschiedene Angaben")
                if (fund.line, fund.source, fund.year) in disputed
                else "",
            )
            for fund in budget.funds
        ),
        source=round_source(results.view.card),
        note=_("Eine Haushaltsstelle, die mehrere Maßnahmen bezahlt, zählt einmal."),
    )
