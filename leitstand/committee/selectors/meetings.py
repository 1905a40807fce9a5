# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Meetings with their agenda, papers, decisions and orders."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from leitstand.committee.enums import MeetingState
from leitstand.committee.errors import MeetingNotFound, PaperNotFound
from leitstand.committee.models import AgendaItem, Meeting, Paper
from leitstand.committee.rules.life import BEFORE_MEETING
from leitstand.committee.selectors.bodies import BodyCard, body_from
from leitstand.core.languages import Language


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting as a list shows it."""

    id: int
    body: BodyCard
    title: str
    held_on: dt.date
    starts_at: dt.time | None
    place: str
    state: str
    is_example: bool
    closed_at: dt.datetime | None
    published_at: dt.datetime | None

    @property
    def is_before(self) -> bool:
        """Whether it has not taken place yet."""
        return self.state in BEFORE_MEETING


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item of an agenda, counted from 1. ``proposal`` has a title, ``order`` a name."""

    id: int
    number: int
    kind: str
    title: str
    text: str
    measures: tuple[str, ...]
    proposal: tuple[int, str] | None
    order: tuple[int, str] | None


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper without its bytes. ``item`` is the row of the item it belongs to."""

    id: int
    item: int | None
    title: str
    name: str
    media_type: str
    size: int
    sha256: str

    @property
    def label(self) -> str:
        """Its title, or the name of its file."""
        return self.title or self.name


@dataclass(frozen=True, slots=True)
class ItemWords:
    """What the office wrote of an item in both languages, to be changed."""

    id: int
    meeting: int
    kind: str
    title_de: str
    title_en: str
    text_de: str
    text_en: str
    measures: tuple[str, ...]
    proposal: int | None
    order: int | None


@dataclass(frozen=True, slots=True)
class PaperFile:
    """A paper with its bytes, and the meeting that it belongs to."""

    meeting: int
    name: str
    media_type: str
    sha256: str
    content: bytes


def meeting_cards(
    where: Q, *, language: Language, limit: int | None = None, is_soonest_first: bool = False
) -> tuple[MeetingCard, ...]:
    """The meetings that meet ``where``, newest first; one statement."""
    order = ("held_on", "id") if is_soonest_first else ("-held_on", "-id")
    rows = _rows(Meeting.objects.filter(where).order_by(*order), language)
    return tuple(_card(row, language) for row in (rows[:limit] if limit else rows))


def meeting_card(meeting: int, *, language: Language) -> MeetingCard:
    """One of them. Raises ``MeetingNotFound``."""
    found = meeting_cards(Q(id=meeting), language=language)
    if not found:
        raise MeetingNotFound(str(meeting))
    return found[0]


def upcoming(plan: str, *, today: dt.date) -> Q:
    """The meetings about a plan that are still to come."""
    return Q(body__plan__slug=plan, state__in=list(BEFORE_MEETING), held_on__gte=today)


def meeting_titles(meeting: int) -> tuple[str, str]:
    """The titles in both languages, to be changed; one statement."""
    row = Meeting.objects.filter(id=meeting).values_list("title_de", "title_en").first()
    if row is None:
        raise MeetingNotFound(str(meeting))
    return str(row[0]), str(row[1])


def item_lines(meeting: int, *, language: Language) -> tuple[ItemLine, ...]:
    """The agenda in order; one statement."""
    rows = (
        AgendaItem.objects.filter(meeting_id=meeting)
        .order_by("position")
        .values_list(
            "id",
            "kind",
            f"title_{language}",
            "title_de",
            f"text_{language}",
            "text_de",
            "measures",
            "proposal_id",
            "proposal__title",
            "order_id",
            "order__decision__number",
            "order__number",
        )
    )
    return tuple(
        ItemLine(
            row_id,
            number,
            kind,
            title or title_de,
            text or text_de,
            tuple(measures),
            (proposal, proposal_title) if proposal else None,
            (order, f"{decision}-{order_number}") if order else None,
        )
        for number, (
            row_id,
            kind,
            title,
            title_de,
            text,
            text_de,
            measures,
            proposal,
            proposal_title,
            order,
            decision,
            order_number,
        ) in enumerate(rows, start=1)
    )


def item_words(item: int) -> ItemWords | None:
    """One item as it was written; one statement."""
    row = (
        AgendaItem.objects.filter(id=item)
        .values_list(
            "id",
            "meeting_id",
            "kind",
            "title_de",
            "title_en",
            "text_de",
            "text_en",
            "measures",
            "proposal_id",
            "order_id",
        )
        .first()
    )
    return ItemWords(*row[:7], tuple(row[7]), *row[8:]) if row else None


def paper_lines(meeting: int) -> tuple[PaperLine, ...]:
    """The papers of a meeting without their bytes; one statement."""
    rows = Paper.objects.filter(meeting_id=meeting).order_by("id")
    columns = ("id", "item_id", "title", "name", "media_type", "size", "sha256")
    return tuple(PaperLine(*row) for row in rows.values_list(*columns))


def paper_file(paper: int) -> PaperFile:
    """A paper with its bytes; one statement. Raises ``PaperNotFound``."""
    row = (
        Paper.objects.filter(id=paper)
        .values_list("meeting_id", "name", "media_type", "sha256", "content")
        .first()
    )
    if row is None:
        raise PaperNotFound(str(paper))
    return PaperFile(row[0], row[1], row[2], row[3], bytes(row[4]))


def _rows(found: QuerySet[Meeting], language: Language) -> QuerySet[Meeting, tuple[Any, ...]]:
    return found.values_list(
        "id",
        f"title_{language}",
        "title_de",
        "held_on",
        "starts_at",
        "place",
        "state",
        "is_example",
        "closed_at",
        "published_at",
        "body_id",
        "body__slug",
        "body__plan__slug",
        f"body__name_{language}",
        "body__short",
        "body__kind",
        f"body__rule_{language}",
        "body__institution__slug",
        "body__is_example",
    )


def _card(row: tuple[Any, ...], language: Language) -> MeetingCard:
    row_id, title, title_de, held_on, starts_at, place, state, is_example = row[:8]
    return MeetingCard(
        row_id,
        body_from(row[10:]),
        title or title_de,
        held_on,
        starts_at,
        place,
        MeetingState(state).value,
        is_example,
        row[8],
        row[9],
    )
