# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan as an Excel workbook that an office can edit and give back.

One sheet for each list of the document, one row for each entry, in the order of the plan. The
header row is what the import reads; a column may be moved, but not renamed.

openpyxl takes a quarter of a second to import, so only those who meet a workbook pay for it.
"""

from pathlib import Path as FilePath
from typing import Any

from leitstand.plan.document.model import PlanDocument
from leitstand.plan.document.problems import Place


def render(document: PlanDocument) -> bytes:
    """The document as an .xlsx file that :func:`parse` reads back without loss."""
    from leitstand.plan.document.workbook import writing

    return writing.render(document)


def parse(path: FilePath) -> tuple[Any, Place]:
    """The raw document tree of a workbook, and where each of its values stands (sheet and cell)."""
    from leitstand.plan.document.workbook import reading

    return reading.parse(path)
