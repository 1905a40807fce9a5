# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The life of a round: each step is checked, done and logged, or refused in plain words."""

import datetime as dt

import pytest
from django.utils import timezone

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.steering.enums import RemarkKind, RoundState
from leitstand.steering.errors import RoundNotFound, StepRefused
from leitstand.steering.models import Answer, Duty, Remark, ReportingRound, RoundArchive
from leitstand.steering.rules.life import STEPS, Step, possible_steps, state_after
from leitstand.steering.selectors.archive import archived
from leitstand.steering.services import rounds
from leitstand.steering.services.rounds import Wanted, round_create, round_open
from tests.people import person
from tests.steering.harbour import (
    DUE_ON,
    NOON,
    OFFICE,
    PLAN,
    ROUND,
    answered,
    duty,
    plan_stands,
    round_stands,
    wanted,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def harbour(db: None) -> None:
    plan_stands()


def owed() -> set[tuple[str, str, str | None, str | None]]:
    rows = Duty.objects.filter(round__slug=ROUND)
    return set(rows.values_list("measure", "phase", "institution__slug", "via__slug"))


def test_every_lead_owes_an_answer_and_a_group_fans_out_to_its_members() -> None:
    round_stands()
    assert owed() == {
        ("hafen.1.I", "", "werft", None),
        ("hafen.1.II", "Planung", "werft", None),
        ("hafen.1.II", "Umsetzung", "zoll", None),
        ("hafen.2.I", "", "nord", None),  # leads in its own name too, and answers once
        ("hafen.2.I", "", "sued", "bezirke"),
        ("hafen.2.II", "", None, None),
    }


def test_berlin_asks_whom_its_document_names_as_leads(berlin_document: PlanDocument) -> None:
    # Last of the two plans: both have a group of districts, and the newer import says who is in it.
    berlin = berlin_document
    plan_import(document=berlin, actor="test")
    today = timezone.localdate()
    asked = Wanted("Herbst", "Autumn", today, today + dt.timedelta(days=30))
    round_create(actor=OFFICE, plan=berlin.plan.slug, slug="berlin", wanted=asked)
    groups = {
        one.id: {member.institution for member in one.members}
        for one in berlin.institutions
        if one.kind == "group" and one.members
    }
    expected = set()
    for one in berlin.measures:
        for lead in (role for role in one.roles if role.role == "lead"):
            for answering in groups.get(lead.institution, {lead.institution}):
                expected.add((one.id, lead.phase or "", lead.scope or "", answering))
    count = round_open(actor=OFFICE, slug="berlin")
    rows = Duty.objects.filter(round__slug="berlin", institution__isnull=False)
    found = set(rows.values_list("measure", "phase", "scope", "institution__slug"))
    assert found == expected
    assert count == len(expected) > 100


def test_only_the_chosen_part_is_asked() -> None:
    round_stands(scope=("hafen.2",))
    assert {measure for measure, *_rest in owed()} == {"hafen.2.I", "hafen.2.II"}


def test_the_steps_lead_through_the_round_in_order_and_are_on_record() -> None:
    round_stands()
    answered(duty("hafen.1.I", "werft"))
    before = data_version()
    rounds.round_close(actor=OFFICE, slug=ROUND)
    digest = rounds.round_freeze(actor=OFFICE, slug=ROUND)
    assert data_version() == before  # no page that is kept has changed
    rounds.round_publish(actor=OFFICE, slug=ROUND)
    assert data_version() > before
    found = ReportingRound.objects.get(slug=ROUND)
    assert found.state == RoundState.PUBLISHED
    kept = RoundArchive.objects.get(round=found)
    assert kept.sha256 == digest == archived(found).sha256
    acts = AuditEvent.objects.filter(subject=f"round:{PLAN}/{ROUND}").order_by("id")
    assert list(acts.values_list("act", flat=True)) == [
        "round.create",
        "round.open",
        "round.close",
        "round.freeze",
        "round.publish",
    ]


@pytest.mark.parametrize("state", RoundState.values)
@pytest.mark.parametrize("step", list(Step))
def test_a_step_is_possible_from_one_state_alone(state: str, step: Step) -> None:
    after = state_after(step, state)
    assert (after is not None) is (STEPS[step][0] == state)
    assert (step in possible_steps(state)) is (after is not None)


def test_a_step_out_of_order_is_told_and_changes_nothing() -> None:
    round_stands()
    with pytest.raises(StepRefused, match="ist offen"):
        rounds.round_publish(actor=OFFICE, slug=ROUND)
    with pytest.raises(StepRefused, match="ist offen"):
        rounds.round_open(actor=OFFICE, slug=ROUND, now=NOON)
    assert ReportingRound.objects.get(slug=ROUND).state == RoundState.OPEN
    assert Duty.objects.count() == 6


def test_an_open_question_holds_the_freezing_back_until_the_office_says_it_knows() -> None:
    round_stands()
    Remark.objects.create(
        duty=duty("hafen.1.I", "werft"),
        kind=RemarkKind.QUESTION,
        text="Seit wann?",
        said_by="cli:office",
        is_office=True,
        said_at=NOON,
    )
    rounds.round_close(actor=OFFICE, slug=ROUND)
    with pytest.raises(StepRefused, match="1 Rückfragen"):
        rounds.round_freeze(actor=OFFICE, slug=ROUND)
    assert not RoundArchive.objects.exists()
    rounds.round_freeze(actor=OFFICE, slug=ROUND, despite_open_questions=True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title_en": " "}, "Titel"),
        ({"due_on": dt.date(2026, 9, 29)}, "vor dem Stichtag"),
        ({"reporting_on": dt.date(2027, 1, 1), "due_on": dt.date(2027, 2, 1)}, "Zukunft"),
        ({"scope": ("hafen.9",)}, "hafen.9"),
        ({"reporting_on": dt.date(1950, 1, 1)}, "1950"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_written(
    changes: dict[str, object], words: str
) -> None:
    with pytest.raises(StepRefused, match=words):
        round_create(actor=OFFICE, plan=PLAN, slug=ROUND, wanted=wanted(**changes), now=NOON)
    assert not ReportingRound.objects.exists()


@pytest.mark.parametrize("slug", ["", "Herbst 2026", "herbst/26", "ä"])
def test_a_slug_is_small_letters_digits_and_hyphens(slug: str) -> None:
    with pytest.raises(StepRefused, match="Kennung"):
        round_create(actor=OFFICE, plan=PLAN, slug=slug, wanted=wanted(), now=NOON)


def test_a_round_that_is_due_already_or_that_nobody_owes_does_not_open() -> None:
    round_create(actor=OFFICE, plan=PLAN, slug=ROUND, wanted=wanted(), now=NOON)
    with pytest.raises(StepRefused, match="Vergangenheit"):
        round_open(actor=OFFICE, slug=ROUND, now=NOON + dt.timedelta(days=60))
    assert ReportingRound.objects.get(slug=ROUND).state == RoundState.DRAFT
    rounds.round_discard(actor=OFFICE, slug=ROUND)
    with pytest.raises(RoundNotFound):
        round_open(actor=OFFICE, slug=ROUND, now=NOON)


def test_once_open_only_titles_and_deadline_change() -> None:
    round_stands()
    later = DUE_ON + dt.timedelta(days=7)
    rounds.round_change(actor=OFFICE, slug=ROUND, wanted=wanted(due_on=later, title_de="Herbst"))
    found = ReportingRound.objects.get(slug=ROUND)
    assert (found.due_on, found.title_de) == (later, "Herbst")
    with pytest.raises(StepRefused, match="Umfang"):
        rounds.round_change(actor=OFFICE, slug=ROUND, wanted=wanted(scope=("hafen.1",)))
    with pytest.raises(StepRefused, match="verworfen"):
        rounds.round_discard(actor=OFFICE, slug=ROUND)


@pytest.mark.parametrize("role", ["lead", "contributor", "committee", "network", "reader"])
def test_only_the_office_runs_a_round(role: str, berlin: PlanDocument) -> None:
    round_stands()
    somebody = person(role)
    with pytest.raises(NotPermitted):
        round_create(actor=somebody, plan=PLAN, slug="eigene", wanted=wanted(), now=NOON)
    for act in (rounds.round_close, rounds.round_freeze, rounds.round_publish):
        with pytest.raises(NotPermitted):
            act(actor=somebody, slug=ROUND)
    assert ReportingRound.objects.get().state == RoundState.OPEN


def test_the_archive_holds_what_was_handed_in_and_no_names_of_people() -> None:
    round_stands()
    answered(duty("hafen.1.I", "werft"))
    answered(duty("hafen.1.II", "zoll"), is_submitted=False)
    rounds.round_close(actor=OFFICE, slug=ROUND)
    rounds.round_freeze(actor=OFFICE, slug=ROUND)
    text = RoundArchive.objects.get().content
    assert text.count('"content":') == 1
    assert "Der Kran steht." in text
    assert Answer.objects.filter(speaker="cli:office").count() == 2
    assert "cli:office" not in text
