# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""A plan package held against the published text: what differs, and what was confirmed."""

from leitstand.plan.verification.report import Confirmed, Finding, Report
from leitstand.plan.verification.verify import verify

__all__ = ["Confirmed", "Finding", "Report", "verify"]
