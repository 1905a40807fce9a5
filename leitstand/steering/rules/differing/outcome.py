# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What a comparison found: every difference with its measure, institution and both sources."""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

from django.utils.translation import get_language, ngettext, ngettext_lazy
from django.utils.translation import gettext as _

from leitstand.steering.enums import ChangeKind
from leitstand.steering.rules.differing.snapshot import Known, Snapshot
from leitstand.steering.rules.wording import on_day

STATE_KINDS = frozenset({ChangeKind.MOVED, ChangeKind.ENDED, ChangeKind.MERGED, ChangeKind.RESUMED})
"""An institution calls the state otherwise than before."""
GRAVE_KINDS = frozenset({ChangeKind.CONTRADICTORY, ChangeKind.OVERDUE, ChangeKind.SLIPPING})
"""The rules conclude something now that should worry somebody."""

_COUNTED: Final[tuple[tuple[frozenset[ChangeKind], Any], ...]] = (
    (
        STATE_KINDS,
        ngettext_lazy(
            "%(count)d Maßnahme hat ihren Stand geändert",
            "%(count)d Maßnahmen haben ihren Stand geändert",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.ENDED}),
        ngettext_lazy(
            "%(count)d davon ist abgeschlossen oder aufgegeben",
            "%(count)d davon sind abgeschlossen oder aufgegeben",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.MERGED}),
        ngettext_lazy(
            "%(count)d davon ist in einer anderen aufgegangen",
            "%(count)d davon sind in einer anderen aufgegangen",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.REACHED}),
        ngettext_lazy(
            "bei %(count)d Maßnahme ist ein Meilenstein erreicht",
            "bei %(count)d Maßnahmen ist ein Meilenstein erreicht",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.POSTPONED}),
        ngettext_lazy(
            "bei %(count)d Maßnahme ist ein Termin verschoben",
            "bei %(count)d Maßnahmen ist ein Termin verschoben",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.BROUGHT_FORWARD}),
        ngettext_lazy(
            "bei %(count)d Maßnahme ist ein Termin vorgezogen",
            "bei %(count)d Maßnahmen ist ein Termin vorgezogen",
            "count",
        ),
    ),
    (
        GRAVE_KINDS,
        ngettext_lazy(
            "%(count)d Maßnahme ist neu überfällig, verzögert oder widersprüchlich",
            "%(count)d Maßnahmen sind neu überfällig, verzögert oder widersprüchlich",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.ANSWERED}),
        ngettext_lazy(
            "zu %(count)d Maßnahme kam wieder eine Antwort",
            "zu %(count)d Maßnahmen kam wieder eine Antwort",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.UNANSWERED}),
        ngettext_lazy(
            "zu %(count)d Maßnahme blieb eine Antwort aus, die es vorher gab",
            "zu %(count)d Maßnahmen blieb eine Antwort aus, die es vorher gab",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.LEADS}),
        ngettext_lazy(
            "bei %(count)d Maßnahme wechselte die Federführung",
            "bei %(count)d Maßnahmen wechselte die Federführung",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.NEW}),
        ngettext_lazy(
            "%(count)d Maßnahme ist neu im Plan",
            "%(count)d Maßnahmen sind neu im Plan",
            "count",
        ),
    ),
    (
        frozenset({ChangeKind.REMOVED}),
        ngettext_lazy(
            "%(count)d Maßnahme steht nicht mehr im Plan",
            "%(count)d Maßnahmen stehen nicht mehr im Plan",
            "count",
        ),
    ),
)
_SILENT: Final[Any] = ngettext_lazy(
    "zu %(count)d Maßnahme fehlt beide Male eine Antwort",
    "zu %(count)d Maßnahmen fehlt beide Male eine Antwort",
    "count",
)


@dataclass(frozen=True, slots=True)
class Source:
    """Who says it. ``institution`` is empty for the plan, ``said_on`` None for silence and plan."""

    label: str
    day: dt.date
    round: str
    round_title: str
    institution: str
    name: str
    said_on: dt.date | None

    @property
    def sentence(self) -> str:
        """Who said it when, in words."""
        return _sentence(self, get_language())


# A page names the two sources of each of its differences, in the list and in the table.
@lru_cache(maxsize=4_096)
def _sentence(source: Source, _language: str | None) -> str:
    if not source.round_title:
        return _("Plan am %s") % on_day(source.day)
    words = {"round": source.round_title, "name": source.name or _("keine Federführung")}
    if source.said_on is None:
        return _("%(name)s, Runde %(round)s: keine Antwort") % words
    return _("%(name)s am %(day)s, Runde %(round)s") % {**words, "day": on_day(source.said_on)}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was.

    ``aspect`` is what was compared (state, answer, asked, verdict, outlook, milestone, due, done,
    dropped, next-step, next-step-due, measure, lead), ``thing`` the milestone's id. ``before`` and
    ``after`` are stable values for machines, ``was`` and ``now`` the same in words. ``limits`` are
    phase and scope in words. ``days``: by how much a date moved, negative where it was brought
    forward.
    """

    kind: ChangeKind
    aspect: str
    measure: Known
    institution: str
    name: str
    phase: str
    scope: str
    limits: str
    thing: str
    what: str
    before: str
    after: str
    was: str
    now: str
    days: int | None
    sources: tuple[Source, Source]

    @property
    def sentence(self) -> str:
        """What changed, in words."""
        text = _("%(was)s → %(now)s") % {"was": self.was, "now": self.now}
        if self.what:
            text = _("„%(what)s“: %(change)s") % {"what": self.what, "change": text}
        if not self.days:
            return text
        moved = (
            ngettext("%(days)d Tag später", "%(days)d Tage später", self.days)
            if self.days > 0
            else ngettext("%(days)d Tag früher", "%(days)d Tage früher", -self.days)
        ) % {"days": abs(self.days)}
        return f"{text} ({moved})"


@dataclass(frozen=True)
class Differences:
    """Everything that differs between ``before`` and ``after``, in the order of the plan.

    ``silent`` are the duties that were owed both times and answered neither time: nothing changed
    there, which is worth knowing. ``compared`` counts the answers that were given both times.
    """

    before: Snapshot
    after: Snapshot
    entries: tuple[Difference, ...]
    silent: tuple[Difference, ...]
    compared: int

    @property
    def has_answers(self) -> bool:
        """Whether answers could be compared; else only the plan was."""
        return self.before.has_answers and self.after.has_answers

    @property
    def is_example(self) -> bool:
        """Whether any of the answers are invented."""
        return self.before.is_example or self.after.is_example

    @cached_property
    def by_kind(self) -> dict[ChangeKind, tuple[Difference, ...]]:
        """The differences by kind, kinds without any left out."""
        return {
            kind: found
            for kind in ChangeKind
            if (found := tuple(one for one in self.entries if one.kind == kind))
        }

    def of(self, *kinds: ChangeKind) -> tuple[Difference, ...]:
        """The differences of these kinds."""
        return tuple(one for one in self.entries if one.kind in kinds)

    @property
    def is_same_coverage(self) -> bool:
        """Whether the counts of both points rest on the same number of answers owed and given."""
        first, second = self.before.total, self.after.total
        return bool(
            first
            and second
            and first.answers == second.answers
            and first.measures == second.measures
        )

    @property
    def coverage(self) -> tuple[str, ...]:
        """On how much the comparison rests, in sentences."""
        if not self.has_answers or not self.before.total or not self.after.total:
            return (
                _(
                    "Verglichen ist nur der Plan: Zu mindestens einem der beiden Tage liegt noch"
                    " keine eingefrorene Runde vor."
                ),
            )
        words = {
            "before": self.before.total.answers.sentence,
            "after": self.after.total.answers.sentence,
        }
        first = _("Antworten vorher: %(before)s; nachher: %(after)s.") % words
        second = ngettext(
            "Verglichen ist %(count)d Antwort, die beide Male vorliegt.",
            "Verglichen sind %(count)d Antworten, die beide Male vorliegen.",
            self.compared,
        ) % {"count": self.compared}
        if self.is_same_coverage:
            return (first, second)
        third = _(
            "Die Abdeckung ist verschieden: Aus höheren oder niedrigeren Zahlen allein folgt nicht,"
            " dass sich etwas verbessert oder verschlechtert hat."
        )
        return (first, second, third)

    @property
    def summary(self) -> str:
        """The whole in one sentence, from what was found alone."""
        span = {"before": self.before.label, "after": self.after.label}
        told = tuple(_clauses(self))
        if not told:
            return _("Zwischen %(before)s und %(after)s hat sich nichts geändert.") % span
        return _("Zwischen %(before)s und %(after)s: %(told)s.") % {**span, "told": "; ".join(told)}


def _clauses(found: Differences) -> Iterator[str]:
    """Half sentences with a number of measures each; nothing is said of what did not happen."""
    for kinds, words in _COUNTED:
        if count := _measures(found.of(*kinds)):
            yield words % {"count": count}
    if count := _measures(found.silent):
        yield _SILENT % {"count": count}


def _measures(found: Iterable[Difference]) -> int:
    return len({one.measure.key for one in found})
