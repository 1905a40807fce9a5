# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How a printed list counts: Roman, Arabic or by letters."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from leitstand.plan.enums import Numbering

_ROMAN = {"X": 10, "IX": 9, "V": 5, "IV": 4, "I": 1}


def to_roman(value: int) -> str:
    """Roman digits for 1 to 39."""
    digits = ""
    for sign, worth in _ROMAN.items():
        while value >= worth:
            digits += sign
            value -= worth
    return digits


_ROMAN_VALUES = {to_roman(value): value for value in range(1, 40)}


@dataclass(frozen=True)
class NumberStyle:
    """``pattern`` finds a label; ``value`` gives its place in the count, None for no label."""

    pattern: str
    value: Callable[[str], int | None]


STYLES = {
    Numbering.ROMAN: NumberStyle(r"[IVX]{1,8}", _ROMAN_VALUES.get),
    Numbering.ARABIC: NumberStyle(r"\d{1,3}", lambda label: int(label) or None),
    Numbering.ALPHA: NumberStyle(r"[A-Z]", lambda label: ord(label) - ord("A") + 1),
}


@dataclass(frozen=True)
class Heading:
    """What opens an item: „II.“, „II.–IV.“, „II.  A.“, or „B.“ alone (no numbers)."""

    numbers: tuple[int, ...]
    part: str | None
    length: int


@dataclass(frozen=True)
class Headings:
    """Reads headings of items for the numbering of measures and of their parts."""

    number: NumberStyle
    part: NumberStyle

    @classmethod
    def of(cls, number: Numbering, part: Numbering) -> "Headings":
        """Headings for two levels; a level without numbers reads as the usual style."""
        return cls(
            STYLES.get(number, STYLES[Numbering.ROMAN]),
            STYLES.get(part, STYLES[Numbering.ALPHA]),
        )

    def numbered(self, line: str) -> Heading | None:
        """The heading at the start of a tidied line.

        What follows never opens in lower case: a line that starts with the "V. m. …" of a broken
        "i. V. m." is no item.
        """
        label = self.number.pattern
        found = re.match(
            rf"(?P<first>{label})\.(?:\s?[–-]\s?(?P<last>{label})\.)?"
            rf"(?:\s(?P<part>{self.part.pattern})\.(?=\s))?\s?(?=\S)",
            line,
        )
        if not found or line[found.end()].islower() or line[found.end() - 1] != " ":
            return None
        first = self.number.value(found["first"])
        last = self.number.value(found["last"]) if found["last"] else first
        if first is None or last is None or last < first:
            return None
        return Heading(tuple(range(first, last + 1)), found["part"], found.end())

    def next_part(self, line: str, before: str) -> Heading | None:
        """The heading „B.“ where part A stood ``before``."""
        found = re.match(rf"(?P<part>{self.part.pattern})\.\s(?=\S)", line)
        if not found or line[found.end()].islower():
            return None
        here, there = self.part.value(found["part"]), self.part.value(before)
        if here is None or there is None or here != there + 1:
            return None
        return Heading((), found["part"], found.end())
