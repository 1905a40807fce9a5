# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The data of every page keeps its shape, in both languages."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from leitstand.plan.document import PlanDocument
from leitstand.ui.access import PUBLIC, access_of
from tests.contracts.schemas import mistakes
from tests.house.reference.addresses import Address, all_addresses
from tests.steering.published import ROUND, published_round

# One real value for every part of an address that varies.
VALUES = {
    "plan": "berlin-2018-2021",
    "measure": "flaechen.2.II",
    "node": "flaechen",
    "goal": "flaechen.a",
    "institution": "sensw",
    "round": ROUND,
}
PAGES = [
    one for one in all_addresses() if one.page_format == "json" and access_of(one.view) == PUBLIC
]


def data(client: Client, address: Address, language: str) -> Any:
    given = {name: value for name, value in VALUES.items() if f":{name}>" in address.route}
    with translation.override(language):
        path = reverse(address.name, kwargs=given)
    response = client.get(path)
    assert response.status_code == 200, path
    return response.json()


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_data_of_every_page_has_its_published_shape(
    client: Client, berlin: PlanDocument, language: str
) -> None:
    assert PAGES
    published_round()
    for address in PAGES:
        content = data(client, address, language)
        assert (address.name, mistakes("page", content)) == (address.name, [])
        assert content["language"] == language


def test_every_record_has_a_value_for_every_column(client: Client, berlin: PlanDocument) -> None:
    published_round()
    for address in PAGES:
        for name, table in data(client, address, "de")["tables"].items():
            keys = [column["key"] for column in table["columns"]]
            assert {tuple(record) for record in table["records"]} <= {tuple(keys)}, name


@pytest.mark.parametrize(
    "break_it",
    [
        lambda page: page.pop("generated_from"),
        lambda page: page.update(language="fr"),
        lambda page: page["tables"]["beispiel"].pop("source"),
        lambda page: page["tables"]["beispiel"]["columns"][0].update(kind="picture"),
        lambda page: page["tables"]["beispiel"]["records"][0].update(area={"href": "/"}),
    ],
)
def test_a_page_of_another_shape_is_seen(client: Client, break_it: Callable[[Any], Any]) -> None:
    broken = copy.deepcopy(client.get("/bausteine.json").json())
    break_it(broken)
    assert mistakes("page", broken)
