# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the house look at: the files of the checkout, as git knows them."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LOCK_FILES = frozenset({"uv.lock", "package-lock.json"})


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is committed, or would be: ignored files are left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    # A file that is deleted but still in the index is no file.
    found = {ROOT / name for name in listed.split("\0") if name}
    return tuple(sorted(path for path in found if path.is_file()))


def short(path: Path) -> str:
    """The path as it is written in messages."""
    return path.relative_to(ROOT).as_posix()


def sources(folder: str) -> Iterator[Path]:
    """The Python files of one folder; migrations are written by Django and left out."""
    for path in project_files():
        is_inside = short(path).startswith(f"{folder}/")
        if is_inside and path.suffix == ".py" and "migrations" not in path.parts:
            yield path


@cache
def syntax(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text("utf-8"), str(path))
