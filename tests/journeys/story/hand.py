# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A hand that fills in a form and counts what it does, and what that costs a person.

The seconds are an estimate by steps, the keystroke-level model of Card, Moran and Newell (1980),
for somebody who types slowly and reads the whole page, word by word, before doing anything.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page

KEY, POINT, PRESS, HOME, THINK = 0.5, 1.1, 0.2, 0.4, 1.35
WORDS_A_MINUTE = 150
MOST_TABS = 120


def follow(target: Locator) -> None:
    """The link or button is clicked, and the page behind it is there."""
    with target.page.expect_navigation():
        target.click()


@dataclass
class Hand:
    """Does something on a page. ``fields`` and ``clicks`` are by mouse; ``tabs`` and ``presses``
    are keys that move and choose; ``letters`` were typed; ``words`` stood on the pages read.
    """

    page: Page
    fields: int = 0
    clicks: int = 0
    tabs: int = 0
    presses: int = 0
    letters: int = 0
    words: int = 0

    def read(self) -> None:
        """The page's main part is read from its beginning to its end, lists of choices apart."""
        main = self.page.locator("main")
        shut = sum(len(one.split()) for one in main.locator("option").all_inner_texts())
        self.words += len(main.inner_text().split()) - shut

    def click(self, target: Locator) -> None:
        """A button or link is clicked."""
        target.click()
        self.clicks += 1

    def follow(self, target: Locator) -> None:
        """A button or link is clicked that leads to another page."""
        follow(target)
        self.clicks += 1

    def choose(self, words: str) -> None:
        """A choice is clicked."""
        self.click(self.labelled(words))
        self.fields += 1

    def write(self, label: str, text: str) -> None:
        """A field is clicked and written into."""
        self.click(self.labelled(label))
        self.page.keyboard.type(text)
        self.fields, self.letters = self.fields + 1, self.letters + len(text)

    def labelled(self, label: str) -> Locator:
        """The field with the label, which may go on with "(freiwillig)"."""
        return self.page.get_by_label(re.compile(f"^{re.escape(label)}")).first

    def tab_to(self, target: Locator) -> None:
        """The keyboard's focus is led there."""
        for _key in range(MOST_TABS):
            if target.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.tabs += 1
        raise AssertionError("the keyboard does not lead there")

    def press(self, key: str) -> None:
        """A key that chooses or sends."""
        self.page.keyboard.press(key)
        self.presses += 1

    def pick(self, first: Locator, *keys: str) -> None:
        """A choice is made with the keyboard, from its first one on."""
        self.tab_to(first)
        for key in keys:
            self.press(key)
        self.fields += 1

    def type(self, text: str) -> None:
        """Something is written where the focus is."""
        self.page.keyboard.type(text)
        self.fields, self.letters = self.fields + 1, self.letters + len(text)

    @property
    def seconds(self) -> float:
        """How long a person takes: reads all, thinks before every act, goes from mouse to keys."""
        acts = self.clicks + self.presses
        return (
            60 * self.words / WORDS_A_MINUTE
            + KEY * (self.letters + self.tabs + self.presses)
            + (POINT + 2 * PRESS) * self.clicks
            + THINK * acts
            + 2 * HOME * self.fields
        )
