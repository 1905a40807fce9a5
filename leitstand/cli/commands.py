# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The tree of commands."""

from typing import Any

import click
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError
from django.utils.translation import gettext as _

from leitstand.cli import (
    account,
    backup,
    demo,
    deployment,
    mail,
    plan,
    round_changes,
    round_sheets,
    search,
)
from leitstand.cli.committee import committee
from leitstand.cli.foreign import foreign
from leitstand.cli.output import fail
from leitstand.cli.report import report
from leitstand.cli.report_verify import verify as verify_report
from leitstand.cli.round import round_


class ClearErrors(click.Group):
    """What goes wrong outside our own checks is told in a sentence, not as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except DatabaseError as error:
            fail(_("Die Datenbank antwortet nicht wie erwartet: %s") % error)
        except ImproperlyConfigured as error:
            fail(str(error))
        except OSError as error:
            fail(_("Datei oder Netz: %s") % error)


@click.group(cls=ClearErrors, help=_("Leitstand: der Masterplan einer Industriestadt, prüfbar."))
@click.version_option(package_name="leitstand", prog_name="leitstand")
def leitstand() -> None:
    """Everything starts here."""


leitstand.add_command(account.account)
leitstand.add_command(plan.plan)
leitstand.add_command(mail.mail)
leitstand.add_command(round_)
for _command in (
    round_sheets.table,
    round_sheets.sheet,
    round_sheets.take,
    round_changes.changes,
):
    round_.add_command(_command)
leitstand.add_command(committee)
leitstand.add_command(foreign)
leitstand.add_command(report)
report.add_command(verify_report)
leitstand.add_command(foreign)
leitstand.add_command(foreign)
leitstand.add_command(report)
report.add_command(verify_report)
leitstand.add_command(committee)
leitstand.add_command(search.search)
leitstand.add_command(demo.demo)
leitstand.add_command(demo.serve)
leitstand.add_command(demo.migrate)
leitstand.add_command(backup.backup)
leitstand.add_command(backup.restore)
leitstand.add_command(deployment.check_deployment)
