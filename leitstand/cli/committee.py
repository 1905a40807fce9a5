# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand committee …``: what an operator asks of the committees."""

from typing import Any

import click
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import fail, give_json, output_format, say
from leitstand.committee.enums import OrderState
from leitstand.committee.selectors.orders import OrderLine, order_lines, ranked
from leitstand.core.languages import reader_language
from leitstand.plan.selectors import plan_slugs


@click.group("committee", help=_("Gremien: was aus ihren Aufträgen geworden ist."))
def committee() -> None:
    """All commands about committees."""


@committee.command("orders", help=_("Die Aufträge zu einem Plan, die überfälligen zuerst."))
@click.option("--plan", "slug", required=True, help=_("Kennung des Plans."))
@click.option("--overdue", is_flag=True, help=_("Nur die überfälligen."))
@output_format
def orders(slug: str, overdue: bool, form: str) -> None:
    """Every order, or only those whose day is over."""
    ready_database()
    if slug not in plan_slugs():
        known = ", ".join(plan_slugs()) or _("keinen")
        fail(
            _("Den Plan „%(slug)s“ gibt es hier nicht. Vorhanden: %(known)s.")
            % {"slug": slug, "known": known}
        )
    today = timezone.localdate()
    found = ranked(
        order_lines(Q(decision__body__plan__slug=slug), language=reader_language()), today=today
    )
    shown = [one for one in found if not overdue or one.is_overdue(today)]
    if form == "json":
        give_json([_json(one) for one in shown])
        return
    for one in shown:
        words = str(OrderState(one.state).label)
        if one.is_overdue(today):
            words = _("überfällig, %s") % words
        mark = f" ({_('Beispieldaten')})" if one.is_example else ""
        say(f"{one.name}  {one.due_on}  {one.called}  {words}{mark}")
    if not shown:
        say(_("Kein Auftrag."))


def _json(one: OrderLine) -> dict[str, Any]:
    return {
        "order": one.name,
        "decision": one.decision_number,
        "body": one.body,
        "institution": one.institution,
        "text": one.text,
        "measures": list(one.measures),
        "due_on": one.due_on.isoformat(),
        "state": one.state,
        "is_overdue": one.is_overdue(timezone.localdate()),
        "is_settled": one.is_settled,
        "is_public": one.is_public,
        "is_example": one.is_example,
        "follow_ups": [
            {"said_on": said.said_on.isoformat(), "state": said.state, "text": said.text}
            for said in one.follow_ups
        ],
    }
