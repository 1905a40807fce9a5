# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who would owe what if a round opened, before it does."""

import datetime as dt
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from leitstand.core.languages import Language
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.selectors import measure_lines, plan_frame
from leitstand.steering.models import Contact
from leitstand.steering.selectors.owed import owed_of


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """An institution with the number of answers that it would owe. ``measures`` are their names.

    ``via`` are the groups for whose lead it would answer; ``has_contact``: somebody can be asked.
    """

    institution: InstitutionBrief
    answers: int
    measures: tuple[str, ...]
    via: tuple[str, ...]
    has_contact: bool


@dataclass(frozen=True, slots=True)
class GroupPreview:
    """A leading group: its members are asked one by one, about ``measures``."""

    group: InstitutionBrief
    members: tuple[str, ...]
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """What opening would ask. ``without_lead`` are measures that nobody would answer for."""

    answers: int
    measures: int
    institutions: tuple[PreviewLine, ...]
    without_lead: tuple[str, ...]
    groups: tuple[GroupPreview, ...]

    @property
    def without_contact(self) -> tuple[PreviewLine, ...]:
        """The institutions to whom no mail could go."""
        return tuple(one for one in self.institutions if not one.has_contact)


def round_preview(
    plan: str, *, reporting_on: dt.date, scope: Collection[str], language: Language
) -> Preview:
    """What a round with this day and scope would ask; 10 statements.

    Raises ``PlanNotFound``.
    """
    frame = plan_frame(
        plan, language=language, day=reporting_on, with_levels=False, with_terms=False
    )
    lines = measure_lines(frame)
    labels = {line.key: line.label for line in lines}
    owed = owed_of(frame, lines, scope=scope, day=reporting_on)
    asked = [one for one in owed if one.institution is not None]
    ids = {i for one in asked for i in (one.institution, one.via) if i is not None}
    briefs = institution_briefs(ids, language=language) if ids else {}
    reachable = contacted()
    counts = Counter(one.institution for one in asked)
    told: list[PreviewLine] = []
    for row_id, answers in counts.most_common():
        own = [one for one in asked if one.institution == row_id]
        told.append(
            PreviewLine(
                briefs[row_id],  # type: ignore[index]  # who is asked has a number
                answers,
                tuple(dict.fromkeys(labels[one.measure] for one in own)),
                tuple(dict.fromkeys(briefs[one.via].label for one in own if one.via is not None)),
                row_id in reachable,
            )
        )
    groups = []
    for via in dict.fromkeys(one.via for one in asked if one.via is not None):
        own = [one for one in asked if one.via == via]
        members = dict.fromkeys(briefs[one.institution].label for one in own if one.institution)
        about = dict.fromkeys(labels[one.measure] for one in own)
        groups.append(GroupPreview(briefs[via], tuple(members), tuple(about)))
    return Preview(
        len(asked),
        len({one.measure for one in owed}),
        tuple(sorted(told, key=lambda one: (-one.answers, one.institution.label))),
        tuple(labels[one.measure] for one in owed if one.institution is None),
        tuple(groups),
    )


def contacted() -> frozenset[int]:
    """The row numbers of institutions with somebody who can be asked; one statement."""
    rows = Contact.objects.filter(is_active=True, bounced_at__isnull=True)
    return frozenset(rows.order_by().values_list("institution_id", flat=True).distinct())
