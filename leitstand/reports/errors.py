# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with an act of the reports room, in sentences for whoever tried it."""

from leitstand.reports.texts import KeptTexts, Part


class TextsNotFound(LookupError):
    """There are no texts of that number; the message says which there are."""


class ReleaseNotFound(LookupError):
    """No report of that number was made public."""


class ReleaseRefused(Exception):
    """The report cannot be made public now; ``problems`` are sentences that say why."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class ReleaseDiffers(Exception):
    """What is kept is not what was made public; the message says so."""


class TextsRefused(Exception):
    """The texts cannot be taken; ``problems`` are sentences by part."""

    def __init__(self, problems: dict[Part, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class TextsOvertaken(Exception):
    """Somebody else wrote the same since, differently. Nothing was written.

    ``texts`` hold both wishes with mine where they clash, ``theirs`` what stands there now,
    ``clashes`` names the parts, and ``seen`` is the number that whoever looks at this has seen.
    """

    def __init__(
        self, texts: KeptTexts, theirs: KeptTexts, clashes: tuple[Part, ...], seen: int
    ) -> None:
        super().__init__("overtaken")
        self.texts, self.theirs, self.clashes, self.seen = texts, theirs, clashes, seen


class BuilderBusy(Exception):
    """Another report is being built; the message says what to do."""
