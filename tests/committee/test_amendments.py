# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A decision changes the plan by the plan's own way, and both ends name each other."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from leitstand.committee.errors import Contradicts, Refused
from leitstand.committee.models import Amendment
from leitstand.committee.rules.life import Step
from leitstand.committee.selectors.decisions import decision_line
from leitstand.committee.selectors.mentions import newest_mentions
from leitstand.committee.services.agenda import WantedItem
from leitstand.committee.services.amendments import (
    WantedWords,
    amendment_link,
    measure_amend,
)
from leitstand.committee.services.meetings import meeting_step
from leitstand.committee.services.proposals import (
    WantedMeasure,
    WantedProposal,
    proposal_adopt,
    proposal_change,
    proposal_submit,
    support_add,
)
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.plan.editing import measure_change
from leitstand.plan.selectors import plan_document, plan_frame
from leitstand.plan.selectors.versions import measure_versions, newest_act
from tests.committee.cast import (
    ABOUT,
    HELD_ON,
    NETWORK,
    OFFICE,
    account,
    decided,
    meeting_stands,
    proposed,
)
from tests.people import ROLES
from tests.steering.harbour import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
WORDS = WantedWords("Der große Kran", "The large crane", "Er hebt 40 t.", "It lifts 40 t.")
LATER = dt.date(2022, 9, 1)


def seen() -> int:
    return newest_act(measure_versions(plan_frame(PLAN, language="de").id, ABOUT))


def amended(decision: int, wanted: WantedWords = WORDS, **changes: Any) -> int:
    facts: dict[str, Any] = {"actor": OFFICE, "seen": seen()} | changes
    return measure_amend(decision=decision, measure=ABOUT, wanted=wanted, **facts)


def title(day: dt.date | None = None) -> str:
    measures = {one.id: one for one in plan_document(PLAN, day=day).measures}
    return measures[ABOUT].title.de


def test_the_plan_reads_as_decided_from_the_day_of_the_decision() -> None:
    meeting, [item] = meeting_stands()
    decision = decided(item)
    act = amended(decision)
    assert (title(HELD_ON - dt.timedelta(days=1)), title(HELD_ON)) == (ABOUT, "Der große Kran")
    event = AuditEvent.objects.get(pk=act)
    assert (event.act, event.reason) == ("measure.change", "Beschluss RAT 2022/01 vom 1. Juni 2022")
    [line] = decision_line(decision, language="de").amendments
    assert (line.measure, line.act, line.is_new) == (ABOUT, act, False)
    # The other end: the page of the measure names it as soon as the decision is public.
    assert newest_mentions(PLAN, [ABOUT], day=None) == ()
    for step in (Step.CLOSE, Step.PUBLISH):
        meeting_step(actor=OFFICE, meeting=meeting, step=step)
    [mention] = newest_mentions(PLAN, [ABOUT], day=None)
    assert (mention.number, mention.decided_on, mention.is_amended) == (
        "RAT 2022/01",
        HELD_ON,
        True,
    )
    assert newest_mentions(PLAN, [ABOUT], day=dt.date(2022, 7, 1)) == (), "published today"


def test_an_invented_decision_says_so_in_the_history_of_the_plan() -> None:
    _meeting, [item] = meeting_stands(is_example=True)
    act = amended(decided(item))
    assert AuditEvent.objects.get(pk=act).reason.endswith("(Beispieldaten)")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"effective_on": HELD_ON - dt.timedelta(days=1)}, "frühestens ab dem Tag"),
        ({"effective_on": timezone.localdate() + dt.timedelta(days=1)}, "liegt in der Zukunft"),
        ({"wanted": WantedWords("", "", "", "")}, "ist leer"),
        ({"wanted": WantedWords(ABOUT, f"{ABOUT} (en)", ABOUT, f"{ABOUT} (en)")}, "sagt das schon"),
        ({"seen": 999_999}, "gehört nicht hierher"),
    ],
)
def test_what_the_plan_refuses_is_told_and_nothing_is_linked(
    changes: dict[str, Any], words: str
) -> None:
    _meeting, [item] = meeting_stands()
    decision = decided(item)
    with pytest.raises(Refused, match=words):
        amended(decision, **changes)
    assert title() == ABOUT
    assert not Amendment.objects.exists()


def test_only_what_was_adopted_and_holds_changes_the_plan_and_only_where_it_says() -> None:
    _meeting, [item] = meeting_stands()
    rejected = decided(item, outcome="rejected")
    with pytest.raises(Refused, match="Nur was angenommen ist"):
        amended(rejected)
    adopted = decided(item, "RAT 2022/02", seen=1, supersedes=[rejected], measures=("hafen.2.I",))
    with pytest.raises(Refused, match="nennt diese Maßnahme nicht"):
        amended(adopted)
    _second, [again] = meeting_stands(held_on=LATER)
    decided(
        again,
        "RAT 2022/03",
        outcome="rejected",
        decided_on=LATER,
        supersedes=[adopted],
        measures=("hafen.2.I",),
    )
    with pytest.raises(Refused, match="aufgehoben durch RAT 2022/03"):
        measure_amend(
            actor=OFFICE, decision=adopted, measure="hafen.2.I", wanted=WORDS, seen=seen()
        )


def test_changing_the_same_words_again_has_to_say_that_it_replaces() -> None:
    _first, [item] = meeting_stands()
    amended(decided(item))
    _second, [again] = meeting_stands(held_on=LATER)
    later = decided(again, "RAT 2022/02", decided_on=LATER)
    taller = WantedWords(
        "Der höchste Kran", "The tallest crane", WORDS.summary_de, WORDS.summary_en
    )
    with pytest.raises(Contradicts) as told:
        amended(later, taller)
    [conflict] = told.value.conflicts
    assert (conflict.number, conflict.ground) == ("RAT 2022/01", "amendment")
    assert title() == "Der große Kran", "it was changed all the same"
    amended(later, taller, replaces=conflict.id)
    assert title() == "Der höchste Kran"
    first = Amendment.objects.get(decision__number="RAT 2022/01")
    [line] = decision_line(first.decision_id, language="de").amendments
    assert line.replaced_by == "RAT 2022/02"


def test_changing_other_words_of_the_measure_replaces_nothing() -> None:
    _first, [item] = meeting_stands()
    amended(decided(item))
    _second, [again] = meeting_stands(held_on=LATER)
    later = decided(again, "RAT 2022/02", decided_on=LATER)
    with_remark = WantedWords(
        WORDS.title_de, WORDS.title_en, WORDS.summary_de, WORDS.summary_en, "Steht.", "Stands."
    )
    amended(later, with_remark)
    assert Amendment.objects.filter(replaces__isnull=False).count() == 0


def test_a_decision_that_supersedes_replaces_the_amendment_without_being_asked_again() -> None:
    _first, [item] = meeting_stands()
    earlier = decided(item)
    amended(earlier)
    _second, [again] = meeting_stands(held_on=LATER)
    later = decided(again, "RAT 2022/02", decided_on=LATER, supersedes=[earlier])
    back = WantedWords(ABOUT, f"{ABOUT} (en)", ABOUT, f"{ABOUT} (en)")
    amended(later, back)
    assert Amendment.objects.get(decision=later).replaces is not None
    assert title() == ABOUT


def test_a_change_made_in_the_editor_is_named_once() -> None:
    _meeting, [item] = meeting_stands()
    decision = decided(item)
    document = {one.id: one for one in plan_document(PLAN).measures}[ABOUT]
    saved = measure_change(
        actor=OFFICE,
        plan=PLAN,
        measure=ABOUT,
        wanted=document.model_dump() | {"title": {"de": "Der Kran", "en": "The crane"}},
        seen=seen(),
        reason="wie beschlossen",
        effective_on=HELD_ON,
    )
    assert saved.act is not None
    for _time in (1, 2):
        amendment_link(actor=OFFICE, decision=decision, measure=ABOUT, act=saved.act)
    assert Amendment.objects.count() == 1
    other = decided(item, "RAT 2022/02", seen=1)
    with pytest.raises(Refused, match="gehört schon zum Beschluss RAT 2022/01"):
        amendment_link(actor=OFFICE, decision=other, measure=ABOUT, act=saved.act)
    with pytest.raises(Refused, match="Diesen Vorgang gibt es zu der Maßnahme nicht"):
        amendment_link(actor=OFFICE, decision=other, measure=ABOUT, act=999_999)


def test_what_holds_from_today_can_follow_what_was_changed_this_morning() -> None:
    _meeting, [item] = meeting_stands()
    decision = decided(item)
    amended(decision, effective_on=timezone.localdate())
    back = WantedWords(ABOUT, f"{ABOUT} (en)", ABOUT, f"{ABOUT} (en)")
    amended(decision, back, effective_on=timezone.localdate())
    assert title() == ABOUT
    with pytest.raises(Refused, match="eine spätere Änderung gilt schon ab"):
        amended(decision, effective_on=HELD_ON)


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
def test_only_the_office_changes_the_plan_for_a_decision(role: str) -> None:
    _meeting, [item] = meeting_stands()
    decision = decided(item)
    with pytest.raises(NotPermitted):
        amended(decision, actor=account(role, "werft"))


TOPIC = WantedMeasure(
    "Landstrom",
    "Shore power",
    "Schiffe beziehen Strom am Kai.",
    "Ships get power.",
    "hafen.1",
    lead="werft",
)


def adopted_topic(body: str = "rat", **changes: Any) -> int:
    topic = proposed()
    support_add(actor=OFFICE, proposal=topic, institution="zoll")
    _meeting, [item] = meeting_stands(
        body, items=(WantedItem("decision", "Landstrom", proposal=topic),), **changes
    )
    decided(item, f"{body.upper()} 2022/01", measures=())
    return topic


def test_a_topic_from_the_network_becomes_a_measure_by_a_decision() -> None:
    topic = adopted_topic()
    key = proposal_adopt(actor=OFFICE, proposal=topic, wanted=TOPIC)
    assert key == "hafen.1.III"
    assert proposal_adopt(actor=OFFICE, proposal=topic, wanted=TOPIC) == key, "sent twice"
    measure = {one.id: one for one in plan_document(PLAN).measures}[key]
    joined = measure.joined
    assert joined is not None
    assert (joined.decided_on, joined.decided_by, joined.goal, joined.decision) == (
        HELD_ON,
        "zoll",
        "hafen.a",
        "RAT 2022/01",
    )
    assert [(role.institution, role.role) for role in measure.roles] == [("werft", "lead")]
    amendment = Amendment.objects.get(measure=key)
    assert amendment.is_new
    assert amendment.decision.number == "RAT 2022/01"


@pytest.mark.parametrize(
    ("topic", "wanted", "words"),
    [
        (lambda: proposed(), TOPIC, "Nur was angenommen ist"),
        (lambda: adopted_topic(NETWORK), TOPIC, "Gremium ist keine Institution"),
        (adopted_topic, WantedMeasure("", "", "", "", "hafen.1"), "ist leer"),
        (adopted_topic, WantedMeasure("A", "A", "A", "A", "hafen.9"), "hafen.9"),
        (adopted_topic, WantedMeasure("A", "A", "A", "A", "hafen.1", "nirgends"), "nirgends"),
    ],
)
def test_a_measure_that_cannot_join_is_refused(
    topic: Any, wanted: WantedMeasure, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        proposal_adopt(actor=OFFICE, proposal=topic(), wanted=wanted)
    assert len(plan_document(PLAN).measures) == 4


def test_what_was_decided_after_the_plans_term_cannot_join_it() -> None:
    """The plan's own rule: it takes topics in during its term."""
    topic = proposed()
    _meeting, [item] = meeting_stands(
        held_on=dt.date(2024, 1, 10),
        items=(WantedItem("decision", "Landstrom", proposal=topic),),
    )
    decided(item, measures=(), decided_on=dt.date(2024, 1, 10))
    with pytest.raises(Refused, match="2022-12-31"):
        proposal_adopt(actor=OFFICE, proposal=topic, wanted=TOPIC)


def test_a_draft_is_its_writers_and_once_submitted_it_stays() -> None:
    writer, other = account("network", "werft"), account("network", "zoll")
    topic = proposed(is_submitted=False, actor=writer)
    wanted = WantedProposal("Anders", "Text", "hafen.a", "hafen.1")
    with pytest.raises(NotPermitted):
        proposal_change(actor=other, proposal=topic, wanted=wanted)
    with pytest.raises(NotPermitted):
        proposal_submit(actor=account("reader"), proposal=topic)
    proposal_change(actor=writer, proposal=topic, wanted=wanted)
    with pytest.raises(Refused, match="was eingereicht"):
        support_add(actor=other, proposal=topic, institution="zoll")
    proposal_submit(actor=writer, proposal=topic)
    with pytest.raises(Refused, match="ändert sich nicht mehr"):
        proposal_change(actor=writer, proposal=topic, wanted=wanted)
    support_add(actor=other, proposal=topic, institution="zoll")
    support_add(actor=other, proposal=topic, institution="zoll")
    with pytest.raises(NotPermitted):
        support_add(actor=other, proposal=topic, institution="werft")


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (WantedProposal("", "Text", "hafen.a", "hafen.1"), "Titel fehlt"),
        (WantedProposal("X", "", "hafen.a", "hafen.1"), "worum es geht"),
        (WantedProposal("X", "Text", "hafen.z", "hafen.1"), "hafen.z"),
        (WantedProposal("X", "Text", "hafen.a", "hafen.7"), "hafen.7"),
        (WantedProposal("X", "Text", "hafen.a", "hafen.1", lead="nirgends"), "nirgends"),
        (WantedProposal("X", "x" * 20_001, "hafen.a", "hafen.1"), "20001 Zeichen"),
    ],
)
def test_a_proposal_that_cannot_be_is_refused(wanted: WantedProposal, words: str) -> None:
    topic = proposed(is_submitted=False)
    with pytest.raises(Refused, match=words):
        proposal_change(actor=OFFICE, proposal=topic, wanted=wanted)


@pytest.mark.parametrize("role", ["lead", "contributor", "committee", "reader"])
def test_only_the_network_and_the_office_bring_topics_in(role: str) -> None:
    with pytest.raises(NotPermitted):
        proposed(actor=account(role, "werft"))
