# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing plans. Everything that changes a plan goes through here."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.history import start_of_day
from leitstand.core.institutions import INSTITUTION_TABLES
from leitstand.core.records import Change, Identities, Records, compare, store
from leitstand.core.search.services import index_clear, index_replace, index_update
from leitstand.core.selectors import institution_records, latest_holds_from
from leitstand.core.services import audit_record, institutions_store
from leitstand.core.turns import take_turn
from leitstand.plan.assembly import flatten
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.problems import PlanRejected, Problem, rejected
from leitstand.plan.indexing import index_documents, institution_documents
from leitstand.plan.mapping import PLAN, PLAN_TABLES
from leitstand.plan.selectors.documents import (
    PlanNotFound,
    no_records,
    plan_document,
    plan_records,
    plan_slugs,
    plans_of_institutions,
)

_INSTITUTIONAL = frozenset(table.name for table in INSTITUTION_TABLES)


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import changed, or would change. Empty ``changes``: the plan stood so already."""

    slug: str
    changes: tuple[Change, ...]
    is_new: bool
    holds_from: dt.datetime


def plan_import(
    *,
    document: PlanDocument,
    actor: str,
    reason: str = "",
    effective_on: dt.date | None = None,
    dry_run: bool = False,
) -> ImportResult:
    """The database says what ``document`` says; all of it or nothing.

    A new plan holds from the first day of its period, later changes from now; ``effective_on``
    names another day, neither to come nor before a change already made. A second import of the
    same document changes nothing, not even the audit. Raises :class:`PlanRejected`.
    """
    with transaction.atomic():
        take_turn()
        identities = Identities()
        before, is_new = _stored(document, identities)
        changes = compare(before, flatten(document))
        holds_from = day_of_change(document, effective_on, is_new=is_new)
        if not is_new:
            _refuse_unexplained(document, changes, holds_from)
        if changes and not dry_run:
            plan_record(
                document=document,
                changes=changes,
                identities=identities,
                actor=actor,
                act="plan.import",
                subject=document.plan.slug,
                reason=reason,
                holds_from=holds_from,
            )
    return ImportResult(document.plan.slug, changes, is_new, holds_from)


def plan_record(
    *,
    document: PlanDocument,
    changes: tuple[Change, ...],
    identities: Identities,
    actor: str,
    act: str,
    subject: str,
    holds_from: dt.datetime,
    reason: str = "",
    details: Mapping[str, Any] | None = None,
) -> int:
    """The tables, the history, the record of acts and the search say what ``document`` says.

    Only for services that have asked for rights, taken their turn and compared inside of one
    transaction. Returns the act's number. Raises :class:`PlanRejected`.
    """
    event_id = audit_record(
        actor=actor,
        act=act,
        subject=subject,
        reason=reason,
        details={"changes": len(changes), **(details or {})},
        holds_from=holds_from,
    )
    try:
        with transaction.atomic():
            _write(document.plan.slug, changes, identities, event_id, holds_from)
    except IntegrityError as error:
        # Validation names every mistake we know; the constraints are the last line.
        raise rejected(
            document.plan.slug, _("Die Datenbank lehnt den Plan ab: %s") % error
        ) from error
    _index(document, changes)
    return event_id


def _refuse_unexplained(
    document: PlanDocument, changes: tuple[Change, ...], holds_from: dt.datetime
) -> None:
    """What joins a plan during its term says by whose decision; a correction holds from its start.

    The plan's own rules R11 and R12: it stays open, for topics that serve an agreed goal.
    """
    if holds_from <= start_of_day(document.plan.period.start):
        return
    joined = {measure.id for measure in document.measures if measure.joined}
    unexplained = [
        str(change.key[0])
        for change in changes
        if change.table == "measure" and change.kind == "added" and change.key[0] not in joined
    ]
    if unexplained:
        raise PlanRejected(
            [
                Problem(
                    key,
                    _(
                        "Diese Maßnahme kommt während der Laufzeit hinzu. Bitte unter „joined“"
                        " angeben, wann wer sie beschlossen hat und welchem Ziel sie dient."
                    ),
                )
                for key in unexplained
            ]
        )


def _stored(document: PlanDocument, identities: Identities) -> tuple[Records, bool]:
    """What the database says of the plan, and of institutions the document brings newly."""
    slugs = {institution.id for institution in document.institutions}
    try:
        records, is_new = plan_records(document.plan.slug, identities=identities), False
    except PlanNotFound:
        records, is_new = no_records(), True
    return records | institution_records(identities, slugs=slugs), is_new


def day_of_change(
    document: PlanDocument, day: dt.date | None, *, is_new: bool = False
) -> dt.datetime:
    """The instant from which the change holds; refused where the past or future would disagree.

    The tables say what holds now. A change that holds only later, or one that a later change has
    overtaken, would make them say something else than the history of today.
    """
    slug, start = document.plan.slug, document.plan.period.start
    if day is not None and day < start:
        raise rejected(
            slug,
            _("Eine Änderung kann nicht ab %(day)s gelten: der Plan beginnt am %(start)s.")
            % {"day": day, "start": start},
        )
    if day is not None and day > max(timezone.localdate(), start):
        raise rejected(
            slug,
            _("Eine Änderung kann nicht erst ab %(day)s gelten: der Tag liegt in der Zukunft.")
            % {"day": day},
        )
    if is_new:
        return start_of_day(day or start)
    wanted = start_of_day(day) if day is not None else max(timezone.now(), start_of_day(start))
    latest = latest_holds_from(slug)
    if latest is not None and wanted < latest:
        raise rejected(
            slug,
            _("Ab %(day)s geht nicht mehr: eine spätere Änderung gilt schon ab %(latest)s.")
            % {"day": day or timezone.localdate(), "latest": timezone.localdate(latest)},
        )
    return wanted


def _write(
    slug: str,
    changes: tuple[Change, ...],
    identities: Identities,
    event_id: int,
    holds_from: dt.datetime,
) -> None:
    institutional = [c for c in changes if c.table in _INSTITUTIONAL]
    institutions_store(
        changes=institutional,
        identities=identities,
        event_id=event_id,
        holds_from=holds_from,
    )
    own = [c for c in changes if c.table == PLAN.table.name]
    store((PLAN.table,), own, identities, event_id=event_id, holds_from=holds_from)
    store(
        PLAN_TABLES,
        [c for c in changes if c.table not in _INSTITUTIONAL and c.table != PLAN.table.name],
        identities,
        event_id=event_id,
        holds_from=holds_from,
        scope_id=identities.ids[PLAN.table.name][(slug,)],
    )


def _index(document: PlanDocument, changes: tuple[Change, ...]) -> None:
    """The search finds the plan as it now stands, and its institutions in other plans, too."""
    own = document.plan.slug
    index_replace(plan=own, documents=index_documents(document))
    # The key of an institution, name or membership begins with the institution it belongs to.
    changed = {
        str(change.key[0] if change.table == "institution" else change.key[0][0])  # type: ignore[index]
        for change in changes
        if change.table in {"institution", "institution_name"}
    }
    institutions = {one.id: one for one in document.institutions if one.id in changed}
    elsewhere = plans_of_institutions(institutions)
    elsewhere.pop(own, None)
    index_update(
        documents=chain.from_iterable(
            institution_documents((institutions[key] for key in held), slug)
            for slug, held in elsewhere.items()
        )
    )


def search_rebuild() -> dict[str, int]:
    """The index holds every plan as it stands, written anew; returns the documents of each plan."""
    with transaction.atomic():
        index_clear()
        return {
            slug: index_replace(plan=slug, documents=index_documents(plan_document(slug))).written
            for slug in plan_slugs()
        }


__all__ = [
    "ImportResult",
    "PlanRejected",
    "day_of_change",
    "plan_import",
    "plan_record",
    "search_rebuild",
]
