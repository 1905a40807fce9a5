# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every public page has its data beside it: the same address with ``.json`` and ``.csv``.

A view returns a `Page`; the address decides in which shape it goes out, so the three shapes cannot
tell different things.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, wraps
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal, TypeAlias

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.ui import tables
from leitstand.ui.access import PUBLIC, access_of, declare, never_stored, refusal
from leitstand.ui.addresses import address
from leitstand.ui.navigation import route as route_of
from leitstand.ui.tables import Link, Table

PageFormat: TypeAlias = Literal["html", "json", "csv"]
View: TypeAlias = Callable[..., HttpResponse]
TABLE_PARAMETER = "tabelle"
_FIXED_KEYS = frozenset({"title", "description", "url", "language", "generated_from", "tables"})


@dataclass(frozen=True, slots=True)
class Page:
    """What a public page says. ``tables[0]`` is the main table and the page's CSV.

    ``context`` goes to the template only, ``payload`` to the JSON only. ``breadcrumb`` leads from
    below the home page to above this page. ``status`` is 400 where the question makes no sense.
    ``is_form``: the page takes something in and has no data beside it.
    """

    template: str
    title: str
    context: Mapping[str, object] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    payload: Mapping[str, object] | None = None
    description: str = ""
    breadcrumb: tuple[Link, ...] = ()
    status: int = 200
    is_form: bool = False

    def __post_init__(self) -> None:
        tables.by_key(self.tables)
        if taken := _FIXED_KEYS & set(self.payload or {}):
            raise ValueError(f"the payload may not use the fixed names {sorted(taken)}")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where one page lives, filters included; ``csv`` is None for a page without tables."""

    html: str
    json: str
    csv: str | None


def public_page(view: Callable[..., Page]) -> View:
    """Answer GET and HEAD with the page in the shape that the address asks for.

    The content depends on the address alone, never on a person: only the header of the HTML page
    names who is signed in.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, *, page_format: PageFormat = "html", **kwargs: Any
    ) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return shaped(request, view(request, **kwargs), page_format)

    return declare(answer, PUBLIC)


def requires(permission: str) -> Callable[[Callable[..., Page | HttpResponse]], View]:
    """Answer only whoever holds the permission; every view that is not public stands behind this.

    The view gives a `Page`, which goes out in the shape that the address asks for, or a response of
    its own, as a form does. Who is not signed in is sent to sign in and comes back; what was posted
    is held meanwhile (`held_forms`). Others get 403, and the refusal goes on record. Rights on one
    thing among many, such as a single measure, are the service's to check.
    """

    def guard(view: Callable[..., Page | HttpResponse]) -> View:
        @wraps(view)
        def answer(
            request: HttpRequest, *, page_format: PageFormat = "html", **kwargs: Any
        ) -> HttpResponse:
            elsewhere = refusal(request, permission, is_page=page_format == "html")
            found = view(request, **kwargs) if elsewhere is None else elsewhere
            if isinstance(found, Page):
                found = shaped(request, found, page_format)
            return never_stored(found)

        return declare(answer, permission)

    return guard


def shaped(request: HttpRequest, page: Page, page_format: PageFormat) -> HttpResponse:
    """The page as HTML, JSON or CSV, in the active language."""
    shape = {"html": html_response, "json": json_response, "csv": csv_response}[page_format]
    response = shape(request, page)
    response.status_code = page.status
    response["Content-Language"] = get_language() or "de"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def page_paths(
    route: str,
    view: View,
    name: str,
    *,
    formats: Iterable[PageFormat] = ("json", "csv"),
    data_route: str | None = None,
) -> list[URLPattern]:
    """The routes ``name``, ``name-json`` and ``name-csv``.

    A page that is all words takes ``formats=("json",)``. ``data_route`` names the data addresses
    where ``route`` itself is empty.
    """
    if access_of(view) is None:
        raise TypeError(f"{name}: wrap the view in public_page or requires first")
    base = route if data_route is None else data_route
    if not base:
        raise ValueError(f"{name}: an empty route needs a data_route")
    # Data first: a converter like <str:…> would otherwise take the suffix for part of its value.
    data = [
        path(f"{base}.{suffix}", view, {"page_format": suffix}, name=f"{name}-{suffix}")
        for suffix in formats
    ]
    return [*data, path(route, view, name=name)]


def addresses(request: HttpRequest, page: Page) -> Addresses:
    """The page's own addresses in the active language, with the query that chose its content."""
    match = route_of(request)
    query = request.GET.copy()
    query.pop(TABLE_PARAMETER, None)
    tail = f"?{query.urlencode()}" if query else ""
    if match is None or not match.view_name:
        return Addresses(f"{request.path}{tail}", "", None)
    kwargs = {key: value for key, value in match.kwargs.items() if key != "page_format"}
    suffix = match.kwargs.get("page_format", "")
    name = match.view_name.removesuffix(f"-{suffix}") if suffix else match.view_name
    return Addresses(
        html=address(name, **kwargs) + tail,
        json=address(f"{name}-json", **kwargs) + tail,
        csv=address(f"{name}-csv", **kwargs) + tail if page.tables else None,
    )


def html_response(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    """The page for reading. Templates also see ``page``, ``tables`` (by key) and ``addresses``."""
    # An error page has no data, perhaps no valid host.
    is_answer = status < HTTPStatus.BAD_REQUEST and not page.is_form
    context = {
        **page.context,
        "page": page,
        "tables": tables.by_key(page.tables),
        "addresses": addresses(request, page) if is_answer else None,
        "printed_address": request.build_absolute_uri() if is_answer else request.path,
    }
    return render(request, page.template, context, status=status)


def json_response(request: HttpRequest, page: Page) -> HttpResponse:
    """The page for machines: all tables and the payload."""
    content = {
        "title": str(page.title),
        "description": str(page.description),
        "url": request.build_absolute_uri(addresses(request, page).html),
        "language": get_language(),
        "generated_from": {
            "software": software(),
            "sources": _sources(page.tables),
        },
        "tables": {table.key: tables.document(table) for table in page.tables},
        **(page.payload or {}),
    }
    text = json.dumps(content, cls=_PageEncoder, ensure_ascii=False, allow_nan=False)
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def csv_response(request: HttpRequest, page: Page) -> HttpResponse:
    """One table for a spreadsheet: the main one, or the one that ``?tabelle=`` names."""
    if not page.tables:
        raise Http404(_("Diese Seite hat keine Tabelle."))
    wanted = request.GET.get(TABLE_PARAMETER, page.tables[0].key)
    table = tables.by_key(page.tables).get(wanted)
    if table is None:
        raise Http404(_("Diese Seite hat keine Tabelle mit diesem Namen."))
    response = HttpResponse(tables.csv_text(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{table.key}.csv"'
    return response


@cache
def software() -> str:
    """Name and version of this software, as data files name their maker."""
    try:
        return f"Leitstand {version('leitstand')}"
    except PackageNotFoundError:  # run from a checkout that was never installed
        return "Leitstand"


def _sources(found: tuple[Table, ...]) -> list[tables.Json]:
    """The sources of the tables, each once, in the order of the page."""
    sources: list[tables.Json] = []
    for table in found:
        source = tables.json_cell(table.source)
        if source is not None and source not in sources:
            sources.append(source)
    return sources


class _PageEncoder(DjangoJSONEncoder):
    """Django's encoder, but a Decimal stays a number, as it is in a table."""

    def default(self, o: Any) -> Any:
        return tables.json_cell(o) if isinstance(o, Decimal | Link) else super().default(o)
