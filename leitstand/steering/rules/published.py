# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a published rule is, and what it says about one case.

Every rule of a round can be printed: what it looks at and what it concludes stand beside the
function that does so. Keys are stable: they stand in exports and addresses.
"""

from dataclasses import dataclass
from typing import TypedDict

from django.utils.functional import Promise

from leitstand.steering.enums import Verdict


@dataclass(frozen=True, slots=True)
class PublishedRule:
    """A rule as a reader finds it printed."""

    key: str
    title: Promise
    looks_at: Promise
    concludes: Promise


class ReasonJson(TypedDict):
    """A reason as it stands in JSON."""

    rule: str
    verdict: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """What one rule found: a sentence with the facts, and what it concludes from them.

    ``verdict`` is None for a remark, which decides nothing.
    """

    rule: str
    verdict: Verdict | None
    sentence: str

    def as_json(self) -> ReasonJson:
        """The reason as plain values; the keys and their order are part of the interface."""
        return {
            "rule": self.rule,
            "verdict": self.verdict.value if self.verdict else "",
            "sentence": self.sentence,
        }
