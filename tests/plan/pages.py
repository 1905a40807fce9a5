# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The pages of the Berlin plan, and an HTML page as a value."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

PLAN = "/plaene/berlin-2018-2021"
# Address, and how many statements the page may cost: budgets, not measurements.
PAGES: dict[str, int] = {
    "/": 12,
    PLAN: 12,
    f"{PLAN}/massnahmen": 10,
    f"{PLAN}/massnahmen/flaechen.2.II": 8,
    f"{PLAN}/massnahmen/digitale-industrie.2.II": 8,
    f"{PLAN}/massnahmen/digitale-industrie.2.II.B": 8,
    f"{PLAN}/themen/rahmenbedingungen": 12,
    f"{PLAN}/themen/flaechen": 12,
    f"{PLAN}/themen/flaechen.2": 12,
    f"{PLAN}/ziele": 12,
    f"{PLAN}/ziele/flaechen.a": 12,
    f"{PLAN}/institutionen": 12,
    f"{PLAN}/institutionen/berlin-partner": 12,
    f"{PLAN}/institutionen/bezirke": 12,
    f"{PLAN}/geflecht": 10,
    f"{PLAN}/pruefung": 30,
    f"{PLAN}/aenderungen": 12,
    f"{PLAN}/massnahmen/energie.1.I": 8,
    f"{PLAN}/fremde-massnahmen": 6,
    f"{PLAN}/massnahmen-stand": 8,
    f"{PLAN}/beschluesse": 12,
}
VOID = frozenset({"base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})


def data_address(address: str, suffix: str) -> str:
    """Where the data of a page stands."""
    return f"/start.{suffix}" if address == "/" else f"{address}.{suffix}"


@dataclass
class Element:
    """One element with what stands in it."""

    tag: str
    attributes: dict[str, str]
    content: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All words in the element, single-spaced."""
        words = [one if isinstance(one, str) else f" {one.text} " for one in self.content]
        return " ".join("".join(words).split())

    def all(self, tag: str = "") -> list["Element"]:
        """The element's descendants, those called ``tag`` if it is given."""
        found: list[Element] = []
        for child in self.content:
            if isinstance(child, Element):
                found += [child] if tag in ("", child.tag) else []
                found += child.all(tag)
        return found


class _Reader(HTMLParser):
    """Strict where browsers are lenient: what is opened must be closed in its order."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = [Element("document", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _value in attrs]
        if len(set(names)) != len(names):
            raise AssertionError(f"<{tag}> has an attribute twice: {names}")
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].content.append(element)
        if tag not in VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.stack.pop()

    def handle_endtag(self, tag: str) -> None:
        opened = self.stack.pop().tag
        if opened != tag:
            raise AssertionError(f"line {self.getpos()[0]}: <{opened}> is closed by </{tag}>")

    def handle_data(self, data: str) -> None:
        self.stack[-1].content.append(data)


def parse(html: str) -> Element:
    """The page as a tree; an AssertionError where its elements do not nest."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if len(reader.stack) != 1:
        raise AssertionError(f"never closed: {[element.tag for element in reader.stack[1:]]}")
    return reader.stack[0]
