# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Documents from what was gathered: pure, and the same wherever and whenever they are built.

Nothing here asks what day it is. Every sentence is made from counted values or quotes somebody.
"""

from leitstand.reports.building.monitoring import monitoring_report
from leitstand.reports.building.pack import committee_pack
from leitstand.reports.building.parliament import parliament_answer
from leitstand.reports.building.summary import field_summary

__all__ = ["committee_pack", "field_summary", "monitoring_report", "parliament_answer"]
