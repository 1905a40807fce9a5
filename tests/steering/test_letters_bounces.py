# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report about a mail that could not be delivered finds its letter and its address."""

import contextlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from leitstand.core.permissions import NotPermitted
from leitstand.plan.document import PlanDocument
from leitstand.steering.enums import LetterState
from leitstand.steering.letters.bounces import LARGEST, Bounce, NoReport, bounces_in
from leitstand.steering.models import Contact
from leitstand.steering.services.letters import bounce_take
from tests.people import person
from tests.steering.correspondents import (
    ANNA,
    CARL,
    contacts_stand,
    day,
    letter,
    mail_goes_to,
    prepared,
    written,
)
from tests.steering.harbour import OFFICE, plan_stands, round_stands
from tests.steering.smtp import PostOffice

REPORT = """\
From: MAILER-DAEMON@mx.example
To: runde@leitstand.example
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="grenze"

--grenze
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--grenze
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
Arrival-Date: Thu, 1 Oct 2026 14:00:00 +0200

Final-Recipient: rfc822; {email}
Original-Recipient: rfc822;{email}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 <{email}>: Recipient address rejected:
    User unknown

--grenze
Content-Type: {kind}

Message-ID: {message_id}
From: runde@leitstand.example
Subject: Herbst 2026

--grenze--
"""


def report(
    email: str = ANNA,
    message_id: str = "<1@leitstand.example>",
    *,
    action: str = "failed",
    status: str = "5.1.1",
    kind: str = "text/rfc822-headers",
) -> bytes:
    text = REPORT.format(
        email=email, message_id=message_id, action=action, status=status, kind=kind
    )
    return text.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_report_says_who_could_not_be_reached_by_which_mail_and_why(kind: str) -> None:
    assert bounces_in(report(kind=kind)) == (
        Bounce(
            email=ANNA,
            message_id="<1@leitstand.example>",
            status="5.1.1",
            reason=f"550 5.1.1 <{ANNA}>: Recipient address rejected: User unknown",
            is_final=True,
        ),
    )


def test_a_delay_is_not_final_and_a_delivery_is_no_bounce() -> None:
    [delayed] = bounces_in(report(action="delayed", status="4.4.1"))
    assert not delayed.is_final
    assert bounces_in(report(action="delivered", status="2.0.0")) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Subject: Hallo\r\n\r\nIch bin im Urlaub.\r\n",
        b"Content-Type: multipart/report; boundary=a\r\n\r\n--a\r\n\r\nHallo\r\n--a--\r\n",
        b"x" * (LARGEST + 1),
        "Content-Type: multipart/report\r\n\r\näöü".encode("latin-1"),
    ],
)
def test_what_is_no_report_is_told(content: bytes) -> None:
    with pytest.raises(NoReport):
        bounces_in(content)


@given(st.integers(min_value=0, max_value=len(report())), st.binary(max_size=40))
def test_whatever_a_foreign_machine_writes_is_read_or_refused(place: int, noise: bytes) -> None:
    whole = report()
    with contextlib.suppress(NoReport):
        bounces_in(whole[:place] + noise + whole[place:])


@pytest.fixture
def office(db: None, settings: Settings) -> Iterator[PostOffice]:
    plan_stands()
    contacts_stand()
    round_stands()
    with mail_goes_to(settings) as running:
        written()
        yield running


def test_a_bounce_that_comes_later_marks_the_letter_and_the_address(office: PostOffice) -> None:
    content = report(message_id=letter(ANNA).message_id)
    [taken] = bounce_take(actor=OFFICE, content=content, now=day(2))
    anna = letter(ANNA)
    assert (taken.letter, anna.state) == (anna.pk, LetterState.BOUNCED)
    assert "User unknown" in anna.failure
    assert Contact.objects.get(email=ANNA).bounced_at == day(2)
    assert Contact.objects.get(email=CARL).bounced_at is None
    assert ANNA not in {one.to.email for one in prepared(day(16)).due}


def test_a_forwarded_mail_is_found_by_its_number(office: PostOffice) -> None:
    content = report("elsewhere@other.example", letter(ANNA).message_id)
    bounce_take(actor=OFFICE, content=content, now=day(2))
    assert letter(ANNA).state == LetterState.BOUNCED
    assert Contact.objects.get(email=ANNA).bounced_at == day(2)


def test_a_report_without_the_number_is_found_by_its_address(office: PostOffice) -> None:
    content = report().replace(b"Message-ID: <1@leitstand.example>\r\n", b"")
    [taken] = bounce_take(actor=OFFICE, content=content, now=day(2))
    assert taken.letter == letter(ANNA).pk
    assert letter(ANNA).state == LetterState.BOUNCED


def test_a_report_about_a_mail_that_was_never_ours_changes_nothing(office: PostOffice) -> None:
    [taken] = bounce_take(actor=OFFICE, content=report(message_id="<made@up.example>"))
    assert taken.letter is None
    assert letter(ANNA).state == LetterState.SENT
    assert Contact.objects.get(email=ANNA).bounced_at is None


def test_a_delay_changes_nothing(office: PostOffice) -> None:
    content = report(message_id=letter(ANNA).message_id, action="delayed", status="4.4.1")
    [taken] = bounce_take(actor=OFFICE, content=content)
    assert taken.letter == letter(ANNA).pk
    assert letter(ANNA).state == LetterState.SENT


def test_the_same_report_twice_is_one_bounce(office: PostOffice) -> None:
    content = report(message_id=letter(ANNA).message_id)
    bounce_take(actor=OFFICE, content=content, now=day(2))
    bounce_take(actor=OFFICE, content=content, now=day(5))
    assert Contact.objects.get(email=ANNA).bounced_at == day(2)


def test_only_the_office_takes_reports(office: PostOffice, berlin: PlanDocument) -> None:
    content = report(message_id=letter(ANNA).message_id)
    with pytest.raises(NotPermitted):
        bounce_take(actor=person("lead"), content=content)
    assert letter(ANNA).state == LetterState.SENT
