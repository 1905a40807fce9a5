# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A session brings its account and roles in one statement, and ends when it must."""

import datetime as dt

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from leitstand.core.accounts.services import password_set, role_revoke
from leitstand.core.accounts.sessions import SessionStore, digest
from leitstand.core.models import Account, SignIn
from leitstand.core.rules import GrantedRole
from tests.people import OPERATOR, PASSWORD, client_of, person

pytestmark = pytest.mark.django_db


def store_of(client: Client) -> SessionStore:
    return SessionStore(client.cookies["leitstand-session"].value)


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/konto").status_code == 200)


def test_one_statement_reads_session_account_and_roles() -> None:
    store = store_of(client_of("office"))
    with CaptureQueriesContext(connection) as statements:
        assert store[SESSION_KEY]
        assert store.account is not None
        assert store.account.roles == (GrantedRole("office"),)
        assert str(store.account) == "Person office"
    assert len(statements) == 1


def test_a_session_without_cookie_costs_nothing() -> None:
    with CaptureQueriesContext(connection) as statements:
        assert SESSION_KEY not in SessionStore(None)
    assert len(statements) == 0


def test_the_table_does_not_hold_what_a_browser_must_send() -> None:
    client = client_of("reader")
    row = SignIn.objects.get()
    assert client.cookies["leitstand-session"].value not in (row.key, row.content)
    thief = Client()
    thief.cookies["leitstand-session"] = row.key
    assert not is_signed_in(thief)


def test_signing_out_ends_the_session_for_every_copy_of_the_cookie() -> None:
    client = client_of("reader")
    copy = Client()
    copy.cookies["leitstand-session"] = client.cookies["leitstand-session"].value
    assert is_signed_in(copy)
    client.post("/konto/abmelden")
    assert not is_signed_in(copy)


def test_an_expired_session_is_nobodys() -> None:
    client = client_of("reader")
    SignIn.objects.update(expires_at=timezone.now() - dt.timedelta(seconds=1))
    assert not is_signed_in(client)
    SessionStore.clear_expired()
    assert SignIn.objects.count() == 0


def test_a_closed_account_is_signed_in_nowhere() -> None:
    client = client_of("reader")
    assert is_signed_in(client)
    Account.objects.update(is_active=False)
    assert not is_signed_in(client)


def test_a_new_password_ends_every_session() -> None:
    client = client_of("reader")
    password_set(actor=OPERATOR, account=person("reader"), password=PASSWORD)
    assert not is_signed_in(client)
    assert SignIn.objects.filter(account__isnull=False).count() == 0


def test_a_session_of_another_account_than_it_says_is_nobodys() -> None:
    client = client_of("reader")
    SignIn.objects.update(account=person("office"))
    assert not is_signed_in(client)


def test_a_revoked_role_is_gone_with_the_next_request() -> None:
    client = client_of("office")
    assert client.get("/protokoll").status_code == 200
    role_revoke(actor=OPERATOR, account=person("office"), role=GrantedRole("office"))
    assert client.get("/protokoll").status_code == 403


def test_a_session_that_was_ended_meanwhile_does_not_come_back() -> None:
    store = store_of(client_of("reader"))
    store["word"] = "written"
    SignIn.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()


def test_a_new_session_gets_a_key_of_its_own() -> None:
    store = SessionStore()
    store.create()
    assert store.session_key
    assert store.exists(store.session_key)
    assert SignIn.objects.get().key == digest(store.session_key)
    store.delete()
    assert not store.exists(store.session_key)
