# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A question of parliament as an address: whoever opens it again gets the same answer.

Nothing is kept of a question. Its words can be long, so they travel packed.
"""

import base64
import binascii
import datetime as dt
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from leitstand.reports.inputs import ParliamentQuestion
from leitstand.reports.refusals import ReportRefused

MOST_WORDS: Final = 20_000
MOST_MEASURES: Final = 100
_MOST_PACKED: Final = 30_000


def packed(words: str) -> str:
    """The words as they stand in an address; "" for none."""
    if not words:
        return ""
    return base64.urlsafe_b64encode(zlib.compress(words.encode(), 9)).decode().rstrip("=")


def unpacked(given: str) -> str:
    """The words that were packed. Raises ``ReportRefused`` for anything else."""
    if not given:
        return ""
    try:
        if len(given) > _MOST_PACKED:
            raise ValueError(given[:20])
        raw = base64.urlsafe_b64decode(given + "=" * (-len(given) % 4))
        reader = zlib.decompressobj()
        # A few bytes can stand for gigabytes; no more than a question may hold is unpacked.
        found = reader.decompress(raw, 4 * MOST_WORDS + 1)
        if reader.unconsumed_tail or not reader.eof:
            raise ValueError(given[:20])
        return found.decode()
    except (binascii.Error, zlib.error, ValueError):
        raise ReportRefused(
            _("Die Adresse ist unvollständig: Die Frage darin lässt sich nicht lesen.")
        ) from None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the moment by which the answer had to be known: later ones change nothing."""

    question: ParliamentQuestion
    until: dt.datetime | None = None


def asked_query(asked: Asked) -> str:
    """The question as the query of an address."""
    question = asked.question
    pairs = [
        ("plan", question.plan),
        ("tag", question.day.isoformat()),
        *(("m", key) for key in question.measures),
        ("nr", question.number),
        ("von", question.asked_by),
        ("frage", packed(question.words)),
        ("bis", asked.until.astimezone(dt.UTC).isoformat() if asked.until else ""),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def asked_from(one: Mapping[str, str], measures: Sequence[str]) -> Asked:
    """The question that :func:`asked_query` wrote. Raises ``ReportRefused`` where it is none."""
    try:
        day = dt.date.fromisoformat(one.get("tag", ""))
    except ValueError:
        raise ReportRefused(
            _("„%s“ ist kein Tag. Bitte so schreiben: 2019-03-01 (Jahr, Monat, Tag).")
            % one.get("tag", "")[:40]
        ) from None
    question = ParliamentQuestion(
        plan=one.get("plan", ""),
        measures=tuple(dict.fromkeys(measures)),
        day=day,
        words=unpacked(one.get("frage", "")),
        number=one.get("nr", "")[:100],
        asked_by=one.get("von", "")[:200],
    )
    if problem := problem_of(question):
        raise ReportRefused(problem)
    return Asked(question, _moment(one.get("bis", "")))


def _moment(given: str) -> dt.datetime | None:
    if not given:
        return None
    try:
        found = dt.datetime.fromisoformat(given)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None or found.year < 1900:
        raise ReportRefused(_("Die Adresse nennt keinen Zeitpunkt: %s") % given[:40])
    return found


def problem_of(question: ParliamentQuestion) -> str:
    """Why the question cannot be answered, before anything is looked up; "" where it can."""
    if not question.measures:
        return _("Bitte mindestens eine Maßnahme auswählen.")
    if len(question.measures) > MOST_MEASURES:
        return _("Es sind zu viele Maßnahmen: %(found)d, höchstens %(most)d.") % {
            "found": len(question.measures),
            "most": MOST_MEASURES,
        }
    if len(question.words) > MOST_WORDS:
        return _("Der Wortlaut ist zu lang: %(found)d Zeichen, höchstens %(most)d.") % {
            "found": len(question.words),
            "most": MOST_WORDS,
        }
    told = f"{question.words}{question.number}{question.asked_by}"
    if any(ord(letter) < 32 and letter not in "\n\t" for letter in told):
        return _("Der Wortlaut enthält Zeichen, die nicht gedruckt werden können.")
    return ""
