# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who gets which mail on which day, and why nobody is nagged."""

import datetime as dt
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.enums import LetterKind
from leitstand.steering.rules.nagging import Correspondence, Post, due_letter, next_letter
from leitstand.steering.rules.workdays import is_workday

# A round of six weeks, from a Monday to a Friday; half of it is over on Saturday, 26 September.
OPENED, DUE = dt.date(2026, 9, 7), dt.date(2026, 10, 16)
INVITED = Post(LetterKind.INVITATION, OPENED)
NEW = Correspondence(OPENED, DUE, owed=3, answered=0)
OWING = replace(NEW, posts=(INVITED,))


def reminders(*days: dt.date) -> tuple[Post, ...]:
    return tuple(Post(LetterKind.REMINDER, one) for one in days)


def day(month: int, of_month: int) -> dt.date:
    return dt.date(2026, month, of_month)


@pytest.mark.parametrize(
    ("one", "today", "kind", "why", "words"),
    [
        (NEW, OPENED, "invitation", "invitation", "Noch nicht eingeladen."),
        (NEW, day(9, 4), None, "not-open", "erst ab 7. September 2026 offen"),
        (OWING, OPENED, None, "one-a-day", "Heute ging schon eine Mail"),
        (replace(NEW, is_mailed_today=True), OPENED, None, "one-a-day", "Heute"),
        (replace(OWING, is_bounced=True), day(9, 28), None, "bounced", "unzustellbar"),
        (OWING, day(9, 25), None, "too-early", "Vor dem 26. September 2026, der Hälfte der Zeit"),
        (OWING, day(9, 26), None, "no-workday", "Wochenenden und Feiertagen"),
        (OWING, day(9, 28), "reminder", "reminder", "3 Antworten stehen aus; die Frist ist am 16."),
        (replace(OWING, answered=2), day(9, 28), "reminder", "reminder", "1 Antwort steht aus"),
        (OWING, day(10, 19), "reminder", "reminder", "die Frist war am 16. Oktober 2026"),
        (
            replace(OWING, posts=(INVITED, *reminders(day(9, 28)))),
            day(10, 2),
            None,
            "too-soon",
            "vom 28. September 2026; die nächste geht frühestens am 5. Oktober 2026",
        ),
        (
            replace(OWING, posts=(INVITED, *reminders(day(9, 28)))),
            day(10, 5),
            "reminder",
            "reminder",
            "",
        ),
        (
            replace(OWING, posts=(INVITED, *reminders(day(10, 9)))),
            day(10, 12),
            "reminder",
            "reminder",
            "",
        ),
        (
            replace(OWING, posts=(INVITED, *reminders(day(10, 12)))),
            day(10, 14),
            None,
            "too-soon",
            "frühestens am 15. Oktober 2026",
        ),
        (
            replace(OWING, posts=(INVITED, *reminders(day(9, 28), day(10, 5), day(10, 12)))),
            day(10, 16),
            None,
            "enough",
            "Mehr als drei Erinnerungen",
        ),
        (
            replace(OWING, seen_on=day(9, 28)),
            day(9, 30),
            None,
            "at-work",
            "Am 28. September 2026 wurde daran gearbeitet.",
        ),
        (replace(OWING, seen_on=day(9, 28)), day(10, 1), "reminder", "reminder", ""),
        (replace(OWING, seen_on=day(10, 14)), day(10, 14), "reminder", "reminder", ""),
        (replace(OWING, answered=3), day(9, 8), "thanks", "thanks", "Dank steht aus"),
        (
            replace(OWING, answered=3, posts=(INVITED, Post(LetterKind.THANKS, day(9, 8)))),
            day(9, 28),
            None,
            "settled",
            "Alles ist beantwortet",
        ),
        (replace(NEW, owed=0), day(9, 8), None, "settled", "Alles ist beantwortet"),
        (
            replace(OWING, answered=3, asked_on=day(9, 10)),
            day(9, 11),
            "question",
            "question",
            "Die Rückfrage vom 10. September 2026 ist noch nicht mitgeteilt.",
        ),
        (
            replace(
                OWING,
                answered=3,
                asked_on=day(9, 10),
                posts=(INVITED, Post(LetterKind.QUESTION, day(9, 11))),
            ),
            day(9, 18),
            "reminder",
            "reminder",
            "Eine Rückfrage ist noch offen.",
        ),
        (
            replace(NEW, posts=(Post(LetterKind.DELEGATION, day(9, 24)),)),
            day(9, 28),
            None,
            "too-soon",
            "24. September 2026",
        ),
    ],
)
def test_a_letter_is_due_or_not_and_the_office_reads_why(
    one: Correspondence, today: dt.date, kind: str | None, why: str, words: str
) -> None:
    found = due_letter(one, today)
    assert (found.kind, found.why) == (kind, why)
    assert words in found.sentence
    assert found.sentence.endswith(".")


def test_the_office_sees_when_the_next_letter_goes() -> None:
    assert next_letter(OWING, OPENED) == day(9, 28)
    assert next_letter(replace(NEW, is_mailed_today=True), OPENED) == day(9, 8)
    assert next_letter(replace(OWING, is_bounced=True), OPENED) is None


DAYS = st.dates(OPENED - dt.timedelta(days=5), DUE + dt.timedelta(days=30))


@st.composite
def rounds_lived_through(draw: st.DrawFn) -> tuple[Correspondence, list[dt.date]]:
    """Somebody through a whole round: mailed whenever it is due, answering when they like."""
    length = draw(st.integers(0, 90))
    due_on = OPENED + dt.timedelta(days=length)
    one = Correspondence(OPENED, due_on, owed=draw(st.integers(0, 4)), answered=0)
    asked = draw(st.none() | DAYS)
    answers = draw(st.lists(DAYS, max_size=one.owed))
    seen = draw(st.lists(DAYS, max_size=4))
    replied = draw(st.none() | DAYS)
    days = []
    for distance in range(-5, length + 40):
        today = OPENED + dt.timedelta(days=distance)
        is_asked = (
            asked is not None and asked <= today and not (replied and asked <= replied <= today)
        )
        one = replace(
            one,
            answered=sum(day <= today for day in answers),
            asked_on=asked if is_asked else None,
            seen_on=max((day for day in seen if day <= today), default=None),
        )
        before = one
        if (kind := due_letter(one, today).kind) is not None:
            days.append(today)
            one = replace(one, posts=(*one.posts, Post(kind, today)))
            assert due_letter(one, today).kind is None, "two mails on one day"
            assert kind != LetterKind.REMINDER or not before.is_settled
    return one, days


@given(rounds_lived_through())
def test_nobody_is_nagged_however_they_answer(
    lived: tuple[Correspondence, list[dt.date]],
) -> None:
    one, days = lived
    assert len(set(days)) == len(days)
    assert all(is_workday(day) and day >= OPENED for day in days)
    for kind, most in (("reminder", 3), ("invitation", 1), ("thanks", 1), ("question", 1)):
        assert one.count(LetterKind(kind)) <= most
    asking = [post for post in one.posts if post.kind != LetterKind.THANKS]
    for before, after in pairwise(asking):
        if after.kind == LetterKind.REMINDER:
            is_last_week = 0 <= (one.due_on - after.on).days <= 7
            assert (after.on - before.on).days >= (3 if is_last_week else 7)


@given(rounds_lived_through())
def test_who_is_asked_nothing_extra_is_not_reminded_in_the_first_half(
    lived: tuple[Correspondence, list[dt.date]],
) -> None:
    one, _days = lived
    if any(post.kind == LetterKind.QUESTION for post in one.posts) or one.asked_on:
        return
    for post in one.posts:
        if post.kind == LetterKind.REMINDER:
            assert (post.on - OPENED).days >= (one.due_on - OPENED).days // 2


def test_the_first_reminder_may_go_on_the_very_day_of_half_time() -> None:
    assert due_letter(replace(OWING, due_on=day(10, 19)), day(9, 28)).kind == "reminder"
    assert due_letter(replace(OWING, due_on=day(10, 21)), day(9, 28)).why == "too-early"
