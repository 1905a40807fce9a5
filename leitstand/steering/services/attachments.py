# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Files that prove something: taken in, taken along to the next round, taken away again."""

import datetime as dt
import hashlib
from collections.abc import Collection

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.steering.actors import Respondent, respondent_key
from leitstand.steering.errors import FileNotFound, FileRefused
from leitstand.steering.models import Answer, Attachment, Duty
from leitstand.steering.permissions import PREPARE_ANSWER, require_answering
from leitstand.steering.rules.files import MAX_BYTES_OF_A_DUTY, Refusal, clean_name, kind_of
from leitstand.steering.rules.life import TAKES_ANSWERS
from leitstand.steering.selectors.rows import duty_row
from leitstand.steering.services.answers import subject_key, subject_of

MOST_FILES = 40


@transaction.atomic
def attachment_add(
    *,
    respondent: Respondent,
    duty: int,
    name: str,
    content: bytes,
    now: dt.datetime | None = None,
) -> int:
    """The file lies with the duty; returns its number, the known one where it lies there already.

    Its type is told from its bytes. Raises :class:`FileRefused`, ``DutyNotFound``,
    ``NotPermitted``.
    """
    take_turn()
    owed = duty_row(duty)
    require_answering(respondent, PREPARE_ANSWER, subject_of(owed))
    _refuse_closed(owed)
    try:
        kind = kind_of(name, content)
    except Refusal as refused:
        raise FileRefused(str(refused)) from None
    return _kept(
        owed,
        respondent,
        name=clean_name(name),
        media_type=kind.media_type,
        content=content,
        now=now or timezone.now(),
    )


@transaction.atomic
def attachments_carry(
    *, respondent: Respondent, duty: int, files: Collection[int], now: dt.datetime | None = None
) -> dict[int, int]:
    """Files of the same institution's earlier answer on the same measure lie with this duty too.

    Returns the new number by the old one; a file that is none of those is left out.
    """
    take_turn()
    owed = duty_row(duty)
    require_answering(respondent, PREPARE_ANSWER, subject_of(owed))
    _refuse_closed(owed)
    earlier = Attachment.objects.filter(
        pk__in=list(files),
        duty__round__plan=owed.round.plan_id,
        duty__measure=owed.measure,
        duty__institution=owed.institution_id,
        duty__institution__isnull=False,
    ).exclude(duty=owed)
    return {
        one.pk: _kept(
            owed,
            respondent,
            name=one.name,
            media_type=one.media_type,
            content=bytes(one.content),
            now=now or timezone.now(),
        )
        for one in earlier
    }


@transaction.atomic
def attachment_remove(*, respondent: Respondent, duty: int, attachment: int) -> None:
    """The file is gone. One that any answer, also an older one, speaks of stays:
    :class:`FileRefused`.
    """
    take_turn()
    owed = duty_row(duty)
    subject = subject_of(owed)
    require_answering(respondent, PREPARE_ANSWER, subject)
    _refuse_closed(owed)
    found = Attachment.objects.filter(duty=owed, pk=attachment).first()
    if found is None:
        raise FileNotFound(str(attachment))
    for content in Answer.objects.filter(duty=owed).values_list("content", flat=True):
        if any(one.get("attachment") == found.pk for one in content.get("evidence", ())):
            raise FileRefused(_("Eine Antwort verweist auf diese Datei; darum bleibt sie liegen."))
    _log(owed, respondent, "attachment.remove", found)
    found.delete()


def _kept(
    owed: Duty,
    respondent: Respondent,
    *,
    name: str,
    media_type: str,
    content: bytes,
    now: dt.datetime,
) -> int:
    digest = hashlib.sha256(content).hexdigest()
    mine = Attachment.objects.filter(duty=owed)
    if (known := mine.filter(sha256=digest).values_list("pk", flat=True).first()) is not None:
        return known
    taken = mine.aggregate(size=Sum("size"))["size"] or 0
    if taken + len(content) > MAX_BYTES_OF_A_DUTY or mine.count() >= MOST_FILES:
        raise FileRefused(
            _("Zu dieser Aufgabe liegen schon 50 MB oder 40 Dateien. Mehr nehmen wir nicht an.")
        )
    made = Attachment.objects.create(
        duty=owed,
        name=name,
        media_type=media_type,
        size=len(content),
        sha256=digest,
        content=content,
        added_by=respondent_key(respondent),
        added_at=now,
    )
    _log(owed, respondent, "attachment.add", made)
    return made.pk


def _refuse_closed(owed: Duty) -> None:
    if owed.round.state not in TAKES_ANSWERS:
        raise FileRefused(_("Die Runde nimmt keine Dateien mehr an."))


def _log(owed: Duty, respondent: Respondent, act: str, file: Attachment) -> None:
    audit_record(
        actor=respondent_key(respondent),
        act=act,
        subject=subject_key(subject_of(owed)),
        details={"attachment": file.pk, "media_type": file.media_type, "size": file.size},
        is_write=False,
    )
