# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Rules on the state that was said: silence, age, mergers, and what went before."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from leitstand.steering.enums import FINAL, Freshness, Overall, Progress
from leitstand.steering.rules.assessing.case import AT_WORK, UNFINISHED, Case
from leitstand.steering.rules.wording import listed, on_day, state_words

_RANK = {Progress.NOT_STARTED: 0, Progress.PREPARING: 1, Progress.RUNNING: 2, Progress.DONE: 3}
# A measure may rest at any point; only what was done cannot.
_RANK_NOW = _RANK | {Progress.PAUSED: 2}
# Of these a reader learns nothing about the undertaking that went on there.
_UNKNOWN = frozenset(
    {Overall.NOT_REPORTED.value, Overall.PARTLY_REPORTED.value, Progress.MERGED.value}
)


def no_answer(case: Case) -> Iterator[str]:
    """Nothing was said in this round."""
    if case.state is not None:
        return
    text = _("Bis zum %(day)s liegt keine Antwort vor.") % {"day": on_day(case.judged_on)}
    if case.before:
        text += _(" Zuletzt wurde am %(day)s berichtet.") % {"day": on_day(case.before[-1].said_on)}
    yield text


def stale_answer(case: Case) -> Iterator[str]:
    """The answer is so old that it carries nothing any more."""
    is_stale = case.age and case.age.freshness == Freshness.STALE
    if is_stale and case.age and case.state not in FINAL:
        yield case.age.sentence + "."


def paused(case: Case) -> Iterator[str]:
    """The measure rests; how long already, as far as the answers tell."""
    if case.state != Progress.PAUSED or not case.said:
        return
    since = case.said
    for earlier in reversed(case.before):
        if earlier.content.state != Progress.PAUSED:
            break
        since = earlier
    if since is case.said:
        yield _("Die Maßnahme ruht laut Antwort vom %(day)s.") % {"day": on_day(since.said_on)}
    else:
        yield _("Die Maßnahme ruht mindestens seit dem %(day)s.") % {"day": on_day(since.said_on)}


def given_up(case: Case) -> Iterator[str]:
    """The measure was given up."""
    if case.state == Progress.GIVEN_UP and case.said:
        yield _("Die Maßnahme ist laut Antwort vom %(day)s aufgegeben.") % {
            "day": on_day(case.said.said_on)
        }


def merged(case: Case) -> Iterator[str]:
    """The measure goes on in another one, of which something is known."""
    to = case.successor
    if case.state != Progress.MERGED or to is None or to.is_circle:
        return
    if to.state != Progress.GIVEN_UP and to.state not in _UNKNOWN:
        yield _("Die Maßnahme geht weiter in „%(measure)s“. Deren Stand: %(state)s.") % {
            "measure": to.label,
            "state": state_words(to.state),
        }


def merged_into_given_up(case: Case) -> Iterator[str]:
    """The measure should go on in one that was given up."""
    to = case.successor
    if case.state == Progress.MERGED and to and to.state == Progress.GIVEN_UP:
        yield _("Die Maßnahme soll in „%(measure)s“ weitergehen, doch diese ist aufgegeben.") % {
            "measure": to.label
        }


def merged_in_circle(case: Case) -> Iterator[str]:
    """Whoever follows the mergers comes back here."""
    to = case.successor
    if case.state == Progress.MERGED and to and to.is_circle:
        yield _(
            "Die Maßnahme soll in „%(measure)s“ weitergehen, doch die Kette der Maßnahmen führt im"
            " Kreis."
        ) % {"measure": to.label}


def merged_into_unknown(case: Case) -> Iterator[str]:
    """The measure should go on where nobody can look."""
    if case.state != Progress.MERGED:
        return
    if case.successor is None:
        yield _("Die Maßnahme soll in „%(measure)s“ weitergehen; so heißt keine im Plan.") % {
            "measure": case.content.merged_into
        }
    elif not case.successor.is_circle and case.successor.state in _UNKNOWN:
        yield _("Die Maßnahme soll in „%(measure)s“ weitergehen. Deren Stand: %(state)s.") % {
            "measure": case.successor.label,
            "state": state_words(case.successor.state),
        }


def step_back(case: Case) -> Iterator[str]:
    """The measure was further in an earlier round."""
    now = case.state
    if now not in _RANK_NOW:
        return
    for earlier in reversed(case.before):
        then = earlier.content.state
        if then in _RANK:
            if _RANK[Progress(then)] > _RANK_NOW[now]:
                yield _("Am %(day)s lautete der Stand „%(then)s“, jetzt „%(now)s“.") % {
                    "day": on_day(earlier.said_on),
                    "then": state_words(then),
                    "now": state_words(now),
                }
            return


def started_unsaid(case: Case) -> Iterator[str]:
    """A measure that has not begun has reached something or cost money."""
    if case.state != Progress.NOT_STARTED:
        return
    if case.reached:
        yield _("Als „nicht begonnen“ gemeldet, doch erreicht ist schon: %(milestones)s.") % {
            "milestones": listed(one.title for one in case.reached)
        }
    spent = [one for one in case.content.budget if one.spent_eur]
    if spent:
        yield _("Als „nicht begonnen“ gemeldet, doch ausgegeben ist schon Geld aus: %(lines)s.") % {
            "lines": listed(f"{one.line} ({one.year})" for one in spent)
        }


def nothing_due(case: Case) -> Iterator[str]:
    """A measure has not begun, and a date lies ahead."""
    if case.state != Progress.NOT_STARTED:
        return
    dates = [one.due_on for one in case.ahead if one.due_on]
    dates += [one.on for one in case.deadlines if one.on >= case.judged_on]
    step = case.content.next_step_due
    if step and step >= case.judged_on:
        dates.append(step)
    if dates:
        yield _("Die Maßnahme hat nicht begonnen; der nächste Termin ist am %(day)s.") % {
            "day": on_day(min(dates))
        }


def no_date(case: Case) -> Iterator[str]:
    """A measure has not begun, and no date says when anything should happen."""
    has_date = any(one.due_on for one in case.content.milestones if not one.is_dropped)
    has_date = has_date or bool(case.deadlines or case.content.next_step_due)
    if case.state == Progress.NOT_STARTED and not has_date:
        yield _("Die Maßnahme hat nicht begonnen, und weder Antwort noch Plan nennen einen Termin.")


def same_words(case: Case) -> Iterator[str]:
    """The account repeats that of the round before, word by word."""
    account = case.content.account
    if not account or case.state not in UNFINISHED or not case.before:
        return
    if case.before[-1].content.account == account:
        yield _("Der Bericht ist wörtlich der vom %(day)s.") % {
            "day": on_day(case.before[-1].said_on)
        }


def no_basis(case: Case) -> Iterator[str]:
    """A measure at work shows neither a date nor evidence."""
    has_date = any(one.due_on for one in case.open) or case.reached
    if case.state in AT_WORK and not has_date and not case.evidence:
        yield _(
            "Weder ein Meilenstein mit Termin noch ein Nachweis: So lässt sich der Verlauf nicht"
            " prüfen."
        )
