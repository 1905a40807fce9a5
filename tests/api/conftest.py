# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A small plan, and a client that asks the interface for it."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import pytest
from django.test import Client

from leitstand.core.rates import allowances
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.ui.api.kept import kept
from tests.plan.documents import document, measure


class Ask(Protocol):
    """Ask an address below ``/api/v1`` and get the JSON of a good answer."""

    def __call__(self, path: str, **headers: str) -> Any: ...


Edit = Callable[..., None]


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """No answer and no allowance of another test is left."""
    kept.clear()
    allowances.forget()
    yield
    kept.clear()
    allowances.forget()


@pytest.fixture
def ask(client: Client) -> Ask:
    def asked(path: str, **headers: str) -> Any:
        response = client.get(f"/api/v1{path}", headers=headers)
        assert response.status_code == 200, response.content
        return response.json()

    return asked


@pytest.fixture
def small(db: None) -> PlanDocument:
    """The plan "klein", two measures, in force since 2020."""
    made = document(
        measure("hafen.1.I", leads=["werft"], contributors=["zoll"]),
        measure("hafen.1.II", leads=["zoll"]),
    )
    plan_import(document=made, actor="test")
    return made


@pytest.fixture
def edit(small: PlanDocument) -> Edit:
    """Give the first measure another title, from today or from a day."""

    def edited(title: str, **how: Any) -> None:
        tree = small.model_dump(mode="json")
        tree["measures"][0]["title"] = {"de": title, "en": title}
        plan_import(document=PlanDocument.model_validate(tree), actor="test", **how)

    return edited
