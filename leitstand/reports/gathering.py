# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reads what a report is made from. Everything as it was recorded when the round was frozen."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from leitstand.committee.enums import (
    ItemKind,
    MeetingState,
    OrderState,
    Outcome,
    ProposalState,
    SeatRole,
)
from leitstand.committee.rules.due import FINAL
from leitstand.committee.selectors.decisions import DecisionLine as CommitteeDecision
from leitstand.committee.selectors.decisions import decisions_until
from leitstand.committee.selectors.meetings import meeting_cards
from leitstand.committee.selectors.orders import OrderLine as CommitteeOrder
from leitstand.committee.selectors.orders import orders_until
from leitstand.committee.selectors.pack import MeetingPack, PackItem, meeting_pack
from leitstand.committee.selectors.proposals import proposal_lines
from leitstand.core.languages import Language
from leitstand.foreign.selectors.mirrored import foreign_states
from leitstand.plan.selectors import (
    PlanNotFound,
    frame_from,
    plan_document,
    plan_slugs,
    plan_title,
)
from leitstand.reports.building import ahead, decided, flagships, money, others, overall, standing
from leitstand.reports.building.fields import field_key
from leitstand.reports.inputs import (
    NO_TEXTS,
    AgendaLine,
    AnswerInputs,
    DecisionLine,
    ForeignLine,
    MonitoringInputs,
    OfficeTexts,
    OrderLine,
    PackInputs,
    PaperLine,
    ParliamentQuestion,
    ProposalLine,
    TextPlace,
)
from leitstand.reports.refusals import DayAhead, ReportRefused
from leitstand.steering.selectors.archive import as_archive
from leitstand.steering.selectors.settled import (
    Settled,
    earlier_than,
    settled,
    settled_rounds,
)
from leitstand.ui.formats import day as day_words


def gather_monitoring(
    slug: str, *, language: Language, texts: OfficeTexts = NO_TEXTS
) -> MonitoringInputs:
    """All that the monitoring report on a round tells.

    Raises ``RoundNotFound``, ``RoundNotFrozen``, ``ArchiveDamaged``.
    """
    with translation.override(language):
        found = settled(slug)
        rounds = settled_rounds(found.plan, is_example=found.is_example, until=found.frozen_at)
        earlier = earlier_than(found, rounds)
        for one in (found, *earlier):
            one.document  # noqa: B018  (read now, so that building needs no statement)
        return MonitoringInputs(
            found=found,
            earlier=earlier,
            texts=texts,
            decisions=_decisions(found, language),
            orders=_orders(found, language),
            foreign=_foreign(found, language),
            language=language,
        )


def _decisions(found: Settled, language: Language) -> tuple[DecisionLine, ...]:
    return tuple(
        decision_from(one)
        for one in decisions_until(
            found.plan,
            until=found.frozen_at,
            language=language,
            is_example=found.is_example,
            is_public_only=True,
        )
    )


def decision_from(one: CommitteeDecision) -> DecisionLine:
    """A decision of the committee's room as a report tells it."""
    return DecisionLine(
        reference=one.number,
        text=one.text,
        outcome=str(Outcome(one.outcome).label),
        body=one.body_name,
        decided_on=one.decided_on,
        measures=one.measures,
        changed=tuple(dict.fromkeys(each.measure for each in one.amendments)),
        replaces=tuple(each.number for each in one.supersedes),
        replaced_by=one.superseded_by.number if one.superseded_by else "",
    )


def _orders(found: Settled, language: Language) -> tuple[OrderLine, ...]:
    return tuple(
        order_from(one)
        for one in orders_until(
            found.plan,
            until=found.frozen_at,
            language=language,
            is_example=found.is_example,
            is_public_only=True,
        )
    )


def order_from(one: CommitteeOrder) -> OrderLine:
    """An order of the committee's room as a report tells it."""
    return OrderLine(
        reference=one.name,
        text=one.text,
        institution=one.called,
        due_on=one.due_on,
        ordered_on=one.decided_on,
        state=str(OrderState(one.state).label),
        is_open=not one.is_settled and one.state not in FINAL,
        accepted_on=timezone.localdate(one.accepted_at) if one.accepted_at else None,
        replaced_by=one.replaced_by or one.dropped_by,
        reports=tuple((each.said_on, each.text) for each in one.follow_ups),
        measures=one.measures,
    )


def _foreign(found: Settled, language: Language) -> tuple[ForeignLine, ...]:
    """What other programmes had said by then; invented states only beside invented answers."""
    programmes = {
        one["id"]: one["name"][language]
        for one in found.document["plan_as_of"]["plan"]["programmes"]
    }
    return tuple(
        ForeignLine(
            measure=one.measure,
            code=one.code,
            programme=programmes.get(one.programme, one.programme),
            their_state=one.words,
            state=one.state_words,
            reporting_on=one.reporting_on,
            fetched_on=timezone.localdate(one.fetched_at),
            checked_on=timezone.localdate(one.checked_at) if one.checked_at else None,
            source=one.source_name,
            failure=one.failure,
            is_stale=one.is_stale,
            is_gone=one.is_gone,
        )
        for one in foreign_states(found.plan, until=found.frozen_at, language=language)
        if one.is_example == found.is_example
    )


def text_places(found: Settled, *, language: Language) -> tuple[TextPlace, ...]:
    """Where the office may write, in the order of the report. The places of flagships are those of
    :func:`~leitstand.reports.building.flagships.flagship_key`.
    """
    with translation.override(language):
        frame = frame_from(found.document["plan_as_of"], language=language, day=found.reporting_on)
        fields = tuple(
            TextPlace(field_key(node.key), node.name) for node in frame.children.get(None, ())
        )
        return (
            TextPlace(standing.KEY, _("Wo stehen wir")),
            TextPlace(overall.KEY, _("Gesamtschau")),
            TextPlace("veraenderungen", _("Seit der vorigen Runde")),
            *fields,
            TextPlace(flagships.KEY, _("Leuchtturmprojekte")),
            TextPlace(money.KEY, _("Programmbudget")),
            TextPlace(decided.KEY, _("Beschlüsse und Aufträge")),
            TextPlace(others.KEY, _("Maßnahmen anderer Programme")),
            TextPlace(ahead.KEY, _("Ausblick")),
        )


def gather_answer(
    question: ParliamentQuestion,
    *,
    language: Language,
    today: dt.date,
    until: dt.datetime | None = None,
) -> AnswerInputs:
    """All that the answer to a question of parliament tells.

    From the frozen rounds, those frozen by ``until`` where it is given; from invented ones only
    where the plan has no real one. Raises ``PlanNotFound``, ``DayAhead``, ``ReportRefused``.
    """
    with translation.override(language):
        if question.day > today:
            raise DayAhead(
                _("Der %(day)s liegt in der Zukunft; beantwortet wird nur, was bekannt war.")
                % {"day": day_words(question.day)}
            )
        if not question.measures:
            raise ReportRefused(_("Bitte mindestens eine Maßnahme nennen."))
        then = _plan_on(question)
        called: Mapping[str, Any] | None = then
        if then is None or not _names(then) >= set(question.measures):
            newest = plan_document(question.plan).model_dump(mode="json")
            called = _with_measures(then, newest)
        rounds = settled_rounds(question.plan, until=until)
        real = tuple(one for one in rounds if not one.is_example)
        chosen = real or rounds
        for one in chosen:
            one.document  # noqa: B018  (read now, so that building needs no statement)
        return AnswerInputs(
            question=question,
            then=then,
            plan_sha256=as_archive(then).sha256 if then else "",
            called=called or {},
            rounds=chosen,
            language=language,
        )


def _plan_on(question: ParliamentQuestion) -> dict[str, Any] | None:
    """The plan as it stood on the day; None where it did not yet. Raises ``PlanNotFound``."""
    try:
        return plan_document(question.plan, day=question.day).model_dump(mode="json")
    except PlanNotFound:
        if question.plan not in plan_slugs():
            raise
        return None


def _names(tree: Mapping[str, Any]) -> set[str]:
    """Every measure and part that one may ask about, by key."""
    keys = {one["id"] for one in tree["measures"]}
    wholes = {one["id"].removesuffix(f".{one['part']}") for one in tree["measures"] if one["part"]}
    return keys | wholes


def _with_measures(then: dict[str, Any] | None, called: dict[str, Any]) -> Mapping[str, Any]:
    """The plan of the day where there was one; measures that came later are named as today."""
    if then is None:
        return called
    known = {one["id"] for one in then["measures"]}
    nodes = {one["id"] for one in then["nodes"]}
    later = [one for one in called["measures"] if one["id"] not in known]
    branches = [one for one in called["nodes"] if one["id"] not in nodes]
    return {
        **then,
        "measures": [*then["measures"], *later],
        "nodes": [*then["nodes"], *branches],
    }


def gather_pack(meeting: int, *, language: Language, today: dt.date) -> PackInputs:
    """All that the pack of a meeting tells, as recorded today. Raises ``MeetingNotFound``."""
    with translation.override(language):
        pack = meeting_pack(meeting, language, today=today)
        card = pack.card
        plan, is_example = card.body.plan, card.is_example
        before = meeting_cards(
            Q(body_id=card.body.id, held_on__lt=card.held_on) & ~Q(state=MeetingState.CANCELLED),
            language=language,
            limit=1,
        )
        rounds = settled_rounds(plan, is_example=is_example, only_public=True)
        found = rounds[-1] if rounds else None
        earlier = rounds[:-1]
        known = [one for one in earlier if before and one.frozen_on <= before[0].held_on]
        for one in rounds:
            one.document  # noqa: B018  (read now, so that building needs no statement)
        committee = _committee(pack, language)
        return PackInputs(
            plan_title=plan_title(plan, language=language),
            measures={key: (one.label, one.title) for key, one in pack.measures.items()},
            body=card.body.name,
            title=card.title,
            held_on=card.held_on,
            starts_at=card.starts_at.strftime("%H:%M") if card.starts_at else "",
            place=card.place,
            as_of=today,
            is_example=is_example,
            previous_meeting=before[0].held_on if before else None,
            found=found,
            earlier=earlier,
            previous=(known or list(earlier))[-1] if earlier else None,
            sha256=_fingerprint(committee),
            language=language,
            **committee,
        )


def _committee(pack: MeetingPack, language: Language) -> dict[str, Any]:
    """What the committee's room says, as the pack tells it."""
    card = pack.card
    papers = [*((one, "") for one in pack.papers)]
    papers += [(one, str(item.line.number)) for item in pack.items for one in item.papers]
    waiting = Q(plan__slug=card.body.plan, is_example=card.is_example, state__in=_WAITING)
    return {
        "agenda": tuple(_agenda(one) for one in pack.items),
        "members": tuple((str(SeatRole(one.role).label), one.who) for one in pack.members),
        "papers": tuple(
            PaperLine(one.line.label, one.line.name, one.line.sha256, one.line.size, item)
            for one, item in papers
        ),
        "orders": tuple(order_from(one) for one in pack.orders),
        "decisions": tuple(decision_from(one) for one in pack.earlier),
        "proposals": tuple(
            ProposalLine(
                title=one.title,
                text=one.text,
                proposed_for=one.proposed_for_called,
                proposed_on=timezone.localdate(one.submitted_at) if one.submitted_at else None,
                goal=one.goal,
                lead=one.lead_called,
                support=tuple(each.called for each in one.supporters),
                state=str(ProposalState(one.state).label),
            )
            for one in proposal_lines(waiting, language=language)
        ),
    }


_WAITING = (
    ProposalState.SUBMITTED.value,
    ProposalState.SUPPORTED.value,
    ProposalState.ON_AGENDA.value,
)


def _agenda(one: PackItem) -> AgendaLine:
    item = one.line
    return AgendaLine(
        number=str(item.number),
        title=item.title,
        text=item.text,
        wants=str(ItemKind(item.kind).label),
        is_decision=item.kind == ItemKind.DECISION,
        measures=item.measures,
        papers=tuple(each.line.label for each in one.papers),
    )


def _fingerprint(committee: dict[str, Any]) -> str:
    """The SHA-256 of what the committee's records said."""
    values = {
        name: [list(one) if isinstance(one, tuple) else asdict(one) for one in found]
        for name, found in committee.items()
    }
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
