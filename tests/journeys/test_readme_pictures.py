# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The README's pictures, taken of today's pages; ``make pictures`` puts them in their place."""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page

from tests.cli.places import Place, new_place
from tests.house.checkout import ROOT
from tests.journeys.chromium import Look, window
from tests.journeys.conftest import PLAN
from tests.journeys.signing_in import fill_in
from tests.journeys.story.album import PICTURES
from tests.servers import PRODUCTION, serving

FOLDER = "docs/images"
MEASURE = f"{PLAN}/massnahmen/flaechen.2.II"


class Shot(NamedTuple):
    """What a picture shows: the window, from a part of the page on, or the whole page."""

    address: str
    look: Look = "light"
    start: str = ""
    is_whole: bool = False


SHOTS = {
    "glance": Shot(PLAN, is_whole=True),
    "measure": Shot(MEASURE),
    "standing": Shot(f"{PLAN}/stand"),
    "moved": Shot(f"{PLAN}/was-sich-aendert"),
    "timeline": Shot(f"{PLAN}/zeitplan", start="#alle"),
    "decisions": Shot(f"{PLAN}/beschluesse"),
    "web": Shot(f"{PLAN}/geflecht", start="#bild-geflecht"),
    "findings": Shot(f"{PLAN}/pruefung"),
    "list-dark": Shot(f"{PLAN}/massnahmen?rolle=lead&institution=senweb", "dark"),
    "glance-small": Shot(PLAN, "small", start="#alle-massnahmen"),
    "history": Shot(f"{MEASURE}/verlauf"),
}


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = new_place(tmp_path, "sqlite", variables=PRODUCTION)
    yield made
    made.destroy()


def change_something(page: Page, place: Place) -> None:
    """The history has something to tell."""
    logins = (place.home / "demo-logins.txt").read_text("utf-8").split()
    page.goto(f"/konto/anmelden?next={MEASURE}/bearbeiten")
    fill_in(page, logins[0], logins[1])
    page.get_by_label("Kurzfassung", exact=True).fill(
        "Auf Bezirksebene entstehen bis 2021 Konzepte für Wirtschaftsflächen. Die"
        " Stadtentwicklungsverwaltung (SenSW) stellt das Programm dafür auf; die Bezirke"
        " erarbeiten die Konzepte und setzen sie um."
    )
    page.get_by_label("Warum?").fill("Beispiel: Der Steuerungskreis hat ein Jahr genannt.")
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/verlauf?vorgang=*")


def take(page: Page, shot: Shot, path: Path) -> None:
    page.goto(shot.address)
    page.evaluate("document.fonts.ready.then(() => true)")
    if shot.start:
        page.locator(shot.start).evaluate("one => one.scrollIntoView({behavior: 'instant'})")
    page.screenshot(path=path, full_page=shot.is_whole)


@pytest.mark.browser
def test_every_picture_can_be_taken_of_todays_pages(
    browser: Browser, place: Place, tmp_path: Path
) -> None:
    target = Path(os.environ.get("LEITSTAND_README_PICTURES", tmp_path))
    with serving(place, "demo") as address:
        for name, shot in SHOTS.items():
            if name == "history":
                with window(browser, address) as editor:
                    change_something(editor, place)
            with window(browser, address, shot.look) as page:
                take(page, shot, target / f"{name}.png")
    assert all((target / f"{name}.png").stat().st_size > 20_000 for name in SHOTS)


def test_the_readme_shows_these_pictures_and_none_is_kept_that_nothing_shows() -> None:
    shown = re.findall(rf"\({FOLDER}/([\w-]+)\.png\)", (ROOT / "README.md").read_text("utf-8"))
    assert sorted(shown) == sorted(SHOTS)
    kept = {path.stem for path in (ROOT / FOLDER).iterdir()}
    assert kept == {*SHOTS, *PICTURES}
