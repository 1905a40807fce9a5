# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand demo`` and ``leitstand serve``: from nothing to a plan on screen."""

import getpass
import os
import socket

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from leitstand.cli.database import migrate_database, pending_migrations
from leitstand.cli.demo_accounts import login_lines
from leitstand.cli.demo_committee import committee_lines, load_demo_committee
from leitstand.cli.demo_foreign import load_demo_foreign
from leitstand.cli.demo_reports import load_demo_reports
from leitstand.cli.demo_rounds import load_demo_rounds, round_lines
from leitstand.cli.output import fail, progress, say
from leitstand.plan.document.loading import load
from leitstand.plan.packages import shipped_plans
from leitstand.plan.selectors import plan_slugs
from leitstand.plan.services import plan_import

# Requests that a worker answers at once, each with a database connection of its own. The server
# would take 256: more connections than PostgreSQL allows, and no faster on one processor.
THREADS = 8

port_option = click.option(
    "--port",
    type=click.IntRange(1, 65535),
    default=8000,
    show_default=True,
    envvar="PORT",
    help=_("Port auf diesem Rechner."),
)


@click.command(help=_("Bringt die Tabellen auf den Stand dieser Fassung."))
def migrate() -> None:
    """All migrations are applied."""
    steps = pending_migrations()
    migrate_database()
    say(_("%d Schritte angewendet.") % len(steps))


@click.command(help=_("Lädt die Vorführung und startet den Server."))
@port_option
@click.option("--no-serve", is_flag=True, help=_("Nur laden, nicht starten."))
def demo(port: int, no_serve: bool) -> None:
    """The shipped plans are loaded and, unless ``--no-serve``, shown."""
    if not no_serve:
        _refuse_busy_port(port)
    plans = shipped_plans()
    with progress(7 + len(plans)) as steps:
        steps.next(_("Datenbank"))
        migrate_database()
        # A plan that stands may have been edited since: loading it again would take that back.
        standing = frozenset(plan_slugs())
        for slug, path in plans.items():
            steps.next(slug)
            if slug in standing:
                continue
            plan_import(
                document=load(path),
                actor=f"cli:{getpass.getuser()}",
                reason="leitstand demo",
            )
        steps.next(_("Konten"))
        logins = login_lines()
        steps.next(_("Berichtsrunden"))
        rounds = load_demo_rounds()
        steps.next(_("Gremien"))
        bodies = load_demo_committee()
        steps.next(_("Maßnahmen anderer Programme"))
        load_demo_foreign()
        steps.next(_("Berichte"))
        load_demo_reports()
        steps.next(_("Gestaltung"))
        _collect_assets()
    say(_("Geladen: %s") % ", ".join(plans))
    base = f"http://127.0.0.1:{port}"
    for line in (
        *logins,
        *round_lines(rounds, base=base),
        *committee_lines(bodies, base=base),
    ):
        say(line)
    if not no_serve:
        # Nobody sets up an authenticator app to look at a demonstration. The server's processes
        # read the variable; an operator who sets it keeps the last word.
        settings.LEITSTAND_MFA = os.environ.setdefault("LEITSTAND_MFA", "optional")
        _serve(port, workers=1)


@click.command(help=_("Startet den Server."))
@port_option
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True)
def serve(port: int, workers: int) -> None:
    """Serve until interrupted."""
    if pending_migrations():
        fail(_("Die Datenbank ist nicht auf dem Stand dieser Fassung. Bitte: leitstand migrate"))
    _refuse_busy_port(port)
    _collect_assets()
    _serve(port, workers)


def _collect_assets() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def _refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            fail(
                _("Port %(port)d ist belegt. Bitte einen anderen wählen: --port %(other)d")
                % {"port": port, "other": port + 1 if port < 65535 else port - 1}
            )


def _serve(port: int, workers: int) -> None:
    # The server is a large import that only this command needs.
    from granian import Granian
    from granian.constants import Interfaces

    say(_("Leitstand läuft auf http://127.0.0.1:%d – beenden mit Strg+C.") % port)
    Granian(
        settings.WSGI_APPLICATION.replace(".application", ":application"),
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        log_enabled=False,
    ).serve()
