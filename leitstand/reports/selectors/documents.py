# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reports as values, by what is asked for: rounds, fields, questions, meetings.

Gathering reads, building only looks: the same frozen round and texts give the same value.
"""

import datetime as dt

from django.utils import timezone, translation

from leitstand.core.languages import Language
from leitstand.reports.building import (
    committee_pack,
    field_summary,
    monitoring_report,
    parliament_answer,
)
from leitstand.reports.document import Document
from leitstand.reports.gathering import gather_answer, gather_monitoring, gather_pack
from leitstand.reports.inputs import MonitoringInputs, ParliamentQuestion
from leitstand.reports.selectors.texts import newest_texts, texts_numbered


def monitoring_document(round: str, *, language: Language, texts: int | None = None) -> Document:
    """The monitoring report of a frozen round, with the newest texts or those of a number.

    Raises ``RoundNotFound``, ``RoundNotFrozen``, ``TextsNotFound``, ``ReportRefused``.
    """
    with translation.override(language):
        return monitoring_report(_inputs(round, language, texts))


def field_document(
    round: str, field: str, *, language: Language, texts: int | None = None
) -> Document:
    """The summary of one field of action. Raises also ``UnknownField``."""
    with translation.override(language):
        return field_summary(_inputs(round, language, texts), field)


def answer_document(
    question: ParliamentQuestion,
    *,
    language: Language,
    until: dt.datetime | None = None,
    today: dt.date | None = None,
) -> Document:
    """The answer to a written question, by what was frozen ``until`` then.

    Raises ``ReportRefused``, ``PlanNotFound``.
    """
    day = today or timezone.localdate()
    with translation.override(language):
        return parliament_answer(gather_answer(question, language=language, today=day, until=until))


def pack_document(meeting: int, *, language: Language, today: dt.date | None = None) -> Document:
    """The file for a meeting of a body, as of a day. Raises ``MeetingNotFound``."""
    day = today or timezone.localdate()
    with translation.override(language):
        return committee_pack(gather_pack(meeting, language=language, today=day))


def _inputs(round: str, language: Language, number: int | None) -> MonitoringInputs:
    found = newest_texts(round) if number is None else texts_numbered(round, number)
    texts = found.texts.for_report(found.number, language)
    return gather_monitoring(round, language=language, texts=texts)
