# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What one cell says. Pure: from an answer's value to a cell and back, in German or in English.

A value is a text ("" for none), or a day, an amount, a year, a yes or no, or None. What cannot be
understood without guessing is not understood.
"""

import datetime as dt
import re
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any, TypeAlias

from django.utils.translation import gettext as _

from leitstand.steering.answer import references
from leitstand.steering.enums import EvidenceKind, Outlook, Progress
from leitstand.steering.sheet.columns import Column, Kind, folded, spelled
from leitstand.ui import formats

Value: TypeAlias = str | dt.date | Decimal | int | bool | None

_CHOICES = {Kind.STATE: Progress, Kind.OUTLOOK: Outlook, Kind.EVIDENCE: EvidenceKind}
_TRUE, _FALSE = {"ja", "yes", "x", "true", "wahr"}, {"nein", "no", "false", "falsch"}
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4}|\d{2})")
_AMOUNT = re.compile(r"\d+|\d{1,3}(?:[.,' ]\d{3})*(?:[.,]\d{1,2})?|\d+[.,]\d{1,2}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_LIKE_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_MAX_EURO = Decimal("99999999999.99")
# Excel counts days. Within these it is a day whose cell lost its format, never a year.
_FIRST_SERIAL, _LAST_SERIAL = 36_526, 73_415
# Excel believes that 1900 was a leap year, and knows no day before it.
_FIRST_DAY = dt.date(1900, 3, 1)
_DAY_ZERO = dt.date(1899, 12, 30)
# What XML cannot hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class NotUnderstood(Exception):
    """The cell says nothing that can be taken; the sentence says what would be."""


def told_text(text: str) -> str:
    """The text as a cell can hold and give it back: one kind of line break, no control letters."""
    whole = text.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROL.sub("", whole).strip()


def canonical(column: Column, value: Any) -> Value:
    """The answer's value as :func:`understood` gives it back from an untouched cell."""
    if column.kind == Kind.TEXT:
        return told_text(value or "")
    if column.kind == Kind.NAMES:
        return value if isinstance(value, str) else "; ".join(value or ())
    if column.kind == Kind.YES:
        return bool(value)
    return value if value != "" else None


def shown(column: Column, value: Any) -> Any:
    """What is written into the cell."""
    given = canonical(column, value)
    if column.kind == Kind.NAMES:
        return str(given) or None
    if column.kind == Kind.TEXT:
        # Excel reads _x000A_ as a letter; a text that really says so is written with its escape.
        return _LIKE_ESCAPED.sub("_x005F_", str(given)) or None
    if column.kind == Kind.YES:
        return _("ja") if given else None
    if column.kind in _CHOICES:
        return str(_CHOICES[column.kind](given).label) if given is not None else None
    if isinstance(given, dt.date) and given < _FIRST_DAY:
        return given.isoformat()
    return given


def understood(column: Column, raw: Any) -> Value:
    """What the cell says. Raises :class:`NotUnderstood`."""
    if isinstance(raw, str):
        raw = told_text(_ESCAPED.sub(lambda found: chr(int(found[1], 16)), raw))
    is_blank = raw is None or raw == ""
    match column.kind:
        case Kind.TEXT:
            return "" if is_blank else _text(column, raw)
        case Kind.NAMES:
            return "" if is_blank else "; ".join(references(_text(column, raw)))
        case Kind.YES:
            return False if is_blank else _yes(raw)
    if is_blank:
        return None
    match column.kind:
        case Kind.DAY:
            return _day(raw)
        case Kind.EURO:
            return _euro(raw)
        case Kind.YEAR:
            return _year(raw)
    return _choice(column.kind, raw)


def _text(column: Column, raw: Any) -> str:
    if isinstance(raw, bool):
        raw = _("ja") if raw else _("nein")
    elif isinstance(raw, dt.datetime | dt.date):
        raw = f"{raw:%d.%m.%Y}"
    elif isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    text = str(raw)
    if len(text) > column.limit:
        raise NotUnderstood(
            _("Der Text ist zu lang: %(length)d Zeichen, höchstens %(limit)d.")
            % {"length": len(text), "limit": column.limit}
        )
    return text


def _yes(raw: Any) -> bool:
    word = folded(str(raw))
    if isinstance(raw, bool) or word in _TRUE | _FALSE:
        return raw if isinstance(raw, bool) else word in _TRUE
    raise NotUnderstood(_("Hier geht nur „ja“ oder „nein“, nicht „%s“.") % _quoted(raw))


def _day(raw: Any) -> dt.date:
    if isinstance(raw, dt.datetime):
        return raw.date()
    if isinstance(raw, dt.date):
        return raw
    if isinstance(raw, int | float) and _FIRST_SERIAL <= raw < _LAST_SERIAL:
        return _DAY_ZERO + dt.timedelta(days=int(raw))
    try:
        if isinstance(raw, str) and (parts := _GERMAN_DAY.fullmatch(raw)):
            day, month, year = (int(part) for part in parts.groups())
            return dt.date(year if year >= 100 else 2000 + year, month, day)
        if isinstance(raw, str):
            return dt.date.fromisoformat(raw.removesuffix("T00:00:00"))
    except ValueError:
        pass
    raise NotUnderstood(_("Das ist kein Tag: „%s“. Bitte so schreiben: 30.09.2026.") % _quoted(raw))


def _euro(raw: Any) -> Decimal:
    words = str(raw)
    for unit in ("EUR", "Euro", "euro", "€"):
        words = words.removesuffix(unit).removeprefix(unit).strip()
    words = words.replace("\N{NO-BREAK SPACE}", " ").replace("\N{NARROW NO-BREAK SPACE}", " ")
    try:
        if isinstance(raw, int | float) and not isinstance(raw, bool):
            amount = Decimal(str(raw))
        elif _AMOUNT.fullmatch(words):
            # Euro have two decimals: three digits behind the last mark are thousands.
            whole, mark, cents = re.fullmatch(r"(.*?)(?:([.,])(\d{1,2}))?", words).groups()  # type: ignore[union-attr]
            amount = Decimal(re.sub(r"[.,' ]", "", whole) + (f".{cents}" if mark else ""))
        else:
            raise InvalidOperation
        if not 0 <= amount <= _MAX_EURO or amount != amount.quantize(Decimal("0.01")):
            raise InvalidOperation
    except InvalidOperation:
        raise NotUnderstood(
            _("Das ist kein Betrag in Euro: „%s“. Bitte so schreiben: 1.250.000 oder 99,50.")
            % _quoted(raw)
        ) from None
    return amount


def _year(raw: Any) -> int:
    words = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    if re.fullmatch(r"20\d\d|2100", words):
        return int(words)
    raise NotUnderstood(_("Das ist kein Jahr: „%s“. Bitte so schreiben: 2026.") % _quoted(raw))


def _choice(kind: Kind, raw: Any) -> str:
    known = _spelled(kind)
    found = known.get(folded(str(raw)))
    if found is None:
        words = ", ".join(str(label) for label in _CHOICES[kind].labels)
        raise NotUnderstood(
            _("„%(word)s“ steht nicht zur Wahl. Möglich sind: %(words)s.")
            % {"word": _quoted(raw), "words": words}
        )
    return found


@cache
def _spelled(kind: Kind) -> dict[str, str]:
    return spelled(_CHOICES[kind].choices)


def _quoted(raw: Any) -> str:
    words = str(raw)
    return words if len(words) <= 60 else f"{words[:60]}…"


def told(column: Column, value: Value) -> str:
    """The value for reading, in the active language; "–" for none."""
    if value is None or value == "":
        return "–"
    if column.kind in _CHOICES:
        return str(_CHOICES[column.kind](value).label)
    if isinstance(value, Decimal):
        return f"{formats.number(value, 2)} €"
    return str(value) if column.kind == Kind.YEAR else formats.cell_text(value)


def packed(value: Value) -> str | bool | None:
    """The value as JSON can hold it; :func:`unpacked` makes it again."""
    return value if isinstance(value, str | bool) or value is None else str(value)


def unpacked(column: Column, value: str | bool | None) -> Value:
    """The value again. Raises ``ValueError`` for what :func:`packed` never made."""
    if not isinstance(value, str):
        return value
    match column.kind:
        case Kind.DAY:
            return dt.date.fromisoformat(value)
        case Kind.EURO:
            return Decimal(value)
        case Kind.YEAR:
            return int(value)
    return value
