# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sheet behind a personal link: found there, and it holds no more than the link opens."""

import datetime as dt
import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from leitstand.steering.models import Answer, AnswerLink
from leitstand.steering.services.links import link_revoke
from tests.steering.cast import holder_client, home, link_of, text
from tests.steering.harbour import OFFICE, ROUND, plan_stands
from tests.steering.harbour import round_stands as stands
from tests.steering.sheets import edited, put
from tests.steering.test_sheet_pages import kept

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def crane(db: None) -> None:
    """The wharf owes two answers, customs one."""
    plan_stands()
    stands(due_on=dt.date(2030, 10, 31))


def sheet_of(link: AnswerLink) -> bytes:
    return bytes(holder_client(link).get(f"{home(link)}/tabelle.xlsx").content)


def uploaded(link: AnswerLink, content: bytes) -> Any:
    file = SimpleUploadedFile("tabelle.xlsx", content)
    return holder_client(link).post(f"{home(link)}/tabelle", {"tabelle": file})


def asked(content: bytes) -> list[str]:
    """The measures that a workbook asks about."""
    page = load_workbook(io.BytesIO(content))["Antworten"]
    return [str(row[0].value) for row in page.iter_rows(min_row=4) if row[0].value]


def test_the_page_behind_a_link_leads_to_the_sheet_and_back() -> None:
    link = link_of("werft", ROUND)
    client = holder_client(link)
    assert f'href="{home(link)}/tabelle"' in text(client.get(home(link)))
    page = client.get(f"{home(link)}/tabelle")
    assert f'href="{home(link)}/tabelle.xlsx"' in text(page)
    assert f'href="{home(link)}"' in text(page)
    assert "no-store" in page["Cache-Control"]


def test_the_sheet_of_a_link_asks_only_what_the_link_opens() -> None:
    whole = asked(sheet_of(link_of("werft", ROUND)))
    part = asked(sheet_of(link_of("werft", ROUND, email="b@x.example", measures=("hafen.1.I",))))
    assert len(whole) == 2
    assert part == [one for one in whole if one.startswith("hafen.1.I|") or one == "hafen.1.I"]
    assert len(part) == 1


def test_a_sheet_of_more_than_the_link_opens_is_not_taken() -> None:
    whole = sheet_of(link_of("werft", ROUND))
    filled = edited(whole, *(put("Antworten", "Was ist geschehen?", n, "Neu.") for n in (0, 1)))
    narrow = link_of("werft", ROUND, email="b@x.example", measures=("hafen.1.I",))
    page = uploaded(narrow, filled)
    client = holder_client(narrow)
    client.post(f"{home(narrow)}/tabelle", {"blatt": kept(page), "wie": "entwurf"})
    assert {one.duty.measure for one in Answer.objects.all()} == {"hafen.1.I"}


def test_a_link_of_another_institution_takes_no_sheet() -> None:
    page = uploaded(link_of("zoll", ROUND), sheet_of(link_of("werft", ROUND)))
    assert page.status_code == 422
    assert "gehört zu einer anderen" in text(page)


def test_without_the_link_or_once_it_is_revoked_there_is_no_sheet() -> None:
    link = link_of("werft", ROUND)
    client = holder_client(link)
    assert Client().get(f"{home(link)}/tabelle.xlsx").status_code == 403
    link_revoke(actor=OFFICE, link=link.pk)
    assert client.get(f"{home(link)}/tabelle.xlsx").status_code == 410
