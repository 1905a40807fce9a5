# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the office wrote into the report of a round, number by number."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.reports.errors import TextsNotFound
from leitstand.reports.models import ReportTexts
from leitstand.reports.texts import EMPTY, KeptTexts, from_canonical


@dataclass(frozen=True, slots=True)
class TextsVersion:
    """One version of the texts; number 0 are none. ``said_by`` is how the record names whoever."""

    number: int
    texts: KeptTexts
    said_by: str = ""
    said_at: dt.datetime | None = None


NONE_YET = TextsVersion(0, EMPTY)
_COLUMNS = ("number", "content", "said_by", "said_at")


def newest_texts(round: str) -> TextsVersion:
    """What stands there now, ``NONE_YET`` before anything does; one statement."""
    rows = ReportTexts.objects.filter(round__slug=round).order_by("-number")
    row = rows.values_list(*_COLUMNS).first()
    return NONE_YET if row is None else _version(*row)


def texts_numbered(round: str, number: int) -> TextsVersion:
    """That version, 0 for a report without texts; one statement. Raises ``TextsNotFound``."""
    if number == 0:
        return NONE_YET
    rows = ReportTexts.objects.filter(round__slug=round, number=number)
    row = rows.values_list(*_COLUMNS).first()
    if row is None:
        raise TextsNotFound(_missing(round, number))
    return _version(*row)


def all_texts(round: str) -> tuple[TextsVersion, ...]:
    """Every version, newest first; one statement."""
    rows = ReportTexts.objects.filter(round__slug=round).order_by("-number")
    return tuple(_version(*row) for row in rows.values_list(*_COLUMNS))


def _missing(round: str, number: int) -> str:
    count = ReportTexts.objects.filter(round__slug=round).count()
    if not count:
        return _("Zum Bericht „%(round)s“ hat die Geschäftsstelle noch nichts geschrieben.") % {
            "round": round
        }
    return ngettext(
        "Die Texte Nr. %(number)d gibt es nicht; es gibt eine Fassung.",
        "Die Texte Nr. %(number)d gibt es nicht; es gibt die Fassungen 1 bis %(count)d.",
        count,
    ) % {"number": number, "count": count}


def _version(number: int, content: str, said_by: str, said_at: dt.datetime) -> TextsVersion:
    return TextsVersion(number, from_canonical(content), said_by, said_at)
