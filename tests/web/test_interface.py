# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The page of the data interface tells everything that the interface has."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from leitstand.plan.document import PlanDocument
from leitstand.ui.api import Kind
from leitstand.web.api import api
from leitstand.web.interface_words import PARAMETERS, PROBLEMS, QUESTIONS

PAGE = "/schnittstelle"


def test_every_question_every_parameter_and_every_problem_is_explained() -> None:
    found = list(api.addresses())
    assert {name for _path, name, _parameters in found} == set(QUESTIONS)
    assert {one for _path, _name, names in found for one in names} == set(PARAMETERS)
    assert set(Kind) == set(PROBLEMS)


def test_the_page_names_every_address(client: Client, db: None) -> None:
    html = client.get(PAGE).content.decode()
    for path, _name, _parameters in api.addresses():
        assert path in html


def test_what_it_gives_to_try_can_be_tried(client: Client, berlin: PlanDocument) -> None:
    html = client.get(PAGE).content.decode()
    examples = [unescape(path) for path in re.findall(r'href="(/api/v1/[^"]+)"', html)]
    assert len(examples) == 4  # one of them is the OpenAPI document
    for path in examples:
        assert client.get(path).status_code == 200


def test_it_stands_also_where_there_is_no_plan(client: Client, db: None) -> None:
    assert client.get(PAGE).status_code == 200


def test_the_limit_is_told_only_where_there_is_one(client: Client, db: None, settings: Any) -> None:
    settings.LEITSTAND_API_RATE = 1234
    assert "1.234 Anfragen" in client.get(PAGE).content.decode()
    settings.LEITSTAND_API_RATE = 0
    assert "429, und" not in client.get(PAGE).content.decode()


@pytest.mark.parametrize("path", ["/api/v1", "/api/v1/"])
@pytest.mark.parametrize(("language", "page"), [("de", PAGE), ("en", f"/en{PAGE}")])
def test_the_bare_address_leads_to_the_page(
    client: Client, db: None, path: str, language: str, page: str
) -> None:
    response = client.get(path, headers={"accept-language": language})
    assert (response.status_code, response["Location"]) == (302, page)


def test_the_way_to_it_stands_in_the_footer(client: Client, db: None) -> None:
    assert f'<a href="{PAGE}">Schnittstelle</a>' in client.get("/").content.decode()
