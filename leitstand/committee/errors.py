# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with an act of a committee, in sentences for whoever tried it."""

from leitstand.committee.rules.contradiction import Conflict


class BodyNotFound(LookupError):
    """There is no such body, or not for whoever asks."""


class MeetingNotFound(LookupError):
    """There is no such meeting, or not for whoever asks."""


class ItemNotFound(LookupError):
    """There is no such agenda item."""


class PaperNotFound(LookupError):
    """There is no such paper, or not for whoever asks."""


class DecisionNotFound(LookupError):
    """There is no such decision, or not for whoever asks."""


class OrderNotFound(LookupError):
    """There is no such order, or not for whoever asks."""


class ProposalNotFound(LookupError):
    """There is no such proposal, or not for whoever asks."""


class Refused(Exception):
    """The act cannot be done now; ``problems`` are sentences that say why."""

    def __init__(self, *problems: str) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class Contradicts(Exception):
    """What was asked for contradicts what holds. Nothing was written.

    ``conflicts`` name what holds; whoever decides says of each whether it is replaced.
    """

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__(" ".join(one.number for one in conflicts))
        self.conflicts = conflicts


class DecidedMeanwhile(Exception):
    """Somebody else decided on the same item since; ``numbers`` name what they recorded."""

    def __init__(self, numbers: tuple[str, ...]) -> None:
        super().__init__(", ".join(numbers))
        self.numbers = numbers
