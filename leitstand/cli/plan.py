# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand plan …``: bring a plan in, check it, hold it against its text, take it out."""

import datetime as dt
import getpass
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

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
from leitstand.core.languages import reader_language
from leitstand.core.records import compare
from leitstand.plan import selectors
from leitstand.plan.checks import check as check_document
from leitstand.plan.comparison import Difference, differences
from leitstand.plan.document import PlanDocument
from leitstand.plan.document.loading import MAX_FILE_BYTES, load
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.export import FORMATS, render
from leitstand.plan.packages import locate
from leitstand.plan.selectors import PlanNotFound
from leitstand.plan.services import plan_import
from leitstand.plan.verification import verify as verify_document

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.group(help=_("Pläne einlesen, prüfen, vergleichen und ausgeben."))
def plan() -> None:
    """All commands about plans."""


@plan.command("list", help=_("Zeigt die Pläne dieser Installation."))
@output_format
def list_(form: str) -> None:
    """The plans held here."""
    ready_database()
    cards = selectors.plan_cards(language=reader_language())
    if form == "json":
        give_json([{"slug": c.slug, "title": c.title, "measures": c.measure_count} for c in cards])
        return
    for card in cards:
        count = _("%d Maßnahmen") % card.measure_count
        say(f"{card.slug}  {card.title}  {count}")


@plan.command(
    "import",
    help=_("Liest einen Plan ein: Verzeichnis, .yaml, .json, .xlsx oder ein mitgelieferter Name."),
)
@click.argument("path")
@click.option("--dry-run", is_flag=True, help=_("Nur zeigen, was sich ändern würde."))
@click.option("--effective", type=DAY, help=_("Tag, ab dem die Änderung gilt."))
@click.option("--reason", default="", help=_("Warum; steht im Protokoll."))
@output_format
def import_(
    path: str, dry_run: bool, effective: dt.datetime | None, reason: str, form: str
) -> None:
    """All of the plan at ``path`` is in the database, or nothing of it."""
    ready_database()
    try:
        with progress(2) as steps:
            steps.next(_("lese %s") % path)
            document = load(locate(path))
            steps.next(_("vergleiche") if dry_run else _("vergleiche und schreibe"))
            result = plan_import(
                document=document,
                actor=f"cli:{getpass.getuser()}",
                reason=reason,
                effective_on=effective.date() if effective else None,
                dry_run=dry_run,
            )
    except PlanRejected as error:
        _reject(error, form)
    except KeyboardInterrupt:
        fail(_("Abgebrochen. Nichts wurde geändert."), code=130)
    found = differences(result.changes)
    if form == "json":
        give_json(
            {
                "plan": result.slug,
                "dry_run": dry_run,
                "is_new": result.is_new,
                "holds_from": result.holds_from.isoformat(),
                "changes": len(result.changes),
                "differences": [difference.as_json() for difference in found],
            }
        )
        return
    _tell_changes(found, is_new=result.is_new and not dry_run)
    say(_import_sentence(document, len(result.changes), dry_run))


def _import_sentence(document: PlanDocument, changes: int, dry_run: bool) -> str:
    facts = {
        "slug": document.plan.slug,
        "measures": len({measure.whole for measure in document.measures}),
        "institutions": len(document.institutions),
        "changes": changes,
    }
    if not changes:
        return _("%(slug)s: nichts zu ändern, der Plan steht schon so da.") % facts
    if dry_run:
        return _("%(slug)s: %(changes)d Datensätze würden sich ändern. Nichts geschrieben.") % facts
    return (
        _(
            "%(slug)s eingelesen: %(measures)d Maßnahmen, %(institutions)d Institutionen,"
            " %(changes)d Datensätze geändert."
        )
        % facts
    )


def _tell_changes(found: Sequence[Difference], *, is_new: bool) -> None:
    """Every difference; for a plan that is wholly new only how many of each kind."""
    if not is_new:
        for difference in found:
            say(difference)
        return
    counts: dict[str, int] = {}
    for difference in found:
        counts[difference.table] = counts.get(difference.table, 0) + 1
    for table, count in counts.items():
        say(f"+ {count:5d} {table}")


def _reject(error: PlanRejected, form: str) -> None:
    if form == "json":
        give_json({"problems": [{"place": p.place, "message": p.message} for p in error.problems]})
        raise SystemExit(1)
    head = _("Der Plan wurde nicht eingelesen. Nichts wurde geändert.")
    fail("\n".join([head, *(f"  {problem}" for problem in error.problems)]))


def _document(slug: str, day: dt.datetime | None = None) -> PlanDocument:
    ready_database()
    try:
        return selectors.plan_document(slug, day=day.date() if day else None)
    except PlanNotFound as error:
        fail(str(error))


@plan.command(help=_("Hält den Plan gegen seine eigenen Regeln und gegen gute Praxis."))
@click.argument("slug")
@output_format
def check(slug: str, form: str) -> None:
    """Exit code 0 when the check ran, whatever it found."""
    findings = check_document(_document(slug))
    if form == "json":
        give_json({"findings": [finding.as_json() for finding in findings]})
        return
    for finding in findings:
        say(f"[{finding.severity.label}] {finding.rule}: {finding.message}")
    say(_("%(count)d Befunde zu %(slug)s.") % {"count": len(findings), "slug": slug})


@plan.command(help=_("Hält das Paket gegen den veröffentlichten Text."))
@click.argument("slug")
@click.option(
    "--source",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    required=True,
    help=_("Der Text des Plans, eine Zeile je Druckzeile."),
)
@output_format
def verify(slug: str, source: Path, form: str) -> None:
    """Exit code 0 only when text and package agree."""
    document = _document(slug)
    if source.stat().st_size > MAX_FILE_BYTES:
        fail(_("Die Datei ist zu groß (höchstens %d MB).") % (MAX_FILE_BYTES // 1024**2))
    try:
        # newline="" keeps the line numbers of the file: only \n ends a line in the package's sense.
        text = source.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        fail(_("%s ist kein UTF-8-Text.") % source)
    report = verify_document(document, text)
    wrong = [finding for finding in report.findings if not finding.is_warning]
    if form == "json":
        give_json(_report_json(report, slug))
    else:
        for finding in report.findings:
            say(f"{finding.rule}: {finding.message}")
        confirmed = report.confirmed
        say(
            _(
                "Bestätigt: %(measures)d von %(in_text)d Maßnahmen im Text"
                " (%(entries)d mit Teilen), %(roles)d Rollen, %(mentions)d Nennungen,"
                " %(open_roles)d offene Rollen,"
                " %(references)d weitere Stellen, %(lines)d Zeilen."
            )
            % {
                "measures": confirmed.measures,
                "in_text": confirmed.measures_in_text,
                "entries": confirmed.entries,
                "roles": confirmed.roles,
                "mentions": confirmed.mentions,
                "open_roles": confirmed.open_roles,
                "references": confirmed.references,
                "lines": confirmed.lines,
            }
        )
        say(_("%d Abweichungen.") % len(wrong) if wrong else _("Nichts fehlt."))
    if wrong:
        raise SystemExit(1)


def _report_json(report: Any, slug: str) -> dict[str, Any]:
    fields = (
        "measures_in_text",
        "measures",
        "entries",
        "roles",
        "mentions",
        "open_roles",
    )
    return {
        "plan": slug,
        "confirmed": {
            name: getattr(report.confirmed, name) for name in (*fields, "references", "lines")
        },
        "findings": [
            {
                "rule": finding.rule,
                "subject": finding.subject,
                "message": finding.message,
                "lines": finding.lines,
                "is_warning": finding.is_warning,
            }
            for finding in report.findings
        ],
    }


@plan.command(help=_("Gibt den Plan aus, heute oder wie er an einem Tag stand."))
@click.argument("slug")
@click.option("--format", "form", type=click.Choice(list(FORMATS)), required=True)
@click.option("--as-of", "day", type=DAY, help=_("Tag, dessen Stand gefragt ist (JJJJ-MM-TT)."))
@click.option("--output", type=click.Path(dir_okay=False, path_type=Path))
def export(slug: str, form: str, day: dt.datetime | None, output: Path | None) -> None:
    """The plan is in the file, or on standard output."""
    content = render(_document(slug, day), form)
    if output is not None:
        write_whole(output, content)
        click.echo(_("%(slug)s steht in %(path)s.") % {"slug": slug, "path": output}, err=True)
    elif form == "xlsx" and sys.stdout.isatty():
        fail(_("Eine Excel-Datei gehört nicht auf den Bildschirm. Bitte --output DATEI angeben."))
    else:
        write_to_stdout(content)


@plan.command(help=_("Zeigt, was sich zwischen zwei Tagen geändert hat."))
@click.argument("slug")
@click.option("--from", "start", type=DAY, required=True)
@click.option("--to", "end", type=DAY, required=True)
@output_format
def diff(slug: str, start: dt.datetime, end: dt.datetime, form: str) -> None:
    """The differences between the ends of two days."""
    ready_database()
    if start > end:
        fail(_("Der erste Tag liegt nach dem zweiten."))
    try:
        before = selectors.plan_records(slug, day=start.date())
        after = selectors.plan_records(slug, day=end.date())
    except PlanNotFound as error:
        fail(str(error))
    found = differences(compare(before, after))
    if form == "json":
        give_json(
            {
                "plan": slug,
                "from": start.date().isoformat(),
                "to": end.date().isoformat(),
                "differences": [difference.as_json() for difference in found],
            }
        )
        return
    for difference in found:
        say(difference)
    say(_("%d Unterschiede.") % len(found))


@plan.command(help=_("Gibt das JSON-Schema eines Planpakets aus."))
def schema() -> None:
    """The published shape of a package."""
    give_json(PlanDocument.model_json_schema())
