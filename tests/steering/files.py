# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Small files of each kind that is taken, made here byte by byte."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
TEXT = "Der Kran steht.\nGrüße".encode()
CSV = b"jahr;betrag\n2026;1200\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\xff\xd9"
_OOXML = "application/vnd.openxmlformats-officedocument."
_WORD = f"{_OOXML}wordprocessingml.document.main+xml"
_EXCEL = f"{_OOXML}spreadsheetml.sheet.main+xml"


def png() -> bytes:
    """One grey point."""

    def chunk(name: bytes, said: bytes) -> bytes:
        check = zlib.crc32(name + said)
        return struct.pack(">I", len(said)) + name + said + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def packed(entries: Mapping[str, bytes | str], *, stored: str = "") -> bytes:
    """A ZIP archive; the entry called ``stored`` is not compressed."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in entries.items():
            kind = zipfile.ZIP_STORED if name == stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, said, compress_type=kind)
    return target.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word document, as far as anybody looks; ``more`` entries by name, "/" as "__"."""
    extra = {name.replace("__", "/"): said for name, said in more.items()}
    types = f'<Types><Override ContentType="{_WORD}"/></Types>'
    return packed({"[Content_Types].xml": types, "word/document.xml": "<w:document/>", **extra})


def xlsx() -> bytes:
    """An Excel workbook."""
    types = f'<Types><Override ContentType="{_EXCEL}"/></Types>'
    return packed({"[Content_Types].xml": types, "xl/workbook.xml": "<workbook/>"})


def opendocument(kind: str) -> bytes:
    """An OpenDocument text or spreadsheet."""
    named = f"application/vnd.oasis.opendocument.{kind}"
    return packed(
        {"mimetype": named, "content.xml": "<office:document-content/>"}, stored="mimetype"
    )


def taken() -> dict[str, bytes]:
    """A file of every kind that is taken, by an honest name."""
    return {
        "a.pdf": PDF,
        "a.png": png(),
        "a.jpg": JPEG,
        "a.JPEG": JPEG,
        "a.docx": docx(),
        "a.xlsx": xlsx(),
        "a.odt": opendocument("text"),
        "a.ods": opendocument("spreadsheet"),
        "a.txt": TEXT,
        "a.csv": CSV,
    }
