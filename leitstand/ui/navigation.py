# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The ways through the site that stand on every page: main navigation, languages, footer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import (
    NoReverseMatch,
    Resolver404,
    ResolverMatch,
    resolve,
    translate_url,
)
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.core.permissions import allows
from leitstand.ui.addresses import address
from leitstand.ui.tables import Link


@dataclass(frozen=True, slots=True)
class NavigationItem:
    """One entry of the main navigation; ``is_current`` also on the pages below it.

    ``is_here``: it is the page itself.
    """

    text: str
    href: str
    is_current: bool
    is_here: bool = False


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one language, named in that language."""

    code: str
    name: str
    href: str
    is_current: bool


def navigation(request: HttpRequest | None, plan: str | None = None) -> tuple[NavigationItem, ...]:
    """The entries whose routes exist, for ``plan`` or the plan that the address names.

    Without a plan the entries that need one are left out, so a bare installation has none.
    """
    match = route(request)
    slug = plan or (match.kwargs.get("plan") if match else None)
    here = request.path if request else ""
    # The first page is where the entry leads; those after it belong to it too.
    entries = (
        (_("Überblick"), "plan:glance"),
        (_("Maßnahmen"), "plan:measures"),
        (_("Ziele"), "plan:goals"),
        (_("Institutionen"), "plan:institutions"),
        (
            _("Umsetzung"),
            "steering:standing",
            "steering:differences",
            "steering:timeline",
            "steering:overlaps",
            "steering:published-rounds",
            "steering:rules",
            "committee:public-decisions",
            "foreign:steered",
            "foreign:offered",
            "reports:releases",
        ),
        (_("Geflecht"), "plan:web"),
        (_("Prüfung"), "plan:findings"),
        (_("Änderungen"), "plan:changes"),
    )
    known = {"plan": slug} if slug else None
    found = tuple(
        (text, href, {_path(href), *(_path(address_of(one, known) or href) for one in others)})
        for text, name, *others in entries
        if (href := address_of(name, known))
    )
    current = _closest(here, [path for _text, _href, own in found for path in own])
    return tuple(
        NavigationItem(text, href, current in own, _path(href) == here) for text, href, own in found
    )


def _path(href: str) -> str:
    """The address without the day that it carries along."""
    return href.partition("?")[0]


def _closest(here: str, addresses: list[str]) -> str | None:
    """The longest address that the page is or lies below."""
    above = [each for each in addresses if here == each or here.startswith(f"{each}/")]
    return max(above, key=len, default=None)


def language_links(request: HttpRequest | None) -> tuple[LanguageLink, ...]:
    """The page in every language, filters kept; where it has no address, the home page."""
    match = route(request)
    active = get_language() or settings.LANGUAGE_CODE
    here = request.get_full_path() if request and match else home_address()
    path, _mark, query = here.partition("?")
    tail = f"?{query}" if query else ""
    return tuple(
        LanguageLink(
            code,
            str(name),
            _translated(settings.ROOT_URLCONF, active, path, code) + tail,
            code == active,
        )
        for code, name in settings.LANGUAGES
    )


@lru_cache(maxsize=8_192)
def _translated(_urlconf: str, _active: str, path: str, code: str) -> str:
    """The same page's path in another language; finding it takes Django 0.2 ms."""
    return translate_url(path, code)


def footer_links() -> tuple[Link, ...]:
    """Statements, gallery and source code, as far as this installation has them."""
    return tuple(_footer_links())


def _footer_links() -> Iterator[Link]:
    for text, name in (
        (_("Barrierefreiheit"), "web:accessibility"),
        (_("Leichte Sprache"), "web:plain-language"),
        (_("Datenschutz"), "web:privacy"),
        (_("Impressum"), "web:imprint"),
        (_("Bausteine"), "web:gallery"),
        (_("Schnittstelle"), "web:interface"),
    ):
        if href := address_of(name):
            yield Link(text, href)
    if source := getattr(settings, "LEITSTAND_SOURCE_URL", ""):
        yield Link(_("Quelltext"), source)


def feed_link(request: HttpRequest | None, plan: str | None = None) -> Link | None:
    """The feed of ``plan``, or of the plan that the address names."""
    match = route(request)
    slug = plan or (match.kwargs.get("plan") if match else None)
    href = address_of("plan:changes-feed", {"plan": slug}) if slug else None
    return Link(_("Änderungen dieses Plans"), href) if href else None


def is_home(request: HttpRequest) -> bool:
    """Whether the request asks for the home page in the active language."""
    return request.path == _path(home_address())


def account_link(request: HttpRequest | None) -> Link | None:
    """To the account page by the person's name, or to the sign-in that leads back here.

    None where there is no request, or it never came as far as to be somebody's.
    """
    user = getattr(request, "user", None)
    if request is None or user is None:
        return None
    if user.is_authenticated:
        target = address_of("web:account")
        return Link(str(user), target) if target else None
    target = address_of("account_login")
    if target is None:
        return None
    match = route(request)
    is_reading = request.method in {"GET", "HEAD"}
    is_worth_coming_back = match is not None and is_reading and request.path != target
    query = urlencode({"next": request.get_full_path()}) if is_worth_coming_back else ""
    return Link(_("Anmelden"), f"{target}?{query}" if query else target)


def desk_links(request: HttpRequest | None) -> tuple[Link, ...]:
    """To the desks of whoever is signed in: only where they may work and this installation has one.

    Their roles came with the sign-in, so this asks the database nothing.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return ()
    desks = (
        (_("Geschäftsstelle"), "steering:office", "steering.manage_rounds"),
        (_("Meine Aufgaben"), "steering:desk-start", "steering.prepare_answer"),
        (_("Lage"), "committee:board", "committee.view_board"),
        (_("Gremien"), "committee:bodies", "committee.view_meetings"),
    )
    found = (
        Link(text, href)
        for text, name, permission in desks
        if (href := address_of(name)) and allows(user, permission)
    )
    return tuple(found)[:1]  # the office may answer for everybody, and has its own desk for that


def home_address() -> str:
    """The home page in the active language."""
    return address_of("web:home") or "/"


def search_address() -> str | None:
    """The search page in the active language, or None where the installation has none."""
    return address_of("web:search")


def address_of(name: str, kwargs: dict[str, str] | None = None) -> str | None:
    """The address of a route, or None where the installation has no such route."""
    try:
        return address(name, **(kwargs or {}))
    except NoReverseMatch:
        return None


def route(request: HttpRequest | None) -> ResolverMatch | None:
    """The route a request took, or None (no request, or an address that leads nowhere)."""
    if request is None:
        return None
    if request.resolver_match is not None:
        return request.resolver_match
    try:
        return resolve(request.path_info)
    except Resolver404:
        return None
