# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A role is granted and revoked, dated, for an institution and a plan, and on record."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from leitstand.core.accounts.actors import Account
from leitstand.core.accounts.selectors import account_by_username, account_lines, held_roles
from leitstand.core.accounts.services import (
    AccountRejected,
    account_create,
    password_set,
    role_grant,
    role_revoke,
)
from leitstand.core.models import AuditEvent, Institution, RoleGrant
from leitstand.core.permissions import NotPermitted
from leitstand.core.rules import GrantedRole
from tests.people import OPERATOR, PASSWORD, person

OFFICE = GrantedRole("office")
pytestmark = pytest.mark.django_db


@pytest.fixture
def anna() -> Account:
    return account_create(actor=OPERATOR, username="anna", name="Anna Maria Amt")


@pytest.fixture
def senate() -> Institution:
    # Made without history: these tests are about accounts.
    [made] = Institution.objects.bulk_create(
        [Institution(slug="senat", kind="senate", name_de="Senat", name_en="Senate")]
    )
    return made


def roles_of(username: str) -> tuple[GrantedRole, ...]:
    account = account_by_username(username)
    assert account
    return held_roles(account)


def day(offset: int) -> dt.date:
    return timezone.localdate() + dt.timedelta(days=offset)


def test_a_new_account_holds_no_role_and_has_a_name(anna: Account) -> None:
    assert held_roles(anna) == ()
    assert str(anna) == "Anna Maria Amt"


def test_a_granted_role_is_held_at_once(anna: Account) -> None:
    role_grant(actor=OPERATOR, account=anna, role=OFFICE)
    assert roles_of("anna") == (OFFICE,)


@pytest.mark.parametrize(
    ("start", "end", "is_held"),
    [(0, 0, True), (-9, None, True), (1, None, False), (-9, -1, False), (-9, 9, True)],
)
def test_a_role_holds_from_its_first_day_to_its_last(
    anna: Account, start: int, end: int | None, is_held: bool
) -> None:
    role_grant(
        actor=OPERATOR,
        account=anna,
        role=OFFICE,
        valid_from=day(start),
        valid_to=None if end is None else day(end),
    )
    assert bool(roles_of("anna")) is is_held
    assert account_lines(["anna"])[0].grants[0].is_live is is_held


def test_a_revoked_role_is_held_no_longer_and_can_be_granted_again(anna: Account) -> None:
    role_grant(actor=OPERATOR, account=anna, role=OFFICE)
    role_revoke(actor=OPERATOR, account=anna, role=OFFICE)
    assert roles_of("anna") == ()
    role_grant(actor=OPERATOR, account=anna, role=OFFICE)
    assert roles_of("anna") == (OFFICE,)
    assert RoleGrant.objects.count() == 2


def test_a_role_names_its_institution_and_its_plan(anna: Account, senate: Institution) -> None:
    role = GrantedRole("lead", "senat", "berlin")
    role_grant(actor=OPERATOR, account=anna, role=role)
    assert roles_of("anna") == (role,)
    assert role.reaches("berlin")
    assert not role.reaches("bremen")


@pytest.mark.parametrize(
    "role",
    [
        GrantedRole("lead"),
        GrantedRole("contributor"),
        GrantedRole("boss"),
        GrantedRole("lead", "gibtsnicht"),
    ],
)
def test_a_role_that_cannot_be_is_refused_with_a_reason(anna: Account, role: GrantedRole) -> None:
    with pytest.raises(AccountRejected, match=r"Rolle|Institution"):
        role_grant(actor=OPERATOR, account=anna, role=role)


def test_a_role_is_not_granted_twice(anna: Account, senate: Institution) -> None:
    for role in (OFFICE, GrantedRole("lead", "senat")):
        role_grant(actor=OPERATOR, account=anna, role=role)
        with pytest.raises(AccountRejected, match="schon"):
            role_grant(actor=OPERATOR, account=anna, role=role)
    assert len(roles_of("anna")) == 2


def test_a_role_that_nobody_holds_cannot_be_revoked(anna: Account) -> None:
    with pytest.raises(AccountRejected, match="nicht"):
        role_revoke(actor=OPERATOR, account=anna, role=OFFICE)


def test_a_role_does_not_end_before_it_begins(anna: Account) -> None:
    with pytest.raises(AccountRejected, match="endet"):
        role_grant(actor=OPERATOR, account=anna, role=OFFICE, valid_to=day(-1))


def test_every_act_is_on_record_with_who_what_and_why(anna: Account) -> None:
    role_grant(actor=OPERATOR, account=anna, role=OFFICE, reason="Dienstantritt")
    role_revoke(actor=OPERATOR, account=anna, role=OFFICE, reason="Wechsel")
    events = list(
        AuditEvent.objects.order_by("id").values_list("actor", "act", "subject", "reason")
    )
    subject = f"account:{anna.pk}"
    assert events == [
        ("test", "account.create", subject, ""),
        ("test", "role.grant", subject, "Dienstantritt"),
        ("test", "role.revoke", subject, "Wechsel"),
    ]


@pytest.mark.parametrize("role", ["contributor", "committee", "network", "reader", "lead"])
def test_only_the_office_gives_and_takes_roles(
    anna: Account, role: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Institution.objects.bulk_create(
        Institution(slug=slug, kind="senate", name_de=slug, name_en=slug)
        for slug in ("senweb", "ihk")
    )
    other = person(role)
    acts: list[Any] = [
        lambda: role_grant(actor=other, account=other, role=OFFICE),
        lambda: role_revoke(actor=other, account=anna, role=OFFICE),
        lambda: account_create(actor=other, username="zweites"),
        lambda: password_set(actor=other, account=anna, password=PASSWORD),
    ]
    for act in acts:
        with pytest.raises(NotPermitted):
            act()
    assert held_roles(other) == roles_of(role)


def test_the_office_of_one_plan_manages_no_accounts(anna: Account) -> None:
    role_grant(actor=OPERATOR, account=anna, role=GrantedRole("office", "", "berlin"))
    with pytest.raises(NotPermitted):
        role_grant(actor=anna, account=anna, role=OFFICE)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"username": ""}, "Benutzername"),
        ({"username": "a b"}, "Benutzername"),
        ({"username": "anna"}, "vergeben"),
        ({"username": "otto", "email": "kein"}, "E-Mail"),
        ({"username": "otto", "password": "kurz"}, "kurz"),
        ({"username": "ottokar-werft", "password": "ottokar-werft1"}, "ähnlich"),
    ],
)
def test_an_account_that_cannot_be_is_refused_with_a_reason(
    anna: Account, facts: dict[str, str], words: str
) -> None:
    with pytest.raises(AccountRejected, match=words):
        account_create(actor=OPERATOR, **facts)
