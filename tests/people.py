# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The cast of the tests: one person for each role, and somebody who is not signed in."""

from collections.abc import Callable
from typing import Protocol

from django.test import Client

from leitstand.core.accounts.actors import Account, Operator
from leitstand.core.accounts.selectors import account_by_username
from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.enums import AccountRole
from leitstand.core.rules import GrantedRole

NOBODY = "nobody"
# In the Berlin plan senweb leads flaechen.3.I and only contributes elsewhere; see the tests.
INSTITUTIONS = {AccountRole.LEAD.value: "senweb", AccountRole.CONTRIBUTOR.value: "ihk"}
ROLES: tuple[str, ...] = tuple(AccountRole.values)
EVERYBODY = (NOBODY, *ROLES)
OPERATOR = Operator("test")
PASSWORD = "Kran-Werft-Dampf-17"


class ClientOf(Protocol):
    """Gives a browser in which the person of a role is signed in."""

    def __call__(self, role: str) -> Client: ...


PersonOf = Callable[[str], Account]


def person(role: str, *, password: str | None = None) -> Account:
    """The person of the role, made if need be; the institution must be there for some."""
    found = account_by_username(role)
    if found is None:
        found = account_create(
            actor=OPERATOR, username=role, name=f"Person {role}", password=password
        )
        role_grant(
            actor=OPERATOR, account=found, role=GrantedRole(role, INSTITUTIONS.get(role, ""))
        )
    return found


def client_of(role: str) -> Client:
    """A browser of the person's own; NOBODY gets one without a sign-in."""
    client = Client()
    if role != NOBODY:
        client.force_login(person(role))
    return client
