# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The data interface, read from its OpenAPI document."""

import json
from typing import Any

from leitstand.ui.api.problems import EXPLAINED_AT
from leitstand.web.api import api
from tests.house.reference.markdown import code, page, table

DOCUMENT_NAME = "openapi.json"


def document_text() -> str:
    """What ``/api/v1/openapi.json`` answers."""
    return json.dumps(api.document(), ensure_ascii=False, indent=2) + "\n"


def api_page() -> str:
    """The page."""
    document = api.document()
    operations = [(path, methods["get"]) for path, methods in document["paths"].items()]
    blocks = [
        f"{document['info']['description']} The whole contract, for tools:"
        f" [{DOCUMENT_NAME}]({DOCUMENT_NAME}), also at `/api/v1/openapi.json`. How to work with it:"
        " [use the data](../how-to/use-the-data.md).",
        table(
            ("Address", "What it tells", "Query"),
            (
                (
                    code(path),
                    f"{one['summary']}. {one['description']}",
                    " ".join(code(p["name"]) for p in one["parameters"] if p["in"] == "query"),
                )
                for path, one in operations
            ),
        ),
        "## Parameters",
        table(("Name", "Meaning", "Allowed"), _parameters(operations)),
        "An unknown parameter, and one that stands twice, is an error.",
        "## Problems",
        f"`type` is `{EXPLAINED_AT}#` and the kind; the page explains each.",
        table(
            ("Kind", "Status", "Meaning"),
            (
                (code(kind), status, meaning)
                for kind, status, meaning in _problems(document["components"]["responses"])
            ),
        ),
    ]
    for name, schema in document["components"]["schemas"].items():
        blocks += [
            f"## {name}",
            schema["description"],
            table(("Field", "Type", "Meaning"), _fields(schema)),
        ]
    return page("Data interface", *blocks)


def _parameters(operations: list[tuple[str, Any]]) -> list[tuple[str, str, str]]:
    found = {
        (one["name"], one["in"]): (one["schema"], one.get("description", ""))
        for _path, operation in operations
        for one in operation["parameters"]
    }
    return [
        (
            code(name),
            words or schema.get("description", "") or f"Part of the path: id of a {name}.",
            _allowed(schema),
        )
        for (name, _where), (schema, words) in found.items()
    ]


def _allowed(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(map(code, schema["enum"]))
    if schema["type"] == "integer":
        return f"{schema['minimum']}–{schema['maximum']}, else {schema['default']}"
    if "format" in schema:
        return str(schema["format"])
    return f"up to {schema['maxLength']} characters" if "maxLength" in schema else "text"


def _problems(responses: dict[str, Any]) -> list[tuple[str, str, str]]:
    from leitstand.ui.api.openapi import response_name
    from leitstand.ui.api.problems import Kind

    return [
        (kind.value, str(kind.status), responses[response_name(kind)]["description"])
        for kind in Kind
        if response_name(kind) in responses
    ]


def _fields(schema: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [
        (code(name), kind_of(field), field.get("description", ""))
        for name, field in schema["properties"].items()
    ]


def kind_of(field: dict[str, Any]) -> str:
    """A field's type in a few signs."""
    if "$ref" in field:
        return code(field["$ref"].rpartition("/")[2])
    if "anyOf" in field:
        return " or ".join(kind_of(one) for one in field["anyOf"])
    if "enum" in field:
        return " or ".join(code(f'"{one}"') for one in field["enum"])
    if "prefixItems" in field:
        return "[" + ", ".join(kind_of(one) for one in field["prefixItems"]) + "]"
    if field.get("type") == "array":
        return f"list of {kind_of(field['items'])}"
    return str(field.get("format") or field["type"])
