# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Meetings of a body: planned, invited to, held, closed, published. Check, do, record."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.enums import MeetingState
from leitstand.committee.errors import MeetingNotFound, Refused
from leitstand.committee.models import AgendaItem, Meeting
from leitstand.committee.permissions import MANAGE_COMMITTEE
from leitstand.committee.rules.life import BEFORE_MEETING, Step, state_after
from leitstand.committee.rules.words import clean, too_far, too_long
from leitstand.committee.services.bodies import body_for_change, subject_of
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn


@dataclass(frozen=True, slots=True)
class WantedMeeting:
    """What the office says of a meeting before it takes place."""

    title_de: str
    held_on: dt.date
    title_en: str = ""
    starts_at: dt.time | None = None
    place: str = ""
    is_example: bool = False


@transaction.atomic
def meeting_plan(*, actor: Actor, body: str, wanted: WantedMeeting, submission: UUID) -> int:
    """The meeting is planned; returns its number, the known one where it was sent before."""
    found = body_for_change(actor, body)
    known = Meeting.objects.filter(submission=submission, body=found).first()
    if known is not None:
        return known.pk
    if problems := _problems(wanted):
        raise Refused(*problems)
    made = Meeting(body=found, submission=submission)
    made.is_example = wanted.is_example or found.is_example
    _write(made, wanted)
    _log(made, actor, "meeting.plan")
    return made.pk


@transaction.atomic
def meeting_change(*, actor: Actor, meeting: int, wanted: WantedMeeting) -> None:
    """The meeting says what is wanted of it, as long as it has not taken place."""
    found = meeting_for_change(actor, meeting)
    if found.state not in BEFORE_MEETING:
        raise Refused(not_now(found))
    if problems := _problems(wanted):
        raise Refused(*problems)
    _write(found, wanted)
    _log(found, actor, "meeting.change")


@transaction.atomic
def meeting_step(*, actor: Actor, meeting: int, step: Step, now: dt.datetime | None = None) -> None:
    """The meeting has gone one step further. ``now`` is given where the past is told.

    Raises ``Refused`` where the step is not possible, or something speaks against it.
    """
    found = meeting_for_change(actor, meeting)
    after = state_after(step, found.state)
    if after is None:
        raise Refused(not_now(found))
    at = now or timezone.now()
    if step in _BEFORE:
        _BEFORE[step](found, at)
    found.state = after
    match step:
        case Step.INVITE:
            found.invited_at = at
        case Step.HOLD:
            found.recorded_held_at = at
        case Step.CLOSE:
            found.closed_at = at
        case Step.PUBLISH:
            found.published_at = at
    found.save()
    _log(found, actor, step, is_write=step == Step.PUBLISH)


def _needs_agenda(found: Meeting, at: dt.datetime) -> None:
    if not AgendaItem.objects.filter(meeting=found).exists():
        raise Refused(_("Die Tagesordnung ist leer. Bitte zuerst etwas auf sie setzen."))


def _needs_its_day(found: Meeting, at: dt.datetime) -> None:
    if found.held_on > timezone.localdate(at):
        raise Refused(
            _("Die Sitzung ist erst am %(day)s. Bitte den Tag ändern, wenn sie früher war.")
            % {"day": found.held_on}
        )


_BEFORE: dict[Step, Callable[[Meeting, dt.datetime], None]] = {
    Step.INVITE: _needs_agenda,
    Step.HOLD: _needs_its_day,
}


def meeting_for_change(actor: Actor, meeting: int) -> Meeting:
    """The meeting, held until the transaction ends, for whoever runs its body."""
    take_turn()
    found = Meeting.objects.select_related("body__plan").filter(pk=meeting).first()
    if found is None:
        raise MeetingNotFound(str(meeting))
    require(actor, MANAGE_COMMITTEE, subject_of(found.body))
    return found


def not_now(found: Meeting) -> str:
    """Why nothing of that kind is possible in the state of the meeting."""
    return _("Das geht jetzt nicht: Die Sitzung vom %(day)s ist %(state)s.") % {
        "day": found.held_on,
        "state": MeetingState(found.state).label,
    }


def meeting_subject(meeting: Meeting) -> str:
    """How the record of acts calls a meeting."""
    return f"meeting:{meeting.body.plan.slug}/{meeting.body.slug}/{meeting.pk}"[:200]


def _problems(wanted: WantedMeeting) -> list[str]:
    problems = []
    if not clean(wanted.title_de):
        problems.append(_("Der Titel fehlt."))
    texts = (wanted.title_de, wanted.title_en, wanted.place)
    problems += [problem for text in texts if (problem := too_long(text, 200))]
    if problem := too_far(wanted.held_on, timezone.localdate()):
        problems.append(problem)
    return problems


def _write(found: Meeting, wanted: WantedMeeting) -> None:
    found.title_de, found.title_en = clean(wanted.title_de), clean(wanted.title_en)
    found.held_on, found.starts_at = wanted.held_on, wanted.starts_at
    found.place = clean(wanted.place)
    found.save()


def _log(found: Meeting, actor: Actor, act: str, *, is_write: bool = False) -> None:
    audit_record(actor=actor_key(actor), act=act, subject=meeting_subject(found), is_write=is_write)
