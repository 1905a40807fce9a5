# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""An answer as cells: parts, entries and fields, each with its value as the sheet has it. Pure."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from leitstand.steering.answer import AnswerContent
from leitstand.steering.sheet.cells import Value, canonical
from leitstand.steering.sheet.columns import SHEETS, Sheet

# An answer by part, entry ("" for the answer itself) and field.
Flat = dict[str, dict[str, dict[str, Value]]]


def flat(content: AnswerContent) -> Flat:
    """The answer's values as an untouched sheet says them, in the answer's order."""
    found: Flat = {}
    for sheet in SHEETS:
        entries = (content,) if not sheet.part else getattr(content, sheet.part)
        found[sheet.part] = {entry_id(sheet, entry): _values(sheet, entry) for entry in entries}
    return found


def _values(sheet: Sheet, entry: Any) -> dict[str, Value]:
    return {
        column.field: canonical(column, getattr(entry, column.field)) for column in sheet.columns
    }


def entry_id(sheet: Sheet, entry: Any) -> str:
    """What names the entry in the sheet. A budget line has no id; its three names make one."""
    if not sheet.part:
        return ""
    if sheet.part == "budget":
        return budget_id(entry.line, entry.source, entry.year)
    return str(entry.id)


def budget_id(line: Any, source: Any, year: Any) -> str:
    """The name of a budget line in the sheet."""
    return _digest("h", [str(line), str(source), str(year)])


def new_id(part: str, cells: Mapping[str, Value], nth: int) -> str:
    """The id of what a row adds: the same for the same row, so that sending it again adds nothing.

    ``nth`` tells rows apart that are called the same.
    """
    if part == "budget":
        return budget_id(cells.get("line"), cells.get("source"), cells.get("year"))
    return _digest("t", [part, str(cells.get("kind")), str(cells.get("title")), nth])


def _digest(letter: str, names: list[Any]) -> str:
    text = json.dumps(names, ensure_ascii=False)
    return f"{letter}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
