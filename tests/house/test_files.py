# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What holds for every file of the project."""

import configparser
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.house.checkout import LOCK_FILES, ROOT, project_files, short

WITH_COMMENTS = frozenset(
    {".py", ".md", ".html", ".css", ".svg", ".yaml", ".yml", ".toml", ".po", ".cfg", ".sh", ".js"}
)
# pyproject.toml stays as its tools write it; migrations are Django's. Both stand in REUSE.toml.
WITHOUT_HEADER = re.compile(r"pyproject\.toml|.*/migrations/\d{4}_\w+\.py")
FORBIDDEN_NAMES = frozenset({"utils", "helpers", "common", "manager", "data", "info", "process"})
MAX_LINES = 400
# Split so that this file does not find itself.
HEADER = ("SPDX-" + "FileCopyrightText: Leitstand maintainers", "SPDX-" + "License-Identifier: ")
OPEN_WORDS = re.compile(r"\b(" + "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X")) + r")\b")
MACHINE_PATH = re.compile("/" + r"(work|farm|root|tmp/studio|home/\w+|Users/\w+)/")
HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs.org", "deb." + "debian.org")


def texts() -> Iterator[tuple[str, str]]:
    """Every text file of the project by its short name; lock files are their tools' own."""
    for path in project_files():
        if path.name in LOCK_FILES:
            continue
        try:
            yield short(path), path.read_text("utf-8")
        except UnicodeDecodeError:
            continue


def lines_with(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{number}"
        for name, text in texts()
        for number, line in enumerate(text.splitlines(), start=1)
        if pattern.search(line)
    ]


def test_every_source_file_says_whose_it_is_and_under_which_licence() -> None:
    bare = [
        name
        for name, text in texts()
        if Path(name).suffix in WITH_COMMENTS
        and not WITHOUT_HEADER.fullmatch(name)
        and not all(words in "\n".join(text.splitlines()[:4]) for words in HEADER)
    ]
    assert bare == []


def test_every_file_has_a_licence_for_the_licence_tool() -> None:
    tool = Path(sys.executable).with_name("reuse")
    result = subprocess.run(
        [tool, "lint", "--lines"], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert (result.returncode, result.stdout) == (0, "")


@pytest.mark.parametrize("suffix", [".py", ".html", ".css"])
def test_no_file_grows_past_what_one_can_read_in_one_go(suffix: str) -> None:
    counts = {name: text.count("\n") for name, text in texts() if name.endswith(suffix)}
    assert counts
    long = {
        name: count
        for name, count in counts.items()
        if count > MAX_LINES and not WITHOUT_HEADER.fullmatch(name)
    }
    assert long == {}


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [
        short(path)
        for path in project_files()
        if path.suffix == ".py"
        and FORBIDDEN_NAMES & {path.stem, *path.relative_to(ROOT).parent.parts}
    ]
    assert found == []


def test_nothing_is_left_open_in_the_files() -> None:
    assert lines_with(OPEN_WORDS) == []


def test_no_path_of_one_machine_is_in_the_files() -> None:
    assert lines_with(MACHINE_PATH) == []


def test_no_package_registry_is_named_in_the_files() -> None:
    hosts = {*HOSTS, *configured_hosts()}
    assert lines_with(re.compile("|".join(map(re.escape, sorted(hosts))))) == []


def configured_hosts() -> set[str]:
    """The hosts that this machine takes packages from."""
    found = [value for name, value in os.environ.items() if "INDEX" in name or "REGISTRY" in name]
    for file in (Path("/etc/pip.conf"), Path.home() / ".config/pip/pip.conf"):
        settings = configparser.ConfigParser(interpolation=None)
        settings.read(file)
        found += [value for section in settings.values() for value in section.values()]
    words = " ".join(found).split()
    return {host for word in words if (host := urlsplit(word).hostname)}


@pytest.mark.parametrize(
    ("pattern", "line"),
    [
        (OPEN_WORDS, "# TO" + "DO: later"),
        (MACHINE_PATH, "see /" + "work/main/plans"),
        (MACHINE_PATH, "/" + "home/anna/leitstand"),
    ],
)
def test_the_patterns_find_what_they_are_for(pattern: re.Pattern[str], line: str) -> None:
    assert pattern.search(line)
