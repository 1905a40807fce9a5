# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A public page that was just made for a stranger is given to the next one as it is.

What is kept is the whole answer of everything that stands behind this middleware, its protections
included. It is given out again only while the data stand as they stood *before* it was made: one
statement asks for their version, so an edit through any process is seen at the next request.
Whoever could get another answer than a stranger does neither take from here nor put anything in.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, TypeAlias

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.http import parse_etags

from leitstand.core.selectors import data_version
from leitstand.ui.access import PUBLIC, access_of, never_stored
from leitstand.web.page_cache.store import KeptPage, Key, PageStore, State

Answer: TypeAlias = Callable[[HttpRequest], HttpResponseBase]
# Longer questions are nobody's daily way, and every one would be another page to keep.
LONGEST_QUERY = 400
_LENGTH_AND_TYPE = frozenset({"content-length", "content-type", "content-disposition"})


class PageCacheMiddleware:
    """Give strangers the pages of others; see the module. Stands right behind `Security…`."""

    def __init__(self, get_response: Answer) -> None:
        if not settings.LEITSTAND_PAGE_CACHE_MB:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.store = PageStore(settings.LEITSTAND_PAGE_CACHE_MB * 1024 * 1024)
        # With one of these in hand a person is known, or about to be.
        self.personal = frozenset(
            {
                settings.SESSION_COOKIE_NAME,
                settings.CSRF_COOKIE_NAME,
                settings.LANGUAGE_COOKIE_NAME,
                "messages",
            }
        )

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from what is kept, or keep what is answered."""
        key = self._key(request)
        if key is not None and self.store.has(key):
            page = self.store.get(key, state_now())
            if page is not None:
                return _again(request, page)
        asked = _Asked(is_stranger=key is not None)
        request.page_cache = asked  # type: ignore[attr-defined]
        response = self.get_response(request)
        if not asked.is_page or not isinstance(response, HttpResponse):
            return response
        if key is None or asked.state is None:
            return response if response.has_header("Cache-Control") else never_stored(response)
        if not _may_be_shared(request, response):
            return response
        page = _kept(response, asked.state)
        if request.method == "GET":
            self.store.put(key, page)
        return _again(request, page)

    def process_view(
        self, request: HttpRequest, view: Any, args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> None:
        """Note whether a page is asked for and, before anything of it is read, the state."""
        asked: _Asked = request.page_cache  # type: ignore[attr-defined]
        asked.is_page = getattr(view, "is_page", False) and access_of(view) == PUBLIC
        if asked.is_page and asked.is_stranger:
            asked.state = state_now()

    def _key(self, request: HttpRequest) -> Key | None:
        """What the answer depends on beside the state of the data; None for who is no stranger.

        The language stands in the path. Order and spelling of the query do not matter.
        """
        if request.method not in {"GET", "HEAD"} or "HTTP_AUTHORIZATION" in request.META:
            return None
        if "HTTP_COOKIE" in request.META and not self.personal.isdisjoint(request.COOKIES):
            return None
        query = request.META.get("QUERY_STRING", "")
        if len(query) > LONGEST_QUERY:
            return None
        try:
            # Pages and data name their own address with its host, so each host has its own.
            place = (request.scheme, request.get_host(), request.path)
            asked = request.GET.lists() if query else ()
            return (*place, *sorted((name, *values) for name, values in asked))
        except SuspiciousOperation:  # a foreign host, too many fields: Django refuses it itself
            return None


class _Asked:
    """What is known of a request on its way in."""

    __slots__ = ("is_page", "is_stranger", "state")

    def __init__(self, *, is_stranger: bool) -> None:
        self.is_stranger = is_stranger
        self.is_page = False
        self.state: State | None = None


def state_now() -> State:
    """What a page can say hangs on the data and, for what is due or past, on the day."""
    return data_version(), timezone.localdate()


def _may_be_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer is complete and holds nothing for one person."""
    told = {part.partition("=")[0].lower() for part in _parts(response, "Cache-Control")}
    return (
        response.status_code == 200
        and not response.cookies
        and "CSRF_COOKIE" not in request.META
        and not told & {"private", "no-store"}
        and "*" not in _parts(response, "Vary")
    )


def _parts(response: HttpResponse, header: str) -> list[str]:
    return [part.strip() for part in response.get(header, "").split(",")]


def _kept(response: HttpResponse, state: State) -> KeptPage:
    if not response.has_header("Cache-Control"):
        # Others may keep it as well, but must ask each time whether it is still true.
        patch_cache_control(response, no_cache=True)
    etag = response.get("ETag") or f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
    response["ETag"] = etag
    response["Content-Length"] = str(len(response.content))
    return KeptPage(state, response.content, tuple(response.items()), etag)


def _again(request: HttpRequest, page: KeptPage) -> HttpResponse:
    """The answer as it went out the first time; 304 for who has it already."""
    given = request.META.get("HTTP_IF_NONE_MATCH")
    if given and _matches(given, page.etag):
        headers = {k: v for k, v in page.headers if k.lower() not in _LENGTH_AND_TYPE}
        response = HttpResponse(status=304, headers=headers)
        del response["Content-Type"]
        return response
    return HttpResponse(page.body, headers=dict(page.headers))


def _matches(given: str, etag: str) -> bool:
    """RFC 9110, 13.1.2: weak comparison."""
    tags = parse_etags(given)
    return "*" in tags or etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in tags}
