# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The English catalogue holds every German message of the code, translated, and nothing else."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from tests.house.checkout import ROOT
from tests.house.reference.english import CATALOGUE


@pytest.fixture(scope="module")
def english() -> Catalog:
    with CATALOGUE.open("rb") as source:
        return read_po(source, locale="en")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """What `make messages` would collect now, by the same command."""
    target = tmp_path_factory.mktemp("messages") / "messages.pot"
    recipe = (ROOT / "Makefile").read_text("utf-8").replace("\\\n", " ")
    command = re.search(r"pybabel --quiet (extract .*?) -o \S+ (\S+)", recipe)
    assert command, "the Makefile has no pybabel extract"
    babel = [sys.executable, "-m", "babel.messages.frontend", "--quiet"]
    subprocess.run(
        [*babel, *command[1].split(), "-o", str(target), command[2]],
        cwd=ROOT,
        check=True,
    )
    with Path(target).open("rb") as source:
        return read_po(source)


def ids(catalogue: Catalog) -> set[str]:
    return {str(message.id) for message in catalogue if message.id}


def test_every_message_of_the_code_is_known(english: Catalog, extracted: Catalog) -> None:
    assert ids(extracted)
    assert sorted(ids(extracted) - ids(english)) == [], "run `make messages`"


def test_no_message_is_kept_that_the_code_lost(english: Catalog, extracted: Catalog) -> None:
    assert sorted(ids(english) - ids(extracted)) == []
    assert list(english.obsolete) == []


def test_every_message_is_translated_and_none_is_a_guess(english: Catalog) -> None:
    assert [m.id for m in english if m.id and not all(forms(m.string))] == []
    assert [m.id for m in english if m.id and m.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_message(english: Catalog) -> None:
    wrong = [
        m.id
        for m in english
        # The singular may say "one" instead of a number; the last form is the plural.
        if m.id and all(forms(m.string)) and places(m.string) != places(m.id)
    ]
    assert wrong == []


def forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, list | tuple) else (str(text or ""),)


def places(text: object) -> list[str]:
    return sorted(re.findall(r"%(?:\(\w+\))?[sd]", forms(text)[-1]))
