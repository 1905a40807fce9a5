# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The home page says what Leitstand is and lists the plans."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import pytest
from django.conf.urls.i18n import i18n_patterns
from django.test import Client

from leitstand.ui.pages import page_paths
from leitstand.web import home

pytestmark = pytest.mark.urls(__name__)
urlpatterns = i18n_patterns(
    *page_paths("", home.home, "home", data_route="start"), prefix_default_language=False
)


@dataclass(frozen=True)
class Card:
    slug: str = "ulm"
    title: str = "Plan <Ulm>"
    city: str = "Ulm"
    period_start: date = date(2018, 1, 1)
    period_end: date = date(2021, 12, 31)
    measure_count: int = 90
    institution_count: int = 88


@pytest.fixture
def show(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """The home page of an installation with these plans, at one of its addresses."""

    def answer(address: str, *cards: Card) -> str:
        monkeypatch.setattr("leitstand.plan.selectors.plan_cards", lambda *, language, day: cards)
        monkeypatch.setattr(home, "only_plan", lambda cards: None)
        monkeypatch.setattr(home, "address", lambda *args, **kwargs: "/plaene/ulm")
        response = client.get(address, headers={"host": "localhost"})
        assert response.status_code == 200
        return response.content.decode()

    return answer


def test_a_plan_is_a_card_that_leads_to_it(show: Callable[..., str]) -> None:
    html = show("/", Card())
    assert '<a class="ls-card__link" href="/plaene/ulm">Plan &lt;Ulm&gt;</a>' in html
    assert "2018–2021" in html


def test_the_plans_are_data_under_a_name(show: Callable[..., str]) -> None:
    assert '{"text": "Plan <Ulm>", "href": "/plaene/ulm"}' in show("/start.json", Card())
    assert "Plan <Ulm>,Ulm,2018-01-01,2021-12-31,90,88" in show("/start.csv", Card())


def test_without_a_plan_the_page_says_so(show: Callable[..., str]) -> None:
    assert "Noch ist kein Plan eingelesen." in show("/")
