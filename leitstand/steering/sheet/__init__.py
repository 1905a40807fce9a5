# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What an institution owes in a round as an Excel workbook, and the same workbook coming back.

``columns`` says what stands where, ``writing`` makes the workbook, ``reading`` takes it apart again
and trusts nothing in it, ``comparing`` holds it, cell by cell, against what it was made from and
against what stands there now. All of it is pure; ``services.sheets`` writes.
"""

MAX_FILE_BYTES = 2 * 1024 * 1024
