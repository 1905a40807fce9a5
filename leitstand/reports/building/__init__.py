# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Documents from what was gathered: pure, and the same wherever and whenever they are built.

Nothing here asks what day it is. Every sentence is made from counted values or quotes somebody.
"""

from leitstand.reports.building.monitoring import monitoring_report

__all__ = ["monitoring_report"]
