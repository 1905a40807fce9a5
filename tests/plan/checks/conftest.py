# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The findings of one rule, and the real plan."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.utils import translation

from leitstand.plan.checks import Finding, check
from leitstand.plan.document.loading import load
from leitstand.plan.document.model import PlanDocument

PACKAGE = Path(__file__).parents[3] / "plans" / "berlin-2018-2021"


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """Messages are read in German unless a test says otherwise."""
    with translation.override("de"):
        yield


@pytest.fixture(scope="session")
def berlin() -> PlanDocument:
    """The real package."""
    return load(PACKAGE)


@pytest.fixture
def findings() -> Callable[[PlanDocument, str], list[Finding]]:
    """The findings of one rule about a document."""

    def of_rule(document: PlanDocument, rule: str) -> list[Finding]:
        return [finding for finding in check(document) if finding.rule == rule]

    return of_rule
