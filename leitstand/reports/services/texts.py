# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Writing the office's own words into the report of a round."""

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.accounts.actors import Actor, actor_key
from leitstand.core.permissions import require
from leitstand.core.services import audit_record
from leitstand.core.turns import take_turn
from leitstand.reports.building.flagships import flagship_key
from leitstand.reports.errors import TextsOvertaken, TextsRefused
from leitstand.reports.gathering import text_places
from leitstand.reports.models import ReportTexts
from leitstand.reports.permissions import MANAGE_REPORTS, ReportSubject
from leitstand.reports.selectors.texts import TextsVersion, newest_texts, texts_numbered
from leitstand.reports.texts import FLAGSHIPS, KeptTexts, Part, canonical, cleaned, merged, sha256
from leitstand.steering.selectors.rounds import round_card
from leitstand.steering.selectors.settled import Settled, settled, settled_view

# Forty printed pages; whoever has more to say writes a report of their own.
MOST_LETTERS: Final = 120_000
MOST_FLAGSHIPS: Final = 30
_UNPRINTABLE: Final = frozenset(map(chr, range(32))) - {"\n", "\t"}


@transaction.atomic
def texts_save(
    *, actor: Actor, round: str, texts: KeptTexts, seen: int, now: dt.datetime | None = None
) -> int:
    """What the office adds to the report is ``texts``; returns their number.

    ``seen`` is the number that whoever wrote had before them. What others wrote since stays where
    it touches something else. Saying what stands there already writes nothing. Raises
    ``RoundNotFound``, ``RoundNotFrozen``, ``TextsRefused``, ``TextsOvertaken``.
    """
    found = settled(round)
    require(actor, MANAGE_REPORTS, ReportSubject(found.plan, round))
    take_turn()
    wanted = KeptTexts(
        {part: text for part, said in texts.words.items() if (text := cleaned(said))},
        tuple(dict.fromkeys(texts.flagships)),
    )
    if problems := _problems(found, wanted):
        raise TextsRefused(problems)
    newest = newest_texts(round)
    kept = _together(round, wanted, seen, newest)
    if kept == newest.texts:
        return newest.number
    return _write(found, kept, newest.number, actor, now or timezone.now())


def _together(round: str, wanted: KeptTexts, seen: int, newest: TextsVersion) -> KeptTexts:
    """The wish with what others wrote since."""
    if seen == newest.number:
        return wanted
    # Whoever names a number that was never there has seen nothing.
    base = texts_numbered(round, seen if 0 <= seen < newest.number else 0)
    kept, clashes = merged(base.texts, wanted, newest.texts)
    if clashes:
        raise TextsOvertaken(kept, newest.texts, clashes, newest.number)
    return kept


def _write(found: Settled, kept: KeptTexts, base: int, actor: Actor, at: dt.datetime) -> int:
    made = ReportTexts.objects.create(
        round_id=round_card(found.slug, language="de").id,
        number=base + 1,
        base=base,
        content=canonical(kept),
        sha256=sha256(kept),
        said_by=actor_key(actor),
        said_at=at,
    )
    details: dict[str, Any] = {"number": made.number, "sha256": made.sha256}
    # Public is a report only once it was released; no page shows what was written.
    audit_record(
        actor=actor_key(actor),
        act="report.write",
        subject=f"report:{found.plan}/{found.slug}",
        details=details,
        is_write=False,
    )
    return made.number


def _problems(found: Settled, wanted: KeptTexts) -> dict[Part, str]:
    problems: dict[Part, str] = {}
    duties = settled_view(found, language="de").duties
    measures = {key for one in duties for key in (one.measure.key, one.measure.whole)}
    known = {one.key for one in text_places(found, language="de")}
    known |= {flagship_key(key) for key in measures}
    for part, text in wanted.words.items():
        place, _language = part
        if place not in known:
            problems[part] = _("Diese Stelle hat der Bericht nicht: %s") % place[:80]
        elif len(text) > MOST_LETTERS:
            problems[part] = _(
                "Der Text ist zu lang: %(found)d Zeichen, höchstens %(most)d (etwa 40 Seiten)."
            ) % {"found": len(text), "most": MOST_LETTERS}
        elif not _UNPRINTABLE.isdisjoint(text) or not _is_text(text):
            problems[part] = _("Der Text enthält Zeichen, die nicht gedruckt werden können.")
    unknown = [key for key in wanted.flagships if key not in measures]
    if unknown:
        problems[FLAGSHIPS] = _("Diese Maßnahme kennt die Runde nicht: %s") % ", ".join(
            key[:80] for key in unknown[:5]
        )
    elif len(wanted.flagships) > MOST_FLAGSHIPS:
        problems[FLAGSHIPS] = _("Höchstens %d Leuchtturmprojekte.") % MOST_FLAGSHIPS
    return problems


def _is_text(text: str) -> bool:
    """Whether it can be written as UTF-8: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
