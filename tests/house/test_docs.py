# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the papers name exists: pages, make targets, tests, identifiers."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import FieldDoesNotExist

import leitstand
from tests.house.checkout import ROOT, project_files, short, syntax

DOCS = [path for path in project_files() if path.suffix == ".md" and path.parts[-2] != "vendor"]
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("*.md"))
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
MAKE = re.compile(r"\bmake ([a-z][a-z-]+)")
TEST = re.compile(r"(tests/[\w/]+\.py)(?:::(\w+))?")


def outside_code(text: str) -> str:
    return re.sub(r"```.*?```", "", text, flags=re.DOTALL)


def anchors(path: Path) -> set[str]:
    headings = re.findall(r"^#+ (.+)$", outside_code(path.read_text("utf-8")), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def broken_links(path: Path) -> Iterator[str]:
    for target in LINK.findall(outside_code(path.read_text("utf-8"))):
        if re.match(r"[a-z]+:", target):
            continue
        name, _hash, anchor = target.partition("#")
        page = (path.parent / name).resolve() if name else path
        is_there = page == path or (page.exists() and page.is_relative_to(ROOT))
        if not is_there or (anchor and page.suffix == ".md" and anchor not in anchors(page)):
            yield target


@pytest.mark.parametrize("path", DOCS, ids=short)
def test_every_link_inside_the_project_leads_somewhere(path: Path) -> None:
    assert list(broken_links(path)) == []


def test_a_link_that_leads_nowhere_is_seen(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A b\n[x](missing.md) [y](#a-b) [z](#c) [w](https://example.org)\n")
    assert list(broken_links(page)) == ["missing.md", "#c"]


def test_every_page_of_the_docs_can_be_reached_from_the_index() -> None:
    index = ROOT / "docs" / "index.md"
    reached, waiting = {index}, [index]
    while waiting:
        page = waiting.pop()
        for target in LINK.findall(outside_code(page.read_text("utf-8"))):
            found = (page.parent / target.partition("#")[0]).resolve()
            if found.suffix == ".md" and found.exists() and found not in reached:
                reached.add(found)
                waiting.append(found)
    assert {short(path) for path in DOCS if path.is_relative_to(ROOT / "docs")} - {
        short(path) for path in reached
    } == set()


@pytest.mark.parametrize("path", DOCS, ids=short)
def test_every_make_target_that_a_page_names_exists(path: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    text = path.read_text("utf-8")
    named = {
        target
        # Only what is set as code: "make sure" is no target.
        for piece in re.findall(r"```.*?```|`[^`\n]+`", text, flags=re.DOTALL)
        for target in MAKE.findall(piece)
    }
    assert named - targets == set()


@pytest.mark.parametrize("path", DOCS, ids=short)
def test_every_test_that_a_page_names_exists(path: Path) -> None:
    for file, name in TEST.findall(path.read_text("utf-8")):
        assert (ROOT / file).is_file(), file
        if name:
            defined = {n.name for n in syntax(ROOT / file).body if isinstance(n, ast.FunctionDef)}
            assert name in defined, f"{file}::{name}"


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


@pytest.mark.parametrize("path", DECISIONS, ids=short)
def test_a_decision_tells_context_decision_and_consequences(path: Path) -> None:
    headings = re.findall(r"^## (.+)$", path.read_text("utf-8"), flags=re.MULTILINE)
    assert headings[:3] == ["Context", "Decision", "Consequences"]


def glossary_identifiers() -> list[tuple[str, str]]:
    """Room and identifier of every row of the glossary that names one."""
    # The second table is of rooms to come: it names no identifiers.
    text = (ROOT / "docs" / "glossary.md").read_text("utf-8").partition("## Rooms to come")[0]
    lines = text.splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if "|" in line]
    return [
        (room, name)
        for _german, _english, names, room, *_note in rows
        for name in re.findall(r"`([^`]+)`", names)
    ]


@cache
def known_names() -> dict[str, list[Any]]:
    """Everything that a module of Leitstand defines, by its name."""
    found: dict[str, list[Any]] = {}
    for info in pkgutil.walk_packages(leitstand.__path__, "leitstand."):
        if ".migrations" in info.name:
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            if getattr(value, "__module__", info.name) == info.name:
                found.setdefault(name, []).append(value)
    return found


def exists(identifier: str) -> bool:
    name, _dot, member = identifier.partition(".")
    return any(not member or has_member(owner, member) for owner in known_names().get(name, ()))


def has_member(owner: Any, member: str) -> bool:
    if hasattr(owner, member) or member in getattr(owner, "model_fields", {}):
        return True
    try:
        owner._meta.get_field(member)
    except (AttributeError, FieldDoesNotExist):
        return False
    return True


def test_every_identifier_of_the_glossary_exists_where_its_room_does() -> None:
    identifiers = glossary_identifiers()
    rooms = {room for room, _name in identifiers}
    built = {room for room in rooms if (ROOT / "leitstand" / room).is_dir()}
    assert {"core", "plan"} <= built
    assert [name for room, name in identifiers if room in built and not exists(name)] == []


@pytest.mark.parametrize("identifier", ["Phantasie", "Measure.phantasie", "RoleKind.BOSS"])
def test_an_identifier_that_is_made_up_is_seen(identifier: str) -> None:
    assert not exists(identifier)
