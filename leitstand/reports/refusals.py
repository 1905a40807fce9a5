# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Why a report cannot be built, in sentences for whoever asked for it."""

from leitstand.reports.rendering.refusal import ReportRefused


class UnknownMeasure(ReportRefused):
    """A measure is named that the plan does not have. ``suggestions`` are keys that are close."""

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class UnknownField(ReportRefused):
    """A field of action is named that the round did not ask about."""


class DayAhead(ReportRefused):
    """A report about a day that has not come yet is asked for."""


__all__ = ["DayAhead", "ReportRefused", "UnknownField", "UnknownMeasure"]
