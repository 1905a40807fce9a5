# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Pictures of the story, for the how-to; ``make pictures`` puts them in their place."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Page

# What docs/how-to/run-a-reporting-round.md shows, in its order.
PICTURES = (
    "round-preview",
    "round-post",
    "round-link",
    "round-answer",
    "round-sheet",
    "round-worklist",
    "round-review",
    "round-freeze",
    "round-public",
)


@dataclass
class Album:
    """Where pictures go, and which were taken."""

    folder: Path
    taken: list[str] = field(default_factory=list)

    def take(self, page: Page, name: str, start: str = "") -> None:
        """The window, from a part of the page on."""
        assert name in PICTURES, name
        page.evaluate("document.fonts.ready.then(() => true)")
        if start:
            page.locator(start).first.evaluate("one => one.scrollIntoView({behavior: 'instant'})")
        page.screenshot(path=self.folder / f"{name}.png")
        self.taken.append(name)


def album(folder: Path) -> Album:
    """The pictures' place in the checkout where ``make pictures`` asks for them."""
    return Album(Path(os.environ.get("LEITSTAND_README_PICTURES", folder)))
