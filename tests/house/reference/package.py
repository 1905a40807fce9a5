# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of a plan package, read from the models of the document."""

import inspect
import json
from functools import cache
from typing import Any

from pydantic import BaseModel

from leitstand.plan.document import PlanDocument
from leitstand.plan.document.fields import ID_PATTERN, PATH_PATTERN
from leitstand.plan.document.workbook.sheets import SHEETS, header
from tests.house.reference.markdown import code, page, table, told

IDS = {ID_PATTERN: "id", PATH_PATTERN: "path"}
SCHEMA_NAME = "plan-package.schema.json"


def schema_text() -> str:
    """What ``leitstand plan schema`` prints."""
    return json.dumps(PlanDocument.model_json_schema(), ensure_ascii=False, indent=2) + "\n"


def shapes(model: type[BaseModel] = PlanDocument) -> list[type[BaseModel]]:
    """The document and every shape inside it, each once, as they appear."""
    found = [model]
    for shape in found:
        for field in shape.model_fields.values():
            found.extend(inner for inner in _models_in(field.annotation) if inner not in found)
    return found


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if inspect.isclass(annotation) and issubclass(annotation, BaseModel):
        return [annotation]
    inner = getattr(annotation, "__args__", ())
    return [model for part in inner for model in _models_in(part)]


def package_page() -> str:
    """The page."""
    schema = _schema()
    blocks = [
        "A package is a folder of YAML files, or one YAML or JSON file, or an Excel workbook."
        " All of them say the same document. For machines:"
        f" [{SCHEMA_NAME}]({SCHEMA_NAME}). By example:"
        " [bring in a plan](../how-to/bring-in-a-plan.md).",
        "Unknown fields are mistakes. Line numbers count from 1 in the published text, both ends of"
        " a range included. *id*: lower-case words with hyphens; *path*: ids with dots between.",
        "What the `id` of a measure says (`cluster`, `task_field`, `number`, `part`) a package may"
        " leave out; exports write it.",
    ]
    for shape in shapes():
        own = schema if shape is PlanDocument else schema["$defs"][shape.__name__]
        blocks += [f"## {shape.__name__}", told(shape), _fields(own)]
    blocks += [
        "## Excel workbook",
        "One sheet a list; `a.de` is the German of `a`, `lines.0` and `lines.1` are the ends of a"
        " range. Columns before the sheet's own say which outer entry a row belongs to.",
        table(
            ("Sheet", "Columns"),
            (
                (sheet.title, ", ".join(code(header(column)) for column in sheet.columns))
                for sheet in SHEETS
            ),
        ),
    ]
    return page("Plan package", *blocks)


@cache
def _schema() -> dict[str, Any]:
    return PlanDocument.model_json_schema()


def _fields(schema: dict[str, Any]) -> str:
    required = set(schema.get("required", ()))
    rows = (
        (code(name), _type(field), "yes" if name in required else "")
        for name, field in schema["properties"].items()
    )
    return table(("Field", "Value", "Required"), rows)


def _type(field: dict[str, Any]) -> str:
    if "anyOf" in field:
        options = [one for one in field["anyOf"] if one.get("type") != "null"]
        return " or ".join(_type(one) for one in options)
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        shape = _schema()["$defs"][name]
        if "enum" in shape:
            return ", ".join(code(str(value)) for value in shape["enum"])
        return f"[{name}](#{name.lower()})"
    if "enum" in field or "const" in field:
        return ", ".join(code(str(value)) for value in field.get("enum", [field.get("const")]))
    if "prefixItems" in field:
        return "pair of " + _type(field["prefixItems"][0])
    if field.get("type") == "array":
        return "list of " + _type(field["items"])
    if field.get("pattern") in IDS:
        return IDS[field["pattern"]]
    words = {"string": "text", "integer": "whole number", "boolean": "true or false"}
    kind = str(field.get("format") or words.get(field["type"], field["type"]))
    limits = {
        "pattern": field.get("pattern"),
        "at most": field.get("maxLength"),
        "at least": field.get("minimum"),
    }
    bounds = [f"{word} {code(str(value))}" for word, value in limits.items() if value is not None]
    return f"{kind}, {', '.join(bounds)}" if bounds else kind
