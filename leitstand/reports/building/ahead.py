# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Section "Ausblick": what is due in the next half year, and what was due and is not reached."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.building.basis import Basis
from leitstand.reports.building.cells import measure_of, owner_of, source_of
from leitstand.reports.building.words import office, sentences
from leitstand.reports.document import Block, Section, Tabular
from leitstand.steering.enums import FINAL
from leitstand.steering.selectors.results import ResultLine
from leitstand.ui.formats import day, number
from leitstand.ui.tables import Column, Table

KEY = "ausblick"
_WIDTHS = (11.0, 32.0, 29.0, 17.0, 11.0)


@dataclass(frozen=True, slots=True)
class Due:
    """Something that an institution named with a day: a milestone, or its next step."""

    on: dt.date
    what: str
    is_step: bool
    line: ResultLine

    @property
    def words(self) -> str:
        """What is due; a step says that it is one."""
        return _("Nächster Schritt: %s") % self.what if self.is_step else self.what


def half_year_after(day_: dt.date) -> dt.date:
    """The same day of the month six months on, or the last one of that month."""
    month = day_.month + 6
    year, month = day_.year + (month > 12), (month - 1) % 12 + 1
    for number_ in range(day_.day, 27, -1):
        try:
            return dt.date(year, month, number_)
        except ValueError:
            continue
    return dt.date(year, month, day_.day)


def dues(lines: Iterator[ResultLine] | tuple[ResultLine, ...]) -> tuple[Due, ...]:
    """What was named with a day and is not reached, dropped or part of something ended."""
    found: list[Due] = []
    for one in lines:
        content, said_on = one.line.content, one.row.said_on
        if content is None or said_on is None or content.state in FINAL:
            continue
        found.extend(
            Due(entry.due_on, entry.title, is_step=False, line=one)
            for entry in content.milestones
            if entry.due_on
            and not entry.is_dropped
            and not (entry.done_on and entry.done_on <= said_on)
        )
        if content.next_step and content.next_step_due:
            found.append(Due(content.next_step_due, content.next_step, is_step=True, line=one))
    # Equal days keep the order of the plan.
    return tuple(sorted(found, key=lambda due: due.on))


def ahead(basis: Basis) -> Section:
    """The next half year from the day of freezing, and what was overdue on it."""
    found = dues(basis.answered)
    until = half_year_after(basis.on)
    late = tuple(one for one in found if one.on < basis.on)
    coming = tuple(one for one in found if basis.on <= one.on <= until)
    later = sum(one.on > until for one in found)
    blocks: list[Block] = [
        sentences(
            _coming_sentence(basis, len(coming), until), _later(later), _late_sentence(basis, late)
        ),
        *office(basis.inputs.texts.words.get(KEY, "")),
    ]
    captions = (
        ("termine", _("Was bis %(day)s ansteht") % {"day": day(until)}, coming),
        ("verstrichen", _("Was am Tag des Einfrierens hätte erreicht sein sollen"), late),
    )
    for key, caption, some in captions:
        if some:
            blocks.append(Tabular(due_table(basis, key, caption, some), _WIDTHS))
    return Section(KEY, _("Ausblick"), tuple(blocks), is_new_page=True)


def _coming_sentence(basis: Basis, count: int, until: dt.date) -> str:
    days = {"first": day(basis.on), "last": day(until), "count": number(count)}
    if not count:
        return (
            _("Zwischen %(first)s und %(last)s haben die Institutionen keinen Termin genannt.")
            % days
        )
    return (
        ngettext(
            "Zwischen %(first)s und %(last)s haben die Institutionen %(count)s Termin genannt.",
            "Zwischen %(first)s und %(last)s haben die Institutionen %(count)s Termine genannt.",
            count,
        )
        % days
    )


def _later(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s weiterer Termin liegt danach.", "%(count)s weitere Termine liegen danach.", count
    ) % {"count": number(count)}


def _late_sentence(basis: Basis, late: tuple[Due, ...]) -> str:
    if not late:
        return _("Kein genannter Termin war am Tag des Einfrierens verstrichen.")
    return ngettext(
        "%(count)s genannter Termin war am Tag des Einfrierens verstrichen, ohne dass er als"
        " erreicht gemeldet ist.",
        "%(count)s genannte Termine waren am Tag des Einfrierens verstrichen, ohne dass sie als"
        " erreicht gemeldet sind.",
        len(late),
    ) % {"count": number(len(late))}


def due_table(basis: Basis, key: str, caption: str, found: tuple[Due, ...]) -> Table:
    """Days in their order, with who named them."""
    return Table(
        key=key,
        caption=caption,
        columns=(
            Column("due_on", _("fällig"), "date"),
            Column("what", _("Was")),
            Column("measure", _("Maßnahme")),
            Column("institution", _("Institution")),
            Column("said_on", _("gesagt am"), "date"),
            Column("id", _("Kennung der Maßnahme"), is_data_only=True),
            Column("is_step", _("nächster Schritt"), is_data_only=True),
        ),
        rows=tuple(
            (
                one.on,
                one.words,
                measure_of(one.line),
                owner_of(one.line),
                one.line.row.said_on,
                one.line.row.measure,
                one.is_step,
            )
            for one in found
        ),
        source=source_of(basis.results),
        note=_("Was zwischen der Antwort und dem Einfrieren geschah, wurde niemand gefragt."),
    )
