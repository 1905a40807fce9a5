# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Answer workbooks for tests: made, changed as people change them, and given back."""

import io
from collections.abc import Callable, Mapping
from typing import Any

from openpyxl import load_workbook

from leitstand.steering.actors import Respondent
from leitstand.steering.services.sheets import (
    SheetPreview,
    SheetTaken,
    sheet_preview,
    sheet_source,
    sheet_take,
)
from leitstand.steering.sheet.reading import read
from leitstand.steering.sheet.rows import ReadSheet
from leitstand.steering.sheet.writing import render
from tests.steering.harbour import NOON, OFFICE, ROUND

Edit = Callable[[Any], object]
FIRST = 4


def workbook(institution: str = "werft", respondent: Respondent = OFFICE, **changes: Any) -> bytes:
    """The workbook that goes out."""
    facts = {"slug": ROUND, "language": "de", **changes}
    return render(sheet_source(respondent=respondent, institution=institution, **facts))


def edited(content: bytes, *edits: Edit) -> bytes:
    """The workbook after somebody changed it in a spreadsheet and saved it."""
    book = load_workbook(io.BytesIO(content))
    for edit in edits:
        edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def letter(page: Any, heading: str) -> str:
    """The letter of a column."""
    return next(str(cell.column_letter) for cell in page[FIRST - 1] if cell.value == heading)


def put(sheet: str, heading: str, row: int, value: Any) -> Edit:
    """An edit of one cell; rows count from the first below the headings, as 0."""

    def edit(book: Any) -> None:
        book[sheet][f"{letter(book[sheet], heading)}{FIRST + row}"] = value

    return edit


def given_back(content: bytes, institution: str = "werft") -> ReadSheet:
    """What the workbook says."""
    return read(content, asked=ROUND, institution=institution)


def previewed(
    content: bytes, institution: str = "werft", respondent: Respondent = OFFICE, **more: Any
) -> SheetPreview:
    """What taking the workbook would do."""
    return sheet_preview(
        respondent=respondent,
        slug=ROUND,
        institution=institution,
        sheet=given_back(content, institution),
        **more,
    )


def taken(
    content: bytes,
    institution: str = "werft",
    *,
    respondent: Respondent = OFFICE,
    is_submitted: bool = True,
    choices: Mapping[str, str] | None = None,
) -> SheetTaken:
    """The workbook is taken."""
    return sheet_take(
        respondent=respondent,
        slug=ROUND,
        institution=institution,
        sheet=given_back(content, institution),
        choices=choices,
        is_submitted=is_submitted,
        now=NOON,
    )
