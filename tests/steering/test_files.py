# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a file is, is told from its bytes; what lies, runs or bursts is not taken."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitstand.steering.rules.files import MAX_BYTES, Kind, Refusal, clean_name, kind_of
from tests.steering.files import JPEG, PDF, docx, packed, png, taken, xlsx


@pytest.mark.parametrize("name", taken())
def test_every_honest_file_is_taken(name: str) -> None:
    assert name.rpartition(".")[2].lower() in kind_of(name, taken()[name]).endings


def test_files_of_real_programs_are_taken() -> None:
    openpyxl = pytest.importorskip("openpyxl")
    target = io.BytesIO()
    openpyxl.Workbook().save(target)
    assert kind_of("mappe.xlsx", target.getvalue()) is Kind.XLSX


HTML = b"<!doctype html><script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
BOMB = packed({"[Content_Types].xml": "x", "word/document.xml": b"\0" * (30 * 1024 * 1024)})
REFUSED: dict[str, tuple[str, bytes]] = {
    "empty": ("a.pdf", b""),
    "too large": ("a.txt", b"a" * (MAX_BYTES + 1)),
    "HTML": ("a.html", HTML),
    "HTML as text": ("a.txt", HTML),
    "HTML as text after words": ("a.txt", b"Guten Tag <script src=x></script>"),
    "HTML as CSV": ("a.csv", b"a;b\n<img src=x onerror=alert(1)>"),
    "SVG": ("a.svg", SVG),
    "SVG as PNG": ("a.png", SVG),
    "Windows program": ("a.exe", b"MZ\x90\x00\x03" + b"\0" * 99),
    "program as PDF": ("a.pdf", b"MZ\x90\x00\x03" + b"\0" * 99),
    "Linux program": ("a.txt", b"\x7fELF\x02" + b"\0" * 99),
    "script": ("a.txt", b"#!/bin/sh\nrm -rf /\n"),
    "GIF": ("a.gif", b"GIF89a" + b"\0" * 99),
    "old Word": ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99),
    "RTF with objects": ("a.rtf", b"{\\rtf1 {\\object}}"),
    "PDF called PNG": ("a.png", PDF),
    "PNG called PDF": ("a.pdf", png()),
    "Word called Excel": ("a.xlsx", docx()),
    "Excel called PDF": ("a.pdf", xlsx()),
    "PDF called text": ("a.txt", PDF),
    "PDF with two endings": ("a.pdf.exe", PDF),
    "no ending": ("bericht", PDF),
    "cut PDF": ("a.pdf", PDF[:30]),
    "PDF and archive": ("a.pdf", PDF + packed({"a.class": b"x"})),
    "PDF with a script": ("a.pdf", PDF.replace(b"/Type", b"/OpenAction<</S/JavaScript>>/Type")),
    "PDF that starts programs": ("a.pdf", PDF.replace(b"/Type", b"/S/Launch/Type")),
    "PDF with a file": ("a.pdf", PDF.replace(b"/Type", b"/EmbeddedFiles 3 0 R/Type")),
    "PNG and archive": ("a.png", png() + packed({"a.class": b"x"})),
    "PNG and words": ("a.png", png() + b"<script>"),
    "cut PNG": ("a.png", png()[:-4]),
    "JPEG and page": ("a.jpg", JPEG[:-2] + b"<html><script>" + JPEG[-2:]),
    "JPEG and archive": ("a.jpg", JPEG + packed({"a.class": b"x"})),
    "archive": ("a.zip", packed({"a.txt": b"x"})),
    "archive called Word": ("a.docx", packed({"a.txt": b"x"})),
    "Java archive": ("a.docx", packed({"META-INF/MANIFEST.MF": b"x", "a.class": b"x"})),
    "Word with macros": ("a.docx", docx(word__vbaProject=b"x")),
    "Word with hidden macros": ("a.docx", docx(**{"word__VBAPROJECT.bin": b"x"})),
    "Word with a program": ("a.docx", docx(**{"word__embeddings__a.exe": b"x"})),
    "Word with controls": ("a.docx", docx(**{"word__activeX__a.xml": b"x"})),
    "Word that climbs": ("a.docx", docx(**{"..__..__etc__passwd": b"x"})),
    "Word that fetches": (
        "a.docx",
        docx(**{"word___rels__settings.xml.rels": b'attachedTemplate TargetMode="External"'}),
    ),
    "macro-enabled": (
        "a.docx",
        packed(
            {
                "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                "word/document.xml": "x",
            }
        ),
    ),
    "OpenDocument with macros": (
        "a.odt",
        packed(
            {
                "mimetype": "application/vnd.oasis.opendocument.text",
                "content.xml": "x",
                "Basic/Standard/a.xml": "x",
            },
            stored="mimetype",
        ),
    ),
    "bomb": ("a.docx", BOMB),
    "many entries": ("a.docx", packed({f"{n}.xml": b"" for n in range(3_001)})),
    "cut archive": ("a.docx", docx()[:-30]),
    "archive with a preface": ("a.docx", b"MZ" + docx()),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_lies_runs_or_bursts_is_refused_in_words(case: str) -> None:
    name, content = REFUSED[case]
    with pytest.raises(Refusal) as refused:
        kind_of(name, content)
    assert str(refused.value).endswith(".")


def test_an_encrypted_document_is_refused() -> None:
    said = bytearray(docx())
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = said.find(sign)
        while start >= 0:
            said[start + place] |= 1
            start = said.find(sign, start + 1)
    with pytest.raises(Refusal):
        kind_of("a.docx", bytes(said))


def test_an_entry_twice_is_refused() -> None:
    target = io.BytesIO(docx())
    with (
        zipfile.ZipFile(target, "a") as archive,
        pytest.warns(UserWarning, match="Duplicate name"),
    ):
        archive.writestr("word/document.xml", "<other/>")
    with pytest.raises(Refusal):
        kind_of("a.docx", target.getvalue())


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\vera\\Bericht.pdf", "Bericht.pdf"),
        ("Bericht 2026 (neu).pdf", "Bericht 2026 (neu).pdf"),
        ("Ge\u202efdp.exe", "Gefdp.exe"),
        ('a"; filename="b.html\r\nX: y.pdf', "a__ filename__b.htmlX_ y.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        (".pdf", "datei.pdf"),
        ("...", "datei"),
        ("", "datei"),
        ("<img src=x>.png", "_img src_x_.png"),
        ("x" * 300 + ".pdf", "x" * 111 + ".pdf"),
    ],
)
def test_a_name_loses_its_path_and_what_turns_words_around(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@given(st.text(max_size=300) | st.text(alphabet="a./ ", max_size=300))
def test_a_clean_name_is_short_and_plain_whatever_it_was(name: str) -> None:
    kept = clean_name(name)
    assert 0 < len(kept) <= 120
    assert not set(kept) & set('/\\"<>:;\r\n\0\u202e')
    assert clean_name(kept) == kept


HEADS = [b"", b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n"]


@given(st.binary(max_size=400), st.sampled_from(HEADS))
def test_any_bytes_are_a_kind_or_refused(content: bytes, head: bytes) -> None:
    try:
        found = kind_of("a.pdf", head + content)
    except Refusal:
        return
    assert found is Kind.PDF
