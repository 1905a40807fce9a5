# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan as an Excel workbook that an office can edit and give back.

One sheet for each list of the document, one row for each entry, in the order of the plan. The
header row is what the import reads; a column may be moved, but not renamed.
"""

from leitstand.plan.document.workbook.reading import parse
from leitstand.plan.document.workbook.writing import render

__all__ = ["parse", "render"]
