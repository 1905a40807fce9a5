# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""django-ninja with the manners of this house: every route behind the gate, one shape of error."""

import inspect
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, NoReturn

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Router
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation
from pydantic_core import to_json

from leitstand.ui.access import access_of
from leitstand.ui.access import declare as declare_access
from leitstand.ui.api.gate import gate, invalid_request, method_not_allowed
from leitstand.ui.api.openapi import completed
from leitstand.ui.api.problems import ApiProblem, Kind

# The type of a pydantic error that is a sentence for the reader already.
TOLD = "told"


class HouseAPI(NinjaAPI):
    """An API whose operations are reached only through the gate."""

    def __init__(self, *, root: str, title: str, version: str, description: str) -> None:
        super().__init__(
            title=title,
            version=version,
            description=description,
            openapi_url=None,
            docs_url=None,
            urls_namespace="api",
        )
        self.root = root
        self.add_exception_handler(ValidationError, self._validation)
        for error in (Http404, HttpError, Exception):
            self.add_exception_handler(error, _raised)

    def operations(self) -> Iterator[Operation]:
        """Every operation, in the order in which the rooms declared them."""
        for bound in self._get_bound_routers():
            for path_view in bound.path_operations.values():
                yield from path_view.operations

    def patterns(self) -> list[URLPattern]:
        """The routes below ``root``, each guarded, with the docstring of its operation."""
        named = {str(operation.url_name): operation for operation in self.operations()}
        guarded = []
        for pattern in self._get_urls():
            # What has no operation is ninja's own root, which only says 404.
            if isinstance(pattern, URLPattern) and pattern.name in named:
                operation = named[pattern.name]
                view = gate(
                    pattern.callback,
                    parameters=query_parameters(operation),
                    access=access_of(operation.view_func) or "",
                )
                view.__doc__ = f"{operation.summary}. {operation.description}"
                guarded.append(URLPattern(pattern.pattern, view, {}, pattern.name))
        return guarded

    def addresses(self) -> Iterator[tuple[str, str, list[str]]]:
        """Path, name and query parameters of every operation."""
        for path, methods in self.document()["paths"].items():
            operation = methods["get"]
            inside = [one["name"] for one in operation["parameters"] if one["in"] == "query"]
            yield path, operation["operationId"], inside

    def document(self) -> dict[str, Any]:
        """The OpenAPI document, with what the gate adds to every operation. Do not change it."""
        return self._completed

    @cached_property
    def _completed(self) -> dict[str, Any]:
        # Making it takes 0.1 s, and nothing in it depends on the request.
        return completed(self.get_openapi_schema(path_prefix=self.root))

    def _validation(self, request: HttpRequest, error: Any) -> NoReturn:
        """Say of each parameter what it should be; pydantic's own words are English only."""
        found: dict[str, str] = {}
        for one in error.errors:
            name = str(one["loc"][-1])
            told = one["msg"] if one["type"] == TOLD else None
            found.setdefault(name, told or expectation(self._expected.get(name, {})))
        raise invalid_request(list(found.items()))

    @cached_property
    def _expected(self) -> dict[str, dict[str, Any]]:
        """The schema of every parameter by its name, which means the same everywhere."""
        return {
            parameter["name"]: parameter["schema"]
            for path in self.document()["paths"].values()
            for parameter in path["get"]["parameters"]
        }


def _raised(request: HttpRequest, error: Any) -> NoReturn:
    """Leave it to the gate, which knows what to do with every error."""
    raise error


def query_parameters(operation: Operation) -> frozenset[str]:
    """The names that an operation's query may hold."""
    return frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in model.__ninja_flatten_map__
    )


def expectation(schema: dict[str, Any]) -> str:
    """What a parameter must be, as a sentence."""
    if "enum" in schema:
        return str(_("Erlaubt ist: %s.") % ", ".join(schema["enum"]))
    if schema.get("format") == "date":
        return _("Erwartet wird ein Tag in der Form JJJJ-MM-TT.")
    if schema.get("type") == "integer":
        return _("Erwartet wird eine ganze Zahl von %(low)d bis %(high)d.") % {
            "low": schema["minimum"],
            "high": schema["maximum"],
        }
    if "maxLength" in schema and "pattern" not in schema:
        return str(_("Erlaubt sind höchstens %d Zeichen.") % schema["maxLength"])
    return _("Der Wert hat nicht die Form, die hier erwartet wird.")


def operation(
    router: Router,
    path: str,
    name: str,
    shape: type,
    *,
    access: str,
    problems: Sequence[Kind] = (),
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A question that programs may ask with GET. The docstring's first line is its summary.

    ``access`` says who may ask, as on every view; see :func:`gate`.
    """

    def declare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        summary, _blank, rest = (inspect.getdoc(view) or "").partition("\n\n")
        decorated: Callable[..., HttpResponse] = router.get(
            path,
            response=shape,
            operation_id=name,
            url_name=name,
            summary=summary.removesuffix("."),
            description=rest.replace("\n", " "),
            openapi_extra={"x-problems": [kind.value for kind in problems]},
        )(declare_access(view, access))
        return decorated

    return declare


def answer(content: object) -> HttpResponse:
    """The content as JSON. It goes out as it is: contract tests hold it to the declared shape."""
    return HttpResponse(to_json(content), content_type="application/json")


def unknown_address(request: HttpRequest) -> HttpResponse:
    """Any address below the interface that leads nowhere."""
    if request.method not in {"GET", "HEAD"}:
        raise method_not_allowed(request)
    raise ApiProblem(Kind.NOT_FOUND, _("Unter dieser Adresse hat die Schnittstelle nichts."))
