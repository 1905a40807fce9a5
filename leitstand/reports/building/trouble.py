# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What does not fit together, what was put off, and what is old."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building import sentences as say
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import measure_of, owner_of, source_of
from leitstand.reports.building.words import sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.steering.enums import Freshness
from leitstand.steering.rules.ageing import age_of
from leitstand.steering.rules.registry import rule_of
from leitstand.steering.rules.said import Said
from leitstand.steering.rules.slipping import MilestoneHistory, histories
from leitstand.steering.selectors.results import ResultLine
from leitstand.ui.formats import number
from leitstand.ui.tables import Cell, Column, Table


def contradicted(basis: Basis) -> Section:
    """Every contradiction with both sides."""
    rows: list[tuple[Cell, ...]] = []
    answers = 0
    for one in basis.answered:
        answers += bool(one.judged.contradictions)
        for found in one.judged.contradictions:
            rule = rule_of(found.rule)
            rows.append(
                (
                    measure_of(one),
                    owner_of(one),
                    str(rule.title) if rule else found.rule,
                    found.claim,
                    found.finding,
                    one.row.measure,
                    found.rule,
                )
            )
    table = Table(
        key="widersprueche",
        caption=_("Widersprüche, mit beiden Seiten"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("institution", _("Institution")),
            Column("rule", _("Regel")),
            Column("claim", _("Die Institution sagt")),
            Column("finding", _("Dagegen steht")),
            Column("id", _("Kennung der Maßnahme"), is_data_only=True),
            Column("rule_id", _("Kennung der Regel"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=source_of(basis.results),
    )
    words = sentences(say.contradiction_sentence(answers))
    blocks: tuple[Block, ...] = (words, *_shown(table, (18.0, 12.0, 13.0, 17.0, 40.0)))
    return Section("widersprueche", _("Widersprüche"), blocks)


def slipping(basis: Basis) -> Section:
    """Every milestone that is due later than was said first."""
    rows: list[tuple[Cell, ...]] = []
    far = 0
    for one in basis.answered:
        for found in _histories(basis, one):
            if not found.is_moved_later:
                continue
            far += found.is_slipping
            rows.append(_slip_row(one, found))
    table = Table(
        key="verschoben",
        caption=_("Meilensteine, die später fällig sind als zuerst gesagt"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("institution", _("Institution")),
            Column("milestone", _("Meilenstein")),
            Column("first", _("zuerst genannt"), "date"),
            Column("now", _("jetzt genannt"), "date"),
            Column("days", _("Tage später"), "number"),
            Column("id", _("Kennung der Maßnahme"), is_data_only=True),
        ),
        rows=tuple(rows),
        source=source_of(basis.results),
    )
    return Section(
        "verschoben",
        _("Verschobene Termine"),
        (sentences(_slip_sentence(basis, len(rows), far)), *_shown(table)),
    )


def _slip_sentence(basis: Basis, moved: int, far: int) -> str:
    if not basis.inputs.earlier:
        return _(
            "Ob Termine verschoben wurden, zeigt sich erst beim Vergleich mit einer früheren Runde."
        )
    if not moved:
        return _("Kein genannter Meilenstein ist später fällig als zuerst gesagt.")
    text = ngettext(
        "%(count)s Meilenstein ist später fällig, als zuerst gesagt wurde.",
        "%(count)s Meilensteine sind später fällig, als zuerst gesagt wurde.",
        moved,
    ) % {"count": number(moved)}
    if not far:
        return text
    rest = ngettext(
        "%(count)s davon gilt nach den Regeln als verzögert: um 90 Tage oder mehr oder in"
        " mehreren Runden.",
        "%(count)s davon gelten nach den Regeln als verzögert: um 90 Tage oder mehr oder in"
        " mehreren Runden.",
        far,
    ) % {"count": number(far)}
    return f"{text} {rest}"


def _histories(basis: Basis, one: ResultLine) -> tuple[MilestoneHistory, ...]:
    """The milestones of an answer through all rounds, those that it names and still wants."""
    content, said_on = one.line.content, one.row.said_on
    if content is None or said_on is None or not one.before:
        return ()
    said = Said(basis.results.view.card.slug, said_on, content)
    return tuple(
        found
        for found in histories((*one.before, said))
        if found.is_in_last_answer and not found.now.is_dropped
    )


def _slip_row(one: ResultLine, found: MilestoneHistory) -> tuple[Cell, ...]:
    dated = [step.due_on for step in found.steps if step.due_on]
    return (
        measure_of(one),
        owner_of(one),
        found.now.title,
        dated[0],
        found.now.due_on,
        found.slip_days,
        one.row.measure,
    )


def ageing(basis: Basis) -> Section:
    """How old the answers were when the round was frozen."""
    ages = [age_of(one.row.said_on, basis.on) for one in basis.answered if one.row.said_on]
    title = _("Alter der Angaben")
    if not ages:
        return Section("alter", title, (sentences(_("Es liegt keine Antwort vor.")),))
    table = Table(
        key="alter",
        caption=_("Antworten nach ihrem Alter am Tag des Einfrierens"),
        columns=(
            Column("age", _("Alter")),
            Column("answers", _("Antworten"), "number"),
        ),
        rows=tuple(
            (str(one.label), sum(age.freshness == one for age in ages)) for one in Freshness
        ),
        source=source_of(basis.results),
        note=_(
            "Bis 183 Tage gilt eine Angabe als aktuell, bis 365 Tage als älter als ein halbes Jahr,"
            " danach als veraltet."
        ),
    )
    days = sorted(age.days for age in ages)
    text = ngettext(
        "Die älteste Angabe war am Tag des Einfrierens %(count)s Tag alt",
        "Die älteste Angabe war am Tag des Einfrierens %(count)s Tage alt",
        days[-1],
    ) % {"count": number(days[-1])}
    newest = ngettext("die jüngste %(count)s Tag", "die jüngste %(count)s Tage", days[0]) % {
        "count": number(days[0])
    }
    words = _("%(oldest)s, %(newest)s.") % {"oldest": text, "newest": newest}
    return Section("alter", title, (sentences(words), Tabular(table)))


def _shown(table: Table, widths: tuple[float, ...] = ()) -> tuple[Tabular, ...]:
    return (Tabular(table, widths),) if table.rows else ()
