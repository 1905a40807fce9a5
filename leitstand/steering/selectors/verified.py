# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Whether a frozen round still says what it said when it was frozen."""

import hashlib
import json
from dataclasses import dataclass

from leitstand.steering.models import RoundArchive
from leitstand.steering.selectors.archive import archived_again
from leitstand.steering.selectors.rows import round_row


@dataclass(frozen=True, slots=True)
class ArchiveCheck:
    """Three fingerprints (SHA-256) that must agree.

    ``written`` was noted at freezing, ``kept`` is that of the archive's text as it lies there now,
    ``made_anew`` that of the round's rows, on the plan that the archive holds.
    """

    written: str
    kept: str
    made_anew: str

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed since."""
        return self.written == self.kept == self.made_anew


def archive_check(slug: str) -> ArchiveCheck | None:
    """The fingerprints of a round, None while it is not frozen; 5 statements.

    Raises ``RoundNotFound``.
    """
    found = round_row(slug)
    archive = RoundArchive.objects.filter(round=found).first()
    if archive is None:
        return None
    kept = hashlib.sha256(archive.content.encode()).hexdigest()
    try:
        document = json.loads(archive.content)
    except ValueError:
        document = None
    if not isinstance(document, dict):
        document = {}
    return ArchiveCheck(archive.sha256, kept, archived_again(found, document).sha256)
