# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The kinds of value that a plan document is made of, each with what it refuses."""

import datetime as dt
import re
from typing import Annotated

from django.utils.translation import gettext as _
from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
PATH_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*(\.[A-Za-z0-9]+(-[a-z0-9]+)*)*$"
# Controls, line separators, halves of surrogates and non-characters: no file format carries all.
LABEL_PATTERN = r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<\s*/?\s*[a-zA-Z!]")
# An address that ends like this asks for the data of a page.
_DATA_ENDINGS = (".json", ".csv")


def _plain(text: str) -> str:
    """Refuse what a title can never need: markup and control characters."""
    if _CONTROL.search(text):
        raise ValueError(_("enthält ein Steuerzeichen"))
    if _TAG.search(text):
        raise ValueError(_("enthält HTML; bitte reinen Text schreiben"))
    return text


def _no_data_ending(path: str) -> str:
    """Refuse an id whose page would have the address of another page's data."""
    if path.endswith(_DATA_ENDINGS):
        raise ValueError(
            _(
                "%s endet auf .json oder .csv; so enden Adressen von Daten. Bitte eine andere"
                " Kennung wählen"
            )
            % path
        )
    return path


def _number_as_text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _in_our_time(day: dt.date) -> dt.date:
    if not 1900 <= day.year <= 2200:
        raise ValueError(_("%s liegt nicht in den Jahren 1900 bis 2200") % day)
    return day


def _single_line_range(value: object) -> object:
    return [value, value] if isinstance(value, int) and not isinstance(value, bool) else value


def _ordered(value: tuple[int, int]) -> tuple[int, int]:
    if value[0] > value[1]:
        raise ValueError(
            _("der Zeilenbereich läuft rückwärts: %(first)d bis %(last)d")
            % {"first": value[0], "last": value[1]}
        )
    return value


Slug = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
PathId = Annotated[
    str,
    StringConstraints(pattern=PATH_PATTERN, max_length=120),
    AfterValidator(_no_data_ending),
]
Words = Annotated[
    str,
    StringConstraints(min_length=1, max_length=500, strip_whitespace=True),
    AfterValidator(_plain),
]
Prose = Annotated[
    str,
    StringConstraints(min_length=1, max_length=2000, strip_whitespace=True),
    AfterValidator(_plain),
]
Label = Annotated[
    str,
    BeforeValidator(_number_as_text),
    StringConstraints(pattern=LABEL_PATTERN, max_length=12),
]
Line = Annotated[int, Field(ge=1, le=10_000_000)]
Count = Annotated[int, Field(ge=0, le=1_000_000)]
Small = Annotated[int, Field(ge=1, le=9999)]
Day = Annotated[dt.date, AfterValidator(_in_our_time)]
LineRange = Annotated[
    tuple[Line, Line], BeforeValidator(_single_line_range), AfterValidator(_ordered)
]
