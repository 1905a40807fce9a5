# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The OpenAPI document, completed with what holds for every operation."""

from collections.abc import Iterator
from typing import Any

from leitstand.ui.api.problems import Kind

_PROBLEM = "Problem"
_COMMON = (Kind.INVALID_REQUEST, Kind.TOO_MANY_REQUESTS, Kind.SERVER_ERROR)
_TEXT = {"schema": {"type": "string"}}
_WORDS = {
    Kind.BAD_REQUEST: "The request cannot be read.",
    Kind.FORBIDDEN: "Not for everyone.",
    Kind.NOT_FOUND: "There is no such thing, or there was none on that day.",
    Kind.METHOD_NOT_ALLOWED: "Only GET, HEAD and OPTIONS.",
    Kind.CURSOR_GONE: "The cursor is not from this installation, or its data were restored from"
    " an older backup. Start again without one.",
    Kind.INVALID_REQUEST: "A parameter does not fit; `errors` names each.",
    Kind.TOO_MANY_REQUESTS: "Too many requests from this address; wait as `Retry-After` says.",
    Kind.SERVER_ERROR: "Our own mistake.",
}


def completed(document: Any) -> dict[str, Any]:
    """The document with headers, 304, problems and parameters as the gate handles them."""
    found: dict[str, Any] = dict(document)
    found.pop("servers", None)
    for path in found["paths"].values():
        for operation in path.values():
            _complete(operation)
    components = found["components"]
    # django-ninja also lists its own wrappers around queries, which nothing refers to.
    used = set(_referenced(found["paths"], components["schemas"]))
    components["schemas"] = {
        name: schema for name, schema in sorted(components["schemas"].items()) if name in used
    } | {_PROBLEM: _problem_schema()}
    components["responses"] = {
        response_name(kind): _problem(kind) for kind in Kind if kind is not Kind.FORBIDDEN
    } | {"NotModified": {"description": "What you have is still right.", "headers": _headers()}}
    return found


def _referenced(node: Any, schemas: dict[str, Any]) -> Iterator[str]:
    """The names of the schemas that ``node`` refers to, also through others."""
    if isinstance(node, list):
        for one in node:
            yield from _referenced(one, schemas)
    elif isinstance(node, dict):
        reference = node.get("$ref")
        if isinstance(reference, str) and (name := reference.rpartition("/")[2]) in schemas:
            yield name
            yield from _referenced(schemas[name], schemas)
        for one in node.values():
            yield from _referenced(one, schemas)


def _complete(operation: dict[str, Any]) -> None:
    for parameter in operation["parameters"]:
        parameter["schema"] = _without_null(parameter["schema"])
    operation["parameters"].append(
        {
            "in": "header",
            "name": "If-None-Match",
            "required": False,
            "schema": {"type": "string"},
            "description": "The `ETag` of an earlier answer: 304 if it is still right.",
        }
    )
    own = operation["responses"]
    own[200]["headers"] = _headers()
    own[304] = {"$ref": "#/components/responses/NotModified"}
    in_path = any(parameter["in"] == "path" for parameter in operation["parameters"])
    special = [Kind(name) for name in operation.pop("x-problems", ())]
    for kind in (*_COMMON, *((Kind.NOT_FOUND,) if in_path else ()), *special):
        own[kind.status] = {"$ref": f"#/components/responses/{response_name(kind)}"}
    operation["responses"] = {str(status): own[status] for status in sorted(own)}


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """A query has no null: what may be absent is just not there."""
    kinds = [one for one in schema.get("anyOf", ()) if one != {"type": "null"}]
    plain = {key: value for key, value in schema.items() if key not in {"anyOf", "default"}}
    default = {"default": schema["default"]} if schema.get("default") not in (None, "") else {}
    return {**(kinds[0] if len(kinds) == 1 else {}), **plain, **default}


def _headers() -> dict[str, Any]:
    return {
        "ETag": {**_TEXT, "description": "Stands for data, question and language."},
        "Cache-Control": {**_TEXT, "description": "Always ask whether it is still right."},
        "Content-Language": {"schema": {"type": "string", "enum": ["de", "en"]}},
    }


def response_name(kind: Kind) -> str:
    """What the document calls the answer that tells this problem."""
    return "".join(word.title() for word in kind.value.split("-"))


def _problem(kind: Kind) -> dict[str, Any]:
    headers: dict[str, Any] = {}
    if kind is Kind.TOO_MANY_REQUESTS:
        seconds = {"type": "integer", "minimum": 1}
        headers["Retry-After"] = {"schema": seconds, "required": True, "description": "Seconds."}
    schema = {"$ref": f"#/components/schemas/{_PROBLEM}"}
    return {
        "description": _WORDS[kind],
        "content": {"application/problem+json": {"schema": schema}},
        **({"headers": headers} if headers else {}),
    }


def _problem_schema() -> dict[str, Any]:
    text = {"type": "string"}
    return {
        "title": _PROBLEM,
        "description": "What went wrong, after RFC 9457, in the reader's language.",
        "type": "object",
        "required": ["type", "title", "status", "detail", "instance"],
        "properties": {
            "type": {**text, "format": "uri-reference", "description": "The kind of problem."},
            "title": {**text, "description": "The kind in words."},
            "status": {"type": "integer", "minimum": 400, "maximum": 599},
            "detail": {**text, "description": "What happened this time."},
            "instance": {**text, "format": "uri-reference", "description": "The path asked for."},
            "errors": {
                "type": "array",
                "description": "What is wrong with each parameter.",
                "items": {
                    "type": "object",
                    "required": ["parameter", "message"],
                    "properties": {"parameter": text, "message": text},
                },
            },
        },
    }
