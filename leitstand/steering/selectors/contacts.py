# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Contacts of institutions, for the office alone."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from leitstand.core.languages import Language
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.selectors import plan_slugs
from leitstand.steering.models import Contact
from leitstand.steering.selectors.preview import Preview, round_preview


@dataclass(frozen=True, slots=True)
class ContactLine:
    """Somebody who can be asked for an institution."""

    id: int
    institution: InstitutionBrief
    name: str
    email: str
    language: str
    is_active: bool
    bounced_at: dt.datetime | None


def contact_lines(*, language: Language, institution: str | None = None) -> tuple[ContactLine, ...]:
    """All contacts, or those of one institution, by its name; 2 statements."""
    rows = Contact.objects.order_by("institution_id", "-is_active", "id")
    if institution is not None:
        rows = rows.filter(institution__slug=institution)
    found = list(rows)
    ids = {one.institution_id for one in found}
    briefs = institution_briefs(ids, language=language) if ids else {}
    lines = (
        ContactLine(
            one.pk,
            briefs[one.institution_id],
            one.name,
            one.email,
            one.language,
            one.is_active,
            one.bounced_at,
        )
        for one in found
    )
    return tuple(sorted(lines, key=lambda one: one.institution.label.casefold()))


def contact_line(contact: int, *, language: Language) -> ContactLine | None:
    """One contact, or nothing; 2 statements."""
    found = Contact.objects.filter(pk=contact).select_related("institution").first()
    if found is None:
        return None
    own = contact_lines(language=language, institution=found.institution.slug)
    return next((one for one in own if one.id == contact), None)


def leads_asked_today(*, language: Language) -> tuple[Preview, ...]:
    """Who would be asked if every plan's whole were asked today; 10 statements a plan, and one."""
    today = timezone.localdate()
    return tuple(
        round_preview(slug, reporting_on=today, scope=(), language=language)
        for slug in plan_slugs()
    )
