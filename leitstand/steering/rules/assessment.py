# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The assessment that stands beside the self-assessment: computed by published rules from dates,
milestones and evidence, never from what the leader thinks of it.

Every rule that finds something concludes a verdict or only remarks. The last of these verdicts in
the order of :class:`Verdict` holds; so a verdict can be recomputed by hand from its reasons.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from leitstand.steering.enums import Verdict
from leitstand.steering.rules.ageing import Age
from leitstand.steering.rules.assessing.case import Case, Deadline, Successor
from leitstand.steering.rules.assessing.registry import METHOD, RULES, AssessmentRule
from leitstand.steering.rules.published import Reason

__all__ = [
    "METHOD",
    "RULES",
    "Assessment",
    "AssessmentRule",
    "Case",
    "Deadline",
    "Successor",
    "assess",
    "gravest",
    "verdict_of",
]

_GRAVITY = {verdict.value: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules say about one duty on one day.

    ``reasons`` come gravest first, remarks last; ``age`` is None for silence.
    """

    verdict: Verdict
    reasons: tuple[Reason, ...]
    judged_on: dt.date
    age: Age | None
    method: int = METHOD

    @property
    def deciding(self) -> tuple[Reason, ...]:
        """The reasons that the verdict rests on; never empty."""
        return tuple(one for one in self.reasons if one.verdict == self.verdict)

    @property
    def further(self) -> tuple[Reason, ...]:
        """What else the rules found."""
        return tuple(one for one in self.reasons if one.verdict != self.verdict)


def gravity(verdict: str | None) -> int:
    """How grave a verdict is: the place in the order of :class:`Verdict`; a remark is below all."""
    return _GRAVITY[verdict] if verdict else -1


def gravest(verdicts: Iterable[str]) -> Verdict:
    """The verdict that holds where several were concluded; ``ValueError`` for none."""
    return Verdict(max(verdicts, key=gravity))


def assess(case: Case) -> Assessment:
    """Judge one duty by all rules; silence is never anything but „nicht berichtet“."""
    found = [reason for rule in RULES for reason in rule.reasons(case)]
    found.sort(key=lambda reason: -gravity(reason.verdict))
    verdict = gravest(reason.verdict for reason in found if reason.verdict)
    return Assessment(verdict, tuple(found), case.judged_on, case.age)


def verdict_of(case: Case) -> Verdict:
    """Only the verdict of :func:`assess`, without its reasons: for lists of many duties.

    The rules stand in the order of their gravity, so the first that finds something decides.
    """
    return next(
        rule.verdict
        for rule in RULES
        if rule.verdict and next(rule.function(case), None) is not None
    )
