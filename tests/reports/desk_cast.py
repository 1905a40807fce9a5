# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the desk stand on: a frozen example round of 2018, and office texts."""

from leitstand.reports.services.releasing import report_release
from leitstand.reports.services.texts import texts_save
from leitstand.reports.texts import KeptTexts
from tests.people import OPERATOR
from tests.steering.published import MEASURE, PLAN, ROUND, published_round

DESK = f"/geschaeftsstelle/runden/{ROUND}/bericht"
DRAFT = f"/berichte/{ROUND}"
PUBLIC = f"/plaene/{PLAN}/berichte"
STANDING = "wo-stehen-wir"
WORDS = "Erster Absatz der Geschäftsstelle.\n\nZweiter Absatz."

__all__ = ["MEASURE", "PLAN", "ROUND", "published_round"]


def texts(
    german: str = WORDS, *, place: str = STANDING, flagships: tuple[str, ...] = ()
) -> KeptTexts:
    """Texts that say one thing."""
    return KeptTexts({(place, "de"): german} if german else {}, flagships)


def written(wanted: KeptTexts | None = None, *, seen: int = 0) -> int:
    """The office wrote; the number of the texts."""
    return texts_save(actor=OPERATOR, round=ROUND, texts=wanted or texts(), seen=seen)


def released(number: int = 0, *, seen: int = 0, reason: str = "") -> int:
    """The report with these texts is public; its number."""
    return report_release(actor=OPERATOR, round=ROUND, texts=number, seen=seen, reason=reason)
