# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who has a personal link to a round, for the office alone."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from leitstand.core.languages import Language
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.steering.enums import LetterState
from leitstand.steering.models import AnswerLink, Duty, Letter


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A link and how far it came. ``passed_on_from`` is the name of whoever passed it on.

    ``mail`` is the state of its newest letter, "" for none; ``key`` makes its address.
    """

    id: int
    key: str
    name: str
    email: str
    language: str
    measures: tuple[str, ...]
    passed_on_from: str
    made_at: dt.datetime
    expires_at: dt.datetime
    revoked_at: dt.datetime | None
    opened_at: dt.datetime | None
    mail: str
    sent_at: dt.datetime | None
    failure: str

    @property
    def is_live(self) -> bool:
        """Whether it opens something, as far as it is up to this link itself."""
        return self.revoked_at is None and self.expires_at > timezone.now()

    @property
    def has_failed(self) -> bool:
        """Whether the newest mail did not arrive."""
        return self.mail in {LetterState.FAILED, LetterState.BOUNCED}


@dataclass(frozen=True, slots=True)
class InstitutionLinks:
    """An institution that owes something, with its links, those that still open first."""

    institution: InstitutionBrief
    owed: int
    answered: int
    links: tuple[LinkLine, ...]


def institution_links(
    round_id: int, *, language: Language, institution: str | None = None
) -> tuple[InstitutionLinks, ...]:
    """Every institution that owes something in the round, or one; 4 statements."""
    duties = Duty.objects.filter(round_id=round_id, institution__isnull=False)
    links = AnswerLink.objects.filter(round_id=round_id).select_related("given_by")
    if institution is not None:
        duties = duties.filter(institution__slug=institution)
        links = links.filter(institution__slug=institution)
    owed = {
        row_id: (total, done)
        for row_id, total, done in duties.order_by()
        .values_list("institution_id")
        .annotate(total=Count("id"), done=Count("id", filter=Q(answer__isnull=False)))
    }
    newest = {
        one.link_id: one
        for one in Letter.objects.filter(round_id=round_id, link__isnull=False).order_by("id")
    }
    own: dict[int, list[LinkLine]] = {}
    for link in links.order_by("id"):
        own.setdefault(link.institution_id, []).append(_line(link, newest.get(link.pk)))
    briefs = institution_briefs(set(owed), language=language) if owed else {}
    found = (
        InstitutionLinks(
            briefs[row_id],
            total,
            done,
            tuple(sorted(own.get(row_id, ()), key=lambda one: not one.is_live)),
        )
        for row_id, (total, done) in owed.items()
    )
    return tuple(sorted(found, key=lambda one: one.institution.label.casefold()))


def _line(link: AnswerLink, letter: Letter | None) -> LinkLine:
    giver = link.given_by
    return LinkLine(
        link.pk,
        link.key,
        link.name,
        link.email,
        link.language,
        tuple(link.measures),
        (giver.name or giver.email) if giver else "",
        link.made_at,
        link.expires_at,
        link.revoked_at,
        link.opened_at,
        letter.state if letter else "",
        letter.sent_at if letter else None,
        letter.failure if letter else "",
    )
