# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What becomes of a letter when the mail server takes it, refuses it, hangs or drops the line."""

import time
from collections.abc import Iterator

import pytest
from django.db import IntegrityError, transaction
from pytest_django import Settings

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.core.smtp import Patience
from leitstand.plan.document import PlanDocument
from leitstand.steering.enums import LetterState
from leitstand.steering.errors import MailNotSetUp, StepRefused
from leitstand.steering.models import AnswerLink, Contact, Letter
from leitstand.steering.services import sending
from leitstand.steering.services.letters import letter_release, letters_rehearse
from leitstand.steering.services.rounds import round_close, round_create, round_open
from leitstand.steering.services.sending import letters_send
from tests.people import person
from tests.steering.correspondents import (
    ANNA,
    CARL,
    NORA,
    contacts_stand,
    day,
    letter,
    mail_goes_to,
    prepared,
    sent,
    written,
)
from tests.steering.harbour import NOON, OFFICE, ROUND, plan_stands, round_stands, wanted
from tests.steering.smtp import PostOffice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def harbour(db: None) -> None:
    plan_stands()
    contacts_stand()
    round_stands()


@pytest.fixture
def office(settings: Settings) -> Iterator[PostOffice]:
    with mail_goes_to(settings) as running:
        yield running


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PATIENCE", Patience(reply=0.5, greeting=1, mail=1))


def states() -> dict[str, str]:
    return dict(Letter.objects.values_list("email", "state"))


def test_letters_go_out_over_one_connection_and_are_known_as_sent(office: PostOffice) -> None:
    report = written()
    assert [one.to for one in office.mails] == [ANNA, CARL, NORA]
    assert {one.connection for one in office.mails} == {0}
    assert set(states().values()) == {LetterState.SENT}
    assert (report.count(LetterState.SENT), report.stopped) == (3, "")
    anna = letter(ANNA)
    assert (anna.day, anna.sent_at, anna.failure) == (NOON.date(), NOON, "")
    assert anna.subject == office.mails[0].message["Subject"]


def test_what_was_sent_is_not_sent_again(office: PostOffice) -> None:
    written()
    assert written().letters == ()
    assert len(office.mails) == 3


def test_without_a_mail_server_nothing_happens_and_it_is_said_so(settings: Settings) -> None:
    settings.LEITSTAND_HAS_MAIL = False
    prepared()
    with pytest.raises(MailNotSetUp, match="EMAIL_URL"):
        sent()
    assert set(states().values()) == {LetterState.WAITING}


def test_a_rehearsal_writes_nothing_and_talks_to_nobody(settings: Settings) -> None:
    settings.LEITSTAND_HAS_MAIL, settings.EMAIL_PORT = True, 9
    found = letters_rehearse(actor=OFFICE, slugs=[ROUND], now=NOON)
    assert {one.email for one in found.letters} == {ANNA, CARL, NORA}
    assert [(one.email, one.institution) for one in found.held] == [("", "Sued")]
    assert Letter.objects.count() == AnswerLink.objects.count() == 0


def test_only_one_address_is_served_where_only_one_is_asked_for(office: PostOffice) -> None:
    prepared()
    sent(only=CARL.upper())
    assert [one.to for one in office.mails] == [CARL]
    assert states()[ANNA] == LetterState.WAITING


def test_a_refused_recipient_is_marked_and_the_others_get_theirs(office: PostOffice) -> None:
    office.recipient[CARL] = "550 5.1.1 no such user"
    written()
    assert [one.to for one in office.mails] == [ANNA, NORA]
    carl = letter(CARL)
    assert (carl.state, carl.day, carl.failure) == ("bounced", None, "550 5.1.1 no such user")
    assert Contact.objects.get(email=CARL).bounced_at == NOON
    assert prepared(day(2)).due == ()


@pytest.mark.parametrize("answer", ["451 4.7.1 greylisted", "drop", "hang"])
def test_what_the_server_puts_off_waits_and_goes_with_the_next_run(
    office: PostOffice, answer: str
) -> None:
    office.recipient[ANNA] = answer
    report = written()
    assert {one.to for one in office.mails} == {CARL, NORA}
    anna = letter(ANNA)
    assert (anna.state, anna.day, anna.attempts) == (LetterState.WAITING, None, 1)
    assert anna.failure
    assert report.letters[0].note == anna.failure
    first_id = anna.message_id
    office.recipient.clear()
    sent(day(2))
    anna.refresh_from_db()
    assert (anna.state, anna.attempts, anna.failure) == (LetterState.SENT, 2, "")
    assert office.to(ANNA)[0].message["Message-ID"] == first_id


def test_after_ten_attempts_a_letter_has_failed(office: PostOffice) -> None:
    office.recipient[ANNA] = "451 4.7.1 greylisted"
    written()
    for _attempt in range(8):
        sent()
    assert letter(ANNA).state == LetterState.WAITING
    sent()
    assert (letter(ANNA).state, letter(ANNA).attempts) == (LetterState.FAILED, 10)
    sent()
    assert office.tries.count(ANNA) == 10


def test_a_mail_that_the_server_will_never_take_has_failed(office: PostOffice) -> None:
    office.content[ANNA] = "554 5.6.0 not this one"
    written()
    assert letter(ANNA).state == LetterState.FAILED
    assert Contact.objects.get(email=ANNA).bounced_at is None


@pytest.mark.parametrize("how", ["lost", "hang"])
def test_a_letter_of_which_nobody_knows_whether_it_arrived_is_not_sent_again(
    office: PostOffice, how: str
) -> None:
    if how == "lost":
        office.is_lost_after_content.add(ANNA)  # it arrived, and we were not told
    else:
        office.content[ANNA] = "hang"
    report = written()
    assert {one.to for one in office.mails} >= {CARL, NORA}
    anna = letter(ANNA)
    assert (anna.state, anna.day) == (LetterState.SENDING, NOON.date())
    assert "ob die Mail ankam, ist offen" in report.letters[0].note
    written(day(2))
    written(day(5))
    assert len(office.to(ANNA)) == (1 if how == "lost" else 0)
    assert office.tries.count(ANNA) == 1


def test_somebody_decides_whether_a_broken_off_letter_goes_again(office: PostOffice) -> None:
    office.content[ANNA] = "hang"
    written()
    office.content.clear()
    letter_release(actor=OFFICE, letter=letter(ANNA).pk, now=day(2))
    sent(day(2))
    assert len(office.to(ANNA)) == 1
    assert letter(ANNA).state == LetterState.SENT


def test_or_whether_it_counts_as_arrived(office: PostOffice) -> None:
    office.is_lost_after_content.add(ANNA)
    written()
    letter_release(actor=OFFICE, letter=letter(ANNA).pk, is_arrived=True, now=day(2))
    sent(day(2))
    assert len(office.to(ANNA)) == 1
    assert (letter(ANNA).state, letter(ANNA).sent_at) == (LetterState.SENT, NOON)


def test_a_letter_that_somebody_may_be_sending_is_not_released(office: PostOffice) -> None:
    prepared()
    Letter.objects.filter(email=ANNA).update(state=LetterState.SENDING, claimed_at=NOON)
    with pytest.raises(StepRefused):
        letter_release(actor=OFFICE, letter=letter(ANNA).pk, now=NOON)
    written(day(2))
    assert office.to(ANNA) == []


def test_a_server_that_always_hangs_is_left_alone_soon(office: PostOffice) -> None:
    ids = Contact.objects.get(email=ANNA).institution_id
    Contact.objects.bulk_create(
        Contact(institution_id=ids, email=f"person{number}@werft.example") for number in range(20)
    )
    office.recipient[""] = "hang"
    began = time.monotonic()
    report = written()
    assert time.monotonic() - began < 6
    assert "bricht immer wieder ab" in report.stopped
    assert len(report.letters) == 3
    waiting = Letter.objects.filter(state=LetterState.WAITING)
    assert waiting.count() == 23
    assert all(waiting.values_list("failure", flat=True))
    assert sum(waiting.values_list("attempts", flat=True)) == 3


def test_a_server_that_is_not_there_costs_no_letter_an_attempt(settings: Settings) -> None:
    settings.LEITSTAND_HAS_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", 9
    report = written()
    assert "nicht erreichbar" in report.stopped
    assert report.letters == ()
    assert set(Letter.objects.values_list("state", "attempts")) == {(LetterState.WAITING, 0)}
    assert "nicht erreichbar" in letter(ANNA).failure


def test_a_server_that_takes_nothing_from_us_is_no_letters_fault(office: PostOffice) -> None:
    office.sender = "550 5.7.1 not yours"
    report = written()
    assert "nimmt nichts von uns an" in report.stopped
    assert set(Letter.objects.values_list("state", "attempts")) == {(LetterState.WAITING, 0)}
    office.sender = ""
    assert sent(day(2)).count(LetterState.SENT) == 3


def test_a_run_ends_when_its_time_is_up(office: PostOffice) -> None:
    prepared()
    report = sent(seconds=0)
    assert (report.letters, "um" in report.stopped) == ((), True)
    assert set(states().values()) == {LetterState.WAITING}


def test_a_letter_that_somebody_else_claimed_meanwhile_is_theirs(office: PostOffice) -> None:
    prepared()

    def other(email: str) -> None:
        if email == CARL:
            Letter.objects.filter(email=CARL).update(state=LetterState.SENDING, claimed_at=NOON)

    report = sent(watch=other)
    assert {one.to for one in office.mails} == {ANNA, NORA}
    assert "jemand anders" in report.letters[1].note
    assert states()[CARL] == LetterState.SENDING


def test_the_database_itself_lets_an_address_have_one_letter_a_day(office: PostOffice) -> None:
    round_create(actor=OFFICE, plan="hafen", slug="zwei", wanted=wanted(), now=NOON)
    round_open(actor=OFFICE, slug="zwei", now=NOON)
    prepared()
    first = letter(ANNA)
    link = AnswerLink.objects.get(email=ANNA)
    second = Letter.objects.create(
        round=first.round, link=link, kind="reminder", email=ANNA.upper(), made_at=NOON
    )
    report = sent()
    assert len(office.to(ANNA)) == 1
    second.refresh_from_db()
    assert (second.state, second.day) == (LetterState.WAITING, None)
    assert "Heute ging schon eine Mail" in report.letters[-1].note
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=second.pk).update(day=NOON.date(), email=ANNA)
    sent(day(2))
    assert len(office.to(ANNA)) == 2


def test_a_letter_that_has_nothing_to_say_any_more_is_dropped(office: PostOffice) -> None:
    prepared()
    round_close(actor=OFFICE, slug=ROUND)
    assert {one.state for one in sent().letters} == {LetterState.DROPPED}
    assert office.mails == []


def test_a_link_that_was_taken_back_is_not_mailed(office: PostOffice) -> None:
    prepared()
    AnswerLink.objects.filter(email=ANNA).update(revoked_at=NOON)
    sent()
    assert {one.to for one in office.mails} == {CARL, NORA}
    assert states()[ANNA] == LetterState.DROPPED


@pytest.mark.parametrize("role", ["committee", "lead", "contributor"])
def test_only_the_office_sends(role: str, berlin: PlanDocument, office: PostOffice) -> None:
    prepared()
    with pytest.raises(NotPermitted):
        letters_send(actor=person(role), slugs=[ROUND])
    with pytest.raises(NotPermitted):
        letters_rehearse(actor=person(role), slugs=[ROUND])
    with pytest.raises(NotPermitted):
        letter_release(actor=person(role), letter=letter(ANNA).pk)
    assert office.mails == []


def test_the_record_of_a_run_has_numbers_and_no_addresses(office: PostOffice) -> None:
    office.recipient[CARL] = "550 5.1.1 no such user"
    written()
    act = AuditEvent.objects.get(act="letter.send")
    assert (act.subject, act.details) == ("round:hafen/herbst", {"sent": 2, "bounced": 1})
    for event in AuditEvent.objects.all():
        assert "@" not in f"{event.subject} {event.reason} {event.details}"


def test_what_a_letter_said_and_its_link_are_kept_nowhere(office: PostOffice) -> None:
    written()
    row = str(Letter.objects.filter(email=ANNA).values().get())
    assert AnswerLink.objects.get(email=ANNA).key not in row
    assert "Guten Tag" not in row
