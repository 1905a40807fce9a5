# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The English catalogue holds every string of the ui and web rooms, and keeps its placeholders."""

import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

import leitstand

PACKAGE = Path(leitstand.__file__).parent
CATALOGUE = PACKAGE / "locale" / "en" / "LC_MESSAGES" / "django.po"
METHODS = [("**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS = {"templates/**.html": {"trimmed": "true", "newstyle_gettext": "true"}}


@pytest.fixture(scope="module")
def english() -> dict[str, str]:
    with CATALOGUE.open("rb") as source:
        catalogue = read_po(source, locale="en")
    return {str(message.id): str(message.string) for message in catalogue if message.id}


@pytest.mark.parametrize("room", ["ui", "web"])
def test_every_string_of_the_room_is_translated(room: str, english: dict[str, str]) -> None:
    keywords = {**DEFAULT_KEYWORDS, "gettext_lazy": None}
    found = extract_from_dir(PACKAGE / room, METHODS, OPTIONS, keywords)
    messages = {str(message) for _file, _line, message, _comments, _context in found}
    assert messages
    assert {message for message in messages if not english.get(message)} == set()


def test_a_translation_keeps_the_placeholders(english: dict[str, str]) -> None:
    for german, text in english.items():
        if text and not german.startswith("("):
            assert set(re.findall(r"%\(\w+\)", text)) == set(re.findall(r"%\(\w+\)", german))
