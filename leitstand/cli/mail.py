# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand mail …``: rehearse and send the letters of rounds, see what became of them."""

import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

import click
from django.utils.translation import gettext as _

from leitstand.cli.account import operator
from leitstand.cli.database import ready_database
from leitstand.cli.output import fail, give_json, output_format, progress, say
from leitstand.steering.enums import LetterKind, LetterState
from leitstand.steering.errors import LetterNotFound, MailNotSetUp, RoundNotFound, StepRefused
from leitstand.steering.letters.bounces import LARGEST, NoReport
from leitstand.steering.selectors.letters import LetterRow, letter_rows, written_rounds
from leitstand.steering.services import letters, sending

ROUND = click.option(
    "--round", "slug", metavar="ROUND", help=_("Nur diese Runde; sonst alle, die laufen.")
)
KINDS = click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(LetterKind.values),
    help=_("Nur Briefe dieser Art; mehrfach möglich."),
)


@click.group(help=_("Mails der Berichtsrunden proben, versenden und nachsehen."))
def mail() -> None:
    """All commands about letters."""


@mail.command(help=_("Versendet, was heute fällig ist: höchstens eine Mail am Tag an jede Person."))
@ROUND
@KINDS
@click.option("--dry-run", is_flag=True, help=_("Nur zeigen, was hinausginge; nichts geschieht."))
@click.option("--only", default="", metavar="ADDRESS", help=_("Nur an diese Adresse."))
@click.option(
    "--any-day", "is_any_day", is_flag=True, help=_("Auch an Wochenenden und Feiertagen.")
)
@output_format
def send(slug: str | None, dry_run: bool, form: str, **asked: Any) -> None:
    """Exit code 1 where something did not go out that should have."""
    ready_database()
    slugs = (slug,) if slug else written_rounds()
    if dry_run:
        found = _or_fail(letters.letters_rehearse, actor=operator(), slugs=slugs, **asked)
        _tell_rehearsal(found, form)
        return
    if not sending.has_mail():
        fail(_("Es ist kein Mailserver eingerichtet (EMAIL_URL). Nichts ging hinaus."))
    for one in slugs:
        _or_fail(letters.letters_prepare, actor=operator(), slug=one, **asked)
    asked.pop("is_any_day")
    waiting = sum(len(letter_rows(slug=one, states=(LetterState.WAITING,))) for one in slugs)
    with progress(waiting) as steps:
        report = _or_fail(
            sending.letters_send, actor=operator(), slugs=slugs, watch=steps.next, **asked
        )
    _tell_report(report, form)
    lost = (LetterState.FAILED, LetterState.BOUNCED, LetterState.SENDING)
    if report.stopped or any(one.state in lost for one in report.letters):
        raise SystemExit(1)


def _tell_rehearsal(found: letters.Rehearsal, form: str) -> None:
    if form == "json":
        give_json(
            {
                "dry_run": True,
                "letters": [asdict(one) for one in found.letters],
                "held": [asdict(one) for one in found.held],
            }
        )
        return
    for letter in found.letters:
        kind = LetterKind(letter.kind).label
        say("─" * 72)
        say(f"{letter.round} · {kind} · {letter.institution}".rstrip(" ·"))
        say(_("An: %s") % f"{letter.name} <{letter.email}>".strip())
        say(_("Warum: %s") % letter.why)
        say(_("Betreff: %s") % letter.subject)
        say(f"\n{letter.body}")
    if found.held:
        say("─" * 72)
        say(_("Keine Mail bekommen heute:"))
    for held in found.held:
        say(f"  {held.round} · {held.institution} · {held.email or '–'}: {held.why}")
    say(
        _("%(letters)d Mails gingen hinaus, %(held)d nicht. Nichts ist geschehen.")
        % {"letters": len(found.letters), "held": len(found.held)}
    )


def _tell_report(report: sending.SendReport, form: str) -> None:
    if form == "json":
        give_json(
            {
                "dry_run": False,
                "stopped": report.stopped,
                "letters": [asdict(one) for one in report.letters],
            }
        )
        return
    for one in report.letters:
        state = LetterState(one.state).label
        note = f": {one.note}" if one.note else ""
        say(f"{one.id}  {one.round}  {LetterKind(one.kind).label}  {one.email}  {state}{note}")
    if report.stopped:
        say(report.stopped)
    say(_("%d Mails sind versandt.") % report.count(LetterState.SENT))


@mail.command("list", help=_("Zeigt die Mails und was aus ihnen wurde."))
@ROUND
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice(LetterState.values),
    help=_("Nur in diesem Zustand; mehrfach möglich."),
)
@output_format
def list_(slug: str | None, states: tuple[str, ...], form: str) -> None:
    """The newest letters first."""
    ready_database()
    rows = letter_rows(slug=slug, states=states)
    if form == "json":
        give_json([_row_as_json(row) for row in rows])
        return
    for row in rows:
        state = LetterState(row.mark.state).label
        day = row.mark.day.isoformat() if row.mark.day else "–"
        kind = LetterKind(row.mark.kind).label
        note = f": {row.mark.failure}" if row.mark.failure else ""
        say(f"{row.mark.id}  {row.round}  {kind}  {row.mark.email}  {day}  {state}{note}")


def _row_as_json(row: LetterRow) -> dict[str, Any]:
    mark = row.mark
    return {
        "id": mark.id,
        "round": row.round,
        "kind": mark.kind,
        "email": mark.email,
        "subject": row.subject,
        "state": mark.state,
        "day": mark.day.isoformat() if mark.day else None,
        "attempts": mark.attempts,
        "failure": mark.failure,
    }


@mail.command(help=_("Liest den Bericht über eine unzustellbare Mail von der Standardeingabe."))
@output_format
def bounce(form: str) -> None:
    """The letters and addresses that the report speaks of are marked."""
    ready_database()
    content = sys.stdin.buffer.read(LARGEST + 1)
    try:
        taken = letters.bounce_take(actor=operator(), content=content)
    except NoReport:
        fail(_("Das ist kein Bericht über eine unzustellbare Mail (RFC 3464)."))
    if form == "json":
        give_json([asdict(one.bounce) | {"letter": one.letter} for one in taken])
        return
    for one in taken:
        facts = {"email": one.bounce.email, "reason": one.bounce.reason}
        if one.letter is None:
            say(_("%(email)s: keine unserer Mails.") % facts)
        elif one.bounce.is_final:
            say(_("%(email)s: als unzustellbar vermerkt (%(reason)s).") % facts)
        else:
            say(_("%(email)s: verzögert, der Mailserver versucht es weiter (%(reason)s).") % facts)


@mail.command(help=_("Gibt eine fehlgeschlagene oder abgebrochene Mail wieder frei."))
@click.argument("number", type=int)
@click.option(
    "--arrived", "is_arrived", is_flag=True, help=_("Sie kam an: nicht noch einmal versenden.")
)
def release(number: int, is_arrived: bool) -> None:
    """The letter waits again, or counts as sent."""
    ready_database()
    _or_fail(letters.letter_release, actor=operator(), letter=number, is_arrived=is_arrived)
    say(
        _("Mail %d gilt als versandt.") % number
        if is_arrived
        else _("Mail %d geht mit dem nächsten Versand hinaus.") % number
    )


def _or_fail(service: Callable[..., Any], **facts: Any) -> Any:
    try:
        return service(**facts)
    except RoundNotFound as error:
        fail(_("Diese Runde gibt es nicht: %s") % error)
    except LetterNotFound as error:
        fail(_("Diese Mail gibt es nicht: %s") % error)
    except (MailNotSetUp, StepRefused) as error:
        fail(str(error))
