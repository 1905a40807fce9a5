# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""People whom the harbour's round writes to, and a mail server that gets what is written.

Anna is asked for the wharf, Carl for customs (in English), Nora for the north; for the south nobody
is known. Olga sits in the programme office.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pytest_django import Settings

from leitstand.core.accounts.services import account_create, role_grant
from leitstand.core.rules import GrantedRole
from leitstand.core.selectors import institution_ids
from leitstand.steering.actors import LinkHolder
from leitstand.steering.models import AnswerLink, Contact, Letter
from leitstand.steering.services.letters import Prepared, letters_prepare
from leitstand.steering.services.links import link_holder
from leitstand.steering.services.sending import SendReport, letters_send
from tests.steering.harbour import NOON, OFFICE, ROUND
from tests.steering.smtp import PostOffice, post_office

ANNA, CARL, NORA = "anna@werft.example", "carl@zoll.example", "nora@nord.example"
OLGA = "olga@amt.example"
BASE = "https://leitstand.example"


def contacts_stand() -> None:
    """The office knows three people."""
    ids = institution_ids()
    for institution, email, name, language in (
        ("werft", ANNA, "Anna Anker", "de"),
        ("zoll", CARL, "Carl Customs", "en"),
        ("nord", NORA, "", "de"),
    ):
        Contact.objects.create(
            institution_id=ids[institution], email=email, name=name, language=language
        )


def office_stands() -> None:
    """Olga holds the office's role, and has an address."""
    olga = account_create(actor=OFFICE, username="olga", name="Olga Ober", email=OLGA)
    role_grant(actor=OFFICE, account=olga, role=GrantedRole("office"))


@contextmanager
def mail_goes_to(settings: Settings) -> Iterator[PostOffice]:
    """The installation sends through a mail server that keeps what it gets."""
    with post_office() as office:
        settings.LEITSTAND_HAS_MAIL = True
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", office.port
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "Geschäftsstelle <runde@leitstand.example>"
        settings.LEITSTAND_CONTACT = "office@leitstand.example"
        settings.LEITSTAND_OPERATOR = "Amt für Beispiele"
        settings.LEITSTAND_BASE = BASE
        yield office


def day(number: int, month: int = 10) -> dt.datetime:
    """Noon on a day of the round; it opened on Thursday, the first of October 2026."""
    return NOON.replace(month=month, day=number)


def prepared(now: dt.datetime = NOON, slug: str = ROUND, **asked: Any) -> Prepared:
    """Letters are put into the outbox as on that day."""
    return letters_prepare(actor=OFFICE, slug=slug, now=now, **asked)


def sent(now: dt.datetime = NOON, slug: str = ROUND, **asked: Any) -> SendReport:
    """What waits is sent as on that day."""
    return letters_send(actor=OFFICE, slugs=(slug,), now=now, **asked)


def written(now: dt.datetime = NOON, slug: str = ROUND, **asked: Any) -> SendReport:
    """Put into the outbox and sent."""
    prepared(now, slug, **asked)
    return sent(now, slug)


def letter(email: str, kind: str = "invitation") -> Letter:
    """The letter of a kind to somebody."""
    return Letter.objects.get(email=email, kind=kind)


def holder(email: str, now: dt.datetime = NOON) -> LinkHolder:
    """Who opened the personal link that went to this address."""
    return link_holder(AnswerLink.objects.get(email=email).key, now=now)
