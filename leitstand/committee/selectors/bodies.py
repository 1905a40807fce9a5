# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Bodies, and who sat in them on a day."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from leitstand.committee.enums import SeatRole
from leitstand.committee.errors import BodyNotFound
from leitstand.committee.models import Body, Seat
from leitstand.core.languages import Language


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body. ``label`` is its shortest name; ``institution`` what the plan calls it, or ""."""

    id: int
    slug: str
    plan: str
    name: str
    short: str
    kind: str
    rule: str
    institution: str
    is_example: bool

    @property
    def body(self) -> str:
        """Its slug, as permissions ask for it."""
        return self.slug

    @property
    def label(self) -> str:
        """The shortest name."""
        return self.short or self.name


@dataclass(frozen=True, slots=True)
class SeatLine:
    """Somebody's seat. ``institution`` is a slug, "" for a function alone."""

    id: int
    role: str
    institution: str
    called: str
    function: str
    valid_from: dt.date
    valid_to: dt.date | None

    @property
    def who(self) -> str:
        """Institution and function in one line."""
        return ", ".join(one for one in (self.function, self.called) if one)

    def is_held_on(self, day: dt.date) -> bool:
        """Whether the seat is held on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def body_cards(
    *, language: Language, plan: str = "", slug: str = "", ids: tuple[int, ...] | None = None
) -> tuple[BodyCard, ...]:
    """The bodies, of one plan or all, in the order in which they were made; one statement."""
    rows = Body.objects.order_by("id")
    if plan:
        rows = rows.filter(plan__slug=plan)
    if slug:
        rows = rows.filter(slug=slug)
    if ids is not None:
        rows = rows.filter(id__in=ids)
    return tuple(
        body_from(row)
        for row in rows.values_list(
            "id",
            "slug",
            "plan__slug",
            f"name_{language}",
            "short",
            "kind",
            f"rule_{language}",
            "institution__slug",
            "is_example",
        )
    )


def body_from(row: Sequence[Any]) -> BodyCard:
    """The card of a row with the columns of :func:`body_cards`."""
    row_id, slug, plan, name, short, kind, rule, institution, is_example = row
    return BodyCard(row_id, slug, plan, name, short, kind, rule, institution or "", is_example)


def body_card(slug: str, *, language: Language) -> BodyCard:
    """One of them. Raises ``BodyNotFound``."""
    found = body_cards(language=language, slug=slug)
    if not found:
        raise BodyNotFound(slug)
    return found[0]


@dataclass(frozen=True, slots=True)
class BodyWords:
    """What the office wrote of a body, in both languages, to be changed."""

    name_de: str
    name_en: str
    short: str
    kind: str
    rule_de: str
    rule_en: str
    institution: str


def body_words(slug: str) -> BodyWords:
    """One statement. Raises ``BodyNotFound``."""
    columns = ("name_de", "name_en", "short", "kind", "rule_de", "rule_en", "institution__slug")
    row = Body.objects.filter(slug=slug).values_list(*columns).first()
    if row is None:
        raise BodyNotFound(slug)
    name_de, name_en, short, kind, rule_de, rule_en, institution = row
    return BodyWords(name_de, name_en, short, kind, rule_de, rule_en, institution or "")


def seat_lines(body: int, *, language: Language, on: dt.date | None = None) -> tuple[SeatLine, ...]:
    """Who sits, or sat, in the body; only on ``on`` where it is given. One statement.

    Chairs first, then members, then guests, each in the order in which they were entered.
    """
    rows = Seat.objects.filter(body_id=body)
    if on is not None:
        rows = rows.filter(valid_from__lte=on).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        )
    found = [
        SeatLine(
            row_id,
            role,
            slug or "",
            (abbreviation or short or name or ""),
            function or function_de,
            start,
            end,
        )
        for row_id, role, slug, abbreviation, short, name, function, function_de, start, end in (
            rows.order_by("id").values_list(
                "id",
                "role",
                "institution__slug",
                "institution__abbreviation",
                f"institution__short_{language}",
                f"institution__name_{language}",
                f"function_{language}",
                "function_de",
                "valid_from",
                "valid_to",
            )
        )
    ]
    places = {role: place for place, role in enumerate(SeatRole.values)}
    return tuple(sorted(found, key=lambda one: (places[one.role], one.id)))
