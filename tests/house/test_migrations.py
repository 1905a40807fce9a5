# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Migrations form one line, say what the models say, and stand without the application's code."""

import ast
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tests.house.checkout import project_files, short, syntax

FILES = [path for path in project_files() if path.match("leitstand/*/migrations/[0-9]*.py")]


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say() -> None:
    output = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=output, stderr=output)
    assert "No changes detected" in output.getvalue()


@pytest.mark.parametrize("app", sorted({path.parts[-3] for path in FILES}))
def test_the_migrations_of_a_room_follow_each_other_in_one_line(app: str) -> None:
    loader = MigrationLoader(None)
    names = sorted(name for label, name in loader.disk_migrations if label == app)
    assert [name[:4] for name in names] == [f"{number:04}" for number in range(1, len(names) + 1)]
    for before, name in zip([None, *names], names, strict=False):
        own = [n for label, n in loader.disk_migrations[app, name].dependencies if label == app]
        assert own == ([before] if before else [])


@pytest.mark.parametrize("path", FILES, ids=short)
def test_a_migration_imports_no_application_code(path: Path) -> None:
    assert [module for module in imported(syntax(path)) if module.startswith("leitstand")] == []


def imported(tree: ast.Module) -> list[str]:
    return [
        module
        for node in ast.walk(tree)
        for module in (
            [alias.name for alias in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    ]


def test_every_kind_of_import_is_seen() -> None:
    sample = ast.parse("import leitstand.core.history\nfrom leitstand.plan import enums\n")
    assert imported(sample) == ["leitstand.core.history", "leitstand.plan"]
