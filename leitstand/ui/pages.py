# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every public page has its data beside it: the same address with ``.json`` and ``.csv``.

A view returns a `Page`; the address decides in which shape it goes out, so the three shapes cannot
tell different things.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache, wraps
from http import HTTPStatus
from importlib.metadata import PackageNotFoundError, version
from typing import Any, Literal, TypeAlias

from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.ui import tables
from leitstand.ui.access import PUBLIC, access_of, declare, never_stored, refusal
from leitstand.ui.addresses import bare_address
from leitstand.ui.as_of import PARAMETER, AsOf, NoSuchDay, asked_day, current, kept_day, reading
from leitstand.ui.formats import day as day_words
from leitstand.ui.navigation import route as route_of
from leitstand.ui.tables import Link, Table

PageFormat: TypeAlias = Literal["html", "json", "csv"]
View: TypeAlias = Callable[..., HttpResponse]
TABLE_PARAMETER = "tabelle"
_FIXED_KEYS = frozenset(
    {"title", "description", "url", "language", "as_of", "notice", "generated_from", "tables"}
)


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
    """Where one page lives, filters and day included; ``csv`` is None for a page without tables.

    ``today`` is the same page as it stands today.
    """

    html: str
    json: str
    csv: str | None
    today: str


def public_page(view: Callable[..., Page]) -> View:
    """Answer GET and HEAD with the page in the shape and of the day that the address asks for.

    The content depends on the address alone, never on a person: only the header of the HTML page
    names who is signed in. What there was not on the day is told in a sentence, with the way to
    what there is today.
    """

    @wraps(view)
    def answer(
        request: HttpRequest, *, page_format: PageFormat = "html", **kwargs: Any
    ) -> HttpResponse:
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        try:
            as_of = AsOf(asked_day(request.GET.getlist(PARAMETER), today=timezone.localdate()))
            with reading(as_of):
                return shaped(request, _found(view, request, kwargs), page_format)
        except NoSuchDay as refused:
            return no_such_day(request, refused, page_format)

    answer.is_page = True  # type: ignore[attr-defined]
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


def _found(view: Callable[..., Page], request: HttpRequest, kwargs: dict[str, Any]) -> Page:
    """The page. On a past day even an address that leads nowhere may be right today."""
    try:
        return view(request, **kwargs)
    except Http404 as error:
        if (day := kept_day()) is None:
            raise
        reason = _("Am %(day)s stand das nicht im Plan.") % {"day": day_words(day)}
        raise NoSuchDay(f"{reason} {error}".strip(), is_readable=True) from None


def shaped(request: HttpRequest, page: Page, page_format: PageFormat) -> HttpResponse:
    """The page as HTML, JSON or CSV, in the active language; a past day is not for search engines.

    A search engine would find every page once for every day.
    """
    shape = {"html": html_response, "json": json_response, "csv": csv_response}[page_format]
    response = shape(request, page)
    response.status_code = page.status
    return _said(response)


def _said(response: HttpResponse) -> HttpResponse:
    response["Content-Language"] = get_language() or "de"
    if kept_day() is not None:
        response["X-Robots-Tag"] = "noindex"
    patch_vary_headers(response, ["Accept-Language"])
    return response


def no_such_day(request: HttpRequest, refused: NoSuchDay, page_format: PageFormat) -> HttpResponse:
    """400 or 404 in plain words, in the shape that was asked for."""
    status = HTTPStatus.NOT_FOUND if refused.is_readable else HTTPStatus.BAD_REQUEST
    page = Page("ui/no_such_day.html", _("Diesen Stand gibt es nicht"))
    today = addresses(request, page).today
    if page_format == "html":
        words = {"text": str(refused), "today_address": today}
        page = replace(page, context={**words, "asked_beside": _other_query(request)})
        return _said(html_response(request, page, status))
    if page_format == "csv":
        text = f"{page.title}. {refused}\n"
        return _said(HttpResponse(text, status=status, content_type="text/plain; charset=utf-8"))
    problem = {
        "type": "about:blank",
        "title": page.title,
        "status": status,
        "detail": str(refused),
        "today": request.build_absolute_uri(today),
    }
    text = json.dumps(problem, ensure_ascii=False)
    return _said(HttpResponse(text, status=status, content_type="application/problem+json"))


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


def is_for_reading(request: HttpRequest) -> bool:
    """Whether the address asks for HTML. A view need not make what only the data hold, or a picture
    that they do not.
    """
    match = route_of(request)
    return match is None or match.kwargs.get("page_format", "html") == "html"


def addresses(request: HttpRequest, page: Page) -> Addresses:
    """The page's own addresses in the active language, with the query that chose its content."""
    match = route_of(request)
    query = request.GET.copy()
    query.pop(TABLE_PARAMETER, None)
    query.pop(PARAMETER, None)
    today = f"?{query.urlencode()}" if query else ""
    if day := kept_day():
        query[PARAMETER] = day.isoformat()
    tail = f"?{query.urlencode()}" if query else ""
    if match is None or not match.view_name:
        return Addresses(f"{request.path}{tail}", "", None, f"{request.path}{today}")
    kwargs = {key: value for key, value in match.kwargs.items() if key != "page_format"}
    suffix = match.kwargs.get("page_format", "")
    name = match.view_name.removesuffix(f"-{suffix}") if suffix else match.view_name
    html = bare_address(name, **kwargs)
    return Addresses(
        html=html + tail,
        json=bare_address(f"{name}-json", **kwargs) + tail,
        csv=bare_address(f"{name}-csv", **kwargs) + tail if page.tables else None,
        today=html + today,
    )


def html_response(request: HttpRequest, page: Page, status: int = 200) -> HttpResponse:
    """The page for reading. Templates also see ``page``, ``tables`` (by key) and ``addresses``.

    ``as_of`` is the day that was asked for, ``other_query`` what the address asks beside it.
    """
    # An error page has no data, perhaps no valid host.
    is_answer = status < HTTPStatus.BAD_REQUEST and not page.is_form
    context = {
        **page.context,
        "page": page,
        "tables": tables.by_key(page.tables),
        "addresses": addresses(request, page) if is_answer else None,
        "as_of": current(),
        "other_query": _other_query(request) if is_answer else (),
        "printed_address": request.build_absolute_uri() if is_answer else request.path,
    }
    return render(request, page.template, context, status=status)


def _other_query(request: HttpRequest) -> tuple[tuple[str, str], ...]:
    kept = ((key, value) for key, values in request.GET.lists() for value in values)
    return tuple(
        (key.replace("\x00", ""), value.replace("\x00", ""))
        for key, value in kept
        if key != PARAMETER
    )


def json_response(request: HttpRequest, page: Page) -> HttpResponse:
    """The page for machines: all tables and the payload, and of which day they are."""
    own = addresses(request, page)
    content = {
        "title": str(page.title),
        "description": str(page.description),
        "url": request.build_absolute_uri(own.html),
        "language": get_language(),
        "as_of": shown_day(),
        "notice": day_notice(),
        "generated_from": {
            "software": software(),
            "sources": _sources(page.tables),
        },
        "tables": {table.key: tables.document(table) for table in page.tables},
        **(page.payload or {}),
    }
    text = json.dumps(content, cls=_PageEncoder, ensure_ascii=False, allow_nan=False)
    response = HttpResponse(text, content_type="application/json; charset=utf-8")
    if day := shown_day():
        name = own.json.partition("?")[0].rpartition("/")[2].removesuffix(".json")
        response["Content-Disposition"] = f'inline; filename="{name}-stand-{day}.json"'
    return response


def csv_response(request: HttpRequest, page: Page) -> HttpResponse:
    """One table for a spreadsheet: the main one, or the one that ``?tabelle=`` names.

    Of a past day every row says so in a last column, and the file in its name.
    """
    if not page.tables:
        raise Http404(_("Diese Seite hat keine Tabelle."))
    wanted = request.GET.get(TABLE_PARAMETER, page.tables[0].key)
    table = tables.by_key(page.tables).get(wanted)
    if table is None:
        raise Http404(_("Diese Seite hat keine Tabelle mit diesem Namen."))
    name = table.key
    if day := shown_day():
        table = tables.with_column(table, tables.Column("as_of", _("Stand vom"), "date"), day)
        name = f"{name}-stand-{day}"
    response = HttpResponse(tables.csv_text(table), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def shown_day() -> dt.date | None:
    """The past day whose state the page has shown; None where it shows today's."""
    as_of = current()
    return as_of.day if as_of.is_used else None


def day_notice() -> str | None:
    """What a reader must know who asked for a past day and got today's state."""
    as_of = current()
    if as_of.day is None or as_of.is_used:
        return None
    return _("Diese Seite zeigt den heutigen Stand, nicht den vom %(day)s.") % {
        "day": day_words(as_of.day)
    }


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
