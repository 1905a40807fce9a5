# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a file is, told from its bytes and never from its name, and why one is not taken.

Only what can be looked at without being run: PDF, PNG, JPEG, office documents without macros, plain
text. Pure: bytes in, a kind or a refusal out; nothing is unpacked but two small entries of an
office document, each up to a limit.
"""

import io
import re
import unicodedata
import zipfile
import zlib
from enum import Enum

from django.utils.translation import gettext as _

MAX_BYTES = 10 * 1024 * 1024
MAX_BYTES_OF_A_DUTY = 50 * 1024 * 1024
_MAX_NAME, _MAX_ENDING = 120, 8
_MAX_ENTRIES, _MAX_UNPACKED, _MAX_RATIO, _MAX_READ = 3_000, 120 * 1024 * 1024, 200, 1024 * 1024
_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."


class Kind(Enum):
    """A kind of file: media type, and the endings that a name may have."""

    PDF = ("application/pdf", ("pdf",))
    PNG = ("image/png", ("png",))
    JPEG = ("image/jpeg", ("jpg", "jpeg"))
    DOCX = (_OOXML + "wordprocessingml.document", ("docx",))
    XLSX = (_OOXML + "spreadsheetml.sheet", ("xlsx",))
    ODT = (_ODF + "text", ("odt",))
    ODS = (_ODF + "spreadsheet", ("ods",))
    TEXT = ("text/plain", ("txt", "csv"))

    @property
    def media_type(self) -> str:
        """The type as HTTP names it."""
        return str(self.value[0])

    @property
    def endings(self) -> tuple[str, ...]:
        """What a name of that kind ends in, the usual one first."""
        return tuple(self.value[1])


class Refusal(Exception):
    """Why a file is not taken, in a sentence for who sent it."""


def kind_of(name: str, content: bytes) -> Kind:
    """What the file is. Raises :class:`Refusal` for what is not taken or lies about its type."""
    if not content:
        raise Refusal(_("Die Datei ist leer."))
    if len(content) > MAX_BYTES:
        raise Refusal(_("Die Datei ist größer als 10 MB. Bitte kleiner speichern oder verlinken."))
    found = _sniffed(content)
    if found is None:
        raise Refusal(
            _(
                "Diese Art von Datei nehmen wir nicht an. Möglich sind PDF, PNG, JPEG, Word, Excel"
                " und OpenDocument ohne Makros, Text und CSV."
            )
        )
    ending = name.rpartition(".")[2].lower()
    if ending not in found.endings:
        raise Refusal(
            _("Der Name endet auf „.%(ending)s“, der Inhalt ist aber %(kind)s.")
            % {"ending": ending[:10], "kind": found.name}
        )
    return found


def clean_name(name: str) -> str:
    """The name without path, control signs and what turns words around; never empty."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    kept = "".join(
        sign if unicodedata.category(sign)[0] in "LNM" or sign in " ._-()+," else "_"
        for sign in last
        if unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    name = " ".join(kept.split()).rstrip(" .")
    stem, dot, ending = name.rpartition(".")
    if not dot or not 0 < len(ending) <= _MAX_ENDING:
        return name[:_MAX_NAME].strip(" .") or "datei"
    return f"{stem[: _MAX_NAME - _MAX_ENDING - 1].strip(' .') or 'datei'}.{ending}"


def _sniffed(content: bytes) -> Kind | None:
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return _png(content)
    if content.startswith(b"\xff\xd8\xff"):
        return _jpeg(content)
    if content.startswith(b"PK\x03\x04"):
        return _office(content)
    return _text(content)


# A file that is two things at once opens as one and attacks as the other.
_SECOND_FACE = re.compile(rb"<script|<html|<!doctype|<svg|<\?php|<iframe", re.IGNORECASE)
_ZIP_END = b"PK\x05\x06"


def _has_second_face(content: bytes) -> bool:
    return _ZIP_END in content[-66_000:] or b"MZ\x90\x00\x03" in content


def _pdf(content: bytes) -> Kind:
    if b"%%EOF" not in content[-2048:] or _has_second_face(content):
        raise Refusal(_("Diese PDF-Datei ist beschädigt oder enthält noch etwas anderes."))
    if re.search(rb"/JavaScript\b|/Launch\b|/EmbeddedFiles?\b|/RichMedia\b", content):
        raise Refusal(
            _(
                "Diese PDF-Datei enthält Programme oder eingebettete Dateien. Bitte als einfaches"
                " PDF speichern."
            )
        )
    return Kind.PDF


def _png(content: bytes) -> Kind:
    place = 8
    while place + 12 <= len(content):
        size = int.from_bytes(content[place : place + 4], "big")
        name = content[place + 4 : place + 8]
        place += size + 12
        if name == b"IEND":
            break
    if place != len(content) or not content.endswith(b"IEND\xaeB`\x82"):
        raise Refusal(_("Dieses Bild ist beschädigt oder enthält noch etwas anderes."))
    if _SECOND_FACE.search(content):
        raise Refusal(_("Dieses Bild ist beschädigt oder enthält noch etwas anderes."))
    return Kind.PNG


def _jpeg(content: bytes) -> Kind:
    is_whole = b"\xff\xd9" in content[-65_536:]
    if not is_whole or _has_second_face(content) or _SECOND_FACE.search(content):
        raise Refusal(_("Dieses Bild ist beschädigt oder enthält noch etwas anderes."))
    return Kind.JPEG


def _office(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _office_kind(archive, len(content))
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        KeyError,
        NotImplementedError,
        OverflowError,
        RuntimeError,
        ValueError,
    ):
        raise Refusal(_("Diese Datei ist beschädigt oder verschlüsselt.")) from None


_MACROS = re.compile(
    r"vbaProject|vbaData|/activeX/|^Basic/|^Scripts/|macrosheets/|\.(?:exe|dll|js|vbs|bat|cmd|jar"
    r"|class|scr|ps1|sh|hta|lnk|html?|svg)$",
    re.IGNORECASE,
)


def _office_kind(archive: zipfile.ZipFile, size: int) -> Kind:
    entries = archive.infolist()
    packed = sum(one.compress_size for one in entries)
    unpacked = sum(one.file_size for one in entries)
    if (
        len(entries) > _MAX_ENTRIES
        or unpacked > _MAX_UNPACKED
        or unpacked > _MAX_RATIO * size
        or packed > size
        or archive.comment
    ):
        raise Refusal(_("Diese Datei ist ungewöhnlich gepackt. Bitte neu speichern."))
    names = [one.filename for one in entries]
    if len(set(names)) != len(names) or any(
        name.startswith(("/", "\\")) or ".." in name or "\\" in name for name in names
    ):
        raise Refusal(_("Diese Datei ist ungewöhnlich gepackt. Bitte neu speichern."))
    if any(one.flag_bits & 0x1 for one in entries):
        raise Refusal(_("Diese Datei ist beschädigt oder verschlüsselt."))
    if any(_MACROS.search(name) for name in names):
        raise Refusal(_("Diese Datei enthält Makros oder Programme. Bitte ohne sie speichern."))
    found = _open_document(archive, entries) or _open_xml(archive, set(names))
    if found is None:
        raise Refusal(_("Archive nehmen wir nicht an. Bitte die Dateien einzeln hochladen."))
    return found


def _open_document(archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo]) -> Kind | None:
    if not entries or entries[0].filename != "mimetype":
        return None
    media_type = _read(archive, "mimetype").decode("ascii", "replace").strip()
    if "content.xml" not in archive.namelist():
        return None
    return next((one for one in (Kind.ODT, Kind.ODS) if one.media_type == media_type), None)


def _open_xml(archive: zipfile.ZipFile, names: set[str]) -> Kind | None:
    if "[Content_Types].xml" not in names:
        return None
    types = _read(archive, "[Content_Types].xml").decode("utf-8", "replace")
    if "macroenabled" in types.lower() or "vbaproject" in types.lower():
        raise Refusal(_("Diese Datei enthält Makros oder Programme. Bitte ohne sie speichern."))
    for name in names:
        # A template from elsewhere is fetched, and run, when the document is opened.
        said = _read(archive, name) if name.endswith(".rels") else b""
        if b"attachedTemplate" in said and b"External" in said:
            raise Refusal(_("Diese Datei lädt etwas aus dem Netz nach. Bitte neu speichern."))
    for kind, main in ((Kind.DOCX, "word/document.xml"), (Kind.XLSX, "xl/workbook.xml")):
        if f"{kind.media_type}.main+xml" in types and main in names:
            return kind
    return None


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    """The entry up to a limit, whatever it claims to be long."""
    with archive.open(name) as entry:
        return entry.read(_MAX_READ)


_MARKUP = re.compile(r"<\s*(?:!doctype|html|script|svg|\?xml|\?php|iframe|body|img)", re.IGNORECASE)


def _text(content: bytes) -> Kind | None:
    """Plain words: no control signs, nothing that a browser or shell would run."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    is_plain = not re.search(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffd]", text)
    is_run = text.lstrip().startswith(("#!", "%!", "@echo", "<", "MZ")) or _MARKUP.search(text)
    return Kind.TEXT if is_plain and not is_run else None
