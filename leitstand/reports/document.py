# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A report as a value: sections of sentences, tables and charts, before it is a page or a file.

Whatever a report says is said here once; PDF, HTML, Excel and JSON are made of this value alone. So
they cannot tell different things, and the same value always gives the same bytes.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

from leitstand.core.languages import Language
from leitstand.ui import tables
from leitstand.ui.tables import Link, Table

FORMAT: Final = "leitstand.report/1"


@dataclass(frozen=True, slots=True)
class Cite:
    """A mark in a sentence for the citation numbered ``number``."""

    number: int


@dataclass(frozen=True, slots=True)
class PageOf:
    """ "Seite 12": where the section called ``section`` begins. Without pages, a link to it."""

    section: str
    text: str


Inline: TypeAlias = str | Cite | PageOf | Link


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph. ``voice`` says whose words it is: made from data alone, or the office's own,
    which every output shows as such.
    """

    spans: tuple[Inline, ...]
    voice: Literal["data", "office"] = "data"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short paragraphs."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms with what is said of each."""

    entries: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Tabular:
    """A table. ``widths`` are the shares of the columns in print; none: by their content.

    Columns that are ``is_data_only`` stand in JSON and Excel alone.
    """

    table: Table
    widths: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        shown = sum(not column.is_data_only for column in self.table.columns)
        if self.widths and (len(self.widths) != shown or min(self.widths) <= 0):
            raise ValueError(f"table {self.table.key!r}: widths for {shown} columns are wanted")


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of a table, which always stands beside it.

    ``spec`` is Vega-Lite with its data inside; ``alt`` says in a sentence what the picture shows.
    """

    key: str
    title: str
    alt: str
    spec: Mapping[str, Any]
    table: Table


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the reader must know before they believe what follows."""

    title: str
    text: str = ""


Block: TypeAlias = Paragraph | Bullets | Facts | Tabular | Chart | Notice


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its own sections. ``key`` is unique in the document and stable."""

    key: str
    title: str
    blocks: tuple[Block, ...] = ()
    sections: tuple["Section", ...] = ()
    is_new_page: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from: round, speaker and day, with its address."""

    number: int
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What the report is built from: a name, and the SHA-256 of that."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    ``as_of`` is the day whose state it tells and the only day that it carries: none is the day of
    building. ``mark`` is "Beispieldaten" where it holds invented statements, and then stands on
    every page. ``kind`` is what it is called in file names. A short paper ``has_cover`` not: its
    title stands on the first page, and it has no table of contents.
    """

    kind: str
    title: str
    subtitle: str
    publisher: str
    language: Language
    as_of: dt.date
    mark: str
    grounds: tuple[Ground, ...]
    sections: tuple[Section, ...]
    citations: tuple[Citation, ...] = ()
    has_cover: bool = True

    def __post_init__(self) -> None:
        keys = [one.key for one in self.walk()]
        if len(set(keys)) != len(keys):
            raise ValueError(f"two sections have one key: {sorted(keys)}")
        known = {one.number for one in self.citations}
        missing = {one.number for one in self.cites()} - known
        if missing:
            raise ValueError(f"cited but not listed: {sorted(missing)}")
        if len(known) != len(self.citations):
            raise ValueError("two citations have one number")
        nowhere = {one.section for one in self.spans() if isinstance(one, PageOf)} - set(keys)
        if nowhere:
            raise ValueError(f"referred to, but no section: {sorted(nowhere)}")

    def walk(self) -> Iterator[Section]:
        """Every section in the order of reading."""
        waiting = list(reversed(self.sections))
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))

    def spans(self) -> Iterator[Inline]:
        """Every piece of every sentence."""
        for section in self.walk():
            for block in section.blocks:
                paragraphs = block.items if isinstance(block, Bullets) else (block,)
                for one in paragraphs:
                    if isinstance(one, Paragraph):
                        yield from one.spans

    def cites(self) -> Iterator[Cite]:
        """Every mark of a citation in a paragraph."""
        return (span for span in self.spans() if isinstance(span, Cite))


def as_values(document: Document) -> dict[str, Any]:
    """The document as plain values, JSON-ready."""
    return {
        "format": FORMAT,
        "kind": document.kind,
        "title": document.title,
        "subtitle": document.subtitle,
        "publisher": document.publisher,
        "language": document.language,
        "as_of": document.as_of.isoformat(),
        "mark": document.mark,
        "has_cover": document.has_cover,
        "grounds": [{"name": one.name, "sha256": one.sha256} for one in document.grounds],
        "sections": [_section(one) for one in document.sections],
        "citations": [
            {"number": one.number, "text": one.text, "href": one.href} for one in document.citations
        ],
    }


def canonical(document: Document) -> str:
    """The document as one JSON text that is the same wherever and whenever it is written."""
    return json.dumps(
        as_values(document), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


def fingerprint(document: Document) -> str:
    """The SHA-256 of :func:`canonical`: the hash that every output of the report carries."""
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def _section(section: Section) -> dict[str, Any]:
    return {
        "key": section.key,
        "title": section.title,
        "is_new_page": section.is_new_page,
        "blocks": [_block(one) for one in section.blocks],
        "sections": [_section(one) for one in section.sections],
    }


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {
                "block": "paragraph",
                "voice": block.voice,
                "spans": [_span(one) for one in block.spans],
            }
        case Bullets():
            return {"block": "bullets", "items": [_block(one) for one in block.items]}
        case Facts():
            return {"block": "facts", "entries": [list(one) for one in block.entries]}
        case Tabular():
            return {"block": "table", "table": _table(block.table), "widths": list(block.widths)}
        case Chart():
            return {
                "block": "chart",
                "key": block.key,
                "title": block.title,
                "alt": block.alt,
                "spec": block.spec,
                "table": _table(block.table),
            }
        case Notice():
            return {"block": "notice", "title": block.title, "text": block.text}


def _table(table: Table) -> dict[str, Any]:
    return {"key": table.key, **tables.document(table)}


def _span(span: Inline) -> Any:
    match span:
        case Cite():
            return {"cite": span.number}
        case PageOf():
            return {"section": span.section, "text": span.text}
        case Link():
            return {"text": span.text, "href": span.href}
        case _:
            return span
