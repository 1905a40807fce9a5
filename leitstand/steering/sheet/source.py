# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a sheet is made from."""

import datetime as dt
from dataclasses import dataclass

from leitstand.steering.answer import AnswerContent


@dataclass(frozen=True, slots=True)
class OwedRow:
    """One owed answer. ``key`` names it in the sheet; ``seen`` is the number of ``content``.

    ``before`` says in words how far the answer is.
    """

    key: str
    duty: int
    measure: str
    label: str
    title: str
    limits: str
    before: str
    seen: int
    content: AnswerContent


@dataclass(frozen=True, slots=True)
class SheetSource:
    """All that one institution owes in a round, in the language of who asked for the sheet."""

    round: str
    round_title: str
    institution: str
    institution_name: str
    reporting_on: dt.date
    due_on: dt.date
    state: str
    is_example: bool
    made_at: dt.datetime
    rows: tuple[OwedRow, ...]
