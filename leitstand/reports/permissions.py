# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who may write in reports and make them public, and who may read those that are not public."""

from dataclasses import dataclass

from leitstand.core.accounts.actors import Account
from leitstand.core.enums import AccountRole
from leitstand.core.permissions import permission, roles_for

MANAGE_REPORTS = "reports.manage"
READ_REPORTS = "reports.read"


@dataclass(frozen=True, slots=True)
class ReportSubject:
    """The report of a round, or all reports of a plan where ``round`` is ""."""

    plan: str
    round: str = ""


@permission(MANAGE_REPORTS)
def is_office(account: Account, subject: ReportSubject | None) -> bool:
    """The programme office of the plan; without a subject, of any plan."""
    return bool(roles_for(account, AccountRole.OFFICE, subject))


@permission(READ_REPORTS)
def reads_drafts(account: Account, subject: ReportSubject | None) -> bool:
    """The office and the committee, which gets to see reports before everybody does."""
    return is_office(account, subject) or bool(roles_for(account, AccountRole.COMMITTEE, subject))
