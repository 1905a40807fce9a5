# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two wishes for one measure: nobody's is lost, and none is preferred in silence."""

from copy import deepcopy
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.merging import merged

BASE: dict[str, Any] = {
    "id": "hafen.1.I",
    "title": {"de": "Kran bauen", "en": "Build a crane"},
    "summary": {"de": "Ein Kran.", "en": "A crane."},
    "remark": None,
    "source": {"lines": (1, 2), "structure_lines": None, "page": None},
    "joined": None,
    "roles": ({"institution": "werft", "role": "lead", "phase": None, "scope": None, "as": "W"},),
    "open_roles": (),
    "external_refs": (),
    "cross_refs": (),
    "strategies": ("hafen-2030",),
    "commitments": (),
}
texts = st.sampled_from(["Kran bauen", "Zwei Kräne bauen", "Kai bauen"])


def role(institution: str, words: str) -> dict[str, Any]:
    return {"institution": institution, "role": "lead", "phase": None, "scope": None, "as": words}


@st.composite
def versions(draw: st.DrawFn) -> dict[str, Any]:
    tree = deepcopy(BASE)
    tree["title"]["de"] = draw(texts)
    tree["remark"] = draw(st.sampled_from([None, {"de": "Offen", "en": "Open"}]))
    names = draw(st.lists(st.sampled_from(["werft", "zoll", "amt"]), unique=True))
    tree["roles"] = tuple(role(name, draw(st.sampled_from(["W", "X"]))) for name in names)
    tree["strategies"] = tuple(
        draw(st.lists(st.sampled_from(["hafen-2030", "strom"]), unique=True))
    )
    return tree


def said(tree: dict[str, Any]) -> dict[str, Any]:
    """The measure without the order of its lists."""
    return tree | {
        "roles": {one["institution"]: one["as"] for one in tree["roles"]},
        "strategies": set(tree["strategies"]),
        **{name: list(tree[name]) for name in ("open_roles", "external_refs", "cross_refs")},
        "commitments": list(tree["commitments"]),
    }


@given(versions(), versions())
def test_who_changed_nothing_gets_what_the_other_one_wanted(
    base: dict[str, Any], other: dict[str, Any]
) -> None:
    for found in (merged(base, base, other), merged(base, other, base)):
        assert said(found.tree) == said(other)
        assert found.clashes == ()


@given(versions(), versions())
def test_two_who_want_the_same_do_not_clash(base: dict[str, Any], both: dict[str, Any]) -> None:
    found = merged(base, both, both)
    assert said(found.tree) == said(both)
    assert found.clashes == ()


@given(versions(), versions(), versions())
def test_a_clash_is_told_by_both_sides_and_mine_stands_meanwhile(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)
    assert {clash.path for clash in one.clashes} == {clash.path for clash in other.clashes}
    sides = {clash.path: (clash.mine, clash.theirs) for clash in one.clashes}
    assert sides == {clash.path: (clash.theirs, clash.mine) for clash in other.clashes}
    if not one.clashes:
        assert said(one.tree) == said(other.tree)


@given(versions(), versions(), versions())
def test_nothing_that_anybody_wrote_is_lost(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    found = merged(base, mine, theirs)
    told = [clash.theirs for clash in found.clashes]
    for wanted in (mine, theirs):
        if wanted["title"]["de"] != base["title"]["de"]:
            assert wanted["title"]["de"] in (found.tree["title"]["de"], *told)
        for one in wanted["roles"]:
            if one not in base["roles"]:
                assert one in (*found.tree["roles"], *told)


@given(versions(), versions(), versions())
def test_the_three_states_themselves_stay_as_they_are(
    base: dict[str, Any], mine: dict[str, Any], theirs: dict[str, Any]
) -> None:
    before = deepcopy((base, mine, theirs))
    found = merged(base, mine, theirs)
    found.tree["title"]["de"] = "anders"
    assert (base, mine, theirs) == before


def test_changes_of_different_things_stand_side_by_side() -> None:
    mine, theirs = deepcopy(BASE), deepcopy(BASE)
    mine["title"]["de"] = "Zwei Kräne bauen"
    theirs["roles"] = (*BASE["roles"], role("zoll", "Z"))
    found = merged(BASE, mine, theirs)
    assert found.clashes == ()
    assert found.tree["title"]["de"] == "Zwei Kräne bauen"
    assert [one["institution"] for one in found.tree["roles"]] == ["werft", "zoll"]


def test_taking_out_what_the_other_one_changed_is_a_clash() -> None:
    mine, theirs = deepcopy(BASE), deepcopy(BASE)
    mine["roles"] = ()
    theirs["roles"] = (role("werft", "Werft GmbH"),)
    [clash] = merged(BASE, mine, theirs).clashes
    assert clash.path == ("roles", "werft", "lead")
    assert clash.mine is None
    assert clash.theirs["as"] == "Werft GmbH"
