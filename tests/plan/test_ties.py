# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How a web is counted: parts as one measure, mentions apart, sharing only where both are."""

from hypothesis import given
from hypothesis import strategies as st

from leitstand.plan.ties import (
    ACROSS,
    KINDS,
    NAMED,
    ONCE,
    WITHIN,
    Entry,
    Tie,
    TieFilter,
    Web,
    around,
    chosen,
    footings,
    grouped,
    loads,
    pairs,
)


def entry(key: str) -> Entry:
    """``hafen.1.I``, or ``hafen.1.I.A`` for a part; the trunk is called like the cluster."""
    cluster, field, number, *_part = key.split(".")
    whole = f"{cluster}.{field}.{number}"
    return Entry(key, whole, key, key, (cluster, f"{cluster}.{field}"))


def web(*bound: tuple[str, str, str]) -> Web:
    """Ties as (measure, institution, kind); the measures are in the order in which they appear."""
    entries = {key: entry(key) for key, _who, _kind in bound}
    ties = tuple(Tie(entries[key], who, kind) for key, who, kind in bound if who)
    return Web(tuple(entries.values()), ties, ties)


def test_parts_count_as_one_measure() -> None:
    [load] = loads(web(("a.1.I.A", "ihk", "lead"), ("a.1.I.B", "ihk", "lead")))
    assert (load.leads, load.total) == (1, 1)


def test_two_roles_in_one_measure_count_in_both_columns_but_once_in_all() -> None:
    [load] = loads(web(("a.1.I", "ihk", "lead"), ("a.1.I", "ihk", "contributor")))
    assert (load.leads, load.contributes, load.total) == (1, 1, 1)


def test_a_mention_is_no_role() -> None:
    [load] = loads(web(("a.1.I", "zewk", "mention")))
    assert (load.mentions, load.total, load.fields) == (1, 0, ("a",))


def test_a_mention_elsewhere_takes_nobody_into_another_field() -> None:
    [load] = loads(web(("a.1.I", "ihk", "lead"), ("b.1.I", "ihk", "mention")))
    assert load.fields == ("a",)


def test_whoever_carries_most_stands_first_and_equals_in_the_order_of_the_plan() -> None:
    found = loads(
        web(
            ("a.1.I", "spät", "contributor"),
            ("a.1.I", "viel", "contributor"),
            ("a.1.II", "viel", "contributor"),
            ("a.1.II", "führt", "lead"),
            ("a.1.III", "zuletzt", "contributor"),
        )
    )
    assert [load.institution for load in found] == ["viel", "führt", "spät", "zuletzt"]


def test_the_groups() -> None:
    shown = web(
        ("a.1.I", "quer", "lead"),
        ("b.1.I", "quer", "joint"),
        ("b.1.I", "fach", "lead"),
        ("b.1.II", "fach", "lead"),
        ("b.1.II", "selten", "joint"),
        ("a.1.I", "gast", "mention"),
    )
    found = grouped(loads(shown), ("a", "b"))
    assert {group.key: [load.institution for load in group.loads] for group in found} == {
        ACROSS: ["quer"],
        WITHIN: ["fach"],
        ONCE: ["selten"],
        NAMED: ["gast"],
    }


def test_within_a_group_the_fields_come_in_the_order_of_the_plan() -> None:
    shown = web(("a.1.I", "x", "lead"), ("b.1.I", "y", "lead"), ("b.1.II", "y", "lead"))
    shown = Web(shown.entries, (*shown.ties, Tie(entry("a.1.II"), "x", "lead")), ())
    shown = Web((*shown.entries, entry("a.1.II")), shown.ties, ())
    [group] = grouped(loads(shown), ("b", "a"))
    assert [load.institution for load in group.loads] == ["y", "x"]


def test_who_works_in_different_parts_shares_nothing() -> None:
    shown = web(("a.1.I.A", "ihk", "lead"), ("a.1.I.B", "hwk", "lead"))
    assert pairs(shown, loads(shown)) == ()


def test_who_meets_in_two_parts_shares_one_measure() -> None:
    bound = [(f"a.1.I.{part}", who, "joint") for part in "AB" for who in ("ihk", "hwk")]
    shown = web(*bound)
    [pair] = pairs(shown, loads(shown))
    assert pair.wholes == ("a.1.I",)


def test_a_mention_shares_nothing() -> None:
    shown = web(("a.1.I", "ihk", "lead"), ("a.1.I", "zewk", "mention"))
    assert pairs(shown, loads(shown)) == ()


def test_around_an_institution_it_stands_first() -> None:
    bound = [("a.1.I", "klein", "contributor")]
    bound += [(key, who, "lead") for key in ("a.1.I", "a.1.II") for who in ("groß", "mittel")]
    part = chosen(web(*bound), TieFilter(institution="klein"), {})
    assert [load.institution for load in around(part, "klein")] == ["klein", "groß", "mittel"]
    assert [entry.key for entry in part.entries] == ["a.1.I"]


def test_an_institution_chooses_measures_by_role_before_mention() -> None:
    whole = web(("a.1.I", "ihk", "lead"), ("a.1.II", "ihk", "mention"), ("a.1.II", "hwk", "lead"))
    assert [e.key for e in chosen(whole, TieFilter(institution="ihk"), {}).entries] == ["a.1.I"]
    named = web(("a.1.I", "hwk", "lead"), ("a.1.I", "ihk", "mention"), ("a.1.II", "hwk", "lead"))
    assert [e.key for e in chosen(named, TieFilter(institution="ihk"), {}).entries] == ["a.1.I"]


def test_who_leads_does_not_depend_on_what_is_shown() -> None:
    whole = web(("a.1.I", "ihk", "lead"), ("a.1.I", "hwk", "joint"), ("a.1.II", "", ""))
    part = chosen(whole, TieFilter(role="joint"), {})
    [standing] = footings(part, 0)
    assert (standing.bearer, standing.led, standing.alone) == ("ihk", 1, 1)
    assert standing.leaderless == ("a.1.II",)


def test_of_two_that_lead_as_many_the_one_that_leads_alone_bears_the_branch() -> None:
    [standing] = footings(
        web(("a.1.I", "zzz", "lead"), ("a.1.II", "aaa", "lead"), ("a.1.II", "bbb", "lead")), 0
    )
    assert (standing.bearer, standing.led, standing.alone) == ("zzz", 1, 1)


keys = st.sampled_from(["a.1.I", "a.1.II.A", "a.1.II.B", "a.2.I", "b.1.I", "b.1.II"])
bounds = st.lists(
    st.tuples(keys, st.sampled_from(["p", "q", "r", "s"]), st.sampled_from(KINDS)), max_size=25
)


@given(bounds)
def test_sums_agree_however_the_web_is_woven(bound: list[tuple[str, str, str]]) -> None:
    shown = web(*bound)
    found = loads(shown)
    groups = grouped(found, ("a", "b"))
    assert sorted(load.institution for group in groups for load in group.loads) == sorted(
        {who for _key, who, _kind in bound}
    )
    total = {load.institution: load.total for load in found}
    for load in found:
        assert max(load.leads, load.joins, load.contributes) <= load.total
        assert load.total <= load.leads + load.joins + load.contributes
    for pair in pairs(shown, found):
        assert 1 <= len(pair.wholes) <= min(total[pair.one], total[pair.other])
    for standing in footings(shown, 0):
        assert standing.alone <= standing.led <= standing.measures
        assert standing.led + len(standing.leaderless) <= standing.measures
