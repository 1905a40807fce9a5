# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The web of the Berlin plan, counted once more: from the files of the package, by hand."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, TypeAlias

import pytest
import yaml
from django.test import Client

from leitstand.plan.packages import shipped_plans
from tests.plan.pages import PLAN, Element, parse

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_berlin")]
WEB = f"{PLAN}/geflecht"
Record: TypeAlias = dict[str, Any]
KINDS = ("lead", "joint", "contributor", "mention")
COUNTS = ("leads", "joins", "contributes", "mentions")


@dataclass(frozen=True)
class Printed:
    """One line of the package: who is bound to what."""

    measure: str
    whole: str
    branches: tuple[str, ...]
    who: str
    kind: str


@dataclass(frozen=True)
class Package:
    """The package as its files say it, without any code of the project."""

    measures: dict[str, tuple[str, tuple[str, ...]]]
    ties: tuple[Printed, ...]
    kinds: dict[str, str]

    def of(self, *institutions: str) -> tuple[Printed, ...]:
        return tuple(tie for tie in self.ties if tie.who in institutions)


@pytest.fixture(scope="module")
def package() -> Package:
    folder = shipped_plans()["berlin-2018-2021"]
    files = [yaml.safe_load(path.read_text("utf-8")) for path in sorted(folder.rglob("*.yaml"))]
    parents = {n["id"]: n.get("parent") for f in files for n in f.get("nodes", ())}
    entries = [m for f in files for m in f.get("measures", ())]

    def branches(node: str | None) -> tuple[str, ...]:
        return () if node is None else (*branches(parents[node]), node)

    measures, ties = {}, []
    for entry in entries:
        cluster, field, number, *_part = entry["id"].split(".")
        whole, path = f"{cluster}.{field}.{number}", branches(f"{cluster}.{field}")
        measures[entry["id"]] = (whole, path)
        for role in entry.get("roles", ()):
            ties.append(Printed(entry["id"], whole, path, role["institution"], role["role"]))
            ties += [
                Printed(entry["id"], whole, path, one["institution"], "mention")
                for one in role.get("mentions", ())
            ]
    kinds = {i["id"]: i["kind"] for f in files for i in f.get("institutions", ())}
    return Package(measures, tuple(ties), kinds)


def content(client: Client, question: dict[str, str] | None = None, prefix: str = "") -> Record:
    answer: Record = client.get(f"{prefix}{WEB}.json", question or {}).json()
    return answer


def records(found: Record, table: str) -> list[Record]:
    rows: list[Record] = found["tables"][table]["records"]
    return rows


def shown(found: Record) -> Counter[tuple[str, str, str]]:
    return Counter(
        (row["measure_id"], row["institution_id"], row["role_id"])
        for row in records(found, "bindungen")
    )


def told(ties: tuple[Printed, ...]) -> Counter[tuple[str, str, str]]:
    return Counter((tie.measure, tie.who, tie.kind) for tie in ties)


def test_the_package_has_the_size_that_is_known(package: Package) -> None:
    assert len(package.measures) == 92
    assert len({whole for whole, _path in package.measures.values()}) == 90
    assert len(package.kinds) == 97
    assert Counter(tie.kind == "mention" for tie in package.ties) == {False: 365, True: 18}


def test_every_tie_of_the_package_is_shown_and_no_other(client: Client, package: Package) -> None:
    found = content(client)
    assert shown(found) == told(package.ties)
    assert found["counts"] == {
        "institutions": len({tie.who for tie in package.ties if tie.kind != "mention"}),
        "measures": 90,
        "roles": 365,
        "mentions": 18,
    }
    order = list(package.measures)
    places = [order.index(row["measure_id"]) for row in records(found, "bindungen")]
    assert places == sorted(places)


def test_the_load_of_every_institution(client: Client, package: Package) -> None:
    rows = {row["id"]: row for row in records(content(client), "institutionen")}
    assert set(rows) == {tie.who for tie in package.ties}
    for who, row in rows.items():
        wholes: dict[str, set[str]] = {kind: set() for kind in KINDS}
        entries: dict[str, set[str]] = {kind: set() for kind in KINDS}
        for tie in package.of(who):
            wholes[tie.kind].add(tie.whole)
            entries[tie.kind].add(tie.measure)
        assert [row[name] for name in COUNTS] == [len(wholes[kind]) for kind in KINDS], who
        assert row["total"] == len(wholes["lead"] | wholes["joint"] | wholes["contributor"]), who
        for kind in KINDS:
            listed = [link["href"].rpartition("/")[2] for link in row[kind]]
            assert sorted(listed) == sorted(entries[kind])
    totals = [row["total"] for row in rows.values()]
    assert totals == sorted(totals, reverse=True)


def pairs_of(ties: tuple[Printed, ...]) -> dict[frozenset[str], set[str]]:
    """Who meets whom: a role of both in the same measure or the same part."""
    there = defaultdict(set)
    for tie in ties:
        if tie.kind != "mention":
            there[tie.measure, tie.whole].add(tie.who)
    found: dict[frozenset[str], set[str]] = defaultdict(set)
    for (_measure, whole), who in there.items():
        for couple in combinations(sorted(who), 2):
            found[frozenset(couple)].add(whole)
    return found


def test_every_pair_that_shares_a_measure(client: Client, package: Package) -> None:
    rows = records(content(client), "paare")
    found = {frozenset((row["one_id"], row["other_id"])): row for row in rows}
    expected = pairs_of(package.ties)
    assert len(found) == len(rows)
    assert {couple: set(row["measure_ids"]) for couple, row in found.items()} == expected
    assert [row["shared"] for row in rows] == sorted(map(len, expected.values()), reverse=True)


def test_what_every_topic_stands_on(client: Client, package: Package) -> None:
    rows = {row["id"]: row for row in records(content(client), "themen")}
    assert set(rows) == {path[1] for _whole, path in package.measures.values()}
    for topic, row in rows.items():
        wholes = {whole for whole, path in package.measures.values() if topic in path}
        ties = [tie for tie in package.ties if topic in tie.branches]
        leads: dict[str, set[str]] = {whole: set() for whole in wholes}
        for tie in ties:
            if tie.kind == "lead":
                leads[tie.whole].add(tie.who)
        led = Counter(who for several in leads.values() for who in several)
        assert row["measures"] == len(wholes)
        assert row["institutions"] == len({tie.who for tie in ties if tie.kind != "mention"})
        assert row["leaderless"] == sum(1 for several in leads.values() if not several)
        assert row["led"] == max(led.values(), default=0)
        if led:
            bearer = row["bearer"]["href"].rpartition("/")[2]
            assert led[bearer] == row["led"]
            assert row["alone"] == sum(1 for several in leads.values() if several == {bearer})
        else:
            assert row["bearer"] is None


def test_the_measures_that_nobody_leads(client: Client, package: Package) -> None:
    led = {tie.whole for tie in package.ties if tie.kind == "lead"}
    expected = {whole for whole, _path in package.measures.values()} - led
    rows = records(content(client), "ohne-federfuehrung")
    assert [row["id"] for row in rows] == sorted(expected) != []


# Question, and which ties answer it, said independently of the filter.
Keeps: TypeAlias = Callable[[Printed], bool]


def questions(package: Package) -> dict[str, tuple[dict[str, str], Keeps]]:
    of_sensw = {tie.measure for tie in package.of("sensw") if tie.kind != "mention"}
    of_zewk = {tie.measure for tie in package.of("zewk")}
    return {
        "field": ({"thema": "rahmenbedingungen"}, lambda t: "rahmenbedingungen" in t.branches),
        "cluster": ({"thema": "flaechen"}, lambda t: "flaechen" in t.branches),
        "task field": ({"thema": "flaechen.2"}, lambda t: "flaechen.2" in t.branches),
        "kind": ({"art": "union"}, lambda t: package.kinds[t.who] == "union"),
        "role": ({"rolle": "joint"}, lambda t: t.kind == "joint"),
        "mention": ({"rolle": "mention"}, lambda t: t.kind == "mention"),
        "institution": ({"institution": "sensw"}, lambda t: t.measure in of_sensw),
        "only named": ({"institution": "zewk"}, lambda t: t.measure in of_zewk),
        "kind beside an institution": (
            {"institution": "sensw", "art": "chamber"},
            lambda t: (
                t.measure in of_sensw and (t.who == "sensw" or package.kinds[t.who] == "chamber")
            ),
        ),
        "all at once": (
            {"thema": "flaechen", "art": "senate", "rolle": "lead", "institution": "bezirke"},
            lambda t: (
                t.measure in {tie.measure for tie in package.of("bezirke") if tie.kind != "mention"}
                and "flaechen" in t.branches
                and t.kind == "lead"
                and (t.who == "bezirke" or package.kinds[t.who] == "senate")
            ),
        ),
    }


@pytest.mark.parametrize(
    "name",
    [
        "field",
        "cluster",
        "task field",
        "kind",
        "role",
        "mention",
        "institution",
        "only named",
        "kind beside an institution",
        "all at once",
    ],
)
def test_the_web_answers_the_question(client: Client, package: Package, name: str) -> None:
    question, keeps = questions(package)[name]
    expected = tuple(tie for tie in package.ties if keeps(tie))
    found = content(client, question)
    assert shown(found) == told(expected) != Counter()
    pairs = {
        frozenset((row["one_id"], row["other_id"])): set(row["measure_ids"])
        for row in records(found, "paare")
    }
    assert pairs == pairs_of(expected)
    # The picture is made elsewhere than the data; it must not tell anything else.
    assert drawn(client, question) == strongest(expected)


def strongest(ties: tuple[Printed, ...]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}
    for tie in ties:
        place = (tie.who, tie.measure)
        found[place] = min(found.get(place, 9), KINDS.index(tie.kind))
    return found


def drawn(
    client: Client, question: dict[str, str] | None = None, address: str = WEB
) -> dict[tuple[str, str], int]:
    """Every mark of the picture by institution and measure, with its height."""
    html = parse(client.get(address, question or {}).content.decode())
    found: dict[tuple[str, str], int] = {}
    for row in rows_of(html):
        [who] = row.all("th")[0].all("a")
        for mark in row.all("td")[0].all("a"):
            [shape] = mark.all("rect")
            place = tuple(a.attributes["href"].rpartition("/")[2] for a in (who, mark))
            assert place not in found
            found[place[0], place[1]] = int(shape.attributes["class"].rpartition("--")[2])
    return found


def rows_of(html: Element) -> list[Element]:
    return [row for row in html.all("tr") if row.attributes.get("class") == "ls-strips__row"]


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_picture_has_a_mark_for_every_tie(
    client: Client, package: Package, prefix: str
) -> None:
    assert drawn(client, address=prefix + WEB) == strongest(package.ties)


def test_the_numbers_beside_the_strips_are_those_of_the_table(client: Client) -> None:
    rows = {row["id"]: row for row in records(content(client), "institutionen")}
    html = parse(client.get(WEB).content.decode())
    seen = []
    for row in rows_of(html):
        who = row.all("a")[0].attributes["href"].rpartition("/")[2]
        numbers = [int(cell.text) for cell in row.all("td")[1:]]
        assert numbers == [rows[who][name] for name in (*COUNTS[:3], "total")]
        seen.append(who)
    assert sorted(seen) == sorted(rows)


def test_the_profile_counts_the_institutions_of_every_measure(
    client: Client, package: Package
) -> None:
    html = parse(client.get(WEB).content.decode())
    [profile] = [r for r in html.all("tr") if "ls-strips__profile" in r.attributes.get("class", "")]
    found = {
        a.attributes["href"].rpartition("/")[2]: a.all("title")[0].text for a in profile.all("a")
    }
    assert list(found) == list(package.measures)
    for measure, words in found.items():
        ties = [tie for tie in package.ties if tie.measure == measure]
        count = len({tie.who for tie in ties if tie.kind != "mention"})
        assert f". {count} Institution" in words
        is_led = any(tie.kind == "lead" for tie in ties)
        assert words.endswith("ohne Federführung") == (not is_led)


def test_the_view_around_an_institution_stands_on_its_page(
    client: Client, package: Package
) -> None:
    for who in ("senweb", "sensw", "bezirke", "zewk"):
        own = {tie.measure for tie in package.of(who) if tie.kind != "mention"}
        own = own or {tie.measure for tie in package.of(who)}
        beside = [tie for tie in package.ties if tie.measure in own and tie.who != who]
        shared: dict[str, set[str]] = {tie.who: set() for tie in beside}
        for tie in beside:
            if tie.kind != "mention":
                shared[tie.who].add(tie.whole)
        answer = client.get(f"{PLAN}/institutionen/{who}.json").json()
        rows = {
            row["institution"]["href"].rpartition("/")[2]: row["total"]
            for row in records(answer, "partner")
        }
        assert rows == {other: len(wholes) for other, wholes in shared.items()}, who
        marks = drawn(client, address=f"{PLAN}/institutionen/{who}")
        around = strongest(tuple(tie for tie in package.ties if tie.measure in own))
        assert marks.items() <= around.items()
        rest = {other for other, _measure in around} - {other for other, _measure in marks}
        nearest = {other for other, _measure in marks} - {who}
        assert len(nearest) == min(12, len(rows))
        assert min((rows[o] for o in nearest), default=0) >= max((rows[o] for o in rest), default=0)
