# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who may say where foreign states come from, and fetch them."""

from dataclasses import dataclass

from leitstand.core.accounts.actors import Account
from leitstand.core.enums import AccountRole
from leitstand.core.permissions import permission, roles_for

MANAGE_SOURCES = "foreign.manage_sources"


@dataclass(frozen=True, slots=True)
class SourceSubject:
    """A source by its slug, and its plan's; ``source`` is "" for one that is to come."""

    plan: str
    source: str = ""


@permission(MANAGE_SOURCES)
def is_office(account: Account, subject: SourceSubject | None) -> bool:
    """The programme office of the plan; without a subject, of any plan."""
    return bool(roles_for(account, AccountRole.OFFICE, subject))
