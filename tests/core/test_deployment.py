# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Each unsafe setting is named, with what to do; a safe installation is left in peace."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.db.migrations.recorder import MigrationRecorder
from pytest_django import Settings

from leitstand.core.deployment import facts as facts_module
from leitstand.core.deployment.checks import deployment_is_safe, everything_unfit
from leitstand.core.deployment.facts import Facts, file_system_of, gathered, stale_files
from leitstand.core.deployment.rules import RULES, unfit

NOW = dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC)
SAFE = Facts(
    environment="production",
    is_debug=False,
    log_level="INFO",
    hosts=("leitstand.example.org", "127.0.0.1"),
    is_https=True,
    key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    key_path=Path("/srv/leitstand/secret-key"),
    key_mode=0o600,
    is_root=False,
    home=Path("/srv/leitstand"),
    home_mode=0o700,
    database="sqlite",
    database_host="",
    database_tls="",
    database_path=Path("/srv/leitstand/leitstand.sqlite3"),
    database_mode=0o644,
    file_system="ext4",
    missing_steps=0,
    database_problem="",
    operator="Amt für Beispiele",
    contact="leitstand@example.org",
    address="https://leitstand.example.org",
    is_address_given=True,
    mail_host="mail.example.org",
    mail_is_open=False,
    mail_from="leitstand@example.org",
    stale_files=(),
    last_backup=NOW - dt.timedelta(hours=20),
    provider="https://sso.example.org",
    provider_lacks=(),
    second_factor="required",
    session_hours=10,
    are_cookies_safe=True,
    is_signup_open=False,
    now=NOW,
)
POSTGRESQL: dict[str, Any] = {
    "database": "postgresql",
    "database_path": None,
    "database_mode": None,
}

# What is changed about a safe installation, and the one thing that is then found.
UNSAFE: dict[str, list[dict[str, Any]]] = {
    "environment": [{"environment": "development"}, {"environment": "test"}, {"is_debug": True}],
    "hosts": [
        {"hosts": ("*",)},
        {"hosts": ("leitstand.example.org", ".example.org")},
        {"hosts": ("127.0.0.1", "localhost", "[::1]")},
    ],
    "https": [{"is_https": False}, {"is_https": False, "are_cookies_safe": False}],
    "key": [{"key": "short"}, {"key": "ab" * 40}],
    "key-file": [{"key_mode": 0o644}, {"key_mode": 0o640}],
    "second-factor": [{"second_factor": "optional"}],
    "provider": [{"provider": "http://sso.example.org"}],
    "provider-setup": [{"provider_lacks": ("LEITSTAND_OIDC_SECRET",)}],
    "cookies": [{"are_cookies_safe": False}],
    "session": [{"session_hours": 25}],
    "root": [{"is_root": True}],
    "database": [{"missing_steps": 2}, {"missing_steps": None, "database_problem": "refused"}],
    "database-file": [{"home_mode": 0o755}],
    "database-line": [
        POSTGRESQL | {"database_host": "db.example.org"},
        POSTGRESQL | {"database_host": "10.0.0.7", "database_tls": "prefer"},
    ],
    "network-disk": [{"file_system": "nfs4"}, {"file_system": "cifs"}],
    "backup": [{"last_backup": None}, {"last_backup": NOW - dt.timedelta(hours=37)}],
    "log-level": [{"log_level": "DEBUG"}],
    "mail-line": [{"mail_is_open": True}],
    "letters": [
        {"address": "http://127.0.0.1:8000"},
        {"address": "http://leitstand.example.org"},
        {"address": "https://elsewhere.example"},
    ],
    "operator": [{"operator": " "}],
    "contact": [{"contact": ""}],
    "assets": [{"stale_files": ("ui/leitstand.css",)}],
}
NOTED: dict[str, list[dict[str, Any]]] = {
    "mail": [{"mail_host": ""}, {"mail_from": "leitstand@localhost"}],
    "address": [{"is_address_given": False}],
    "signup": [{"is_signup_open": True}],
}
HARMLESS: list[dict[str, Any]] = [
    {"key_mode": None},
    {"provider": ""},
    {"home_mode": 0o755, "database_mode": 0o600},
    POSTGRESQL | {"file_system": "nfs4"},
    POSTGRESQL | {"database_host": "/run/postgresql"},
    POSTGRESQL | {"database_host": "127.0.0.1"},
    POSTGRESQL | {"database_host": "db.example.org", "database_tls": "verify-full"},
    {"mail_host": "localhost", "mail_is_open": True},
]


def cases(table: dict[str, list[dict[str, Any]]]) -> Iterator[Any]:
    for key, changes in table.items():
        for place, change in enumerate(changes):
            yield pytest.param(key, change, id=f"{key}-{place}")


def test_a_safe_installation_is_left_in_peace() -> None:
    assert list(unfit(SAFE)) == []


@pytest.mark.parametrize("change", HARMLESS)
def test_what_is_harmless_is_not_reported(change: dict[str, Any]) -> None:
    assert list(unfit(replace(SAFE, **change))) == []


@pytest.mark.parametrize(("key", "change"), list(cases(UNSAFE)))
def test_each_unsafe_setting_is_found_alone_with_a_remedy(key: str, change: dict[str, Any]) -> None:
    [found] = unfit(replace(SAFE, **change))
    assert (found.key, found.is_unsafe) == (key, True)
    assert found.problem
    assert found.remedy


@pytest.mark.parametrize(("key", "change"), list(cases(NOTED)))
def test_what_is_only_worth_knowing_is_no_danger(key: str, change: dict[str, Any]) -> None:
    [found] = unfit(replace(SAFE, **change))
    assert (found.key, found.is_unsafe) == (key, False)


def test_every_rule_has_a_case_here() -> None:
    assert len(RULES) == len(UNSAFE) + len(NOTED)


def test_dangers_come_before_hints() -> None:
    found = list(unfit(replace(SAFE, mail_host="", contact="", stale_files=("a",))))
    assert [one.is_unsafe for one in found] == [True, True, False]


MOUNTS = """\
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 22 0:35 / /srv rw,relatime - nfs4 server:/srv rw
41 40 8:2 / /srv/near\\040by rw,relatime - xfs /dev/sdb1 rw
42 22 0:36 / /srv2 rw - tmpfs none rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/var/lib/leitstand", "ext4"),
        ("/srv/leitstand", "nfs4"),
        ("/srv/near by/leitstand", "xfs"),
        ("/srv2/a", "tmpfs"),
        ("/srvother", "ext4"),
    ],
)
def test_the_file_system_of_a_path_is_that_of_the_closest_mount(path: str, kind: str) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind


def test_this_machine_tells_its_file_systems_or_nothing() -> None:
    assert isinstance(file_system_of(Path("/")), str)


def test_nothing_collected_is_stale(tmp_path: Path) -> None:
    assert stale_files(tmp_path) == ("staticfiles.json",)


def test_collected_files_are_stale_once_their_source_differs(
    tmp_path: Path, settings: Settings
) -> None:
    settings.STATIC_ROOT = tmp_path
    storage = "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": storage}}
    call_command("collectstatic", interactive=False, verbosity=0)
    assert stale_files(tmp_path) == ()
    (tmp_path / "ui" / "print.css").write_text("old")
    (tmp_path / "ui" / "parts.css").unlink()
    assert stale_files(tmp_path) == ("ui/parts.css", "ui/print.css")


@pytest.mark.django_db
def test_the_facts_of_an_installation_are_read_from_it(settings: Settings, tmp_path: Path) -> None:
    settings.HOME = tmp_path
    settings.ALLOWED_HOSTS = ["a.example"]
    (tmp_path / "secret-key").write_text("x")
    (tmp_path / "secret-key").chmod(0o644)
    tmp_path.chmod(0o755)
    found = gathered()
    assert found.key_mode == 0o644
    assert found.home_mode == 0o755
    assert found.hosts == ("a.example",)
    assert found.missing_steps == 0
    assert found.last_backup is None
    assert found.environment == "test"


@pytest.mark.django_db
def test_the_facts_about_signing_in_are_read_from_the_settings(settings: Settings) -> None:
    app = {"client_id": "leitstand", "secret": ""}
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": [app]}}
    settings.LEITSTAND_OIDC_URL = "https://sso.example.org"
    settings.SESSION_COOKIE_AGE = 48 * 3600
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.SESSION_COOKIE_NAME = "__Host-leitstand"
    settings.LEITSTAND_SIGNUP = True
    found = gathered()
    assert found.provider == "https://sso.example.org"
    assert found.provider_lacks == ("LEITSTAND_OIDC_SECRET",)
    assert (found.session_hours, found.are_cookies_safe, found.is_signup_open) == (48, True, True)
    settings.SESSION_COOKIE_NAME = "leitstand"
    assert not gathered().are_cookies_safe


@pytest.mark.django_db
def test_a_database_that_is_behind_is_counted() -> None:
    MigrationRecorder.Migration.objects.filter(app="plan", name="0001_initial").delete()
    assert gathered().missing_steps == 1


def test_a_database_that_is_silent_is_told_without_its_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def silent() -> None:
        raise DatabaseError("no way to postgres://leitstand:pw@db/leitstand")

    monkeypatch.setattr(facts_module, "applied_steps", silent)
    found = gathered()
    assert found.missing_steps is None
    assert found.database_problem == "no way to postgres://…@db/leitstand"


@pytest.mark.django_db
def test_djangos_deployment_check_says_what_our_rules_say(settings: Settings) -> None:
    settings.LEITSTAND_OPERATOR = ""
    messages = {message.id: message for message in deployment_is_safe()}
    assert messages["leitstand.operator"].hint


@pytest.mark.django_db
def test_django_and_our_rules_are_told_once_each(settings: Settings) -> None:
    settings.SECURE_CONTENT_TYPE_NOSNIFF = False
    settings.SECURE_SSL_REDIRECT = False
    found = [one.key for one in everything_unfit()]
    assert len(found) == len(set(found))
    assert "security.W006" in found  # nobody of ours speaks of it
    assert "https" in found
    assert "security.W008" not in found
