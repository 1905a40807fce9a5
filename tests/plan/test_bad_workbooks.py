# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A workbook that an office has spoilt is told with sheet and cell, and nothing of it comes in."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from leitstand.plan.document.loading import load
from leitstand.plan.export import render
from leitstand.plan.services import plan_import
from tests.plan.conftest import Refuse
from tests.plan.documents import commitment, document, institution, measure, mention, role

SMALL = document(
    measure(
        "hafen.1.I",
        roles=[role("werft", phase="Aufbau", mentions=[mention("zoll")])],
        commitments=[commitment("quantity", "elf Kräne", value=11, unit="Kräne")],
    ),
    measure("hafen.1.II", leads=["zoll"]),
    institutions=[institution("werft"), institution("zoll")],
)


@pytest.fixture
def spoil(tmp_path: Path) -> Callable[[Callable[[Any], object]], Path]:
    """A workbook of the small plan after ``change``."""

    def make(change: Callable[[Any], object]) -> Path:
        book = load_workbook(io.BytesIO(render(SMALL, "xlsx")))
        change(book)
        path = tmp_path / "plan.xlsx"
        book.save(path)
        return path

    return make


def column(sheet: Any, name: str) -> str:
    """The letter of a column."""
    return next(str(cell.column_letter) for cell in sheet[1] if cell.value == name)


def put(sheet: str, name: str, row: int, value: Any) -> Callable[[Any], object]:
    def change(book: Any) -> None:
        book[sheet][f"{column(book[sheet], name)}{row}"] = value

    return change


# (change, sheet with cell, words told)
SPOILT: dict[str, tuple[Callable[[Any], object], str, str]] = {
    "a sheet removed": (lambda b: b.remove(b["Rollen"]), "", "Es fehlt das Blatt Rollen."),
    "a sheet renamed": (
        lambda b: setattr(b["Baum"], "title", "Gliederung"),
        "",
        "Es fehlt das Blatt Baum.",
    ),
    "a column renamed": (
        put("Maßnahmen", "title.de", 1, "Titel"),
        "Maßnahmen!1",
        "In der Kopfzeile fehlt: title.de.",
    ),
    "no header": (lambda b: b["Ziele"].delete_rows(1, 9), "Ziele!1", "In der Kopfzeile fehlt: id,"),
    "a formula": (put("Maßnahmen", "title.de", 2, "=1+1"), "Maßnahmen!F2", "Formel"),
    "an error value": (put("Maßnahmen", "title.de", 2, "#REF!"), "Maßnahmen!F2", ""),
    "text for a line": (
        put("Maßnahmen", "source.lines.0", 3, "zehn"),
        "Maßnahmen!L3",
        "„0“ ist 'zehn', soll aber eine ganze Zahl sein.",
    ),
    "text for an amount": (put("Zusagen", "value", 2, "elf"), "Zusagen!F2", "soll aber eine Zahl"),
    "text for a day": (put("Zusagen", "start", 2, "im Mai"), "Zusagen!D2", "soll aber ein Datum"),
    "a role of no measure": (
        put("Rollen", "measure", 2, "hafen.1.IX"),
        "Rollen!2",
        "Die Zeile gehört zu „hafen.1.IX“ (Spalte measure), das es nicht gibt.",
    ),
    "a name of nobody": (
        put("Namen", "owner", 2, "wreft"),
        "Namen!2",
        "Die Zeile gehört zu „wreft“ (Spalte owner), das es nicht gibt.",
    ),
    "a mention at no role": (put("Nennungen", "role_phase", 2, "Abbau"), "Nennungen!2", "Abbau"),
    "an unknown institution": (
        put("Rollen", "institution", 3, "zol"),
        "Rollen!B3",
        "Die Institution „zol“ ist nicht bekannt. Ist „zoll“ gemeint?",
    ),
    "an unknown role": (put("Rollen", "role", 3, "chef"), "Rollen!C3", "erlaubt ist nur"),
    "an id twice": (put("Baum", "id", 3, "hafen"), "Baum!A3", "„hafen“ gibt es schon"),
    "a title removed": (
        put("Maßnahmen", "title.en", 2, None),
        "Maßnahmen!",
        "Das Feld „en“ fehlt",
    ),
    "HTML": (put("Ziele", "title.de", 2, "<b>fett</b>"), "Ziele!D2", "HTML"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_workbook_is_told_with_sheet_and_cell(
    name: str, spoil: Callable[[Callable[[Any], object]], Path], refused: Refuse
) -> None:
    change, cell, words = SPOILT[name]
    problems = refused(spoil(change))
    assert all(problem.startswith("plan.xlsx") for problem in problems)
    assert any(cell in problem and words in problem for problem in problems), problems


def test_every_spoilt_cell_is_told_at_once(
    spoil: Callable[[Callable[[Any], object]], Path], refused: Refuse
) -> None:
    def change(book: Any) -> None:
        for row in (2, 3):
            put("Maßnahmen", "title.de", row, "=1+1")(book)

    assert [p.split(":")[0] for p in refused(spoil(change))] == [
        "plan.xlsx, Maßnahmen!F2",
        "plan.xlsx, Maßnahmen!F3",
    ]


@pytest.mark.django_db
def test_an_office_may_move_columns_and_leave_empty_rows(
    spoil: Callable[[Callable[[Any], object]], Path],
) -> None:
    def change(book: Any) -> None:
        sheet = book["Rollen"]
        sheet.move_range(f"A1:C{sheet.max_row}", cols=9)
        book["Maßnahmen"].insert_rows(3)
        book["Maßnahmen"]["Z1"] = "eigene Notiz"
        book["Maßnahmen"]["Z2"] = "nur für uns"

    given = load(spoil(change))
    assert given == SMALL
    plan_import(document=given, actor="test")


@pytest.mark.django_db
def test_a_title_that_looks_like_a_formula_comes_back_as_it_was(tmp_path: Path) -> None:
    given = document(
        measure(
            "hafen.1.I", leads=["werft"], title={"de": "=SUMME(A1)", "en": "=cmd|' /C calc'!A0"}
        )
    )
    path = tmp_path / "plan.xlsx"
    path.write_bytes(render(given, "xlsx"))
    assert load(path) == given


def test_what_is_no_workbook_is_said_to_be_none(tmp_path: Path, refused: Refuse) -> None:
    for content in (b"", b"%PDF-1.7", b"PK\x03\x04 kaputt"):
        path = tmp_path / "plan.xlsx"
        path.write_bytes(content)
        assert refused(path) == ["plan.xlsx: Das ist keine Excel-Datei (.xlsx)."]


def archive(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return path


def test_a_zip_bomb_is_refused_packed(tmp_path: Path, refused: Refuse) -> None:
    path = archive(tmp_path / "plan.xlsx", bombe=bytes(70 * 1024 * 1024))
    assert path.stat().st_size < 1024 * 1024
    [problem] = refused(path)
    assert "beim Entpacken zu groß (70 MB, höchstens 64 MB)" in problem


def test_a_zip_of_many_files_is_refused(tmp_path: Path, refused: Refuse) -> None:
    path = archive(tmp_path / "plan.xlsx", **{f"f{n}": b"" for n in range(201)})
    [problem] = refused(path)
    assert "beim Entpacken zu groß" in problem


def test_a_zip_of_something_else_is_no_workbook(tmp_path: Path, refused: Refuse) -> None:
    [problem] = refused(archive(tmp_path / "plan.xlsx", a=b"b"))
    assert problem.startswith("plan.xlsx: Die Excel-Datei lässt sich nicht lesen")


BROKEN_PARTS = {
    "cut off": b"<worksheet><sheetData><row r=",
    "nothing": b"",
    "an entity": b'<!DOCTYPE a [<!ENTITY x "xx"><!ENTITY y "&x;&x;">]><worksheet>&y;</worksheet>',
}


@pytest.mark.parametrize("content", BROKEN_PARTS)
@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet3.xml"])
def test_a_workbook_with_a_broken_part_is_refused(
    part: str, content: str, tmp_path: Path, refused: Refuse
) -> None:
    path = tmp_path / "plan.xlsx"
    with (
        zipfile.ZipFile(io.BytesIO(render(SMALL, "xlsx"))) as source,
        zipfile.ZipFile(path, "w") as target,
    ):
        for name in source.namelist():
            target.writestr(name, BROKEN_PARTS[content] if name == part else source.read(name))
    [problem] = refused(path)
    assert problem.startswith("plan.xlsx")


def test_a_workbook_with_a_damaged_part_is_refused(tmp_path: Path, refused: Refuse) -> None:
    content = bytearray(render(SMALL, "xlsx"))
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        part = source.getinfo("xl/worksheets/sheet3.xml")
    start = part.header_offset + 30 + len(part.filename)
    for at in range(start, start + part.compress_size):
        content[at] ^= 0x55
    path = tmp_path / "plan.xlsx"
    path.write_bytes(content)
    [problem] = refused(path)
    assert problem.startswith("plan.xlsx")
