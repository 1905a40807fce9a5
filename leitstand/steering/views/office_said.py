# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What an answer says, field by field and in words, beside what it said before."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from leitstand.steering.answer import AnswerContent, BudgetLine, Evidence, Milestone
from leitstand.steering.enums import EvidenceKind, Outlook, Progress
from leitstand.ui.differences import Piece, word_difference
from leitstand.ui.formats import day as day_words
from leitstand.ui.formats import number


@dataclass(frozen=True, slots=True)
class FieldLine:
    """One thing that an answer says. ``pieces`` mark what changed since the last round.

    ``change`` is "new", "gone", "changed", or "" where it says the same or nothing was said before.
    ``href`` is where it can be looked at, if it is evidence on the web.
    """

    label: str
    text: str
    pieces: tuple[Piece, ...]
    change: str
    href: str = ""


def field_lines(now: AnswerContent, before: AnswerContent | None) -> tuple[FieldLine, ...]:
    """Everything that is said now, with what is gone; fields that say nothing are left out."""
    return tuple(_lines(now, before))


def _lines(now: AnswerContent, before: AnswerContent | None) -> Iterator[FieldLine]:
    for label, words in _SINGLE:
        yield from _compared(label(), words(now), words(before) if before else None)
    for label, name, key, words, href in _LISTS:
        old = {key(one): one for one in getattr(before, name)} if before else {}
        new = {key(one): one for one in getattr(now, name)}
        for one in dict.fromkeys((*new, *old)):
            text = words(new[one]) if one in new else ""
            was = (words(old[one]) if one in old else "") if before else None
            yield from _compared(label(), text, was, href(new[one]) if one in new else "")


def _compared(label: str, text: str, was: str | None, href: str = "") -> Iterator[FieldLine]:
    if not text and not was:
        return
    if was is None or was == text:
        yield FieldLine(label, text, (Piece("kept", text),), "", href)
        return
    change = "changed" if was and text else "new" if text else "gone"
    yield FieldLine(label, text, word_difference(was, text), change, href)


def _state(content: AnswerContent) -> str:
    return str(Progress(content.state).label) if content.state else ""


def _outlook(content: AnswerContent) -> str:
    return str(Outlook(content.outlook).label) if content.outlook else ""


def _next_step(content: AnswerContent) -> str:
    if content.next_step and content.next_step_due:
        due = day_words(content.next_step_due, "medium")
        return _("%(step)s (bis %(day)s)") % {"step": content.next_step, "day": due}
    return content.next_step or (_day(content.next_step_due))


def _milestone(one: Milestone) -> str:
    words = [one.title]
    if one.due_on:
        words.append(_("fällig %s") % _day(one.due_on))
    if one.done_on:
        words.append(_("erreicht %s") % _day(one.done_on))
    if one.is_dropped:
        words.append(_("entfällt"))
    if one.depends_on:
        words.append(_("wartet auf %(names)s") % {"names": ", ".join(one.depends_on)})
    return ", ".join(words)


def _evidence(one: Evidence) -> str:
    kind = str(EvidenceKind(one.kind).label)
    rest = [part for part in (one.code, one.body, _day(one.dated_on)) if part]
    return f"{kind}: {one.title}" + (f" ({', '.join(rest)})" if rest else "")


def _budget(one: BudgetLine) -> str:
    amounts = (
        (_("geplant %s €"), one.planned_eur),
        (_("gebunden %s €"), one.committed_eur),
        (_("ausgegeben %s €"), one.spent_eur),
    )
    known = [words % number(Decimal(amount), 2) for words, amount in amounts if amount is not None]
    head = f"{one.year}, {one.line} ({one.source})"
    return ": ".join([head, ", ".join(known) or _("Beträge nicht bekannt")])


def _day(value: dt.date | None) -> str:
    return day_words(value, "medium") if value else ""


def _nowhere(_one: Any) -> str:
    return ""


_Words = Callable[[AnswerContent], str]
_SINGLE: tuple[tuple[Callable[[], str], _Words], ...] = (
    (lambda: _("Stand"), _state),
    (lambda: _("Selbsteinschätzung"), _outlook),
    (lambda: _("Was ist geschehen?"), lambda said: said.account),
    (lambda: _("Was steht im Weg?"), lambda said: said.obstacles),
    (lambda: _("Gewünschte Unterstützung"), lambda said: said.support_wanted),
    (lambda: _("Nächster Schritt"), _next_step),
    (lambda: _("Aufgegangen in"), lambda said: said.merged_into),
)
_LISTS: tuple[tuple[Callable[[], str], str, Callable[[Any], Any], Any, Any], ...] = (
    (lambda: _("Meilenstein"), "milestones", lambda one: one.id, _milestone, _nowhere),
    (lambda: _("Nachweis"), "evidence", lambda one: one.id, _evidence, lambda one: one.href),
    (
        lambda: _("Mittel"),
        "budget",
        lambda one: (one.line, one.source, one.year),
        _budget,
        _nowhere,
    ),
)
