# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The data interface as a whole: the rooms' operations, the OpenAPI document, the way home."""

from functools import cache

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import include, path, re_path
from pydantic_core import to_json

from leitstand.plan.api import router as plan_router
from leitstand.ui.addresses import address
from leitstand.ui.api import HouseAPI
from leitstand.ui.api.gate import gate
from leitstand.ui.api.house import unknown_address
from leitstand.web.search_operation import router as search_router

api = HouseAPI(
    root="/api/v1/",
    title="Leitstand",
    version="1",
    description=(
        "Plans, measures, institutions and goals of an industrial city, what changed, and a search."
        " Open to"
        " everyone and from any page (CORS), read only, without a key. Texts are German or English;"
        " ids, keys and the plan's own words stay the same. Every answer has an ETag and every"
        " error is `application/problem+json` (RFC 9457). Within v1 fields may be added; none goes"
        " or changes its meaning."
    ),
)
api.add_router("", plan_router, tags=["plan"])
api.add_router("", search_router, tags=["search"])


def openapi(request: HttpRequest) -> HttpResponse:
    """The OpenAPI 3.1 document of the interface."""
    return HttpResponse(_document(), content_type="application/json")


@cache
def _document() -> bytes:
    return to_json(api.document(), indent=2)


def to_its_page(request: HttpRequest) -> HttpResponse:
    """Whoever types the bare address is led to the page that explains it."""
    return HttpResponseRedirect(address("web:interface"))


def anything_else(request: HttpRequest) -> HttpResponse:
    """Addresses below the interface that lead nowhere, as problem details."""
    return unknown_address(request)


app_name = "api"
urlpatterns = [
    path("v1/openapi.json", gate(openapi, parameters=("lang",)), name="openapi"),
    re_path(r"^v1/?$", gate(to_its_page, parameters=("lang",)), name="root"),
    path("v1/", include(api.patterns())),
    # No pattern at all: every address that is left, whatever signs it holds.
    re_path("", gate(anything_else, parameters=()), name="unknown"),
]
