# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every setting is documented, and everything that pages read from the settings can be set."""

import re
from pathlib import Path

from django.conf import settings

from tests.house.checkout import sources
from tests.house.reference.settings import MEANINGS, variables


def test_every_variable_that_is_read_has_a_meaning() -> None:
    assert {one.name for one in variables()} - set(MEANINGS) == set()


def test_no_meaning_is_left_of_a_variable_that_nobody_reads() -> None:
    assert set(MEANINGS) - {one.name for one in variables()} == set()


def test_every_default_is_a_constant_or_told_in_words() -> None:
    found = {one.name: one.default for one in variables()}
    untold = [name for name, default in found.items() if not default and not MEANINGS[name][1]]
    assert untold == []


def test_every_own_setting_that_pages_read_is_defined() -> None:
    read = {
        name
        for path in sources("leitstand")
        for name in re.findall(r"(?:settings[.,]\s*\"?)(LEITSTAND_\w+)", path.read_text("utf-8"))
    }
    assert read
    assert {name for name in read if not hasattr(settings, name)} == set()


def test_every_way_to_read_a_variable_is_seen(tmp_path: Path) -> None:
    sample = tmp_path / "sample.py"
    sample.write_text(
        "import os\n"
        "A = os.environ['A']\n"
        "B = os.environ.get('B', 'b')\n"
        "C = os.getenv('C') or 'c'\n"
        "os.environ.setdefault('D', 'd')\n"
        "option = click.option('--e', envvar='E')\n"
    )
    found = {one.name: one.default for one in variables((sample,))}
    assert found == {"A": "", "B": "b", "C": "", "D": "d", "E": ""}
