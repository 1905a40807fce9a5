# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reading institutions."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Q, QuerySet

from leitstand.core.enums import InstitutionKind
from leitstand.core.history import rows_as_of
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.languages import Language
from leitstand.core.models import AuditEvent, DataVersion, Institution, InstitutionName, Membership
from leitstand.core.prepared import answers
from leitstand.core.records import Identities, Records, read


@dataclass(frozen=True, slots=True)
class InstitutionBrief:
    """What a list shows of an institution: ``label`` is its shortest name."""

    slug: str
    kind: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class NameLine:
    """One name of an institution, with where and when it holds."""

    text: str
    kind: str
    lines: tuple[int, int] | None
    valid_from: dt.date | None
    valid_to: dt.date | None
    is_assumed: bool


@dataclass(frozen=True, slots=True)
class MemberLine:
    """One membership seen from either side: ``slug`` and ``label`` are of the other institution."""

    slug: str
    label: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    basis: str
    is_group: bool


@dataclass(frozen=True, slots=True)
class InstitutionCard:
    """An institution with its names, members and groups."""

    id: int
    slug: str
    kind: str
    label: str
    name: str
    note: str
    part_of: InstitutionBrief | None
    names: tuple[NameLine, ...]
    members: tuple[MemberLine, ...]
    groups: tuple[MemberLine, ...]


def institution_records(
    identities: Identities, *, slugs: Collection[str] | None, day: dt.date | None = None
) -> Records:
    """The records of the institutions called ``slugs`` (all for ``None``); 4 statements at most.

    ``identities`` knows *every* institution afterwards, so that references can be resolved.
    """
    everyone = rows_as_of(Institution, day).order_by("id").values_list("id", "slug")
    identities.ids.setdefault("institution", {})
    for row_id, slug in everyone:
        identities.learn("institution", (slug,), row_id)
    chosen = None
    if slugs is not None:
        known = identities.ids["institution"]
        chosen = [known[(slug,)] for slug in slugs if (slug,) in known]
    filters = {}
    if chosen is not None:
        filters = {
            "institution": Q(id__in=chosen),
            "institution_name": Q(institution_id__in=chosen),
            "membership": Q(group_id__in=chosen),
        }
    return read(INSTITUTION_TABLES, identities, day=day, filters=filters)


def institution_briefs(
    ids: Collection[int] | None, *, language: Language, day: dt.date | None = None
) -> dict[int, InstitutionBrief]:
    """Institutions by row number; one statement."""
    found = (
        answers(_all_briefs, language, day=day)
        if ids is None
        else answers(_briefs, language, day=day, ids=list(ids))
    )
    return {
        row_id: InstitutionBrief(slug, kind, abbreviation or short or name, name)
        for row_id, slug, kind, abbreviation, short, name in found
    }


def institution_labels(slugs: Collection[str], *, language: Language) -> dict[str, str]:
    """The shortest names of institutions by slug; one statement."""
    rows = Institution.objects.filter(slug__in=list(slugs)).values_list(
        "slug", "abbreviation", f"short_{language}", f"name_{language}"
    )
    return {slug: abbreviation or short or name for slug, abbreviation, short, name in rows}


def institution_ids() -> dict[str, int]:
    """The row number of every institution by its slug; one statement."""
    return dict(answers(_institution_ids))


def institution_slugs() -> dict[int, str]:
    """The slug of every institution by its row number; one statement."""
    return {row_id: slug for slug, row_id in institution_ids().items()}


def _institution_ids(*, day: None) -> QuerySet[Any, Any]:
    return Institution.objects.values_list("slug", "id")


def group_members(*, day: dt.date) -> dict[int, tuple[int, ...]]:
    """Who belongs to each group on ``day``, as far as is known today; one statement.

    Row numbers in printed order. A group within a group stands for its own members; a group of
    which nobody is a member on the day is left out.
    """
    held = (
        Membership.objects.filter(group__kind=InstitutionKind.GROUP)
        .filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .order_by("group_id", "position", "id")
        .values_list("group_id", "member_id")
    )
    direct: dict[int, list[int]] = {}
    for group, member in held:
        direct.setdefault(group, []).append(member)

    def reached(group: int, above: frozenset[int]) -> list[int]:
        return [
            one
            for member in direct[group]
            if member not in above
            for one in (reached(member, above | {member}) if member in direct else [member])
        ]

    return {group: tuple(dict.fromkeys(reached(group, frozenset({group})))) for group in direct}


def _all_briefs(language: Language, *, day: dt.date | None) -> QuerySet[Any, Any]:
    return rows_as_of(Institution, day).values_list(
        "id", "slug", "kind", "abbreviation", f"short_{language}", f"name_{language}"
    )


def _briefs(language: Language, *, day: dt.date | None, ids: list[int]) -> QuerySet[Any, Any]:
    return _all_briefs(language, day=day).filter(id__in=ids)


def institution_card(
    slug: str, *, language: Language, day: dt.date | None = None
) -> InstitutionCard | None:
    """One institution with names, members and groups, or nothing; 5 statements at most."""
    row = (
        rows_as_of(Institution, day)
        .filter(slug=slug)
        .values_list(
            "id",
            "slug",
            "kind",
            "abbreviation",
            f"short_{language}",
            f"name_{language}",
            f"note_{language}",
            "part_of_id",
        )
        .first()
    )
    if row is None:
        return None
    row_id, slug, kind, abbreviation, short, full_name, remark, part_of_id = row
    names = rows_as_of(InstitutionName, day).filter(institution_id=row_id).order_by("position")
    links = list(
        rows_as_of(Membership, day)
        .filter(Q(group_id=row_id) | Q(member_id=row_id))
        .order_by("position", "id")
        .values_list("group_id", "member_id", "valid_from", "valid_to", "basis")
    )
    others = {i for link in links for i in link[:2]} | ({part_of_id} if part_of_id else set())
    briefs = institution_briefs(others, language=language, day=day) if others else {}

    def lines(is_group: bool) -> tuple[MemberLine, ...]:
        own, other = (0, 1) if is_group else (1, 0)
        return tuple(
            MemberLine(
                briefs[link[other]].slug,
                briefs[link[other]].label,
                link[2],
                link[3],
                link[4],
                briefs[link[other]].kind == "group",
            )
            for link in links
            if link[own] == row_id and link[other] in briefs
        )

    return InstitutionCard(
        row_id,
        slug,
        kind,
        abbreviation or short or full_name,
        full_name,
        remark,
        briefs.get(part_of_id) if part_of_id else None,
        tuple(
            NameLine(text, name_kind, (a, b) if a and b else None, start, end, is_assumed)
            for text, name_kind, a, b, start, end, is_assumed in names.values_list(
                "text",
                "kind",
                "lines_from",
                "lines_to",
                "valid_from",
                "valid_to",
                "is_assumed",
            )
        ),
        lines(is_group=True),
        lines(is_group=False),
    )


def data_version() -> int:
    """A number that grows with every act that writes; 0 before the first. One statement.

    It never comes twice for different data, also not after an older backup was restored.
    """
    rows = answers(_version)
    return int(rows[0][0]) if rows else 0


def _version(*, day: None) -> QuerySet[Any, Any]:
    return DataVersion.objects.filter(id=1).values_list("number")


def latest_holds_from(subject: str) -> dt.datetime | None:
    """The latest instant from which a change to ``subject``, or a part of it, holds; 1 statement.

    A part of ``plan`` is called ``plan/part``.
    """
    own = Q(subject=subject) | Q(subject__startswith=f"{subject}/")
    latest: dt.datetime | None = AuditEvent.objects.filter(own).aggregate(latest=Max("holds_from"))[
        "latest"
    ]
    return latest
