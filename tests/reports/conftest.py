# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The demonstration's rounds for reports: standing for a whole module of reading tests."""

from tests.steering.public.conftest import demonstration

__all__ = ["demonstration"]
