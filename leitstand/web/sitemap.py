# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The sitemap: every public page in every language, each with its counterpart (sitemaps.org 0.9).

``/sitemap.xml`` names the parts. A part holds at most `PAGES_IN_PART` pages, far below what the
protocol allows, and is sent while it is written.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from math import ceil
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from leitstand.plan import selectors as plans
from leitstand.plan.selectors import PlanNotFound
from leitstand.steering.selectors.standing import asked_in_public, public_counts
from leitstand.ui.access import public
from leitstand.ui.routes import public_pages

PAGES_IN_PART = 10_000
_TYPE = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_LINKS = "http://www.w3.org/1999/xhtml"
_ROUND = frozenset({"plan", "round"})
_ROUND_MEASURE = frozenset({"plan", "round", "measure"})
Page = tuple[str, dict[str, str]]


@public
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The parts of the sitemap: the pages of the site, and those of each plan."""
    counts, asked = plans.thing_counts(), public_counts()
    addresses = [reverse("sitemap-site")]
    for slug in plans.plan_slugs():
        pages = len(_routes_with(frozenset({"plan"})))
        for kind, count in counts.get(slug, {}).items():
            pages += count * len(_routes_with(frozenset({"plan", kind})))
        rounds, measures = asked.get(slug, (0, 0))
        pages += rounds * len(_routes_with(_ROUND)) + measures * len(_routes_with(_ROUND_MEASURE))
        parts = max(1, ceil(pages / PAGES_IN_PART))
        addresses += [reverse("sitemap-plan", args=(slug, part)) for part in range(1, parts + 1)]
    places = (
        f"<sitemap><loc>{escape(request.build_absolute_uri(one))}</loc></sitemap>\n"
        for one in addresses
    )
    body = f'{_HEAD}<sitemapindex xmlns="{_SITEMAP}">\n{"".join(places)}</sitemapindex>\n'
    return HttpResponse(body, content_type=_TYPE)


@public
@require_safe
def site(request: HttpRequest) -> StreamingHttpResponse:
    """The pages that belong to no plan."""
    return _streamed(request, ((name, {}) for name in _routes_with(frozenset())))


@public
@require_safe
def plan_part(request: HttpRequest, plan: str, part: int) -> StreamingHttpResponse:
    """One part of a plan's pages, counted from 1."""
    if part < 1:
        raise Http404
    first = (part - 1) * PAGES_IN_PART
    try:
        pages = islice(_plan_pages(plan), first, first + PAGES_IN_PART)
        begin = next(pages, None)
    except PlanNotFound as error:
        raise Http404(str(error)) from None
    if begin is None:
        raise Http404
    return _streamed(request, _with_first(begin, pages))


def _with_first(first: Page, rest: Iterable[Page]) -> Iterator[Page]:
    yield first
    yield from rest


def _routes_with(needs: frozenset[str]) -> tuple[str, ...]:
    return tuple(route.name for route in public_pages() if route.needs == needs)


def _plan_pages(plan: str) -> Iterator[Page]:
    named = {kind: _routes_with(frozenset({"plan", kind})) for kind in plans.THINGS}
    things = plans.things(plan)
    for name in _routes_with(frozenset({"plan"})):
        yield name, {"plan": plan}
    for kind, key in things:
        for name in named[kind]:
            yield name, {"plan": plan, kind: key}
    yield from _round_pages(plan)


def _round_pages(plan: str) -> Iterator[Page]:
    """The pages of published rounds, newest first, and of what each says of a measure."""
    rounds, measures = _routes_with(_ROUND), _routes_with(_ROUND_MEASURE)
    for slug, asked in asked_in_public(plan).items():
        for name in rounds:
            yield name, {"plan": plan, "round": slug}
        for key in asked:
            for name in measures:
                yield name, {"plan": plan, "round": slug, "measure": key}


def _streamed(request: HttpRequest, pages: Iterable[Page]) -> StreamingHttpResponse:
    def written() -> Iterator[str]:
        yield f'{_HEAD}<urlset xmlns="{_SITEMAP}" xmlns:xhtml="{_LINKS}">\n'
        for name, needs in pages:
            yield _entries(request, name, needs)
        yield "</urlset>\n"

    return StreamingHttpResponse(written(), content_type=_TYPE)


def _entries(request: HttpRequest, name: str, needs: dict[str, str]) -> str:
    """The page once in every language, each naming all of them and the one for everyone else."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            # Not ui.addresses: a whole plan would push out what pages ask for all the time.
            found[code] = request.build_absolute_uri(reverse(name, kwargs=needs))
    others = found | {"x-default": found[settings.LANGUAGE_CODE]}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(place)}/>'
        for code, place in others.items()
    )
    return "".join(f"<url><loc>{escape(place)}</loc>{links}</url>\n" for place in found.values())
