# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The real server with the demonstration, and a real Chromium that looks at it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request

from tests.cli.places import Place
from tests.journeys.chromium import started
from tests.servers import PRODUCTION, serving

PLAN = "/plaene/berlin-2018-2021"
PAGES = {
    "home": "/",
    "glance": PLAN,
    "list": f"{PLAN}/massnahmen",
    "filtered list": f"{PLAN}/massnahmen?institution=ihk&rolle=contributor",
    "empty list": f"{PLAN}/massnahmen?text=gibtesnicht&thema=hafen",
    "measure": f"{PLAN}/massnahmen/flaechen.2.II",
    "whole measure": f"{PLAN}/massnahmen/digitale-industrie.2.II",
    "field of action": f"{PLAN}/themen/rahmenbedingungen",
    "cluster": f"{PLAN}/themen/flaechen",
    "task field": f"{PLAN}/themen/flaechen.2",
    "goals": f"{PLAN}/ziele",
    "goal": f"{PLAN}/ziele/flaechen.a",
    "institutions": f"{PLAN}/institutionen",
    "institution": f"{PLAN}/institutionen/berlin-partner",
    "web": f"{PLAN}/geflecht",
    "web around": f"{PLAN}/geflecht?institution=sensw",
    "web in part": f"{PLAN}/geflecht?thema=marketing&art=promotion&rolle=lead",
    "empty web": f"{PLAN}/geflecht?thema=hafen",
    "findings": f"{PLAN}/pruefung",
    "changes": f"{PLAN}/aenderungen",
    "history": f"{PLAN}/massnahmen/flaechen.2.II/verlauf",
    "past day": f"{PLAN}/massnahmen?rolle=lead&stand=2019-03-01",
    "past day, today shown": "/suche?q=ihk&stand=2019-03-01",
    "search": "/suche?q=Flächen",
    "search without a hit": "/suche?q=xyzzy",
    "standing": f"{PLAN}/stand",
    "standing on a past day": f"{PLAN}/stand?stand=2025-12-31",
    "standing before any round": f"{PLAN}/stand?stand=2025-01-31",
    "what moved": f"{PLAN}/was-sich-aendert",
    "what moved, a kind": f"{PLAN}/was-sich-aendert?art=postponed&thema=flaechen",
    "what moved between days": f"{PLAN}/was-sich-aendert?von=2019-01-01&bis=fruehjahr-2026",
    "rounds": f"{PLAN}/runden",
    "round": f"{PLAN}/runden/fruehjahr-2026",
    "filtered round": f"{PLAN}/runden/fruehjahr-2026?urteil=overdue&thema=flaechen",
    "measure in a round": f"{PLAN}/runden/fruehjahr-2026/massnahmen/smart-city.2.I",
    "group in a round": f"{PLAN}/runden/fruehjahr-2026/massnahmen/flaechen.2.II",
    "reports": f"{PLAN}/berichte",
    "reports on a past day": f"{PLAN}/berichte?stand=2026-01-01",
    "rules of a round": f"{PLAN}/bewertungsregeln",
    "measure of another programme": f"{PLAN}/massnahmen/energie.1.I",
    "foreign measures": f"{PLAN}/fremde-massnahmen",
    "foreign measures on a past day": f"{PLAN}/fremde-massnahmen?stand=2025-12-31",
    "states to take over": f"{PLAN}/massnahmen-stand",
    "decisions": f"{PLAN}/beschluesse",
    "decisions on a past day": f"{PLAN}/beschluesse?stand=2026-08-01",
    "gallery": "/bausteine",
    "interface": "/schnittstelle",
    "accessibility": "/barrierefreiheit",
    "privacy": "/datenschutz",
    "imprint": "/impressum",
    "plain language": "/leichte-sprache",
    "404": f"{PLAN}/massnahmen/gibt.es.nicht",
}
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "320 px": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
}
NewPage: TypeAlias = Callable[..., Page]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of ``leitstand demo`` in a fresh home, with the settings of production."""
    place = Place(tmp_path_factory.mktemp("haus"), variables=PRODUCTION)
    with serving(place, "demo") as address:
        yield address


# One browser for a module and not for the session: while it runs, Django takes the thread for
# asynchronous and refuses its database to the tests of other modules.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@dataclass(eq=False)
class Visit:
    """A page with what went wrong on it: errors on its console, requests to other hosts."""

    page: Page
    wrong: list[str] = field(default_factory=list)

    def on_console(self, message: ConsoleMessage) -> None:
        # That an address is not there is what the page of a 404 is about. JSON names no icon as our
        # pages do, so that some time later the browser looks for one where sites once had it.
        about = message.location.get("url", "")
        is_expected = about == self.page.url or urlsplit(about).path == "/favicon.ico"
        if message.type in {"error", "warning"} and not (is_expected and "404" in message.text):
            self.wrong.append(message.text)

    def on_request(self, request: Request) -> None:
        if urlsplit(request.url).hostname != "127.0.0.1" and not request.url.startswith("data:"):
            self.wrong.append(request.url)


@pytest.fixture(scope="module")
def visits(browser: Browser, server: str) -> Iterator[dict[str, Visit]]:
    """One page in each mode, kept for the whole module."""
    made = {name: _visit(browser, server, **mode) for name, mode in MODES.items()}
    yield made
    for visit in made.values():
        visit.page.context.close()


@pytest.fixture
def new_page(browser: Browser, server: str) -> Iterator[NewPage]:
    """A page of its own context. Nothing may have gone wrong on it by the end of the test."""
    made: list[Visit] = []

    def make(**options: Any) -> Page:
        made.append(_visit(browser, server, **(MODES["light"] | options)))
        return made[-1].page

    yield make
    wrong = [words for visit in made for words in visit.wrong]
    for visit in made:
        visit.page.context.close()
    assert wrong == []


def _visit(browser: Browser, server: str, **options: Any) -> Visit:
    context = browser.new_context(base_url=server, locale="de-DE", **options)
    context.set_default_timeout(15_000)
    visit = Visit(context.new_page())
    visit.page.on("console", visit.on_console)
    visit.page.on("pageerror", lambda error: visit.wrong.append(str(error)))
    visit.page.on("request", visit.on_request)
    return visit
