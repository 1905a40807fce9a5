# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who gets a letter on which day, and the sentence that says why somebody gets none."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.steering.enums import AnswerWay, LetterState, RemarkKind
from leitstand.steering.errors import RoundNotFound
from leitstand.steering.models import AnswerLink, Contact, Duty, Letter, Remark
from leitstand.steering.selectors.letters import letter_lines, round_post, written_rounds
from leitstand.steering.services.letters import letters_prepare
from leitstand.steering.services.links import link_delegate, link_revoke
from leitstand.steering.services.rounds import round_close, round_create, round_freeze, round_open
from tests.people import person
from tests.steering.correspondents import (
    ANNA,
    CARL,
    NORA,
    OLGA,
    contacts_stand,
    day,
    holder,
    letter,
    office_stands,
    prepared,
)
from tests.steering.harbour import (
    NOON,
    OFFICE,
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
    contacts_stand()
    round_stands()


def due(now: dt.datetime = NOON, **asked: Any) -> dict[str, str]:
    """Who gets what; afterwards it went out, so that the next day can be asked."""
    found = {one.to.email: str(one.kind) for one in prepared(now, **asked).due}
    Letter.objects.filter(state=LetterState.WAITING).update(
        state=LetterState.SENT, sent_at=now, day=timezone.localdate(now)
    )
    return found


def why_not(email: str, now: dt.datetime, **asked: Any) -> str:
    return next(one.why for one in prepared(now, **asked).held if one.to.email == email)


def everything_of(email: str, institution: str, now: dt.datetime = NOON) -> None:
    """All that an institution owes comes in through somebody's link."""
    for owed in Duty.objects.filter(institution__slug=institution):
        answered(owed, respondent=holder(email), way=AnswerWay.LINK, now=now)


def asked(about: Duty, at: dt.datetime) -> Remark:
    return Remark.objects.create(
        duty=about,
        kind=RemarkKind.QUESTION,
        text="Bis wann?",
        said_by="cli:office",
        is_office=True,
        said_at=at,
    )


def test_whoever_owes_something_is_invited_once_with_a_link_of_their_own() -> None:
    assert due() == {ANNA: "invitation", CARL: "invitation", NORA: "invitation"}
    links = AnswerLink.objects.values_list("email", "institution__slug", "language")
    assert set(links) == {(ANNA, "werft", "de"), (CARL, "zoll", "en"), (NORA, "nord", "de")}
    assert letter(ANNA).link == AnswerLink.objects.get(email=ANNA)
    assert due(day(2)) == {}
    assert AnswerLink.objects.count() == 3


def test_a_link_opens_until_two_weeks_after_the_deadline() -> None:
    due()
    ends = timezone.localtime(AnswerLink.objects.get(email=ANNA).expires_at)
    assert (ends.date(), ends.time()) == (dt.date(2026, 11, 15), dt.time())


def test_a_letter_after_that_does_not_lead_to_a_closed_door() -> None:
    due()
    late = day(20, month=11)
    assert due(late)[ANNA] == "reminder"
    assert AnswerLink.objects.get(email=ANNA).expires_at > late + dt.timedelta(days=13)
    assert AnswerLink.objects.count() == 3


def test_who_answers_is_thanked_once_and_left_alone() -> None:
    due()
    everything_of(ANNA, "werft", day(2))
    assert due(day(5)) == {ANNA: "thanks"}
    assert "Alles ist beantwortet" in why_not(ANNA, day(26))


def test_only_whoever_answered_is_thanked_for_it() -> None:
    due()
    for owed in Duty.objects.filter(institution__slug="werft"):
        answered(owed)  # by the office, for the wharf
    assert due(day(5)) == {}
    assert "nicht über diesen Link" in why_not(ANNA, day(5))


def test_who_is_silent_is_reminded_seldom_and_not_for_ever() -> None:
    due()
    reminded = [
        now.date().isoformat()
        for now in (NOON + dt.timedelta(days=n) for n in range(1, 120))
        if due(now).get(ANNA) == "reminder"
    ]
    assert reminded == ["2026-10-16", "2026-10-23", "2026-10-26"]
    assert "drei Erinnerungen" in why_not(ANNA, day(1, month=12))


def test_nothing_goes_on_a_sunday_unless_somebody_sends_by_hand() -> None:
    sunday = day(4)
    assert due(sunday) == {}
    assert "Wochenenden" in why_not(ANNA, sunday)
    assert due(sunday, is_any_day=True)[ANNA] == "invitation"


def test_nobody_gets_two_letters_a_day_whatever_they_are_asked_for() -> None:
    Contact.objects.create(
        institution=duty("hafen.1.II", "zoll").institution,  # type: ignore[misc]
        email=ANNA.upper(),
    )
    first = prepared()
    assert [one.to.email for one in first.due].count(ANNA) == 1
    [held] = [one for one in first.held if one.to.email == ANNA]
    assert "andere Mail" in held.why
    Letter.objects.update(state=LetterState.SENT, sent_at=NOON, day=NOON.date())
    assert due(day(2)) == {ANNA: "invitation"}
    assert set(AnswerLink.objects.filter(email=ANNA).values_list("institution__slug", flat=True)) \
        == {"werft", "zoll"}  # fmt: skip


def test_two_rounds_do_not_write_to_somebody_on_the_same_day() -> None:
    round_create(actor=OFFICE, plan="hafen", slug="zwei", wanted=wanted(), now=NOON)
    round_open(actor=OFFICE, slug="zwei", now=NOON)
    prepared()
    second = prepared(slug="zwei")
    assert second.due == ()
    assert {one.to.email for one in second.held} == {ANNA, CARL, NORA}
    assert all("Heute ging schon eine Mail" in one.why for one in second.held)


def test_preparing_twice_writes_once() -> None:
    prepared()
    prepared()
    assert Letter.objects.count() == 3


def test_an_address_that_cannot_be_reached_gets_nothing_until_the_office_says_so() -> None:
    Contact.objects.filter(email=ANNA).update(bounced_at=NOON)
    assert ANNA not in due()
    assert "unzustellbar" in why_not(ANNA, day(2))
    Contact.objects.filter(email=ANNA).update(bounced_at=None)
    assert due(day(2)) == {ANNA: "invitation"}


def test_somebody_who_left_is_not_written_to() -> None:
    Contact.objects.filter(email=ANNA).update(is_active=False)
    assert ANNA not in due()


def test_whom_a_task_was_passed_on_to_hears_of_it_and_is_reminded_of_their_part() -> None:
    due()
    link_delegate(
        respondent=holder(ANNA),
        round=ROUND,
        institution="werft",
        email="kim@werft.example",
        name="Kim Kiel",
        measures=["hafen.1.I"],
        now=day(2),
    )
    assert letter("kim@werft.example", "delegation").state == LetterState.WAITING
    assert "Heute ging schon" in why_not("kim@werft.example", day(2))
    assert due(day(5)) == {}
    assert due(day(16))["kim@werft.example"] == "reminder"
    [kim] = [one for one in round_post(ROUND, now=day(16)).addressees if one.name == "Kim Kiel"]
    assert [one.measure for one in kim.missing] == ["hafen.1.I"]
    assert kim.given_by == "Anna Anker"


def test_what_was_passed_on_ends_with_the_link_it_came_from() -> None:
    due()
    link_delegate(
        respondent=holder(ANNA),
        round=ROUND,
        institution="werft",
        email="kim@werft.example",
        name="Kim Kiel",
        now=day(2),
    )
    link_revoke(actor=OFFICE, link=AnswerLink.objects.get(email=ANNA).pk, now=day(3))
    people = {one.email: one.link for one in round_post(ROUND, now=day(5)).addressees}
    assert "kim@werft.example" not in people
    assert people[ANNA] is None  # still a contact, whom the office may invite again


def test_a_question_is_told_also_in_the_review_and_nobody_is_reminded_there() -> None:
    due()
    everything_of(ANNA, "werft", day(2))
    due(day(5))
    round_close(actor=OFFICE, slug=ROUND, now=day(2, month=11))
    assert due(day(3, month=11)) == {}
    asked(duty("hafen.1.I", "werft"), day(3, month=11))
    assert due(day(4, month=11)) == {ANNA: "question"}
    assert "Mail ist vom" in why_not(ANNA, day(5, month=11))


def test_before_and_after_a_round_nobody_gets_anything() -> None:
    round_create(actor=OFFICE, plan="hafen", slug="entwurf", wanted=wanted(), now=NOON)
    assert prepared(slug="entwurf").due == ()
    round_close(actor=OFFICE, slug=ROUND)
    round_freeze(actor=OFFICE, slug=ROUND)
    assert prepared(now=day(16)) == prepared(slug="entwurf")
    assert written_rounds() == ()


def test_the_office_hears_at_most_once_a_day_and_only_when_something_happened() -> None:
    office_stands()
    assert OLGA not in due()
    answered(duty("hafen.1.I", "werft"), now=day(2))
    assert due(day(2)) == {OLGA: "digest"}
    assert "nichts geschehen" in why_not(OLGA, day(5))
    answered(duty("hafen.1.II", "zoll"), now=day(6))
    assert due(day(6)) == {OLGA: "digest"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"only": " Anna@Werft.example "}, {ANNA}),
        ({"kinds": ("reminder",)}, set()),
        ({"kinds": ("invitation", "reminder")}, {ANNA, CARL, NORA}),
    ],
)
def test_sending_can_be_narrowed(given: dict[str, Any], expected: set[str]) -> None:
    assert set(due(**given)) == expected


@pytest.mark.parametrize("role", ["committee", "lead", "contributor"])
def test_only_the_office_writes_letters(role: str, berlin: PlanDocument) -> None:
    with pytest.raises(NotPermitted):
        letters_prepare(actor=person(role), slug=ROUND)
    assert Letter.objects.count() == 0


def test_a_round_that_is_not_there_is_said_so() -> None:
    with pytest.raises(RoundNotFound):
        prepared(slug="nirgends")


def test_the_record_has_numbers_and_no_addresses() -> None:
    prepared()
    act = AuditEvent.objects.get(act="letter.prepare")
    assert (act.subject, act.details) == ("round:hafen/herbst", {"invitation": 3})


def test_the_worklist_names_who_is_silent_bounced_or_unknown() -> None:
    due()
    Letter.objects.filter(email=NORA).update(state=LetterState.BOUNCED, failure="550 no such user")
    Contact.objects.filter(email=NORA).update(bounced_at=day(1))
    answered(duty("hafen.1.II", "zoll"), now=day(2))
    lines = {one.email: one for one in letter_lines(ROUND, now=day(5))}
    assert (lines[ANNA].owed, lines[ANNA].answered, lines[ANNA].is_silent) == (2, 0, True)
    assert lines[ANNA].last_on == dt.date(2026, 10, 1)
    assert (lines[CARL].answered, lines[CARL].is_silent) == (1, False)
    assert lines[NORA].bounced_at == day(1)
    assert [one.failure for one in lines[NORA].failed] == ["550 no such user"]
    nobody = lines[""]
    assert (nobody.owed, nobody.is_silent, nobody.letters) == (1, False, ())


def test_a_letter_that_was_broken_off_is_told_after_ten_minutes() -> None:
    due()
    Letter.objects.filter(email=ANNA).update(
        state=LetterState.SENDING, sent_at=None, claimed_at=NOON
    )

    def is_unclear(now: dt.datetime) -> bool:
        return next(one for one in letter_lines(ROUND, now=now) if one.email == ANNA).is_unclear

    assert not is_unclear(NOON + dt.timedelta(minutes=9))
    assert is_unclear(NOON + dt.timedelta(minutes=11))


def statements(act: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        act()
    return len(captured)


def test_writing_to_all_of_berlin_costs_as_little_as_writing_to_a_harbour(
    berlin_document: PlanDocument,
) -> None:
    # Last of the two plans: both have a group of districts, and the newer import says who is in it.
    plan_import(document=berlin_document, actor="test")
    round_create(
        actor=OFFICE, plan=berlin_document.plan.slug, slug="berlin", wanted=wanted(), now=NOON
    )
    round_open(actor=OFFICE, slug="berlin", now=NOON)
    owing = set(
        Duty.objects.filter(round__slug="berlin").values_list("institution_id", flat=True)
    ) - {None}
    Contact.objects.bulk_create(
        Contact(institution_id=row_id, email=f"person{row_id}@amt.example") for row_id in owing
    )

    def costs(slug: str) -> list[int]:
        return [
            statements(lambda: letter_lines(slug, now=NOON)),
            statements(lambda: prepared(slug=slug)),
            statements(lambda: letter_lines(slug, now=NOON)),
        ]

    turn = int(connection.vendor == "postgresql")  # one writer at a time costs a statement there
    assert costs(ROUND) == costs("berlin") == [8, 15 + turn, 8]
    assert Letter.objects.filter(round__slug="berlin").count() == len(owing) > 20
