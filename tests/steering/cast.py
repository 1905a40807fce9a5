# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who answers in the tests: holders of links, people with accounts, and the round they answer in.

Built on the harbour (``tests/steering/harbour.py``) and on the Berlin plan, whose lead of the tests
acts for senweb and whose contributor acts for ihk (``tests/people.py``).
"""

import datetime as dt
import html
import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from leitstand.steering.models import AnswerLink
from leitstand.steering.selectors.rounds import DutyLine, round_view
from leitstand.steering.services.links import link_give, link_token
from leitstand.steering.services.rounds import Wanted, round_create, round_open
from tests.people import OPERATOR

BERLIN, BERLIN_ROUND = "berlin-2018-2021", "berlin-herbst"
# What somebody says in the tests, and what nobody but the office may read.
SAID = {"state": "running", "outlook": "on-track", "account": "Der Kran steht."}
SECRET = "Nur für die Geschäftsstelle"


def berlin_asked(
    slug: str = BERLIN_ROUND,
    *,
    reporting_on: dt.date = dt.date(2026, 9, 30),
    due_on: dt.date = dt.date(2030, 10, 31),
    is_example: bool = False,
    scope: tuple[str, ...] = (),
) -> str:
    """An open round on the Berlin plan, which must stand; its slug."""
    asked = Wanted(
        f"Runde {slug}", f"Round {slug}", reporting_on, due_on, scope, is_example=is_example
    )
    round_create(actor=OPERATOR, plan=BERLIN, slug=slug, wanted=asked)
    round_open(actor=OPERATOR, slug=slug)
    return slug


def link_of(
    institution: str,
    round: str = BERLIN_ROUND,
    *,
    email: str = "vera@example.org",
    measures: tuple[str, ...] = (),
) -> AnswerLink:
    """A live link of Vera for the institution."""
    return link_give(
        actor=OPERATOR,
        round=round,
        institution=institution,
        email=email,
        name="Vera Muster",
        measures=measures,
    )


def token_address(link: AnswerLink) -> str:
    """The address that stands in the mail."""
    return f"/antwort/{link_token(link.key)}"


def home(link: AnswerLink) -> str:
    """Where the pages of a link begin."""
    return f"/antwort/{link.key}"


def form_of(link: AnswerLink, place: int = 0, *, duty: int | None = None) -> str:
    """The form of what SenWEB owes at ``place`` (or of ``duty``), behind the link."""
    return f"{home(link)}/aufgaben/{duty or duties_of('senweb')[place].id}"


def holder_client(link: AnswerLink) -> Client:
    """A browser that has opened the link."""
    client = Client()
    response = client.get(token_address(link))
    assert response.status_code == 302
    assert response["Location"] == home(link)
    return client


def duties_of(institution: str, round: str = BERLIN_ROUND) -> tuple[DutyLine, ...]:
    """What the institution owes in the round."""
    return round_view(round, language="de").of(institution)


def text(response: Any) -> str:
    """The page as it is read."""
    return html.unescape(response.content.decode())


def fields(response: Any, marker: str = 'id="formular"') -> dict[str, Any]:
    """What a browser would send if somebody pressed a button of the form at once."""
    page = response.content.decode()
    start = page.index(marker)
    form = page[start : page.index("</form>", start)]
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", form):
        said = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if said.get("type") == "file":
            continue
        if said.get("type") in {"checkbox", "radio"}:
            if " checked" in tag:
                found[said["name"]] = html.unescape(said.get("value", "on"))
        elif "name" in said:
            found[said["name"]] = html.unescape(said.get("value", ""))
    for name, words in re.findall(
        r'<textarea name="([\w-]+)"[^>]*>\r?\n?(.*?)</textarea>', form, re.S
    ):
        found[name] = html.unescape(words)
    for name, options in re.findall(r'<select name="([\w-]+)"[^>]*>(.*?)</select>', form, re.S):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def send(client: Client, address: str, act: str = "abgeben", /, **changes: Any) -> Any:
    """Open the form, change something, press a button."""
    said = fields(client.get(address)) | changes | {"tun": act}
    return client.post(address, said)


def upload(name: str, content: bytes, said: str = "application/octet-stream") -> SimpleUploadedFile:
    """A file as a browser sends it; what it says of its type proves nothing."""
    return SimpleUploadedFile(name, content, content_type=said)
