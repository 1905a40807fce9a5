# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's worklist of a round: what waits, why, and what helps."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitstand.core.languages import Language
from leitstand.steering.enums import LetterState, RemarkKind, RoundState
from leitstand.steering.models import AnswerLink, Contact, Letter, Remark
from leitstand.steering.selectors.judging import Judged, earlier_answers, judged
from leitstand.steering.selectors.rounds import DutyLine, RoundView, round_view


class Waiting(TextChoices):
    """A list on the desk. An entry can stand on several; the values stand in addresses."""

    LATE = "ueberfaellig", _("Frist vorbei, keine Antwort")
    UNINVITED = "ohne-link", _("noch nicht eingeladen")
    UNOPENED = "ungeoeffnet", _("Link nie geöffnet")
    OPENED = "geoeffnet", _("Link geöffnet, nichts eingetragen")
    DRAFT = "entwurf", _("angefangen, nicht eingereicht")
    CONTRADICTORY = "widerspruch", _("widersprüchlich")
    SLIPPING = "verzoegert", _("Termine verschoben")
    LEADERLESS = "ohne-federfuehrung", _("ohne Federführung")
    QUESTION = "rueckfrage", _("Rückfrage offen")
    REPLIED = "rueckantwort", _("auf die Rückfrage geantwortet")
    BOUNCED = "unzustellbar", _("Mail kam nicht an")
    NO_CONTACT = "ohne-kontakt", _("kein Kontakt hinterlegt")
    TO_ACCEPT = "durchsicht", _("eingereicht, wartet auf Durchsicht")
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
    reaches = _reaches(view.card.id)
    contacts = _contacts()
    replied = _replied(view.card.id)
    verdicts = judged(view, earlier_answers(view.card), on=day)
    items = []
    for line in view.duties:
        reach = _reach(line, reaches)
        known = verdicts.get(line.id)
        items.append(
            WorkItem(
                line,
                frozenset(_lists(view, line, reach, contacts, replied, known, day)),
                known,
                max((one.opened_at for one in reach if one.opened_at), default=None),
            )
        )
    return Worklist(view, tuple(items))


def _lists(
    view: RoundView,
    line: DutyLine,
    reach: list[Reach],
    contacts: Mapping[str, bool],
    replied: frozenset[int],
    known: Judged | None,
    day: dt.date,
) -> list[Waiting]:
    """The lists on which a duty stands."""
    if line.institution is None:
        return [Waiting.LEADERLESS]
    found: list[Waiting] = []
    if line.questions:
        found.append(Waiting.REPLIED if line.id in replied else Waiting.QUESTION)
    if not line.is_answered:
        if view.card.due_on < day and view.card.state in {RoundState.OPEN, RoundState.REVIEW}:
            found.append(Waiting.LATE)
        found.append(_silence(line, reach))
        is_lost = any(one.has_bounced for one in reach)
        if line.institution.slug not in contacts:
            if not reach:
                found.append(Waiting.NO_CONTACT)
        elif not contacts[line.institution.slug]:
            is_lost = True
        if is_lost:
            found.append(Waiting.BOUNCED)
        return found
    if known and known.contradictions:
        found.append(Waiting.CONTRADICTORY)
    if known and known.is_slipping:
        found.append(Waiting.SLIPPING)
    if line.is_accepted:
        found.append(Waiting.ACCEPTED)
    elif not line.questions or line.id in replied:
        found.append(Waiting.TO_ACCEPT)
    if line.draft is not None:
        found.append(Waiting.DRAFT)
    return found


def _silence(line: DutyLine, reach: list[Reach]) -> Waiting:
    """How far somebody came who has not answered yet."""
    if line.draft is not None:
        return Waiting.DRAFT
    if not reach:
        return Waiting.UNINVITED
    if any(one.opened_at for one in reach):
        return Waiting.OPENED
    return Waiting.UNOPENED


def _reach(line: DutyLine, reaches: Mapping[str, list[Reach]]) -> list[Reach]:
    own = reaches.get(line.institution.slug, []) if line.institution else []
    return [one for one in own if not one.measures or line.measure.key in one.measures]


def _reaches(round_id: int) -> dict[str, list[Reach]]:
    """The links of the round that hold, by institution; one statement."""
    failed = Letter.objects.filter(
        link=OuterRef("pk"), state__in=(LetterState.BOUNCED, LetterState.FAILED)
    )
    rows = (
        AnswerLink.objects.filter(round_id=round_id, revoked_at__isnull=True)
        .annotate(has_bounced=Exists(failed))
        .order_by("id")
        .values_list("institution__slug", "measures", "opened_at", "has_bounced")
    )
    found: dict[str, list[Reach]] = {}
    for slug, measures, opened_at, has_bounced in rows:
        found.setdefault(slug, []).append(
            Reach(frozenset(measures), opened_at, has_bounced and opened_at is None)
        )
    return found


def _contacts() -> dict[str, bool]:
    """Who has a contact, and whether mail arrives at one of them; one statement."""
    found: dict[str, bool] = {}
    rows = Contact.objects.filter(is_active=True).order_by()
    for slug, bounced_at in rows.values_list("institution__slug", "bounced_at"):
        found[slug] = found.get(slug, False) or bounced_at is None
    return found


def _replied(round_id: int) -> frozenset[int]:
    """The duties whose open question has a reply; one statement."""
    rows = Remark.objects.filter(
        duty__round_id=round_id,
        kind=RemarkKind.REPLY,
        replies_to__closed_at__isnull=True,
    )
    return frozenset(rows.order_by().values_list("duty_id", flat=True))


def _who(item: WorkItem) -> str:
    return item.line.institution.label if item.line.institution else ""
