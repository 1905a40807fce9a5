# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's acts on a whole round: create, change, and the steps of its life.

Each is check → do → log. ``now`` is given where the past is told, as in the demonstration; else it
is the moment of the act.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.plan.permissions import PlanSubject
from leitstand.plan.selectors import PlanNotFound, plan_frame
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import StepRefused
from leitstand.steering.models import Duty, Remark, ReportingRound, RoundArchive
from leitstand.steering.permissions import MANAGE_ROUNDS, RoundSubject
from leitstand.steering.rules.life import SETTLED, Step, state_after
from leitstand.steering.selectors.archive import archived
from leitstand.steering.selectors.owed import owed_in
from leitstand.steering.selectors.rows import open_questions, round_row


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the office says about a round before it opens."""

    title_de: str
    title_en: str
    reporting_on: dt.date
    due_on: dt.date
    scope: tuple[str, ...] = ()
    is_example: bool = False


@transaction.atomic
def round_create(
    *, actor: Actor, plan: str, slug: str, wanted: Wanted, now: dt.datetime | None = None
) -> str:
    """A round in preparation exists; returns its slug. Raises ``StepRefused``, ``PlanNotFound``."""
    require(actor, MANAGE_ROUNDS, PlanSubject(plan))
    take_turn()
    problems = _problems(plan, wanted, now or timezone.now())
    if not slug or slugify(slug) != slug:
        problems.append(
            _("Die Kennung besteht aus kleinen Buchstaben, Ziffern und Bindestrichen: %s") % slug
        )
    elif ReportingRound.objects.filter(slug=slug).exists():
        problems.append(_("Diese Kennung ist schon vergeben: %s") % slug)
    if problems:
        raise StepRefused(*problems)
    made = ReportingRound(plan_id=plan_frame(plan, language="de").id, slug=slug)
    _write(made, wanted)
    _log(made, actor, plan, "round.create", wanted.title_de)
    return slug


@transaction.atomic
def round_change(*, actor: Actor, slug: str, wanted: Wanted) -> None:
    """The round says what is wanted of it.

    Once it is open only its titles and its deadline can change, because people answer what they
    were asked. Raises ``RoundNotFound``, ``StepRefused``.
    """
    found, plan = _for_change(actor, slug)
    if found.state in SETTLED:
        raise StepRefused(_("Die Runde ist eingefroren und ändert sich nicht mehr."))
    problems = _problems(plan, wanted, timezone.now())
    is_fixed = found.state != RoundState.DRAFT
    if is_fixed and (
        found.reporting_on != wanted.reporting_on
        or tuple(found.scope) != wanted.scope
        or found.is_example != wanted.is_example
    ):
        problems.append(_("Die Runde ist schon offen: Stichtag und Umfang ändern sich nicht mehr."))
    if problems:
        raise StepRefused(*problems)
    _write(found, wanted)
    _log(found, actor, plan, "round.change", wanted.title_de)


@transaction.atomic
def round_discard(*, actor: Actor, slug: str) -> None:
    """The round in preparation is gone. Raises ``StepRefused`` once it was opened."""
    found, plan = _for_change(actor, slug)
    if found.state != RoundState.DRAFT:
        raise StepRefused(_("Nur eine Runde in Vorbereitung kann verworfen werden."))
    _log(found, actor, plan, "round.discard", "")
    found.delete()


def round_open(*, actor: Actor, slug: str, now: dt.datetime | None = None) -> int:
    """Everyone owes what the plan gave them on the reporting day; returns how many answers.

    Raises ``StepRefused`` where nothing is owed, or the deadline is over already.
    """

    def do(found: ReportingRound, at: dt.datetime) -> None:
        if found.due_on < timezone.localdate(at):
            raise StepRefused(_("Die Frist liegt in der Vergangenheit."))
        owed = owed_in(found)
        if not any(one.institution for one in owed):
            raise StepRefused(_("Im gewählten Umfang schuldet niemand eine Antwort."))
        found.opened_at = at
        found.save()
        Duty.objects.bulk_create(
            [
                Duty(
                    round=found,
                    position=position,
                    measure=one.measure,
                    phase=one.phase,
                    scope=one.scope,
                    institution_id=one.institution,
                    via_id=one.via,
                )
                for position, one in enumerate(owed)
            ]
        )

    _step(Step.OPEN, actor, slug, now, do)
    return Duty.objects.filter(round__slug=slug, institution__isnull=False).count()


def round_close(*, actor: Actor, slug: str, now: dt.datetime | None = None) -> None:
    """No new answers come in; the office looks through what came."""

    def do(found: ReportingRound, at: dt.datetime) -> None:
        found.closed_at = at
        found.save()

    _step(Step.CLOSE, actor, slug, now, do)


def round_reopen(*, actor: Actor, slug: str, due_on: dt.date) -> None:
    """Answers come in again until ``due_on``."""

    def do(found: ReportingRound, at: dt.datetime) -> None:
        if due_on < timezone.localdate(at):
            raise StepRefused(_("Die Frist liegt in der Vergangenheit."))
        found.due_on, found.closed_at = due_on, None
        found.save()

    _step(Step.REOPEN, actor, slug, None, do)


def round_freeze(
    *,
    actor: Actor,
    slug: str,
    despite_open_questions: bool = False,
    now: dt.datetime | None = None,
) -> str:
    """Nothing in the round changes any more; returns the SHA-256 of its archive.

    Drafts that nobody handed in do not count. Raises ``StepRefused`` while questions are open,
    unless the office says that it knows.
    """

    def do(found: ReportingRound, at: dt.datetime) -> None:
        questions = Remark.objects.filter(open_questions(), duty__round=found).count()
        if questions and not despite_open_questions:
            raise StepRefused(
                _("%d Rückfragen sind noch offen. Bitte schließen oder ausdrücklich übergehen.")
                % questions
            )
        found.frozen_at = at
        found.save()
        archive = archived(found)
        RoundArchive.objects.create(round=found, content=archive.text, sha256=archive.sha256)

    _step(Step.FREEZE, actor, slug, now, do)
    return RoundArchive.objects.values_list("sha256", flat=True).get(round__slug=slug)


def round_publish(*, actor: Actor, slug: str, now: dt.datetime | None = None) -> None:
    """What the round holds is public."""

    def do(found: ReportingRound, at: dt.datetime) -> None:
        found.published_at = at
        found.save()

    _step(Step.PUBLISH, actor, slug, now, do)


@transaction.atomic
def _step(
    step: Step,
    actor: Actor,
    slug: str,
    now: dt.datetime | None,
    do: Callable[[ReportingRound, dt.datetime], None],
) -> None:
    found, plan = _for_change(actor, slug)
    after = state_after(step, found.state)
    if after is None:
        raise StepRefused(
            _("Das geht jetzt nicht: Die Runde „%(round)s“ ist %(state)s.")
            % {"round": slug, "state": RoundState(found.state).label}
        )
    found.state = after
    do(found, now or timezone.now())
    _log(found, actor, plan, step, "")


def _for_change(actor: Actor, slug: str) -> tuple[ReportingRound, str]:
    """The round and its plan's slug, held until the transaction ends."""
    take_turn()
    found = round_row(slug)
    plan = found.plan.slug
    require(actor, MANAGE_ROUNDS, RoundSubject(plan, slug))
    return found, plan


def _problems(plan: str, wanted: Wanted, now: dt.datetime) -> list[str]:
    problems = []
    if not (wanted.title_de.strip() and wanted.title_en.strip()):
        problems.append(_("Der Titel fehlt, deutsch oder englisch."))
    if wanted.reporting_on > timezone.localdate(now):
        problems.append(_("Der Stichtag liegt in der Zukunft."))
    if wanted.due_on < wanted.reporting_on:
        problems.append(_("Die Frist liegt vor dem Stichtag."))
    try:
        frame = plan_frame(plan, language="de", day=wanted.reporting_on)
    except PlanNotFound as missing:
        return [*problems, str(missing)]
    known = {node.key for node in frame.nodes.values()}
    problems += [
        _("Diesen Teil hat der Plan am Stichtag nicht: %s") % key
        for key in wanted.scope
        if key not in known
    ]
    return problems


def _write(found: ReportingRound, wanted: Wanted) -> None:
    found.title_de, found.title_en = wanted.title_de.strip(), wanted.title_en.strip()
    found.reporting_on, found.due_on = wanted.reporting_on, wanted.due_on
    found.scope, found.is_example = list(wanted.scope), wanted.is_example
    found.save()


def _log(found: ReportingRound, actor: Actor, plan: str, act: str, reason: str) -> None:
    # What is not published changes no public page; the pages of the office are never kept.
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=f"round:{plan}/{found.slug}",
        reason=reason,
        is_write=act == Step.PUBLISH,
    )
