# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report's HTML file in a real browser: alone, in every look, on paper."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser
from pypdf import PdfReader

from leitstand.reports.rendering import render
from tests.journeys.chromium import RULES
from tests.journeys.conftest import MODES
from tests.reports.documents import everything

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "bericht.html"
    path.write_bytes(render(everything(), "html"))
    return path


@pytest.mark.parametrize("mode", MODES)
def test_the_file_can_be_read_by_everybody(mode: str, file: Path, browser: Browser) -> None:
    options: dict[str, Any] = MODES[mode]
    context = browser.new_context(**options)
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= options["viewport"]["width"]
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:120]) for one in found] == []
    context.close()


def test_on_paper_every_page_is_marked(file: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(file.as_uri())
    paper = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    assert len(paper.pages) > 5
    assert all("Beispieldaten" in one.extract_text() for one in paper.pages)
    context.close()
