# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One account for each role, so that the demonstration can be seen as everyone sees it.

The passwords are random for each installation. They stand in ``LEITSTAND_HOME/demo-logins.txt``,
which only its owner may read, so that they can be shown again; the database holds hashes. Deleting
the file and running ``leitstand demo`` again makes new ones.
"""

import os
from pathlib import Path

from django.conf import settings
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _

from leitstand.cli.account import operator
from leitstand.core.accounts import selectors, services
from leitstand.core.enums import AccountRole
from leitstand.core.rules import GrantedRole

# Invented people; the institutions stand in the Berlin plan.
PEOPLE = (
    ("demo-geschaeftsstelle", "Gesa Büro", GrantedRole(AccountRole.OFFICE.value)),
    ("demo-federfuehrung", "Fedra Führer", GrantedRole(AccountRole.LEAD.value, "senweb")),
    ("demo-mitarbeit", "Mika Arbeit", GrantedRole(AccountRole.CONTRIBUTOR.value, "ihk")),
    ("demo-steuerungskreis", "Stella Kreis", GrantedRole(AccountRole.COMMITTEE.value, "skip")),
    ("demo-netzwerk", "Nele Werk", GrantedRole(AccountRole.NETWORK.value, "ihk")),
    ("demo-lesen", "Leo Lesen", GrantedRole(AccountRole.READER.value)),
)
FILE = "demo-logins.txt"


def demo_logins() -> tuple[tuple[str, str, str], ...]:
    """User name, password and role of every demo account; accounts that lack are made."""
    path = Path(settings.HOME) / FILE
    known = _read(path)
    for username, name, role in PEOPLE:
        account = selectors.account_by_username(username)
        if account is not None and username in known:
            continue
        known[username] = get_random_string(20)
        if account is None:
            account = services.account_create(
                actor=operator(), username=username, name=name, password=known[username]
            )
            services.role_grant(
                actor=operator(), account=account, role=role, reason="leitstand demo"
            )
        else:
            services.password_set(actor=operator(), account=account, password=known[username])
    _write(path, known)
    return tuple(
        (username, known[username], str(AccountRole(role.role).label))
        for username, _name, role in PEOPLE
    )


def _read(path: Path) -> dict[str, str]:
    if not path.exists():
        return {}
    pairs = (line.split() for line in path.read_text("utf-8").splitlines())
    return {pair[0]: pair[1] for pair in pairs if len(pair) == 2}


def _write(path: Path, known: dict[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # Made unreadable for others before anything stands in it.
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.fchmod(descriptor, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.writelines(f"{username} {password}\n" for username, password in known.items())


def login_lines() -> list[str]:
    """What the demonstration prints."""
    logins = demo_logins()
    width = max(len(username) for username, _password, _role in logins)
    return [
        _("Anmelden (Passwörter auch in %s):") % (Path(settings.HOME) / FILE),
        *(f"  {username:<{width}}  {password}  {role}" for username, password, role in logins),
    ]
