# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Personal links: given by the office, passed on by their holders, revoked, opened.

The address holds the link's key and a signature with the installation's secret. So the address of a
link can be made again for a reminder, and nobody who reads the database can make one.
"""

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, Signer
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.accounts.services import knock_record
from leitstand.core.permissions import NotPermitted, require
from leitstand.core.selectors import institution_ids
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.steering.actors import LinkHolder, Respondent, respondent_key
from leitstand.steering.enums import LetterKind
from leitstand.steering.errors import LinkNotGiven, LinkRefused
from leitstand.steering.models import AnswerLink, Duty, Letter, ReportingRound
from leitstand.steering.permissions import (
    MANAGE_ROUNDS,
    SUBMIT_ANSWER,
    DutySubject,
    RoundSubject,
    require_answering,
)
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.rows import round_row

# A link outlives the deadline by this much: late answers are better than none.
GRACE = dt.timedelta(days=14)
# How often a holder may pass on, how far from hand to hand, and how many an institution can have.
MOST_PASSED_ON, LONGEST_CHAIN, MOST_OF_AN_INSTITUTION = 10, 3, 30
_GIVERS = "given_by__given_by__given_by"
_signer = Signer(sep=".", salt="steering.answer-link")


def link_token(key: str) -> str:
    """What stands in the address of the link called ``key``."""
    return _signer.sign(key)


@transaction.atomic
def link_give(
    *,
    actor: Actor,
    round: str,
    institution: str,
    email: str,
    name: str = "",
    language: str = "de",
    measures: Iterable[str] = (),
    now: dt.datetime | None = None,
) -> AnswerLink:
    """A personal link of this person to what the institution owes, limited to ``measures`` if any.

    Whoever has a link to the same keeps it, and it lasts as long as a new one would. Raises
    ``RoundNotFound`` and :class:`LinkNotGiven`.
    """
    take_turn()
    asked = round_row(round)
    require(actor, MANAGE_ROUNDS, RoundSubject(asked.plan.slug, round))
    wanted = sorted(set(measures))
    _refuse_unfit(asked, institution, email, wanted)
    at = now or timezone.now()
    ends = _end_of(asked)
    mine = AnswerLink.objects.filter(
        round=asked,
        institution__slug=institution,
        email__iexact=email,
        passed_on_by="",
        revoked_at__isnull=True,
    )
    known = next((one for one in mine if one.measures == wanted), None)
    if known is not None:
        if known.expires_at < ends:
            known.expires_at = ends
            known.save(update_fields=["expires_at"])
        return known
    made = _made(asked, _Wanted(institution, email, name, language, wanted), at)
    _log(made, actor_key(actor), "link.give", institution=institution)
    return made


@transaction.atomic
def link_delegate(
    *,
    respondent: Respondent,
    round: str,
    institution: str,
    email: str,
    name: str,
    language: str = "de",
    measures: Iterable[str] = (),
    now: dt.datetime | None = None,
) -> AnswerLink:
    """A colleague has a link of their own, and a letter with it waits to be sent.

    It opens nothing that its giver cannot open, ends no later than the giver's own, and with it.
    ``measures`` limits it; none stands for all that the giver has. Raises :class:`LinkNotGiven`,
    ``NotPermitted``, ``RoundNotFound``.
    """
    take_turn()
    asked = round_row(round)
    wanted = sorted(set(measures))
    giver: AnswerLink | None = None
    if isinstance(respondent, LinkHolder):
        giver = AnswerLink.objects.select_related(_GIVERS).get(pk=respondent.link)
        if (giver.round_id, respondent.institution) != (asked.pk, institution):
            raise NotPermitted(SUBMIT_ANSWER, round)
        wanted = wanted or sorted(respondent.measures)
    _refuse_beyond(respondent, asked, institution, wanted)
    _refuse_unfit(asked, institution, email, wanted)
    if not name.strip():
        raise LinkNotGiven({"name": _("Bitte den Namen angeben.")})
    _refuse_too_many(asked, institution, email, giver)
    at = now or timezone.now()
    made = _made(
        asked,
        _Wanted(institution, email, name, language, wanted),
        at,
        giver=giver,
        passed_on_by=respondent_key(respondent),
    )
    Letter.objects.create(
        round=asked,
        link=made,
        kind=LetterKind.DELEGATION,
        email=made.email,
        language=language,
        made_at=at,
    )
    _log(made, respondent_key(respondent), "link.delegate", institution=institution)
    return made


@transaction.atomic
def link_revoke(*, actor: Respondent, link: int, now: dt.datetime | None = None) -> None:
    """The link opens nothing any more, and neither do those that its holder passed on.

    The office may take any link back, a holder those that they passed on themselves, an account
    that hands in for the institution those that were passed on in it.
    """
    take_turn()
    found = AnswerLink.objects.select_related("round__plan", "institution", _GIVERS).get(pk=link)
    subject = DutySubject(found.round.plan.slug, found.round.slug, "", found.institution.slug)
    if isinstance(actor, LinkHolder):
        if actor.link not in {giver.pk for giver in _givers(found)}:
            raise NotPermitted(SUBMIT_ANSWER, subject)
    elif found.passed_on_by:
        require(actor, SUBMIT_ANSWER, subject)
    else:
        require(actor, MANAGE_ROUNDS, subject)
    if found.revoked_at is None:
        found.revoked_at = now or timezone.now()
        found.save(update_fields=["revoked_at"])
        _log(found, respondent_key(actor), "link.revoke", institution=found.institution.slug)


def link_opened(*, holder: LinkHolder, now: dt.datetime | None = None) -> None:
    """It is noted when somebody first read what the link opens; later readings change nothing."""
    if AnswerLink.objects.filter(pk=holder.link, opened_at__isnull=True).update(
        opened_at=now or timezone.now()
    ):
        audit_record(
            actor=respondent_key(holder),
            act="link.open",
            subject=f"link:{holder.link}",
            is_write=False,
        )


def link_resolve(token: str, *, now: dt.datetime | None = None) -> LinkHolder:
    """Who holds the link of this token. Raises :class:`LinkRefused`: unknown, expired, revoked.

    A token that was made up and one that was changed cannot be told apart, by their time neither.
    """
    return link_holder(link_key(token), now=now)


def link_key(token: str) -> str:
    """The key in a token whose signature holds. Raises :class:`LinkRefused`."""
    try:
        return _signer.unsign(token)
    except BadSignature:
        raise LinkRefused(LinkRefused.UNKNOWN) from None


def link_holder(key: str, *, now: dt.datetime | None = None) -> LinkHolder:
    """Who holds the link called ``key``, whose signature was seen before; one statement."""
    rows = AnswerLink.objects.select_related("round__plan", "institution", _GIVERS)
    found = rows.filter(key=key).first()
    if found is None:
        raise LinkRefused(LinkRefused.UNKNOWN)
    chain = (found, *_givers(found))
    if any(one.revoked_at is not None for one in chain):
        raise LinkRefused(LinkRefused.REVOKED)
    if any(one.expires_at <= (now or timezone.now()) for one in chain):
        raise LinkRefused(LinkRefused.EXPIRED)
    return LinkHolder(
        link=found.pk,
        round=found.round.slug,
        plan=found.round.plan.slug,
        institution=found.institution.slug,
        name=found.name or found.email,
        measures=frozenset(found.measures),
    )


def link_refusal_record(*, reason: str, key: str = "") -> None:
    """The refusal is on record: why, and of which link if it was one of ours; never its token."""
    known = AnswerLink.objects.filter(key=key).values_list("pk", flat=True).first() if key else None
    knock_record(
        actor="nobody",
        act="link.refused",
        subject=f"link:{known}" if known else "link:unknown",
        details={"reason": reason},
        is_counted_by_subject=True,
    )


def _end_of(asked: ReportingRound) -> dt.datetime:
    """The end of the last day of grace, in the installation's time zone."""
    day = asked.due_on + GRACE + dt.timedelta(days=1)
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def _givers(link: AnswerLink) -> tuple[AnswerLink, ...]:
    """Who passed it on to whom, the nearest first."""
    found: list[AnswerLink] = []
    giver = link.given_by
    while giver is not None:
        found.append(giver)
        giver = giver.given_by
    return tuple(found)


def _refuse_unfit(asked: ReportingRound, institution: str, email: str, measures: list[str]) -> None:
    problems: dict[str, str] = {}
    if asked.state not in TAKES_ANSWERS:
        problems[""] = _("Einen Link gibt es nur, solange die Runde offen ist.")
    try:
        validate_email(email)
    except ValidationError:
        problems["email"] = _("Das ist keine E-Mail-Adresse.")
    owed = set(
        Duty.objects.filter(round=asked, institution__slug=institution).values_list(
            "measure", flat=True
        )
    )
    if not owed:
        problems[""] = _("Diese Institution schuldet in der Runde keine Antwort.")
    elif set(measures) - owed:
        problems["measures"] = _("Zu einer der Maßnahmen schuldet die Institution keine Antwort.")
    if problems:
        raise LinkNotGiven(problems)


def _refuse_beyond(
    respondent: Respondent, asked: ReportingRound, institution: str, measures: list[str]
) -> None:
    """``NotPermitted`` where somebody passes on what is not theirs."""
    for measure in measures or [""]:
        subject = DutySubject(asked.plan.slug, asked.slug, measure, institution)
        require_answering(respondent, SUBMIT_ANSWER, subject)


def _refuse_too_many(
    asked: ReportingRound, institution: str, email: str, giver: AnswerLink | None
) -> None:
    live = AnswerLink.objects.filter(
        round=asked, institution__slug=institution, revoked_at__isnull=True
    ).exclude(passed_on_by="")
    problems: dict[str, str] = {}
    if live.filter(email__iexact=email, given_by=giver).exists():
        problems["email"] = _("Diese Person hat schon einen Link.")
    if giver is not None and len(_givers(giver)) + 1 >= LONGEST_CHAIN:
        problems[""] = _("Diese Aufgabe ist schon oft genug weitergegeben worden.")
    elif (
        giver is not None and live.filter(given_by=giver).count() >= MOST_PASSED_ON
    ) or live.count() >= MOST_OF_AN_INSTITUTION:
        problems[""] = _(
            "Mehr Links gibt es für diese Institution nicht. Bitte ziehen Sie einen zurück oder"
            " wenden Sie sich an die Geschäftsstelle."
        )
    if problems:
        raise LinkNotGiven(problems)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A link before it is made."""

    institution: str
    email: str
    name: str
    language: str
    measures: list[str]


def _made(
    asked: ReportingRound,
    wanted: _Wanted,
    at: dt.datetime,
    *,
    giver: AnswerLink | None = None,
    passed_on_by: str = "",
) -> AnswerLink:
    ends = _end_of(asked)
    return AnswerLink.objects.create(
        round=asked,
        institution_id=institution_ids()[wanted.institution],
        key=secrets.token_urlsafe(18),
        name=wanted.name.strip()[:200],
        email=wanted.email,
        language=wanted.language if wanted.language in {"de", "en"} else "de",
        measures=wanted.measures,
        given_by=giver,
        passed_on_by=passed_on_by,
        made_at=at,
        expires_at=min(ends, giver.expires_at) if giver else ends,
    )


def _log(link: AnswerLink, actor: str, act: str, *, institution: str) -> None:
    """On record without name, mail address and key: the record is never changed."""
    audit_record(
        actor=actor,
        act=act,
        subject=f"link:{link.pk}",
        details={
            "round": link.round.slug,
            "institution": institution,
            **({"measures": link.measures} if link.measures else {}),
        },
        is_write=False,
    )
