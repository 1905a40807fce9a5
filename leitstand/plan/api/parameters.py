# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a question to the interface may hold. Names are those of the pages' addresses."""

import datetime as dt
import re
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Schema
from ninja.params.functions import Path
from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from leitstand.core import cursors
from leitstand.plan.api.shapes import LanguageCode, RoleName
from leitstand.ui.api.house import TOLD

SLUG = r"^[-a-zA-Z0-9_]+$"
PATH_ID = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[A-Za-z0-9]+(-[A-Za-z0-9]+)*)*$"
MAX_PAGE = 500


def _iso_day(value: Any) -> Any:
    """Only JJJJ-MM-TT: pydantic alone would take seconds since 1970 for a day as well."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise ValueError("not a day")
    return value


def _digits(value: Any) -> Any:
    """Only digits: pydantic alone would take " 1_0.0" for ten."""
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,9}", value):
        raise ValueError("not a number")
    return value


def _no_day_to_come(value: dt.date) -> dt.date:
    """What will hold nobody knows, and an answer that is kept must not change at midnight."""
    today = timezone.localdate()
    if value > today:
        sentence = _("Der Tag %(day)s liegt in der Zukunft. Wie der Plan dann steht, weiß niemand.")
        raise PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence % {"day": value}})
    return value


Day = Annotated[dt.date, BeforeValidator(_iso_day), AfterValidator(_no_day_to_come)]
# The bounds stand first: pydantic would not tell those of a value that was prepared before.
PageSize = Annotated[int, Field(ge=1, le=MAX_PAGE), BeforeValidator(_digits)]


def _id(description: str, pattern: str, max_length: int, example: str) -> Any:
    return Field(
        description=description,
        pattern=pattern,
        max_length=max_length,
        json_schema_extra={"example": example},
    )


PlanId = Annotated[str, _id("Id of the plan.", SLUG, 80, "berlin-2018-2021"), Path()]
MeasureId = Annotated[
    str,
    _id("Id of a measure, a part, or a measure in parts.", PATH_ID, 120, "flaechen.2.II"),
    Path(),
]
GoalId = Annotated[str, _id("Id of a goal.", PATH_ID, 120, "flaechen.a"), Path()]
InstitutionId = Annotated[str, _id("Id of an institution.", SLUG, 80, "senweb"), Path()]


class Question(Schema):
    """What every question may hold."""

    stand: Day | None = Field(
        None, description="As it stood at the end of this day (YYYY-MM-DD), not a day to come."
    )
    lang: LanguageCode | None = Field(
        None, description="Language of the answer; it goes before `Accept-Language`."
    )


class MeasureQuestion(Question):
    """Narrows the list of measures; institution, role and phase must meet in one role."""

    thema: str = Field("", max_length=120, description="Id of a node: it and all below it.")
    institution: str = Field("", max_length=80, description="Id of an institution.")
    rolle: RoleName | None = Field(None, description="The institution's role.")
    phase: str = Field("", max_length=500, description="A phase in the plan's printed words.")
    text: str = Field("", max_length=200, description="Words that must all stand in the measure.")


class PlanQuestion(Question):
    """Which page of the plans."""

    after: str = Field("", max_length=80, description="Only plans whose ids follow this one.")
    limit: PageSize = Field(100, description="Plans a page.")


class ChangeQuestion(Question):
    """Which changes: after a cursor, of one plan, or of what held by a day (`stand`)."""

    cursor: str | None = Field(
        None,
        pattern=cursors.PATTERN,
        max_length=250,
        description="The `cursor` of an earlier answer: only what was recorded after it.",
    )
    plan: str | None = Field(
        None,
        pattern=SLUG,
        max_length=80,
        description="Only this plan, and the institutions, which belong to no plan.",
    )
    limit: PageSize = Field(100, description="Changes a page.")
