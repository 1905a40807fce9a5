# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Who said what when, as far as rules need it, and which of it holds."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from leitstand.steering.answer import AnswerContent


@dataclass(frozen=True, slots=True)
class Said:
    """One submitted revision of an answer: in which round, on which day, what."""

    round: str
    said_on: dt.date
    content: AnswerContent


@dataclass(frozen=True, slots=True)
class Effective:
    """What holds for a duty in a round.

    ``said`` is the newest answer in this round, None for silence: an older answer never stands in
    for it. ``last_known`` is the newest of all up to this round, to be shown with its age.
    ``before`` holds the last word of every earlier round, oldest first.
    """

    said: Said | None
    last_known: Said | None
    before: tuple[Said, ...]


def effective(revisions: Iterable[Said], *, round_slug: str) -> Effective:
    """What holds in a round out of all submitted revisions of a duty, given oldest first.

    Revisions of rounds that came after the asked one are to be left out by the caller.
    """
    last: dict[str, Said] = {}
    for one in revisions:
        last[one.round] = one
    said = last.pop(round_slug, None)
    before = tuple(last.values())
    return Effective(said, said or (before[-1] if before else None), before)
