# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Programmbudget": each budget line counted once, and what the sums do not contain."""

from collections.abc import Iterable
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports import charts
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import leads_of, measure_of, source_of
from leitstand.reports.building.words import bullets, measures_count, office, sentences
from leitstand.reports.document import Block, Notice, Section, Tabular
from leitstand.steering.rules.budget import Amount, Budget, Fund, Total
from leitstand.steering.rules.rollup import Share
from leitstand.steering.rules.wording import euro
from leitstand.ui.formats import number
from leitstand.ui.tables import Cell, Column, Table

KEY = "programmbudget"


def money_sentence(basis: Basis) -> str:
    """The sums in one sentence, with what they rest on."""
    budget = basis.results.budget
    if not budget.funds:
        return _("Keine Antwort nennt Mittel.")
    named = len(_paid(basis))
    lines = ngettext(
        "Genannt ist %(count)s Haushaltsstelle",
        "Genannt sind %(count)s Haushaltsstellen",
        len(budget.funds),
    ) % {"count": number(len(budget.funds))}
    return _(
        "%(lines)s, jede je Jahr einmal gezählt: %(amounts)s. Mittel nennen die Antworten zu"
        " %(share)s Maßnahmen."
    ) % {
        "lines": lines,
        "amounts": _amounts(budget.total),
        "share": Share(named, basis.results.total.measures).sentence,
    }


def money(basis: Basis) -> Section:
    """The budget chapter."""
    budget = basis.results.budget
    blocks: list[Block] = [sentences(money_sentence(basis)), _limits()]
    blocks += office(basis.inputs.texts.words.get(KEY, ""))
    if budget.funds:
        blocks += _pictures(basis)
        blocks += [Tabular(_totals_table(basis)), Tabular(_funds_table(basis))]
    if budget.disputes:
        blocks.append(
            Notice(
                _("Verschiedene Angaben zu einer Haushaltsstelle"),
                _("Diese Beträge zählen in keiner Summe, bis die Institutionen sich einig sind."),
            )
        )
        blocks.append(bullets((one.sentence,) for one in budget.disputes))
    blocks.append(Tabular(_unpaid_table(basis), (66.0, 34.0)))
    return Section(KEY, _("Programmbudget"), tuple(blocks), is_new_page=True)


def _paid(basis: Basis) -> frozenset[str]:
    """The measures to which an answer names money."""
    return frozenset(
        one.row.measure for one in basis.answered if one.line.content and one.line.content.budget
    )


def _amounts(total: Total) -> str:
    return _("geplant %(planned)s, gebunden %(committed)s, ausgegeben %(spent)s") % {
        "planned": _amount(total.planned),
        "committed": _amount(total.committed),
        "spent": _amount(total.spent),
    }


def _amount(one: Amount) -> str:
    """A sum with how many lines it is made of, where these are not all."""
    if not one.known:
        return _("nicht genannt")
    if one.known == one.lines:
        return _("%(sum)s €") % {"sum": euro(one.sum_eur)}
    return one.sentence


def _limits() -> Notice:
    return Notice(
        _("Was diese Summen nicht enthalten"),
        _(
            "Enthalten ist nur, was die Institutionen in ihren Antworten genannt haben. Nicht"
            " enthalten sind Mittel, die niemand genannt hat, eigenes Personal, Mittel anderer"
            " Programme und Beträge, zu denen die Angaben auseinandergehen. Eine Haushaltsstelle"
            " kann mehr bezahlen als die genannten Maßnahmen; die Summe ist deshalb nicht der"
            " Preis des Plans."
        ),
    )


def _pictures(basis: Basis) -> Iterable[Block]:
    budget = basis.results.budget
    kinds = ((_("geplant"), "planned"), (_("gebunden"), "committed"), (_("ausgegeben"), "spent"))
    rows: list[tuple[str, Decimal]] = []
    for total in budget.by_year:
        for label, name in kinds:
            amount: Amount = getattr(total, name)
            if amount.known:
                words = _("%(year)s, %(kind)s") % {"year": total.year, "kind": label}
                rows.append((words, amount.sum_eur))
    yield charts.amounts(
        key="bild-mittel",
        title=_("Genannte Mittel nach Jahr"),
        alt=_("Balken: genannte Mittel nach Jahr. Zusammen %(amounts)s.")
        % {"amounts": _amounts(budget.total)},
        first=_("Jahr"),
        rows=rows,
        source=source_of(basis.results),
        note=_("Eine Haushaltsstelle, die mehrere Maßnahmen bezahlt, zählt einmal."),
    )


def _totals_table(basis: Basis) -> Table:
    budget: Budget = basis.results.budget
    rows = [
        *(_total_row(one) for one in budget.by_year_and_source),
        _total_row(budget.total),
    ]
    return Table(
        key="mittel-summen",
        caption=_("Genannte Mittel nach Jahr und Quelle"),
        columns=(
            Column("year", _("Jahr")),
            Column("source", _("Quelle")),
            Column("lines", _("Haushaltsstellen"), "number"),
            Column("planned_eur", _("geplant"), "number", "€"),
            Column("committed_eur", _("gebunden"), "number", "€"),
            Column("spent_eur", _("ausgegeben"), "number", "€"),
            Column("missing", _("Es fehlt")),
        ),
        rows=tuple(rows),
        source=source_of(basis.results),
        note=_("Was fehlt, ist nicht null, sondern nicht genannt oder strittig."),
    )


def _total_row(one: Total) -> tuple[Cell, ...]:
    missing = [
        _("%(kind)s bei %(count)s") % {"kind": kind, "count": number(amount.lines - amount.known)}
        for kind, amount in (
            (_("geplant"), one.planned),
            (_("gebunden"), one.committed),
            (_("ausgegeben"), one.spent),
        )
        if amount.known < amount.lines
    ]
    return (
        str(one.year) if one.year else _("zusammen"),
        one.source or _("alle Quellen"),
        one.planned.lines,
        *(x.sum_eur if x.known else None for x in (one.planned, one.committed, one.spent)),
        ", ".join(missing),
    )


def _funds_table(basis: Basis) -> Table:
    budget = basis.results.budget
    disputed = {(one.line, one.source, one.year) for one in budget.disputes}
    return Table(
        key="mittel",
        caption=_("Genannte Haushaltsstellen"),
        columns=(
            Column("fund", _("Haushaltsstelle und Quelle")),
            Column("year", _("Jahr")),
            Column("planned_eur", _("geplant"), "number", "€"),
            Column("committed_eur", _("gebunden"), "number", "€"),
            Column("spent_eur", _("ausgegeben"), "number", "€"),
            Column("measures", _("Maßnahmen"), "list"),
            Column("line", _("Haushaltsstelle"), is_data_only=True),
            Column("source", _("Quelle"), is_data_only=True),
            Column("is_disputed", _("verschiedene Angaben"), is_data_only=True),
        ),
        rows=tuple(
            _fund_row(one, (one.line, one.source, one.year) in disputed) for one in budget.funds
        ),
        source=source_of(basis.results),
        note=_("Eine Haushaltsstelle, die mehrere Maßnahmen bezahlt, zählt einmal."),
    )


def _fund_row(one: Fund, is_disputed: bool) -> tuple[Cell, ...]:
    name = _("%(line)s (%(source)s)") % {"line": one.line, "source": one.source}
    if is_disputed:
        name = _("%(fund)s; verschiedene Angaben") % {"fund": name}
    return (
        name,
        str(one.year),
        one.planned_eur,
        one.committed_eur,
        one.spent_eur,
        one.measures,
        one.line,
        one.source,
        is_disputed,
    )


def _unpaid_table(basis: Basis) -> Table:
    """The reported measures to which no answer names money."""
    paid = _paid(basis)
    rows = tuple(
        (measure_of(lines[0]), leads_of(lines, 2), key)
        for key, lines in basis.lines.items()
        if key not in paid and any(one.row.is_answered for one in lines)
    )
    return Table(
        key="ohne-mittel",
        caption=_("Berichtete Maßnahmen, zu denen keine Antwort Mittel nennt"),
        columns=(
            Column("measure", _("Maßnahme")),
            Column("leads", _("Federführung"), "list"),
            Column("id", _("Kennung"), is_data_only=True),
        ),
        rows=rows,
        source=source_of(basis.results),
        note=_("%(measures)s. Ob eine Maßnahme ohne Mittel auskommt, sagt keine Antwort aus.")
        % {"measures": measures_count(len(rows))},
    )
