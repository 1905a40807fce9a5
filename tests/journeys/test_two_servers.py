# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Two servers on one database: who reads through the one sees what is edited through the other."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from tests.cli.places import Place, new_place
from tests.journeys.chromium import picture, window
from tests.journeys.conftest import PLAN
from tests.journeys.signing_in import fill_in
from tests.servers import PRODUCTION, serving

pytestmark = pytest.mark.browser
MEASURE = f"{PLAN}/massnahmen/flaechen.3.I"
TITLE = "Gewerbehöfe der neuen Art"
REASON = "Beschluss vom März"
# As for `leitstand demo`: nobody sets up a second factor to look at it.
VARIABLES = PRODUCTION | {"LEITSTAND_MFA": "optional"}


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """The demonstration, loaded and not yet served."""
    made = new_place(tmp_path, request.param, variables=VARIABLES)
    done = made.leitstand("demo", "--no-serve")
    assert done.returncode == 0, done.stderr
    yield made
    made.destroy()


def password(place: Place, username: str) -> str:
    lines = (place.home / "demo-logins.txt").read_text("utf-8").splitlines()
    return dict(line.split() for line in lines)[username]


def heading(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


def change_the_title(page: Page, place: Place) -> None:
    page.goto(f"/konto/anmelden?next={MEASURE}")
    fill_in(page, "demo-geschaeftsstelle", password(place, "demo-geschaeftsstelle"))
    page.get_by_role("link", name="Bearbeiten").click()
    page.get_by_label("Titel", exact=True).fill(TITLE)
    page.get_by_label("Warum?").fill(REASON)
    page.get_by_role("button", name="Speichern").click()
    page.wait_for_url("**/verlauf?vorgang=*")


def test_an_edit_made_through_one_of_two_servers_is_seen_at_once_through_the_other(
    place: Place, browser: Browser
) -> None:
    with (
        serving(place) as first,
        serving(place) as second,
        window(browser, first) as editor,
        window(browser, second) as stranger,
    ):
        # What the second server and the stranger's window keep is the old wording.
        for address in (f"{MEASURE}/verlauf", MEASURE, MEASURE):
            stranger.goto(address)
        before = heading(stranger)
        assert TITLE not in before
        today = {f"{timezone.localdate():%-d}. "}
        change_the_title(editor, place)
        today.add(f"{timezone.localdate():%-d}. ")

        stranger.reload()
        assert TITLE in heading(stranger)
        picture(stranger, "two-servers-measure")
        stranger.get_by_role("link", name="Verlauf").click()
        stranger.wait_for_url("**/verlauf")
        change = stranger.locator("article").first.inner_text()
        assert any(f", {day}" in change for day in today)
        assert "Durch: Geschäftsstelle." in change
        assert f"Grund: {REASON}" in change
        assert "Gesa Büro" not in stranger.content()
        picture(stranger, "two-servers-history")

        yesterday = timezone.localdate() - dt.timedelta(days=1)
        stranger.goto(f"{MEASURE}?stand={yesterday}")
        assert heading(stranger) == before
