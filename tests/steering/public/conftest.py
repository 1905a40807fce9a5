# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's rounds on the Berlin plan, standing for a whole module of reading tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.utils import translation
from pytest_django import DjangoDbBlocker

from leitstand.cli.demo_rounds import load_demo_rounds
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.steering.selectors.results import forget_results
from tests.steering.public.places import NOW


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, berlin_document: PlanDocument
) -> Iterator[None]:
    """Two rounds are published and one is open; every answer is invented."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("de"):
        forget_results()
        plan_import(document=berlin_document, actor="test")
        load_demo_rounds(now=NOW)
        yield
        transaction.set_rollback(True)
    forget_results()
