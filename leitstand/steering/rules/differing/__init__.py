# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed between two points: two states of a plan and of what was said about it, compared."""

from leitstand.steering.rules.differing.as_json import differences_json
from leitstand.steering.rules.differing.comparing import differing
from leitstand.steering.rules.differing.outcome import Difference, Differences, Source
from leitstand.steering.rules.differing.snapshot import (
    Known,
    Lead,
    NotComparable,
    Place,
    Promise,
    Snapshot,
    Told,
)

__all__ = [
    "Difference",
    "Differences",
    "Known",
    "Lead",
    "NotComparable",
    "Place",
    "Promise",
    "Snapshot",
    "Source",
    "Told",
    "differences_json",
    "differing",
]
