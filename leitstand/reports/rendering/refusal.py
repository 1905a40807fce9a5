# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Why a report cannot be made."""


class ReportRefused(Exception):
    """The report cannot be made of this document; the sentence says why, for whoever asked."""


class AltTextMissing(ReportRefused):
    """A chart has no text that says what it shows; without one, no report is built."""


class FontsMissing(ReportRefused):
    """The installation lacks the fonts that reports are set in."""
