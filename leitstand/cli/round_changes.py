# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand round changes``: what changed between two frozen rounds or days."""

import datetime as dt

import click
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import fail, give_json, output_format, say
from leitstand.cli.round import clear_refusals
from leitstand.core.languages import reader_language
from leitstand.plan.selectors import plan_slugs
from leitstand.steering.errors import PointRefused, RoundNotFrozen
from leitstand.steering.rules.differing import Differences, differences_json
from leitstand.steering.selectors.differences import Point, differences
from leitstand.steering.selectors.rounds import round_card


@click.command(help=_("Zeigt, was sich zwischen zwei eingefrorenen Runden oder Tagen änderte."))
@click.option("--from", "before", required=True, help=_("Runde oder Tag (JJJJ-MM-TT)."))
@click.option("--to", "after", required=True, help=_("Runde oder Tag (JJJJ-MM-TT)."))
@click.option("--plan", help=_("Der Plan; nötig, wenn keine Runde genannt ist."))
@output_format
def changes(before: str, after: str, plan: str | None, form: str) -> None:
    """Whoever works on the server also sees rounds that are frozen and not public."""
    ready_database()
    language = reader_language()
    first, second = _point(before), _point(after)
    with clear_refusals():
        try:
            found = differences(
                plan or _plan_of(first, second),
                before=first,
                after=second,
                language=language,
                only_public=False,
            )
        except (PointRefused, RoundNotFrozen) as refused:
            fail(str(refused))
    if form == "json":
        give_json(differences_json(found))
    else:
        _tell(found)


def _tell(found: Differences) -> None:
    if found.is_example:
        say(_("Beispieldaten: Alle Antworten dieser Runden sind erfunden."))
    say(found.summary)
    for sentence in found.coverage:
        say(sentence)
    for kind, entries in found.by_kind.items():
        say("")
        say(f"{kind.label} ({len(entries)})")
        for one in entries:
            limits = f" ({one.limits})" if one.limits else ""
            say(f"  {one.measure.label}, {one.name}{limits}: {one.sentence}")
            say(f"    {one.sources[0].sentence}; {one.sources[1].sentence}")


def _point(words: str) -> Point:
    try:
        return Point(day=dt.date.fromisoformat(words))
    except ValueError:
        return Point(words)


def _plan_of(*points: Point) -> str:
    """The plan of the round that is named; of two days the only plan that is held here."""
    for one in points:
        if one.round:
            return round_card(one.round, language=reader_language()).plan
    plans = plan_slugs()
    if len(plans) != 1:
        fail(_("Bitte den Plan mit --plan nennen. Vorhanden: %s") % ", ".join(plans))
    return plans[0]
