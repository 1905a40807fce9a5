# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A decision changes the plan: through the plan's own way of amendment, and it names the act."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.enums import Outcome
from leitstand.committee.errors import Contradicts, Refused
from leitstand.committee.models import Amendment, Decision
from leitstand.committee.rules.contradiction import Conflict
from leitstand.committee.services.decisions import (
    decision_for_change,
    decision_subject,
    refuse_superseded,
)
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.records import Change
from leitstand.core.services import audit_record
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.editing import MeasureNotFound, Overtaken, measure_change
from leitstand.plan.selectors import plan_document
from leitstand.plan.selectors.versions import measure_versions
from leitstand.ui.formats import day as day_words


@dataclass(frozen=True, slots=True)
class WantedWords:
    """How the texts of a measure shall read."""

    title_de: str
    title_en: str
    summary_de: str
    summary_en: str
    remark_de: str = ""
    remark_en: str = ""


@transaction.atomic
def measure_amend(
    *,
    actor: Actor,
    decision: int,
    measure: str,
    wanted: WantedWords,
    seen: int,
    effective_on: dt.date | None = None,
    replaces: int | None = None,
) -> int:
    """The measure reads as wanted from the day of the decision, or a later one; returns the act.

    ``seen`` is the newest act on the measure that the writer knew of. Where an earlier decision
    that holds changed the same words, ``replaces`` must name its amendment: else ``Contradicts``.
    """
    found = decision_for_change(actor, decision)
    day = effective_on or found.decided_on
    _refuse(found, measure, day)
    tree = _tree(found.body.plan.slug, measure, wanted)
    try:
        saved = measure_change(
            actor=actor,
            plan=found.body.plan.slug,
            measure=measure,
            wanted=tree,
            seen=seen,
            reason=reason_of(found),
            effective_on=holds_from(day),
        )
    except PlanRejected as refused:
        raise Refused(*(one.message for one in refused.problems)) from None
    except Overtaken:
        raise Refused(
            _(
                "Andere haben dieselbe Stelle der Maßnahme inzwischen geändert. Bitte die Seite"
                " neu öffnen und Ihre Änderung dort noch einmal eintragen."
            )
        ) from None
    if saved.act is None:
        raise Refused(_("Die Maßnahme sagt das schon. Es war nichts zu ändern."))
    _keep(actor, found, _Effect(measure, saved.act, touched(saved.changes)), replaces)
    return saved.act


@transaction.atomic
def amendment_link(
    *, actor: Actor, decision: int, measure: str, act: int, replaces: int | None = None
) -> None:
    """A change that was made in the plan's own editor is named as the effect of the decision."""
    found = decision_for_change(actor, decision)
    known = Amendment.objects.filter(act=act).select_related("decision").first()
    if known is not None and known.decision_id == found.pk:
        return
    if known is not None:
        raise Refused(_("Diese Änderung gehört schon zum Beschluss %s.") % known.decision.number)
    versions = measure_versions(found.body.plan_id, measure)
    version = next((one for one in versions[1:] if one.act.id == act), None)
    if version is None:
        raise Refused(_("Diesen Vorgang gibt es zu der Maßnahme nicht."))
    _refuse(found, measure, timezone.localdate(version.holds_from))
    _keep(actor, found, _Effect(measure, act, touched(version.changes)), replaces)


def touched(changes: Iterable[Change]) -> frozenset[tuple[Any, ...]]:
    """What changes touch: table, row and column; a whole row where it came or went."""
    return frozenset(
        (change.table, change.key, name)
        for change in changes
        for name in (change.fields or ("*",))
        if name != "position"
    )


def holds_from(day: dt.date) -> dt.date | None:
    """The day for the plan's own way of amendment: what holds from today holds from this moment.

    Somebody may have changed the plan this morning, and nothing can hold before that.
    """
    return None if day == timezone.localdate() else day


def reason_of(decision: Decision) -> str:
    """How the plan's history names the decision; an invented one says that it is."""
    words = _("Beschluss %(number)s vom %(day)s") % {
        "number": decision.number,
        "day": day_words(decision.decided_on),
    }
    return f"{words} ({_('Beispieldaten')})" if decision.item.meeting.is_example else words


def _refuse(decision: Decision, measure: str, day: dt.date) -> None:
    refuse_superseded(decision)
    if decision.outcome != Outcome.ADOPTED:
        raise Refused(_("Nur was angenommen ist, ändert den Plan."))
    if not decision.measures.filter(measure=measure).exists():
        raise Refused(
            _("Der Beschluss %(number)s nennt diese Maßnahme nicht: %(measure)s")
            % {"number": decision.number, "measure": measure}
        )
    if day < decision.decided_on:
        raise Refused(_("Eine Änderung gilt frühestens ab dem Tag, an dem sie beschlossen ist."))


def _tree(plan: str, measure: str, wanted: WantedWords) -> dict[str, Any]:
    document = plan_document(plan)
    current = next((one for one in document.measures if one.id == measure), None)
    if current is None:
        raise MeasureNotFound(_("Diese Maßnahme gibt es im Plan nicht: %s") % measure)
    has_remark = wanted.remark_de or wanted.remark_en
    return current.model_dump() | {
        "title": {"de": wanted.title_de, "en": wanted.title_en},
        "summary": {"de": wanted.summary_de, "en": wanted.summary_en},
        "remark": {"de": wanted.remark_de, "en": wanted.remark_en} if has_remark else None,
    }


@dataclass(frozen=True, slots=True)
class _Effect:
    """What an act did to a measure."""

    measure: str
    act: int
    touched: frozenset[tuple[Any, ...]]


def _keep(actor: Actor, decision: Decision, effect: _Effect, replaces: int | None) -> None:
    earlier = _holding_on(decision, effect)
    taken = next((one for one in earlier if one.pk == replaces), None)
    # What this very decision supersedes is replaced without being asked again.
    implied = next((one for one in earlier if _is_superseded_by(one.decision, decision)), None)
    open_ones = [one for one in earlier if one not in (taken, implied)]
    if open_ones:
        raise Contradicts(
            tuple(
                Conflict(one.pk, one.decision.number, "amendment", (effect.measure,))
                for one in open_ones
            )
        )
    Amendment.objects.create(
        decision=decision,
        measure=effect.measure,
        act=effect.act,
        replaces=taken or implied,
        recorded_at=timezone.now(),
    )
    audit_record(
        actor=actor_key(actor),
        act="decision.amend",
        subject=decision_subject(decision),
        reason=decision.number,
        details={"measure": effect.measure, "act": effect.act},
        is_write=decision.item.meeting.published_at is not None,
    )


def _is_superseded_by(earlier: Decision, later: Decision) -> bool:
    found = getattr(earlier, "superseded_by", None)
    return found is not None and found.decision_id == later.pk


def _holding_on(decision: Decision, effect: _Effect) -> list[Amendment]:
    """The amendments by other decisions that changed the same words, and still count."""
    versions = measure_versions(decision.body.plan_id, effect.measure)
    by_act = {one.act.id: touched(one.changes) for one in versions}
    rows = (
        Amendment.objects.filter(measure=effect.measure, replaced_by__isnull=True, is_new=False)
        .filter(decision__body__plan=decision.body.plan_id)
        .filter(decision__item__meeting__is_example=decision.item.meeting.is_example)
        .exclude(decision=decision)
        .select_related("decision__superseded_by")
    )
    return [
        one
        for one in rows
        if by_act.get(one.act, frozenset()) & effect.touched
        and (
            not hasattr(one.decision, "superseded_by") or _is_superseded_by(one.decision, decision)
        )
    ]
