# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What commands print for machines keeps its shape."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from click.testing import CliRunner

from leitstand.cli.commands import leitstand
from leitstand.plan.checks import RULES
from leitstand.plan.document import PlanDocument
from tests.contracts.schemas import mistakes, mistakes_against
from tests.house.checkout import ROOT

SLUG = "berlin-2018-2021"


def output(*arguments: str) -> Any:
    result = CliRunner().invoke(leitstand, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout_bytes)


@pytest.fixture
def exported(berlin: PlanDocument) -> Any:
    return output("plan", "export", SLUG, "--format", "json")


@pytest.fixture
def checked(berlin: PlanDocument) -> Any:
    return output("plan", "check", SLUG, "--format", "json")


def test_the_export_has_its_published_shape(exported: Any) -> None:
    assert mistakes("plan-export", exported) == []
    assert len(exported["measures"]) == 92


def test_the_export_is_a_package_again(exported: Any, berlin: PlanDocument) -> None:
    assert PlanDocument.model_validate(exported) == berlin


def test_the_export_satisfies_the_schema_of_a_package(exported: Any) -> None:
    schema = ROOT / "docs" / "reference" / "plan-package.schema.json"
    assert mistakes_against(schema, exported) == []


def test_the_check_has_its_published_shape(checked: Any) -> None:
    assert mistakes("plan-check", checked) == []
    assert checked["findings"]


def test_the_check_names_only_rules_and_measures_that_exist(checked: Any, exported: Any) -> None:
    assert {one["rule"] for one in checked["findings"]} <= {rule.key for rule in RULES}
    known = {measure["id"] for measure in exported["measures"]}
    # A finding about a measure in parts names the whole, which has no entry of its own.
    known |= {one["id"].removesuffix(f".{one['part']}") for one in exported["measures"]}
    assert {subject for one in checked["findings"] for subject in one["subjects"]} <= known


@pytest.mark.parametrize(
    "break_it",
    [
        lambda tree: tree.pop("goals"),
        lambda tree: tree["measures"][0].pop("open_roles"),
        lambda tree: tree["measures"][0]["title"].pop("en"),
        lambda tree: tree["measures"][0]["roles"][0].pop("phase"),
        lambda tree: tree["measures"][0]["roles"][0].update(role="boss"),
        lambda tree: tree["measures"][0]["source"].update(lines=[0, 3]),
        lambda tree: tree["plan"]["period"].update(start="gestern"),
    ],
)
def test_an_export_of_another_shape_is_seen(exported: Any, break_it: Callable[[Any], Any]) -> None:
    broken = copy.deepcopy(exported)
    break_it(broken)
    assert mistakes("plan-export", broken)


@pytest.mark.parametrize(
    "change",
    [{"severity": "fatal"}, {"subjects": "flaechen.2.II"}, {"source_lines": [7]}, {"x": 1}],
)
def test_a_finding_of_another_shape_is_seen(checked: Any, change: dict[str, Any]) -> None:
    assert mistakes("plan-check", {"findings": [checked["findings"][0] | change]})
