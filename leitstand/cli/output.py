# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How commands speak: results on standard output, everything else on standard error."""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import click
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
)

errors = Console(stderr=True, highlight=False, soft_wrap=True)
output_format = click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help=_("Ausgabe für Menschen oder für Maschinen."),
)


def say(text: object) -> None:
    """A line for people, on standard output."""
    click.echo(str(text))


def give_json(value: Any) -> None:
    """A result for machines: one JSON document on standard output."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def fail(message: str, *, code: int = 1) -> NoReturn:
    """Say what is wrong on standard error and end the command with an error."""
    click.echo(message, err=True)
    raise SystemExit(code)


@contextlib.contextmanager
def progress(total: int) -> Iterator["Steps"]:
    """A bar on standard error while a terminal looks on; silence in a pipe."""
    columns = (
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True, disable=not errors.is_terminal) as bar:
        yield Steps(bar, total)


class Steps:
    """The steps of one piece of long work, each named before it begins."""

    def __init__(self, bar: Progress, total: int) -> None:
        self._bar = bar
        self._task = bar.add_task("", total=total)
        self._has_begun = False

    def next(self, what: str) -> None:
        """The step before is done; ``what`` begins."""
        self._bar.update(self._task, advance=int(self._has_begun), description=str(what))
        self._bar.refresh()
        self._has_begun = True

    def done(self, what: str, count: int) -> None:
        """``count`` more are done, the last of them called ``what``."""
        self._bar.update(self._task, advance=count, description=str(what))


def write_whole(path: Path, content: bytes) -> None:
    """The file holds all of ``content``, or what it held before."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Named first, so that whoever interrupts the writing leaves nothing behind.
    fresh = tempfile.NamedTemporaryFile(dir=path.parent, delete=False)  # noqa: SIM115
    try:
        with fresh:
            fresh.write(content)
        os.chmod(fresh.name, 0o644)
        os.replace(fresh.name, path)
    except BaseException:
        os.unlink(fresh.name)
        raise


def write_to_stdout(content: bytes) -> None:
    """Bytes as they are, so that a shell can redirect them."""
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()
