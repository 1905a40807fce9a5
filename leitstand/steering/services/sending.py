# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Sending the letters that wait: each at most once, whoever else sends, and whatever breaks.

A letter is claimed in a transaction of its own before anything is sent, and what became of it is
written in another one afterwards. A process that dies in between leaves it claimed: nobody knows
then whether it arrived, so it is told to the office and not sent again. No transaction is open
while the mail server is spoken to.
"""

import contextlib
import datetime as dt
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.mail import MailServer
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.smtp import (
    Conversation,
    Fate,
    MailServerUnreachable,
    Outcome,
    Patience,
    conversation,
)
from leitstand.steering.enums import LetterState
from leitstand.steering.errors import MailNotSetUp
from leitstand.steering.letters.addresses import answer_address
from leitstand.steering.letters.due import ORDER, is_still_wanted
from leitstand.steering.letters.message import mail_message, new_message_id
from leitstand.steering.letters.post import Addressee, LetterMark, PostWords, RoundPost
from leitstand.steering.letters.writing import language_of, letter_text
from leitstand.steering.models import Letter
from leitstand.steering.permissions import MANAGE_ROUNDS, RoundSubject
from leitstand.steering.selectors.letters import post_words, round_post
from leitstand.steering.services.letters import address_mark_bounced
from leitstand.ui.mail import MailText

MOST_ATTEMPTS = 10
MOST_BREAKS = 3  # in a row; then the server is left alone until the next run
PATIENCE = Patience()

Watch = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SentLetter:
    """What became of one letter in a run: its state, and what the mail server said if not sent."""

    id: int
    round: str
    kind: str
    email: str
    subject: str
    state: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SendReport:
    """A run. ``stopped`` says why it ended early, "" where it did not; the rest waits."""

    letters: tuple[SentLetter, ...]
    stopped: str = ""

    def count(self, state: str) -> int:
        """How many letters are in that state now."""
        return sum(one.state == state for one in self.letters)


def letters_send(
    *,
    actor: Actor,
    slugs: Sequence[str],
    kinds: Collection[str] = (),
    only: str = "",
    now: dt.datetime | None = None,
    seconds: float | None = None,
    watch: Watch | None = None,
) -> SendReport:
    """Every letter of the rounds that waits is sent, or it is known why not.

    ``seconds`` is when no further letter is begun; ``watch`` is told each address before its turn.
    Raises :class:`MailNotSetUp`, ``RoundNotFound``.
    """
    posts = {slug: round_post(slug, now=now) for slug in slugs}
    for slug, post in posts.items():
        require(actor, MANAGE_ROUNDS, RoundSubject(post.plan, slug))
    if not has_mail():
        raise MailNotSetUp(
            _("Es ist kein Mailserver eingerichtet (EMAIL_URL). Nichts ging hinaus.")
        )
    waiting = sorted(
        (
            (post, letter)
            for post in posts.values()
            for letter in post.letters
            if letter.state == LetterState.WAITING
            and (not kinds or letter.kind in kinds)
            and (not only or letter.email.lower() == only.strip().lower())
        ),
        key=lambda pair: (ORDER.index(pair[1].kind), pair[1].attempts, pair[1].id),
    )
    run = _Run(now, ends=time.monotonic() + seconds if seconds is not None else None)
    try:
        for post, letter in waiting:
            if run.is_over:
                break
            if watch is not None:
                watch(letter.email)
            run.one(post, letter)
    finally:
        run.hang_up()
        _log(actor, posts, run)
    if run.stopped:
        _tell_those_who_wait(waiting, run)
    return SendReport(tuple(run.done), run.stopped)


def has_mail() -> bool:
    """Whether the installation knows a mail server."""
    return bool(settings.LEITSTAND_HAS_MAIL)


def mail_server_set_up() -> MailServer:
    """The server that the settings name."""
    return MailServer(
        settings.EMAIL_HOST,
        settings.EMAIL_PORT,
        settings.EMAIL_HOST_USER,
        settings.EMAIL_HOST_PASSWORD,
        settings.EMAIL_USE_SSL,
        settings.EMAIL_USE_TLS,
    )


@dataclass
class _Run:
    """One run: its conversation with the server, and what it did."""

    now: dt.datetime | None
    ends: float | None
    done: list[SentLetter] = field(default_factory=list)
    stopped: str = ""
    breaks: int = 0
    talk: Conversation | None = None
    words: dict[tuple[str, str], PostWords] = field(default_factory=dict)
    _line: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def is_over(self) -> bool:
        """Whether no further letter is begun."""
        if not self.stopped and self.ends is not None and time.monotonic() > self.ends:
            self.stopped = _("Die Zeit für diesen Lauf ist um.")
        return bool(self.stopped)

    def one(self, post: RoundPost, letter: LetterMark) -> None:
        """The letter is sent, dropped, or waits on."""
        to = post.addressee(letter)
        line = SentLetter(letter.id, post.slug, letter.kind, letter.email.lower(), "", letter.state)
        if to is None or not is_still_wanted(letter.kind, to, post):
            _drop(letter.id)
            note = _("Hat sich erledigt.")
            self.done.append(replace(line, state=LetterState.DROPPED, note=note))
            return
        if not self._is_connected():
            return
        text = self._text(letter.kind, to, post)
        line = replace(line, subject=text.subject)
        claimed_at = self.now or timezone.now()
        message_id = _claim(letter, text.subject, claimed_at)
        if not message_id:
            note = _("Heute ging schon eine Mail an diese Adresse, oder jemand anders sendet sie.")
            self.done.append(replace(line, note=note))
            return
        outcome = self._handed_over(to, text, message_id, claimed_at)
        state = _settle(letter, outcome, claimed_at)
        self.done.append(replace(line, state=state, note=_note(outcome)))
        self._after(outcome)

    def _handed_over(
        self, to: Addressee, text: MailText, message_id: str, at: dt.datetime
    ) -> Outcome:
        assert self.talk is not None  # noqa: S101  (asked for just before)
        message = mail_message(
            text,
            email=to.email,
            name=to.name,
            language=language_of(to),
            message_id=message_id,
            at=timezone.localtime(at),
        )
        return self.talk.hand_over(message)

    def _text(self, kind: str, to: Addressee, post: RoundPost) -> MailText:
        key = (post.slug, language_of(to))
        if key not in self.words:
            self.words[key] = post_words(post, language=language_of(to))
        return letter_text(kind, to, post=post, words=self.words[key], address=answer_address)

    def _is_connected(self) -> bool:
        if self.talk is None:
            try:
                self.talk = self._line.enter_context(conversation(mail_server_set_up(), PATIENCE))
            except MailServerUnreachable as error:
                self.stopped = _("Der Mailserver ist nicht erreichbar: %s") % error
        return self.talk is not None

    def _after(self, outcome: Outcome) -> None:
        """A broken line is made anew for the next letter, but not for ever."""
        if not outcome.is_over:
            self.breaks = 0
            return
        self.hang_up()
        self.breaks += 1
        if outcome.is_about_us:
            self.stopped = _("Der Mailserver nimmt nichts von uns an: %s") % outcome.answer
        elif self.breaks >= MOST_BREAKS:
            self.stopped = _("Der Mailserver bricht immer wieder ab: %s") % outcome.answer

    def hang_up(self) -> None:
        """No connection is open."""
        self._line.close()
        self.talk = None


def _claim(letter: LetterMark, subject: str, at: dt.datetime) -> str:
    """The letter is ours to send, under the Message-ID given back; "" where it is not.

    It keeps the Message-ID of an earlier attempt, so that a mail which arrived after all can be
    recognised. The database lets one address have one letter a day, whoever asks.
    """
    try:
        with transaction.atomic(durable=True):
            row = (
                Letter.objects.select_for_update()
                .filter(id=letter.id, state=LetterState.WAITING)
                .first()
            )
            if row is None:
                return ""
            row.message_id = row.message_id or new_message_id()
            row.state, row.claimed_at, row.day = LetterState.SENDING, at, timezone.localdate(at)
            row.email, row.subject, row.failure = row.email.lower(), subject[:300], ""
            row.save()
            return row.message_id
    except IntegrityError:
        return ""


def _settle(letter: LetterMark, outcome: Outcome, claimed_at: dt.datetime) -> LetterState:
    """What became of a claimed letter stands in its row."""
    attempts = letter.attempts + (not outcome.is_about_us)
    facts: dict[str, object] = {"attempts": attempts, "failure": outcome.answer[:500]}
    match outcome.fate:
        case Fate.SENT:
            state = LetterState.SENT
            facts |= {"sent_at": claimed_at, "failure": ""}
        case Fate.UNCLEAR:
            state = LetterState.SENDING  # and its day: for all we know it arrived
        case Fate.NO_SUCH_ADDRESS:
            state = LetterState.BOUNCED
            facts |= {"day": None}
        case Fate.REFUSED:
            state = LetterState.FAILED
            facts |= {"day": None}
        case Fate.LATER:
            state = LetterState.FAILED if attempts >= MOST_ATTEMPTS else LetterState.WAITING
            facts |= {"day": None}
    with transaction.atomic(durable=True):
        Letter.objects.filter(
            id=letter.id, state=LetterState.SENDING, claimed_at=claimed_at
        ).update(state=state, **facts)
        if state == LetterState.BOUNCED:
            address_mark_bounced(letter.email, claimed_at)
    return state


def _note(outcome: Outcome) -> str:
    if outcome.fate == Fate.UNCLEAR:
        return _("Abgebrochen, als alles übergeben war; ob die Mail ankam, ist offen: %s") % (
            outcome.answer
        )
    return "" if outcome.fate == Fate.SENT else outcome.answer


def _drop(letter: int) -> None:
    Letter.objects.filter(id=letter, state=LetterState.WAITING).update(state=LetterState.DROPPED)


def _tell_those_who_wait(waiting: Collection[tuple[RoundPost, LetterMark]], run: _Run) -> None:
    """Letters that were not tried say why they still wait; no attempt is counted."""
    tried = {one.id for one in run.done}
    Letter.objects.filter(
        id__in=[letter.id for _post, letter in waiting if letter.id not in tried],
        state=LetterState.WAITING,
    ).update(failure=run.stopped[:500])


def _log(actor: Actor, posts: dict[str, RoundPost], run: _Run) -> None:
    """The run is on record with its numbers, and without anybody's address."""
    for slug, counts in _counts(run):
        audit_record(
            actor=actor_key(actor),
            act="letter.send",
            subject=f"round:{posts[slug].plan}/{slug}",
            details=dict(counts),
            is_write=False,  # no public page shows letters
        )


def _counts(run: _Run) -> Iterator[tuple[str, Counter[str]]]:
    for slug in dict.fromkeys(one.round for one in run.done):
        yield slug, Counter(str(one.state) for one in run.done if one.round == slug)
