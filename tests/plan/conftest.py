# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Bringing plans in: what is refused leaves the database as it was."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import load, validated
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.services import plan_import
from tests.plan.documents import document, measure
from tests.plan.state import everything

Refuse: TypeAlias = Callable[[Path | dict[str, Any]], list[str]]


@pytest.fixture
def refused(db: None) -> Iterator[Refuse]:
    """Bring a file or tree in; the problems told. An older plan stands before as after."""
    plan_import(document=document(measure("hafen.1.I", leads=["alt"])), actor="test")
    before = everything()

    def bring(source: Path | dict[str, Any]) -> list[str]:
        try:
            given = load(source) if isinstance(source, Path) else validated(source)
            plan_import(document=given, actor="test")
        except PlanRejected as rejection:
            return [str(problem) for problem in rejection.problems]
        pytest.fail("the plan came in")

    yield bring
    assert everything() == before


@pytest.fixture(scope="module")
def standing_berlin(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, berlin_document: PlanDocument
) -> Iterator[PlanDocument]:
    """The Berlin plan stands in the database for a whole module of reading tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        plan_import(document=berlin_document, actor="test")
        yield berlin_document
        transaction.set_rollback(True)
