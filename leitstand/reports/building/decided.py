# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Beschlüsse und Aufträge": what bodies had decided, and what came of their orders."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.words import clipped, office, sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.reports.inputs import DecisionLine, OrderLine
from leitstand.ui.formats import day, number
from leitstand.ui.tables import Column, Table

KEY = "beschluesse"
DECISION_WIDTHS = (10.0, 11.0, 14.0, 27.0, 13.0, 12.0, 13.0)
ORDER_WIDTHS = (11.0, 13.0, 24.0, 10.0, 13.0, 18.0, 11.0)


def decided(basis: Basis) -> Section:
    """Decisions and orders as they were known on the day of freezing."""
    inputs = basis.inputs
    labels = {key: name.label for key, name in basis.results.view.measures.items()}
    blocks: list[Block] = [
        sentences(
            decisions_sentence(inputs.decisions, basis.on),
            orders_sentence(inputs.orders, basis.on),
        ),
        *office(inputs.texts.words.get(KEY, "")),
    ]
    if inputs.decisions:
        table = decision_table(inputs.decisions, labels, basis.on, key="beschluesse")
        blocks.append(Tabular(table, DECISION_WIDTHS))
    if inputs.orders:
        table = order_table(inputs.orders, labels, basis.on, key="auftraege")
        blocks.append(Tabular(table, ORDER_WIDTHS))
    is_long = bool(inputs.decisions or inputs.orders)
    return Section(KEY, _("Beschlüsse und Aufträge"), tuple(blocks), is_new_page=is_long)


def decisions_sentence(found: Sequence[DecisionLine], on: dt.date) -> str:
    """How many decisions were known."""
    if not found:
        return _("Bis zum %(day)s ist kein Beschluss zu diesem Plan veröffentlicht.") % {
            "day": day(on)
        }
    return ngettext(
        "Bis zum %(day)s ist %(count)s Beschluss zu diesem Plan veröffentlicht.",
        "Bis zum %(day)s sind %(count)s Beschlüsse zu diesem Plan veröffentlicht.",
        len(found),
    ) % {"day": day(on), "count": number(len(found))}


def orders_sentence(found: Sequence[OrderLine], on: dt.date) -> str:
    """How many orders there are, how many are accepted as done, open, and past their day."""
    if not found:
        return ""
    text = ngettext(
        "%(count)s Auftrag ging an eine Institution.",
        "%(count)s Aufträge gingen an Institutionen.",
        len(found),
    ) % {"count": number(len(found))}
    open_ = sum(one.is_open for one in found)
    late = sum(one.is_late(on) for one in found)
    parts = [
        ngettext("%(count)s ist noch offen", "%(count)s sind noch offen", open_)
        % {"count": number(open_)}
    ]
    if late:
        parts.append(
            ngettext(
                "bei %(count)s davon ist die Frist verstrichen",
                "bei %(count)s davon ist die Frist verstrichen",
                late,
            )
            % {"count": number(late)}
        )
    accepted = sum(one.accepted_on is not None for one in found)
    if accepted:
        parts.append(
            ngettext(
                "%(count)s ist als erledigt anerkannt",
                "%(count)s sind als erledigt anerkannt",
                accepted,
            )
            % {"count": number(accepted)}
        )
    return f"{text} " + _("Davon: %(list)s.") % {"list": "; ".join(parts)}


def decision_table(
    found: Iterable[DecisionLine], labels: Mapping[str, str], on: dt.date, *, key: str
) -> Table:
    """Decisions by their day."""
    return Table(
        key=key,
        caption=_("Beschlüsse"),
        columns=(
            Column("reference", _("Nummer")),
            Column("decided_on", _("beschlossen am"), "date"),
            Column("body", _("Gremium")),
            Column("text", _("Beschluss")),
            Column("outcome", _("Ergebnis")),
            Column("measures", _("Maßnahmen"), "list"),
            Column("standing", _("Geltung")),
        ),
        rows=tuple(
            (
                one.reference,
                one.decided_on,
                one.body,
                clipped(one.text, 600),
                one.outcome,
                tuple(labels.get(each, each) for each in one.measures),
                _standing(one, labels),
            )
            for one in found
        ),
        source=_("Beschlüsse der Gremien, wie am %(day)s erfasst") % {"day": day(on)},
    )


def _standing(one: DecisionLine, labels: Mapping[str, str]) -> str:
    if one.replaced_by:
        return _("ersetzt durch %(other)s") % {"other": one.replaced_by}
    parts = []
    if one.replaces:
        parts.append(_("ersetzt %(other)s") % {"other": ", ".join(one.replaces)})
    if one.changed:
        names = ", ".join(labels.get(each, each) for each in one.changed)
        parts.append(_("änderte den Plan: %(measures)s") % {"measures": names})
    return _("gilt; %(more)s") % {"more": "; ".join(parts)} if parts else _("gilt")


def order_table(
    found: Iterable[OrderLine], labels: Mapping[str, str], on: dt.date, *, key: str
) -> Table:
    """Orders with what was said of them last."""
    return Table(
        key=key,
        caption=_("Aufträge und was daraus wurde"),
        columns=(
            Column("reference", _("Nummer")),
            Column("institution", _("Auftrag an")),
            Column("text", _("Auftrag")),
            Column("due_on", _("fällig"), "date"),
            Column("state", _("Stand")),
            Column("last", _("zuletzt berichtet")),
            Column("measures", _("Maßnahmen"), "list"),
        ),
        rows=tuple(
            (
                one.reference,
                one.institution,
                clipped(one.text, 600),
                one.due_on,
                _order_state(one, on),
                _last(one),
                tuple(labels.get(measure, measure) for measure in one.measures),
            )
            for one in found
        ),
        source=_("Aufträge der Gremien, wie am %(day)s erfasst") % {"day": day(on)},
    )


def _order_state(one: OrderLine, on: dt.date) -> str:
    if one.replaced_by:
        return _("hinfällig durch %(other)s") % {"other": one.replaced_by}
    if one.accepted_on:
        return _("als erledigt anerkannt am %(day)s") % {"day": day(one.accepted_on, "medium")}
    if one.is_late(on):
        return _("%(state)s, Frist verstrichen") % {"state": one.state}
    return one.state


def _last(one: OrderLine) -> str:
    if not one.reports:
        return _("noch nichts berichtet")
    said_on, words = one.reports[-1]
    if not words:
        return day(said_on, "medium")
    return _("%(day)s: „%(words)s“") % {"day": day(said_on, "medium"), "words": clipped(words, 300)}
