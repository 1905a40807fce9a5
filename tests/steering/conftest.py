# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What stands when somebody answers: a round on the Berlin plan, Vera's link, her browser."""

import pytest
from django.test import Client

from leitstand.core.rates import allowances
from leitstand.plan.document import PlanDocument
from leitstand.steering.models import AnswerLink
from tests.steering.cast import berlin_asked, holder_client, link_of


@pytest.fixture
def rested(db: None) -> None:
    """No test is refused for what another one tried."""
    allowances.forget()


@pytest.fixture
def asked(berlin: PlanDocument) -> str:
    """An open round on the Berlin plan; its slug."""
    return berlin_asked()


@pytest.fixture
def link(asked: str) -> AnswerLink:
    """Vera's link to what SenWEB owes."""
    return link_of("senweb")


@pytest.fixture
def vera(link: AnswerLink) -> Client:
    """A browser that has opened the link."""
    return holder_client(link)
