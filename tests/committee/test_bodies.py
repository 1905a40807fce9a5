# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Bodies and seats: who sat there on a day can be asked, and nothing is deleted."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from leitstand.committee.errors import BodyNotFound, Refused
from leitstand.committee.models import Body, Seat
from leitstand.committee.selectors.bodies import body_card, seat_lines
from leitstand.committee.services.bodies import (
    WantedBody,
    WantedSeat,
    body_change,
    body_create,
    seat_add,
    seat_end,
)
from leitstand.core.models import AuditEvent
from leitstand.core.permissions import NotPermitted
from tests.committee.cast import BODY, OFFICE, account
from tests.people import ROLES
from tests.steering.harbour import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
MAYOR = WantedSeat(
    "chair",
    dt.date(2020, 1, 1),
    institution="werft",
    function_de="Regierende Bürgermeisterin",
    function_en="Governing Mayor",
)


def sitting(on: dt.date) -> list[str]:
    card = body_card(BODY, language="de")
    return [one.who for one in seat_lines(card.id, language="de", on=on)]


def test_who_was_a_member_on_a_day_can_be_asked() -> None:
    chair = seat_add(actor=OFFICE, body=BODY, wanted=MAYOR)
    seat_add(
        actor=OFFICE,
        body=BODY,
        wanted=WantedSeat("member", dt.date(2021, 1, 1), dt.date(2021, 6, 30), institution="zoll"),
    )
    seat_end(actor=OFFICE, body=BODY, seat=chair, valid_to=dt.date(2021, 3, 31))
    assert sitting(dt.date(2019, 12, 31)) == []
    assert sitting(dt.date(2021, 3, 31)) == ["Regierende Bürgermeisterin, Werft", "Zoll"]
    assert sitting(dt.date(2021, 4, 1)) == ["Zoll"]
    assert Seat.objects.count() == 2, "an ended seat is gone"
    [english] = seat_lines(body_card(BODY, language="en").id, language="en", on=dt.date(2020, 5, 1))
    assert english.function == "Governing Mayor"


def test_a_seat_is_not_held_twice_on_a_day_but_again_later() -> None:
    first = seat_add(actor=OFFICE, body=BODY, wanted=MAYOR)
    assert seat_add(actor=OFFICE, body=BODY, wanted=MAYOR) == first, "sent twice"
    again = WantedSeat(
        "member", dt.date(2022, 1, 1), institution="werft", function_de="Regierende Bürgermeisterin"
    )
    with pytest.raises(Refused, match=r"schon vom 1\. Januar 2020 bis auf Weiteres"):
        seat_add(actor=OFFICE, body=BODY, wanted=again)
    seat_end(actor=OFFICE, body=BODY, seat=first, valid_to=dt.date(2021, 12, 31))
    second = seat_add(actor=OFFICE, body=BODY, wanted=again)
    with pytest.raises(Refused, match=r"schon vom 1\. Januar 2022"):
        seat_end(actor=OFFICE, body=BODY, seat=first, valid_to=dt.date(2022, 1, 1))
    assert second != first


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        (WantedSeat("member", dt.date(2020, 1, 1)), "Institution wählen oder eine Funktion"),
        (WantedSeat("member", dt.date(2020, 1, 1), institution="nirgends"), "nirgends"),
        (WantedSeat("king", dt.date(2020, 1, 1), institution="zoll"), "king"),
        (
            WantedSeat("guest", dt.date(2020, 2, 1), dt.date(2020, 1, 1), institution="zoll"),
            "bevor er beginnt",
        ),
        (WantedSeat("guest", dt.date(2226, 1, 1), institution="zoll"), "zu weit weg"),
        (WantedSeat("guest", dt.date(2020, 1, 1), function_de="x" * 201), "höchstens 200"),
    ],
)
def test_a_seat_that_cannot_be_is_refused_with_the_reason(wanted: WantedSeat, words: str) -> None:
    with pytest.raises(Refused, match=words):
        seat_add(actor=OFFICE, body=BODY, wanted=wanted)
    assert not Seat.objects.exists()


def test_a_body_keeps_names_in_any_script_and_changes_on_record() -> None:
    wanted = WantedBody(
        "Совет 港口委員会", "Conseil Ünïcode", "other", rule_de="Tagt\x00 monatlich."
    )
    body_create(actor=OFFICE, plan=PLAN, slug="anders", wanted=wanted)
    card = body_card("anders", language="de")
    assert (card.name, card.rule, card.label) == (
        "Совет 港口委員会",
        "Tagt monatlich.",
        "Совет 港口委員会",
    )
    body_change(actor=OFFICE, slug="anders", wanted=WantedBody("Neu", "New", "working"))
    assert body_card("anders", language="en").name == "New"
    acts = AuditEvent.objects.filter(subject=f"body:{PLAN}/anders").values_list("act", flat=True)
    assert set(acts) == {"body.create", "body.change"}


@pytest.mark.parametrize(
    ("slug", "wanted", "words"),
    [
        ("rat", WantedBody("Rat", "Council", "other"), "schon vergeben"),
        ("Groß", WantedBody("Rat", "Council", "other"), "kleinen Buchstaben"),
        ("lage", WantedBody("Lage", "State", "other"), "schon vergeben"),
        ("neu", WantedBody("", "Council", "other"), "Name fehlt"),
        ("neu", WantedBody("Rat", "Council", "royal"), "royal"),
        ("neu", WantedBody("Rat", "Council", "other", institution="x"), "Institution gibt es"),
        ("neu", WantedBody("x" * 10_000, "Council", "other"), "10000 Zeichen"),
    ],
)
def test_a_body_that_cannot_be_is_refused_with_the_reason(
    slug: str, wanted: WantedBody, words: str
) -> None:
    with pytest.raises(Refused, match=words):
        body_create(actor=OFFICE, plan=PLAN, slug=slug, wanted=wanted)
    assert Body.objects.count() == 2


@pytest.mark.parametrize("role", [role for role in ROLES if role != "office"])
def test_only_the_office_sets_bodies_up(role: str) -> None:
    somebody = account(role, "werft")
    with pytest.raises(NotPermitted):
        body_create(actor=somebody, plan=PLAN, slug="neu", wanted=WantedBody("Neu", "New", "other"))
    with pytest.raises(NotPermitted):
        seat_add(actor=somebody, body=BODY, wanted=MAYOR)


def test_there_is_no_such_body() -> None:
    with pytest.raises(BodyNotFound):
        seat_add(actor=OFFICE, body="gibts-nicht", wanted=MAYOR)


def test_the_database_itself_refuses_a_seat_of_nobody_and_one_that_runs_backwards() -> None:
    body = Body.objects.get(slug=BODY)
    day = dt.date(2020, 1, 1)
    for changes in (
        {"valid_from": day},
        {"valid_from": day, "function_de": "x", "valid_to": dt.date(2019, 1, 1)},
        {"valid_from": day, "function_de": "x", "role": "king"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seat.objects.create(**({"body": body, "role": "member"} | changes))
