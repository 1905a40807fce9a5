# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The findings of one rule, and the real plan."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.utils import translation

from leitstand.plan.checks import Finding, check
from leitstand.plan.document.model import PlanDocument

PACKAGE = Path(__file__).parents[3] / "plans" / "berlin-2018-2021"


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Messages are read in German unless a test says otherwise."""
    with translation.override("de"):
        yield


@pytest.fixture(scope="session")
def berlin() -> PlanDocument:
    """The real package, its files merged list by list."""
    merged: dict[str, Any] = {}
    for file in sorted(PACKAGE.rglob("*.yaml")):
        for key, value in yaml.safe_load(file.read_text(encoding="utf-8")).items():
            if isinstance(value, list):
                merged.setdefault(key, []).extend(value)
            else:
                merged[key] = value
    merged["plan"].pop("order", None)
    return PlanDocument.model_validate(merged)


@pytest.fixture
def findings() -> Callable[[PlanDocument, str], list[Finding]]:
    """The findings of one rule about a document."""

    def of_rule(document: PlanDocument, rule: str) -> list[Finding]:
        return [finding for finding in check(document) if finding.rule == rule]

    return of_rule
