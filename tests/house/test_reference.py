# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages in docs/reference say what the code says."""

import json

import pytest

from leitstand.plan.document import PlanDocument
from tests.house.checkout import ROOT
from tests.house.reference.addresses import all_addresses
from tests.house.reference.commands import all_commands
from tests.house.reference.pages import PAGES

REFERENCE = ROOT / "docs" / "reference"
BY_HAND = frozenset({"security.md", "accessibility.md"})


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text("utf-8") == PAGES[name](), "run `make docs`"


def test_every_reference_page_is_generated_or_known_as_written_by_hand() -> None:
    assert {path.name for path in REFERENCE.iterdir()} == set(PAGES) | BY_HAND


def test_every_command_says_what_it_does() -> None:
    assert [path for path, command in all_commands() if not command.help] == []


def test_every_view_says_what_it_shows() -> None:
    assert [one.name for one in all_addresses() if not one.view.__doc__] == []


def test_the_written_schema_is_the_one_of_the_document() -> None:
    written = json.loads((REFERENCE / "plan-package.schema.json").read_text("utf-8"))
    assert written == PlanDocument.model_json_schema()
