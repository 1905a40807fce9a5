# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Personal links: who gets one, what it opens, until when, and who may pass it on."""

import datetime as dt

import pytest
from django.utils import timezone

from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from leitstand.steering.enums import LetterKind, LetterState
from leitstand.steering.errors import LinkNotGiven, LinkRefused, RoundNotFound
from leitstand.steering.models import AnswerLink, Letter, ReportingRound
from leitstand.steering.services.links import (
    GRACE,
    LONGEST_CHAIN,
    MOST_PASSED_ON,
    link_delegate,
    link_give,
    link_opened,
    link_resolve,
    link_revoke,
    link_token,
)
from leitstand.steering.services.rounds import round_close, round_freeze, round_reopen
from tests.people import person
from tests.steering.harbour import OFFICE, ROUND, plan_stands, round_stands

pytestmark = pytest.mark.django_db
DUE = dt.date(2030, 10, 31)


@pytest.fixture
def asked(db: None) -> None:
    plan_stands()
    round_stands(due_on=DUE)


def given(email: str = "vera@example.org", *measures: str) -> AnswerLink:
    return link_give(
        actor=OFFICE,
        round=ROUND,
        institution="werft",
        email=email,
        name="Vera",
        measures=measures,
    )


def passed(giver: AnswerLink, email: str, *measures: str) -> AnswerLink:
    return link_delegate(
        respondent=link_resolve(link_token(giver.key)),
        round=ROUND,
        institution="werft",
        email=email,
        name="Kollege",
        measures=measures,
    )


def refusal(link: AnswerLink, now: dt.datetime | None = None) -> str:
    with pytest.raises(LinkRefused) as refused:
        link_resolve(link_token(link.key), now=now)
    return refused.value.reason


def test_a_link_opens_what_its_institution_owes_and_nothing_else(asked: None) -> None:
    holder = link_resolve(link_token(given().key))
    assert (holder.institution, holder.round, holder.measures) == ("werft", ROUND, frozenset())


def test_the_same_person_keeps_the_same_link_and_it_lasts_as_long_as_a_new_one(
    asked: None,
) -> None:
    first = given()
    round_close(actor=OFFICE, slug=ROUND)
    round_reopen(actor=OFFICE, slug=ROUND, due_on=DUE + dt.timedelta(days=60))
    again = given("VERA@example.org")
    assert again.pk == first.pk
    assert again.expires_at - first.expires_at == dt.timedelta(days=60)
    assert given("vera@example.org", "hafen.1.I").pk != first.pk


def test_a_link_ends_with_the_days_of_grace(asked: None) -> None:
    link = given()
    last = timezone.make_aware(dt.datetime.combine(DUE + GRACE, dt.time(23, 59)))
    assert link_resolve(link_token(link.key), now=last)
    assert refusal(link, last + dt.timedelta(minutes=1)) == LinkRefused.EXPIRED


def test_a_revoked_link_opens_nothing_and_neither_does_what_was_passed_on(asked: None) -> None:
    link = given()
    child = passed(link, "kai@example.org")
    grandchild = passed(child, "ida@example.org")
    link_revoke(actor=OFFICE, link=link.pk)
    assert {refusal(one) for one in (link, child, grandchild)} == {LinkRefused.REVOKED}


def test_a_link_of_a_frozen_round_still_opens_what_was_said(asked: None) -> None:
    link = given()
    round_close(actor=OFFICE, slug=ROUND)
    round_freeze(actor=OFFICE, slug=ROUND)
    assert link_resolve(link_token(link.key))
    with pytest.raises(LinkNotGiven):
        given("neu@example.org")
    with pytest.raises(LinkNotGiven):
        passed(link, "neu@example.org")


def test_a_link_is_gone_with_its_round(asked: None) -> None:
    link = given()
    ReportingRound.objects.filter(slug=ROUND).delete()
    assert refusal(link) == LinkRefused.UNKNOWN


@pytest.mark.parametrize("wrong", ["", ".", "a.b", "x" * 5_000, "ä.ö", "\x00", "a.b.c"])
def test_what_is_no_token_is_unknown(asked: None, wrong: str) -> None:
    with pytest.raises(LinkRefused) as refused:
        link_resolve(wrong)
    assert refused.value.reason == LinkRefused.UNKNOWN


def test_a_token_with_one_sign_changed_is_unknown(asked: None) -> None:
    token = link_token(given().key)
    other = given("otto@example.org")
    for place in range(len(token)):
        sign = "A" if token[place] != "A" else "B"
        changed = token[:place] + sign + token[place + 1 :]
        with pytest.raises(LinkRefused) as refused:
            link_resolve(changed)
        assert refused.value.reason == LinkRefused.UNKNOWN
    key, signature = token.split(".")
    assert key != other.key
    with pytest.raises(LinkRefused):
        link_resolve(f"{other.key}.{signature}")


def test_neither_table_nor_record_nor_letter_holds_a_token(asked: None) -> None:
    link = passed(given(), "kai@example.org")
    signature = link_token(link.key).split(".")[1]
    rows = [*AnswerLink.objects.values(), *Letter.objects.values(), *AuditEvent.objects.values()]
    assert signature not in str(rows)
    assert link.key not in str(list(AuditEvent.objects.values()))
    assert "example.org" not in str(list(AuditEvent.objects.values()))


def test_only_the_office_gives_links(asked: None) -> None:
    for role in ("committee", "reader"):
        with pytest.raises(NotPermitted):
            link_give(actor=person(role), round=ROUND, institution="werft", email="a@example.org")
    with pytest.raises(RoundNotFound):
        link_give(actor=OFFICE, round="nie", institution="werft", email="a@example.org")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": "kein at"}, "email"),
        ({"institution": "bezirke"}, ""),
        ({"institution": "gibts-nicht"}, ""),
        ({"measures": ("hafen.2.I",)}, "measures"),
    ],
)
def test_a_link_that_makes_no_sense_is_not_given(
    asked: None, changes: dict[str, object], field: str
) -> None:
    facts: dict[str, object] = {"institution": "werft", "email": "a@example.org"}
    with pytest.raises(LinkNotGiven) as refused:
        link_give(actor=OFFICE, round=ROUND, **(facts | changes))  # type: ignore[arg-type]
    assert list(refused.value.problems) == [field]
    assert not AnswerLink.objects.exists()


def test_whoever_passes_on_writes_a_letter_that_waits(asked: None) -> None:
    link = passed(given(), "kai@example.org", "hafen.1.I")
    [letter] = Letter.objects.all()
    assert (letter.kind, letter.state) == (LetterKind.DELEGATION, LetterState.WAITING)
    assert (letter.email, letter.link) == ("kai@example.org", link)


def test_nobody_passes_on_more_or_for_longer_than_they_have(asked: None) -> None:
    giver = given("vera@example.org", "hafen.1.I")
    child = passed(giver, "kai@example.org")
    assert child.measures == ["hafen.1.I"]
    assert child.expires_at <= giver.expires_at
    for measure in ("hafen.1.II", "hafen.2.I", "gibts.nicht"):
        with pytest.raises((NotPermitted, LinkNotGiven)):
            passed(giver, "ida@example.org", measure)
    with pytest.raises(NotPermitted):
        link_delegate(
            respondent=link_resolve(link_token(giver.key)),
            round=ROUND,
            institution="zoll",
            email="ida@example.org",
            name="Ida",
        )
    assert AnswerLink.objects.count() == 2


def test_passing_on_is_limited_in_number_and_length(asked: None) -> None:
    giver = given()
    with pytest.raises(LinkNotGiven):
        link_delegate(
            respondent=link_resolve(link_token(giver.key)),
            round=ROUND,
            institution="werft",
            email="kai@example.org",
            name=" ",
        )
    for number in range(MOST_PASSED_ON):
        passed(giver, f"kai{number}@example.org")
    with pytest.raises(LinkNotGiven):
        passed(giver, "einer-zuviel@example.org")
    link_revoke(
        actor=link_resolve(link_token(giver.key)),
        link=AnswerLink.objects.get(email="kai0@example.org").pk,
    )
    with pytest.raises(LinkNotGiven):
        passed(giver, "kai1@example.org")
    last = passed(giver, "kai0@example.org")
    for number in range(LONGEST_CHAIN - 2):
        last = passed(last, f"weiter{number}@example.org")
    with pytest.raises(LinkNotGiven):
        passed(last, "zu-weit@example.org")


def test_a_holder_takes_back_only_what_they_passed_on(asked: None) -> None:
    vera, otto = given(), given("otto@example.org")
    child = passed(vera, "kai@example.org")
    for stranger in (otto, child):
        for link in (vera, child):
            with pytest.raises(NotPermitted):
                link_revoke(actor=link_resolve(link_token(stranger.key)), link=link.pk)
    grandchild = passed(child, "ida@example.org")
    link_revoke(actor=link_resolve(link_token(vera.key)), link=grandchild.pk)
    assert refusal(grandchild) == LinkRefused.REVOKED
    assert link_resolve(link_token(child.key))


def test_the_first_opening_is_noted_once(asked: None) -> None:
    link = given()
    holder = link_resolve(link_token(link.key))
    assert AnswerLink.objects.get().opened_at is None
    link_opened(holder=holder, now=link.made_at)
    link_opened(holder=holder)
    assert AnswerLink.objects.get().opened_at == link.made_at
    assert AuditEvent.objects.filter(act="link.open").count() == 1
