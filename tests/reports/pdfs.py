# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A PDF as an independent reader (pypdf) sees it: tags, outline, links, words of every page."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any

from pypdf import PdfReader


@dataclass(frozen=True, slots=True)
class Tag:
    """An element of the structure tree."""

    kind: str
    alt: str
    attributes: str


@dataclass(frozen=True)
class Pdf:
    """A finished report."""

    reader: PdfReader

    @property
    def root(self) -> Any:
        return self.reader.trailer["/Root"]

    @cached_property
    def pages(self) -> list[str]:
        """The words of each page, in one line each."""
        return [self.page(number) for number in range(1, len(self.reader.pages) + 1)]

    def page(self, number: int) -> str:
        return " ".join(self.reader.pages[number - 1].extract_text().split())

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    def tags(self, kind: str = "") -> list[Tag]:
        found = list(_tags(self.root["/StructTreeRoot"]["/K"]))
        return [tag for tag in found if kind in ("", tag.kind)]

    def outline(self) -> list[tuple[str, int]]:
        """Titles of the bookmarks with the number of their page, in the order of reading."""
        return list(self._entries(self.reader.outline))

    def _entries(self, entries: Any) -> Iterator[tuple[str, int]]:
        for one in entries:
            if isinstance(one, list):
                yield from self._entries(one)
            else:
                number = self.reader.get_destination_page_number(one)
                assert number is not None
                yield str(one.title), number + 1

    def link_targets(self, page: int) -> list[int]:
        """The numbers of the pages that links on ``page`` lead to."""
        found = []
        for entry in self.reader.pages[page - 1].get("/Annots", ()):
            annotation = entry.get_object()
            place = annotation.get("/Dest") or annotation.get("/A", {}).get("/D")
            if place is not None:
                reference = (
                    self.reader.named_destinations[place] if isinstance(place, str) else None
                )
                target = reference.page if reference is not None else place[0]
                found.append(self._number(target))
        return found

    def _number(self, target: Any) -> int:
        for number, page in enumerate(self.reader.pages, start=1):
            if page.indirect_reference == getattr(target, "indirect_reference", target):
                return number
        raise AssertionError(f"no page: {target}")


def read(content: bytes) -> Pdf:
    """The PDF, opened strictly."""
    return Pdf(PdfReader(BytesIO(content), strict=True))


def _tags(node: Any) -> Iterator[Tag]:
    waiting = [node]
    while waiting:
        one = waiting.pop()
        one = one.get_object() if hasattr(one, "get_object") else one
        if isinstance(one, list):
            waiting.extend(reversed(one))
        elif isinstance(one, dict):
            if "/S" in one:
                attributes = str(one.get("/A", ""))
                yield Tag(str(one["/S"])[1:], str(one.get("/Alt", "")), attributes)
            if "/K" in one:
                waiting.append(one["/K"])
