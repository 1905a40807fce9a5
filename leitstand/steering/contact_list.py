# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reading a list of contacts from a file that somebody kept in a spreadsheet.

Columns are found by their headings, in any order, German or English. Every mistake is told with
its line. Nothing is run and nothing is looked up: formulas are refused.
"""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from leitstand.core.selectors import InstitutionBrief
from leitstand.steering.services.contacts import WantedContact, contact_problems

MAX_BYTES = 1024 * 1024
MAX_UNPACKED_BYTES = 20 * 1024 * 1024
MAX_LINES = 2_000
_HEADINGS = {
    "institution": "institution",
    "kennung": "institution",
    "organisation": "institution",
    "organization": "institution",
    "e-mail": "email",
    "email": "email",
    "mail": "email",
    "e-mail-adresse": "email",
    "email address": "email",
    "name": "name",
    "ansprechperson": "name",
    "person": "name",
    "contact": "name",
    "sprache": "language",
    "language": "language",
}
_LANGUAGES = {"": "de", "deutsch": "de", "german": "de", "englisch": "en", "english": "en"}


class ListUnreadable(Exception):
    """The file cannot be read as a list of contacts; the message is a sentence."""


@dataclass(frozen=True, slots=True)
class ListLine:
    """One line of the list. ``number`` is as the spreadsheet counts; ``problem`` "" if it is fine.

    ``institution_words`` are what stands in the file.
    """

    number: int
    institution_words: str
    wanted: WantedContact
    problem: str


def contact_lines(
    content: bytes, institutions: Mapping[int, InstitutionBrief]
) -> tuple[ListLine, ...]:
    """The lines of a CSV or Excel file. Raises :class:`ListUnreadable`."""
    if len(content) > MAX_BYTES:
        raise ListUnreadable(_("Die Datei ist zu groß (höchstens 1 MB)."))
    rows = _from_excel(content) if content.startswith(b"PK") else _from_csv(content)
    if len(rows) > MAX_LINES:
        raise ListUnreadable(_("Mehr als %d Zeilen.") % MAX_LINES)
    if not rows:
        raise ListUnreadable(_("Die Datei ist leer."))
    reader = _Reader(_columns(rows[0]), institutions)
    lines = tuple(
        reader.line(number, row)
        for number, row in enumerate(rows[1:], start=2)
        if any(cell.strip() for cell in row)
    )
    if not lines:
        raise ListUnreadable(_("Unter der Überschrift steht keine Zeile."))
    return lines


class _Reader:
    """Reads line after line and remembers what it has seen."""

    def __init__(
        self, columns: Mapping[str, int], institutions: Mapping[int, InstitutionBrief]
    ) -> None:
        self.columns = columns
        self.known = _names(institutions)
        self.ids = {one.slug: row_id for row_id, one in institutions.items()}
        self.seen: dict[tuple[str, str], int] = {}

    def line(self, number: int, row: Sequence[str]) -> ListLine:
        """The line as a wanted contact, with what is wrong with it."""
        said = {
            name: row[place].strip() if place < len(row) else ""
            for name, place in self.columns.items()
        }
        words = said["institution"]
        slugs = self.known.get(_folded(words), frozenset())
        language = said.get("language", "").casefold()
        wanted = WantedContact(
            next(iter(slugs)) if len(slugs) == 1 else words,
            said["email"].lower(),
            said.get("name", ""),
            _LANGUAGES.get(language, language),
        )
        problems = contact_problems(wanted, self.ids)
        if len(slugs) > 1:
            names = ", ".join(sorted(slugs))
            problems["institution"] = _("Das kann mehrere Institutionen meinen: %s") % names
        if any(cell.startswith("=") for cell in said.values()):
            problems["formula"] = _("Eine Zelle enthält eine Formel; bitte den Wert eintragen.")
        place = (wanted.institution, wanted.email)
        if place in self.seen:
            problems["twice"] = _("Dasselbe steht schon in Zeile %d.") % self.seen[place]
        self.seen.setdefault(place, number)
        return ListLine(number, words, wanted, " ".join(problems.values()))


def _columns(heading: Sequence[str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for place, words in enumerate(heading):
        name = _HEADINGS.get(_folded(words))
        if name is not None:
            columns.setdefault(name, place)
    missing = {"institution", "email"} - set(columns)
    if missing:
        raise ListUnreadable(
            _("In der ersten Zeile fehlen Überschriften. Nötig sind „Institution“ und „E-Mail“.")
        )
    return columns


def _names(institutions: Mapping[int, InstitutionBrief]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for one in institutions.values():
        for name in (one.slug, one.label, one.name):
            key = _folded(name)
            found[key] = found.get(key, frozenset()) | {one.slug}
    return found


def _folded(words: str) -> str:
    return " ".join(words.replace("\ufeff", "").split()).casefold()


def _from_csv(content: bytes) -> list[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")  # what Excel writes in Germany
    if "\x00" in text:
        raise ListUnreadable(_("Das ist weder eine CSV- noch eine Excel-Datei (.xlsx)."))
    first = text.partition("\n")[0]
    delimiter = max(";,\t", key=first.count)
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        raise ListUnreadable(_("Die CSV-Datei lässt sich nicht lesen.")) from None


def _from_excel(content: bytes) -> list[list[str]]:
    broken = _("Die Excel-Datei lässt sich nicht lesen; sie ist wohl beschädigt.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise ListUnreadable(_("Die Datei wird beim Entpacken zu groß."))
    except zipfile.BadZipFile:
        raise ListUnreadable(broken) from None
    try:
        # Formulas are read as formulas, so that they can be refused instead of trusted.
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        rows = book.worksheets[0].iter_rows(max_row=MAX_LINES + 2, values_only=True)
        return _trimmed(rows)
    except Exception as error:
        # A damaged part surfaces anywhere in openpyxl, as whatever its reader raises.
        raise ListUnreadable(broken) from error


def _trimmed(rows: Iterable[Sequence[object]]) -> list[list[str]]:
    found = [["" if cell is None else str(cell) for cell in row] for row in rows]
    while found and not any(found[-1]):
        found.pop()
    return found
