# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What stands in the cells of a report's tables: states, leads, next steps, sources."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from leitstand.plan.selectors import PlanFrame
from leitstand.reports.building.basis import Basis
from leitstand.reports.building.words import clipped, shortened
from leitstand.steering.answer import BudgetLine, Evidence, Milestone
from leitstand.steering.enums import EvidenceKind, Outlook, Overall
from leitstand.steering.rules.ageing import age_of
from leitstand.steering.rules.wording import euro, on_day, outlook_words, state_words
from leitstand.steering.selectors.results import ResultLine, RoundResults
from leitstand.ui.formats import day, number

_MOST_LEADS = 4


def source_of(results: RoundResults) -> str:
    """Where the figures of a round come from, as it stands below a table."""
    card = results.view.card
    words = _("Antworten der federführenden Institutionen, Runde %(round)s, Stichtag %(day)s") % {
        "round": card.title,
        "day": day(card.reporting_on),
    }
    return f"{words} ({_('Beispieldaten')})" if card.is_example else words


def state_of(one: ResultLine) -> str:
    """The state of one answer in words; silence is "nicht berichtet"."""
    return state_words(one.row.state or Overall.NOT_REPORTED.value)


def owner_of(one: ResultLine) -> str:
    """Who owes the answer, in short."""
    return one.line.institution.label if one.line.institution else _("keine Federführung")


def measure_of(one: ResultLine) -> str:
    """The measure by label and title, "Fachkräfte 1 I: Transparenter Arbeitsmarkt"."""
    name = one.line.measure
    return _("%(label)s: %(title)s") % {"label": name.label, "title": name.title}


def limits_of(basis: Basis, one: ResultLine) -> str:
    """The phase and scope that the answer is about, empty for the whole measure."""
    return limits_in(basis.results.view.frame, one)


def limits_in(frame: PlanFrame, one: ResultLine) -> str:
    """The same in the words of a frame."""
    return ", ".join(frame.in_words(term) for term in (one.line.phase, one.line.scope) if term)


def leads_of(lines: Iterable[ResultLine], most: int = _MOST_LEADS) -> tuple[str, ...]:
    """Who leads a measure, each once, the first of many."""
    names = dict.fromkeys(owner_of(one) for one in lines)
    return shortened(tuple(names), most)


def outlooks_of(lines: Iterable[ResultLine]) -> tuple[str, ...]:
    """The self-assessments, with how many say so where several answer."""
    said = [one.row.outlook for one in lines if one.row.outlook]
    if len(said) < 2:
        return tuple(outlook_words(one) for one in said)
    return tuple(
        f"{one.label}: {number(said.count(one.value))}" for one in Outlook if one.value in said
    )


def next_steps_of(lines: Iterable[ResultLine], most: int = 140) -> tuple[str, ...]:
    """The next step that is due first, with its day; the number of others."""
    steps = sorted(
        (
            (one.line.content.next_step_due or dt.date.max, one.line.content.next_step)
            for one in lines
            if one.line.content and one.line.content.next_step
        ),
    )
    told = [
        _("%(what)s (bis %(day)s)") % {"what": clipped(what, most), "day": day(due, "medium")}
        if due != dt.date.max
        else clipped(what, most)
        for due, what in steps
    ]
    return shortened(told, 1)


def said_of(lines: Iterable[ResultLine]) -> tuple[dt.date | None, dt.date | None]:
    """The day of the oldest and of the newest answer; None twice for silence."""
    days = [one.row.said_on for one in lines if one.row.said_on]
    return (min(days), max(days)) if days else (None, None)


def age_days(said_on: dt.date | None, on: dt.date) -> int | None:
    """How old an answer is on a day; None for silence."""
    return age_of(said_on, on).days if said_on else None


def milestone_words(entry: Milestone) -> str:
    """A milestone with its days."""
    if entry.is_dropped:
        words = _("gestrichen")
    else:
        words = _("fällig %s") % on_day(entry.due_on) if entry.due_on else _("ohne Termin")
        if entry.done_on:
            words = f"{words}, {_('erreicht %s') % on_day(entry.done_on)}"
    return _("%(title)s (%(words)s)") % {"title": clipped(entry.title), "words": words}


def evidence_words(basis: Basis, entry: Evidence) -> str:
    """A piece of evidence with where to find it, and the fingerprint of a file."""
    parts = [str(EvidenceKind(entry.kind).label)]
    known = basis.files.get(entry.attachment) if entry.attachment is not None else None
    if known:
        parts.append(_("Datei %(name)s, SHA-256 %(sha256)s") % _file(known.name, known.sha256))
    parts += [one for one in (entry.body, entry.code, entry.href) if one]
    if entry.dated_on:
        parts.append(_("vom %(day)s") % {"day": on_day(entry.dated_on)})
    return _("%(title)s (%(words)s)") % {"title": entry.title, "words": ", ".join(parts)}


def _file(name: str, sha256: str) -> dict[str, str]:
    return {"name": name, "sha256": sha256}


def money_words(entry: BudgetLine) -> str:
    """A budget line with what is known of it."""
    amounts = [
        _("%(kind)s %(amount)s €") % {"kind": kind, "amount": euro(amount)}
        for kind, amount in (
            (_("geplant"), entry.planned_eur),
            (_("gebunden"), entry.committed_eur),
            (_("ausgegeben"), entry.spent_eur),
        )
        if amount is not None
    ]
    return _("%(line)s, %(source)s, %(year)s: %(amounts)s") % {
        "line": entry.line,
        "source": entry.source,
        "year": entry.year,
        "amounts": ", ".join(amounts) or _("kein Betrag genannt"),
    }


def verdicts_in_order(lines: Sequence[ResultLine]) -> tuple[str, ...]:
    """The sentences that the verdicts of these answers rest on, each once."""
    return tuple(
        dict.fromkeys(reason.sentence for one in lines for reason in one.judged.assessment.deciding)
    )
