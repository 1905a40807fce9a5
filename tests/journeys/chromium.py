# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A real Chromium for journeys, and what is looked at on every page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # This machine alone can be reached. A route that refuses the rest would switch the cache off.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
# Without preload axe does not copy our style sheets into the page, which our policy forbids.
RULES = {
    "preload": False,
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
}
Look = Literal["light", "dark", "small"]
LOOKS: tuple[Look, ...] = ("light", "dark", "small")
# Where to put pictures of the pages, for those who want to look at them.
PICTURES = os.environ.get("LEITSTAND_TEST_PICTURES")


@contextmanager
def started() -> Iterator[Browser]:
    """Chromium; in CI it must be there, elsewhere the journey is skipped without it."""
    path = shutil.which("chromium")
    if path is None:
        reason = "no chromium: apt-get install chromium"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright's loop runs in this thread; the tests still speak to the database from it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def window(browser: Browser, base: str, look: Look = "light") -> Iterator[Page]:
    """A fresh profile that reaches this machine alone.

    What the console complains about on our pages, a blocked script included, is an error.
    """
    context = browser.new_context(
        base_url=base,
        viewport={"width": 320 if look == "small" else 1280, "height": 900},
        color_scheme="dark" if look == "dark" else "light",
        locale="de-DE",
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: _note(message, base, complaints))
    try:
        yield page
        assert not complaints, complaints
    finally:
        context.close()


def _note(message: Any, base: str, complaints: list[str]) -> None:
    # A refusal is an answer; the browser tells of it as of a fault.
    is_status = "the server responded with a status of 4" in message.text
    is_ours = message.location["url"].startswith(base)
    if message.type in {"error", "warning"} and is_ours and not is_status:
        complaints.append(message.text)


def barriers(page: Page) -> list[str]:
    """What stands in somebody's way: axe's findings, and a page wider than its window."""
    # Without its style sheets a page has other colours and sizes than anybody sees.
    page.wait_for_load_state("load")
    page.wait_for_load_state("networkidle")
    found = [
        f"{one['id']}: {[node['html'] for node in one['nodes']]}"
        for one in Axe().run(page, options=RULES).response["violations"]
    ]
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, *(["the page is wider than its window"] if width > 0 else [])]


def picture(page: Page, name: str, look: Look = "light") -> None:
    """A picture of the whole page stands where LEITSTAND_TEST_PICTURES says, if it does."""
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{name}-{look}.png", full_page=True)
