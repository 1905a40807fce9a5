# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Schemathesis asks what nobody thought of, and holds every answer against the OpenAPI document.

Good and bad questions are made from the document, always the same ones; all of its checks are on.
"""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.utils import timezone
from hypothesis import HealthCheck, settings
from pytest_django import Settings
from schemathesis import Case, HookContext
from schemathesis.config import SchemathesisConfig

from leitstand.config.wsgi import application
from leitstand.plan.document import PlanDocument
from tests.contracts.test_api import PUBLISHED

# A cursor of the right form that nobody here signed is gone, which no pattern can tell beforehand.
OWN_CURSORS = {
    "include-path": "/api/v1/changes",
    "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "3xx", "404", "410"]}},
}
schema = schemathesis.openapi.from_dict(
    PUBLISHED, config=SchemathesisConfig.from_dict({"operations": [OWN_CURSORS]})
)
schema.app = application


@schema.hook
def filter_query(context: HookContext, query: dict[str, Any] | None) -> bool:
    """No day to come: JSON Schema cannot say that such a one is wrong, and we do refuse it."""
    stand = (query or {}).get("stand")
    try:
        return not isinstance(stand, str) or dt.date.fromisoformat(stand) <= timezone.localdate()
    except ValueError:
        return True


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """As Django's own test client does: a request must not close the test's connection."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(max_examples=15, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_the_document_says(
    case: Case[Any], berlin: PlanDocument, settings: Settings
) -> None:
    settings.LEITSTAND_API_RATE = 0
    case.call_and_validate()
