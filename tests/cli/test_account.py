# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand account``: accounts and roles from a shell, passwords never as arguments."""

import json
import stat
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner, Result
from django.conf import settings
from django.test import Client
from pytest_django import Settings

from leitstand.cli import demo_accounts
from leitstand.cli.commands import leitstand
from leitstand.core.models import Account, AuditEvent
from leitstand.plan.document import PlanDocument
from tests.people import PASSWORD
from tests.web.accounts.test_sign_in import send, set_up_second_factor

pytestmark = pytest.mark.django_db


def run(*words: str, typed: str = "") -> Result:
    return CliRunner().invoke(leitstand, ["account", *words], input=typed)


def test_an_account_is_made_with_a_password_from_standard_input() -> None:
    result = run("add", "anna", "--name", "Anna Amt", typed=f"{PASSWORD}\n")
    assert result.exit_code == 0, result.output
    assert PASSWORD not in result.output
    assert Account.objects.get(username="anna").check_password(PASSWORD)


def test_an_account_for_the_identity_provider_has_no_password() -> None:
    assert run("add", "anna", "--no-password").exit_code == 0
    assert not Account.objects.get(username="anna").has_usable_password()


def test_a_weak_password_is_refused_and_nothing_is_made() -> None:
    result = run("add", "anna", typed="kurz\n")
    assert result.exit_code == 1
    assert "kurz" in result.stderr
    assert not Account.objects.exists()


def test_a_role_is_granted_listed_and_revoked(berlin: PlanDocument) -> None:
    run("add", "anna", "--no-password")
    words = ("anna", "lead", "--institution", "senweb", "--plan", "berlin-2018-2021")
    granted = run("grant", *words, "--until", "2099-12-31", "--reason", "Auftrag")
    assert granted.exit_code == 0, granted.output
    [listed] = json.loads(run("list", "--format", "json").stdout)
    assert listed["roles"][0] | {"valid_from": ""} == {
        "role": "lead",
        "institution": "senweb",
        "plan": "berlin-2018-2021",
        "source": "office",
        "valid_from": "",
        "valid_to": "2099-12-31",
        "is_live": True,
    }
    assert "lead @senweb /berlin-2018-2021" in run("list").stdout
    assert run("revoke", *words).exit_code == 0
    assert json.loads(run("list", "--format", "json").stdout)[0]["roles"] == []
    event = AuditEvent.objects.get(act="role.grant")
    assert event.actor.startswith("cli:")
    assert event.reason == "Auftrag"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grant", "otto", "office"), "Dieses Konto gibt es nicht"),
        (("grant", "anna", "lead"), "braucht eine Institution"),
        (("grant", "anna", "lead", "--institution", "x"), "Diese Institution gibt es nicht"),
        (("grant", "anna", "office", "--plan", "x"), "Diesen Plan gibt es hier nicht"),
        (("revoke", "anna", "office"), "hat das Konto nicht"),
        (("close", "otto"), "Dieses Konto gibt es nicht"),
        (("forget-factor", "anna"), "hat keinen zweiten Faktor"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(words: tuple[str, ...], said: str) -> None:
    run("add", "anna", "--no-password")
    result = run(*words)
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_new_password_opens_instead_of_the_old_one() -> None:
    run("add", "anna", typed=f"{PASSWORD}\n")
    assert run("password", "anna", typed="Ganz-Anders-Neu-42\n").exit_code == 0
    assert Account.objects.get(username="anna").check_password("Ganz-Anders-Neu-42")


def test_a_closed_account_is_out_at_once_and_can_be_opened_again() -> None:
    run("add", "anna", typed=f"{PASSWORD}\n")
    client = Client()
    send(client, "anna")
    assert client.get("/konto").status_code == 200
    assert run("close", "anna", "--reason", "Ruhestand").exit_code == 0
    assert client.get("/konto").status_code == 302
    assert send(client, "anna") == "/konto/gesperrt"
    assert run("open", "anna").exit_code == 0
    assert send(client, "anna") == "/konto"
    event = AuditEvent.objects.get(act="account.close")
    assert event.reason == "Ruhestand"
    assert AuditEvent.objects.filter(act="account.open", subject=event.subject).count() == 1


def test_who_lost_the_telephone_gets_in_again_by_the_password() -> None:
    run("add", "anna", typed=f"{PASSWORD}\n")
    client = Client()
    send(client, "anna")
    set_up_second_factor(client)
    assert run("forget-factor", "anna", "--reason", "Telefon verloren").exit_code == 0
    assert client.get("/konto").status_code == 302
    assert not Authenticator.objects.exists()
    assert send(client, "anna") == "/konto"
    assert AuditEvent.objects.get(act="account.second-factor-off").reason == "Telefon verloren"


@pytest.fixture
def home(tmp_path: Path, settings: Settings) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def test_the_demonstration_has_an_account_for_every_role(home: Path, berlin: PlanDocument) -> None:
    lines = demo_accounts.login_lines()
    for (username, password, _role), line in zip(
        demo_accounts.demo_logins(), lines[1:], strict=True
    ):
        assert username in line
        assert password in line
        response = Client().post("/konto/anmelden", {"login": username, "password": password})
        assert response.status_code == 302, username
    roles = set(Account.objects.values_list("grants__role", flat=True))
    assert roles == {"office", "lead", "contributor", "committee", "network", "reader"}


def test_the_logins_can_be_shown_again_and_only_their_owner_reads_them(
    home: Path, berlin: PlanDocument
) -> None:
    first = demo_accounts.demo_logins()
    assert demo_accounts.demo_logins() == first
    file = home / "demo-logins.txt"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.unlink()
    again = demo_accounts.demo_logins()
    assert not {password for _name, password, _role in first} & {p for _n, p, _r in again}


def test_no_two_installations_share_a_password(home: Path, berlin: PlanDocument) -> None:
    passwords = [password for _username, password, _role in demo_accounts.demo_logins()]
    assert len(set(passwords)) == len(passwords)
    assert all(len(password) == 20 for password in passwords)
    assert Path(settings.HOME) == home
