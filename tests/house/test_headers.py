# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What every answer tells the browser, and what it does not leave there."""

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from leitstand.plan.document import PlanDocument

PATHS = ("/", "/en/plaene/berlin-2018-2021", "/plaene/berlin-2018-2021.json", "/gibtsnicht")


@pytest.fixture
def answers(client: Client, berlin: PlanDocument) -> list[HttpResponseBase]:
    return [client.get(path) for path in PATHS]


def test_every_page_says_what_a_browser_may_do(answers: list[HttpResponseBase]) -> None:
    for answer in answers:
        policy = dict(
            part.strip().partition(" ")[::2]
            for part in answer["Content-Security-Policy"].split(";")
        )
        assert policy["default-src"] == "'none'"
        assert policy["frame-ancestors"] == "'none'"
        assert set(" ".join(policy.values()).split()) <= {"'self'", "'none'", "data:"}
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


def test_no_page_sets_a_cookie(answers: list[HttpResponseBase]) -> None:
    assert [list(answer.cookies) for answer in answers] == [[] for _path in PATHS]
