# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Remarks on an answer, questions of the office, and the replies."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.permissions import allows
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.steering.actors import LinkHolder, Respondent, called, respondent_key
from leitstand.steering.enums import RemarkKind
from leitstand.steering.errors import DutyNotFound, RemarkRefused
from leitstand.steering.models import Duty, Remark
from leitstand.steering.permissions import MANAGE_ROUNDS, PREPARE_ANSWER, require_answering
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.rows import duty_row
from leitstand.steering.services.answers import subject_key, subject_of

LONGEST = 4_000
MOST_OF_A_DUTY = 200


@transaction.atomic
def remark_add(
    *, respondent: Respondent, duty: int, text: str, now: dt.datetime | None = None
) -> int:
    """The remark stands with the duty, for the office and for who owes the answer."""
    return _said(RemarkKind.REMARK, text, by=respondent, duty=duty, at=now)


@transaction.atomic
def question_ask(*, actor: Respondent, duty: int, text: str, now: dt.datetime | None = None) -> int:
    """The office's question waits for a reply; while it does, the answer may be changed even
    during the review.
    """
    return _said(RemarkKind.QUESTION, text, by=actor, duty=duty, at=now, permission=MANAGE_ROUNDS)


@transaction.atomic
def question_reply(
    *, respondent: Respondent, question: int, text: str, now: dt.datetime | None = None
) -> int:
    """The reply stands below its question; accepting the answer, or the office, closes it."""
    asked = _question(question)
    if asked.closed_at is not None:
        raise RemarkRefused(_("Die Geschäftsstelle hat diese Rückfrage schon abgeschlossen."))
    return _said(
        RemarkKind.REPLY, text, by=respondent, duty=asked.duty_id, at=now, replies_to=asked
    )


@transaction.atomic
def question_close(*, actor: Respondent, question: int, now: dt.datetime | None = None) -> None:
    """The question no longer waits; closing it twice changes nothing."""
    take_turn()
    asked = _question(question)
    owed = duty_row(asked.duty_id)
    require_answering(actor, MANAGE_ROUNDS, subject_of(owed))
    if asked.closed_at is None:
        asked.closed_at = now or timezone.now()
        asked.save(update_fields=["closed_at"])
        _log(owed, actor, "question.close", asked)


def _said(
    kind: RemarkKind,
    text: str,
    *,
    by: Respondent,
    duty: int,
    at: dt.datetime | None,
    permission: str = PREPARE_ANSWER,
    replies_to: Remark | None = None,
) -> int:
    take_turn()
    owed = duty_row(duty)
    subject = subject_of(owed)
    require_answering(by, permission, subject)
    words = text.replace("\x00", "").strip()
    if not words:
        raise RemarkRefused(_("Bitte etwas schreiben."))
    if len(words) > LONGEST:
        raise RemarkRefused(_("Das sind mehr als 4000 Zeichen. Bitte kürzer fassen."))
    if owed.round.state not in TAKES_ANSWERS:
        raise RemarkRefused(_("Die Runde ist eingefroren und ändert sich nicht mehr."))
    if Remark.objects.filter(duty=owed).count() >= MOST_OF_A_DUTY:
        raise RemarkRefused(_("Zu dieser Aufgabe ist schon sehr viel gesagt. Bitte rufen Sie an."))
    made = Remark.objects.create(
        duty=owed,
        kind=kind,
        text=words,
        said_by=respondent_key(by),
        speaker=called(by)[:200],
        is_office=not isinstance(by, LinkHolder) and allows(by, MANAGE_ROUNDS, subject),
        said_at=at or timezone.now(),
        replies_to=replies_to,
    )
    _log(owed, by, f"{kind}.add", made)
    return made.pk


def _question(question: int) -> Remark:
    found = Remark.objects.filter(pk=question, kind=RemarkKind.QUESTION).first()
    if found is None:
        raise DutyNotFound(str(question))
    return found


def _log(owed: Duty, respondent: Respondent, act: str, remark: Remark) -> None:
    """On record without its words: those can be taken away one day, the record cannot."""
    audit_record(
        actor=respondent_key(respondent),
        act=act,
        subject=subject_key(subject_of(owed)),
        details={"remark": remark.pk},
        is_write=False,
    )
