# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The reports that were made public."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from leitstand.core.languages import Language
from leitstand.reports.document import Document, fingerprint
from leitstand.reports.errors import ReleaseDiffers, ReleaseNotFound
from leitstand.reports.keeping import document_from
from leitstand.reports.models import Release


@dataclass(frozen=True, slots=True)
class ReleaseLine:
    """A public report. ``is_newest``: no correction of it was made public since.

    ``fingerprints`` are those of the report by language.
    """

    plan: str
    round: str
    titles: tuple[str, str]
    reporting_on: dt.date
    is_example: bool
    number: int
    texts: int
    fingerprints: dict[Language, str]
    reason: str
    released_at: dt.datetime
    is_newest: bool = True

    def title(self, language: Language) -> str:
        """What the round is called."""
        return self.titles[language == "en"]


_COLUMNS = (
    "round__plan__slug",
    "round__slug",
    "round__title_de",
    "round__title_en",
    "round__reporting_on",
    "round__is_example",
    "number",
    "texts",
    "fingerprint_de",
    "fingerprint_en",
    "reason",
    "released_at",
)


def releases(plan: str, *, day: dt.date | None = None) -> tuple[ReleaseLine, ...]:
    """The public reports of a plan as of the end of ``day``, newest round first; one statement."""
    rows = Release.objects.filter(round__plan__slug=plan)
    if day is not None:
        tomorrow = dt.datetime.combine(day + dt.timedelta(days=1), dt.time())
        rows = rows.filter(released_at__lt=timezone.make_aware(tomorrow))
    return _lines(rows)


def round_releases(round: str) -> tuple[ReleaseLine, ...]:
    """The public reports of a round, newest first; one statement."""
    return _lines(Release.objects.filter(round__slug=round))


def release(plan: str, round: str, number: int) -> ReleaseLine:
    """One public report; one statement. Raises ``ReleaseNotFound``."""
    rows = Release.objects.filter(round__plan__slug=plan, round__slug=round)
    found = [one for one in _lines(rows) if one.number == number]
    if not found:
        raise ReleaseNotFound(f"{plan}/{round}/{number}")
    return found[0]


def released_document(line: ReleaseLine, language: Language) -> Document:
    """The report as it was made public, whatever the software would say today; one statement.

    Raises ``ReleaseDiffers`` where it was changed since.
    """
    rows = Release.objects.filter(round__slug=line.round, number=line.number)
    packed = rows.values_list(f"content_{language}", flat=True).get()
    document = document_from(bytes(packed))
    if fingerprint(document) != line.fingerprints[language]:
        raise ReleaseDiffers(
            _("Dieser Bericht wurde nach der Veröffentlichung verändert. Er wird nicht ausgegeben.")
        )
    return document


def _lines(rows: QuerySet[Release]) -> tuple[ReleaseLine, ...]:
    ordered = rows.order_by("-round__reporting_on", "-round_id", "-number")
    seen: set[str] = set()
    lines = []
    for row in ordered.values_list(*_COLUMNS):
        plan, round, title_de, title_en, on, is_example, number, texts, de, en, reason, at = row
        lines.append(
            ReleaseLine(
                plan=plan,
                round=round,
                titles=(title_de, title_en),
                reporting_on=on,
                is_example=is_example,
                number=number,
                texts=texts,
                fingerprints={"de": de, **({"en": en} if en else {})},
                reason=reason,
                released_at=at,
                is_newest=round not in seen,
            )
        )
        seen.add(round)
    return tuple(lines)
