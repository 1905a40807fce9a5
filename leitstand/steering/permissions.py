# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who may run a round, answer in it, and read what is not public yet."""

from dataclasses import dataclass
from typing import TypeAlias

from leitstand.core.accounts.actors import Account
from leitstand.core.enums import AccountRole
from leitstand.core.permissions import NotPermitted, permission, require, roles_for
from leitstand.steering.actors import LinkHolder, Respondent

MANAGE_ROUNDS = "steering.manage_rounds"
PREPARE_ANSWER = "steering.prepare_answer"
SUBMIT_ANSWER = "steering.submit_answer"
ANSWER_BY_LINK = "steering.answer_by_link"


@dataclass(frozen=True, slots=True)
class RoundSubject:
    """A round by its slug, and its plan's."""

    plan: str
    round: str


@dataclass(frozen=True, slots=True)
class DutySubject:
    """What one institution owes about one measure; ``institution`` is "" where nobody leads."""

    plan: str
    round: str
    measure: str
    institution: str


Subject: TypeAlias = RoundSubject | DutySubject


@permission(MANAGE_ROUNDS)
def is_office(account: Account, subject: Subject | None) -> bool:
    """The programme office of the plan; without a subject, of any plan."""
    return bool(roles_for(account, AccountRole.OFFICE, subject))


@permission(PREPARE_ANSWER)
def acts_for_institution(account: Account, subject: DutySubject | None) -> bool:
    """The office, and who acts for the institution that owes the answer, in whatever role.

    A contributor may write, ask and add files; handing in is the lead's.
    """
    return may_submit(account, subject) or _acts_as(account, AccountRole.CONTRIBUTOR, subject)


@permission(SUBMIT_ANSWER)
def may_submit(account: Account, subject: DutySubject | None) -> bool:
    """The office (on behalf), and who acts for the institution as a lead."""
    return is_office(account, subject) or _acts_as(account, AccountRole.LEAD, subject)


@permission(ANSWER_BY_LINK)
def never_by_account(account: Account, subject: object) -> bool:
    """What a personal link opens no account opens: its guard stands in ``views.link_guard``."""
    return False


def acts_for_institution_itself(respondent: Respondent, subject: DutySubject) -> bool:
    """Whether somebody speaks for the institution as one of its own, not on its behalf."""
    return isinstance(respondent, Account) and any(
        _acts_as(respondent, role, subject) for role in (AccountRole.LEAD, AccountRole.CONTRIBUTOR)
    )


def _acts_as(account: Account, role: AccountRole, subject: DutySubject | None) -> bool:
    held = roles_for(account, role, subject)
    return any(subject is None or one.institution == subject.institution for one in held)


def opens(holder: LinkHolder, subject: DutySubject) -> bool:
    """Whether a personal link opens what the subject names; only what this institution owes."""
    return (
        bool(subject.institution)
        and (holder.round, holder.institution) == (subject.round, subject.institution)
        and (not holder.measures or subject.measure in holder.measures)
    )


def require_answering(respondent: Respondent, name: str, subject: DutySubject) -> None:
    """Nothing, or ``NotPermitted``: for accounts by their roles, for a link by what it opens."""
    if isinstance(respondent, LinkHolder):
        if name not in {PREPARE_ANSWER, SUBMIT_ANSWER} or not opens(respondent, subject):
            raise NotPermitted(name, subject)
        return
    require(respondent, name, subject)
