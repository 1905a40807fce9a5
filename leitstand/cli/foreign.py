# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand foreign …``: measures that other programmes steer, fetched and mapped.

``fetch`` is for a timer: exit code 0 where every source gave a report or said that nothing changed,
1 where one did not, 2 for a command that makes no sense.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.cli.account import operator
from leitstand.cli.database import ready_database
from leitstand.cli.output import fail, give_json, output_format, say
from leitstand.core.languages import reader_language
from leitstand.foreign.enums import Outcome, SourceKind
from leitstand.foreign.errors import SourceNotFound, SourceRefused
from leitstand.foreign.feed.reading import MOST_BYTES
from leitstand.foreign.rules.mirror import Mirror
from leitstand.foreign.rules.words import fetch_words, notes, said_words
from leitstand.foreign.selectors.mirrored import failure_words, foreign_states
from leitstand.foreign.selectors.sources import source as source_of
from leitstand.foreign.selectors.sources import sources
from leitstand.foreign.services.fetching import Fetched, foreign_fetch, foreign_rehearse
from leitstand.foreign.services.sources import (
    STALE_DAYS,
    WantedSource,
    source_add,
    source_change,
    source_map,
)
from leitstand.plan.selectors import PlanNotFound


@click.group(help=_("Maßnahmen, die ein anderes Programm steuert: Quellen und Abrufe."))
def foreign() -> None:
    """All commands about foreign measures."""


@contextlib.contextmanager
def clear_refusals() -> Iterator[None]:
    """What cannot be done is told in sentences; the exit code is 1."""
    try:
        yield
    except SourceNotFound as error:
        fail(_("Diese Quelle gibt es nicht: %s") % error)
    except PlanNotFound as error:
        fail(str(error))
    except SourceRefused as refused:
        fail("\n".join(refused.problems.values()))


def source_json(one: Mirror) -> dict[str, Any]:
    """A source for machines."""
    failed, good = one.failed(timezone.now()), one.last_good
    return {
        "slug": one.slug,
        "plan": one.plan,
        "programme": one.programme,
        "name": {"de": one.terms.names[0], "en": one.terms.names[1]},
        "kind": one.terms.kind,
        "url": one.terms.url,
        "language": one.terms.language,
        "states": dict(one.terms.states),
        "codes": dict(one.terms.codes),
        "stale_days": one.terms.stale_days,
        "is_active": one.terms.is_active,
        "is_example": one.terms.is_example,
        "checked_at": good.at.isoformat() if good else None,
        "failed_at": failed.at.isoformat() if failed else None,
        "failure": failure_words(failed, reader_language()),
        "undecided": list(one.unknown_words()),
    }


def _give(slug: str, form: str) -> None:
    one = source_of(slug)
    if form == "json":
        give_json(source_json(one))
        return
    _tell(one)


def _tell(one: Mirror) -> None:
    good, failed = one.last_good, one.failed(timezone.now())
    name = one.terms.name(reader_language())
    words = [one.slug, name, one.plan, one.terms.url or str(SourceKind(one.terms.kind).label)]
    words.append(
        _("zuletzt abgerufen am %s") % timezone.localdate(good.at)
        if good
        else _("noch nie abgerufen")
    )
    if not one.terms.is_active:
        words.append(_("abgeschaltet"))
    if one.terms.is_example:
        words.append(_("Beispieldaten"))
    say("  ".join(words))
    if failed:
        say(f"  {failure_words(failed, reader_language())}")
    if one.unknown_words():
        say("  " + _("Noch nicht zugeordnet: %s") % ", ".join(one.unknown_words()))


@foreign.command("list", help=_("Zeigt die Quellen mit dem letzten Abruf."))
@output_format
def list_(form: str) -> None:
    """The sources held here."""
    ready_database()
    found = sources()
    if form == "json":
        give_json([source_json(one) for one in found])
        return
    for one in found:
        _tell(one)
    if not found:
        say(_("Noch keine Quelle."))


@foreign.command(help=_("Richtet eine Quelle für ein Programm ein, das der Plan nennt."))
@click.argument("plan")
@click.argument("programme")
@click.argument("slug")
@click.option("--name-de", required=True, help=_("Name, deutsch."))
@click.option("--name-en", required=True, help=_("Name, englisch."))
@click.option("--url", default="", help=_("Adresse des Berichts; ohne sie kommt er als Datei."))
@click.option("--language", type=click.Choice(["de", "en"]), default="de", show_default=True)
@click.option("--stale-days", type=int, default=STALE_DAYS, show_default=True)
@click.option("--example", is_flag=True, help=_("Was die Quelle sagt, ist erfunden."))
@output_format
def add(plan: str, programme: str, slug: str, form: str, **said: Any) -> None:
    """The source is there; nothing was fetched yet."""
    ready_database()
    wanted = WantedSource(
        said["name_de"],
        said["name_en"],
        kind=SourceKind.URL if said["url"] else SourceKind.FILE,
        url=said["url"],
        language=said["language"],
        stale_days=said["stale_days"],
        is_example=said["example"],
    )
    with clear_refusals():
        source_add(actor=operator(), plan=plan, programme=programme, slug=slug, wanted=wanted)
        _give(slug, form)


@foreign.command(help=_("Ändert eine Quelle; was nicht genannt ist, bleibt."))
@click.argument("slug")
@click.option("--name-de", help=_("Name, deutsch."))
@click.option("--name-en", help=_("Name, englisch."))
@click.option("--url", help=_("Adresse des Berichts; leer: er kommt als Datei."))
@click.option("--stale-days", type=int, help=_("Nach wie vielen Tagen ein Stand veraltet ist."))
@click.option("--active/--inactive", "is_active", default=None, help=_("Zeigen und abrufen."))
@click.option("--state", multiple=True, help=_("Wort=Stand, leerer Stand: Wort so lassen."))
@click.option("--code", multiple=True, help=_("Fremder Code=unser Code."))
@output_format
def change(
    slug: str, state: tuple[str, ...], code: tuple[str, ...], form: str, **said: Any
) -> None:
    """The source is as the options say."""
    ready_database()
    states_said, codes_said = _pairs(state), _pairs(code)
    given = {name: value for name, value in said.items() if value is not None}
    if "url" in given:
        given["kind"] = SourceKind.URL.value if given["url"] else SourceKind.FILE.value
    with clear_refusals(), transaction.atomic():
        before = source_of(slug).terms
        own = {name: value for name, value in asdict(before).items() if name != "names"}
        wanted = replace(WantedSource(*before.names, **own), **given)
        source_change(actor=operator(), slug=slug, wanted=wanted)
        source_map(actor=operator(), slug=slug, states=states_said, codes=codes_said)
        _give(slug, form)


def _pairs(given: tuple[str, ...]) -> dict[str, str | None]:
    pairs: dict[str, str | None] = {}
    for one in given:
        word, sign, meaning = one.partition("=")
        if not sign:
            raise click.BadParameter(_("Bitte so schreiben: Wort=Bedeutung, nicht: %s") % one)
        pairs[word.strip()] = meaning.strip()
    return pairs


@foreign.command(help=_("Holt die Berichte aller Quellen mit einer Adresse, oder einer Quelle."))
@click.option("--source", "slug", help=_("Nur diese Quelle."))
@click.option(
    "--file",
    "path",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=_("Den Bericht aus dieser Datei nehmen; dazu --source."),
)
@click.option("--dry-run", is_flag=True, help=_("Nur zeigen, was übernommen würde."))
@output_format
def fetch(slug: str | None, path: Path | None, dry_run: bool, form: str) -> None:
    """What is new is kept; what failed changes nothing else."""
    if path is not None and slug is None:
        raise click.UsageError(_("Zu --file gehört --source."))
    ready_database()
    body = _read(path) if path else None
    do = foreign_rehearse if dry_run else foreign_fetch
    with clear_refusals():
        found = [do(actor=operator(), source=one, body=body) for one in _asked(slug)]
    if form == "json":
        give_json([{**asdict(one), "is_rehearsal": dry_run} for one in found])
    else:
        for one in found:
            say(_told(one))
        if not found:
            say(_("Keine Quelle hat eine Adresse."))
    if not all(one.is_good for one in found):
        raise SystemExit(1)


def _asked(slug: str | None) -> list[str]:
    if slug is not None:
        return [slug]
    return [
        one.slug for one in sources() if one.terms.is_active and one.terms.kind == SourceKind.URL
    ]


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _told(one: Fetched) -> str:
    if not one.is_good:
        return f"{one.source}: {Outcome.FAILED.label}. {one.reason}"
    return _("%(source)s: %(outcome)s, %(new)d neu, %(same)d unverändert") % {
        "source": one.source,
        "outcome": Outcome(one.outcome).label,
        "new": one.new,
        "same": one.same,
    }


@foreign.command(help=_("Zeigt, was andere Programme über Maßnahmen eines Plans sagen."))
@click.argument("plan")
@output_format
def states(plan: str, form: str) -> None:
    """What the plan's pages show."""
    ready_database()
    with clear_refusals():
        found = foreign_states(plan, until=None, language=reader_language())
    if form == "json":
        rows = [asdict(one) for one in found]
        give_json([{k: _plain(v) for k, v in row.items()} for row in rows])
        return
    for one in found:
        mark = (_("Beispieldaten"),) if one.is_example else ()
        words = (one.label, one.code, said_words(one), *mark, *notes(one), fetch_words(one))
        say("  ".join(words))
    if not found:
        say(_("Noch kein Bericht."))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
