# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the how-to for operators says can be typed in: commands, variables, addresses, settings."""

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import click
import pytest
from django.urls import resolve

from tests.cli.places import new_place
from tests.house.checkout import ROOT
from tests.house.reference.commands import all_commands
from tests.house.reference.settings import MEANINGS

PAGE = ROOT / "docs" / "how-to" / "operate.md"
TEXT = PAGE.read_text("utf-8")
COMMANDS = dict(all_commands())
BLOCK = re.compile(r"```(\w+)\n(.*?)```", re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
# What a test cannot have as the page says: its database and home are its own.
NOT_HERE = {"DATABASE_URL", "LEITSTAND_HOME"}
# What is unsafe about an installation that was made a second ago, by whoever runs the tests.
NOT_YET = {"assets", "backup", "database", "database-file", "root"}


def lines(*kinds: str) -> list[str]:
    """Every line of the page's blocks of these kinds."""
    return [
        line for kind, text in BLOCK.findall(TEXT) if kind in kinds for line in text.split("\n")
    ]


def calls() -> Iterator[str]:
    """Every call of ``leitstand`` in the page, without what stands before it."""
    for line in (*lines("sh", "ini"), *CODE.findall(BLOCK.sub("", TEXT))):
        found = re.search(r"(?:^|/opt/leitstand/bin/|ExecStart=\S*/)leitstand (?=[a-z])(.*)", line)
        if found:
            yield found[1]


def mistakes(call: str) -> Iterator[str]:
    """What is wrong with a call: no such command, no such option, too many or too few words."""
    words = shlex.split(call)
    name = next((n for n in COMMANDS if f"leitstand {call} ".startswith(f"{n} ")), None)
    if name is None:
        yield f"no command: {call}"
        return
    known = {option: p for p in COMMANDS[name].params for option in p.opts}
    rest, given = iter(words[len(name.split()) - 1 :]), 0
    for word in rest:
        if not word.startswith("--"):
            given += 1
        elif word not in known:
            yield f"no option: {word} of {name}"
        elif not getattr(known[word], "is_flag", False):
            next(rest)
    wanted = [p for p in COMMANDS[name].params if isinstance(p, click.Argument)]
    if given and given != len(wanted):
        yield f"wrong number of words: {call}"


def variables() -> dict[str, str]:
    """The settings of the page's example installation."""
    said = (line.partition("=") for line in lines("ini"))
    return {name: value for name, _sign, value in said if name in MEANINGS}


def test_the_page_calls_many_commands() -> None:
    assert len({call.split()[0] for call in calls()}) >= 7


@pytest.mark.parametrize("call", sorted(set(calls())))
def test_every_call_can_be_made(call: str) -> None:
    assert list(mistakes(call)) == []


@pytest.mark.parametrize("call", ["bakup", "backup a b", "backup --kep 3 a"])
def test_a_call_that_cannot_be_made_is_seen(call: str) -> None:
    assert list(mistakes(call))


def test_every_variable_has_a_meaning() -> None:
    named = set(re.findall(r"\b(?:LEITSTAND_[A-Z_]+|DATABASE_URL)\b", TEXT))
    assert len(named) > 12
    assert named - set(MEANINGS) == set()


def test_every_address_leads_somewhere() -> None:
    named = re.findall(r"https?://(?:leitstand\.example\.org|127\.0\.0\.1:8000)(/[\w/.-]+)", TEXT)
    named += re.findall(r"`(/(?:gesundheit|protokoll)[\w/]*)`", TEXT)
    assert len(named) >= 4
    for address in named:
        resolve(urlsplit(address).path)  # raises where there is nothing


def test_an_installation_set_up_as_told_is_safe(tmp_path: Path) -> None:
    given = {name: value for name, value in variables().items() if name not in NOT_HERE}
    assert {"LEITSTAND_HOSTS", "EMAIL_URL", "LEITSTAND_OIDC_ROLES"} <= set(given)
    place = new_place(tmp_path, "sqlite", variables=given)
    done = place.leitstand("check-deployment", "--format", "json")
    found = {one["key"] for one in json.loads(done.stdout)["findings"]}
    assert found - NOT_YET == set()


def test_without_its_settings_the_same_installation_is_not(tmp_path: Path) -> None:
    place = new_place(tmp_path, "sqlite")
    done = place.leitstand("check-deployment", "--format", "json")
    found = {one["key"] for one in json.loads(done.stdout)["findings"]}
    assert {"hosts", "https", "operator", "contact", "mail"} <= found
