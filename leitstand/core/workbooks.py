# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Opening an Excel workbook that somebody sent, without trusting anything in it.

Formulas come as formulas, so that the reader can refuse them; nothing is calculated, followed or
run. XML that would grow without end is stopped by defusedxml, which openpyxl uses.

openpyxl takes a quarter of a second to import, so only those who meet a workbook pay for it.
"""

import re
import zipfile
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

MAX_UNPACKED_BYTES = 64 * 1024 * 1024
MAX_ENTRIES = 200
# How a file begins that is encrypted, or older than .xlsx.
_COMPOUND_FILE = bytes.fromhex("d0cf11e0a1b11ae1")
_FOREIGN = ("xl/externallinks/", "xl/connections.xml", "xl/querytables/", "xl/embeddings/")
_PROGRAMS = ("xl/activex/", "xl/macrosheets/", "xl/dialogsheets/")
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+[0-9]+:[A-Z]+[0-9]+)")


class WorkbookRefused(Exception):
    """The file is no workbook, or not one that may be opened; the sentence says why."""


def open_workbook(
    content: bytes, *, max_unpacked_bytes: int = MAX_UNPACKED_BYTES, is_plain: bool = False
) -> Any:
    """The workbook, read row by row; the caller closes it. Raises :class:`WorkbookRefused`.

    ``is_plain`` refuses macros, and what leads to other files, even where it would be ignored.
    """
    with _opened(content) as archive:
        entries = archive.infolist()
        unpacked = sum(entry.file_size for entry in entries)
        if unpacked > max_unpacked_bytes or len(entries) > MAX_ENTRIES:
            raise WorkbookRefused(
                _("Die Datei wird beim Entpacken zu groß (%(size)d MB, höchstens %(limit)d MB).")
                % {"size": unpacked // 1024**2, "limit": max_unpacked_bytes // 1024**2}
            )
        if is_plain:
            _refuse_programs(archive)
    from openpyxl import load_workbook

    try:
        # From memory: a workbook that openpyxl refuses would leave its file open.
        return load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
    except Exception as error:
        raise damaged() from error


def damaged() -> WorkbookRefused:
    """The news where a part of a workbook cannot be read.

    It surfaces anywhere in openpyxl, as whatever its XML or zip reader raises.
    """
    return WorkbookRefused(_("Die Excel-Datei lässt sich nicht lesen; sie ist wohl beschädigt."))


def keep_as_text(cell: Any) -> None:
    """Text stays text: what begins like a formula is stored as a string, and marked as quoted."""
    if isinstance(cell.value, str):
        cell.data_type = "s"
        cell.quotePrefix = cell.value[:1] in "=+-@\t\r"


def merged_ranges(sheet: Any) -> tuple[str, ...]:
    """The merged ranges of an opened workbook's sheet, ``A5:A7``.

    openpyxl, reading row by row, says nothing of them.
    """
    content = sheet.parent._archive.read(sheet._worksheet_path)
    return tuple(found.decode() for found in _MERGED.findall(content))


def _opened(content: bytes) -> zipfile.ZipFile:
    if content.startswith(_COMPOUND_FILE):
        raise WorkbookRefused(
            _(
                "Die Datei hat ein Kennwort oder das alte Format .xls. Bitte ohne Kennwort als"
                " .xlsx speichern."
            )
        )
    try:
        return zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise WorkbookRefused(_("Das ist keine Excel-Datei (.xlsx).")) from None


def _refuse_programs(archive: zipfile.ZipFile) -> None:
    names = [name.lower() for name in archive.namelist()]
    if "[content_types].xml" not in names:
        raise WorkbookRefused(_("Das ist keine Excel-Datei (.xlsx)."))
    try:
        kinds = archive.read(archive.namelist()[names.index("[content_types].xml")]).lower()
    except Exception as error:
        raise damaged() from error
    if (
        b"macroenabled" in kinds
        or b"vbaproject" in kinds
        or any(name.endswith("vbaproject.bin") or name.startswith(_PROGRAMS) for name in names)
    ):
        raise WorkbookRefused(_("Die Datei enthält Makros. Bitte ohne Makros als .xlsx speichern."))
    if any(name.startswith(_FOREIGN) for name in names):
        raise WorkbookRefused(
            _("Die Datei ist mit anderen Dateien verknüpft. Bitte die Verknüpfungen lösen.")
        )


__all__ = [
    "MAX_ENTRIES",
    "MAX_UNPACKED_BYTES",
    "WorkbookRefused",
    "damaged",
    "keep_as_text",
    "merged_ranges",
    "open_workbook",
]
