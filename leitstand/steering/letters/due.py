# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""To whom a letter is due today, and to whom none and why. Pure.

The rule against nagging decides for one person in one round; here it meets everything else: what
the round is at, and whoever is asked in two rounds or for two institutions.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.steering.enums import LetterKind, RoundState
from leitstand.steering.letters.post import Addressee, RoundPost
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.rules.nagging import Correspondence, Post, due_letter
from leitstand.steering.rules.workdays import is_workday

# Where letters are due to one person for several institutions, the first goes today.
ORDER = (
    LetterKind.INVITATION,
    LetterKind.DELEGATION,
    LetterKind.QUESTION,
    LetterKind.REMINDER,
    LetterKind.THANKS,
    LetterKind.DIGEST,
)


@dataclass(frozen=True)
class Verdict:
    """Whether a letter goes to ``to`` today. ``kind`` None: none is due, and ``why`` says why not.

    ``why`` is a sentence for the office in either case.
    """

    to: Addressee
    kind: LetterKind | None
    why: str


def verdicts(
    post: RoundPost,
    *,
    kinds: Collection[str] = (),
    only: str = "",
    is_any_day: bool = False,
) -> tuple[Verdict, ...]:
    """For everybody in the round: the letter that is due, or why none is; those due come first.

    ``kinds`` and ``only`` (an address) narrow it. ``is_any_day`` lets letters go on days on which
    nobody works, for whoever sends by hand. Nobody gets two on one day.
    """
    if post.state not in TAKES_ANSWERS:
        return ()
    wanted = only.strip().lower()
    found = [
        _of_person(to, post, is_any_day=is_any_day)
        for to in post.addressees
        if not wanted or to.email == wanted
    ]
    found += [
        _of_office(to, post, is_any_day=is_any_day)
        for to in post.office
        if not wanted or to.email == wanted
    ]
    if kinds:
        found = [one for one in found if one.kind in kinds]
    # Held back stands last; sorting keeps the order of the people otherwise.
    found.sort(key=lambda one: ORDER.index(one.kind) if one.kind else len(ORDER))
    return tuple(_once_a_day(found))


def is_still_wanted(kind: str, to: Addressee, post: RoundPost) -> bool:
    """Whether a letter that waits still has something to say."""
    if post.state not in TAKES_ANSWERS or to.bounced_at is not None:
        return False
    match kind:
        case LetterKind.INVITATION:
            return post.state == RoundState.OPEN and bool(to.missing)
        case LetterKind.REMINDER:
            return bool(to.questions) or (post.state == RoundState.OPEN and bool(to.missing))
        case LetterKind.QUESTION:
            return bool(to.questions)
        case LetterKind.THANKS:
            return bool(to.own_answers)
        case _:
            return True


def _once_a_day(found: Collection[Verdict]) -> Iterator[Verdict]:
    taken: set[str] = set()
    for one in found:
        if one.kind is not None and one.to.email in taken:
            why = _("Heute geht schon eine andere Mail an diese Adresse; diese folgt danach.")
            yield Verdict(one.to, None, why)
            continue
        if one.kind is not None:
            taken.add(one.to.email)
        yield one


def _of_person(to: Addressee, post: RoundPost, *, is_any_day: bool) -> Verdict:
    known = _correspondence(to, post)
    decided = due_letter(known, post.today, is_any_day=is_any_day)
    match decided.kind:
        case None:
            return Verdict(to, None, decided.sentence)
        case LetterKind.INVITATION if post.state == RoundState.REVIEW:
            return Verdict(to, LetterKind.QUESTION, _("Eine Rückfrage ist noch offen."))
        case LetterKind.INVITATION if to.is_passed_on:
            return Verdict(to, LetterKind.DELEGATION, _("Die Aufgabe wurde weitergegeben."))
        case LetterKind.THANKS if not to.own_answers:
            return Verdict(to, None, _("Alles ist beantwortet, aber nicht über diesen Link."))
        case kind:
            return Verdict(to, kind, decided.sentence)


def _correspondence(to: Addressee, post: RoundPost) -> Correspondence:
    # In the review nothing new is expected: only what the office asked for again.
    is_review = post.state == RoundState.REVIEW
    asked_on = max((timezone.localdate(one.asked_at) for one in to.questions), default=None)
    return Correspondence(
        opened_on=post.opened_on,
        due_on=post.due_on,
        owed=len(to.duties),
        answered=len(to.duties) - (0 if is_review else len(to.missing)),
        posts=tuple(
            Post(LetterKind(one.kind), one.day or post.today)
            for one in to.letters
            if one.is_written
        ),
        asked_on=asked_on,
        seen_on=to.seen_on,
        is_bounced=to.bounced_at is not None,
        is_mailed_today=to.email in post.taken,
    )


def _of_office(to: Addressee, post: RoundPost, *, is_any_day: bool) -> Verdict:
    """A digest goes where something happened since the last one, and on the day of the deadline."""
    own = [one for one in post.letters if one.kind == LetterKind.DIGEST and one.email == to.email]
    last = max((one.made_at for one in own if one.is_written), default=None)
    came = [one.said_at for one in post.duties if one.said_at]
    came += [one.claimed_at for one in post.letters if one.failure and one.claimed_at]
    if to.email in post.taken:
        return Verdict(to, None, _("Heute ging schon eine Mail an diese Adresse."))
    if not is_any_day and not is_workday(post.today):
        return Verdict(to, None, _("An Wochenenden und Feiertagen geht keine Mail hinaus."))
    if post.today == post.due_on or any(last is None or at > last for at in came):
        why = _("Seit der letzten Übersicht ist etwas geschehen.")
        return Verdict(to, LetterKind.DIGEST, why)
    return Verdict(to, None, _("Seit der letzten Übersicht ist nichts geschehen."))
