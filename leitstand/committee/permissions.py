# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who may run a body, read what is not public yet, follow orders up, and propose."""

from dataclasses import dataclass
from typing import TypeAlias

from leitstand.committee.enums import BodyKind
from leitstand.core.accounts.actors import Account, Actor
from leitstand.core.enums import INSTITUTIONAL_ROLES, AccountRole
from leitstand.core.permissions import permission, roles_for

MANAGE_COMMITTEE = "committee.manage"
VIEW_MEETINGS = "committee.view_meetings"
VIEW_BOARD = "committee.view_board"
VIEW_PROPOSALS = "committee.view_proposals"
PROPOSE = "committee.propose"
SUPPORT = "committee.support"
FOLLOW_UP = "committee.follow_up"


@dataclass(frozen=True, slots=True)
class BodySubject:
    """A body by its slug and kind, and its plan's slug."""

    plan: str
    body: str
    kind: str


@dataclass(frozen=True, slots=True)
class OrderSubject:
    """An order to an institution."""

    plan: str
    institution: str


@dataclass(frozen=True, slots=True)
class PlanOnly:
    """A plan by its slug."""

    plan: str


Subject: TypeAlias = BodySubject | OrderSubject | PlanOnly


@permission(MANAGE_COMMITTEE)
def is_office(account: Account, subject: Subject | None) -> bool:
    """The programme office of the plan; without a subject, of any plan."""
    return bool(roles_for(account, AccountRole.OFFICE, subject))


@permission(VIEW_MEETINGS)
def reads_body(account: Account, subject: BodySubject | None) -> bool:
    """The office and the committee read all bodies, the network those that are not political."""
    if reads_plan(account, subject):
        return True
    if subject is not None and subject.kind == BodyKind.POLITICAL:
        return False
    return bool(roles_for(account, AccountRole.NETWORK, subject))


@permission(VIEW_BOARD)
def reads_plan(account: Account, subject: Subject | None) -> bool:
    """The office and the committee of the plan."""
    return is_office(account, subject) or bool(roles_for(account, AccountRole.COMMITTEE, subject))


@permission(VIEW_PROPOSALS)
def reads_proposals(account: Account, subject: PlanOnly | None) -> bool:
    """The office, the committee and the network of the plan."""
    return reads_plan(account, subject) or bool(roles_for(account, AccountRole.NETWORK, subject))


@permission(PROPOSE)
def may_propose(account: Account, subject: PlanOnly | None) -> bool:
    """The network brings new topics in (rule R11), the office may write one down for others."""
    return is_office(account, subject) or bool(roles_for(account, AccountRole.NETWORK, subject))


@permission(SUPPORT)
def may_support(account: Account, subject: OrderSubject | None) -> bool:
    """The office for any institution, the network for the institution they act for."""
    if is_office(account, subject):
        return True
    held = roles_for(account, AccountRole.NETWORK, subject)
    return any(
        one.institution and (subject is None or one.institution == subject.institution)
        for one in held
    )


@permission(FOLLOW_UP)
def may_follow_up(account: Account, subject: OrderSubject | None) -> bool:
    """The office on behalf, and whoever acts for the institution that has the order."""
    return is_office(account, subject) or acts_for(account, subject)


def acts_for(actor: Actor, subject: OrderSubject | None) -> bool:
    """Whether somebody speaks for the institution as one of its own."""
    return isinstance(actor, Account) and any(
        subject is None or one.institution == subject.institution
        for role in INSTITUTIONAL_ROLES
        for one in roles_for(actor, role, subject)
    )


def own_institutions(actor: Actor, *roles: AccountRole) -> frozenset[str]:
    """The institutions that somebody acts for in one of the roles."""
    if not isinstance(actor, Account) or not actor.is_active:
        return frozenset()
    return frozenset(
        one.institution for role in roles for one in roles_for(actor, role, None) if one.institution
    )
