# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Papers of a meeting: checked by their bytes, kept in the database, given out as downloads."""

import datetime as dt
import hashlib

from django.db import transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.committee.errors import ItemNotFound, PaperNotFound, Refused
from leitstand.committee.models import AgendaItem, Meeting, Paper
from leitstand.committee.rules.life import TAKES_PAPERS
from leitstand.committee.rules.words import clean
from leitstand.committee.services.meetings import meeting_for_change, meeting_subject, not_now
from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.services import audit_record
from leitstand.steering.rules.files import MAX_BYTES_OF_A_DUTY, Refusal, clean_name, kind_of

MOST_PAPERS = 100
MOST_BYTES = 4 * MAX_BYTES_OF_A_DUTY


@transaction.atomic
def paper_add(
    *,
    actor: Actor,
    meeting: int,
    name: str,
    content: bytes,
    title: str = "",
    item: int | None = None,
    now: dt.datetime | None = None,
) -> int:
    """The paper lies with the meeting; returns its number, the known one if it lies there already.

    Its type is told from its bytes. Raises ``Refused``.
    """
    found = meeting_for_change(actor, meeting)
    if found.state not in TAKES_PAPERS:
        raise Refused(not_now(found))
    if item is not None and not AgendaItem.objects.filter(pk=item, meeting=found).exists():
        raise ItemNotFound(str(item))
    try:
        kind = kind_of(name, content)
    except Refusal as refused:
        raise Refused(str(refused)) from None
    digest = hashlib.sha256(content).hexdigest()
    mine = Paper.objects.filter(meeting=found)
    if (known := mine.filter(sha256=digest).values_list("pk", flat=True).first()) is not None:
        return known
    taken = mine.aggregate(size=Sum("size"))["size"] or 0
    if taken + len(content) > MOST_BYTES or mine.count() >= MOST_PAPERS:
        raise Refused(_("Zu dieser Sitzung liegen schon 200 MB oder 100 Unterlagen."))
    made = Paper.objects.create(
        meeting=found,
        item_id=item,
        title=clean(title)[:200],
        name=clean_name(name),
        media_type=kind.media_type,
        size=len(content),
        sha256=digest,
        content=content,
        added_by=actor_key(actor),
        added_at=now or timezone.now(),
    )
    _log(found, actor, "paper.add", made)
    return made.pk


@transaction.atomic
def paper_remove(*, actor: Actor, meeting: int, paper: int) -> None:
    """The paper is gone, as long as the minutes are not approved."""
    found = meeting_for_change(actor, meeting)
    if found.state not in TAKES_PAPERS:
        raise Refused(not_now(found))
    held = Paper.objects.filter(meeting=found, pk=paper).defer("content").first()
    if held is None:
        raise PaperNotFound(str(paper))
    _log(found, actor, "paper.remove", held)
    held.delete()


def _log(meeting: Meeting, actor: Actor, act: str, paper: Paper) -> None:
    """With its hash, so that the record can tell one day which file it was."""
    audit_record(
        actor=actor_key(actor),
        act=act,
        subject=meeting_subject(meeting),
        details={"paper": paper.pk, "sha256": paper.sha256, "size": paper.size},
        is_write=False,
    )
