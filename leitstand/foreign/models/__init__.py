# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Sources, every fetch from them, and what they said."""

from leitstand.foreign.models.mirror import Fetch, Observation
from leitstand.foreign.models.sources import ForeignSource, SourceTerms

__all__ = ["Fetch", "ForeignSource", "Observation", "SourceTerms"]
