# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Changing one measure at a time: change, add, take back. The way is that of the import.

Every edit makes a whole new plan document, which is validated, compared and written as an imported
one would be. So no edit can bring in what the import refuses.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.acts import ActLine
from leitstand.core.permissions import require
from leitstand.core.records import Change, Identities, Records, compare
from leitstand.core.selectors import institution_labels
from leitstand.core.turns import take_turn
from leitstand.plan.assembly import assemble, flatten
from leitstand.plan.document import Measure, PlanDocument
from leitstand.plan.document.loading import validated
from leitstand.plan.document.problems import Path, PlanRejected, named, rejected
from leitstand.plan.enums import RoleKind
from leitstand.plan.mapping import PLAN
from leitstand.plan.merging import Clash, Tree, merged
from leitstand.plan.permissions import (
    ADD_MEASURE,
    ASSIGN_ROLES,
    CHANGE_MEASURE,
    MeasureSubject,
    PlanSubject,
    capacity,
)
from leitstand.plan.selectors.documents import plan_records
from leitstand.plan.selectors.versions import (
    MeasureVersion,
    measure_after,
    measure_versions,
    newest_act,
)
from leitstand.plan.services import day_of_change, plan_record

REASON = "reason"
EFFECTIVE_ON = "effective_on"
_ROLE_TABLES = frozenset({"role", "open_role", "mention"})


class MeasureNotFound(LookupError):
    """The plan has no such measure (any more)."""


class Overtaken(Exception):
    """Others changed the same things since. Nothing was written.

    ``tree`` holds both wishes, for somebody to look through; ``seen`` is what they have seen then.
    """

    def __init__(
        self, tree: Tree, clashes: tuple[Clash, ...], seen: int, acts: tuple[ActLine, ...]
    ) -> None:
        super().__init__("overtaken")
        self.tree, self.clashes, self.seen, self.acts = tree, clashes, seen, acts


@dataclass(frozen=True, slots=True)
class Saved:
    """What an edit did. Without ``act`` the measure said so already and nothing was written."""

    act: int | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class _Edit:
    """Who does what and why."""

    actor: Actor
    act: str
    reason: str
    effective_on: dt.date | None = None
    undoes: int | None = None


@dataclass(frozen=True, slots=True)
class _Desk:
    """A plan laid out for an edit, inside the transaction that makes it."""

    slug: str
    records: Records
    identities: Identities
    document: PlanDocument

    @property
    def plan_id(self) -> int:
        return self.identities.ids[PLAN.table.name][(self.slug,)]

    def index(self, measure: str) -> int:
        """Where it stands in the document; a new one stands last."""
        ids = [one.id for one in self.document.measures]
        # To move all others down would be written into their history.
        return ids.index(measure) if measure in ids else len(ids)

    def measure(self, measure: str) -> Measure:
        index = self.index(measure)
        if index == len(self.document.measures):
            raise MeasureNotFound(_("Diese Maßnahme gibt es im Plan nicht: %s") % measure)
        return self.document.measures[index]

    def leads(self, measure: str) -> frozenset[str]:
        index = self.index(measure)
        roles = [role for one in self.document.measures[index : index + 1] for role in one.roles]
        return frozenset(one.institution for one in roles if one.role == RoleKind.LEAD)

    def validated(self, measure: str, tree: Tree | None) -> PlanDocument:
        """The plan with ``tree`` in the measure's place; mistakes are placed inside the measure."""
        whole, index = self.document.model_dump(), self.index(measure)
        whole["measures"] = list(whole["measures"])
        whole["measures"][index : index + 1] = [] if tree is None else [dict(tree)]

        def place(path: Path) -> str:
            return named(path[2:] if path[:2] == ("measures", index) else path)

        return validated(whole, place)


def _desk(slug: str) -> _Desk:
    """Raises :class:`PlanNotFound`. Nobody else writes until the transaction ends."""
    take_turn()
    identities = Identities()
    records = plan_records(slug, identities=identities)
    return _Desk(slug, records, identities, assemble(records))


@transaction.atomic
def measure_change(
    *,
    actor: Actor,
    plan: str,
    measure: str,
    wanted: Tree,
    seen: int,
    reason: str,
    effective_on: dt.date | None = None,
) -> Saved:
    """The measure says what ``wanted`` says, a tree in the shape of the plan document.

    ``seen`` is the newest act that the editor knew of. What others changed since is kept where the
    editor left it alone; otherwise nothing is written and :class:`Overtaken` says where. Raises
    :class:`PlanRejected` with places inside the measure, :class:`MeasureNotFound`,
    :class:`PlanNotFound` and :class:`NotPermitted`.
    """
    require(actor, CHANGE_MEASURE, MeasureSubject(plan, measure))
    desk = _desk(plan)
    current = desk.measure(measure)
    new = desk.validated(measure, wanted)
    versions = measure_versions(desk.plan_id, measure)
    newest = newest_act(versions)
    if seen != newest:
        if seen not in {one.act.id for one in versions}:
            raise rejected("", _("Dieses Formular gehört nicht hierher. Bitte neu öffnen."))
        base = measure_after(versions, seen) or current
        mine = new.measures[desk.index(measure)]
        found = merged(base.model_dump(), mine.model_dump(), current.model_dump())
        if found.clashes:
            acts = tuple(one.act for one in versions if one.act.id > seen)
            raise Overtaken(found.tree, found.clashes, newest, acts)
        new = desk.validated(measure, found.tree)
    return _save(desk, _Edit(actor, "measure.change", reason, effective_on), measure, new)


@transaction.atomic
def measure_add(
    *,
    actor: Actor,
    plan: str,
    wanted: Tree,
    reason: str,
    effective_on: dt.date | None = None,
) -> Saved:
    """A new measure is in the plan, with the decision that brought it in (``joined``).

    The plan's rules R11 and R12 ask for a date within its term, a deciding body and a goal. Raises
    as :func:`measure_change` does.
    """
    require(actor, ADD_MEASURE, PlanSubject(plan))
    desk = _desk(plan)
    joined = wanted.get("joined") or {}
    if not joined:
        raise rejected(
            "joined",
            _("Bitte angeben, wann wer die Maßnahme beschlossen hat und welchem Ziel sie dient."),
        )
    decided_on = joined.get("decided_on")
    if isinstance(decided_on, dt.date):
        _refuse_before_decision(decided_on, effective_on)
    measure = str(wanted.get("id"))
    if any(one.id == measure for one in desk.document.measures):
        raise rejected("id", _("Diese Kennung ist schon vergeben: %s") % measure)
    edit = _Edit(actor, "measure.add", reason, effective_on)
    return _save(desk, edit, measure, desk.validated(measure, wanted))


def _refuse_before_decision(decided_on: dt.date, effective_on: dt.date | None) -> None:
    if decided_on > timezone.localdate():
        raise rejected("joined.decided_on", _("Der Tag des Beschlusses liegt in der Zukunft."))
    if effective_on is not None and effective_on < decided_on:
        raise rejected(
            EFFECTIVE_ON, _("Eine Maßnahme gilt frühestens ab dem Tag, an dem sie beschlossen ist.")
        )


@transaction.atomic
def change_undo(*, actor: Actor, plan: str, measure: str, act: int, reason: str) -> Saved:
    """What the act numbered ``act`` did to the measure is taken back, by a new act.

    Later changes of other things stay. Where a later change concerns the same thing, nothing is
    written and :class:`Overtaken` says where. Raises as :func:`measure_change` does.
    """
    require(actor, CHANGE_MEASURE, MeasureSubject(plan, measure))
    desk = _desk(plan)
    current = desk.measure(measure)
    versions = measure_versions(desk.plan_id, measure)
    place = next((n for n, version in enumerate(versions) if version.act.id == act), None)
    if place is None:
        raise MeasureNotFound(_("Diesen Vorgang gibt es zu der Maßnahme nicht."))
    edit = _Edit(actor, "measure.undo", reason, undoes=act)
    if place == 0:
        require(actor, ADD_MEASURE, PlanSubject(plan))
        _refuse_beginning(versions)
        return _save(desk, edit, measure, desk.validated(measure, None))
    before, after = versions[place - 1].measure, versions[place].measure
    if before is None or after is None:
        raise rejected("", _("Dieser Vorgang lässt sich hier nicht zurücknehmen."))
    found = merged(after.model_dump(), before.model_dump(), current.model_dump())
    if found.clashes:
        later = tuple(version.act for version in versions[place + 1 :])
        raise Overtaken(found.tree, found.clashes, newest_act(versions), later)
    return _save(desk, edit, measure, desk.validated(measure, found.tree))


def _refuse_beginning(versions: tuple[MeasureVersion, ...]) -> None:
    """How a measure came in is taken back only if it came in here and nobody has changed it."""
    if versions[0].act.act != "measure.add":
        raise rejected("", _("Was mit dem Plan selbst kam, lässt sich hier nicht zurücknehmen."))
    if len(versions) > 1:
        raise rejected("", _("Bitte zuerst die späteren Änderungen zurücknehmen."))


def _save(desk: _Desk, edit: _Edit, measure: str, new: PlanDocument) -> Saved:
    """The plan says what ``new`` says, which differs from it in this measure alone."""
    changes = compare(desk.records, flatten(new))
    if not changes:
        return Saved(None, ())
    if not edit.reason.strip():
        raise rejected(REASON, _("Bitte sagen, warum. Der Grund steht öffentlich im Verlauf."))
    if any(change.table in _ROLE_TABLES for change in changes):
        require(edit.actor, ASSIGN_ROLES, PlanSubject(desk.slug))
    try:
        holds_from = day_of_change(new, edit.effective_on)
    except PlanRejected as refused:
        raise rejected(EFFECTIVE_ON, refused.problems[0].message) from None
    act = plan_record(
        document=new,
        changes=changes,
        identities=desk.identities,
        actor=actor_key(edit.actor),
        act=edit.act,
        subject=act_subject(desk.slug, measure),
        reason=edit.reason.strip(),
        holds_from=holds_from,
        details=_noted(edit, MeasureSubject(desk.slug, measure, desk.leads(measure))),
    )
    return Saved(act, changes)


def act_subject(plan: str, measure: str) -> str:
    """How the record of acts calls a measure."""
    return f"{plan}/{measure}"[:200]


def _noted(edit: _Edit, subject: MeasureSubject) -> dict[str, Any]:
    """In which role it was done: roles end, the record stays."""
    noted: dict[str, Any] = {"undoes": edit.undoes} if edit.undoes else {}
    role, institution = capacity(edit.actor, subject)
    if role:
        noted["capacity"] = role
    if institution:
        labels = institution_labels([institution], language="de")
        noted |= {"institution": institution, "called": labels.get(institution, institution)}
    return noted
