# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A whole plan at once: for export, comparison, check and import."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from leitstand.core.history import rows_as_of
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.records import Identities, Records, read
from leitstand.core.selectors import institution_records
from leitstand.plan.assembly import assemble
from leitstand.plan.document import PlanDocument
from leitstand.plan.mapping import PLAN, PLAN_TABLES
from leitstand.plan.models import Participation, Plan


class PlanNotFound(LookupError):
    """There is no such plan, or not yet on that day; the message says which."""


def plan_slugs() -> tuple[str, ...]:
    """The plans held here, by name."""
    return tuple(Plan.objects.order_by("slug").values_list("slug", flat=True))


def plan_id_on(slug: str, day: dt.date | None) -> int:
    """The plan's row number, if the plan stood on ``day``; 1–2 statements."""
    row = Plan.objects.filter(slug=slug).values_list("id", "period_start").first()
    if row is None:
        known = ", ".join(plan_slugs()) or _("keinen")
        raise PlanNotFound(
            _("Den Plan „%(slug)s“ gibt es hier nicht. Vorhanden: %(known)s.")
            % {"slug": slug, "known": known}
        )
    if day is not None and not rows_as_of(Plan, day).filter(id=row[0]).exists():
        raise PlanNotFound(
            _("Am %(day)s galt der Plan „%(slug)s“ noch nicht; er beginnt am %(start)s.")
            % {"day": day, "slug": slug, "start": row[1]}
        )
    return int(row[0])


def plan_records(
    slug: str, *, day: dt.date | None = None, identities: Identities | None = None
) -> Records:
    """All records of a plan with its institutions as they stood at the end of ``day``.

    A statement a table. ``identities`` knows all rows afterwards, ready for writing.
    """
    identities = identities or Identities()
    plan_id = plan_id_on(slug, day)
    slugs = (
        rows_as_of(Participation, day)
        .filter(plan_id=plan_id)
        .values_list("institution__slug", flat=True)
    )
    records = institution_records(identities, slugs=set(slugs), day=day)
    identities.learn(PLAN.table.name, (slug,), plan_id)
    heads = rows_as_of(Plan, day).filter(id=plan_id)
    [head] = heads.values(*PLAN.table.all_columns)
    records[PLAN.table.name] = {(slug,): head}
    return records | read(PLAN_TABLES, identities, day=day, scope_id=plan_id)


def plan_document(slug: str, *, day: dt.date | None = None) -> PlanDocument:
    """The plan as a document, as it stood at the end of ``day`` (now for ``None``)."""
    return assemble(plan_records(slug, day=day))


def plans_of_institutions(slugs: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The plans that know these institutions, each with those it knows; one statement at most."""
    if not slugs:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    rows = Participation.objects.filter(institution__slug__in=list(slugs)).order_by("plan__slug")
    for plan, institution in rows.values_list("plan__slug", "institution__slug"):
        found[plan] = (*found.get(plan, ()), institution)
    return found


def no_records() -> Records:
    """The record set of a plan that does not exist yet."""
    tables = (*INSTITUTION_TABLES, PLAN.table, *PLAN_TABLES)
    return {table.name: {} for table in tables}
