# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's worklist of a round: what waits, why, and what helps."""

import datetime as dt
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_instant
from leitstand.steering.enums import LetterState
from leitstand.steering.models import AnswerLink, Contact, Letter
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.judging import (
    Judged,
    deadlines_of,
    earlier_answers,
    judged,
)
from leitstand.steering.selectors.rounds import DutyLine, RoundView, round_view


class Waiting(TextChoices):
    """A list on the desk. An entry can stand on several; the values stand in addresses."""

    LATE = "ueberfaellig", _("Frist vorbei")
    UNINVITED = "ohne-link", _("nicht eingeladen")
    UNOPENED = "ungeoeffnet", _("Link nicht geöffnet")
    OPENED = "geoeffnet", _("Link geöffnet")
    DRAFT = "entwurf", _("angefangen")
    CONTRADICTORY = "widerspruch", _("widersprüchlich")
    SLIPPING = "verzoegert", _("Termin verschoben")
    LEADERLESS = "ohne-federfuehrung", _("ohne Federführung")
    QUESTION = "rueckfrage", _("Rückfrage offen")
    REPLIED = "rueckantwort", _("Rückfrage beantwortet")
    BOUNCED = "unzustellbar", _("Mail kam nicht an")
    NO_CONTACT = "ohne-kontakt", _("kein Kontakt")
    TO_ACCEPT = "durchsicht", _("durchzusehen")
    ACCEPTED = "angenommen", _("angenommen")


class Help(TextChoices):
    """The one act that helps an entry on."""

    LEAD = "lead", _("Federführung klären")
    CONTACT = "contact", _("Kontakt anlegen")
    MEND = "mend", _("Kontakt ändern")
    LINK = "link", _("Link geben")
    REMIND = "remind", _("Erinnern")
    REVIEW = "review", _("Durchsehen")
    LOOK = "look", _("Ansehen")


SILENT = (Waiting.UNINVITED, Waiting.UNOPENED, Waiting.OPENED, Waiting.DRAFT)


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the office has come to an institution in the round.

    ``measures`` is what a link is limited to, empty for all. ``opened_at`` is None for never.
    """

    measures: frozenset[str]
    opened_at: dt.datetime | None
    has_bounced: bool


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One duty on the desk, with the lists that it stands on.

    ``judged`` is None where nothing was answered. ``opened_at`` is the last opening of a link.
    """

    line: DutyLine
    lists: frozenset[Waiting]
    judged: Judged | None
    opened_at: dt.datetime | None

    @property
    def help(self) -> Help:
        """What helps most."""
        if Waiting.LEADERLESS in self.lists:
            return Help.LEAD
        if self.line.is_answered:
            return Help.LOOK if Waiting.ACCEPTED in self.lists else Help.REVIEW
        for waiting, act in (
            (Waiting.BOUNCED, Help.MEND),
            (Waiting.NO_CONTACT, Help.CONTACT),
            (Waiting.UNINVITED, Help.LINK),
        ):
            if waiting in self.lists:
                return act
        return Help.REMIND


@dataclass(frozen=True, slots=True)
class GroupAnswers:
    """Who of a leading group has answered about one measure."""

    group: str
    label: str
    measure: str
    answered: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Worklist:
    """Everything on the desk for one round."""

    view: RoundView
    items: tuple[WorkItem, ...]

    @cached_property
    def counts(self) -> Counter[Waiting]:
        """How many entries stand on each list."""
        return Counter(waiting for item in self.items for waiting in item.lists)

    @cached_property
    def unreachable(self) -> tuple[str, ...]:
        """The institutions for which no contact is known, or whose only one bounces."""
        lost = {Waiting.NO_CONTACT, Waiting.BOUNCED}
        found = {
            item.line.institution.label
            for item in self.items
            if item.line.institution and item.lists & lost and not item.line.is_answered
        }
        return tuple(sorted(found))

    @cached_property
    def groups(self) -> tuple[GroupAnswers, ...]:
        """Every measure that a group leads, with who of its members has answered."""
        found: dict[tuple[str, str, str], list[WorkItem]] = {}
        for item in self.items:
            if item.line.via:
                key = (item.line.via.slug, item.line.measure.key, item.line.limits)
                found.setdefault(key, []).append(item)
        return tuple(
            GroupAnswers(
                items[0].line.via.label if items[0].line.via else "",
                items[0].line.measure.label,
                key,
                tuple(_who(one) for one in items if one.line.is_answered),
                tuple(_who(one) for one in items if not one.line.is_answered),
            )
            for (_via, key, _limits), items in found.items()
        )


def worklist(slug: str, *, language: Language, today: dt.date | None = None) -> Worklist:
    """The round as the office works on it; 10 statements, one more in English.

    Raises ``RoundNotFound``.
    """
    day = today or timezone.localdate()
    view = round_view(slug, language=language)
    card = view.card
    around = _Around(
        is_late=card.due_on < day and card.state in TAKES_ANSWERS,
        reaches=_reaches(card.id),
        contacts=_contacts(),
        verdicts=judged(view, earlier_answers(card), on=day, deadlines=deadlines_of(view.frame)),
    )
    return Worklist(view, tuple(_item(line, around) for line in view.duties))


@dataclass(frozen=True, slots=True)
class _Around:
    """What is known around the duties of a round."""

    is_late: bool
    reaches: Mapping[str, list[Reach]]
    contacts: Mapping[str, bool]
    verdicts: Mapping[int, Judged]


def _item(line: DutyLine, around: _Around) -> WorkItem:
    """A duty with the lists on which it stands."""
    if line.institution is None:
        return WorkItem(line, frozenset({Waiting.LEADERLESS}), None, None)
    own = around.reaches.get(line.institution.slug, [])
    reach = [one for one in own if not one.measures or line.measure.key in one.measures]
    known = around.verdicts.get(line.id)
    has_reply = line.replies > 0
    found: list[Waiting] = []
    if line.questions:
        found.append(Waiting.REPLIED if has_reply else Waiting.QUESTION)
    if line.is_answered:
        found += _answered(line, known, waits=not line.questions or has_reply)
    else:
        found += _unanswered(line, reach, around)
    opened = max((one.opened_at for one in reach if one.opened_at), default=None)
    return WorkItem(line, frozenset(found), known, opened)


def _answered(line: DutyLine, known: Judged | None, *, waits: bool) -> Iterator[Waiting]:
    if known and known.contradictions:
        yield Waiting.CONTRADICTORY
    if known and known.is_slipping:
        yield Waiting.SLIPPING
    if line.draft is not None:
        yield Waiting.DRAFT
    if line.is_accepted:
        yield Waiting.ACCEPTED
    elif waits:
        yield Waiting.TO_ACCEPT


def _unanswered(line: DutyLine, reach: list[Reach], around: _Around) -> Iterator[Waiting]:
    if around.is_late:
        yield Waiting.LATE
    yield _silence(line, reach)
    arrives = around.contacts.get(line.institution.slug) if line.institution else None
    if arrives is None and not reach:
        yield Waiting.NO_CONTACT
    if arrives is False or any(one.has_bounced for one in reach):
        yield Waiting.BOUNCED


def _silence(line: DutyLine, reach: list[Reach]) -> Waiting:
    """How far somebody came who has not answered yet."""
    if line.draft is not None:
        return Waiting.DRAFT
    if not reach:
        return Waiting.UNINVITED
    if any(one.opened_at for one in reach):
        return Waiting.OPENED
    return Waiting.UNOPENED


def _reaches(round_id: int) -> dict[str, list[Reach]]:
    """The links of the round that hold, by institution; one statement."""
    found: dict[str, list[Reach]] = {}
    for slug, measures, opened, has_bounced in answers(_links, round_id=round_id):
        opened_at = as_instant(opened)
        found.setdefault(slug, []).append(
            Reach(frozenset(json.loads(measures)), opened_at, has_bounced and opened_at is None)
        )
    return found


def _links(*, day: None, round_id: int) -> QuerySet[Any, Any]:
    failed = Letter.objects.filter(
        link=OuterRef("pk"), state__in=(LetterState.BOUNCED, LetterState.FAILED)
    )
    return (
        AnswerLink.objects.filter(round_id=round_id, revoked_at__isnull=True)
        .annotate(has_bounced=Exists(failed))
        .order_by("id")
        .values_list("institution__slug", "measures", "opened_at", "has_bounced")
    )


def _contacts() -> dict[str, bool]:
    """Who has a contact, and whether mail arrives at one of them; one statement."""
    found: dict[str, bool] = {}
    for slug, bounced_at in answers(_people):
        found[slug] = found.get(slug, False) or bounced_at is None
    return found


def _people(*, day: None) -> QuerySet[Any, Any]:
    rows = Contact.objects.filter(is_active=True).order_by()
    return rows.values_list("institution__slug", "bounced_at")


def _who(item: WorkItem) -> str:
    return item.line.institution.label if item.line.institution else ""
