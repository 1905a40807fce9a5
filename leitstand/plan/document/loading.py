# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reading a plan from a package directory, a YAML or JSON file, or an Excel workbook.

Every way ends in the same validation, and every mistake is told with file and line or cell.
Files are foreign: sizes are limited, YAML aliases refused, nothing in them is executed.
"""

import json
from pathlib import Path as FilePath
from typing import Any

import yaml
from django.utils.translation import gettext as _
from pydantic import ValidationError

from leitstand.plan.document import validity, workbook
from leitstand.plan.document.model import PlanDocument
from leitstand.plan.document.problems import (
    Path,
    Place,
    PlanRejected,
    Problem,
    explain,
    named,
    rejected,
)
from leitstand.plan.document.yaml_events import yaml_tree

MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_PACKAGE_FILES = 200
LISTS = ("nodes", "goals", "institutions", "measures")


def load(path: FilePath) -> PlanDocument:
    """The valid document at ``path``; :class:`PlanRejected` names every mistake otherwise."""
    if path.is_dir():
        tree, place = _directory(path)
    elif not path.is_file():
        raise rejected(str(path), _("Diese Datei oder dieses Verzeichnis gibt es nicht."))
    elif path.suffix.lower() == ".xlsx":
        _refuse_large(path)
        tree, place = workbook.parse(path)
    elif path.suffix.lower() in {".yaml", ".yml"}:
        tree, lines = _yaml(path, path.name)
        place = _places({(): lines}, {(): path.name})
    elif path.suffix.lower() == ".json":
        tree, place = _json(path)
    else:
        raise rejected(
            path.name,
            _("Unbekannte Dateiart. Möglich sind ein Verzeichnis, .yaml, .json und .xlsx."),
        )
    return validated(tree, place)


def validated(tree: Any, place: Place = named) -> PlanDocument:
    """The document that ``tree`` (dicts and lists) says, or a rejection with places."""
    try:
        document = PlanDocument.model_validate(tree)
    except ValidationError as error:
        raise PlanRejected(
            [
                Problem(place(tuple(item["loc"])), explain(dict(item)))
                for item in error.errors(include_url=False)
            ]
        ) from None
    found = validity.problems(document, place)
    if found:
        raise PlanRejected(found)
    return document


def _refuse_large(path: FilePath) -> None:
    size = path.stat().st_size
    if size > MAX_FILE_BYTES:
        raise rejected(
            path.name,
            _("Die Datei ist %(size)d MB groß, höchstens %(limit)d MB sind möglich.")
            % {"size": size // 1024**2, "limit": MAX_FILE_BYTES // 1024**2},
        )


def _text(path: FilePath, name: str) -> str:
    _refuse_large(path)
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise rejected(
            name,
            _("Die Datei ist kein UTF-8-Text (Byte %(at)d).") % {"at": error.start},
        ) from None


def _directory(path: FilePath) -> tuple[Any, Place]:
    """A package: every YAML file gives some of the five top-level keys; lists are joined."""
    files = sorted(
        (f for f in path.rglob("*") if f.suffix in {".yaml", ".yml"} and f.is_file()),
        # plan.yaml, then what lies beside it, then folders: by name, so names give the order.
        key=lambda f: (
            f.name != "plan.yaml",
            len(f.relative_to(path).parts),
            f.as_posix(),
        ),
    )
    if not any(file.name == "plan.yaml" for file in files):
        raise rejected(str(path), _("Das Verzeichnis enthält keine Datei plan.yaml."))
    if len(files) > MAX_PACKAGE_FILES:
        raise rejected(str(path), _("Das Paket hat mehr als %d Dateien.") % MAX_PACKAGE_FILES)
    tree: dict[str, Any] = {name: [] for name in LISTS}
    lines: dict[Path, dict[Path, int]] = {}
    names: dict[Path, str] = {}
    for file in files:
        name = file.relative_to(path).as_posix()
        part, own = _yaml(file, name)
        if not isinstance(part, dict):
            raise rejected(name, _("Die Datei muss mit Feldern wie „measures:“ beginnen."))
        for key, value in part.items():
            where = f"{name}:{own.get((key,), 1)}"
            if key == "plan":
                if "plan" in tree:
                    raise rejected(where, _("„plan“ steht schon in einer anderen Datei."))
                tree["plan"] = value
                lines[("plan",)], names[("plan",)] = _below(own, ("plan",)), name
            elif key not in LISTS or not isinstance(value, list):
                raise rejected(
                    where,
                    _("„%(key)s“ ist hier nicht möglich; erlaubt sind Listen unter %(keys)s.")
                    % {"key": key, "keys": ", ".join(LISTS)},
                )
            else:
                for index, item in enumerate(value):
                    at: Path = (key, len(tree[key]))
                    tree[key].append(item)
                    lines[at], names[at] = _below(own, (key, index)), name
    return tree, _places(lines, names)


def _below(lines: dict[Path, int], root: Path) -> dict[Path, int]:
    depth = len(root)
    return {path[depth:]: line for path, line in lines.items() if path[:depth] == root}


def _places(lines: dict[Path, dict[Path, int]], names: dict[Path, str]) -> Place:
    """Find the nearest line known for a path: a missing field is told at its parent's line."""

    def place(path: Path) -> str:
        for length in range(min(len(path), 2), -1, -1):
            root = path[:length]
            if root in names:
                rest = path[length:]
                while rest not in lines[root] and rest:
                    rest = rest[:-1]
                return f"{names[root]}:{lines[root].get(rest, 1)}"
        return named(path)

    return place


def _json(path: FilePath) -> tuple[Any, Place]:
    text = _text(path, path.name)
    try:
        tree = json.loads(text, object_pairs_hook=_no_key_twice)
    except json.JSONDecodeError as error:
        raise rejected(
            f"{path.name}:{error.lineno}",
            _("Das ist kein gültiges JSON: %(reason)s.") % {"reason": error.msg},
        ) from None
    except RecursionError:
        raise rejected(path.name, _("Die Datei ist zu tief verschachtelt.")) from None
    except _KeyTwice as error:
        yaml_tree(text, path.name)  # knows the line
        raise rejected(path.name, _("Das Feld „%s“ steht doppelt.") % error) from None
    except ValueError:
        raise rejected(path.name, _("Die Datei enthält eine Zahl ohne Ende.")) from None
    try:
        # JSON is YAML in all but rare cases, and YAML knows its lines.
        lines = yaml_tree(text, path.name)[1]
    except yaml.YAMLError:
        return tree, lambda at: f"{path.name}: {named(at)}"
    return tree, _places({(): lines}, {(): path.name})


class _KeyTwice(ValueError):
    pass


def _no_key_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """JSON lets the last of two equal keys win; here half a record would be lost in silence."""
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _value in pairs]
        raise _KeyTwice(next(key for key in keys if keys.count(key) > 1))
    return values


def _yaml(path: FilePath, name: str) -> tuple[Any, dict[Path, int]]:
    text = _text(path, name)
    try:
        return yaml_tree(text, name)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise rejected(
            f"{name}:{line}",
            _("Das ist kein gültiges YAML: %(reason)s.") % {"reason": error.problem},
        ) from None
    except yaml.YAMLError as error:
        raise rejected(
            name, _("Das ist kein gültiges YAML: %(reason)s.") % {"reason": error}
        ) from None
