# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand round …``: the steps of a reporting round, for whoever works on the server."""

import contextlib
import datetime as dt
import getpass
from collections.abc import Iterator
from typing import Any

import click
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import fail, give_json, output_format, say
from leitstand.core.accounts.actors import Operator
from leitstand.core.languages import reader_language
from leitstand.plan.selectors import PlanNotFound
from leitstand.steering.enums import RoundState
from leitstand.steering.errors import RoundNotFound, StepRefused
from leitstand.steering.selectors.rounds import RoundCard, round_card, round_cards
from leitstand.steering.selectors.verified import archive_check
from leitstand.steering.services import rounds as services
from leitstand.steering.services.rounds import Wanted

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group("round", help=_("Berichtsrunden anlegen, öffnen, einfrieren, ausgeben."))
def round_() -> None:
    """All commands about reporting rounds."""


def operator() -> Operator:
    """Who works in the shell, as the record names them."""
    return Operator(f"cli:{getpass.getuser()}")


@contextlib.contextmanager
def clear_refusals() -> Iterator[None]:
    """What cannot be done is told in sentences; the exit code is 1."""
    try:
        yield
    except RoundNotFound as error:
        fail(_("Diese Berichtsrunde gibt es nicht: %s") % error)
    except PlanNotFound as error:
        fail(str(error))
    except StepRefused as refused:
        fail("\n".join(refused.problems))


def card_json(card: RoundCard) -> dict[str, Any]:
    """A round for machines; the published shape is tests/contracts/round.schema.json."""

    def instant(at: dt.datetime | None) -> str | None:
        return at.isoformat() if at else None

    return {
        "slug": card.slug,
        "plan": card.plan,
        "title": card.title,
        "state": str(card.state),
        "reporting_on": card.reporting_on.isoformat(),
        "due_on": card.due_on.isoformat(),
        "scope": list(card.scope),
        "is_example": card.is_example,
        "owed": card.owed,
        "answered": card.answered,
        "opened_at": instant(card.opened_at),
        "closed_at": instant(card.closed_at),
        "frozen_at": instant(card.frozen_at),
        "published_at": instant(card.published_at),
    }


def _tell(card: RoundCard) -> None:
    state = RoundState(card.state).label
    answered = _("%(answered)d von %(owed)d beantwortet") % {
        "answered": card.answered,
        "owed": card.owed,
    }
    words = [card.slug, card.title, str(state), answered, _("Frist %s") % card.due_on]
    say("  ".join([*words, _("Beispieldaten")] if card.is_example else words))


def _give(slug: str, form: str, **more: Any) -> None:
    """The round as it stands now."""
    card = round_card(slug, language=reader_language())
    if form == "json":
        give_json({**card_json(card), **more})
        return
    _tell(card)
    for name, value in more.items():
        say(f"{name}: {value}")


@round_.command("list", help=_("Zeigt die Berichtsrunden, die neueste zuerst."))
@click.option("--plan", help=_("Nur die Runden dieses Plans."))
@click.option("--state", type=click.Choice(list(RoundState.values)), help=_("Nur in diesem Stand."))
@output_format
def list_(plan: str | None, state: str | None, form: str) -> None:
    """The rounds held here."""
    ready_database()
    states = (state,) if state else ()
    cards = round_cards(language=reader_language(), plan=plan, states=states)
    if form == "json":
        give_json([card_json(card) for card in cards])
        return
    for card in cards:
        _tell(card)
    if not cards:
        say(_("Noch keine Berichtsrunde."))


@round_.command(help=_("Zeigt eine Berichtsrunde."))
@click.argument("slug")
@output_format
def show(slug: str, form: str) -> None:
    """One round."""
    ready_database()
    with clear_refusals():
        _give(slug, form)


@round_.command(help=_("Bereitet eine Berichtsrunde vor."))
@click.argument("plan")
@click.argument("slug")
@click.option("--title-de", required=True, help=_("Titel, deutsch."))
@click.option("--title-en", required=True, help=_("Titel, englisch."))
@click.option("--reporting-on", type=DAY, required=True, help=_("Stichtag (JJJJ-MM-TT)."))
@click.option("--due-on", type=DAY, required=True, help=_("Frist (JJJJ-MM-TT)."))
@click.option("--scope", multiple=True, help=_("Teil des Plans; mehrfach möglich."))
@click.option("--example", is_flag=True, help=_("Die Antworten sind erfunden (Beispieldaten)."))
@output_format
def create(plan: str, slug: str, form: str, **said: Any) -> None:
    """The round is there, in preparation."""
    ready_database()
    wanted = Wanted(
        said["title_de"],
        said["title_en"],
        said["reporting_on"].date(),
        said["due_on"].date(),
        said["scope"],
        said["example"],
    )
    with clear_refusals():
        services.round_create(actor=operator(), plan=plan, slug=slug, wanted=wanted)
        _give(slug, form)


@round_.command("open", help=_("Öffnet die Runde: Alle schulden, was der Plan ihnen gibt."))
@click.argument("slug")
@output_format
def open_(slug: str, form: str) -> None:
    """The round takes answers."""
    ready_database()
    with clear_refusals():
        services.round_open(actor=operator(), slug=slug)
        _give(slug, form)


@round_.command(help=_("Schließt die Runde zur Durchsicht."))
@click.argument("slug")
@output_format
def close(slug: str, form: str) -> None:
    """The round takes no new answers."""
    ready_database()
    with clear_refusals():
        services.round_close(actor=operator(), slug=slug)
        _give(slug, form)


@round_.command(help=_("Öffnet die geschlossene Runde noch einmal."))
@click.argument("slug")
@click.option("--due-on", type=DAY, required=True, help=_("Neue Frist (JJJJ-MM-TT)."))
@output_format
def reopen(slug: str, due_on: dt.datetime, form: str) -> None:
    """The round takes answers again."""
    ready_database()
    with clear_refusals():
        services.round_reopen(actor=operator(), slug=slug, due_on=due_on.date())
        _give(slug, form)


@round_.command(help=_("Friert die Runde ein und nennt den Fingerabdruck ihres Archivs."))
@click.argument("slug")
@click.option(
    "--despite-open-questions", is_flag=True, help=_("Auch wenn Rückfragen noch offen sind.")
)
@output_format
def freeze(slug: str, despite_open_questions: bool, form: str) -> None:
    """Nothing in the round changes any more."""
    ready_database()
    with clear_refusals():
        sha256 = services.round_freeze(
            actor=operator(), slug=slug, despite_open_questions=despite_open_questions
        )
        _give(slug, form, sha256=sha256)


@round_.command(help=_("Veröffentlicht die eingefrorene Runde."))
@click.argument("slug")
@output_format
def publish(slug: str, form: str) -> None:
    """What the round holds is public."""
    ready_database()
    with clear_refusals():
        services.round_publish(actor=operator(), slug=slug)
        _give(slug, form)


@round_.command(help=_("Prüft, ob eine eingefrorene Runde seither unverändert ist."))
@click.argument("slug")
@output_format
def verify(slug: str, form: str) -> None:
    """Exit code 0 only where all three fingerprints agree."""
    ready_database()
    with clear_refusals():
        found = archive_check(slug)
    if found is None:
        fail(_("Die Runde %s ist noch nicht eingefroren.") % slug)
    if form == "json":
        give_json(
            {
                "slug": slug,
                "is_whole": found.is_whole,
                "written": found.written,
                "kept": found.kept,
                "made_anew": found.made_anew,
            }
        )
    elif found.is_whole:
        say(_("%(slug)s ist unverändert: %(sha256)s") % {"slug": slug, "sha256": found.written})
    else:
        say(_("%s wurde nach dem Einfrieren verändert.") % slug)
        say(_("Beim Einfrieren: %s") % found.written)
        say(_("Archiv heute: %s") % found.kept)
        say(_("Aus den Antworten neu gerechnet: %s") % found.made_anew)
    if not found.is_whole:
        raise SystemExit(1)
