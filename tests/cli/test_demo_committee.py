# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's committees: loaded once, all of it marked as invented."""

import pytest
from django.utils import timezone

from leitstand.cli.demo_committee import demo, load_demo_committee
from leitstand.committee.models import (
    Amendment,
    Body,
    Decision,
    FollowUp,
    Meeting,
    Order,
    Proposal,
    Seat,
    Support,
)
from leitstand.committee.selectors.orders import orders_of
from leitstand.plan.document import PlanDocument

MODELS = (Body, Seat, Meeting, Decision, Order, FollowUp, Proposal, Support)


def test_it_is_loaded_once_and_shows_a_late_order_and_one_that_is_done(
    berlin: PlanDocument,
) -> None:
    assert load_demo_committee() == ("netzwerk-industriepolitik", "skip")
    counts = [model.objects.count() for model in MODELS]
    assert all(counts)
    assert load_demo_committee() == ("netzwerk-industriepolitik", "skip")
    assert [model.objects.count() for model in MODELS] == counts
    today = timezone.localdate()
    [late] = orders_of(["sensw"], language="de")
    done, waiting = orders_of(["senweb"], language="de")
    assert late.is_overdue(today)
    assert (done.is_settled, waiting.is_settled, waiting.due_on > today) == (True, False, True)
    states = Meeting.objects.order_by("held_on").values_list("state", flat=True)
    assert list(states) == ["published", "planned"]


def test_all_of_it_is_marked_and_the_real_plan_is_left_alone(berlin: PlanDocument) -> None:
    load_demo_committee()
    for model in (Body, Meeting, Proposal):
        assert not model.objects.filter(is_example=False).exists(), model
    assert not Amendment.objects.exists()
    members = {one.id for one in berlin.institutions}
    assert {seat.institution for body in demo().bodies for seat in body.seats} <= members


@pytest.mark.django_db
def test_without_the_plan_there_is_nothing_to_load() -> None:
    assert load_demo_committee() == ()
