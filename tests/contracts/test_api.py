# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The data interface gives what its OpenAPI document promises, and promises what was published."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from leitstand.plan.document import PlanDocument
from leitstand.web.api import api
from tests.house.checkout import ROOT

PUBLISHED = json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text("utf-8"))
VALUES = {
    "plan": "berlin-2018-2021",
    "measure": "flaechen.2.II",
    "goal": "flaechen.a",
    "institution": "senweb",
}
PATHS = sorted(PUBLISHED["paths"])
SEARCH = "/api/v1/search"
PLAN_IN_QUERY = {SEARCH, "/api/v1/changes"}
QUESTIONS = [
    *(
        (path, ask)
        for path in PATHS
        if path != SEARCH
        for ask in ("", "lang=en", "stand=2020-01-01")
    ),
    *(
        (SEARCH, ask)
        for ask in ("q=Flächen", "q=land&lang=en", "q=senweb", "q=der die das", "q=xyzxyz")
    ),
]


def closed(schema: Any) -> Any:
    """The schema, but with no field beyond those that it names: an answer must not leak any."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: closed(value) for key, value in schema.items()}
    if found.get("type") == "object" and "properties" in found:
        found["additionalProperties"] = False
    return found


def mistakes(path: str, content: Any) -> list[str]:
    """Where the content is not of the shape that the document promises for the path."""
    good = PUBLISHED["paths"][path]["get"]["responses"]["200"]
    schema = closed(
        good["content"]["application/json"]["schema"] | {"components": PUBLISHED["components"]}
    )
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator.FORMAT_CHECKER
    validator = Draft202012Validator(schema, format_checker=checker)
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(content)]


def data(client: Client, path: str, question: str = "") -> Any:
    response = client.get(path.format(**VALUES) + question)
    assert response.status_code == 200, response.content
    return response.json()


@pytest.mark.parametrize(("path", "question"), QUESTIONS)
def test_an_answer_has_its_published_shape_and_nothing_else(
    client: Client, berlin: PlanDocument, path: str, question: str
) -> None:
    assert mistakes(path, data(client, path, f"?{question}")) == []


@pytest.mark.parametrize("path", [path for path in PATHS if "{measure}" in path])
def test_every_measure_has_the_shape(client: Client, berlin: PlanDocument, path: str) -> None:
    for one in berlin.measures:
        content = client.get(path.format(plan="berlin-2018-2021", measure=one.id)).json()
        assert mistakes(path, content) == [], one.id


@pytest.mark.parametrize("path", [path for path in PATHS if "{institution}" in path])
def test_every_institution_has_the_shape(client: Client, berlin: PlanDocument, path: str) -> None:
    for one in berlin.institutions:
        content = client.get(path.format(plan="berlin-2018-2021", institution=one.id)).json()
        assert mistakes(path, content) == [], one.id


@pytest.mark.parametrize(
    "break_it",
    [
        lambda found: found.pop("count"),
        lambda found: found.update(id=7),
        lambda found: found["measures"][0].update(node_id=7),
        lambda found: found["measures"][0].pop("open_roles"),
        lambda found: found["measures"][0]["roles"][0].update(role="boss"),
        lambda found: found["measures"][0]["roles"][0]["institution"].update(label=None),
    ],
)
def test_an_answer_of_another_shape_is_seen(
    client: Client, berlin: PlanDocument, break_it: Callable[[Any], Any]
) -> None:
    path = "/api/v1/plans/{plan}/measures"
    broken = copy.deepcopy(data(client, path))
    break_it(broken)
    assert mistakes(path, broken)


def test_the_document_is_what_the_interface_gives_out(client: Client, db: None) -> None:
    assert client.get("/api/v1/openapi.json").json() == PUBLISHED == api.document()


def test_the_document_is_openapi_3_1_and_every_reference_in_it_resolves() -> None:
    assert PUBLISHED["openapi"] == "3.1.0"
    text = json.dumps(PUBLISHED)
    for kind, name in {tuple(ref.split("/")[2:4]) for ref in _references(json.loads(text))}:
        assert name in PUBLISHED["components"][kind]


def _references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [ref for one in node for ref in _references(one)]
    if isinstance(node, dict):
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [ref for one in node.values() for ref in _references(one)]
    return []


def test_every_operation_only_reads_and_tells_every_problem() -> None:
    for path, methods in PUBLISHED["paths"].items():
        assert set(methods) == {"get"}
        responses = methods["get"]["responses"]
        assert {"200", "304", "422", "429", "500"} <= set(responses)
        assert ("404" in responses) == ("{" in path or path in PLAN_IN_QUERY)
        for status, response in responses.items():
            if status >= "400":
                name = response["$ref"].rpartition("/")[2]
                content = PUBLISHED["components"]["responses"][name]["content"]
                assert set(content) == {"application/problem+json"}
