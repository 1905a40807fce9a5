# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Pure rules about roles: claims of an identity provider, and the second factor."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.core.enums import AccountRole
from leitstand.core.rules import (
    ClaimRule,
    GrantedRole,
    claim_rules,
    roles_from_claims,
    split_by_second_factor,
)

OFFICE, LEAD = GrantedRole("office"), GrantedRole("lead", "senweb")
RULES = (ClaimRule("groups", "mpi", OFFICE), ClaimRule("groups", "senweb", LEAD))


def test_a_rule_names_claim_value_role_institution_and_plan() -> None:
    assert claim_rules("groups:mpi=office, org:SenWEB IV=lead@senweb/berlin-2018-2021") == (
        ClaimRule("groups", "mpi", OFFICE),
        ClaimRule("org", "SenWEB IV", GrantedRole("lead", "senweb", "berlin-2018-2021")),
    )


@pytest.mark.parametrize("text", ["", " ", ",", " , "])
def test_nothing_written_is_no_rule(text: str) -> None:
    assert claim_rules(text) == ()


@pytest.mark.parametrize(
    "text", ["mpi=office", "groups:mpi", "groups:mpi=boss", "groups:a=lead", "a:b=office@X Y"]
)
def test_a_rule_that_cannot_be_read_names_itself(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        claim_rules(f"groups:x=reader, {text}")


@pytest.mark.parametrize(
    ("claims", "roles"),
    [
        ({"groups": ["mpi", "senweb", "mpi"]}, (OFFICE, LEAD)),
        ({"groups": "senweb"}, (LEAD,)),
        ({"groups": ["andere"]}, ()),
        ({"groups": None}, ()),
        ({"groups": {"mpi": True}}, ()),
        ({"groups": [["mpi"], 1]}, ()),
        ({"andere": ["mpi"]}, ()),
        ({}, ()),
    ],
)
def test_claims_stand_for_roles(claims: dict[str, object], roles: tuple[GrantedRole, ...]) -> None:
    assert roles_from_claims(RULES, claims) == roles


@given(st.dictionaries(st.text(max_size=8), st.text() | st.lists(st.text()) | st.integers()))
def test_no_claim_gives_a_role_that_no_rule_names(claims: dict[str, object]) -> None:
    assert set(roles_from_claims(RULES, claims)) <= {OFFICE, LEAD}


@given(st.lists(st.builds(GrantedRole, st.sampled_from(AccountRole.values))), st.booleans())
def test_a_role_is_in_force_or_rests_and_none_is_lost(
    roles: list[GrantedRole], has_second_factor: bool
) -> None:
    held, resting = split_by_second_factor(roles, has_second_factor=has_second_factor)
    assert sorted(map(repr, held + resting)) == sorted(map(repr, roles))
    assert all(one.role == "office" for one in resting)
    assert not (has_second_factor and resting)
