# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answering: nobody overwrites what they have not seen, and nothing counts twice."""

from uuid import uuid4

import pytest

from leitstand.core.accounts.actors import Account
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.rules import GrantedRole
from leitstand.steering.actors import LinkHolder
from leitstand.steering.answer import AnswerContent, Evidence, Milestone
from leitstand.steering.enums import AnswerWay
from leitstand.steering.errors import AnswerOvertaken, AnswerRefused, DutyNotFound
from leitstand.steering.models import Answer, Duty, Remark
from leitstand.steering.services import rounds
from leitstand.steering.services.answers import answer_accept
from leitstand.steering.services.remarks import question_ask, question_reply
from tests.steering.harbour import (
    OFFICE,
    PLAN,
    ROUND,
    RUNNING,
    answered,
    duty,
    plan_stands,
    round_stands,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def crane(db: None) -> Duty:
    """What the wharf owes about its crane, in an open round."""
    plan_stands()
    round_stands()
    return duty("hafen.1.I", "werft")


def holder(institution: str = "werft", *measures: str) -> LinkHolder:
    return LinkHolder(7, ROUND, PLAN, institution, "Anna", frozenset(measures))


def account(role: str, institution: str = "") -> Account:
    made = Account(username="anna", pk=7)
    made.roles = (GrantedRole(role, institution),)
    return made


def test_every_saying_is_a_new_number_and_the_newest_handed_in_counts(crane: Duty) -> None:
    first = answered(crane, RUNNING.model_copy(update={"account": "Entwurf"}), is_submitted=False)
    second = answered(crane)
    third = answered(crane, RUNNING.model_copy(update={"account": "Neu"}), is_submitted=False)
    assert (first.number, second.number, third.number) == (1, 2, 3)
    crane.refresh_from_db()
    assert crane.answer is not None
    assert crane.draft is not None
    assert (crane.answer.number, crane.draft.number, crane.number) == (2, 3, 3)
    assert Answer.objects.count() == 3


def test_the_same_form_sent_twice_is_one_answer(crane: Duty) -> None:
    submission = uuid4()
    first = answered(crane, submission=submission, seen=0)
    again = answered(crane, submission=submission, seen=0)
    assert (first.number, again.number, again.is_new) == (1, 1, False)
    assert Answer.objects.count() == 1


def test_a_form_of_another_duty_is_not_taken(crane: Duty) -> None:
    submission = uuid4()
    answered(crane, submission=submission)
    with pytest.raises(AnswerRefused, match="gehört nicht hierher"):
        answered(duty("hafen.1.II", "werft"), submission=submission)


def test_saying_the_same_again_writes_nothing(crane: Duty) -> None:
    answered(crane)
    assert not answered(crane).is_new
    assert Answer.objects.count() == 1


def test_two_who_answer_different_things_both_stand(crane: Duty) -> None:
    answered(crane)
    answered(crane, RUNNING.model_copy(update={"obstacles": "Kein Strom."}), seen=1)
    answered(crane, RUNNING.model_copy(update={"next_step": "Probelauf."}), seen=1)
    crane.refresh_from_db()
    assert crane.answer is not None
    assert crane.answer.content["obstacles"] == "Kein Strom."
    assert crane.answer.content["next_step"] == "Probelauf."


def test_two_who_answer_the_same_thing_differently_meet(crane: Duty) -> None:
    answered(crane)
    answered(crane, RUNNING.model_copy(update={"account": "Er steht schief."}), seen=1)
    mine = RUNNING.model_copy(update={"account": "Er ist abgebaut.", "obstacles": "Rost"})
    with pytest.raises(AnswerOvertaken) as met:
        answered(crane, mine, seen=1)
    assert met.value.clashes == ("account",)
    assert met.value.theirs.account == "Er steht schief."
    assert met.value.content.account == "Er ist abgebaut."
    assert met.value.content.obstacles == "Rost"
    assert Answer.objects.count() == 2
    assert answered(crane, met.value.content, seen=met.value.seen).number == 3


def test_milestones_of_two_people_are_brought_together_one_by_one(crane: Duty) -> None:
    first, second, third = (Milestone(id=f"m{n}", title=f"Schritt {n}") for n in (1, 2, 3))
    answered(crane, RUNNING.model_copy(update={"milestones": (first,)}))
    answered(crane, RUNNING.model_copy(update={"milestones": (first, second)}), seen=1)
    answered(crane, RUNNING.model_copy(update={"milestones": (first, third)}), seen=1)
    crane.refresh_from_db()
    assert crane.answer is not None
    kept = AnswerContent.model_validate(crane.answer.content).milestones
    assert {one.id for one in kept} == {"m1", "m2", "m3"}


@pytest.mark.parametrize("seen", [-1, 2, 99])
def test_a_number_that_nobody_can_have_seen_is_refused(crane: Duty, seen: int) -> None:
    answered(crane)
    with pytest.raises(AnswerRefused, match="neu öffnen"):
        answered(crane, RUNNING.model_copy(update={"account": "x"}), seen=seen)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (AnswerContent(), "state"),
        (AnswerContent(state="running"), "outlook"),
        (AnswerContent(state="merged"), "merged_into"),
        (AnswerContent(state="merged", merged_into="hafen.1.I"), "merged_into"),
        (AnswerContent(state="merged", merged_into="gibt.es.nicht"), "merged_into"),
        (AnswerContent(state="given-up"), "account"),
        (
            AnswerContent(
                state="done",
                evidence=(Evidence(id="e1", kind="document", title="Brief", attachment=99),),
            ),
            "evidence",
        ),
    ],
)
def test_what_is_missing_is_told_at_its_field_and_a_draft_may_miss_it(
    crane: Duty, content: AnswerContent, field: str
) -> None:
    with pytest.raises(AnswerRefused) as refused:
        answered(crane, content)
    assert list(refused.value.problems) == [field]
    assert not Answer.objects.exists()


def test_a_measure_can_have_gone_into_another_one(crane: Duty) -> None:
    assert answered(crane, AnswerContent(state="merged", merged_into="hafen.2.II")).is_new


def test_after_closing_only_who_is_asked_and_the_office_may_answer(crane: Duty) -> None:
    rounds.round_close(actor=OFFICE, slug=ROUND)
    with pytest.raises(AnswerRefused, match="geschlossen"):
        answered(crane, respondent=holder())
    assert answered(crane).is_new  # the office
    rounds.round_freeze(actor=OFFICE, slug=ROUND)
    with pytest.raises(AnswerRefused, match="eingefroren"):
        answered(crane, RUNNING.model_copy(update={"account": "zu spät"}))


def test_a_link_opens_what_its_institution_owes_and_nothing_else(crane: Duty) -> None:
    assert answered(crane, respondent=holder()).is_new
    for foreign in (
        holder("zoll"),
        holder("werft", "hafen.1.II"),
        LinkHolder(7, "andere", PLAN, "werft", ""),
    ):
        with pytest.raises(NotPermitted):
            answered(crane, respondent=foreign)
    with pytest.raises(NotPermitted):
        answer_accept(actor=holder(), duty=crane.pk, number=1)


def test_a_contributor_prepares_and_the_lead_hands_in(crane: Duty) -> None:
    helper = account("contributor", "werft")
    assert answered(crane, respondent=helper, is_submitted=False).is_new
    with pytest.raises(NotPermitted):
        answered(crane, respondent=helper)
    assert answered(crane, respondent=account("lead", "werft")).is_new
    for foreign in (account("lead", "zoll"), account("committee"), account("reader")):
        with pytest.raises(NotPermitted):
            answered(crane, respondent=foreign, is_submitted=False)


def test_the_office_answers_on_behalf_and_it_is_seen(crane: Duty) -> None:
    answered(crane, respondent=account("office"), way=AnswerWay.ACCOUNT)
    assert Answer.objects.get().way == AnswerWay.BEHALF


def test_the_office_takes_the_answer_it_looked_at_and_no_newer_one(crane: Duty) -> None:
    answered(crane)
    answered(crane, RUNNING.model_copy(update={"account": "Neu"}))
    with pytest.raises(AnswerRefused, match="Inzwischen"):
        answer_accept(actor=OFFICE, duty=crane.pk, number=1)
    answer_accept(actor=OFFICE, duty=crane.pk, number=2)
    crane.refresh_from_db()
    assert crane.accepted == 2


def test_accepting_closes_the_questions_that_were_replied_to(crane: Duty) -> None:
    answered(crane)
    silent = question_ask(actor=OFFICE, duty=crane.pk, text="Seit wann?")
    replied = question_ask(actor=OFFICE, duty=crane.pk, text="Von wem?")
    question_reply(respondent=holder(), question=replied, text="Von der Werft.")
    answer_accept(actor=OFFICE, duty=crane.pk, number=1)
    assert Remark.objects.get(pk=replied).closed_at is not None
    assert Remark.objects.get(pk=silent).closed_at is None


def test_every_answer_is_on_record_without_what_it_says(crane: Duty) -> None:
    answered(crane, respondent=holder())
    act = AuditEvent.objects.get(act="answer.submit")
    assert (act.actor, act.subject) == ("link:7", f"answer:{PLAN}/{ROUND}/hafen.1.I/werft")
    assert act.details == {"number": 1, "way": "account"}


def test_what_nobody_owes_cannot_be_answered(crane: Duty) -> None:
    Duty.objects.filter(pk=crane.pk).delete()
    with pytest.raises(DutyNotFound):
        answer_accept(actor=OFFICE, duty=crane.pk, number=1)
