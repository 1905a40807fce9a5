# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what. Every permission is a predicate on the actor's roles and, where it has one, its
subject; each room registers its own in a file of this name.

What is not registered is forbidden, and asking for it is an error of the program.
"""

from collections.abc import Callable
from typing import Any, Protocol, runtime_checkable

import rules as rules_library
from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Operator
from leitstand.core.accounts.selectors import held_roles
from leitstand.core.enums import AccountRole
from leitstand.core.models import Account
from leitstand.core.rules import GrantedRole

# The library says that it is typed, and is not.
rules: Any = rules_library

HAVE_ACCOUNT = "core.have_account"
MANAGE_ACCOUNTS = "core.manage_accounts"
VIEW_AUDIT = "core.view_audit"


@runtime_checkable
class OfPlan(Protocol):
    """A subject that belongs to a plan, named by its slug."""

    @property
    def plan(self) -> str:
        """The plan's slug."""


class NotPermitted(PermissionDenied):
    """The actor may not do that. Django answers 403; the refusal goes on record."""

    def __init__(self, permission: str, subject: object = None) -> None:
        super().__init__(_("Das ist mit diesem Konto nicht erlaubt."))
        self.permission = permission
        self.subject = subject


Predicate = Callable[[Account, Any], bool]


def permission(name: str) -> Callable[[Predicate], Predicate]:
    """Register a predicate ``(account, subject) -> bool`` under a name, once."""

    def register(predicate: Predicate) -> Predicate:
        rules.add_perm(name, predicate)
        return predicate

    return register


def free_to_everyone(name: str) -> None:
    """Register a permission that needs no account; it has a name so that a page can declare it."""
    rules.add_perm(name, rules.always_true)
    _FREE.add(name)


_FREE: set[str] = set()


def is_free(name: str) -> bool:
    """Whether everyone has the permission, also who is nobody."""
    return name in _FREE


def allows(actor: Any, name: str, subject: object = None) -> bool:
    """Whether the actor may. Who is nobody (None, not signed in, deactivated) may do nothing.

    Without a subject it answers whether the actor may do so to anything at all. Raises
    ``LookupError`` for a permission that nobody registered.
    """
    if not rules.perm_exists(name):
        raise LookupError(f"no permission is called {name!r}")
    if name in _FREE or isinstance(actor, Operator):
        return True
    if not isinstance(actor, Account) or not actor.is_active:
        return False
    return bool(rules.has_perm(name, actor, subject))


def require(actor: Any, name: str, subject: object = None) -> None:
    """Nothing, or :class:`NotPermitted`. The first line of every service that writes."""
    if not allows(actor, name, subject):
        raise NotPermitted(name, subject)


def roles_for(account: Account, role: AccountRole, subject: object) -> tuple[GrantedRole, ...]:
    """The grants of ``role`` that reach the subject's plan; all of them without a subject."""
    held = tuple(one for one in held_roles(account) if one.role == role)
    if isinstance(subject, OfPlan):
        return tuple(one for one in held if one.reaches(subject.plan))
    return held


@permission(HAVE_ACCOUNT)
def is_signed_in(account: Account, subject: object) -> bool:
    """Everyone who is signed in, whatever the role."""
    return True


@permission(MANAGE_ACCOUNTS)
@permission(VIEW_AUDIT)
def is_office_of_everything(account: Account, subject: object) -> bool:
    """The programme office of the installation; the office of one plan is not enough."""
    return any(not one.plan for one in roles_for(account, AccountRole.OFFICE, None))
