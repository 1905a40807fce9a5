# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What every test may rely on: a home of its own, German, the Berlin plan.

``client`` is pytest-django's: its host ``testserver`` is allowed while tests run.
"""

import shutil
import sys
from collections.abc import Iterator

import hypothesis
import pytest
from django.conf import settings
from django.utils import translation

from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import load
from leitstand.plan.packages import shipped_plans
from tests import people
from tests.append_only import let_flush_through
from tests.home import HOME
from tests.people import ClientOf
from tests.standing import berlin_is_here

hypothesis.settings.register_profile("leitstand", deadline=None, max_examples=40)
hypothesis.settings.load_profile("leitstand")


def pytest_configure(config: pytest.Config) -> None:
    # pytest-django reads the settings before any conftest, so this can only be checked here.
    if settings.ENVIRONMENT != "test":
        raise pytest.UsageError("The tests need LEITSTAND_ENV=test; `make test` sets it.")
    settings.STATIC_ROOT = HOME / "static"
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    # The real one is slow on purpose.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    let_flush_through()


def pytest_unconfigure(config: pytest.Config) -> None:
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture(autouse=True)
def german() -> Iterator[None]:
    """German is active; a request or a test that activates English leaves no trace."""
    with translation.override("de"):
        yield


@pytest.fixture(autouse=True)
def unchecked() -> Iterator[None]:
    """Nothing worked out is kept: the database that it was found in is rolled back."""
    yield
    kept = sys.modules.get("leitstand.plan.selectors.findings")
    if kept is not None:
        kept._checked.cache_clear()
    results = sys.modules.get("leitstand.steering.selectors.results")
    if results is not None:
        results.forget_results()


@pytest.fixture(scope="session")
def berlin_document() -> PlanDocument:
    """The shipped Berlin plan, read once."""
    with translation.override("de"):
        return load(shipped_plans()["berlin-2018-2021"])


@pytest.fixture
def client_of(db: None) -> ClientOf:
    """Gives the browser of a role's person, signed in; see tests/people.py."""
    return people.client_of


@pytest.fixture
def berlin(db: None, berlin_document: PlanDocument) -> PlanDocument:
    """The Berlin plan stands in the database; the document says what it holds."""
    # Late: the service needs the database that this fixture asks for.
    from leitstand.plan.services import plan_import

    if not berlin_is_here():
        plan_import(document=berlin_document, actor="test")
    return berlin_document
