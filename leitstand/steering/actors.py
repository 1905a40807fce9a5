# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who answers: an account, the installation, or somebody who holds a personal link."""

from dataclasses import dataclass
from typing import TypeAlias

from leitstand.core.accounts.actors import Account, Operator, actor_key


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """Whoever opened a valid personal link. ``link`` is its row number, ``measures`` what it is
    limited to (empty: all that the institution owes in the round).
    """

    link: int
    round: str
    plan: str
    institution: str
    name: str
    measures: frozenset[str] = frozenset()


Respondent: TypeAlias = Account | Operator | LinkHolder


def respondent_key(respondent: Respondent) -> str:
    """How the record names who answered."""
    if isinstance(respondent, LinkHolder):
        return f"link:{respondent.link}"
    return actor_key(respondent)


def called(respondent: Respondent) -> str:
    """What the respondent is called, for the office: a name that was given, never a secret."""
    match respondent:
        case LinkHolder():
            return respondent.name
        case Operator():
            return respondent.name
    return str(respondent)
