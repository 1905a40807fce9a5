# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The outbox: letters that are due are put in, and what became of them is written down.

Nothing here talks to a mail server; ``services.sending`` does.
"""

import datetime as dt
import secrets
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.languages import reader_language
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.steering.enums import LetterKind, LetterState
from leitstand.steering.errors import LetterNotFound, StepRefused
from leitstand.steering.letters.addresses import hidden_address
from leitstand.steering.letters.bounces import Bounce, bounces_in
from leitstand.steering.letters.due import Verdict, is_still_wanted, verdicts
from leitstand.steering.letters.post import Addressee, LetterMark, PostWords, RoundPost
from leitstand.steering.letters.writing import language_of, letter_text
from leitstand.steering.models import AnswerLink, Contact, Letter
from leitstand.steering.permissions import MANAGE_ROUNDS, RoundSubject
from leitstand.steering.selectors.letters import MARK, is_broken_off, post_words, round_post
from leitstand.steering.services.links import GRACE


@dataclass(frozen=True, slots=True)
class Prepared:
    """Letters that were put into the outbox, and to whom none goes and why."""

    due: tuple[Verdict, ...]
    held: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A letter as it would go out. The personal link in it is hidden."""

    round: str
    kind: str
    email: str
    name: str
    institution: str
    language: str
    why: str
    subject: str
    body: str


@dataclass(frozen=True, slots=True)
class Held:
    """Somebody to whom nothing goes today, and why. ``email`` is "" where nobody is known."""

    round: str
    email: str
    institution: str
    why: str


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What sending would do, without doing any of it."""

    letters: tuple[Rehearsed, ...]
    held: tuple[Held, ...]


@transaction.atomic
def letters_prepare(
    *,
    actor: Actor,
    slug: str,
    kinds: Collection[str] = (),
    only: str = "",
    now: dt.datetime | None = None,
    is_any_day: bool = False,
) -> Prepared:
    """Whoever is due for a letter today has one waiting, and a link that opens; 8 statements and a
    few for all that is written, however many they are.

    ``kinds`` and ``only`` (an address) narrow it; ``is_any_day``: also when nobody is at work.
    Raises ``RoundNotFound``.
    """
    take_turn()
    now = now or timezone.now()
    post = round_post(slug, now=now)
    require(actor, MANAGE_ROUNDS, RoundSubject(post.plan, slug))
    found = verdicts(post, kinds=kinds, only=only, is_any_day=is_any_day)
    due = tuple(one for one in found if one.kind is not None)
    links = _links(post, [one.to for one in due if one.kind != LetterKind.DIGEST], now)
    Letter.objects.bulk_create(
        [
            Letter(
                round_id=post.id,
                link_id=links.get(id(one.to)),
                kind=str(one.kind),
                email=one.to.email,
                language=language_of(one.to),
                made_at=now,
            )
            for one in due
        ]
    )
    if due:
        audit_record(
            actor=actor_key(actor),
            act="letter.prepare",
            subject=f"round:{post.plan}/{slug}",
            details=dict(Counter(str(one.kind) for one in due)),
            is_write=False,  # no public page shows letters
        )
    return Prepared(due, tuple(one for one in found if one.kind is None))


def _links(post: RoundPost, people: Sequence[Addressee], now: dt.datetime) -> dict[int, int]:
    """A link's row number for everybody, by the identity of the addressee; each opens long enough.

    What was passed on ends when its giver's does, and is never renewed here.
    """
    lasts = _link_lasts(post)
    AnswerLink.objects.filter(
        id__in=[one.link for one in people if one.link is not None and not one.is_passed_on],
        given_by__isnull=True,
        expires_at__lt=lasts,
    ).update(expires_at=lasts)
    without = [
        (one, one.institution) for one in people if one.link is None and one.institution is not None
    ]
    made = AnswerLink.objects.bulk_create(
        [
            AnswerLink(
                round_id=post.id,
                institution_id=institution,
                key=secrets.token_urlsafe(18),
                name=one.name,
                email=one.email,
                language=language_of(one),
                made_at=now,
                expires_at=lasts,
            )
            for one, institution in without
        ]
    )
    found = {id(one): one.link for one in people if one.link is not None}
    return found | {id(one): link.pk for (one, _i), link in zip(without, made, strict=True)}


def _link_lasts(post: RoundPost) -> dt.datetime:
    """When a link ends that goes out today: a late letter must not lead to a closed door."""
    day = max(post.due_on, post.today) + GRACE + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def letters_rehearse(
    *,
    actor: Actor,
    slugs: Sequence[str],
    kinds: Collection[str] = (),
    only: str = "",
    now: dt.datetime | None = None,
    is_any_day: bool = False,
) -> Rehearsal:
    """What preparing and sending would do now: each letter in full, and who gets none and why.

    Nothing is written, and nobody is connected to. Raises ``RoundNotFound``.
    """
    letters: list[Rehearsed] = []
    held: list[Held] = []
    reader = reader_language()
    for slug in slugs:
        post = round_post(slug, now=now)
        require(actor, MANAGE_ROUNDS, RoundSubject(post.plan, slug))
        words = {
            language: post_words(post, language=language)
            for language in {language_of(one) for one in post.addressees} | {reader, "de"}
        }
        found = verdicts(post, kinds=kinds, only=only, is_any_day=is_any_day)
        for kind, to, why in (
            *_waiting(post, kinds, only),
            *((str(one.kind), one.to, one.why) for one in found if one.kind),
        ):
            letters.append(_rehearsed(kind, to, why, post, words[language_of(to)]))
        held += [
            Held(slug, one.to.email, _named(one.to, words[reader]), one.why)
            for one in found
            if one.kind is None
        ]
        if not only:
            held += [
                Held(slug, "", words[reader].institutions.get(one, ""), _("Niemand ist bekannt."))
                for one in post.unreachable
            ]
    return Rehearsal(tuple(letters), tuple(held))


def _waiting(
    post: RoundPost, kinds: Collection[str], only: str
) -> Iterator[tuple[str, Addressee, str]]:
    """The letters that were prepared earlier and still have something to say."""
    for letter in post.letters:
        if letter.state != LetterState.WAITING or (kinds and letter.kind not in kinds):
            continue
        to = post.addressee(letter)
        if to is None or (only and to.email != only.strip().lower()):
            continue
        if is_still_wanted(letter.kind, to, post):
            yield letter.kind, to, _("Wartet schon auf den Versand.")


def _rehearsed(kind: str, to: Addressee, why: str, post: RoundPost, words: PostWords) -> Rehearsed:
    lasting = to if to.is_passed_on else replace(to, expires_at=_link_lasts(post))
    text = letter_text(kind, lasting, post=post, words=words, address=hidden_address)
    return Rehearsed(
        post.slug,
        kind,
        to.email,
        to.name,
        _named(to, words),
        language_of(to),
        why,
        text.subject,
        text.body,
    )


def _named(to: Addressee, words: PostWords) -> str:
    return words.institutions.get(to.institution or 0, "")


@transaction.atomic
def letter_release(
    *, actor: Actor, letter: int, is_arrived: bool = False, now: dt.datetime | None = None
) -> None:
    """A letter that was broken off or failed waits again; or it counts as sent, if it arrived.

    Whoever gets it may get it twice: that is why somebody must decide. Raises ``LetterNotFound``
    and ``StepRefused``.
    """
    take_turn()
    found = Letter.objects.select_related("round__plan").filter(pk=letter).first()
    if found is None or found.round is None:
        raise LetterNotFound(letter)
    plan, slug = found.round.plan.slug, found.round.slug
    require(actor, MANAGE_ROUNDS, RoundSubject(plan, slug))
    at = now or timezone.now()
    mark = LetterMark(*(getattr(found, name) for name in MARK))
    if found.state != LetterState.FAILED and not is_broken_off(mark, at):
        raise StepRefused(
            _("Nur was fehlschlug oder abgebrochen wurde, kann noch einmal hinausgehen.")
        )
    if is_arrived:
        found.state, found.sent_at, found.failure = LetterState.SENT, found.claimed_at or at, ""
    else:
        found.state, found.day, found.attempts = LetterState.WAITING, None, 0
    found.save()
    audit_record(
        actor=actor_key(actor),
        act="letter.release",
        subject=f"round:{plan}/{slug}",
        details={"letter": letter, "is_arrived": is_arrived},
        is_write=False,
    )


@dataclass(frozen=True, slots=True)
class BounceTaken:
    """What a report said, and the number of the letter that it was about; None for none of ours."""

    bounce: Bounce
    letter: int | None


@transaction.atomic
def bounce_take(
    *, actor: Actor, content: bytes, now: dt.datetime | None = None
) -> tuple[BounceTaken, ...]:
    """The letters that a report speaks of are marked as undeliverable, and so are their addresses.

    ``content`` is the whole message as it came. The letter is found by the Message-ID that the
    report quotes, else by the address, if that got a letter. What the server will try again is
    told and changes nothing. Raises ``NoReport``.
    """
    require(actor, MANAGE_ROUNDS)
    found = bounces_in(content)
    at = now or timezone.now()
    taken = []
    for bounce in found:
        letter = _letter_behind(bounce)
        if letter is not None and bounce.is_final:
            letter.state, letter.failure = LetterState.BOUNCED, bounce.reason[:500]
            letter.save(update_fields=["state", "failure"])
            address_mark_bounced(letter.email, at)
        taken.append(BounceTaken(bounce, letter.pk if letter else None))
    if any(one.letter for one in taken):
        audit_record(
            actor=actor_key(actor),
            act="letter.bounce",
            subject="letters",
            details={"letters": [one.letter for one in taken if one.letter]},
            is_write=False,
        )
    return tuple(taken)


def _letter_behind(bounce: Bounce) -> Letter | None:
    went_out = Letter.objects.filter(
        state__in=(LetterState.SENT, LetterState.SENDING, LetterState.BOUNCED)
    ).order_by("-id")
    if bounce.message_id:
        return went_out.filter(message_id=bounce.message_id).first()
    return went_out.filter(email=bounce.email).first() if bounce.email else None


def address_mark_bounced(email: str, at: dt.datetime) -> None:
    """Nobody writes to the address until the office says that it works again.

    Part of a service that asked for permission and puts the act on record.
    """
    Contact.objects.filter(email__iexact=email, bounced_at__isnull=True).update(bounced_at=at)
