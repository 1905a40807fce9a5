# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand round table|sheet|take``: a round as a table, and answer workbooks out and in."""

import csv
import datetime as dt
import io
import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import click
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.cli.database import ready_database
from leitstand.cli.output import (
    fail,
    give_json,
    output_format,
    progress,
    say,
    write_to_stdout,
    write_whole,
)
from leitstand.cli.round import clear_refusals, operator
from leitstand.core.languages import Language, reader_language
from leitstand.steering.errors import AnswerRefused, DutyNotFound
from leitstand.steering.selectors.rounds import round_view
from leitstand.steering.selectors.tabulated import round_records
from leitstand.steering.services.sheets import (
    SheetPreview,
    SheetUndecided,
    sheet_preview,
    sheet_source,
    sheet_take,
)
from leitstand.steering.sheet import MAX_FILE_BYTES
from leitstand.steering.sheet.rows import ReadSheet, SheetRefused
from leitstand.ui.tables import BYTE_ORDER_MARK, csv_cell

_LANGUAGE = click.option(
    "--language",
    type=click.Choice(["de", "en"]),
    help=_("Sprache der Tabelle; sonst die des Befehls."),
)


@click.command(help=_("Gibt eine Runde als Tabelle aus: eine Zeile je geschuldete Antwort."))
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(["csv", "json"]), default="csv")
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path))
@_LANGUAGE
def table(slug: str, form: str, output: Path | None, language: Language | None) -> None:
    """The table is in the file, or on standard output."""
    ready_database()
    with clear_refusals():
        records = round_records(slug, language=language or reader_language())
    content = _as_json(records) if form == "json" else _as_csv(records)
    if output is None:
        write_to_stdout(content)
        return
    write_whole(output, content)
    click.echo(_("%(slug)s steht in %(path)s.") % {"slug": slug, "path": output}, err=True)


def _as_json(records: list[dict[str, Any]]) -> bytes:
    def plain(value: Any) -> Any:
        return float(value) if isinstance(value, Decimal) else value.isoformat()

    return (json.dumps(records, ensure_ascii=False, indent=2, default=plain) + "\n").encode()


def _as_csv(records: list[dict[str, Any]]) -> bytes:
    target = io.StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(records[0] if records else ())
    for record in records:
        cells = (
            value.isoformat() if isinstance(value, dt.datetime) else value
            for value in record.values()
        )
        writer.writerow([csv_cell(cell) for cell in cells])
    return (BYTE_ORDER_MARK + target.getvalue()).encode()


@click.command(help=_("Schreibt die Excel-Tabelle einer Einrichtung, oder mit --all die aller."))
@click.argument("slug")
@click.argument("institution", required=False)
@click.option("--all", "is_all", is_flag=True, help=_("Alle Einrichtungen, in ein Verzeichnis."))
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help=_("Datei; mit --all das Verzeichnis."),
)
@_LANGUAGE
def sheet(
    slug: str, institution: str | None, is_all: bool, output: Path, language: Language | None
) -> None:
    """The workbooks lie where they were asked for."""
    if is_all == bool(institution):
        fail(_("Bitte eine Einrichtung nennen, oder --all."), code=2)
    ready_database()
    spoken = language or reader_language()
    with clear_refusals(), translation.override(spoken):
        view = round_view(slug, language=spoken)
        owing = {one.institution.slug: None for one in view.owed if one.institution}
        if institution is not None and institution not in owing:
            fail(_("Die Einrichtung %s schuldet in dieser Runde nichts.") % institution)
        wanted = [institution] if institution is not None else list(owing)
        with progress(len(wanted)) as steps:
            for one in wanted:
                steps.next(one)
                path = output / f"{slug}-{one}.xlsx" if is_all else output
                write_whole(path, _workbook(slug, one, spoken))
    click.echo(
        ngettext(
            "%(count)d Tabelle steht in %(path)s.",
            "%(count)d Tabellen stehen in %(path)s.",
            len(wanted),
        )
        % {"count": len(wanted), "path": output},
        err=True,
    )


def _workbook(slug: str, institution: str, language: Language) -> bytes:
    from leitstand.steering.sheet.writing import render  # takes a quarter of a second

    return render(
        sheet_source(respondent=operator(), slug=slug, institution=institution, language=language)
    )


@click.command(help=_("Liest eine ausgefüllte Excel-Tabelle ein."))
@click.argument("path", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help=_("Nur zeigen, was sich ändern würde."))
@click.option("--submit", is_flag=True, help=_("Einreichen, was vollständig ist; sonst Entwürfe."))
@click.option(
    "--conflicts",
    type=click.Choice(["sheet", "there"]),
    help=_("Was gilt, wo inzwischen auch hier etwas geändert wurde."),
)
@output_format
def take(path: Path, dry_run: bool, submit: bool, conflicts: str | None, form: str) -> None:
    """What the sheet says is kept, all of it or nothing."""
    ready_database()
    with clear_refusals():
        try:
            found = _read(path)
            facts: dict[str, Any] = {
                "respondent": operator(),
                "slug": found.stamp.round,
                "institution": found.stamp.institution,
                "sheet": found,
            }
            preview = sheet_preview(**facts)
            choices = {one.id: conflicts for one in preview.conflicts} if conflicts else {}
            preview = sheet_preview(**facts, choices=choices)
            is_stuck = bool(preview.troubles or preview.undecided)
            if dry_run or is_stuck:
                _tell(preview, form, taken=None)
                raise SystemExit(int(is_stuck))
            taken = sheet_take(**facts, choices=choices, is_submitted=submit)
        except SheetUndecided as undecided:
            _tell(undecided.preview, form, taken=None)
            raise SystemExit(1) from None
        except SheetRefused as refused:
            fail(f"{path.name}: {refused}")
        except DutyNotFound as error:
            fail(_("Die Einrichtung %s schuldet in dieser Runde nichts.") % error)
        except AnswerRefused as refused:
            fail("\n".join(f"{key}: {said}" for key, said in refused.problems.items()))
    counts = {
        "submitted": taken.submitted,
        "drafts": taken.drafts,
        "unchanged": taken.unchanged,
    }
    _tell(preview, form, taken=counts)


def _read(path: Path) -> ReadSheet:
    from leitstand.steering.sheet.reading import read  # takes a quarter of a second

    if path.stat().st_size > MAX_FILE_BYTES:
        raise SheetRefused(
            _("Die Datei ist zu groß (höchstens %d MB).") % (MAX_FILE_BYTES // 1024**2)
        )
    return read(path.read_bytes())


def _tell(preview: SheetPreview, form: str, *, taken: dict[str, int] | None) -> None:
    if form == "json":
        give_json(_as_record(preview) | {"taken": taken})
        return
    for one in preview.answers:
        for change in one.changes:
            say(f"{one.key}  {change.place}  {change.what}: {change.before} → {change.after}")
        if one.waits and one.missing:
            say(f"{one.key}  {_('bleibt Entwurf')}: {' '.join(one.missing)}")
    for conflict in preview.undecided:
        sides = {"here": conflict.theirs, "sheet": conflict.mine}
        words = _("Tabelle „%(sheet)s“, inzwischen hier „%(here)s“") % sides
        click.echo(f"{conflict.place}  {conflict.what}: {words}", err=True)
    for trouble in preview.troubles:
        click.echo(f"{trouble.place}: {trouble.message}".removeprefix(": "), err=True)
    for note in preview.notes:
        click.echo(note, err=True)
    if preview.troubles or preview.undecided:
        click.echo(_("Nichts wurde gespeichert."), err=True)
    elif taken is None:
        say(_("Nur gezeigt; nichts wurde gespeichert."))
    else:
        say(
            _("%(submitted)d eingereicht, %(drafts)d als Entwurf, %(unchanged)d unverändert.")
            % taken
        )


def _as_record(preview: SheetPreview) -> dict[str, Any]:
    return {
        "round": preview.round,
        "institution": preview.institution,
        "changes": [
            {
                "row": one.key,
                "place": change.place,
                "what": change.what,
                "before": change.before,
                "after": change.after,
            }
            for one in preview.answers
            for change in one.changes
        ],
        "conflicts": [
            {
                "id": one.id,
                "place": one.place,
                "what": one.what,
                "base": one.base,
                "sheet": one.mine,
                "there": one.theirs,
                "chosen": one.chosen or None,
            }
            for one in preview.conflicts
        ],
        "problems": [{"place": one.place, "message": one.message} for one in preview.troubles],
        "notes": list(preview.notes),
    }
