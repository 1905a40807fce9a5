# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What there is to know about an installation before it goes public."""

import datetime as dt
import filecmp
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import DatabaseError, connection
from django.utils import timezone

from leitstand.core.backup.marker import last_backup_at
from leitstand.core.backup.schema import applied_steps, known_steps
from leitstand.core.logs import scrubbed


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """An installation as it stands. Modes are file permissions; None where there is no file.

    ``missing_steps`` is None where the database does not answer; ``database_problem`` says why.
    """

    environment: str
    is_debug: bool
    log_level: str
    hosts: tuple[str, ...]
    is_https: bool
    key: str
    key_path: Path
    key_mode: int | None
    is_root: bool
    home: Path
    home_mode: int | None
    database: str
    database_host: str
    database_tls: str
    database_path: Path | None
    database_mode: int | None
    file_system: str
    missing_steps: int | None
    database_problem: str
    operator: str
    contact: str
    address: str
    is_address_given: bool
    mail_host: str
    mail_is_open: bool
    mail_from: str
    stale_files: tuple[str, ...]
    last_backup: dt.datetime | None
    provider: str
    provider_lacks: tuple[str, ...]
    second_factor: str
    session_hours: int
    are_cookies_safe: bool
    is_signup_open: bool
    now: dt.datetime


def gathered() -> Facts:
    """The facts of this installation, now."""
    database: Any = settings.DATABASES["default"]
    path = Path(database["NAME"]) if connection.vendor == "sqlite" else None
    missing, problem = _missing_steps()
    home: Path = settings.HOME
    return Facts(
        environment=settings.ENVIRONMENT,
        is_debug=settings.DEBUG,
        log_level=settings.LOG_LEVEL,
        hosts=tuple(settings.ALLOWED_HOSTS),
        is_https=settings.SECURE_SSL_REDIRECT and bool(settings.SECURE_HSTS_SECONDS),
        key=str(settings.SECRET_KEY),
        key_path=home / "secret-key",
        key_mode=mode_of(home / "secret-key"),
        is_root=os.geteuid() == 0,
        home=home,
        home_mode=mode_of(home),
        database=connection.vendor,
        database_host=str(database.get("HOST") or ""),
        database_tls=str(database.get("OPTIONS", {}).get("sslmode", "")),
        database_path=path,
        database_mode=mode_of(path) if path else None,
        file_system=file_system_of(path or home),
        missing_steps=missing,
        database_problem=problem,
        operator=settings.LEITSTAND_OPERATOR,
        contact=settings.LEITSTAND_CONTACT,
        address=settings.LEITSTAND_BASE,
        is_address_given=bool(settings.LEITSTAND_URL),
        mail_host=settings.EMAIL_HOST if settings.LEITSTAND_HAS_MAIL else "",
        mail_is_open=not (settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL),
        mail_from=settings.DEFAULT_FROM_EMAIL,
        stale_files=stale_files(Path(settings.STATIC_ROOT)),
        last_backup=last_backup_at(home),
        provider=settings.LEITSTAND_OIDC_URL,
        provider_lacks=_provider_lacks(),
        second_factor=settings.LEITSTAND_MFA,
        session_hours=settings.SESSION_COOKIE_AGE // 3600,
        are_cookies_safe=_are_cookies_safe(),
        is_signup_open=settings.LEITSTAND_SIGNUP,
        now=timezone.now(),
    )


def _provider_lacks() -> tuple[str, ...]:
    """The variables without which the identity provider cannot know us."""
    needed = {"LEITSTAND_OIDC_CLIENT_ID": "client_id", "LEITSTAND_OIDC_SECRET": "secret"}
    provider: Any = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]
    return tuple(name for app in provider["APPS"] for name, key in needed.items() if not app[key])


def _are_cookies_safe() -> bool:
    """Whether the cookies of a sign-in go over HTTPS only, to us only, and to no script."""
    return (
        settings.SESSION_COOKIE_SECURE
        and settings.CSRF_COOKIE_SECURE
        and settings.SESSION_COOKIE_HTTPONLY
        and settings.SESSION_COOKIE_SAMESITE in {"Lax", "Strict"}
        and settings.SESSION_COOKIE_NAME.startswith("__Host-")
    )


def mode_of(path: Path) -> int | None:
    """The permissions of a file or folder; None where there is none."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return None


def _missing_steps() -> tuple[int | None, str]:
    try:
        return len(known_steps() - applied_steps()), ""
    except DatabaseError as error:
        return None, scrubbed(str(error))


def file_system_of(path: Path, mounts: str | None = None) -> str:
    """The type of the file system that holds ``path``; "" where the machine does not tell.

    ``mounts`` is the text of ``/proc/self/mountinfo``.
    """
    if mounts is None:
        try:
            mounts = Path("/proc/self/mountinfo").read_text()
        except OSError:
            return ""
    found, kind = Path(), ""
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        point = Path(_unescaped(before.split()[4]))
        if path.resolve().is_relative_to(point) and len(point.parts) >= len(found.parts):
            found, kind = point, after.split()[0]
    return kind


def _unescaped(text: str) -> str:
    """A path of mountinfo, where a blank is written as its octal number."""
    return re.sub(r"\\([0-7]{3})", lambda number: chr(int(number[1], 8)), text)


def stale_files(root: Path) -> tuple[str, ...]:
    """The static files that are not collected, or not as they now are."""
    if not (root / "staticfiles.json").is_file():
        return ("staticfiles.json",)
    return tuple(
        sorted(
            name
            for finder in finders.get_finders()
            # What begins with a dot is nobody's to fetch, and collecting leaves it out too.
            for name, storage in finder.list([".*"])
            if not _is_same(Path(storage.path(name)), root / name)
        )
    )


def _is_same(source: Path, collected: Path) -> bool:
    return collected.is_file() and filecmp.cmp(source, collected, shallow=False)
