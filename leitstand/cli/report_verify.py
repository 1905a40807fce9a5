# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""``leitstand report verify``: whether a file is the report that it says it is, byte for byte."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import click
from django.utils.translation import gettext as _

from leitstand.cli.database import ready_database
from leitstand.cli.output import Steps, fail, give_json, progress, say
from leitstand.cli.report_files import clear_refusals
from leitstand.core.languages import Language
from leitstand.reports.document import Document, fingerprint
from leitstand.reports.rendering import Format, render
from leitstand.reports.texts import LANGUAGES
from leitstand.steering.rules.life import SETTLED
from leitstand.steering.selectors.rounds import round_cards

MOST_BYTES = 100 * 1024 * 1024
_SHA256 = rb"[0-9a-f]{64}"
# Where each form carries the fingerprint of its report.
_PDF = re.compile(rb"<pdf:Keywords>[^<]*?(" + _SHA256 + rb")[^<]*</pdf:Keywords>")
_HTML = re.compile(rb'<meta name="report-sha256" content="(' + _SHA256 + rb')">')
_CELL = re.compile(rb"(?<![0-9a-f])" + _SHA256 + rb"(?![0-9a-f])")


@click.command(help=_("Prüft, ob eine Berichtsdatei unverändert ist: baut sie neu und vergleicht."))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--round", "slug", help=_("Nur in dieser Runde suchen."))
@click.option("--json", "is_json", is_flag=True, help=_("Ausgabe für Maschinen."))
def verify(file: Path, slug: str | None, is_json: bool) -> None:
    """Exit code 0 only where the very same bytes come out again."""
    if file.stat().st_size > MOST_BYTES:
        fail(_("%s ist zu groß für einen Bericht.") % file)
    content = file.read_bytes()
    found = stated(content)
    if found is None:
        fail(_("%s trägt keine Prüfsumme eines Berichts.") % file)
    form, marks = found
    ready_database()
    with clear_refusals(), progress(len(LANGUAGES)) as steps:
        source = _source(marks, slug, steps)
        is_same = source is not None and render(source[1], form) == content
    told: dict[str, Any] = {
        "path": str(file),
        "format": form,
        "fingerprint": fingerprint(source[1]) if source else marks[0],
        "source": source[0] if source else None,
        "is_known": source is not None,
        "is_same": is_same,
    }
    if is_json:
        give_json(told)
    else:
        say(_sentence(told))
    if not is_same:
        raise SystemExit(1)


def stated(content: bytes) -> tuple[Format, tuple[str, ...]] | None:
    """The form of the file and the fingerprints that it may mean by its own; None without any."""
    if content.startswith(b"%PDF"):
        return _marks("pdf", _PDF.findall(content))
    if content.startswith(b"PK"):
        return _marks("xlsx", _in_workbook(content))
    if content.lstrip()[:1] == b"{":
        try:
            mark = json.loads(content).get("sha256", "")
        except (ValueError, AttributeError):
            return None
        return _marks("json", re.findall(_SHA256, str(mark).encode()))
    return _marks("html", _HTML.findall(content))


def _marks(form: Format, found: list[bytes]) -> tuple[Format, tuple[str, ...]] | None:
    marks = tuple(dict.fromkeys(one.decode() for one in found))
    return (form, marks) if marks else None


def _in_workbook(content: bytes) -> list[bytes]:
    """Every fingerprint in the workbook: the report's own stands among those of its grounds."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            parts = [one for one in book.infolist() if one.file_size <= MOST_BYTES]
            return [mark for one in parts for mark in _CELL.findall(book.read(one))]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError):
        return []


def _source(
    marks: tuple[str, ...], slug: str | None, steps: Steps
) -> tuple[dict[str, Any], Document] | None:
    """What the report with one of the fingerprints is built from, with the report."""
    for source, build in _candidates(slug):
        steps.next(" ".join(str(one) for one in source.values()))
        document = build()
        if fingerprint(document) in marks:
            return source, document
    return None


def _candidates(slug: str | None) -> Iterator[tuple[dict[str, Any], Callable[[], Document]]]:
    """Every report that can be built here: newest rounds and texts first, whole before fields."""
    from leitstand.reports.selectors.documents import field_document, monitoring_document
    from leitstand.reports.selectors.texts import all_texts
    from leitstand.steering.selectors.settled import settled, settled_view

    cards = round_cards(language="de", states=tuple(SETTLED))
    rounds = [card.slug for card in cards if slug in (None, card.slug)]
    if slug is not None and not rounds:
        settled(slug)  # says why
    numbers = {one: [*(version.number for version in all_texts(one)), 0] for one in rounds}
    places: list[tuple[str, int, Language]] = [
        (one, number, language)
        for one in rounds
        for number in numbers[one]
        for language in LANGUAGES
    ]
    for one, number, language in places:
        source = {"kind": "monitoring", "round": one, "texts": number, "language": language}
        yield source, partial(monitoring_document, one, language=language, texts=number)
    for one, number, language in places:
        trunk = settled_view(settled(one), language=language).frame.children.get(None, ())
        for node in trunk:
            source = {"kind": "field", "round": one, "field": node.key, "texts": number}
            yield (
                {**source, "language": language},
                partial(field_document, one, node.key, language=language, texts=number),
            )


def _sentence(told: dict[str, Any]) -> str:
    if told["is_same"]:
        words = ", ".join(f"{name} {value}" for name, value in told["source"].items())
        return _("%(path)s ist unverändert: Byte für Byte neu gebaut aus %(source)s.") % {
            "path": told["path"],
            "source": words,
        }
    if told["is_known"]:
        return _(
            "%(path)s nennt die Prüfsumme eines Berichts von hier, ist aber anders: verändert,"
            " oder von einer anderen Fassung der Software gesetzt."
        ) % {"path": told["path"]}
    return _(
        "%(path)s: Einen Bericht mit der Prüfsumme %(mark)s gibt es hier nicht. Antworten auf"
        " Anfragen und Sitzungsunterlagen werden nicht gesucht; wer sie noch einmal baut, bekommt"
        " dieselbe Datei."
    ) % {"path": told["path"], "mark": told["fingerprint"]}
