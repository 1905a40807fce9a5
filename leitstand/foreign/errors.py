# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a source or with what it delivers."""

from leitstand.foreign.enums import Fault


class SourceNotFound(LookupError):
    """There is no such source."""


class SourceRefused(Exception):
    """A source cannot stand so; ``problems`` are sentences by field, "" for the whole."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class ReportRefused(Exception):
    """Nothing was taken from a source; ``details`` are the facts for the sentence about it."""

    def __init__(self, fault: Fault, **details: str | int) -> None:
        super().__init__(fault.value)
        self.fault, self.details = fault, details
