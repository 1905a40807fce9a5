# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Making a report public, and saying why there is a corrected one."""

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.languages import Language
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.reports.document import fingerprint
from leitstand.reports.errors import ReleaseRefused
from leitstand.reports.keeping import kept
from leitstand.reports.models import Release
from leitstand.reports.permissions import MANAGE_REPORTS, ReportSubject
from leitstand.reports.selectors.documents import monitoring_document
from leitstand.reports.selectors.texts import newest_texts
from leitstand.steering.selectors.rounds import round_card
from leitstand.steering.selectors.settled import Settled, settled


def report_release(
    *,
    actor: Actor,
    round: str,
    texts: int,
    seen: int,
    languages: tuple[Language, ...] = ("de", "en"),
    reason: str = "",
    now: dt.datetime | None = None,
) -> int:
    """The report of a published round is public; returns its number.

    ``texts`` are the office's texts that were looked at before, ``seen`` the number of the newest
    public report that was known then. A correction needs a reason. Raises ``RoundNotFound``,
    ``RoundNotFrozen``, ``ReleaseRefused``, ``ReportRefused``.
    """
    found = settled(round)
    require(actor, MANAGE_REPORTS, ReportSubject(found.plan, round))
    _check(found, reason, languages, is_correction=bool(seen))
    # Before the turn: nobody waits while reports are built.
    documents = {
        language: monitoring_document(round, language=language, texts=texts)
        for language in languages
    }
    marks = {language: fingerprint(document) for language, document in documents.items()}
    with transaction.atomic():
        take_turn()
        newest = Release.objects.filter(round__slug=round).order_by("-number").first()
        _check_again(newest, round, texts, seen, marks)
        made = Release.objects.create(
            round_id=round_card(round, language="de").id,
            number=seen + 1,
            texts=texts,
            fingerprint_de=marks["de"],
            fingerprint_en=marks.get("en", ""),
            content_de=kept(documents["de"]),
            content_en=kept(documents["en"]) if "en" in documents else b"",
            reason=reason.strip() if seen else "",
            released_by=actor_key(actor),
            released_at=now or timezone.now(),
        )
        audit_record(
            actor=actor_key(actor),
            act="report.release",
            subject=f"report:{found.plan}/{round}",
            reason=made.reason,
            details={"number": made.number, "texts": texts, "fingerprints": marks},
        )
    return made.number


def _check(
    found: Settled, reason: str, languages: tuple[Language, ...], *, is_correction: bool
) -> None:
    if not found.is_public:
        raise ReleaseRefused(
            _("Die Runde „%s“ ist noch nicht veröffentlicht; ihr Bericht kann es auch nicht sein.")
            % found.slug
        )
    if "de" not in languages:
        raise ReleaseRefused(_("Die deutsche Fassung gehört immer dazu."))
    if is_correction and not reason.strip():
        raise ReleaseRefused(_("Bitte sagen, warum der Bericht berichtigt wird."))
    if len(reason) > 2_000:
        raise ReleaseRefused(_("Die Begründung ist zu lang, höchstens 2.000 Zeichen."))


def _check_again(
    newest: Release | None, round: str, texts: int, seen: int, marks: dict[Language, str]
) -> None:
    if newest_texts(round).number != texts:
        raise ReleaseRefused(
            _("Die Texte wurden inzwischen geändert. Bitte den Bericht noch einmal ansehen.")
        )
    if newest is None:
        if seen:
            raise ReleaseRefused(_("Dieser Bericht wurde noch nie veröffentlicht."))
        return
    if marks["de"] == newest.fingerprint_de and marks.get("en", "") == newest.fingerprint_en:
        raise ReleaseRefused(
            _("Genau dieser Bericht ist schon veröffentlicht, als Nr. %d.") % newest.number
        )
    if newest.number != seen:
        raise ReleaseRefused(
            _("Inzwischen wurde Nr. %d veröffentlicht. Bitte noch einmal ansehen.") % newest.number
        )
