# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Every read that leaves the plan room. Each answers for today or for any past day."""

from leitstand.plan.selectors.documents import (
    PlanNotFound,
    plan_document,
    plan_records,
    plan_slugs,
)

__all__ = ["PlanNotFound", "plan_document", "plan_records", "plan_slugs"]
