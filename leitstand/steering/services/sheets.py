# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The answer workbook: made for whoever may answer, previewed when it comes back, then taken.

A sheet is taken whole or not at all. Taking the same sheet again changes nothing.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import Language, reader_language
from leitstand.core.permissions import NotPermitted
from leitstand.core.turns import take_turn
from leitstand.steering.actors import LinkHolder, Respondent
from leitstand.steering.answer import AnswerContent, missing_for_submission
from leitstand.steering.enums import AnswerWay, Progress
from leitstand.steering.errors import AnswerRefused, DutyNotFound
from leitstand.steering.models import Answer
from leitstand.steering.permissions import (
    PREPARE_ANSWER,
    SUBMIT_ANSWER,
    DutySubject,
    require_answering,
)
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.rounds import DutyLine, RoundView, round_view
from leitstand.steering.services.answers import answer_save
from leitstand.steering.sheet.comparing import Change, Compared, Conflict, compared
from leitstand.steering.sheet.rows import ReadSheet, SheetRefused, SheetRow, Trouble
from leitstand.steering.sheet.source import OwedRow, SheetSource

_SUBMISSIONS = UUID("6f1d1d0e-6f5d-4c5e-9c3e-6d9c0f5f2b11")


@dataclass(frozen=True, slots=True)
class AnswerPreview:
    """What the sheet does to one owed answer. ``content`` is what would be kept.

    ``is_known``: this very sheet was taken before. ``missing`` says why it could not be handed in.
    """

    key: str
    line: DutyLine
    seen: int
    content: AnswerContent
    wish: str
    changes: tuple[Change, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    missing: tuple[str, ...] = ()
    is_known: bool = False

    @property
    def is_new(self) -> bool:
        """Whether something would be kept that does not stand there already."""
        return self.content != _newest(self.line)

    @property
    def waits(self) -> bool:
        """Whether something stands there that was not handed in yet, or would."""
        return (self.is_new or self.line.draft is not None) and not self.content.is_empty


@dataclass(frozen=True, slots=True)
class SheetPreview:
    """What would change, what two people want differently, what cannot be taken."""

    plan: str
    round: str
    institution: str
    made_at: dt.datetime
    answers: tuple[AnswerPreview, ...]
    troubles: tuple[Trouble, ...]
    notes: tuple[str, ...]

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """All cells that were changed on both sides, decided or not."""
        return tuple(one for answer in self.answers for one in answer.conflicts)

    @property
    def undecided(self) -> tuple[Conflict, ...]:
        """The conflicts that nobody has decided yet."""
        return tuple(one for one in self.conflicts if not one.chosen)

    @property
    def has_news(self) -> bool:
        """Whether there is something to take or to hand in."""
        return bool(self.conflicts) or any(one.waits or one.is_new for one in self.answers)


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """How many answers were handed in, kept as drafts, and left as they were."""

    submitted: int
    drafts: int
    unchanged: int


class SheetUndecided(Exception):
    """Nothing was written: something cannot be taken, or a person has to decide first."""

    def __init__(self, preview: SheetPreview) -> None:
        super().__init__("undecided")
        self.preview = preview


def sheet_source(
    *, respondent: Respondent, slug: str, institution: str, language: Language
) -> SheetSource:
    """What the institution's workbook is made from, with the newest answers or drafts.

    Raises ``RoundNotFound``, ``DutyNotFound`` and ``NotPermitted``.
    """
    view = round_view(slug, language=language, institution=institution)
    lines = _opened(respondent, view, institution)
    owner = lines[0].institution
    return SheetSource(
        slug,
        view.card.title,
        institution,
        owner.name if owner else institution,
        view.card.reporting_on,
        view.card.due_on,
        view.card.state,
        view.card.is_example,
        timezone.now(),
        tuple(_row(key, line) for key, line in _keyed(lines).items()),
    )


def sheet_preview(
    *,
    respondent: Respondent,
    slug: str,
    institution: str,
    sheet: ReadSheet,
    choices: Mapping[str, str] | None = None,
) -> SheetPreview:
    """What taking the sheet would do; nothing is written. ``choices`` decides conflicts by id.

    Raises ``RoundNotFound``, ``DutyNotFound``, ``NotPermitted`` and ``SheetRefused``.
    """
    view = round_view(slug, language=reader_language(), institution=institution)
    lines = {line.id: line for line in _opened(respondent, view, institution)}
    bases = _bases(sheet, lines)
    troubles, notes, answers = list(sheet.troubles), list(sheet.notes), []
    if view.card.state not in TAKES_ANSWERS:
        troubles.append(Trouble("", _("Die Runde nimmt keine Antworten an.")))
    for key, row in sheet.stamp.rows.items():
        line, rows = lines.get(row.duty), sheet.of(key)
        if line is None:
            if rows:
                notes.append(_("%s: Dazu sind Sie nicht gefragt; es wird nicht gelesen.") % key)
            continue
        base = AnswerContent.model_validate(bases.get((row.duty, row.seen), {}))
        found = compared(key=key, base=base, theirs=_newest(line), rows=rows, choices=choices or {})
        troubles += found.troubles
        troubles += _unknown_goal(found, rows, view, line)
        notes += found.notes
        answers.append(_preview(key, line, row.seen, found))
    made_at = dt.datetime.fromisoformat(sheet.stamp.made_at)
    known = _without_known(tuple(answers))
    return SheetPreview(
        view.card.plan, slug, institution, made_at, known, tuple(troubles), tuple(notes)
    )


@transaction.atomic
def sheet_take(
    *,
    respondent: Respondent,
    slug: str,
    institution: str,
    sheet: ReadSheet,
    choices: Mapping[str, str] | None = None,
    is_submitted: bool,
    now: dt.datetime | None = None,
) -> SheetTaken:
    """What the sheet says is kept, all of it or nothing; handed in where it is complete, if asked.

    Raises what :func:`sheet_preview` does, :class:`SheetUndecided`, and ``AnswerRefused`` with the
    rows' keys.
    """
    take_turn()
    preview = sheet_preview(
        respondent=respondent, slug=slug, institution=institution, sheet=sheet, choices=choices
    )
    if preview.troubles or preview.undecided:
        raise SheetUndecided(preview)
    counts: Counter[str] = Counter()
    for one in preview.answers:
        hands_in = is_submitted and one.waits and not one.missing
        if not (one.is_new or hands_in):
            counts["unchanged"] += 1
            continue
        try:
            saved = answer_save(
                respondent=respondent,
                duty=one.line.id,
                content=one.content,
                seen=one.line.number,
                is_submitted=hands_in,
                way=AnswerWay.SHEET,
                submission=_submission(one, is_submitted=hands_in),
                now=now,
            )
        except AnswerRefused as refused:
            raise AnswerRefused({one.key: " ".join(refused.problems.values())}) from None
        counts["unchanged" if not saved.is_new else "submitted" if hands_in else "drafts"] += 1
    return SheetTaken(counts["submitted"], counts["drafts"], counts["unchanged"])


def may_hand_in(respondent: Respondent, preview: SheetPreview) -> bool:
    """Whether whoever previews may also hand in, or only prepare."""
    return all(
        _may(respondent, SUBMIT_ANSWER, preview.plan, preview.round, one.line)
        for one in preview.answers[:1]
    )


def _may(respondent: Respondent, name: str, plan: str, asked: str, line: DutyLine) -> bool:
    owner = line.institution.slug if line.institution else ""
    try:
        require_answering(respondent, name, DutySubject(plan, asked, line.measure.key, owner))
    except NotPermitted:
        return False
    return True


def _opened(respondent: Respondent, view: RoundView, institution: str) -> tuple[DutyLine, ...]:
    """What the institution owes, as far as the respondent may answer it."""
    owed = view.of(institution)
    if not owed:
        raise DutyNotFound(institution)
    plan, asked = view.card.plan, view.card.slug
    if not isinstance(respondent, LinkHolder):
        # An account answers for the institution, whatever the measure.
        subject = DutySubject(plan, asked, owed[0].measure.key, institution)
        require_answering(respondent, PREPARE_ANSWER, subject)
        return owed
    found = tuple(one for one in owed if _may(respondent, PREPARE_ANSWER, plan, asked, one))
    if not found:
        raise NotPermitted(PREPARE_ANSWER, DutySubject(plan, asked, "", institution))
    return found


def _keyed(lines: tuple[DutyLine, ...]) -> dict[str, DutyLine]:
    """The key of each line in the sheet: its measure's, counted where that is asked for twice."""
    found: dict[str, DutyLine] = {}
    counts: Counter[str] = Counter()
    for line in lines:
        counts[line.measure.key] += 1
        nth = counts[line.measure.key]
        found[line.measure.key if nth == 1 else f"{line.measure.key} ({nth})"] = line
    return found


def _row(key: str, line: DutyLine) -> OwedRow:
    name = line.measure
    before = (
        _("Entwurf") if line.draft else _("abgegeben") if line.content else _("nicht berichtet")
    )
    return OwedRow(
        key,
        line.id,
        name.key,
        name.label,
        name.title,
        line.limits,
        before,
        line.number,
        _newest(line),
    )


def _newest(line: DutyLine) -> AnswerContent:
    return line.draft or line.content or AnswerContent()


def _bases(sheet: ReadSheet, lines: Mapping[int, DutyLine]) -> dict[tuple[int, int], Any]:
    """What the sheet was made from, by owed answer and number; one statement."""
    wanted = {(row.duty, row.seen) for row in sheet.stamp.rows.values() if row.duty in lines}
    if any(seen > lines[duty].number for duty, seen in wanted):
        raise SheetRefused(
            _("Diese Tabelle ist neuer als das, was hier gespeichert ist. Bitte neu herunterladen.")
        )
    rows = Answer.objects.filter(
        duty_id__in={duty for duty, _seen in wanted}, number__in={seen for _duty, seen in wanted}
    ).values_list("duty_id", "number", "content")
    return {(duty, number): content for duty, number, content in rows}


def _preview(key: str, line: DutyLine, seen: int, found: Compared) -> AnswerPreview:
    missing = tuple(missing_for_submission(found.content).values())
    return AnswerPreview(
        key,
        line,
        seen,
        found.content,
        found.wish,
        tuple(found.changes),
        tuple(found.conflicts),
        missing,
    )


def _without_known(answers: tuple[AnswerPreview, ...]) -> tuple[AnswerPreview, ...]:
    """The same; what was taken from this very sheet before is left as it is. One statement."""
    names = {
        _submission(one, is_submitted=state): one.key for one in answers for state in (True, False)
    }
    sent = Answer.objects.filter(submission__in=names).values_list("submission", flat=True)
    known = {names[submission] for submission in sent}
    return tuple(
        replace(
            one,
            content=_newest(one.line),
            changes=(),
            conflicts=(),
            missing=tuple(missing_for_submission(_newest(one.line)).values()),
            is_known=True,
        )
        if one.key in known
        else one
        for one in answers
    )


def _submission(one: AnswerPreview, *, is_submitted: bool) -> UUID:
    """The same for the same sheet; another one once somebody changes a cell in it."""
    words = hashlib.sha256(one.wish.encode()).hexdigest()
    return uuid5(_SUBMISSIONS, f"{one.line.id}:{one.seen}:{is_submitted}:{words}")


def _unknown_goal(
    found: Compared, rows: tuple[SheetRow, ...], view: RoundView, line: DutyLine
) -> list[Trouble]:
    """A measure cannot be merged into itself, nor into one that the plan does not have."""
    goal = found.content.merged_into
    if found.content.state != Progress.MERGED or not goal:
        return []
    if goal in view.measures and goal != line.measure.key:
        return []
    cell = next((row.cells.get("merged_into") for row in rows if not row.part), None)
    message = _("Der Plan hat keine andere Maßnahme mit dieser Kennung: %s") % goal
    return [Trouble(cell.place if cell else line.measure.key, message)]
