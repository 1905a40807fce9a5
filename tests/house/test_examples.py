# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the how-tos show works as shown."""

import re
import shlex
from pathlib import Path

import pytest

from leitstand.plan.checks import check
from leitstand.plan.document.loading import load
from leitstand.plan.document.problems import PlanRejected
from leitstand.plan.selectors import plan_document
from leitstand.plan.services import plan_import
from tests.house.checkout import ROOT, project_files, short
from tests.house.reference.commands import all_commands

HOW_TO = ROOT / "docs" / "how-to"
PAGES = [path for path in project_files() if path.suffix == ".md" and "vendor" not in path.parts]
COMMANDS = dict(all_commands())


def blocks(page: Path, language: str) -> list[str]:
    fence = "`" * 3
    pattern = rf"^ *{fence}{language}\n(.*?)^ *{fence}"
    return re.findall(pattern, page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE)


def written(page: str, target: Path) -> Path:
    """The files that the page shows, each named by its first line; returns their folder."""
    for block in blocks(HOW_TO / page, "yaml"):
        name = block.partition("\n")[0].removeprefix("# ")
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(block, "utf-8")
        folder = target / Path(name).parts[0]
    return folder


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["bring-in-a-plan.md", "another-city.md"])
def test_the_package_of_a_how_to_can_be_brought_in(page: str, tmp_path: Path) -> None:
    document = load(written(page, tmp_path))
    plan_import(document=document, actor="test")
    assert plan_document(document.plan.slug) == document


def test_the_first_package_of_all_breaks_no_rule(tmp_path: Path) -> None:
    findings = check(load(written("bring-in-a-plan.md", tmp_path)))
    assert [finding.rule for finding in findings if finding.severity == "breach"] == []


def test_the_mistake_that_the_how_to_shows_is_told_as_shown(tmp_path: Path) -> None:
    folder = written("bring-in-a-plan.md", tmp_path)
    file = folder / "topics" / "water.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace("institution: hafenamt", "institution: hafenant"), "utf-8")
    [shown] = blocks(HOW_TO / "bring-in-a-plan.md", "text")
    with pytest.raises(PlanRejected) as rejection:
        load(folder)
    [problem] = rejection.value.problems
    assert shown.splitlines()[-1].strip() == str(problem)


def calls(page: Path) -> list[list[str]]:
    """Every line that calls leitstand, as words after the command."""
    lines = "\n".join(blocks(page, "sh")).splitlines()
    found = [shlex.split(line, comments=True) for line in lines if "leitstand " in line]
    return [words[1:] for words in found if words and Path(words[0]).name == "leitstand"]


def unknown_words(words: list[str]) -> list[str]:
    """What is no command, or no option of the command."""
    depth = next((n for n in (2, 1) if " ".join(["leitstand", *words[:n]]) in COMMANDS), 0)
    if not depth:
        return words[:2]
    command = COMMANDS[" ".join(["leitstand", *words[:depth]])]
    known = {option for parameter in command.params for option in parameter.opts}
    return [word for word in words if word.startswith("--") and word not in known]


@pytest.mark.parametrize("page", PAGES, ids=short)
def test_every_command_that_a_page_calls_exists_with_its_options(page: Path) -> None:
    assert [unknown_words(words) for words in calls(page) if unknown_words(words)] == []


@pytest.mark.parametrize("line", ["plan fly", "plan check x --loud", "fly"])
def test_a_command_that_does_not_exist_is_seen(line: str) -> None:
    assert unknown_words(line.split())
