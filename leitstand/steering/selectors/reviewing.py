# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""One answer as the office looks through it: beside what was said before, with all around it."""

import datetime as dt
from dataclasses import dataclass

from django.utils import timezone

from leitstand.core.languages import Language
from leitstand.steering.enums import RemarkKind
from leitstand.steering.errors import DutyNotFound
from leitstand.steering.models import Remark
from leitstand.steering.rules.said import Said
from leitstand.steering.selectors.desk import FileLine, files_of
from leitstand.steering.selectors.judging import Judged, deadlines_of, judged, place_of, said_before
from leitstand.steering.selectors.rounds import DutyLine, RoundView, round_view


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark, question or reply. ``is_open``: a question that the office has not closed."""

    id: int
    kind: str
    text: str
    speaker: str
    is_office: bool
    said_at: dt.datetime
    replies_to: int | None
    is_open: bool


@dataclass(frozen=True)
class Review:
    """One duty with what was said about it. ``before`` are earlier rounds, oldest first,
    ``before_title`` is what the last of them is called.

    ``queue`` are the numbers of all duties that wait to be accepted, in the order of the plan;
    ``place`` is this one's among them, 0 where it does not wait.
    """

    view: RoundView
    line: DutyLine
    judged: Judged | None
    before: tuple[Said, ...]
    before_title: str
    remarks: tuple[RemarkLine, ...]
    attachments: tuple[FileLine, ...]
    queue: tuple[int, ...]

    @property
    def place(self) -> int:
        """Which one in the queue this is, from 1."""
        return self.queue.index(self.line.id) + 1 if self.line.id in self.queue else 0

    @property
    def following(self) -> int | None:
        """The next that waits, in the order of the plan; begins anew after the last."""
        order = [one.id for one in self.view.duties]
        here = order.index(self.line.id)
        places = {one: order.index(one) for one in self.queue if one != self.line.id}
        later = [one for one, place in places.items() if place > here]
        return next(iter((*later, *places)), None)

    @property
    def open_questions(self) -> tuple[RemarkLine, ...]:
        """The office's questions that are not closed."""
        return tuple(one for one in self.remarks if one.is_open)


def answer_review(
    slug: str, duty: int, *, language: Language, today: dt.date | None = None
) -> Review:
    """Everything about one duty of the round; 11 statements, one more in English.

    Raises ``RoundNotFound``, ``DutyNotFound``.
    """
    view = round_view(slug, language=language)
    line = next((one for one in view.duties if one.id == duty), None)
    if line is None:
        raise DutyNotFound(str(duty))
    earlier = said_before(view.card, language=language, measure=line.measure.key)
    before = earlier.answers.get(place_of(line), ())
    own = RoundView(
        view.card,
        view.frame,
        view.measures,
        tuple(one for one in view.duties if one.id == duty or _is_successor(one, line)),
    )
    verdicts = judged(
        own, earlier.answers, on=today or timezone.localdate(), deadlines=deadlines_of(view.frame)
    )
    return Review(
        view,
        line,
        verdicts.get(duty),
        before,
        earlier.titles[before[-1].round] if before else "",
        _remarks(duty),
        files_of(duty),
        tuple(
            one.id
            for one in view.duties
            if one.is_answered and not one.is_accepted and (not one.questions or one.id == duty)
        ),
    )


def _is_successor(one: DutyLine, line: DutyLine) -> bool:
    """Whether the other answer may say what became of a measure that merged."""
    return bool(line.content and line.content.merged_into and one.measure.key != line.measure.key)


def _remarks(duty: int) -> tuple[RemarkLine, ...]:
    rows = Remark.objects.filter(duty_id=duty).order_by("said_at", "id")
    return tuple(
        RemarkLine(
            one.pk,
            one.kind,
            one.text,
            one.speaker,
            one.is_office,
            one.said_at,
            one.replies_to_id,
            one.kind == RemarkKind.QUESTION and one.closed_at is None,
        )
        for one in rows
    )
