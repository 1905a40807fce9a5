# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The ``leitstand`` command with all its parts, read from click."""

from collections.abc import Iterator

import click

from leitstand.cli.commands import leitstand
from tests.house.reference.english import english
from tests.house.reference.markdown import code, page, table


def all_commands(
    command: click.Command = leitstand, path: str = "leitstand"
) -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, with its full name."""
    if isinstance(command, click.Group):
        for name, inner in command.commands.items():
            yield from all_commands(inner, f"{path} {name}")
    else:
        yield path, command


def commands_page() -> str:
    """The page."""
    blocks = [
        "Results go to standard output, everything else to standard error. Exit code 0 means that"
        " the command did what it says, 1 that something is wrong, 2 that it was called wrongly."
        " Messages are German; `LEITSTAND_LANGUAGE=en` makes them English.",
    ]
    for path, command in all_commands():
        blocks += [f"## {path}", english(command.help or ""), code(_usage(path, command))]
        if command.params:
            blocks.append(
                table(("Parameter", "Default", "Meaning"), map(_parameter_row, command.params))
            )
    return page("Commands", *blocks)


def _usage(path: str, command: click.Command) -> str:
    arguments = [p for p in command.params if isinstance(p, click.Argument)]
    options = [p for p in command.params if isinstance(p, click.Option)]
    words = [path, *(f"{p.opts[-1]} {_values(p)}" for p in options if p.required)]
    words += ["[OPTIONS]"] if any(not p.required for p in options) else []
    return " ".join([*words, *((p.name or "").upper() for p in arguments)])


def _parameter_row(parameter: click.Parameter) -> tuple[str, str, str]:
    if not isinstance(parameter, click.Option):
        return code((parameter.name or "").upper()), "required", ""
    names = code(", ".join(parameter.opts))
    if not parameter.is_flag:
        names += " " + code(_values(parameter))
    if parameter.required:
        default = "required"
    elif parameter.is_flag:
        default = ""
    else:
        shown = isinstance(parameter.default, str | int)
        default = code(str(parameter.default)) if shown else ""
    meaning = english(parameter.help or "")
    if parameter.envvar:
        meaning += f" (environment: {code(str(parameter.envvar))})"
    return names, default, meaning.strip()


def _values(parameter: click.Parameter) -> str:
    match parameter.type:
        case click.Choice(choices=choices):
            return "|".join(str(choice) for choice in choices)
        case click.DateTime():
            return "YYYY-MM-DD"
        case click.IntRange(min=low, max=high):
            return f"{low}–{high}"
        case click.Path():
            return "FILE"
        case _:
            return "TEXT"
