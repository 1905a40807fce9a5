# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reports as values, by what is asked for: rounds, fields, questions, meetings.

Gathering reads, building only looks: the same frozen round and texts give the same value.
"""

import datetime as dt

from django.utils import timezone, translation

from leitstand.core.languages import Language
from leitstand.reports.building import monitoring_report
from leitstand.reports.document import Document
from leitstand.reports.gathering import gather_monitoring
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
    from leitstand.reports.building import field_summary

    with translation.override(language):
        return field_summary(_inputs(round, language, texts), field)


def answer_document(
    question: ParliamentQuestion, *, language: Language, today: dt.date | None = None
) -> Document:
    """The answer to a written question. Raises ``ReportRefused``, ``PlanNotFound``."""
    from leitstand.reports.building import parliament_answer
    from leitstand.reports.gathering import gather_answer

    with translation.override(language):
        found = gather_answer(question, language=language, today=today or timezone.localdate())
        return parliament_answer(found)


def pack_document(meeting: int, *, language: Language) -> Document:
    """The file for a meeting of a body."""
    from leitstand.reports.building import committee_pack
    from leitstand.reports.gathering import gather_pack

    with translation.override(language):
        return committee_pack(gather_pack(meeting, language=language))


def _inputs(round: str, language: Language, number: int | None) -> MonitoringInputs:
    found = newest_texts(round) if number is None else texts_numbered(round, number)
    texts = found.texts.for_report(found.number, language)
    return gather_monitoring(round, language=language, texts=texts)
