# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The numbers on the pages are those of the JSON export, counted here once more."""

import json
from collections import Counter
from typing import Any, TypeAlias

import pytest
from django.test import Client

from leitstand.plan.document import PlanDocument
from leitstand.plan.export import render
from leitstand.plan.selectors import plan_document
from leitstand.plan.services import plan_import
from tests.plan.documents import document, measure
from tests.plan.pages import PLAN, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_berlin")]
Tree: TypeAlias = dict[str, Any]
KINDS = {"lead": "leads", "joint": "joins", "contributor": "contributes"}


@pytest.fixture
def tree(standing_berlin: PlanDocument) -> Tree:
    """The exported plan as plain data."""
    exported: Tree = json.loads(render(plan_document("berlin-2018-2021"), "json"))
    return exported


def whole(entry: Tree) -> str:
    """The id of a measure without its part."""
    return ".".join((entry["cluster"], entry["task_field"], entry["number"]))


def wholes(tree: Tree, below: str = "") -> set[str]:
    """The measures under a branch; fields of action hold clusters by ``parent``."""
    parents = {node["id"]: node["parent"] for node in tree["nodes"]}

    def is_below(node: str | None) -> bool:
        return not below or node == below or (node is not None and is_below(parents[node]))

    return {whole(m) for m in tree["measures"] if is_below(f"{m['cluster']}.{m['task_field']}")}


def records(client: Client, address: str, table: str) -> list[Tree]:
    content = client.get(f"{address}.json").json()
    found: list[Tree] = content["tables"][table]["records"]
    return found


def test_the_home_page_counts_measures_and_institutions(client: Client, tree: Tree) -> None:
    [row] = records(client, "/start", "plaene")
    assert row["measure_count"] == len(wholes(tree)) == 90
    assert row["institution_count"] == len(tree["institutions"])


def test_the_scope_of_the_plan(client: Client, tree: Tree) -> None:
    found = [row["count"] for row in records(client, PLAN, "umfang")]
    levels = Counter(node["level"] for node in tree["nodes"])
    expected = [levels[level["key"]] for level in tree["plan"]["levels"][:-2]]
    parts = sum(1 for entry in tree["measures"] if entry["part"])
    assert found == [*expected, len(wholes(tree)), parts] == [4, 10, 28, 90, 3]


def test_the_glance_shows_every_measure_once(client: Client, tree: Tree) -> None:
    html = parse(client.get(PLAN).content.decode())
    chips = [
        a.attributes["href"]
        for a in html.all("a")
        if a.attributes.get("class", "").startswith("ls-chip")
    ]
    found = {href.rpartition("/")[2] for href in chips}
    assert len(chips) == len(found)
    assert {key.removesuffix(".A") for key in found} == wholes(tree) or found == {
        entry["id"] for entry in tree["measures"]
    }


def test_the_list_has_a_row_for_each_measure_or_part(client: Client, tree: Tree) -> None:
    rows = records(client, f"{PLAN}/massnahmen", "massnahmen")
    assert [row["id"] for row in rows] == [entry["id"] for entry in tree["measures"]]
    assert f"{len(wholes(tree))} Maßnahmen" in client.get(f"{PLAN}/massnahmen").content.decode()
    for row, entry in zip(rows, tree["measures"], strict=True):
        kinds = Counter(role["role"] for role in entry["roles"])
        assert [len(row[kind]) for kind in KINDS] == [kinds[kind] for kind in KINDS]
        assert row["open"] == [place["as_printed"] for place in entry["open_roles"]]


def test_the_load_of_every_institution(client: Client, tree: Tree) -> None:
    held = {
        (role["institution"], role["role"], whole(entry))
        for entry in tree["measures"]
        for role in entry["roles"]
    }
    total = Counter(who for who, _measure in {(who, what) for who, _kind, what in held})
    by_kind = Counter((who, kind) for who, kind, _what in held)
    rows = records(client, f"{PLAN}/institutionen", "institutionen")
    found = {row["institution"]["href"].rpartition("/")[2]: row for row in rows}
    assert set(found) == {institution["id"] for institution in tree["institutions"]}
    for who, row in found.items():
        assert [row[name] for name in KINDS.values()] == [by_kind[who, kind] for kind in KINDS]
        assert row["total"] == total[who]
    totals = [row["total"] for row in rows]
    assert totals == sorted(totals, reverse=True)


def test_the_counts_on_the_page_of_every_institution(client: Client, tree: Tree) -> None:
    loads = {
        row["institution"]["href"]: [row[name] for name in KINDS.values()]
        for row in records(client, f"{PLAN}/institutionen", "institutionen")
    }
    for href, load in loads.items():
        [*numbers] = parse(client.get(href).content.decode()).all("dl")[0].all("dd")
        assert [int(number.text) for number in numbers] == load, href


def test_every_role_stands_on_the_page_of_its_institution(client: Client, tree: Tree) -> None:
    for who in ("sensw", "bezirke", "berlin-partner"):
        expected = Counter(
            (entry["id"], role["as_printed"])
            for entry in tree["measures"]
            for role in entry["roles"]
            if role["institution"] == who
        )
        rows = records(client, f"{PLAN}/institutionen/{who}", "rollen")
        found = Counter(
            (row["measure"]["href"].rpartition("/")[2], row["as_printed"]) for row in rows
        )
        assert found == expected


def test_every_mention_stands_on_the_page_of_its_institution(client: Client, tree: Tree) -> None:
    expected = Counter(
        mention["institution"]
        for entry in tree["measures"]
        for role in entry["roles"]
        for mention in role["mentions"]
    )
    for who, count in expected.items():
        rows = records(client, f"{PLAN}/institutionen/{who}", "nennungen")
        assert len(rows) == count


def test_the_goals_with_the_measures_that_serve_them(client: Client, tree: Tree) -> None:
    rows = {row["id"]: row["measures"] for row in records(client, f"{PLAN}/ziele", "ziele")}
    assert rows == {goal["id"]: len(wholes(tree, goal["node"])) for goal in tree["goals"]}
    for goal in tree["goals"][:3]:
        found = records(client, f"{PLAN}/ziele/{goal['id']}", "massnahmen")
        assert len({row["id"] for row in found}) == rows[goal["id"]]


def test_every_branch_with_the_measures_below_it(client: Client, tree: Tree) -> None:
    for node in tree["nodes"]:
        content = client.get(f"{PLAN}/themen/{node['id']}.json").json()
        listed = {row["id"] for row in content["tables"]["massnahmen"]["records"]}
        entries = {e["id"] for e in tree["measures"] if whole(e) in wholes(tree, node["id"])}
        assert listed == entries, node["id"]
        children = [child for child in tree["nodes"] if child["parent"] == node["id"]]
        table = content["tables"].get("themen", {"records": []})
        counts = [row["measures"] for row in table["records"]]
        assert counts == [len(wholes(tree, child["id"])) for child in children]


def test_the_findings_are_counted_as_they_are_listed(client: Client) -> None:
    content = client.get(f"{PLAN}/pruefung.json").json()
    html = parse(client.get(f"{PLAN}/pruefung").content.decode())
    counts = [int(number.text) for number in html.all("dl")[0].all("dd")]
    by_severity = Counter(finding["severity"] for finding in content["findings"])
    assert sorted(counts) == sorted([*by_severity.values(), *[0] * (3 - len(by_severity))])
    assert len(content["tables"]["befunde"]["records"]) == len(content["findings"])


def test_a_measure_in_parts_shows_all_of_them(client: Client, tree: Tree) -> None:
    address = f"{PLAN}/massnahmen/digitale-industrie.2.II"
    content = client.get(f"{address}.json").json()
    ids = [f"digitale-industrie.2.II.{part}" for part in "ABC"]
    assert [entry["id"] for entry in content["entries"]] == ids
    titles = [e["title"]["de"] for e in tree["measures"] if e["id"] in ids]
    headings = [h.text for h in parse(client.get(address).content.decode()).all("h2")]
    for part, title in zip("ABC", titles, strict=True):
        assert any(title in words and f" {part}: " in words for words in headings)
    roles = sum(len(e["roles"]) + len(e["open_roles"]) for e in tree["measures"] if e["id"] in ids)
    assert len(content["tables"]["rollen"]["records"]) == roles


def test_a_part_points_at_its_whole(client: Client) -> None:
    html = client.get(f"{PLAN}/massnahmen/digitale-industrie.2.II.B").content.decode()
    assert f'href="{PLAN}/massnahmen/digitale-industrie.2.II"' in html


def test_everything_known_of_a_measure_stands_on_its_page(client: Client, tree: Tree) -> None:
    for entry in tree["measures"]:
        html = client.get(f"{PLAN}/massnahmen/{entry['id']}").content.decode()
        text = parse(html).text
        said = [entry["summary"]["de"], *(c["as_printed"] for c in entry["commitments"])]
        said += [role["as_printed"] for role in entry["roles"]]
        said += [f"{reference['code'] or ''}" for reference in entry["external_refs"]]
        said += [entry["remark"]["de"]] if entry["remark"] else []
        assert [words for words in said if " ".join(words.split()) not in text] == [], entry["id"]


def test_a_measure_counts_once_whatever_its_first_part_is_called(client: Client) -> None:
    given = document(measure("hafen.1.I.B"), measure("hafen.1.I.C"), measure("hafen.1.II"))
    plan_import(document=given, actor="test")
    rows = records(client, "/start", "plaene")
    [small] = [row for row in rows if row["plan"]["href"].endswith("/klein")]
    assert small["measure_count"] == 2
