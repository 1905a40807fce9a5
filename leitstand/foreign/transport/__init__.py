# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Asking another machine for a report: safely, and never for long."""

from leitstand.foreign.transport.asking import Answered, Limits, ask
from leitstand.foreign.transport.places import url_problem

__all__ = ["Answered", "Limits", "ask", "url_problem"]
