# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every numbered item of the text, found without looking at the package."""

from dataclasses import dataclass
from functools import lru_cache

from leitstand.plan.verification.language import PlanLanguage
from leitstand.plan.verification.numbering import Heading, Headings
from leitstand.plan.verification.text import PublishedText


@dataclass(frozen=True)
class Item:
    """One numbered item. ``run`` counts unbroken sequences I, II, III … of the same kind.

    ``last`` is the line before the next item or heading: an upper bound, as the reading order of
    the page may put foreign lines there.
    """

    line: int
    last: int
    numbers: tuple[int, ...]
    part: str | None
    is_structure: bool
    run: int
    heading_length: int

    def is_for(self, number: int | None, part: str | None) -> bool:
        """Whether a measure of this number and part is meant."""
        if number is None or number not in self.numbers:
            return False
        return self.part == part or (self.is_structure and self.part is None)


@dataclass(frozen=True)
class Outline:
    """The items of a text, in its order."""

    items: tuple[Item, ...]

    @property
    def measures(self) -> tuple[Item, ...]:
        """The items that describe measures or parts."""
        return tuple(item for item in self.items if not item.is_structure)

    @property
    def structures(self) -> tuple[Item, ...]:
        """The items that name who implements."""
        return tuple(item for item in self.items if item.is_structure)

    @property
    def count(self) -> int:
        """How many measures the text has; parts B, C … do not count again."""
        distinct = set[tuple[int, int]]()
        for item in self.measures:
            distinct |= {(item.run, number) for number in item.numbers}
        return len(distinct)

    def within(self, first: int, last: int) -> tuple[Item, ...]:
        """The items that open in these lines."""
        return tuple(item for item in self.items if first <= item.line <= last)


def opens_with_label(words: str, language: PlanLanguage) -> bool:
    """Whether running words start with a label that gives an institution a full role."""
    return any(label.pattern.match(words) for label in language.labels if not label.is_side)


def is_section_heading(line: str, language: PlanLanguage) -> bool:
    """Whether a tidied line only announces what follows."""
    return bool(language.structure_heading.search(line) or language.measures_heading.search(line))


@lru_cache(maxsize=8)
def outline(text: PublishedText, headings: Headings, language: PlanLanguage) -> Outline:
    """All items from the first heading that announces measures (or line 1) to the end."""
    raw: list[tuple[int, Heading, tuple[int, ...], bool]] = []
    stops: list[int] = []
    for line in range(_first_line(text, language), len(text.lines) + 1):
        words = text.line(line)
        if is_section_heading(words, language):
            stops.append(line)
            continue
        heading = headings.numbered(words)
        before = raw[-1][1].part if raw else None
        if heading is None and before:
            heading = headings.next_part(words, before)
        if heading is None:
            continue
        is_structure = opens_with_label(words[heading.length :], language)
        raw.append((line, heading, heading.numbers or raw[-1][2], is_structure))
    stops = sorted([*stops, *(entry[0] for entry in raw), len(text.lines) + 1])
    runs = {True: 0, False: 0}
    last_number = {True: 0, False: 0}
    items = []
    for line, heading, numbers, is_structure in raw:
        if heading.numbers:
            runs[is_structure] += numbers[0] != last_number[is_structure] + 1 or numbers[0] == 1
        last_number[is_structure] = numbers[-1]
        end = next(stop for stop in stops if stop > line) - 1
        run = runs[is_structure]
        items.append(Item(line, end, numbers, heading.part, is_structure, run, heading.length))
    return Outline(tuple(items))


def _first_line(text: PublishedText, language: PlanLanguage) -> int:
    for number in range(1, len(text.lines) + 1):
        if language.measures_heading.search(text.line(number)):
            return number
    return 1
