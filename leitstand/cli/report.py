# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand report …``: reports as files, from frozen rounds alone."""

import datetime as dt
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import fail
from leitstand.cli.report_files import give, target, with_output
from leitstand.reports.asking import problem_of
from leitstand.reports.document import Document
from leitstand.reports.inputs import ParliamentQuestion
from leitstand.reports.texts import cleaned

DAY = click.DateTime(formats=["%Y-%m-%d"])
_round = click.option("--round", "slug", required=True, help=_("Kennung der eingefrorenen Runde."))
_texts = click.option(
    "--texts",
    type=click.IntRange(min=0),
    help=_("Nummer der Texte der Geschäftsstelle; sonst die neuesten, 0 für keine."),
)


@click.group(
    help=_("Berichte bauen und prüfen: Monitoring, Feldblatt, Anfrage, Sitzungsunterlage.")
)
def report() -> None:
    """All commands about reports."""


@report.command(help=_("Baut den Monitoring-Bericht einer eingefrorenen Runde."))
@_round
@_texts
@click.option(
    "--kind",
    type=click.Choice(["monitoring", "field"]),
    default="monitoring",
    show_default=True,
    help=_("Art des Berichts; mit field auch --field nennen."),
)
@click.option("--field", "fields", multiple=True, help=_("Kennung eines Handlungsfelds."))
@with_output
def build(
    slug: str,
    texts: int | None,
    kind: str,
    fields: tuple[str, ...],
    **where: Any,
) -> None:
    """The report lies where it was asked for."""
    if (kind == "field") != bool(fields):
        fail(_("--kind field und --field gehören zusammen."), code=2)
    at = target(**where)
    ready_database()
    if fields:
        give(at, _sheets(slug, fields, at.language, texts), round=slug)
        return
    from leitstand.reports.selectors.documents import monitoring_document

    made = partial(monitoring_document, slug, language=at.language, texts=texts)
    give(at, [(f"monitoring-{slug}", made)], round=slug)


@report.command("field", help=_("Baut das Feldblatt eines Handlungsfelds, oder mehrere."))
@_round
@_texts
@click.option(
    "--field", "fields", multiple=True, required=True, help=_("Kennung eines Handlungsfelds.")
)
@with_output
def field_(
    slug: str,
    texts: int | None,
    fields: tuple[str, ...],
    **where: Any,
) -> None:
    """The sheets lie where they were asked for."""
    at = target(**where)
    ready_database()
    give(at, _sheets(slug, fields, at.language, texts), round=slug)


def _sheets(
    slug: str, fields: tuple[str, ...], language: str, texts: int | None
) -> list[tuple[str, Callable[[], Document]]]:
    from leitstand.reports.selectors.documents import field_document

    return [
        (
            f"feldblatt-{field}-{slug}",
            partial(field_document, slug, field, language=language, texts=texts),  # type: ignore[arg-type]
        )
        for field in dict.fromkeys(fields)
    ]


@report.command(help=_("Beantwortet eine schriftliche Anfrage zum Stand an einem Tag."))
@click.option("--plan", required=True, help=_("Kennung des Plans."))
@click.option("--on", "day", type=DAY, required=True, help=_("Stand am (JJJJ-MM-TT)."))
@click.option(
    "--measure", "measures", multiple=True, help=_("Kennung einer Maßnahme; mehrfach möglich.")
)
@click.option("--question", "words", default="", help=_("Wortlaut der Frage."))
@click.option(
    "--question-file",
    type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path),
    help=_("Datei mit dem Wortlaut, UTF-8."),
)
@click.option("--number", default="", help=_("Nummer der Anfrage."))
@click.option("--asked-by", default="", help=_("Wer fragt."))
@click.option(
    "--known-by",
    type=click.DateTime(),
    help=_("Nur was bis zu diesem Zeitpunkt eingefroren war; sonst alles."),
)
@with_output
def question(words: str, question_file: Path | None, **said: Any) -> None:
    """The answer lies where it was asked for."""
    if words and question_file:
        fail(_("Bitte --question oder --question-file, nicht beides."), code=2)
    asked = ParliamentQuestion(
        plan=said.pop("plan"),
        measures=tuple(dict.fromkeys(said.pop("measures"))),
        day=said.pop("day").date(),
        words=cleaned(_read(question_file) if question_file else words),
        number=said.pop("number").strip(),
        asked_by=said.pop("asked_by").strip(),
    )
    known_by = said.pop("known_by")
    until = timezone.make_aware(known_by) if known_by else None
    at = target(**said)
    if problem := problem_of(asked):
        fail(problem)
    ready_database()
    from leitstand.reports.selectors.documents import answer_document

    made = partial(answer_document, asked, language=at.language, until=until)
    give(at, [(f"antwort-{asked.day.isoformat()}", made)])


def _read(path: Path) -> str:
    try:
        return sys.stdin.read() if str(path) == "-" else path.read_text("utf-8")
    except UnicodeDecodeError:
        fail(_("%s ist kein Text in UTF-8.") % path)


@report.command(help=_("Baut die Unterlage zu einer Sitzung, oder zu mehreren."))
@click.option(
    "--meeting", "meetings", type=int, multiple=True, required=True, help=_("Nummer der Sitzung.")
)
@click.option("--on", "day", type=DAY, help=_("Stand am (JJJJ-MM-TT); sonst heute."))
@with_output
def pack(
    meetings: tuple[int, ...],
    day: dt.datetime | None,
    **where: Any,
) -> None:
    """The packs lie where they were asked for."""
    at = target(**where)
    ready_database()
    from leitstand.reports.selectors.documents import pack_document

    give(
        at,
        [
            (
                f"sitzung-{meeting}",
                partial(
                    pack_document, meeting, language=at.language, today=day.date() if day else None
                ),
            )
            for meeting in dict.fromkeys(meetings)
        ],
    )
