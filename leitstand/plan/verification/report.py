# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a verification says: findings, and what it confirmed in numbers."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

Lines = tuple[int, int]

PLAN = "plan"
OTHER_EDITION = "other-edition-of-text"
WARNINGS = frozenset({OTHER_EDITION})


@dataclass(frozen=True)
class Finding:
    """One difference between package and text, worded for the person who mends the package.

    ``rule`` is a stable slug; ``subject`` is the id of a measure, node, goal or institution, or
    "plan"; ``lines`` count from 1 in the text.
    """

    rule: str
    subject: str
    message: str
    lines: Lines | None = None

    @property
    def is_warning(self) -> bool:
        """Whether the package can be right all the same."""
        return self.rule in WARNINGS


@dataclass(frozen=True)
class Confirmed:
    """What was found in the text word for word, so that "nothing is missing" has a number.

    ``entries`` counts measures and parts, ``measures`` counts a measure in parts once;
    ``references`` counts every other printed word or line range that was looked up; ``lines``
    counts the lines with words that measures and their structure passages cover.
    """

    measures_in_text: int = 0
    measures: int = 0
    entries: int = 0
    roles: int = 0
    mentions: int = 0
    open_roles: int = 0
    references: int = 0
    lines: int = 0


@dataclass(frozen=True)
class Report:
    """The outcome of one verification."""

    findings: tuple[Finding, ...]
    confirmed: Confirmed

    @property
    def is_clean(self) -> bool:
        """Whether nothing but warnings was found."""
        return all(finding.is_warning for finding in self.findings)


@dataclass
class Ledger:
    """Findings and counts while a verification runs."""

    findings: list[Finding] = field(default_factory=list)
    confirmed: Counter[str] = field(default_factory=Counter)

    def add(self, rule: str, subject: str, message: str, lines: Lines | None = None) -> None:
        """Note one finding, once."""
        finding = Finding(rule, subject, message, lines)
        if finding not in self.findings:
            self.findings.append(finding)

    def report(self) -> Report:
        """The finished report, findings in the order of the text."""
        ordered = sorted(
            self.findings,
            key=lambda f: (f.lines or (0, 0), f.subject, f.rule, f.message),
        )
        return Report(tuple(ordered), Confirmed(**self.confirmed))


def place(lines: Lines) -> str:
    """ "Zeile 7" or "Zeilen 7–9"."""
    if lines[0] == lines[1]:
        return _("Zeile %(line)d") % {"line": lines[0]}
    return _("Zeilen %(first)d–%(last)d") % {"first": lines[0], "last": lines[1]}
