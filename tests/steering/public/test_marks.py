# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whatever shows an invented answer says that it is invented; what is real does not."""

import csv
import io

import pytest
from django.test import Client

from tests.plan.pages import parse
from tests.steering.public.places import MEASURES, PAGES, PLAN, SPRING, in_shape

WORDS = {"": "Beispieldaten", "/en": "Sample data"}
# Pages of the plan that say a word about a round.
BELOW = tuple(f"{PLAN}/massnahmen/{measure}" for measure in MEASURES)
in_both = pytest.mark.parametrize("language", ["", "/en"])


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
@in_both
@pytest.mark.parametrize("page", [*PAGES, *BELOW])
def test_a_page_that_shows_an_invented_answer_says_so(
    client: Client, page: str, language: str
) -> None:
    html = parse(client.get(f"{language}{page}").content.decode())
    [main] = html.all("main")
    assert WORDS[language] in main.text
    data = client.get(f"{language}{in_shape(page, 'json')}")
    assert WORDS[language] in data.content.decode()


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
@in_both
@pytest.mark.parametrize("page", PAGES)
def test_every_row_of_every_file_says_so(client: Client, page: str, language: str) -> None:
    names = client.get(f"{language}{in_shape(page, 'json')}").json()["tables"]
    assert names
    for name in names:
        address = f"{language}{in_shape(page, 'csv')}"
        address += f"{'&' if '?' in address else '?'}tabelle={name}"
        text = client.get(address).content.decode("utf-8-sig")
        _headings, *rows = csv.reader(io.StringIO(text, newline=""))
        assert [row for row in rows if WORDS[language] not in row] == [], name


@pytest.mark.django_db
@pytest.mark.usefixtures("demonstration")
def test_the_mark_stands_above_what_it_marks(client: Client) -> None:
    html = client.get(f"{SPRING}/massnahmen/smart-city.2.I").content.decode()
    assert html.index("Keine der genannten Institutionen hat das gesagt") < html.index("SenWEB")
