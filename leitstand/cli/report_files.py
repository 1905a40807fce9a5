# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where the commands for reports put what they build, and what they say of it."""

import contextlib
import difflib
import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.cli.output import (
    Steps,
    errors,
    fail,
    give_json,
    progress,
    say,
    write_to_stdout,
    write_whole,
)
from leitstand.committee.errors import MeetingNotFound
from leitstand.core.languages import Language, reader_language
from leitstand.plan.selectors import PlanNotFound
from leitstand.reports.document import Document, fingerprint
from leitstand.reports.errors import TextsNotFound
from leitstand.reports.refusals import ReportRefused
from leitstand.reports.rendering import FORMATS, Format, render
from leitstand.reports.rendering import ReportRefused as NotRendered
from leitstand.steering.errors import ArchiveDamaged, RoundNotFound, RoundNotFrozen
from leitstand.steering.rules.life import SETTLED
from leitstand.steering.selectors.rounds import round_cards

STDOUT = "-"
output_options: tuple[Callable[..., Any], ...] = (
    click.option(
        "--format",
        "form",
        type=click.Choice(FORMATS),
        help=_("Form der Datei; sonst nach der Endung, sonst PDF."),
    ),
    click.option(
        "--lang",
        "language",
        type=click.Choice(["de", "en"]),
        help=_("Sprache des Berichts; sonst die des Befehls."),
    ),
    click.option("--output", help=_("Datei, Verzeichnis, oder - für die Standardausgabe.")),
    click.option("--force", is_flag=True, help=_("Eine Datei überschreiben, die schon dasteht.")),
    click.option("--json", "is_json", is_flag=True, help=_("Ausgabe für Maschinen.")),
)


def with_output(command: Callable[..., None]) -> Callable[..., None]:
    """The command takes the options about where and how."""
    for option in reversed(output_options):
        command = option(command)
    return command


@dataclass(frozen=True, slots=True)
class Target:
    """Where reports go, in which form and language."""

    form: Format
    language: Language
    output: str | None
    is_forced: bool
    is_json: bool

    def path(self, name: str, *, is_one_of_many: bool = False) -> Path:
        """Where the report called ``name`` goes."""
        file = f"{name}-{self.language}.{self.form}"
        if self.output is None:
            return Path(file)
        path = Path(self.output)
        return path / file if is_one_of_many or path.is_dir() else path


def target(
    *, form: str | None, language: str | None, output: str | None, force: bool, is_json: bool
) -> Target:
    """What the options say together; exit code 2 where they cannot be meant so."""
    if output == STDOUT and is_json:
        fail(
            _("Mit --output - steht der Bericht auf der Standardausgabe; --json passt nicht dazu."),
            code=2,
        )
    ending = Path(output).suffix.removeprefix(".") if output not in (None, STDOUT) else ""
    chosen = form or (ending if ending in FORMATS else "pdf")
    return Target(chosen, language or reader_language(), output, force, is_json)  # type: ignore[arg-type]


@contextlib.contextmanager
def clear_refusals() -> Iterator[None]:
    """What cannot be built is told in sentences; the exit code is 1."""
    try:
        yield
    except RoundNotFound as error:
        fail(_no_such_round(str(error)))
    except RoundNotFrozen as error:
        fail(f"{error} {_frozen_words()}")
    except (ArchiveDamaged, PlanNotFound, TextsNotFound, ReportRefused, NotRendered) as error:
        fail(str(error))
    except MeetingNotFound:
        fail(_("Diese Sitzung gibt es nicht."))
    except KeyboardInterrupt:
        fail(_("Abgebrochen. Es wurde nichts Halbes geschrieben."), code=130)


def _no_such_round(slug: str) -> str:
    known = [card.slug for card in round_cards(language="de")]
    close = difflib.get_close_matches(slug, known, n=3, cutoff=0.5)
    words = _("Diese Berichtsrunde gibt es nicht: %s") % slug
    return "\n".join([words, *_suggestions(close or known[:5])])


def _suggestions(names: Sequence[str]) -> tuple[str, ...]:
    return (_("Meinten Sie: %s?") % ", ".join(names),) if names else ()


def _frozen_words() -> str:
    found = [card.slug for card in round_cards(language="de", states=tuple(SETTLED))]
    return _("Eingefroren sind: %s") % ", ".join(found) if found else ""


def give(at: Target, reports: Sequence[tuple[str, Callable[[], Document]]], **more: Any) -> None:
    """Every report is built and lies where it was asked for; what is said of it is printed."""
    if at.output == STDOUT and len(reports) > 1:
        fail(_("Auf die Standardausgabe passt nur ein Bericht."), code=2)
    told = []
    with clear_refusals(), translation.override(at.language), progress(3 * len(reports)) as steps:
        for name, build in reports:
            told.append(_give_one(at, name, build, steps, is_one_of_many=len(reports) > 1) | more)
    if at.is_json:
        give_json(told if len(reports) > 1 else told[0])
    elif at.output == STDOUT:
        errors.print(_line(told[0]))
    else:
        for one in told:
            say(_line(one))


def _give_one(
    at: Target, name: str, build: Callable[[], Document], steps: Steps, *, is_one_of_many: bool
) -> dict[str, Any]:
    path = at.path(name, is_one_of_many=is_one_of_many)
    steps.next(_("lese %s") % name)
    document = build()
    steps.next(_("setze %s") % at.form.upper())
    content = render(document, at.form)
    steps.next(_("schreibe"))
    is_new = True
    if at.output == STDOUT:
        write_to_stdout(content)
    else:
        is_new = _write(path, content, is_forced=at.is_forced)
    return {
        "path": STDOUT if at.output == STDOUT else str(path),
        "kind": document.kind,
        "format": at.form,
        "language": at.language,
        "as_of": document.as_of.isoformat(),
        "is_example": bool(document.mark),
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "fingerprint": fingerprint(document),
        "is_new": is_new,
    }


def _write(path: Path, content: bytes, *, is_forced: bool) -> bool:
    """Whether something was written: the same bytes are left alone, others kept unless forced."""
    if path.is_file() and not is_forced:
        if path.read_bytes() == content:
            return False
        fail(_("%s gibt es schon und ist anders. Überschreiben mit --force.") % path)
    write_whole(path, content)
    return True


def _line(one: dict[str, Any]) -> str:
    words = [
        one["path"],
        _("%d Bytes") % one["bytes"],
        _("SHA-256 der Datei %s") % one["sha256"],
        _("Prüfsumme des Berichts %s") % one["fingerprint"],
    ]
    if one["is_example"]:
        words.append(_("Beispieldaten"))
    if not one["is_new"]:
        words.append(_("unverändert"))
    return "\n  ".join(words)
