# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Reads what a report is made from. Everything as it was recorded when the round was frozen."""

from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.core.languages import Language
from leitstand.plan.selectors import frame_from
from leitstand.reports.building import ahead, decided, flagships, money, others, overall, standing
from leitstand.reports.building.fields import field_key
from leitstand.reports.inputs import NO_TEXTS, MonitoringInputs, OfficeTexts, TextPlace
from leitstand.steering.selectors.settled import (
    Settled,
    earlier_than,
    settled,
    settled_rounds,
)


def gather_monitoring(
    slug: str, *, language: Language, texts: OfficeTexts = NO_TEXTS
) -> MonitoringInputs:
    """All that the monitoring report on a round tells.

    Raises ``RoundNotFound``, ``RoundNotFrozen``, ``ArchiveDamaged``.
    """
    with translation.override(language):
        found = settled(slug)
        rounds = settled_rounds(
            found.plan, is_example=found.is_example, until=found.frozen_at
        )
        earlier = earlier_than(found, rounds)
        for one in (found, *earlier):
            one.document  # noqa: B018  (read now, so that building needs no statement)
        return MonitoringInputs(
            found=found,
            earlier=earlier,
            texts=texts,
            decisions=(),
            orders=(),
            foreign=(),
            language=language,
        )


def text_places(found: Settled, *, language: Language) -> tuple[TextPlace, ...]:
    """Where the office may write, in the order of the report. The places of flagships are those of
    :func:`~leitstand.reports.building.flagships.flagship_key`.
    """
    with translation.override(language):
        frame = frame_from(
            found.document["plan_as_of"], language=language, day=found.reporting_on
        )
        fields = tuple(
            TextPlace(field_key(node.key), node.name) for node in frame.children.get(None, ())
        )
        return (
            TextPlace(standing.KEY, _("Wo stehen wir")),
            TextPlace(overall.KEY, _("Gesamtschau")),
            TextPlace("veraenderungen", _("Seit der vorigen Runde")),
            *fields,
            TextPlace(flagships.KEY, _("Leuchtturmprojekte")),
            TextPlace(money.KEY, _("Programmbudget")),
            TextPlace(decided.KEY, _("Beschlüsse und Aufträge")),
            TextPlace(others.KEY, _("Maßnahmen anderer Programme")),
            TextPlace(ahead.KEY, _("Ausblick")),
        )
