# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Pure rules about accounts: which roles hold, what a claim of an identity provider stands for."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from leitstand.core.enums import INSTITUTIONAL_ROLES, AccountRole

# Roles that change the plan for everyone: a stolen password alone must not be enough.
ROLES_WITH_SECOND_FACTOR = frozenset({AccountRole.OFFICE.value})


@dataclass(frozen=True, slots=True)
class GrantedRole:
    """A role that somebody holds. ``institution`` is a slug or ""; ``plan`` "" means every plan."""

    role: str
    institution: str = ""
    plan: str = ""

    def reaches(self, plan: str) -> bool:
        """Whether it holds for the plan called ``plan``; the empty name asks for all plans."""
        return self.plan in ("", plan)


def split_by_second_factor(
    roles: Iterable[GrantedRole], *, has_second_factor: bool
) -> tuple[tuple[GrantedRole, ...], tuple[GrantedRole, ...]]:
    """The roles in force and those that rest until there is a second factor."""
    held = tuple(roles)
    resting = tuple(
        one for one in held if one.role in ROLES_WITH_SECOND_FACTOR and not has_second_factor
    )
    return tuple(one for one in held if one not in resting), resting


@dataclass(frozen=True, slots=True)
class ClaimRule:
    """Who has ``value`` in the claim ``claim`` holds ``role``."""

    claim: str
    value: str
    role: GrantedRole


_CLAIM_RULE = re.compile(
    r"(?P<claim>[^:=\s]+):(?P<value>[^=]+)=(?P<role>[a-z]+)"
    r"(?:@(?P<institution>[a-z0-9-]+))?(?:/(?P<plan>[a-z0-9-]+))?"
)


def claim_rules(text: str) -> tuple[ClaimRule, ...]:
    """Read ``claim:value=role[@institution][/plan]``, several with commas.

    ``groups:mpi-office=office, groups:senweb=lead@senweb``. Raises ``ValueError`` with the piece
    that cannot be read, names no role, or lacks the institution that its role needs.
    """
    found = []
    for piece in filter(None, (part.strip() for part in text.split(","))):
        match = _CLAIM_RULE.fullmatch(piece)
        if match is None or match["role"] not in AccountRole.values:
            raise ValueError(piece)
        if match["role"] in INSTITUTIONAL_ROLES and not match["institution"]:
            raise ValueError(piece)
        role = GrantedRole(match["role"], match["institution"] or "", match["plan"] or "")
        found.append(ClaimRule(match["claim"], match["value"].strip(), role))
    return tuple(found)


def roles_from_claims(
    rules: Iterable[ClaimRule], claims: Mapping[str, Any]
) -> tuple[GrantedRole, ...]:
    """The roles that the claims stand for, each once. A claim is a word or a list of words."""
    found: dict[GrantedRole, None] = {}
    for rule in rules:
        said = claims.get(rule.claim)
        words = said if isinstance(said, list) else [said]
        if rule.value in [word for word in words if isinstance(word, str)]:
            found[rule.role] = None
    return tuple(found)
