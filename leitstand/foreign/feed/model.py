# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The shapes of ``leitstand.measures/1``. The published JSON Schema is generated from them.

Whoever reads it passes over fields that it does not know; whoever writes it may add some. What
would change the meaning of a field is another format.
"""

import datetime as dt
import re
from typing import Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)

FORMAT: Final = "leitstand.measures/1"
MOST_MEASURES: Final = 2_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")
_BLANKS = re.compile(r"\s+")


def folded(code: str) -> str:
    """A code as codes are compared: case, blanks and the kind of dash do not matter."""
    return _BLANKS.sub("", _DASHES.sub("-", code)).casefold()


def _sound(text: str) -> str:
    """Refuse what cannot be stored or would turn a line of text around."""
    if _CONTROL.search(text):
        raise ValueError("control character")
    text.encode()  # a lone surrogate is no text: UnicodeEncodeError is a ValueError
    return text


def _written(value: object) -> object:
    """A day is written as text; a number of seconds is none."""
    if isinstance(value, str | dt.date):
        return value
    raise ValueError("not a day")


def _in_our_time(day: dt.date) -> dt.date:
    if not 1900 <= day.year <= 2200:
        raise ValueError("not in our time")
    return day


Code = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
    AfterValidator(_sound),
]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, strip_whitespace=True),
    AfterValidator(_sound),
]
Address = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[^\s<>\"]+$", max_length=2000),
    AfterValidator(_sound),
]
Day = Annotated[dt.date, BeforeValidator(_written), AfterValidator(_in_our_time)]
Instant = Annotated[AwareDatetime, BeforeValidator(_written)]
Count = Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True)


class FeedText(_Shape):
    """The same statement in both languages."""

    de: Words
    en: Words


class FeedWord(_Shape):
    """What a state is called, in both languages: a few words."""

    de: Code
    en: Code


class FeedPlan(_Shape):
    """The plan or programme that reports, and where people read it."""

    slug: Code
    title: FeedText
    url: Address | None = None


class FeedMeasure(_Shape):
    """How one measure stands.

    ``code`` names it for ever; ``labels`` are further codes under which others know it, such as the
    number that is printed. ``state`` is a word of the vocabulary ``states``. These have a fixed
    meaning: not-started, preparing, running, standing, done, paused, merged, given-up, mixed,
    partly-reported, not-reported; any other is the source's own. ``answered`` of ``owed`` answers
    is what the state rests on.
    """

    code: Code
    labels: Annotated[tuple[Code, ...], Field(max_length=20)] = ()
    title: FeedText
    state: Code
    outlook: Code | None = None
    verdict: Code | None = None
    reporting_on: Day
    said_on: Day | None = None
    answered: Count | None = None
    owed: Count | None = None
    url: Address | None = None


class MeasuresFeed(_Shape):
    """How the measures of a plan or programme stand, as of its newest published report.

    ``reporting_on`` is null, and ``measures`` empty, where nothing was published yet.
    ``is_example``: what is said is invented. ``data_url`` is where it was taken from.
    """

    model_config = ConfigDict(title="How the measures of a plan stand")

    format: Literal["leitstand.measures/1"]
    plan: FeedPlan
    source: FeedText
    reporting_on: Day | None
    published_at: Instant | None = None
    is_example: bool = False
    data_url: Address | None = None
    states: Annotated[dict[Code, FeedWord], Field(max_length=200)] = {}
    measures: Annotated[tuple[FeedMeasure, ...], Field(max_length=MOST_MEASURES)]


def feed_schema() -> dict[str, Any]:
    """The published JSON Schema."""
    schema = MeasuresFeed.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
