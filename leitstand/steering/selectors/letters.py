# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Everything that is known about a round's letters, in a fixed number of statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from leitstand.core.accounts.selectors import account_lines
from leitstand.core.enums import AccountRole
from leitstand.core.languages import Language
from leitstand.core.selectors import institution_briefs
from leitstand.plan.selectors import measure_lines, plan_frame
from leitstand.steering.enums import LetterState
from leitstand.steering.letters.post import (
    Addressee,
    DutyMark,
    LetterMark,
    OpenQuestion,
    PostWords,
    RoundPost,
)
from leitstand.steering.models import AnswerLink, Contact, Duty, Letter, Remark, ReportingRound
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.rows import open_questions, round_row

# A letter that nobody finished within this time was left by a run that is over.
BROKEN_OFF = dt.timedelta(minutes=10)
MARK = (
    "id",
    "kind",
    "state",
    "email",
    "link_id",
    "made_at",
    "claimed_at",
    "sent_at",
    "day",
    "attempts",
    "failure",
)


def written_rounds() -> tuple[str, ...]:
    """The rounds in which letters may be due, oldest first; one statement."""
    rows = ReportingRound.objects.filter(state__in=TAKES_ANSWERS).order_by("reporting_on", "id")
    return tuple(rows.values_list("slug", flat=True))


def round_post(slug: str, *, now: dt.datetime | None = None) -> RoundPost:
    """The round with everybody whom it may write to, now; 8 statements.

    Raises ``RoundNotFound``.
    """
    at = now or timezone.now()
    today = timezone.localdate(at)
    found = round_row(slug)
    duties = _duties(found.pk)
    letters = _letters(found.pk)
    links = _links(found.pk)
    owing = {one.institution for one in duties}
    contacts = list(Contact.objects.filter(institution_id__in=owing).order_by("id"))
    bounces = _bounces(contacts, letters)
    questions = _questions(found.pk)
    makers = _Makers(duties, questions, letters, bounces)
    living = [one for one in links.values() if _lives(one, links, at)]
    people = [makers.holder(one, links) for one in living]
    reached = {(one.institution, one.email) for one in people if not one.is_passed_on}
    for contact in contacts:
        if (contact.institution_id, contact.email.lower()) not in reached and contact.is_active:
            people.append(makers.contact(contact))
    known = {contact.institution_id for contact in contacts if contact.is_active}
    known |= {one.institution_id for one in living}
    return RoundPost(
        id=found.pk,
        slug=found.slug,
        plan=found.plan.slug,
        titles={"de": found.title_de, "en": found.title_en},
        state=found.state,
        is_example=found.is_example,
        reporting_on=found.reporting_on,
        opened_on=timezone.localdate(found.opened_at) if found.opened_at else today,
        due_on=found.due_on,
        addressees=tuple(people),
        office=_office(found.plan.slug),
        unreachable=tuple(sorted(owing - known)),
        duties=duties,
        letters=letters,
        taken=_taken(today),
        today=today,
    )


def post_words(post: RoundPost, *, language: Language) -> PostWords:
    """The names that letters of the round need; 7 statements at most."""
    frame = plan_frame(post.plan, language=language, day=post.reporting_on, with_levels=False)
    ids = {one.institution for one in post.duties}
    briefs = institution_briefs(ids, language=language) if ids else {}
    return PostWords(
        language,
        frame.title,
        {line.key: (line.label, line.title) for line in measure_lines(frame)},
        {row_id: brief.name for row_id, brief in briefs.items()},
        frame.terms,
    )


@dataclass(frozen=True, slots=True)
class LetterLine:
    """Somebody whom the round asks, and what became of the letters to them.

    ``owed`` and ``answered`` count what they are asked for. ``email`` is "" where the institution
    owes an answer and nobody is known. ``is_unclear``: a letter was broken off where nobody can
    tell whether it arrived.
    """

    institution: int
    name: str
    email: str
    is_passed_on: bool
    bounced_at: dt.datetime | None
    owed: int
    answered: int
    questions: int
    letters: tuple[LetterMark, ...]
    asked_at: dt.datetime

    @property
    def last_on(self) -> dt.date | None:
        """The day of the last letter that went out."""
        return max((one.day for one in self.letters if one.day and one.sent_at), default=None)

    @property
    def failed(self) -> tuple[LetterMark, ...]:
        """The letters that did not arrive, or that the mail server put off."""
        lost = {LetterState.FAILED, LetterState.BOUNCED}
        return tuple(one for one in self.letters if one.state in lost or one.failure)

    @property
    def is_unclear(self) -> bool:
        """Whether one of them waits for the office to decide whether it goes out again."""
        return any(is_broken_off(one, self.asked_at) for one in self.letters)

    @property
    def is_silent(self) -> bool:
        """Whether they were written to and nothing came."""
        return self.answered == 0 and self.owed > 0 and self.last_on is not None


def letter_lines(slug: str, *, now: dt.datetime | None = None) -> tuple[LetterLine, ...]:
    """Everybody whom the round asks, by institution, for the office alone; 8 statements.

    Institutions for which nobody is known stand there without an address.
    """
    at = now or timezone.now()
    post = round_post(slug, now=at)
    lines = [
        _line_of(to, to.institution, len(to.duties), len(to.duties) - len(to.missing), at)
        for to in post.addressees
        if to.institution is not None
    ]
    for institution in post.unreachable:
        own = [one for one in post.duties if one.institution == institution]
        answered = sum(one.said_at is not None for one in own)
        nobody = Addressee(institution, "", "", "de")
        lines.append(_line_of(nobody, institution, len(own), answered, at))
    return tuple(sorted(lines, key=lambda one: (one.institution, one.is_passed_on, one.email)))


def _line_of(
    to: Addressee, institution: int, owed: int, answered: int, at: dt.datetime
) -> LetterLine:
    return LetterLine(
        institution,
        to.name,
        to.email,
        to.is_passed_on,
        to.bounced_at,
        owed,
        answered,
        len(to.questions),
        to.letters,
        at,
    )


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter in the list of all, with its round's slug ("" for none)."""

    round: str
    mark: LetterMark
    subject: str


def letter_rows(
    *, slug: str | None = None, states: Iterable[str] = (), limit: int = 500
) -> tuple[LetterRow, ...]:
    """Letters, newest first; one statement."""
    rows = Letter.objects.order_by("-id")
    if slug is not None:
        rows = rows.filter(round__slug=slug)
    if states := tuple(states):
        rows = rows.filter(state__in=states)
    found = rows.values_list("round__slug", "subject", *MARK)[:limit]
    return tuple(LetterRow(row[0] or "", LetterMark(*row[2:]), row[1]) for row in found)


def is_broken_off(mark: LetterMark, now: dt.datetime) -> bool:
    """Whether the run that claimed the letter is over and did not say what became of it."""
    return mark.state == LetterState.SENDING and (
        bool(mark.failure) or mark.claimed_at is None or mark.claimed_at < now - BROKEN_OFF
    )


def _duties(round_id: int) -> tuple[DutyMark, ...]:
    rows = Duty.objects.filter(round_id=round_id, institution__isnull=False)
    return tuple(
        DutyMark(*row[:5], row[5] or "", row[6])
        for row in rows.order_by("position", "id").values_list(
            "id",
            "measure",
            "phase",
            "scope",
            "institution_id",
            "answer__said_by",
            "answer__said_at",
        )
    )


def _letters(round_id: int) -> tuple[LetterMark, ...]:
    rows = Letter.objects.filter(round_id=round_id).order_by("id")
    return tuple(LetterMark(*row) for row in rows.values_list(*MARK))


def _links(round_id: int) -> dict[int, AnswerLink]:
    return {one.pk: one for one in AnswerLink.objects.filter(round_id=round_id).order_by("id")}


def _lives(link: AnswerLink, links: Mapping[int, AnswerLink], now: dt.datetime) -> bool:
    """Whether the link opens something, or will once it is renewed: it was not taken back, nor
    any of its givers'. What was passed on is not renewed.
    """
    if link.passed_on_by and link.expires_at <= now:
        return False
    current: AnswerLink | None = link
    for _step in range(len(links)):
        if current is None:
            break
        if current.revoked_at is not None:
            return False
        current = links.get(current.given_by_id) if current.given_by_id else None
    return True


def _questions(round_id: int) -> dict[int, list[OpenQuestion]]:
    asked = Remark.objects.filter(open_questions(), duty__round_id=round_id)
    rows = asked.order_by("said_at", "id")
    found: dict[int, list[OpenQuestion]] = defaultdict(list)
    for duty, text, asked_at in rows.values_list("duty_id", "text", "said_at"):
        found[duty].append(OpenQuestion(duty, text, asked_at))
    return found


def _bounces(contacts: list[Contact], letters: Iterable[LetterMark]) -> dict[str, dt.datetime]:
    """When an address turned out to be unreachable; the office takes that back at the contact."""
    found = {
        one.email: one.sent_at or one.made_at for one in letters if one.state == LetterState.BOUNCED
    }
    for contact in contacts:
        found.pop(contact.email.lower(), None)
    found |= {one.email.lower(): one.bounced_at for one in contacts if one.bounced_at}
    return found


def _taken(today: dt.date) -> frozenset[str]:
    """Who got a letter today, or has one waiting, of whatever round."""
    rows = Letter.objects.filter(Q(day=today) | Q(state=LetterState.WAITING))
    return frozenset(email.lower() for email in rows.values_list("email", flat=True))


def _office(plan: str) -> tuple[Addressee, ...]:
    """The accounts that hold the office's role for the plan, each address once; 2 statements."""
    found: dict[str, Addressee] = {}
    for one in account_lines():
        holds = any(
            grant.is_live and grant.role == AccountRole.OFFICE and grant.plan in ("", plan)
            for grant in one.grants
        )
        if holds and one.is_active and one.email:
            email = one.email.lower()
            found.setdefault(email, Addressee(None, email, one.name, "de"))
    return tuple(found.values())


def _seen_on(link: AnswerLink, duties: Iterable[DutyMark]) -> dt.date | None:
    came = [one.said_at for one in duties if one.said_by == f"link:{link.pk}" and one.said_at]
    seen = max([*came, *([link.opened_at] if link.opened_at else [])], default=None)
    return timezone.localdate(seen) if seen else None


class _Makers:
    """Puts together what belongs to one addressee."""

    def __init__(
        self,
        duties: tuple[DutyMark, ...],
        questions: Mapping[int, list[OpenQuestion]],
        letters: tuple[LetterMark, ...],
        bounces: Mapping[str, dt.datetime],
    ) -> None:
        self._duties: dict[int, list[DutyMark]] = defaultdict(list)
        for duty in duties:
            self._duties[duty.institution].append(duty)
        self._questions = questions
        self._letters: dict[int | None, list[LetterMark]] = defaultdict(list)
        for letter in letters:
            self._letters[letter.link].append(letter)
        self._bounces = bounces

    def holder(self, link: AnswerLink, links: Mapping[int, AnswerLink]) -> Addressee:
        """Who has a personal link."""
        measures = frozenset(link.measures)
        own = tuple(
            one
            for one in self._duties[link.institution_id]
            if not measures or one.measure in measures
        )
        email = link.email.lower()
        giver = links.get(link.given_by_id) if link.given_by_id else None
        return Addressee(
            link.institution_id,
            email,
            link.name,
            link.language,
            link.pk,
            link.key,
            bool(link.passed_on_by),
            (giver.name or giver.email) if giver else "",
            link.expires_at,
            self._bounces.get(email),
            _seen_on(link, own),
            own,
            tuple(question for one in own for question in self._questions.get(one.id, ())),
            tuple(self._letters[link.pk]),
        )

    def contact(self, contact: Contact) -> Addressee:
        """Whom the office may ask, and who has no link yet."""
        own = tuple(self._duties[contact.institution_id])
        email = contact.email.lower()
        return Addressee(
            contact.institution_id,
            email,
            contact.name,
            contact.language,
            bounced_at=self._bounces.get(email),
            duties=own,
            questions=tuple(q for one in own for q in self._questions.get(one.id, ())),
        )
