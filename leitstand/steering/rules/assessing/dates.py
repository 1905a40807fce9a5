# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rules on dates: what is late, what was put off, what lies ahead."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.steering.answer import Milestone
from leitstand.steering.rules.assessing.case import ACTIVE, AT_WORK, UNFINISHED, Case
from leitstand.steering.rules.slipping import MilestoneHistory
from leitstand.steering.rules.wording import listed, on_day


def milestone_overdue(case: Case) -> Iterator[str]:
    """A milestone had passed its day when the answer was given, and was not reached."""
    for milestone, due_on in _late(case):
        if due_on < case.known_on:
            late = (case.known_on - due_on).days
            text = ngettext(
                "Der Meilenstein „%(title)s“ war am %(due)s fällig, %(days)d Tag vor der Antwort,"
                " und ist nicht erreicht.",
                "Der Meilenstein „%(title)s“ war am %(due)s fällig, %(days)d Tage vor der Antwort,"
                " und ist nicht erreicht.",
                late,
            )
            yield text % {"title": milestone.title, "due": on_day(due_on), "days": late}


def milestone_due_since(case: Case) -> Iterator[str]:
    """A milestone passed its day after the answer: nobody has said whether it was reached."""
    for milestone, due_on in _late(case):
        if due_on >= case.known_on:
            yield _(
                "Der Meilenstein „%(title)s“ wurde am %(due)s fällig. Ob er erreicht ist, sagt die"
                " Antwort vom %(said)s noch nicht."
            ) % {
                "title": milestone.title,
                "due": on_day(due_on),
                "said": on_day(case.known_on),
            }


def deadline_passed(case: Case) -> Iterator[str]:
    """A deadline of the plan had passed when the answer was given, and the measure goes on."""
    if case.state not in UNFINISHED:
        return
    for deadline in case.deadlines:
        if deadline.on < case.known_on:
            yield _("Der Plan nennt als Frist „%(words)s“: Sie lief am %(day)s ab.") % {
                "words": deadline.as_printed,
                "day": on_day(deadline.on),
            }


def deadline_since(case: Case) -> Iterator[str]:
    """A deadline of the plan passed after the answer."""
    if case.state not in UNFINISHED:
        return
    for deadline in case.deadlines:
        if case.known_on <= deadline.on < case.judged_on:
            yield _(
                "Die Frist des Plans („%(words)s“) lief am %(day)s ab, nach der Antwort vom"
                " %(said)s."
            ) % {
                "words": deadline.as_printed,
                "day": on_day(deadline.on),
                "said": on_day(case.known_on),
            }


def deadline_in_silence(case: Case) -> Iterator[str]:
    """A deadline of the plan passed, and nobody reported."""
    if case.state is not None:
        return
    for deadline in case.deadlines:
        if deadline.on < case.judged_on:
            yield _(
                "Die Frist des Plans („%(words)s“) lief am %(day)s ab. Ob sie eingehalten wurde,"
                " ist nicht berichtet."
            ) % {"words": deadline.as_printed, "day": on_day(deadline.on)}


def beyond_deadline(case: Case) -> Iterator[str]:
    """An open milestone is due only after the last deadline of the plan."""
    if not case.deadlines or case.state not in UNFINISHED:
        return
    last = max(one.on for one in case.deadlines)
    for milestone in case.open:
        if milestone.due_on and milestone.due_on > last:
            yield _(
                "Der Meilenstein „%(title)s“ ist am %(due)s fällig, nach der Frist des Plans am"
                " %(last)s."
            ) % {
                "title": milestone.title,
                "due": on_day(milestone.due_on),
                "last": on_day(last),
            }


def next_step_overdue(case: Case) -> Iterator[str]:
    """The next step had passed its day already when the answer named it."""
    due = case.content.next_step_due
    if case.state in ACTIVE and due and due < case.known_on:
        yield _("Als nächster Schritt wird einer genannt, der schon am %(due)s fällig war.") % {
            "due": on_day(due)
        }


def next_step_since(case: Case) -> Iterator[str]:
    """The next step passed its day after the answer."""
    due = case.content.next_step_due
    if case.state in ACTIVE and due and case.known_on <= due < case.judged_on:
        yield _(
            "Der nächste Schritt war für den %(due)s angekündigt. Ob er getan ist, sagt die Antwort"
            " vom %(said)s noch nicht."
        ) % {"due": on_day(due), "said": on_day(case.known_on)}


def milestone_slipping(case: Case) -> Iterator[str]:
    """An open milestone was put off in several rounds, or far."""
    yield from (_moved(one) for one in _put_off(case) if one.is_slipping)


def milestone_moved(case: Case) -> Iterator[str]:
    """An open milestone was put off once, and not far."""
    yield from (_moved(one) for one in _put_off(case) if not one.is_slipping)


def milestone_vanished(case: Case) -> Iterator[str]:
    """A milestone that was open in the round before is not in the answer any more."""
    if not case.before or case.state not in UNFINISHED:
        return
    now = {one.id for one in case.content.milestones}
    gone = [
        one.title
        for one in case.before[-1].content.milestones
        if one.id not in now and not one.is_dropped and one.done_on is None
    ]
    if gone:
        yield _(
            "Am %(day)s standen noch offene Meilensteine da, die jetzt fehlen: %(milestones)s."
        ) % {"day": on_day(case.before[-1].said_on), "milestones": listed(gone)}


def date_removed(case: Case) -> Iterator[str]:
    """An open milestone had a day in an earlier round and has none any more."""
    if case.state not in ACTIVE:
        return
    for history in case.histories:
        last = next((step for step in reversed(history.steps) if step.due_on), None)
        if history.now.due_on is None and last and last.due_on:
            yield _(
                "Der Meilenstein „%(title)s“ sollte am %(due)s erreicht sein (gesagt am %(said)s)"
                " und hat jetzt keinen Termin mehr."
            ) % {
                "title": history.now.title,
                "due": on_day(last.due_on),
                "said": on_day(last.said_on),
            }


def milestone_undated(case: Case) -> Iterator[str]:
    """Open milestones have no day."""
    undated = [one.title for one in case.open if one.due_on is None]
    if undated and case.state in UNFINISHED:
        yield _("Offene Meilensteine ohne Termin: %(milestones)s.") % {
            "milestones": listed(undated)
        }


def reached_in_future(case: Case) -> Iterator[str]:
    """A milestone is said to be reached on a day after the answer."""
    if case.said is None:
        return
    for milestone in case.content.milestones:
        if milestone.done_on and milestone.done_on > case.said.said_on:
            yield _(
                "Der Meilenstein „%(title)s“ ist als erreicht am %(done)s gemeldet; das ist nach"
                " dem Tag der Antwort (%(said)s)."
            ) % {
                "title": milestone.title,
                "done": on_day(milestone.done_on),
                "said": on_day(case.said.said_on),
            }


def on_schedule(case: Case) -> Iterator[str]:
    """A measure at work has a milestone ahead."""
    if case.state in AT_WORK and case.ahead:
        following = min(case.ahead, key=lambda one: (one.due_on or dt.date.max, one.id))
        yield _("Als Nächstes ist der Meilenstein „%(title)s“ am %(due)s fällig.") % {
            "title": following.title,
            "due": on_day(following.due_on or dt.date.max),
        }


def no_next_date(case: Case) -> Iterator[str]:
    """A measure at work shows something, but no day by which the next thing should be there."""
    if case.state not in AT_WORK or any(one.due_on for one in case.open):
        return
    if case.reached:
        yield _("Kein Termin steht mehr bevor; erreicht sind: %(milestones)s.") % {
            "milestones": listed(one.title for one in case.reached)
        }
    elif case.evidence:
        yield _("Es gibt Nachweise, aber keinen Meilenstein mit Termin.")


def _late(case: Case) -> Iterator[tuple[Milestone, dt.date]]:
    """The open milestones of a measure that goes on whose day is over."""
    if case.state in ACTIVE:
        for one in case.open:
            if one.due_on and one.due_on < case.judged_on:
                yield one, one.due_on


def _put_off(case: Case) -> Iterator[MilestoneHistory]:
    """The open milestones that are due later than was said first."""
    if case.state in ACTIVE:
        for history in case.histories:
            if history.is_moved_later and history.now.due_on:
                yield history


def _moved(history: MilestoneHistory) -> str:
    """From when to when a milestone was put off."""
    first = next(step for step in history.steps if step.due_on)
    text = ngettext(
        "Der Meilenstein „%(title)s“ ist um %(days)d Tag verschoben: vom %(first)s (gesagt am"
        " %(said)s) auf den %(now)s.",
        "Der Meilenstein „%(title)s“ ist um %(days)d Tage verschoben: vom %(first)s (gesagt am"
        " %(said)s) auf den %(now)s.",
        history.slip_days,
    ) % {
        "title": history.now.title,
        "days": history.slip_days,
        "first": on_day(first.due_on or dt.date.min),
        "said": on_day(first.said_on),
        "now": on_day(history.now.due_on or dt.date.max),
    }
    if history.rounds_later > 1:
        text += _(" Das geschah in %(rounds)d Runden.") % {"rounds": history.rounds_later}
    return text
