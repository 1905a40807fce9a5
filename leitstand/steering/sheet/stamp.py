# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a sheet carries in secret sight: where it belongs, and what it was made from.

Signed with the installation's key, so nobody can make a sheet that claims to be another's, nor
change what it says it was made from. There is no secret in it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils.translation import gettext as _

FORMAT = "leitstand.sheet/1"
_SALT = "steering.sheet"
_UPLOAD = "steering.sheet-upload"
_UPLOAD_VALID = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Row:
    """One owed answer in the sheet: its number in the database, and the answer that was shown."""

    duty: int
    measure: str
    seen: int


@dataclass(frozen=True, slots=True)
class Stamp:
    """Where the sheet belongs, when it was made, and its rows by the key that stands in them."""

    round: str
    institution: str
    made_at: str
    rows: Mapping[str, Row]


class StampBroken(Exception):
    """The stamp is missing, changed, or of another installation."""


def stamped(stamp: Stamp) -> str:
    """The stamp as signed text."""
    rows = {key: [row.duty, row.measure, row.seen] for key, row in stamp.rows.items()}
    content = [FORMAT, stamp.round, stamp.institution, stamp.made_at, rows]
    return signing.dumps(content, salt=_SALT, compress=True)


def read_stamp(text: str) -> Stamp:
    """The stamp again. Raises :class:`StampBroken`."""
    try:
        form, asked, institution, made_at, rows = signing.loads(text, salt=_SALT)
        if form != FORMAT:
            raise StampBroken
        found = {str(key): Row(int(duty), str(m), int(s)) for key, (duty, m, s) in rows.items()}
        return Stamp(str(asked), str(institution), str(made_at), found)
    except (signing.BadSignature, ValueError, TypeError, AttributeError):
        raise StampBroken from None


class UploadGone(Exception):
    """What was uploaded cannot be taken any more; the sentence says what to do."""

    def __init__(self) -> None:
        super().__init__(
            _("Die Vorschau ist nicht mehr gültig. Bitte die Tabelle noch einmal hochladen.")
        )


def sealed(content: Any, *, owner: str) -> str:
    """What an upload said, to be kept by the browser between preview and confirmation.

    Signed for ``owner``: nobody else can send it, and nobody can change what was previewed.
    """
    return signing.dumps([owner, content], salt=_UPLOAD, compress=True)


def unsealed(text: str, *, owner: str) -> Any:
    """What :func:`sealed` was given, within a day. Raises :class:`UploadGone`."""
    try:
        said, content = signing.loads(text, salt=_UPLOAD, max_age=_UPLOAD_VALID)
    except (signing.BadSignature, ValueError, TypeError):
        raise UploadGone from None
    if said != owner:
        raise UploadGone
    return content
