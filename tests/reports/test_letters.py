# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""No name breaks a report: what no font has is told in Latin letters."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitstand.reports.document import Facts, Paragraph, Section
from leitstand.reports.rendering import FontsMissing, fonts, render
from leitstand.reports.rendering.fonts import faces
from leitstand.reports.rendering.letters import Letters
from tests.reports.documents import NAMES, everything, short_paper
from tests.reports.pdfs import read


@pytest.mark.parametrize("script", ["Greek", "Cyrillic", "Vietnamese", "Polish", "Turkish"])
def test_the_scripts_of_europe_are_shown_as_they_are(script: str) -> None:
    letters = Letters()
    assert letters.shown(NAMES[script]) == NAMES[script]
    assert letters.unshown == {}


@pytest.mark.parametrize("script", ["Hebrew", "Arabic"])
def test_hebrew_and_arabic_have_fonts_of_their_own(script: str) -> None:
    assert Letters().shown(NAMES[script]) == NAMES[script]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("王小明", "[WangXiaoMing]"),
        ("Frau 王 und 홍", "Frau [Wang] und [Hong]"),
        ("😀", "[:grinning:]"),
        ("\ue000", "[U+E000]"),
        ("Z\u0351\u036b", "[Zm]"),
        ("e\u0301", "é"),
        ("a\x07b\u202ec", "abc"),
        ("1\u202f000 non\u2011breaking", "1\u00a0000 non-breaking"),
        ("a\r\nb\u2028c", "a\nb\nc"),
    ],
)
def test_what_no_font_has_is_told_in_latin_letters(name: str, shown: str) -> None:
    assert Letters().shown(name) == shown


def test_what_was_replaced_is_remembered_with_its_signs() -> None:
    letters = Letters()
    letters.shown("王小明 und 王小明")
    assert letters.unshown == {"王小明": "[WangXiaoMing]"}


def test_pictures_are_lettered_in_the_main_family_alone() -> None:
    letters = Letters()
    assert letters.of_main().shown("שלום") == "[slvm]"
    assert letters.unshown == {"שלום": "[slvm]"}


def test_long_words_get_places_to_break() -> None:
    broken = Letters().broken("x" * 100)
    assert broken.replace("\u200b", "") == "x" * 100
    assert max(len(part) for part in broken.split("\u200b")) == 12
    address = "https://www.berlin.de/sen/wirtschaft/industrie"
    assert Letters().broken(address).replace("\u200b", "") == address
    assert "\u200b" in Letters().broken(address)
    word = "Wirtschaftsförderungsgesellschaftsangelegenheiten"
    assert Letters().broken(word) == word


def test_the_faces_have_what_they_are_there_for() -> None:
    found = {face.path.name: face.letters for face in faces()}
    for weight in ("400Regular", "600SemiBold"):
        assert set(map(ord, "äßŁĞễΩЖ€–„“")) <= found[f"FiraSans_{weight}.ttf"]
        assert set(map(ord, "של")) <= found[f"NotoSansHebrew_{weight}.ttf"]
        assert set(map(ord, "محمد")) <= found[f"NotoSansArabic_{weight}.ttf"]
        assert ord("王") not in found[f"FiraSans_{weight}.ttf"]


def test_the_report_lists_what_it_could_not_show() -> None:
    text = read(render(everything(), "pdf")).pages[-1]
    assert "In dieser Schrift nicht darstellbar" in text
    assert "[WangXiaoMing]: U+738B U+5C0F U+660E" in text


def test_a_report_that_shows_everything_says_nothing_of_it() -> None:
    assert "nicht darstellbar" not in read(render(short_paper(), "pdf")).text


@settings(max_examples=25)
@given(st.text(min_size=1, max_size=60))
def test_any_text_is_set(text: str) -> None:
    section = Section("a", text, (Paragraph((text,)), Facts(((text, text),))))
    document = replace(short_paper(), title=text, sections=(section,), citations=())
    assert render(document, "pdf").startswith(b"%PDF-1.7")


def test_without_its_fonts_an_installation_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    faces.cache_clear()
    monkeypatch.setattr(fonts, "FONTS", tmp_path)
    with pytest.raises(FontsMissing, match="make assets"):
        faces()
    faces.cache_clear()


def test_what_a_font_covers_is_read_from_the_font() -> None:
    for face in faces():
        assert ord("\ue000") not in face.letters
        assert 0xFFFF not in face.letters
        assert ord(" ") in face.letters
    assert fonts.covered(b"\x00\x01\x00\x00" + bytes(8)) == frozenset()
