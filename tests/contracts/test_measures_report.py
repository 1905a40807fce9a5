# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What others mirror keeps its shape: our page is a report, and the published schema says so."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from leitstand.cli.demo_answers import demo_directory
from leitstand.foreign.errors import ReportRefused
from leitstand.foreign.feed.reading import read_report
from leitstand.plan.document import PlanDocument
from tests.contracts.schemas import mistakes_against
from tests.house.checkout import ROOT
from tests.steering.published import MEASURE, published_round

SCHEMA = ROOT / "docs" / "reference" / "measures.schema.json"
ADDRESS = "/plaene/berlin-2018-2021/massnahmen-stand.json"


@pytest.fixture
def told(client: Client, berlin: PlanDocument) -> Any:
    """The report about the published round."""
    published_round()
    return client.get(ADDRESS).json()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_our_report_has_its_published_shape(
    client: Client, berlin: PlanDocument, prefix: str
) -> None:
    before = client.get(prefix + ADDRESS).json()
    assert mistakes_against(SCHEMA, before) == []
    assert (before["reporting_on"], before["measures"]) == (None, [])
    published_round()
    after = client.get(prefix + ADDRESS).json()
    assert mistakes_against(SCHEMA, after) == []
    [one] = [measure for measure in after["measures"] if measure["code"] == MEASURE]
    assert (one["state"], one["answered"], one["owed"]) == ("partly-reported", 1, 13)
    assert one["url"].startswith("http://testserver/")
    assert (after["is_example"], one["labels"]) == (True, [])


def test_we_can_read_what_we_write(told: Any) -> None:
    found = read_report(json.dumps(told).encode(), now=timezone.now())
    assert len(found.measures) == len(told["measures"]) > 80
    assert {one.state for one in found.measures} <= set(found.states)


def test_the_demonstration_has_that_shape_too() -> None:
    content = (demo_directory() / "bek-2030.json").read_bytes()
    assert mistakes_against(SCHEMA, json.loads(content)) == []
    assert read_report(content, now=timezone.now()).is_example


BREAKS: tuple[Callable[[Any], Any], ...] = (
    lambda tree: tree.pop("measures"),
    lambda tree: tree.pop("plan"),
    lambda tree: tree.update(format="leitstand.measures/2"),
    lambda tree: tree.update(states=[]),
    lambda tree: tree["measures"][0].pop("state"),
    lambda tree: tree["measures"][0].pop("code"),
    lambda tree: tree["measures"][0]["title"].pop("en"),
    lambda tree: tree["measures"][0].update(owed=-1),
    lambda tree: tree["measures"][0].update(url="javascript:alert(1)"),
)


@pytest.mark.parametrize("break_it", BREAKS)
def test_a_report_of_another_shape_is_seen_by_schema_and_reader(
    told: Any, break_it: Callable[[Any], Any]
) -> None:
    broken = copy.deepcopy(told)
    break_it(broken)
    assert mistakes_against(SCHEMA, broken)
    with pytest.raises(ReportRefused):
        read_report(json.dumps(broken).encode(), now=timezone.now())
