# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""At which desk somebody answers: behind a personal link, or signed in. All else is the same."""

from dataclasses import dataclass

from django.http import Http404
from django.utils.translation import gettext as _

from leitstand.core.accounts.services import knock_record
from leitstand.core.languages import reader_language
from leitstand.core.permissions import NotPermitted, allows
from leitstand.steering.actors import LinkHolder, Respondent, respondent_key
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import DutyNotFound
from leitstand.steering.permissions import (
    MANAGE_ROUNDS,
    PREPARE_ANSWER,
    SUBMIT_ANSWER,
    DutySubject,
    acts_for_institution_itself,
    opens,
    require_answering,
)
from leitstand.steering.selectors.desk import DutyDesk, duty_desk, duty_place
from leitstand.ui.addresses import address
from leitstand.ui.tables import Link


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers, and where their pages stand. ``key`` is the link's, "" for an account."""

    respondent: Respondent
    key: str = ""

    @property
    def is_link(self) -> bool:
        """Whether somebody answers by a personal link."""
        return isinstance(self.respondent, LinkHolder)

    @property
    def start(self) -> Link:
        """Back to what is owed."""
        words = _("Ihre Antworten") if self.is_link else _("Meine Aufgaben")
        return Link(words, self.href("start"))

    def href(self, name: str, **parts: int | str) -> str:
        """The address of one of the pages for answering, at this desk."""
        given = {part: str(value) for part, value in parts.items()}
        if self.is_link:
            return address(f"steering:answer-{name}", key=self.key, **given)
        return address(f"steering:desk-{name}", **given)

    def may(self, permission: str, subject: DutySubject) -> bool:
        """Whether the respondent may do that with the duty."""
        if isinstance(self.respondent, LinkHolder):
            return permission in {PREPARE_ANSWER, SUBMIT_ANSWER} and opens(self.respondent, subject)
        return allows(self.respondent, permission, subject)


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A duty that lies open before somebody who may see it.

    ``takes_answers``: the round takes one from them now. ``is_on_behalf``: they answer for an
    institution that is not theirs.
    """

    desk: Desk
    duty: DutyDesk
    subject: DutySubject
    may_submit: bool
    takes_answers: bool
    is_on_behalf: bool

    @property
    def id(self) -> int:
        """The duty's number."""
        return self.duty.line.id

    def href(self, name: str, **parts: int | str) -> str:
        """The address of one of the pages of this duty."""
        return self.desk.href(name, duty=self.id, **parts)


def seen_subject(desk: Desk, duty: int) -> DutySubject:
    """The duty as permissions know it. 404 where it is not there, or not for this desk: neither
    can be told from the other, and the second goes on record.
    """
    try:
        place = duty_place(duty)
    except DutyNotFound:
        raise Http404(_("Diese Aufgabe gibt es nicht.")) from None
    subject = DutySubject(place.plan, place.round, place.measure, place.institution)
    try:
        require_answering(desk.respondent, PREPARE_ANSWER, subject)
    except NotPermitted:
        knock_record(
            actor=respondent_key(desk.respondent),
            act="answer.refused",
            subject=f"duty:{duty}",
            is_counted_by_subject=False,
        )
        raise Http404(_("Diese Aufgabe gibt es nicht.")) from None
    return subject


def opened(desk: Desk, duty: int) -> OpenDuty:
    """The duty with all that belongs to it, for who may see it; else 404."""
    subject = seen_subject(desk, duty)
    try:
        found = duty_desk(duty, language=reader_language())
    except DutyNotFound:
        raise Http404(_("Diese Aufgabe gibt es nicht.")) from None
    is_office = desk.may(MANAGE_ROUNDS, subject)
    state = found.view.card.state
    is_own = desk.is_link or acts_for_institution_itself(desk.respondent, subject)
    return OpenDuty(
        desk,
        found,
        subject,
        desk.may(SUBMIT_ANSWER, subject),
        state == RoundState.OPEN
        or (state == RoundState.REVIEW and (is_office or bool(found.open_questions))),
        not is_own,
    )
