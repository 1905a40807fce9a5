# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand check-deployment``: what keeps this installation from being public."""

import click
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from leitstand.cli.output import fail, give_json, output_format, say
from leitstand.core.deployment.checks import everything_unfit
from leitstand.core.deployment.rules import Unfit


@click.command(
    "check-deployment", help=_("Prüft, ob diese Installation öffentlich betrieben werden kann.")
)
@output_format
@click.option("--mail-to", metavar="ADDRESS", help=_("Schickt eine Probe an diese Adresse."))
def check_deployment(form: str, mail_to: str | None) -> None:
    """Exit code 1 when something is unsafe."""
    if mail_to:
        _send_probe(mail_to)
    found = list(everything_unfit())
    unsafe = [one for one in found if one.is_unsafe]
    if form == "json":
        give_json({"is_safe": not unsafe, "findings": [_as_json(one) for one in found]})
    else:
        for one in found:
            word = _("unsicher") if one.is_unsafe else _("Hinweis")
            say(f"[{word}] {one.key}: {one.problem}\n    → {one.remedy}")
        say(_("%d unsichere Einstellungen.") % len(unsafe) if unsafe else _("Nichts ist unsicher."))
    if unsafe:
        raise SystemExit(1)


def _as_json(one: Unfit) -> dict[str, object]:
    return {
        "key": one.key,
        "is_unsafe": one.is_unsafe,
        "problem": one.problem,
        "remedy": one.remedy,
    }


def _send_probe(address: str) -> None:
    try:
        send_mail(
            _("Probe des Leitstands"),
            _("Diese Nachricht zeigt, dass der Leitstand Mail verschicken kann."),
            None,
            [address],
        )
    except OSError as error:
        fail(_("Die Probe ging nicht hinaus: %s") % error)
    click.echo(_("Eine Probe ist unterwegs an %s.") % address, err=True)
