# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Orders to institutions and their follow-up: append-only, by those who have them."""

import datetime as dt
import json
from uuid import uuid4

import pytest
from click.testing import CliRunner
from django.utils import timezone

from leitstand.cli.commands import leitstand
from leitstand.committee.errors import Contradicts, OrderNotFound, Refused
from leitstand.committee.models import FollowUp, Order
from leitstand.committee.rules.life import Step
from leitstand.committee.selectors.orders import order_line, orders_of, ranked
from leitstand.committee.services.meetings import meeting_step
from leitstand.committee.services.orders import order_accept
from leitstand.core.permissions import NotPermitted
from leitstand.core.selectors import data_version
from tests.committee.cast import (
    ABOUT,
    OFFICE,
    account,
    decided,
    meeting_stands,
    ordered,
    said,
)
from tests.steering.harbour import PLAN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council")]
DUE, LATER = dt.date(2022, 9, 30), dt.date(2022, 9, 1)


def given() -> int:
    _meeting, [item] = meeting_stands()
    return ordered(decided(item))


def test_an_order_goes_from_open_to_late_to_done_to_accepted() -> None:
    order = given()
    line = order_line(order, language="en")
    assert (line.name, line.institution, line.called, line.state) == (
        "RAT 2022/01-1",
        "werft",
        "Werft (en)",
        "open",
    )
    assert (line.is_overdue(DUE), line.is_overdue(DUE + dt.timedelta(days=1))) == (False, True)
    with pytest.raises(Refused, match="Noch hat niemand gesagt"):
        order_accept(actor=OFFICE, order=order)
    said(order)
    said(order, "done", "Der Kran ist bestellt.")
    line = order_line(order, language="de")
    assert [one.state for one in line.follow_ups] == ["in-progress", "done"]
    assert (line.is_settled, line.is_overdue(dt.date(2026, 1, 1))) == (False, False)
    order_accept(actor=OFFICE, order=order)
    order_accept(actor=OFFICE, order=order)
    assert order_line(order, language="de").is_settled
    with pytest.raises(Refused, match="schon abgeschlossen"):
        said(order)


def test_the_institution_speaks_for_itself_and_the_office_on_behalf() -> None:
    order = given()
    said(order, actor=account("lead", "werft"))
    said(order, actor=account("contributor", "werft"))
    said(order, actor=OFFICE)
    lines = order_line(order, language="de").follow_ups
    assert [one.is_behalf for one in lines] == [False, False, True]
    assert [one.speaker for one in lines] == ["Frau lead", "Frau contributor", ""]
    for stranger in (account("lead", "zoll"), account("committee"), account("network", "werft")):
        with pytest.raises(NotPermitted):
            said(order, actor=stranger)
    with pytest.raises(NotPermitted):
        order_accept(actor=account("lead", "nord"), order=order)


def test_sending_a_follow_up_or_an_order_twice_is_once() -> None:
    _meeting, [item] = meeting_stands()
    decision, number = decided(item), uuid4()
    order = ordered(decision, submission=number)
    assert ordered(decision, submission=number) == order
    entry = uuid4()
    assert said(order, submission=entry) == said(order, submission=entry)
    assert (Order.objects.count(), FollowUp.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("state", "text", "said_on", "words"),
    [
        ("done", " ", dt.date(2022, 7, 1), "Bitte in einem Satz"),
        ("ready", "x", dt.date(2022, 7, 1), "ready"),
        ("open", "x" * 20_001, dt.date(2022, 7, 1), "20001 Zeichen"),
        ("open", "x", timezone.localdate() + dt.timedelta(days=1), "in der Zukunft"),
        ("open", "x", dt.date(2022, 5, 31), "vor dem Beschluss"),
    ],
)
def test_a_follow_up_that_cannot_be_is_refused(
    state: str, text: str, said_on: dt.date, words: str
) -> None:
    order = given()
    with pytest.raises(Refused, match=words):
        said(order, state, text, said_on=said_on)
    assert not FollowUp.objects.exists()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"institution": "nirgends"}, "nirgends"),
        ({"text_de": ""}, "Text des Auftrags fehlt"),
        ({"due_on": dt.date(2022, 5, 31)}, "Frist liegt vor dem Beschluss"),
        ({"due_on": dt.date(2222, 5, 31)}, "zu weit weg"),
        ({"measures": ("hafen.9.IX",)}, "hafen.9.IX"),
    ],
)
def test_an_order_that_cannot_be_is_refused(changes: dict[str, object], words: str) -> None:
    _meeting, [item] = meeting_stands()
    decision = decided(item)
    with pytest.raises(Refused, match=words):
        ordered(decision, **changes)  # type: ignore[arg-type]
    assert not Order.objects.exists()


def test_no_order_is_given_after_the_minutes() -> None:
    meeting, [item] = meeting_stands()
    decision = decided(item)
    meeting_step(actor=OFFICE, meeting=meeting, step=Step.CLOSE)
    with pytest.raises(Refused, match="Das geht jetzt nicht"):
        ordered(decision)


def test_an_order_that_takes_another_ones_place_says_so() -> None:
    earlier = given()
    _second, [again] = meeting_stands(held_on=LATER)
    decision = decided(again, "RAT 2022/02", decided_on=LATER)
    with pytest.raises(Contradicts) as told:
        ordered(decision, due_on=dt.date(2023, 1, 1))
    [conflict] = told.value.conflicts
    assert (conflict.id, conflict.number, conflict.ground) == (
        earlier,
        "RAT 2022/01-1",
        "new-order",
    )
    ordered(decision, due_on=dt.date(2023, 1, 1), replaces=earlier)
    line = order_line(earlier, language="de")
    assert (line.replaced_by, line.is_settled) == ("RAT 2022/02-1", True)
    with pytest.raises(Refused, match="ersetzt durch RAT 2022/02-1"):
        said(earlier)
    # Another institution, or another measure, is another order.
    ordered(decision, "zoll")
    ordered(decision, measures=("hafen.2.I",))


def test_with_its_decision_an_order_falls() -> None:
    earlier = given()
    decision = Order.objects.get(pk=earlier).decision_id
    _second, [again] = meeting_stands(held_on=LATER)
    decided(again, "RAT 2022/02", outcome="rejected", decided_on=LATER, supersedes=[decision])
    line = order_line(earlier, language="de")
    assert (line.dropped_by, line.is_settled) == ("RAT 2022/02", True)
    assert not line.is_overdue(dt.date(2026, 1, 1))
    with pytest.raises(Refused, match="aufgehoben durch RAT 2022/02"):
        said(earlier)


def test_overdue_orders_stand_first() -> None:
    _meeting, [item] = meeting_stands()
    decision = decided(item)
    late = ordered(decision)
    open_one = ordered(decision, "zoll", due_on=dt.date(2022, 8, 1))
    said(open_one, "done", "Fertig.")
    settled = ordered(decision, "nord", due_on=dt.date(2022, 7, 1))
    said(settled, "not-possible", "Geht nicht.")
    order_accept(actor=OFFICE, order=settled)
    found = ranked(orders_of(["werft", "zoll", "nord"], language="de"), today=dt.date(2022, 10, 1))
    assert [one.id for one in found] == [late, open_one, settled]
    assert orders_of([], language="de") == ()


def test_what_is_public_is_told_anew_and_what_is_internal_is_not() -> None:
    meeting, [item] = meeting_stands()
    order = ordered(decided(item))
    version = data_version()
    said(order)
    assert data_version() == version
    for step in (Step.CLOSE, Step.PUBLISH):
        meeting_step(actor=OFFICE, meeting=meeting, step=step)
    version = data_version()
    said(order)
    assert data_version() > version


def test_there_is_no_such_order() -> None:
    with pytest.raises(OrderNotFound):
        said(4711)


def test_the_command_lists_orders_for_people_and_for_machines() -> None:
    order = given()
    said(order)
    runner = CliRunner()
    told = runner.invoke(leitstand, ["committee", "orders", "--plan", PLAN])
    assert told.exit_code == 0
    assert "RAT 2022/01-1  2022-09-30  Werft  überfällig, in Arbeit" in told.output
    found = runner.invoke(
        leitstand, ["committee", "orders", "--plan", PLAN, "--overdue", "--format", "json"]
    )
    [record] = json.loads(found.stdout)
    assert (record["order"], record["is_overdue"], record["measures"]) == (
        "RAT 2022/01-1",
        True,
        [ABOUT],
    )
    refused = runner.invoke(leitstand, ["committee", "orders", "--plan", "nirgends"])
    assert refused.exit_code == 1
    assert "nirgends" in refused.output
