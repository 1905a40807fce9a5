# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Beschlüsse und Aufträge": what bodies had decided, and what came of their orders."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.words import clipped, office, sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.reports.inputs import DecisionLine, OrderLine
from leitstand.ui.formats import day, number
from leitstand.ui.tables import Column, Table

KEY = "beschluesse"


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
        blocks.append(Tabular(decision_table(inputs.decisions, labels)))
    if inputs.orders:
        blocks.append(Tabular(order_table(inputs.orders, labels, basis.on)))
    return Section(KEY, _("Beschlüsse und Aufträge"), tuple(blocks), is_new_page=True)


def decisions_sentence(found: Sequence[DecisionLine], on: dt.date) -> str:
    """How many decisions were known."""
    if not found:
        return _("Bis zum %(day)s ist kein Beschluss zu diesem Plan erfasst.") % {"day": day(on)}
    return ngettext(
        "Bis zum %(day)s ist %(count)s Beschluss zu diesem Plan erfasst.",
        "Bis zum %(day)s sind %(count)s Beschlüsse zu diesem Plan erfasst.",
        len(found),
    ) % {"day": day(on), "count": number(len(found))}


def orders_sentence(found: Sequence[OrderLine], on: dt.date) -> str:
    """How many orders there are, how many of them are done, open, and past their day."""
    if not found:
        return _("Aufträge an Institutionen sind nicht erfasst.")
    done = sum(one.done_on is not None for one in found)
    late = sum(is_late(one, on) for one in found)
    text = ngettext(
        "Daraus folgt %(count)s Auftrag an eine Institution",
        "Daraus folgen %(count)s Aufträge an Institutionen",
        len(found),
    ) % {"count": number(len(found))}
    finished = ngettext(
        "%(count)s ist erledigt", "%(count)s sind erledigt", done
    ) % {"count": number(done)}
    still = len(found) - done
    open_ = ngettext("%(count)s ist offen", "%(count)s sind offen", still) % {
        "count": number(still)
    }
    overdue = ngettext(
        "bei %(count)s davon ist die Frist verstrichen",
        "bei %(count)s davon ist die Frist verstrichen",
        late,
    ) % {"count": number(late)}
    parts = {"text": text, "done": finished, "open": open_, "late": overdue}
    if late:
        return _("%(text)s; %(done)s, %(open)s, %(late)s.") % parts
    return _("%(text)s; %(done)s, %(open)s.") % parts


def is_late(one: OrderLine, on: dt.date) -> bool:
    """Whether an order was open after its day."""
    return one.done_on is None and one.due_on is not None and one.due_on < on


def decision_table(found: Iterable[DecisionLine], labels: dict[str, str]) -> Table:
    """Decisions by their day."""
    return Table(
        key="beschluesse",
        caption=_("Beschlüsse"),
        columns=(
            Column("reference", _("Nummer")),
            Column("decided_on", _("beschlossen am"), "date"),
            Column("body", _("Gremium")),
            Column("text", _("Beschluss")),
            Column("measures", _("Maßnahmen"), "list"),
            Column("standing", _("Geltung")),
        ),
        rows=tuple(
            (
                one.reference,
                one.decided_on,
                one.body,
                _both(one.title, one.text),
                tuple(labels.get(key, key) for key in one.measures),
                _standing(one),
            )
            for one in found
        ),
        source=_("Beschlüsse der Gremien, wie am Tag des Einfrierens erfasst"),
    )


def _both(title: str, text: str) -> str:
    title, text = " ".join(title.split()), clipped(text, 600)
    if not text or text == title:
        return title or text
    return _("%(title)s: %(text)s") % {"title": title, "text": text} if title else text


def _standing(one: DecisionLine) -> str:
    if one.replaced_by:
        return _("ersetzt durch %(other)s") % {"other": one.replaced_by}
    if one.replaces:
        return _("gilt, ersetzt %(other)s") % {"other": one.replaces}
    return _("gilt")


def order_table(
    found: Iterable[OrderLine], labels: dict[str, str], on: dt.date, *, key: str = "auftraege"
) -> Table:
    """Orders by their reference, with what was said of them last."""
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
    if one.done_on:
        return _("erledigt am %(day)s") % {"day": day(one.done_on, "medium")}
    state = one.state or _("offen")
    return _("%(state)s, Frist verstrichen") % {"state": state} if is_late(one, on) else state


def _last(one: OrderLine) -> str:
    if not one.reports:
        return _("noch nichts berichtet")
    said_on, words = one.reports[-1]
    return _("%(day)s: „%(words)s“") % {"day": day(said_on, "medium"), "words": clipped(words, 300)}
