# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Forms of the plan room."""

from leitstand.plan.forms.measure import MeasureForms

__all__ = ["MeasureForms"]
