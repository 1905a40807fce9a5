# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand account …``: who may sign in, and as what. Passwords are asked for, never given."""

import datetime as dt
import getpass
import sys
from collections.abc import Callable
from typing import Any

import click
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import fail, give_json, output_format, say
from leitstand.core.accounts import selectors, services
from leitstand.core.accounts.actors import Account, Operator
from leitstand.core.accounts.second_factors import factor_remove
from leitstand.core.accounts.services import AccountRejected
from leitstand.core.enums import AccountRole
from leitstand.core.rules import GrantedRole
from leitstand.plan.selectors import plan_slugs

DAY = click.DateTime(formats=["%Y-%m-%d"])
REASON = click.option("--reason", default="", help=_("Warum; steht im Protokoll."))


@click.group(help=_("Konten und ihre Rollen."))
def account() -> None:
    """All commands about accounts."""


def role_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The words that name one role."""
    for option in (
        REASON,
        click.option("--plan", default="", help=_("Nur für diesen Plan; sonst für alle.")),
        click.option(
            "--institution", default="", help=_("Kennung der Institution, für die jemand handelt.")
        ),
        click.argument("role", type=click.Choice(AccountRole.values)),
        click.argument("username"),
    ):
        command = option(command)
    return command


@account.command(help=_("Legt ein Konto an und fragt nach dem Passwort."))
@click.argument("username")
@click.option("--name", default="", help=_("Vor- und Nachname."))
@click.option("--email", default="", help=_("E-Mail-Adresse."))
@click.option(
    "--no-password", is_flag=True, help=_("Nur für die Anmeldung über den Anmeldedienst.")
)
def add(username: str, name: str, email: str, no_password: bool) -> None:
    """There is an account without roles."""
    ready_database()
    _or_fail(
        services.account_create,
        actor=operator(),
        username=username,
        name=name,
        email=email,
        password=None if no_password else _ask_password(),
    )
    say(_("Konto angelegt: %s. Es hat noch keine Rolle.") % username)


@account.command("list", help=_("Zeigt Konten und ihre Rollen."))
@output_format
def list_(form: str) -> None:
    """Every account with its grants."""
    ready_database()
    lines = selectors.account_lines()
    if form == "json":
        give_json([_line_as_json(line) for line in lines])
        return
    for line in lines:
        state = "" if line.is_active else f"  ({_('geschlossen')})"
        say(f"{line.username}  {line.name}{state}")
        for grant in line.grants:
            say(f"  {_grant_words(grant)}")


@account.command(help=_("Gibt einem Konto eine Rolle."))
@role_options
@click.option("--from", "start", type=DAY, help=_("Erster Tag; sonst heute."))
@click.option("--until", type=DAY, help=_("Letzter Tag; sonst auf Widerruf."))
def grant(
    username: str, start: dt.datetime | None, until: dt.datetime | None, **words: str
) -> None:
    """The account holds the role."""
    ready_database()
    role = _role(words)
    if role.plan and role.plan not in plan_slugs():
        fail(_("Diesen Plan gibt es hier nicht: %s") % role.plan)
    _or_fail(
        services.role_grant,
        actor=operator(),
        account=_account(username),
        role=role,
        valid_from=start.date() if start else None,
        valid_to=until.date() if until else None,
        reason=words["reason"],
    )
    say(_("%(username)s ist jetzt: %(role)s") % {"username": username, "role": role.role})


@account.command(help=_("Nimmt einem Konto eine Rolle, sofort."))
@role_options
def revoke(username: str, **words: str) -> None:
    """The account holds the role no longer."""
    ready_database()
    _or_fail(
        services.role_revoke,
        actor=operator(),
        account=_account(username),
        role=_role(words),
        reason=words["reason"],
    )
    say(_("%(username)s ist nicht mehr: %(role)s") % {"username": username, "role": words["role"]})


@account.command(help=_("Setzt ein neues Passwort und beendet alle Anmeldungen des Kontos."))
@click.argument("username")
def password(username: str) -> None:
    """Only the new password opens the account."""
    ready_database()
    found = _account(username)
    _or_fail(services.password_set, actor=operator(), account=found, password=_ask_password())
    say(_("Neues Passwort für %s.") % username)


@account.command(help=_("Schließt ein Konto und beendet alle seine Anmeldungen."))
@click.argument("username")
@REASON
def close(username: str, reason: str) -> None:
    """Nobody comes in by the account."""
    ready_database()
    services.account_close(actor=operator(), account=_account(username), reason=reason)
    say(_("Geschlossen: %s") % username)


@account.command("open", help=_("Öffnet ein geschlossenes Konto wieder."))
@click.argument("username")
@REASON
def open_(username: str, reason: str) -> None:
    """The account may sign in again."""
    ready_database()
    services.account_open(actor=operator(), account=_account(username), reason=reason)
    say(_("Wieder offen: %s") % username)


@account.command(help=_("Entfernt den zweiten Faktor, etwa wenn das Telefon verloren ist."))
@click.argument("username")
@REASON
def forget_factor(username: str, reason: str) -> None:
    """The account has no second factor."""
    ready_database()
    _or_fail(factor_remove, actor=operator(), account=_account(username), reason=reason)
    say(_("Kein zweiter Faktor mehr: %s. Alle Anmeldungen sind beendet.") % username)


def operator() -> Operator:
    """Whoever has this shell."""
    return Operator(f"cli:{getpass.getuser()}")


def _role(words: dict[str, str]) -> GrantedRole:
    return GrantedRole(words["role"], words["institution"], words["plan"])


def _ask_password() -> str:
    """Typed twice on a terminal, one line in a pipe: never an argument, which others could see."""
    if sys.stdin.isatty():
        return str(click.prompt(_("Passwort"), hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\n")


def _account(username: str) -> Account:
    return selectors.account_by_username(username) or fail(
        _("Dieses Konto gibt es nicht: %s") % username
    )


def _or_fail(service: Callable[..., Any], **facts: Any) -> Any:
    try:
        return service(**facts)
    except AccountRejected as error:
        fail(str(error))


def _grant_words(grant: selectors.GrantLine) -> str:
    words = [grant.role]
    words += [f"@{grant.institution}"] if grant.institution else []
    words += [f"/{grant.plan}"] if grant.plan else []
    words += [_("ab %s") % grant.valid_from.isoformat()]
    words += [_("bis %s") % grant.valid_to.isoformat()] if grant.valid_to else []
    return " ".join(words if grant.is_live else [*words, f"({_('gilt heute nicht')})"])


def _line_as_json(line: selectors.AccountLine) -> dict[str, Any]:
    return {
        "username": line.username,
        "name": line.name,
        "email": line.email,
        "is_active": line.is_active,
        "has_second_factor": line.has_second_factor,
        "roles": [
            {
                "role": grant.role,
                "institution": grant.institution or None,
                "plan": grant.plan or None,
                "source": grant.source,
                "valid_from": grant.valid_from.isoformat(),
                "valid_to": grant.valid_to.isoformat() if grant.valid_to else None,
                "is_live": grant.is_live,
            }
            for grant in line.grants
        ],
    }
