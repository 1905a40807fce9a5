# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a check says: a finding, the rule behind it, and the cause a rule's function hands over."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypedDict

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.plan.checks.reading import Lines, Reading


class Severity(TextChoices):
    """How heavy a finding weighs. A breach is listed, never forbidden."""

    BREACH = "breach", _("Verstoß gegen eine eigene Regel")
    WARNING = "warning", _("Warnung")
    NOTICE = "notice", _("Hinweis")


class Basis(TextChoices):
    """What the plan is held against."""

    OWN_RULE = "own-rule", _("eigene Regel des Plans")
    GOOD_PRACTICE = "good-practice", _("gute Praxis")


class FindingJson(TypedDict):
    """A finding as it stands in JSON."""

    rule: str
    severity: str
    subjects: list[str]
    message: str
    source_lines: list[list[int]]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reader should know about the plan, with the measures and lines it rests on.

    ``subjects`` are measure ids in document order; empty where the finding concerns no measure.
    """

    rule: str
    severity: Severity
    subjects: tuple[str, ...]
    message: str
    source_lines: tuple[tuple[int, int], ...]

    def as_json(self) -> FindingJson:
        """The finding as plain values; the keys and their order are part of the interface."""
        return {
            "rule": self.rule,
            "severity": self.severity.value,
            "subjects": list(self.subjects),
            "message": self.message,
            "source_lines": [list(lines) for lines in self.source_lines],
        }


@dataclass(frozen=True, slots=True)
class Cause:
    """What a rule's function found: one cause, told without its place.

    ``severity`` is given only where it differs from the rule's own.
    """

    message: str
    subjects: tuple[str, ...] = ()
    lines: tuple[Lines, ...] = ()
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule the plan is held against.

    ``own_checks`` are further names under which a plan's own rule (``OwnRule.check``) may point
    here, beside ``key``. A breach needs such a rule in the document: a plan that never promised
    anything breaks nothing, so the finding is then only a warning.
    """

    key: str
    severity: Severity
    title: Promise
    explanation: Promise
    basis: Basis
    function: Callable[[Reading], Iterator[Cause]]
    own_checks: tuple[str, ...] = ()

    def findings(self, reading: Reading) -> Iterator[Finding]:
        """Every finding of this rule, in the order its function gives them."""
        severity = self.severity
        if severity == Severity.BREACH and not reading.own_rules(self.key, *self.own_checks):
            severity = Severity.WARNING
        for cause in self.function(reading):
            lines = reading.merged(cause.lines)
            yield Finding(
                self.key,
                cause.severity or severity,
                cause.subjects,
                reading.with_place(cause.message, lines),
                lines,
            )
