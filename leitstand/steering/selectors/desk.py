# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Everything that somebody needs who answers: one duty with what was asked and said about it."""

import datetime as dt
from dataclasses import dataclass

from leitstand.core.languages import Language
from leitstand.core.selectors import InstitutionBrief, institution_briefs
from leitstand.plan.selectors import measure_page
from leitstand.plan.selectors.measure_page import MeasureEntry
from leitstand.steering.answer import AnswerContent
from leitstand.steering.enums import RemarkKind
from leitstand.steering.errors import DutyNotFound, FileNotFound
from leitstand.steering.models import Answer, AnswerLink, Attachment, Duty, Remark
from leitstand.steering.selectors.judging import answered_before
from leitstand.steering.selectors.rounds import DutyLine, RoundView, round_view


@dataclass(frozen=True, slots=True)
class DutyPlace:
    """Where a duty belongs; ``institution`` is "" where nobody leads."""

    plan: str
    round: str
    measure: str
    institution: str


@dataclass(frozen=True, slots=True)
class EarlierAnswer:
    """What the same institution said about the same thing in an earlier round."""

    content: AnswerContent
    said_at: dt.datetime
    round_title: str
    reporting_on: dt.date


@dataclass(frozen=True, slots=True)
class RemarkLine:
    """A remark, or a question with its replies. ``is_open``: the question still waits."""

    id: int
    kind: str
    text: str
    speaker: str
    is_office: bool
    said_at: dt.datetime
    is_open: bool
    replies: tuple["RemarkLine", ...] = ()


@dataclass(frozen=True, slots=True)
class FileLine:
    """A file that lies with a duty, without its bytes."""

    id: int
    name: str
    media_type: str
    size: int
    added_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FileContent:
    """A file as it is downloaded."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Saying:
    """Who wrote down something, and when."""

    speaker: str
    said_at: dt.datetime


@dataclass(frozen=True, slots=True)
class DutyDesk:
    """One duty on the desk of whoever answers. ``entry`` is the measure on the reporting day.

    ``others`` also owe an answer about the measure; what they say is not here. ``drafted`` says who
    wrote the draft, if there is one.
    """

    view: RoundView
    line: DutyLine
    entry: MeasureEntry | None
    others: tuple[InstitutionBrief, ...]
    earlier: EarlierAnswer | None
    drafted: Saying | None
    remarks: tuple[RemarkLine, ...]
    files: tuple[FileLine, ...]

    @property
    def has_own(self) -> bool:
        """Whether the institution has said something in this round, if only as a draft."""
        return self.line.content is not None or self.line.draft is not None

    @property
    def standing(self) -> AnswerContent:
        """What the form starts from: draft, answer, or what was said the last time."""
        own = self.line.draft or self.line.content
        if own is not None:
            return own
        return self.earlier.content if self.earlier else AnswerContent()

    @property
    def open_questions(self) -> tuple[RemarkLine, ...]:
        """What the office asked and still waits for."""
        return tuple(one for one in self.remarks if one.is_open)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A link that was passed on in an institution. ``measures`` is empty for all of them."""

    id: int
    name: str
    email: str
    measures: tuple[str, ...]
    made_at: dt.datetime
    expires_at: dt.datetime
    opened_at: dt.datetime | None


def duty_place(duty: int) -> DutyPlace:
    """Where the duty belongs; one statement. Raises ``DutyNotFound``."""
    names = ("round__plan__slug", "round__slug", "measure", "institution__slug")
    found = Duty.objects.filter(pk=duty).values_list(*names).first()
    if found is None:
        raise DutyNotFound(str(duty))
    return DutyPlace(found[0], found[1], found[2], found[3] or "")


def duty_desk(duty: int, *, language: Language) -> DutyDesk:
    """The duty with all that belongs to it; 21 statements at most. Raises ``DutyNotFound``."""
    row = Duty.objects.select_related("round__plan", "institution", "draft").filter(pk=duty).first()
    if row is None:
        raise DutyNotFound(str(duty))
    owner = row.institution.slug if row.institution else None
    view = round_view(row.round.slug, language=language, institution=owner)
    line = next((one for one in view.duties if one.id == duty), None)
    if line is None:
        raise DutyNotFound(str(duty))
    page = measure_page(
        row.round.plan.slug, row.measure, language=language, day=row.round.reporting_on
    )
    entries = page.entries if page else ()
    return DutyDesk(
        view,
        line,
        next((one for one in entries if one.key == row.measure), None),
        _others(row, language),
        _earlier(row, language),
        Saying(row.draft.speaker, row.draft.said_at) if row.draft else None,
        remarks_of(duty),
        files_of(duty),
    )


def remarks_of(duty: int) -> tuple[RemarkLine, ...]:
    """Remarks and questions with their replies, in the order in which they were said; one
    statement.
    """
    rows = list(Remark.objects.filter(duty=duty).order_by("said_at", "id"))

    def line(row: Remark) -> RemarkLine:
        return RemarkLine(
            row.pk,
            row.kind,
            row.text,
            row.speaker,
            row.is_office,
            row.said_at,
            row.kind == RemarkKind.QUESTION and row.closed_at is None,
            tuple(line(one) for one in rows if one.replies_to_id == row.pk),
        )

    return tuple(line(row) for row in rows if row.replies_to_id is None)


def files_of(duty: int) -> tuple[FileLine, ...]:
    """The files that lie with the duty, without their bytes; one statement."""
    rows = Attachment.objects.filter(duty=duty).order_by("id")
    return tuple(
        FileLine(*row) for row in rows.values_list("id", "name", "media_type", "size", "added_at")
    )


def file_content(duty: int, attachment: int) -> FileContent:
    """The file of this very duty; one statement. Raises ``FileNotFound``."""
    found = Attachment.objects.filter(duty=duty, pk=attachment).first()
    if found is None:
        raise FileNotFound(str(attachment))
    return FileContent(found.name, found.media_type, bytes(found.content))


def passed_on(*, round: str, institution: str, link: int | None = None) -> tuple[PassedOn, ...]:
    """The live links that were passed on, by the holder of ``link`` or by anybody of the
    institution; one statement.
    """
    rows = AnswerLink.objects.filter(
        round__slug=round, institution__slug=institution, revoked_at__isnull=True
    ).exclude(passed_on_by="")
    if link is not None:
        rows = rows.filter(given_by=link)
    return tuple(
        PassedOn(
            row.pk,
            row.name,
            row.email,
            tuple(row.measures),
            row.made_at,
            row.expires_at,
            row.opened_at,
        )
        for row in rows.order_by("id")
    )


def _others(row: Duty, language: Language) -> tuple[InstitutionBrief, ...]:
    ids = (
        Duty.objects.filter(round=row.round_id, measure=row.measure, institution__isnull=False)
        .exclude(institution=row.institution_id)
        .order_by("position")
        .values_list("institution_id", flat=True)
    )
    wanted = list(dict.fromkeys(one for one in ids if one is not None))
    briefs = institution_briefs(wanted, language=language) if wanted else {}
    return tuple(briefs[one] for one in wanted if one in briefs)


def _earlier(row: Duty, language: Language) -> EarlierAnswer | None:
    found = (
        Answer.objects.filter(
            pk__in=answered_before(row.round_id)
            .filter(
                measure=row.measure,
                phase=row.phase,
                scope=row.scope,
                institution=row.institution_id,
                institution__isnull=False,
            )
            .values("answer")
        )
        .select_related("duty__round")
        .order_by("-duty__round__reporting_on")
        .first()
    )
    if found is None:
        return None
    asked = found.duty.round
    return EarlierAnswer(
        AnswerContent.model_validate(found.content),
        found.said_at,
        getattr(asked, f"title_{language}"),
        asked.reporting_on,
    )
