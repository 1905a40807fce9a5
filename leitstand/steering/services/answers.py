# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering: every way in which an answer comes in ends here.

An answer is never changed. Each saying is a new number, and whoever writes says which number they
had seen: so nobody overwrites what they do not know, and the same form sent twice is one answer.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.permissions import allows
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.plan.selectors import measure_keys
from leitstand.steering.actors import LinkHolder, Respondent, called, respondent_key
from leitstand.steering.answer import AnswerContent, missing_for_submission
from leitstand.steering.answer.merging import merged
from leitstand.steering.enums import AnswerWay, Progress, RoundState
from leitstand.steering.errors import AnswerOvertaken, AnswerRefused
from leitstand.steering.models import Answer, Attachment, Duty, Remark
from leitstand.steering.permissions import (
    MANAGE_ROUNDS,
    PREPARE_ANSWER,
    SUBMIT_ANSWER,
    DutySubject,
    acts_for_institution_itself,
    require_answering,
)
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.rows import duty_row, open_questions


@dataclass(frozen=True, slots=True)
class SavedAnswer:
    """The answer's number. ``is_new``: something was written; else it said so already."""

    number: int
    is_new: bool


@transaction.atomic
def answer_save(
    *,
    respondent: Respondent,
    duty: int,
    content: AnswerContent,
    seen: int,
    is_submitted: bool,
    way: AnswerWay,
    submission: UUID,
    now: dt.datetime | None = None,
) -> SavedAnswer:
    """The answer is kept, as a draft or handed in. ``seen`` is the number that the writer saw.

    What others said since is brought together with it where the two do not clash. Raises
    ``DutyNotFound``, ``NotPermitted``, :class:`AnswerRefused` and :class:`AnswerOvertaken`.
    """
    take_turn()
    owed = duty_row(duty)
    subject = subject_of(owed)
    require_answering(respondent, SUBMIT_ANSWER if is_submitted else PREPARE_ANSWER, subject)
    if (sent := Answer.objects.filter(submission=submission).first()) is not None:
        if sent.duty_id != owed.pk:
            raise AnswerRefused({"": _("Dieses Formular gehört nicht hierher. Bitte neu öffnen.")})
        return SavedAnswer(sent.number, is_new=False)
    _refuse_closed(owed, respondent, subject)
    content = _with_others(owed, content, seen)
    _refuse_unfit(owed, content, is_submitted=is_submitted)
    if _says_so_already(owed, content, is_submitted=is_submitted):
        return SavedAnswer(owed.number, is_new=False)
    saved = Answer.objects.create(
        duty=owed,
        number=owed.number + 1,
        base=seen,
        content=content.model_dump(mode="json"),
        is_submitted=is_submitted,
        way=_way(respondent, subject, way),
        said_by=respondent_key(respondent),
        speaker=called(respondent)[:200],
        said_at=now or timezone.now(),
        submission=submission,
    )
    owed.number = saved.number
    owed.draft = None if is_submitted else saved
    owed.answer = saved if is_submitted else owed.answer
    owed.save(update_fields=["number", "draft", "answer"])
    audit_record(
        actor=respondent_key(respondent),
        act="answer.submit" if is_submitted else "answer.draft",
        subject=subject_key(subject),
        details={"number": saved.number, "way": str(saved.way)},
        is_write=False,  # nobody reads it in public before the round is published
    )
    return SavedAnswer(saved.number, is_new=True)


@transaction.atomic
def answer_accept(*, actor: Respondent, duty: int, number: int) -> None:
    """The office takes the answer ``number`` as it is; its questions that were replied to are
    closed. Raises :class:`AnswerRefused` where a newer answer has come in meanwhile.
    """
    take_turn()
    owed = duty_row(duty)
    subject = subject_of(owed)
    require_answering(actor, MANAGE_ROUNDS, subject)
    if owed.round.state not in TAKES_ANSWERS:
        raise AnswerRefused({"": _("Die Runde ist eingefroren und ändert sich nicht mehr.")})
    if owed.answer is None or owed.answer.number != number:
        raise AnswerRefused({"": _("Inzwischen liegt eine andere Antwort vor. Bitte neu ansehen.")})
    owed.accepted = number
    owed.save(update_fields=["accepted"])
    replied = Remark.objects.filter(replies_to__duty=owed).values("replies_to")
    Remark.objects.filter(id__in=replied, closed_at__isnull=True).update(closed_at=timezone.now())
    audit_record(
        actor=respondent_key(actor),
        act="answer.accept",
        subject=subject_key(subject),
        details={"number": number},
        is_write=False,
    )


def subject_of(duty: Duty) -> DutySubject:
    """What the duty is to permissions; its round, plan and institution are read with it."""
    owner = duty.institution.slug if duty.institution else ""
    return DutySubject(duty.round.plan.slug, duty.round.slug, duty.measure, owner)


def subject_key(subject: DutySubject) -> str:
    """How the record names what was answered."""
    parts = (subject.plan, subject.round, subject.measure, subject.institution or "-")
    return f"answer:{'/'.join(parts)}"[:200]


def _refuse_closed(owed: Duty, respondent: Respondent, subject: DutySubject) -> None:
    state = owed.round.state
    if state == RoundState.OPEN:
        return
    if state == RoundState.REVIEW:
        is_asked = Remark.objects.filter(open_questions(), duty=owed).exists()
        is_office = not isinstance(respondent, LinkHolder) and allows(
            respondent, MANAGE_ROUNDS, subject
        )
        if is_asked or is_office:
            return
    words = {
        RoundState.DRAFT: _("Die Runde ist noch nicht offen."),
        RoundState.REVIEW: _("Die Runde ist geschlossen; die Geschäftsstelle sieht sie durch."),
    }
    frozen = _("Die Runde ist eingefroren und ändert sich nicht mehr.")
    raise AnswerRefused({"": words.get(RoundState(state), frozen)})


def _with_others(owed: Duty, content: AnswerContent, seen: int) -> AnswerContent:
    """The content together with what others said since ``seen``."""
    if seen == owed.number:
        return content
    if not 0 <= seen < owed.number:
        raise AnswerRefused({"": _("Dieses Formular gehört nicht hierher. Bitte neu öffnen.")})
    known = dict(
        Answer.objects.filter(duty=owed, number__in=(seen, owed.number)).values_list(
            "number", "content"
        )
    )
    base = AnswerContent.model_validate(known.get(seen, {}))
    theirs = AnswerContent.model_validate(known[owed.number])
    found = merged(base, content, theirs)
    if found.clashes:
        raise AnswerOvertaken(found.content, theirs, found.clashes, owed.number)
    return found.content


def _refuse_unfit(owed: Duty, content: AnswerContent, *, is_submitted: bool) -> None:
    problems = missing_for_submission(content) if is_submitted else {}
    if content.state == Progress.MERGED and content.merged_into:
        plan = owed.round.plan.slug
        known = measure_keys(plan, day=owed.round.reporting_on)
        if content.merged_into == owed.measure or content.merged_into not in known:
            problems["merged_into"] = _(
                "Der Plan hat keine andere Maßnahme mit dieser Kennung: %s"
            ) % (content.merged_into)
    files = {one.attachment for one in content.evidence if one.attachment is not None}
    if files and files - set(
        Attachment.objects.filter(duty=owed, id__in=files).values_list("id", flat=True)
    ):
        problems["evidence"] = _("Ein Nachweis verweist auf eine Datei, die nicht hier liegt.")
    if problems:
        raise AnswerRefused(problems)


def _says_so_already(owed: Duty, content: AnswerContent, *, is_submitted: bool) -> bool:
    latest = owed.draft or owed.answer
    return (
        latest is not None
        and latest.is_submitted == is_submitted
        and AnswerContent.model_validate(latest.content) == content
    )


def _way(respondent: Respondent, subject: DutySubject, way: AnswerWay) -> AnswerWay:
    """The office answers on behalf, in whichever way; everybody else speaks for themselves."""
    if isinstance(respondent, LinkHolder) or acts_for_institution_itself(respondent, subject):
        return way
    return AnswerWay.BEHALF
