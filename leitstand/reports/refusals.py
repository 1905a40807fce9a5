# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Why a report cannot be built, in sentences for whoever asked for it."""


class ReportRefused(Exception):
    """The report cannot be built as it was asked for; the message says why and what would do."""


class UnknownMeasure(ReportRefused):
    """A measure is named that the plan does not have. ``suggestions`` are keys that are close."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class UnknownField(ReportRefused):
    """A field of action is named that the round did not ask about."""


class DayAhead(ReportRefused):
    """A report about a day that has not come yet is asked for."""
