# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Remarks, questions of the office and replies; files that lie with a duty."""

import pytest

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.steering.actors import LinkHolder
from leitstand.steering.errors import (
    AnswerRefused,
    DutyNotFound,
    FileNotFound,
    FileRefused,
    RemarkRefused,
)
from leitstand.steering.models import Attachment, Duty, Remark
from leitstand.steering.rules import files as file_rules
from leitstand.steering.selectors.desk import file_content, files_of, remarks_of
from leitstand.steering.services import attachments
from leitstand.steering.services.attachments import (
    attachment_add,
    attachment_remove,
    attachments_carry,
)
from leitstand.steering.services.remarks import (
    LONGEST,
    question_ask,
    question_close,
    question_reply,
    remark_add,
)
from leitstand.steering.services.rounds import round_close, round_freeze
from tests.steering.files import PDF, png
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
ANNA = LinkHolder(7, ROUND, PLAN, "werft", "Anna")
OTTO = LinkHolder(8, ROUND, PLAN, "zoll", "Otto")


@pytest.fixture
def crane(db: None) -> Duty:
    plan_stands()
    round_stands()
    return duty("hafen.1.I", "werft")


def test_a_question_waits_until_the_office_closes_it(crane: Duty) -> None:
    question = question_ask(actor=OFFICE, duty=crane.pk, text=" Wann? ")
    reply = question_reply(respondent=ANNA, question=question, text="Im Mai.")
    [line] = remarks_of(crane.pk)
    assert (line.text, line.is_open, line.is_office) == ("Wann?", True, True)
    assert [(one.id, one.speaker, one.is_office) for one in line.replies] == [
        (reply, "Anna", False)
    ]
    question_close(actor=OFFICE, question=question)
    question_close(actor=OFFICE, question=question)
    assert not remarks_of(crane.pk)[0].is_open
    assert AuditEvent.objects.filter(act="question.close").count() == 1
    with pytest.raises(RemarkRefused):
        question_reply(respondent=ANNA, question=question, text="Noch etwas.")


def test_only_the_office_asks_and_closes_and_only_who_owes_replies(crane: Duty) -> None:
    question = question_ask(actor=OFFICE, duty=crane.pk, text="Wann?")
    with pytest.raises(NotPermitted):
        question_ask(actor=ANNA, duty=crane.pk, text="Wann?")
    with pytest.raises(NotPermitted):
        question_close(actor=ANNA, question=question)
    with pytest.raises(NotPermitted):
        question_reply(respondent=OTTO, question=question, text="Im Mai.")
    with pytest.raises(NotPermitted):
        remark_add(respondent=OTTO, duty=crane.pk, text="Im Mai.")
    remark = remark_add(respondent=ANNA, duty=crane.pk, text="Hallo")
    for missing in (remark, 999):
        with pytest.raises(DutyNotFound):
            question_reply(respondent=ANNA, question=missing, text="Im Mai.")
    with pytest.raises(DutyNotFound):
        remark_add(respondent=ANNA, duty=999, text="Im Mai.")


@pytest.mark.parametrize("text", ["", " \n ", "\x00", "x" * (LONGEST + 1)])
def test_a_remark_says_something_and_not_too_much(crane: Duty, text: str) -> None:
    with pytest.raises(RemarkRefused):
        remark_add(respondent=ANNA, duty=crane.pk, text=text)
    assert not Remark.objects.exists()


def test_the_record_has_no_words_of_a_remark(crane: Duty) -> None:
    remark_add(respondent=ANNA, duty=crane.pk, text="Vertraulich")
    assert "Vertraulich" not in str(list(AuditEvent.objects.values()))


def test_a_frozen_round_takes_neither_words_nor_files(crane: Duty) -> None:
    file = attachment_add(respondent=ANNA, duty=crane.pk, name="a.pdf", content=PDF)
    round_close(actor=OFFICE, slug=ROUND)
    round_freeze(actor=OFFICE, slug=ROUND)
    with pytest.raises(RemarkRefused):
        remark_add(respondent=ANNA, duty=crane.pk, text="Hallo")
    with pytest.raises(FileRefused):
        attachment_add(respondent=ANNA, duty=crane.pk, name="b.png", content=png())
    with pytest.raises(FileRefused):
        attachment_remove(respondent=ANNA, duty=crane.pk, attachment=file)
    with pytest.raises(FileRefused):
        attachments_carry(respondent=ANNA, duty=crane.pk, files=[file])


def test_a_file_lies_with_its_duty_once(crane: Duty) -> None:
    first = attachment_add(respondent=ANNA, duty=crane.pk, name="../a.pdf", content=PDF)
    again = attachment_add(respondent=ANNA, duty=crane.pk, name="b.pdf", content=PDF)
    assert first == again
    [line] = files_of(crane.pk)
    assert (line.name, line.media_type, line.size) == ("a.pdf", "application/pdf", len(PDF))
    assert file_content(crane.pk, first).content == PDF
    with pytest.raises(FileNotFound):
        file_content(duty("hafen.1.II", "werft").pk, first)


def test_a_stranger_neither_adds_nor_removes_files(crane: Duty) -> None:
    with pytest.raises(NotPermitted):
        attachment_add(respondent=OTTO, duty=crane.pk, name="a.pdf", content=PDF)
    file = attachment_add(respondent=ANNA, duty=crane.pk, name="a.pdf", content=PDF)
    with pytest.raises(NotPermitted):
        attachment_remove(respondent=OTTO, duty=crane.pk, attachment=file)
    own = duty("hafen.1.II", "zoll").pk
    with pytest.raises(FileNotFound):
        attachment_remove(respondent=OTTO, duty=own, attachment=file)
    with pytest.raises(DutyNotFound):
        attachment_add(respondent=ANNA, duty=999, name="a.pdf", content=PDF)
    assert Attachment.objects.count() == 1


def test_the_files_of_a_duty_have_a_limit_in_size_and_number(
    crane: Duty, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(attachments, "MAX_BYTES_OF_A_DUTY", len(PDF) + 10)
    attachment_add(respondent=ANNA, duty=crane.pk, name="a.pdf", content=PDF)
    with pytest.raises(FileRefused, match="50 MB"):
        attachment_add(respondent=ANNA, duty=crane.pk, name="b.png", content=png())
    monkeypatch.setattr(attachments, "MAX_BYTES_OF_A_DUTY", file_rules.MAX_BYTES_OF_A_DUTY)
    monkeypatch.setattr(attachments, "MOST_FILES", 1)
    with pytest.raises(FileRefused):
        attachment_add(respondent=ANNA, duty=crane.pk, name="b.png", content=png())


def test_a_file_that_an_answer_names_stays_also_where_only_an_old_one_does(crane: Duty) -> None:
    file = attachment_add(respondent=ANNA, duty=crane.pk, name="a.pdf", content=PDF)
    named = RUNNING.model_validate(
        RUNNING.model_dump()
        | {"evidence": [{"id": "n", "kind": "document", "title": "A", "attachment": file}]}
    )
    answered(crane, named, respondent=ANNA)
    answered(crane, RUNNING, respondent=ANNA)
    with pytest.raises(FileRefused):
        attachment_remove(respondent=ANNA, duty=crane.pk, attachment=file)
    with pytest.raises(AnswerRefused):
        answered(duty("hafen.1.II", "werft"), named, respondent=ANNA)


def test_only_files_of_the_same_institution_and_measure_come_along(crane: Duty) -> None:
    mine = attachment_add(respondent=ANNA, duty=crane.pk, name="a.pdf", content=PDF)
    zoll = duty("hafen.1.II", "zoll")
    foreign = attachment_add(respondent=OTTO, duty=zoll.pk, name="b.png", content=png())
    round_close(actor=OFFICE, slug=ROUND)
    round_freeze(actor=OFFICE, slug=ROUND)
    round_stands("winter")
    anna = LinkHolder(9, "winter", PLAN, "werft", "Anna")
    now = duty("hafen.1.I", "werft", "winter")
    carried = attachments_carry(respondent=anna, duty=now.pk, files=[mine, foreign, 999])
    assert list(carried) == [mine]
    assert file_content(now.pk, carried[mine]).content == PDF
    with pytest.raises(NotPermitted):
        attachments_carry(respondent=ANNA, duty=now.pk, files=[mine])
