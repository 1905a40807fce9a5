# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whatever shows something invented says so: pages, data, files and mails alike."""

import io
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from leitstand.cli.demo_accounts import demo_logins
from leitstand.cli.demo_foreign import load_demo_foreign
from leitstand.cli.demo_reports import load_demo_reports
from leitstand.cli.demo_rounds import load_demo_rounds
from leitstand.core.accounts.selectors import account_by_username
from leitstand.plan.document import PlanDocument
from leitstand.plan.services import plan_import
from leitstand.steering.models import AnswerLink, Contact, Duty
from leitstand.steering.services.links import link_token
from tests.house.reference.addresses import Address, all_addresses

MARK = {"de": "Beispieldaten", "en": "Sample data"}
# Name no round before somebody asks for one, or are about no answer.
SAY_NOTHING = frozenset(
    {
        "steering:answer-unknown",
        "steering:answer-expired",
        "steering:answer-revoked",
        "steering:rules",
        "steering:office-contacts",
        "steering:office-contact",
        "steering:office-contact-add",
        "steering:office-contact-new",
        "steering:office-contact-import",
        "steering:office-new",
        "reports:question",
        "foreign:office-new",
    }
)
ROOMS = ("steering:", "foreign:", "reports:")
ADDRESSES = [one for one in all_addresses() if one.name.startswith(ROOMS)]
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def demonstration(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, berlin_document: PlanDocument
) -> Iterator[None]:
    """The demonstration as it is loaded, with its accounts."""
    with django_db_blocker.unblock(), transaction.atomic(), translation.override("de"):
        plan_import(document=berlin_document, actor="test")
        demo_logins()
        load_demo_rounds()
        load_demo_foreign()
        load_demo_reports()
        yield
        transaction.set_rollback(True)


def values(slug: str) -> dict[str, object]:
    """One real value for every part of an address, of a published or of the open round."""
    owed = Duty.objects.filter(round__slug=slug, institution__slug="senweb", answer__isnull=False)
    link = AnswerLink.objects.get(round__slug=slug, institution__slug="senweb")
    return {
        "plan": "berlin-2018-2021",
        "round": slug,
        "measure": "smart-city.2.I",
        "institution": "senweb",
        "duty": owed.get(measure="smart-city.2.I").pk,
        "key": link.key,
        "token": link_token(link.key),
        "contact": Contact.objects.get(institution__slug="senweb").pk,
        "step": "schliessen",
        "link": link.pk,
        "question": 0,
        "attachment": 0,
        "field": "digitalisierung",
        "number": 1,
        "meeting": 0,
        "language": translation.get_language(),
        "format": "html",
        "source": "bek-2030",
    }


def shown(client: Client, one: Address, slug: str) -> str | None:
    """What stands there, in words; None where there is nothing to see."""
    given = {k: v for k, v in values(slug).items() if f":{k}>" in one.route}
    response = client.get(reverse(one.name, kwargs=given))
    if response.status_code != 200:
        return None
    content = b"".join(response) if response.streaming else response.content
    if content[:2] == b"PK":
        book = load_workbook(io.BytesIO(content))
        return " ".join(str(c.value) for sheet in book for row in sheet.iter_rows() for c in row)
    return content.decode()


@pytest.mark.usefixtures("demonstration")
@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("username", ["demo-geschaeftsstelle", "demo-federfuehrung"])
@pytest.mark.parametrize("slug", ["fruehjahr-2026", "herbst-2026"])
def test_every_address_that_shows_an_invented_round_says_so(
    client: Client, slug: str, username: str, language: str
) -> None:
    account = account_by_username(username)
    assert account is not None
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    holder = link_token(AnswerLink.objects.get(round__slug=slug, institution__slug="senweb").key)
    seen, bare = set(), []
    with translation.override(language):
        client.get(reverse("steering:answer", kwargs={"token": holder}))
        for one in ADDRESSES:
            name = one.name.removesuffix("-json").removesuffix("-csv")
            text = None if name in SAY_NOTHING else shown(client, one, slug)
            if text is not None:
                seen.add(name)
                if MARK[language] not in text:
                    bare.append(one.name)
    assert bare == []
    assert "steering:published-rounds" in seen
    assert "foreign:steered" in seen
