# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The content of an answer: what an institution says about its measure, part or phase.

Whatever may be said is said here once; form, Excel sheet, interface and archive take their fields
from this model. A draft may leave everything empty; :func:`missing_for_submission` tells what an
answer must have before it counts.
"""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    ValidatorFunctionWrapHandler,
    field_validator,
    model_validator,
)

from leitstand.steering.enums import FINAL, EvidenceKind, Outlook, Progress

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4_000)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,40}$")]
Euro = Annotated[Decimal, Field(ge=0, le=Decimal("99999999999.99"), decimal_places=2)]
Year = Annotated[int, Field(ge=2000, le=2100)]
_MOST = 40


# A measure by its key, or one of its milestones: "flaechen.2.II#konzept".
Reference = Annotated[
    str,
    StringConstraints(
        pattern=r"^[a-z0-9-]{1,40}(\.[A-Za-z0-9-]{1,40}){1,6}(#[a-z0-9-]{1,40})?$", max_length=160
    ),
]
_MOST_REFERENCES = 10


def references(text: str | None) -> tuple[str, ...]:
    """The references in a line of text, between blanks, commas or semicolons."""
    return tuple(one for one in re.split(r"[\s,;]+", text or "") if one)


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_enum_values=True)


class Milestone(_Part):
    """A step with a date. ``id`` stays the same from round to round: so a date that moves is seen.

    ``done_on`` is the day on which it was reached; ``is_dropped`` says that it no longer is wanted.
    ``depends_on`` are measures, or milestones of measures, that must come first. Nobody checks that
    there are such: what they turn out to be is told where they are read (``rules.depending``).
    """

    id: Name
    title: Annotated[Line, Field(min_length=1)]
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    is_dropped: bool = False
    depends_on: tuple[Reference, ...] = ()

    @field_validator("depends_on", mode="wrap")
    @classmethod
    def _as_references(cls, value: Any, handler: ValidatorFunctionWrapHandler) -> tuple[str, ...]:
        """Also from one line of text; each reference once."""
        try:
            given = handler(references(value) if isinstance(value, str | None) else value)
        except ValidationError:
            raise ValueError(
                _("Bitte so schreiben: flaechen.2.II oder flaechen.2.II#konzept.")
            ) from None
        found = tuple(dict.fromkeys(given))
        if len(found) > _MOST_REFERENCES:
            raise ValueError(
                _("Ein Meilenstein kann auf höchstens %d andere warten.") % _MOST_REFERENCES
            )
        return found


class Evidence(_Part):
    """What somebody else can look at.

    ``href`` for a link, ``attachment`` (its number) or ``href`` for a document, ``code`` for a
    figure of the catalogue, ``code`` and ``body`` for a decision. ``dated_on`` is the day of the
    thing itself, not of the answer.
    """

    id: Name
    kind: EvidenceKind
    title: Annotated[Line, Field(min_length=1)]
    href: Annotated[str, StringConstraints(strip_whitespace=True, max_length=1_000)] = ""
    code: Line = ""
    body: Line = ""
    dated_on: dt.date | None = None
    attachment: int | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> "Evidence":
        if self.href and not self.href.startswith(("https://", "http://")):
            raise ValueError(_("Eine Adresse beginnt mit https:// oder http://."))
        has = {
            EvidenceKind.LINK: self.href,
            EvidenceKind.DOCUMENT: self.href or self.attachment,
            EvidenceKind.FIGURE: self.code,
            EvidenceKind.DECISION: self.code or self.body,
        }
        if not has[EvidenceKind(self.kind)]:
            raise ValueError(_("Zum Nachweis fehlt, wo man ihn findet."))
        return self


class BudgetLine(_Part):
    """Money of one year from one source. Amounts in euro; None where it is not known.

    A budget line is a thing of its own that may pay for several measures: ``line`` (chapter and
    title, or the number of a grant), ``source`` and ``year`` name it, and a sum counts it once.
    """

    line: Annotated[Line, Field(min_length=1)]
    source: Annotated[Line, Field(min_length=1)]
    year: Year
    planned_eur: Euro | None = None
    committed_eur: Euro | None = None
    spent_eur: Euro | None = None


class AnswerContent(_Part):
    """Everything that one answer says. Texts are plain words, never HTML."""

    state: Progress | None = None
    outlook: Outlook | None = None
    account: Words = ""
    obstacles: Words = ""
    support_wanted: Words = ""
    next_step: Words = ""
    next_step_due: dt.date | None = None
    merged_into: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    milestones: Annotated[tuple[Milestone, ...], Field(max_length=_MOST)] = ()
    evidence: Annotated[tuple[Evidence, ...], Field(max_length=_MOST)] = ()
    budget: Annotated[tuple[BudgetLine, ...], Field(max_length=_MOST)] = ()

    @model_validator(mode="after")
    def _names_things_once(self) -> "AnswerContent":
        for entries in (self.milestones, self.evidence):
            names = [one.id for one in entries]
            if len(set(names)) != len(names):
                raise ValueError(_("Zwei Einträge haben dieselbe Kennung."))
        lines = [(one.line, one.source, one.year) for one in self.budget]
        if len(set(lines)) != len(lines):
            raise ValueError(_("Eine Haushaltsstelle steht für dasselbe Jahr zweimal da."))
        return self

    @property
    def is_empty(self) -> bool:
        """Whether nothing was said at all."""
        return self == AnswerContent()


# An answer never changes, and a board reads a hundred of them at each request.
@lru_cache(maxsize=2_048)
def content_from(text: str) -> AnswerContent:
    """The answer that stands in the database as JSON text."""
    return AnswerContent.model_validate_json(text)


def missing_for_submission(content: AnswerContent) -> dict[str, str]:
    """What the answer still needs before it counts: sentences by field, empty if nothing."""
    missing: dict[str, str] = {}
    if content.state is None:
        missing["state"] = _("Bitte den Stand angeben.")
    elif content.state not in FINAL and content.outlook is None:
        missing["outlook"] = _("Bitte angeben, wie Sie den Verlauf selbst einschätzen.")
    if content.state == Progress.MERGED and not content.merged_into:
        missing["merged_into"] = _("Bitte die Maßnahme nennen, in der diese aufgegangen ist.")
    if content.state in {Progress.PAUSED, Progress.GIVEN_UP} and not (
        content.account or content.obstacles
    ):
        missing["account"] = _("Bitte sagen, warum die Maßnahme ruht oder aufgegeben ist.")
    return missing
