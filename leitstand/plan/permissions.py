# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who may change a plan. Reading it, its history included, is free to everyone."""

from dataclasses import dataclass

from leitstand.core.accounts.actors import Account, Actor
from leitstand.core.enums import AccountRole
from leitstand.core.permissions import free_to_everyone, permission, roles_for
from leitstand.plan.selectors import measures_led_by

CHANGE_MEASURE = "plan.change_measure"
ADD_MEASURE = "plan.add_measure"
ASSIGN_ROLES = "plan.assign_roles"
VIEW_HISTORY = "plan.view_history"


@dataclass(frozen=True, slots=True)
class PlanSubject:
    """The plan called ``plan``."""

    plan: str


@dataclass(frozen=True, slots=True)
class MeasureSubject:
    """One measure or part by its id.

    ``leads`` are the slugs of the institutions that lead it, where a page has read them anyway;
    None lets the predicate look.
    """

    plan: str
    measure: str
    leads: frozenset[str] | None = None


@permission(ADD_MEASURE)
@permission(ASSIGN_ROLES)
def is_office_of_plan(account: Account, subject: PlanSubject | MeasureSubject | None) -> bool:
    """The programme office of the plan; without a subject, of any plan."""
    return bool(roles_for(account, AccountRole.OFFICE, subject))


@permission(CHANGE_MEASURE)
def is_office_or_leads(account: Account, subject: MeasureSubject | None) -> bool:
    """The programme office, and who acts for an institution that leads the measure, be it only in
    one phase. Without a subject: who acts for any institution as a lead.
    """
    if is_office_of_plan(account, subject):
        return True
    own = frozenset(one.institution for one in roles_for(account, AccountRole.LEAD, subject))
    if subject is None or not own:
        return bool(own)
    if subject.leads is not None:
        return bool(own & subject.leads)
    known = ("measures_led_by", subject.plan, own)
    if known not in account.remembered:
        account.remembered[known] = measures_led_by(subject.plan, own)
    return subject.measure in account.remembered[known]


def capacity(actor: Actor, subject: MeasureSubject | PlanSubject) -> tuple[str, str]:
    """The role in which somebody changes the subject, and the institution they lead it for.

    Roles end and the record stays, so an act notes this when it happens. Empty for the operator.
    """
    if not isinstance(actor, Account):
        return "", ""
    if is_office_of_plan(actor, subject):
        return AccountRole.OFFICE.value, ""
    own = roles_for(actor, AccountRole.LEAD, subject)
    if isinstance(subject, MeasureSubject) and subject.leads is not None:
        own = tuple(one for one in own if one.institution in subject.leads)
    return (AccountRole.LEAD.value, own[0].institution) if own else ("", "")


def led_institutions(actor: object, subject: PlanSubject) -> tuple[str, ...]:
    """The institutions that somebody acts for as a lead in the plan, each once."""
    if not isinstance(actor, Account) or not actor.is_active:
        return ()
    held = roles_for(actor, AccountRole.LEAD, subject)
    return tuple(dict.fromkeys(one.institution for one in held))


free_to_everyone(VIEW_HISTORY)
