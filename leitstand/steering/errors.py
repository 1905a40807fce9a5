# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with an act in a round, in sentences for whoever tried it."""

from leitstand.steering.answer import AnswerContent


class RoundNotFound(LookupError):
    """There is no such round, or not for whoever asks."""


class RoundNotFrozen(LookupError):
    """The round can still change, so nothing is built from it; the message says so."""


class PointRefused(ValueError):
    """A point in time cannot be compared; the message says why. ``field`` is the one of the two,
    "von" or "bis", and ``is_unknown`` says that there is no such thing.
    """

    def __init__(self, field: str, message: str, *, is_unknown: bool = False) -> None:
        super().__init__(message)
        self.field, self.is_unknown = field, is_unknown


class ArchiveDamaged(Exception):
    """The archive of a round is not what was frozen; the message says so."""


class LetterNotFound(LookupError):
    """There is no letter with that number."""


class MailNotSetUp(Exception):
    """Nothing can be sent: the installation knows no mail server."""


class DutyNotFound(LookupError):
    """Nothing of that name is owed in the round."""


class StepRefused(Exception):
    """The round cannot take that step now; ``problems`` are sentences that say why."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class AnswerRefused(Exception):
    """The answer cannot be taken; ``problems`` are sentences by field, "" for the whole of it."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class AnswerOvertaken(Exception):
    """Somebody else answered the same since, differently. Nothing was written.

    ``content`` holds both wishes with mine where they clash, ``theirs`` what stands there now,
    ``clashes`` names the fields, and ``seen`` is the number that whoever looks at this has seen.
    """

    def __init__(
        self,
        content: AnswerContent,
        theirs: AnswerContent,
        clashes: tuple[str, ...],
        seen: int,
    ) -> None:
        super().__init__("overtaken")
        self.content, self.theirs, self.clashes, self.seen = content, theirs, clashes, seen


class LinkRefused(Exception):
    """A personal link does not open anything; ``reason`` is one of the constants below."""

    UNKNOWN = "unknown"
    EXPIRED = "expired"
    REVOKED = "revoked"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LinkNotGiven(Exception):
    """A link cannot be given, or passed on, like that; ``problems`` are sentences by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__(" ".join(problems.values()))
        self.problems = problems


class FileRefused(Exception):
    """A file is not taken; the words say why and what to do."""


class RemarkRefused(Exception):
    """A remark, question or reply is not taken; the words say why."""


class FileNotFound(LookupError):
    """There is no such file, or not for whoever asks."""
