# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""How numbers, days and line references read in the language of the page."""

from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.ui.tables import Link, Scalar

DayStyle = Literal["short", "medium", "long", "full"]


def page_locale() -> Locale:
    """The locale of the active language. English is British: days come before months."""
    return _locale("en_GB" if (get_language() or "de").startswith("en") else "de_DE")


@cache
def _locale(code: str) -> Locale:
    return Locale.parse(code)


def number(value: int | float | Decimal, digits: int | None = None) -> str:
    """``1234.5`` as 1.234,5 or 1,234.5; with ``digits`` exactly so many decimals."""
    if digits is not None:
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(value, format=pattern, locale=page_locale())
    if isinstance(value, float):  # six decimals hide binary rounding and nothing a reader needs
        return format_decimal(value, format="#,##0.######", locale=page_locale())
    if isinstance(value, int):
        return _whole_number(value, page_locale())
    return format_decimal(value, locale=page_locale(), decimal_quantization=False)


@lru_cache(maxsize=4096)
def _whole_number(value: int, locale: Locale) -> str:
    """Tables are full of the same small counts."""
    return format_decimal(value, locale=locale)


def day(value: date | datetime, style: DayStyle = "long") -> str:
    """A day in words, „3. Oktober 2018“; an instant counts in the installation's time zone."""
    if isinstance(value, datetime):
        value = (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return format_date(value, format=style, locale=page_locale())


def instant(value: datetime) -> str:
    """A day and a time of day, „3. Oktober 2018, 14:05“, in the installation's time zone."""
    local = timezone.localtime(value)
    return f"{day(local)}, {format_time(local, format='HH:mm', locale=page_locale())}"


def lines(span: tuple[int, int | None]) -> str:
    """A line reference, „Zeilen 12–14“ or „Zeile 12“."""
    first, last = span
    if last is None or last == first:
        return _("Zeile %(line)s") % {"line": first}
    return _("Zeilen %(first)s–%(last)s") % {"first": first, "last": last}


def cell_text(value: Scalar) -> str:
    """A single cell of a table as a reader sees it; nothing to say is the empty string."""
    match value:
        case None:
            return ""
        case bool():
            return _("ja") if value else _("nein")
        case int() | float() | Decimal():
            return number(value)
        case date():
            return day(value, "medium")
        case Link():
            return str(value.text)
        case _:
            return str(value)
