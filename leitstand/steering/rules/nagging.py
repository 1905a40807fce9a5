# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""When somebody gets a mail, and when not: the rule against nagging.

It looks at one person in one round. What it decides holds for one day; the reason is a sentence
that the office reads in the rehearsal.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.steering.enums import LetterKind
from leitstand.steering.rules.published import PublishedRule
from leitstand.steering.rules.wording import on_day
from leitstand.steering.rules.workdays import is_workday

MOST_REMINDERS: Final = 3
GAP_DAYS: Final = 7
LAST_WEEK_DAYS: Final = 7
GAP_IN_LAST_WEEK_DAYS: Final = 3
AT_WORK_DAYS: Final = 2
"""Who opened the round that recently is at work on it and is left alone, …"""
NEARLY_OVER_DAYS: Final = 2
"""… unless the deadline is that near."""

NAGGING = PublishedRule(
    "nagging",
    gettext_lazy("Wann eine Mail hinausgeht"),
    gettext_lazy(
        "Die Mails an eine Person, ihre Antworten, offene Rückfragen, die Frist, den Tag."
    ),
    gettext_lazy(
        "Nie mehr als eine Mail am Tag und keine an Wochenenden und Berliner Feiertagen. Höchstens"
        " drei Erinnerungen in einer Runde, die erste nach der Hälfte der Zeit, mit sieben Tagen"
        " Abstand zur vorigen Mail, in der letzten Woche mit drei. Keine, wenn alles beantwortet"
        " und keine Rückfrage offen ist, und keine an jemanden, der in den letzten zwei Tagen daran"
        " gearbeitet hat, solange bis zur Frist mehr als zwei Tage bleiben."
    ),
)
# What asks the person for something; thanks and digests do not.
_ASKING: Final = frozenset(
    {LetterKind.INVITATION, LetterKind.DELEGATION, LetterKind.REMINDER, LetterKind.QUESTION}
)
_INVITING: Final = frozenset({LetterKind.INVITATION, LetterKind.DELEGATION})


@dataclass(frozen=True, slots=True)
class Post:
    """A letter of this round that was sent, or is on its way, on a day."""

    kind: LetterKind
    on: dt.date


@dataclass(frozen=True, slots=True)
class Correspondence:
    """What is known of one person in one round.

    ``posts`` are the letters of this round. ``is_mailed_today`` says whether the address got any
    mail of the installation on the judged day beside these. ``asked_on`` is the day of the newest
    question of the office that still waits for a reply. ``seen_on`` is the day on which the person
    last opened the round or saved something.
    """

    opened_on: dt.date
    due_on: dt.date
    owed: int
    answered: int
    posts: tuple[Post, ...] = ()
    asked_on: dt.date | None = None
    seen_on: dt.date | None = None
    is_bounced: bool = False
    is_mailed_today: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether everything is answered and no question is open."""
        return self.answered >= self.owed and self.asked_on is None

    @property
    def last_asked_on(self) -> dt.date | None:
        """When the person was last asked for something by mail."""
        return max((post.on for post in self.posts if post.kind in _ASKING), default=None)

    def count(self, kind: LetterKind) -> int:
        """How many letters of a kind there were in the round."""
        return sum(post.kind == kind for post in self.posts)


@dataclass(frozen=True, slots=True)
class Decision:
    """The letter that is due on a day, None for none, and why: a key and a sentence."""

    kind: LetterKind | None
    why: str
    sentence: str


def due_letter(one: Correspondence, today: dt.date, *, is_any_day: bool = False) -> Decision:
    """Which letter is due to this person today, if any, and why or why not.

    ``is_any_day``: somebody sends by hand, and may do so when nobody else is at work.
    """
    forbidden = _not_today(one, today, is_any_day=is_any_day)
    return forbidden or _first_letters(one) or _reminder(one, today)


def next_letter(one: Correspondence, after: dt.date, *, within_days: int = 60) -> dt.date | None:
    """The first day after ``after`` on which a letter will be due if nothing changes until then."""
    later = replace(one, is_mailed_today=False)
    for distance in range(1, within_days + 1):
        day = after + dt.timedelta(days=distance)
        if due_letter(later, day).kind:
            return day
    return None


def _none(why: str, sentence: str) -> Decision:
    return Decision(None, why, sentence)


def _not_today(one: Correspondence, today: dt.date, *, is_any_day: bool) -> Decision | None:
    """What forbids any letter on this day."""
    if one.is_bounced:
        return _none(
            "bounced", _("Die letzte Mail war unzustellbar; es braucht eine andere Adresse.")
        )
    if today < one.opened_on:
        return _none(
            "not-open", _("Die Runde ist erst ab %(day)s offen.") % {"day": on_day(one.opened_on)}
        )
    if one.is_mailed_today or any(post.on == today for post in one.posts):
        return _none("one-a-day", _("Heute ging schon eine Mail an diese Adresse."))
    if not is_any_day and not is_workday(today):
        return _none("no-workday", _("An Wochenenden und Feiertagen geht keine Mail hinaus."))
    return None


def _first_letters(one: Correspondence) -> Decision | None:
    """What comes before any reminder: invitation, a new question, thanks."""
    if not one.is_settled and not any(post.kind in _INVITING for post in one.posts):
        return Decision(LetterKind.INVITATION, "invitation", _("Noch nicht eingeladen."))
    if one.asked_on is not None:
        told = [post.on for post in one.posts if post.kind == LetterKind.QUESTION]
        if not told or max(told) < one.asked_on:
            return Decision(
                LetterKind.QUESTION,
                "question",
                _("Die Rückfrage vom %(day)s ist noch nicht mitgeteilt.")
                % {"day": on_day(one.asked_on)},
            )
    if not one.is_settled:
        return None
    if one.owed and not one.count(LetterKind.THANKS):
        return Decision(LetterKind.THANKS, "thanks", _("Alles ist beantwortet; Dank steht aus."))
    return _none("settled", _("Alles ist beantwortet, und keine Rückfrage ist offen."))


def _reminder(one: Correspondence, today: dt.date) -> Decision:
    """Whether somebody who still owes something is reminded today."""
    if one.count(LetterKind.REMINDER) >= MOST_REMINDERS:
        return _none("enough", _("Mehr als drei Erinnerungen gibt es in einer Runde nicht."))
    half = one.opened_on + (one.due_on - one.opened_on) / 2
    if today < half and one.answered < one.owed and one.asked_on is None:
        return _none(
            "too-early",
            _("Vor dem %(day)s, der Hälfte der Zeit, wird nicht erinnert.") % {"day": on_day(half)},
        )
    left = (one.due_on - today).days
    gap = GAP_IN_LAST_WEEK_DAYS if 0 <= left <= LAST_WEEK_DAYS else GAP_DAYS
    if one.last_asked_on and (today - one.last_asked_on).days < gap:
        again = one.last_asked_on + dt.timedelta(days=gap)
        return _none(
            "too-soon",
            _("Die letzte Mail ist vom %(day)s; die nächste geht frühestens am %(again)s.")
            % {
                "day": on_day(one.last_asked_on),
                "again": on_day(again),
            },
        )
    is_at_work = one.seen_on and 0 <= (today - one.seen_on).days <= AT_WORK_DAYS
    if is_at_work and one.seen_on and left > NEARLY_OVER_DAYS:
        return _none(
            "at-work", _("Am %(day)s wurde daran gearbeitet.") % {"day": on_day(one.seen_on)}
        )
    return Decision(LetterKind.REMINDER, "reminder", _why_remind(one, today))


def _why_remind(one: Correspondence, today: dt.date) -> str:
    open_answers = max(one.owed - one.answered, 0)
    if not open_answers:
        return _("Eine Rückfrage ist noch offen.")
    text = ngettext(
        "%(count)d Antwort steht aus; die Frist ist am %(day)s.",
        "%(count)d Antworten stehen aus; die Frist ist am %(day)s.",
        open_answers,
    )
    if today > one.due_on:
        text = ngettext(
            "%(count)d Antwort steht aus; die Frist war am %(day)s.",
            "%(count)d Antworten stehen aus; die Frist war am %(day)s.",
            open_answers,
        )
    return text % {"count": open_answers, "day": on_day(one.due_on)}
