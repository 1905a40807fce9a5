# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report for machines keeps its shape, and its hash can be reckoned again by anybody."""

import copy
import hashlib
import json
from collections.abc import Callable
from typing import Any

import pytest

from leitstand.reports.document import fingerprint
from leitstand.reports.rendering import render
from tests.contracts.schemas import mistakes
from tests.reports.documents import everything, long_report, short_paper


@pytest.fixture
def report() -> Any:
    return json.loads(render(everything(), "json"))


def test_a_report_has_its_published_shape(report: Any) -> None:
    for value in (
        report,
        *(json.loads(render(one, "json")) for one in (short_paper(), long_report())),
    ):
        assert mistakes("report", value) == []


def test_the_hash_is_that_of_all_the_rest(report: Any) -> None:
    said = report.pop("sha256")
    rest = json.dumps(report, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert hashlib.sha256(rest.encode()).hexdigest() == said == fingerprint(everything())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda report: report.update(surprise=1),
        lambda report: report.pop("sha256"),
        lambda report: report.update(language="fr"),
        lambda report: report["sections"][0].pop("key"),
        lambda report: report["sections"][0]["blocks"][0].update(voice="angels"),
        lambda report: report["sections"][0]["blocks"][6].update(alt=""),
        lambda report: report["grounds"][0].update(sha256="abc"),
    ],
)
def test_the_schema_notices(spoil: Callable[[Any], Any], report: Any) -> None:
    changed = copy.deepcopy(report)
    spoil(changed)
    assert mistakes("report", changed)
