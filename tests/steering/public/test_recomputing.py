# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every number that a page counts can be counted again by hand from the table that it gives away.

Nothing of the project's own counting is used: only ``csv``, ``Counter`` and the rules as printed.
"""

import csv
import io
from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any, TypeAlias

import pytest
from django.test import Client

from tests.steering.public.places import AUTUMN, PLAN, SPRING

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demonstration")]
Row: TypeAlias = dict[str, str]
# As they stand above the columns of the file.
MEASURE, OWNER, ANSWERED = "Kennung der Maßnahme", "Kennung der Institution", "Antwort liegt vor"
STATE, VERDICT = "Kennung des Stands", "Kennung des Urteils"
PART = {"field": "Kennung des Handlungsfelds", "cluster": "Kennung des Themenclusters"}


def rows_of(client: Client, address: str) -> list[Row]:
    response = client.get(address)
    assert response.status_code == 200
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def by_measure(rows: list[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[MEASURE]].append(row)
    return found


def state_of(rows: list[Row]) -> str:
    """The rule "measure-state" as it is printed."""
    said = [row[STATE] for row in rows if row[ANSWERED] == "true"]
    if not said:
        return "not-reported"
    if len(said) < len(rows):
        return "partly-reported"
    return said[0] if len(set(said)) == 1 else "mixed"


def verdict_of(rows: list[Row], gravity: list[str]) -> str:
    """The rule "measure-verdict" as it is printed; ``gravity`` is the published order."""
    said = [row[VERDICT] for row in rows if row[ANSWERED] == "true"]
    if not said:
        return "not-reported"
    if len(said) < len(rows):
        said.append("partly-reported")
    return max(said, key=gravity.index)


def counted(rows: list[Row], gravity: list[str]) -> dict[str, Any]:
    measures = by_measure(rows)
    answered = {key: [r for r in own if r[ANSWERED] == "true"] for key, own in measures.items()}
    return {
        "measures": len(measures),
        "answered": sum(row[ANSWERED] == "true" for row in rows),
        # Where nobody leads, nobody owes an answer.
        "owed": sum(row[OWNER] != "" for row in rows),
        "heard": sum(bool(own) for own in answered.values()),
        "complete": sum(len(answered[key]) == len(own) for key, own in measures.items()),
        "without_lead": len({row[MEASURE] for row in rows if row[OWNER] == ""}),
        "states": Counter(state_of(own) for own in measures.values()),
        "verdicts": Counter(verdict_of(own, gravity) for own in measures.values()),
    }


@pytest.mark.parametrize("page", [f"{PLAN}/stand", SPRING, AUTUMN])
def test_every_roll_up_can_be_recomputed_from_the_file(client: Client, page: str) -> None:
    rows = rows_of(client, f"{page}.csv")
    assert len(rows) == 151
    rules = client.get(f"{PLAN}/bewertungsregeln.json").json()
    gravity = [row["id"] for row in rules["tables"]["urteile"]["records"]]
    content = client.get(f"{page}.json").json()
    seen = 0
    for name, kind in (("staende", "states"), ("urteile", "verdicts")):
        for record in content["tables"][name]["records"]:
            mine = [
                row
                for row in rows
                if record["level"] == "plan" or row[PART[record["level"]]] == record["id"]
            ]
            expected = counted(mine, gravity)
            words = expected[kind]
            assert sum(words.values()) == expected["measures"]
            for value in gravity if kind == "verdicts" else states_of(content):
                told = record[value.replace("-", "_")]
                assert told == words[value], (name, record["id"], value)
                seen += told
            for fact in ("measures", "answered", "owed", "heard", "complete", "without_lead"):
                assert record[fact] == expected[fact], (name, record["id"], fact)
            share = f"{expected['answered']} von {expected['owed']}"
            assert record["coverage"].startswith(share)
    # The whole plan, its fields and its clusters, by states and by verdicts.
    assert seen == 6 * 92


def states_of(content: dict[str, Any]) -> list[str]:
    fixed = {"part", "measures", "coverage", "id", "level", "answered", "owed", "heard"}
    fixed |= {"complete", "without_lead", "rules", "example"}
    keys = [one["key"] for one in content["tables"]["staende"]["columns"]]
    return [key.replace("_", "-") for key in keys if key not in fixed]


def test_the_pictures_show_the_same_numbers(client: Client) -> None:
    content = client.get(f"{PLAN}/stand.json").json()
    measures = by_measure(rows_of(client, f"{PLAN}/stand.csv"))
    states = Counter(state_of(own) for own in measures.values())
    totals = [row["total"] for row in content["tables"]["nach-stand"]["records"]]
    assert sorted(totals) == sorted(states.values())
    for row in content["tables"]["abdeckung"]["records"]:
        key = row["label"]["href"].rpartition("/")[2]
        own = [state_of(rows) for rows in measures.values() if rows[0][PART["cluster"]] == key]
        assert row["silent"] == own.count("not-reported")
        assert row["partly"] == own.count("partly-reported")
        assert row["total"] == len(own)


def test_the_list_of_what_is_not_reported_is_whole(client: Client) -> None:
    measures = by_measure(rows_of(client, f"{PLAN}/stand.csv"))
    silent = {
        key for key, own in measures.items() if state_of(own) in {"not-reported", "partly-reported"}
    }
    found = rows_of(client, f"{PLAN}/stand.csv?tabelle=nicht-berichtet")
    assert {row["Kennung"] for row in found} == silent
    for row in found:
        missing = sum(one[ANSWERED] == "false" for one in measures[row["Kennung"]])
        assert len(row["Antwort fehlt von"].split(" | ")) == missing


def test_silence_is_never_anything_but_not_reported(client: Client) -> None:
    rows = [row for row in rows_of(client, f"{PLAN}/stand.csv") if row[ANSWERED] == "false"]
    assert len(rows) == 151 - 108
    for row in rows:
        assert (row[STATE], row[VERDICT]) == ("", "not-reported")
        assert (row["Stand"], row["Selbsteinschätzung"]) == ("nicht berichtet", "")
        assert row["gesagt am"] == ""


def test_the_sums_of_money_count_each_line_once(client: Client) -> None:
    funds = rows_of(client, f"{PLAN}/stand.csv?tabelle=mittel")
    keys = [(row["Haushaltsstelle"], row["Quelle"], row["Jahr"]) for row in funds]
    assert len(set(keys)) == len(keys) > 5
    html = client.get(f"{PLAN}/stand").content.decode()
    for column in ("geplant (€)", "gebunden (€)", "ausgegeben (€)"):
        known = [Decimal(row[column]) for row in funds if row[column]]
        words = f"{sum(known):,.2f}".translate(str.maketrans(",.", ".,"))
        assert f"{words} € (aus {len(known)} von {len(funds)} Haushaltsstellen)" in html
    [disputed] = [row for row in funds if row["Widerspruch"]]
    assert disputed["gebunden (€)"] == disputed["ausgegeben (€)"] == ""


def test_the_filters_leave_the_rows_that_the_file_has(client: Client) -> None:
    rows = rows_of(client, f"{SPRING}.csv")
    for query, column, value in (
        ("urteil=slipping", VERDICT, "slipping"),
        ("institution=senweb", OWNER, "senweb"),
        ("thema=flaechen", PART["cluster"], "flaechen"),
        ("zustand=paused", STATE, "paused"),
    ):
        expected = [row for row in rows if row[column] == value]
        assert rows_of(client, f"{SPRING}.csv?{query}") == expected != []
    assert rows_of(client, f"{SPRING}.csv?zustand=not-reported") == [
        row for row in rows if row[ANSWERED] == "false"
    ]
