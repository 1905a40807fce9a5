# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The published shapes. A change here is a change for everybody who reads our output."""

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent


def mistakes(name: str, value: Any) -> list[str]:
    """Where ``value`` is not of the shape that ``name.schema.json`` asks for."""
    return mistakes_against(FOLDER / f"{name}.schema.json", value)


def mistakes_against(path: Path, value: Any) -> list[str]:
    """The same for a schema that lies elsewhere."""
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]
