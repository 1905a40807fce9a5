# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What is not allowed is forbidden; flags and groups of Django's own account allow nothing."""

import pytest
from django.contrib.auth.models import AnonymousUser

from leitstand.core.accounts.actors import Operator
from leitstand.core.models import Account
from leitstand.core.permissions import (
    HAVE_ACCOUNT,
    MANAGE_ACCOUNTS,
    VIEW_AUDIT,
    NotPermitted,
    allows,
    require,
)
from leitstand.core.rules import GrantedRole
from tests.people import person


def holder(*roles: GrantedRole, **flags: bool) -> Account:
    account = Account(username="anna", **flags)
    account.roles = roles
    return account


@pytest.mark.parametrize("nobody", [None, AnonymousUser(), "anna", holder(is_active=False)])
@pytest.mark.parametrize("permission", [HAVE_ACCOUNT, MANAGE_ACCOUNTS, VIEW_AUDIT])
def test_who_is_nobody_may_do_nothing(nobody: object, permission: str) -> None:
    assert not allows(nobody, permission)


def test_flags_of_the_account_allow_nothing() -> None:
    boss = holder(is_superuser=True, is_staff=True)
    assert allows(boss, HAVE_ACCOUNT)
    assert not allows(boss, MANAGE_ACCOUNTS)


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (GrantedRole("office"), True),
        (GrantedRole("office", plan="berlin"), False),
        (GrantedRole("lead", "senweb"), False),
        (GrantedRole("contributor", "ihk"), False),
        (GrantedRole("committee"), False),
        (GrantedRole("network"), False),
        (GrantedRole("reader"), False),
    ],
)
@pytest.mark.parametrize("permission", [MANAGE_ACCOUNTS, VIEW_AUDIT])
def test_only_the_office_of_the_installation_sees_the_record_and_manages_accounts(
    role: GrantedRole, may: bool, permission: str
) -> None:
    assert allows(holder(role), permission) is may


def test_a_permission_that_nobody_registered_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"core\.fly"):
        allows(holder(GrantedRole("office")), "core.fly")


def test_the_operator_may_do_everything_that_exists() -> None:
    assert allows(Operator("cli:anna"), MANAGE_ACCOUNTS)
    with pytest.raises(LookupError):
        allows(Operator("cli:anna"), "core.fly")


def test_what_is_required_and_not_held_is_refused_by_name() -> None:
    with pytest.raises(NotPermitted) as refused:
        require(holder(), VIEW_AUDIT, "/protokoll")
    assert (refused.value.permission, refused.value.subject) == (VIEW_AUDIT, "/protokoll")


@pytest.mark.django_db
def test_roles_are_looked_up_where_the_account_came_without_them() -> None:
    person("office")
    assert allows(Account.objects.get(username="office"), VIEW_AUDIT)
