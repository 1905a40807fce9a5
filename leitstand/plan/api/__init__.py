# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The plan room's part of the data interface."""

from leitstand.plan.api.operations import router

__all__ = ["router"]
