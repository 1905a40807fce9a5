# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who may change which measure: the office all of them, an institution those that it leads."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitstand.core.accounts.actors import Account
from leitstand.core.permissions import allows
from leitstand.core.rules import GrantedRole
from leitstand.plan.document import PlanDocument
from leitstand.plan.permissions import (
    ADD_MEASURE,
    CHANGE_MEASURE,
    VIEW_HISTORY,
    MeasureSubject,
    PlanSubject,
)

BERLIN = "berlin-2018-2021"
PLAN = PlanSubject(BERLIN)


def holder(*roles: GrantedRole) -> Account:
    account = Account(username="anna")
    account.roles = roles
    return account


def measure(key: str, leads: frozenset[str] | None = None) -> MeasureSubject:
    return MeasureSubject(BERLIN, key, leads)


@pytest.mark.parametrize(
    ("institution", "key", "may"),
    [
        ("sensw", "flaechen.2.II", True),  # leads the programming
        ("bezirke", "flaechen.2.II", True),  # leads drafting and building
        ("bezirk-mitte", "flaechen.2.II", False),  # is a member of the group that leads
        ("ihk", "flaechen.2.II", False),
        ("sensw", "gibts.1.I", False),
    ],
)
def test_an_institution_changes_what_it_leads_be_it_in_one_phase(
    berlin: PlanDocument, institution: str, key: str, may: bool
) -> None:
    assert allows(holder(GrantedRole("lead", institution)), CHANGE_MEASURE, measure(key)) is may


def test_exactly_the_led_measures_may_be_changed(berlin: PlanDocument) -> None:
    account = holder(GrantedRole("lead", "senweb"))
    led = {
        one.id
        for one in berlin.measures
        if any(r.institution == "senweb" and r.role == "lead" for r in one.roles)
    }
    may = {one.id for one in berlin.measures if allows(account, CHANGE_MEASURE, measure(one.id))}
    assert may == led
    assert 0 < len(led) < len(berlin.measures)


def test_many_measures_are_judged_with_one_statement(berlin: PlanDocument) -> None:
    account = holder(GrantedRole("lead", "senweb"))
    with CaptureQueriesContext(connection) as statements:
        for one in berlin.measures:
            allows(account, CHANGE_MEASURE, measure(one.id))
    assert len(statements) == 1


@pytest.mark.parametrize(("leads", "may"), [({"senweb", "ihk"}, True), ({"ihk"}, False)])
def test_a_page_that_has_read_the_leads_is_judged_without_a_statement(
    leads: set[str], may: bool
) -> None:
    # No database: a statement would be an error.
    account = holder(GrantedRole("lead", "senweb"))
    assert allows(account, CHANGE_MEASURE, measure("a.1.I", frozenset(leads))) is may


@pytest.mark.parametrize("permission", [CHANGE_MEASURE, ADD_MEASURE])
def test_the_office_of_a_plan_changes_all_of_it_and_no_other(permission: str) -> None:
    office = holder(GrantedRole("office", plan=BERLIN))
    assert allows(office, permission, measure("a.1.I"))
    assert not allows(office, permission, PlanSubject("bremen"))
    assert allows(holder(GrantedRole("office")), permission, PlanSubject("bremen"))


def test_a_lead_for_one_plan_changes_nothing_in_another() -> None:
    account = holder(GrantedRole("lead", "senweb", "bremen"))
    assert not allows(account, CHANGE_MEASURE, measure("a.1.I", frozenset({"senweb"})))


@pytest.mark.parametrize(
    ("role", "change", "add"),
    [
        ("office", True, True),
        ("lead", True, False),
        ("contributor", False, False),
        ("committee", False, False),
        ("network", False, False),
        ("reader", False, False),
    ],
)
def test_each_role_may_do_its_part(role: str, change: bool, add: bool) -> None:
    account = holder(GrantedRole(role, "senweb"))
    subject = measure("a.1.I", frozenset({"senweb"}))
    assert allows(account, CHANGE_MEASURE) is change
    assert allows(account, CHANGE_MEASURE, subject) is change
    assert allows(account, ADD_MEASURE, PLAN) is add


def test_the_history_is_everybodys() -> None:
    assert allows(None, VIEW_HISTORY, PLAN)
