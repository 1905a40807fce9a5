# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Where each statement comes from: round, speaker and day, numbered as they are met."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from leitstand.reports.document import Citation, Cite
from leitstand.steering.selectors.results import ResultLine, RoundResults
from leitstand.ui.formats import day


class Citations:
    """Counts citations up; the same source of the same measure has one number.

    The speaker is an institution, never a person.
    """

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Citation] = {}

    def of(self, results: RoundResults, one: ResultLine) -> Cite:
        """The mark for what one institution said of one measure in a round."""
        card = results.view.card
        who = one.line.institution.name if one.line.institution else ""
        return self._mark(
            (card.slug, f"{one.row.measure}/{one.row.phase}/{one.row.scope}/{one.row.institution}"),
            lambda: (
                _("Runde %(round)s: %(who)s zu %(measure)s, %(day)s")
                % {
                    "round": card.title,
                    "who": who,
                    "measure": one.line.measure.label,
                    "day": day(one.row.said_on) if one.row.said_on else "",
                }
            ),
        )

    def _mark(self, key: tuple[str, str], words: Callable[[], str]) -> Cite:
        known = self._found.get(key)
        if known is None:
            known = Citation(len(self._found) + 1, words())
            self._found[key] = known
        return Cite(known.number)

    @property
    def listed(self) -> tuple[Citation, ...]:
        """All that were cited, by number."""
        return tuple(self._found.values())
