# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The office's worklist: on which lists a duty stands, and which act helps it on."""

import datetime as dt

import pytest
from django.utils import timezone

from leitstand.core.selectors import institution_ids
from leitstand.steering.enums import LetterKind, LetterState
from leitstand.steering.models import AnswerLink, Contact, Letter
from leitstand.steering.selectors.worklist import Help, Waiting, WorkItem, worklist
from leitstand.steering.services.answers import answer_accept
from leitstand.steering.services.links import link_give, link_revoke
from leitstand.steering.services.remarks import question_ask, question_close, question_reply
from tests.steering.harbour import (
    DUE_ON,
    OFFICE,
    ROUND,
    RUNNING,
    answered,
    duty,
    plan_stands,
    round_stands,
)

pytestmark = pytest.mark.django_db
BEFORE = DUE_ON - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def harbour(db: None) -> None:
    plan_stands()
    round_stands()


def item(measure: str, institution: str, today: dt.date = BEFORE) -> WorkItem:
    """The entry of one duty."""
    return next(
        one
        for one in worklist(ROUND, language="de", today=today).items
        if one.line.measure.key == measure
        and (one.line.institution.slug if one.line.institution else "") == institution
    )


def lists(measure: str = "hafen.1.I", institution: str = "werft", **when: dt.date) -> set[Waiting]:
    return set(item(measure, institution, **when).lists)


def contact(institution: str, **facts: object) -> Contact:
    return Contact.objects.create(
        institution_id=institution_ids()[institution], email=f"{institution}@example.org", **facts
    )


def test_who_has_neither_contact_nor_link_needs_a_contact() -> None:
    assert lists() == {Waiting.UNINVITED, Waiting.NO_CONTACT}
    assert item("hafen.1.I", "werft").help == Help.CONTACT


def test_who_has_a_contact_and_no_link_needs_a_link() -> None:
    contact("werft")
    assert lists() == {Waiting.UNINVITED}
    assert item("hafen.1.I", "werft").help == Help.LINK


def test_a_contact_that_is_no_longer_in_charge_is_none() -> None:
    contact("werft", is_active=False)
    assert Waiting.NO_CONTACT in lists()


def test_a_link_is_given_then_opened_then_a_draft_then_an_answer() -> None:
    contact("werft")
    link = link_give(actor=OFFICE, round=ROUND, institution="werft", email="a@example.org")
    assert lists() == {Waiting.UNOPENED}
    assert item("hafen.1.I", "werft").help == Help.REMIND
    AnswerLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    assert lists() == {Waiting.OPENED}
    answered(duty("hafen.1.I", "werft"), is_submitted=False)
    assert lists() == {Waiting.DRAFT}
    answered(duty("hafen.1.I", "werft"))
    assert lists() == {Waiting.TO_ACCEPT}
    assert item("hafen.1.I", "werft").help == Help.REVIEW
    answer_accept(actor=OFFICE, duty=duty("hafen.1.I", "werft").pk, number=2)
    assert lists() == {Waiting.ACCEPTED}
    assert item("hafen.1.I", "werft").help == Help.LOOK


def test_a_correction_after_acceptance_waits_again() -> None:
    answered(duty("hafen.1.I", "werft"))
    answer_accept(actor=OFFICE, duty=duty("hafen.1.I", "werft").pk, number=1)
    answered(
        duty("hafen.1.I", "werft"), RUNNING.model_copy(update={"account": "Der Kran dreht sich."})
    )
    assert lists() == {Waiting.TO_ACCEPT}


def test_a_link_to_one_measure_reaches_no_other() -> None:
    link_give(
        actor=OFFICE,
        round=ROUND,
        institution="werft",
        email="a@example.org",
        measures=["hafen.1.II"],
    )
    assert lists("hafen.1.II") == {Waiting.UNOPENED}
    assert Waiting.UNINVITED in lists("hafen.1.I")


def test_a_link_that_was_taken_back_reaches_nobody() -> None:
    contact("werft")
    link = link_give(actor=OFFICE, round=ROUND, institution="werft", email="a@example.org")
    link_revoke(actor=OFFICE, link=link.pk)
    assert lists() == {Waiting.UNINVITED}


@pytest.mark.parametrize(("days", "is_late"), [(-1, False), (0, False), (1, True)])
def test_an_answer_is_late_from_the_day_after_the_deadline(days: int, is_late: bool) -> None:
    found = lists(today=DUE_ON + dt.timedelta(days=days))
    assert (Waiting.LATE in found) is is_late


def test_an_answer_that_came_is_not_late() -> None:
    answered(duty("hafen.1.I", "werft"))
    assert Waiting.LATE not in lists(today=DUE_ON + dt.timedelta(days=9))


def test_what_nobody_leads_needs_a_lead_and_is_never_late() -> None:
    late = DUE_ON + dt.timedelta(days=9)
    assert lists("hafen.2.II", "", today=late) == {Waiting.LEADERLESS}
    assert item("hafen.2.II", "").help == Help.LEAD


def test_a_question_waits_for_a_reply_and_the_reply_for_the_office() -> None:
    owed = duty("hafen.1.I", "werft")
    answered(owed)
    question = question_ask(actor=OFFICE, duty=owed.pk, text="Welcher Kran?")
    assert lists() == {Waiting.QUESTION}
    question_reply(respondent=OFFICE, question=question, text="Der rote.")
    assert lists() == {Waiting.REPLIED, Waiting.TO_ACCEPT}
    question_close(actor=OFFICE, question=question)
    assert lists() == {Waiting.TO_ACCEPT}


def test_a_mail_that_came_back_needs_another_address() -> None:
    contact("werft", bounced_at=timezone.now())
    assert Waiting.BOUNCED in lists()
    assert item("hafen.1.I", "werft").help == Help.MEND
    assert worklist(ROUND, language="de", today=BEFORE).unreachable[-1] == "Zoll"


@pytest.mark.parametrize("state", [LetterState.BOUNCED, LetterState.FAILED])
def test_a_letter_that_did_not_arrive_is_seen_until_the_link_is_opened(state: LetterState) -> None:
    contact("werft")
    link = link_give(actor=OFFICE, round=ROUND, institution="werft", email="a@example.org")
    Letter.objects.create(
        round=link.round,
        link=link,
        kind=LetterKind.INVITATION,
        email=link.email,
        state=state,
        made_at=timezone.now(),
    )
    assert Waiting.BOUNCED in lists()
    AnswerLink.objects.filter(pk=link.pk).update(opened_at=timezone.now())
    assert lists() == {Waiting.OPENED}


def test_an_answer_against_its_own_dates_is_contradictory() -> None:
    late = {"id": "m1", "title": "Abnahme", "due_on": "2026-09-01"}
    content = RUNNING.model_validate(RUNNING.model_dump() | {"milestones": [late]})
    answered(duty("hafen.1.I", "werft"), content)
    assert Waiting.CONTRADICTORY in lists()
    known = item("hafen.1.I", "werft").judged
    assert known is not None
    assert "Abnahme" in known.contradictions[0].finding


def test_counts_are_those_of_the_items() -> None:
    answered(duty("hafen.1.I", "werft"))
    found = worklist(ROUND, language="de", today=BEFORE)
    assert found.counts[Waiting.TO_ACCEPT] == 1
    assert found.counts[Waiting.LEADERLESS] == 1
    assert found.counts[Waiting.UNINVITED] == len(found.items) - 2


def test_a_group_tells_who_of_it_has_answered() -> None:
    answered(duty("hafen.2.I", "sued"))
    [group] = worklist(ROUND, language="de", today=BEFORE).groups
    assert (group.group, group.measure) == ("Bezirke", "hafen.2.I")
    assert group.answered == ("Sued",)
    # The north answers in its own name and is not asked twice.
    assert group.missing == ()
