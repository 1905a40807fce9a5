# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What changed in a plan between two frozen rounds, two days, or one of each."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from leitstand.core.history import end_of_day
from leitstand.core.languages import Language
from leitstand.plan.selectors import PlanNotFound
from leitstand.steering.errors import PointRefused, RoundNotFound, RoundNotFrozen
from leitstand.steering.rules.differing import Differences, NotComparable, Snapshot, differing
from leitstand.steering.selectors.settled import (
    Settled,
    earlier_than,
    settled,
    settled_rounds,
)
from leitstand.steering.selectors.snapshots import snapshot_of, snapshot_on

FIELDS = ("von", "bis")
# Older than any plan, and safely away from the first day that a calendar has.
_FIRST_YEAR = 1900


@dataclass(frozen=True, slots=True)
class Point:
    """A frozen round by its slug, or else the end of a day."""

    round: str = ""
    day: dt.date | None = None

    @property
    def words(self) -> str:
        """As it stands in an address."""
        return self.day.isoformat() if self.day else self.round


@dataclass(frozen=True, slots=True)
class Sight:
    """What whoever asks may see: the rounds that were published, or only frozen, by ``until``."""

    plan: str
    rounds: tuple[Settled, ...]
    until: dt.date
    only_public: bool

    def known_by(self, day: dt.date) -> tuple[Settled, ...]:
        """The rounds that could be read at the end of a day, oldest first."""
        return tuple(one for one in self.rounds if _known_at(one, self.only_public, day))


def sight(plan: str, *, only_public: bool = True, until: dt.date | None = None) -> Sight:
    """The rounds of a plan that can be compared, as of a day; one statement."""
    last = until or timezone.localdate()
    rounds = settled_rounds(plan, only_public=only_public)
    known = tuple(one for one in rounds if _known_at(one, only_public, last))
    return Sight(plan, known, last, only_public)


def newest_two(seen: Sight) -> tuple[Point, Point] | None:
    """What is compared where nobody chose: the newest round with the one before it."""
    if not seen.rounds:
        return None
    newest = seen.rounds[-1]
    before = earlier_than(newest, seen.rounds)
    return (Point(before[-1].slug), Point(newest.slug)) if before else None


def differences(
    plan: str,
    *,
    before: Point,
    after: Point,
    language: Language,
    only_public: bool = True,
    seen: Sight | None = None,
) -> Differences:
    """What changed; of published rounds only, unless ``only_public`` is off.

    One statement for two rounds; four more for each day, and in another language than the plan's
    one more. Two where an archive is read for the first time. Raises ``PointRefused``.
    """
    seen = seen or sight(plan, only_public=only_public)
    with translation.override(language):
        points = tuple(
            _resolved(seen, field, one) for field, one in zip(FIELDS, (before, after), strict=True)
        )
        first, second = points
        if before == after:
            raise PointRefused("bis", _("Beide Male ist derselbe Zeitpunkt gewählt."))
        if _moment(first) > _moment(second):
            raise PointRefused("von", _("Der erste Zeitpunkt liegt nach dem zweiten."))
        try:
            if isinstance(first, Settled) and isinstance(second, Settled):
                return _between(first, second, language, seen.rounds)
            is_example = _kind(seen, points)
            return differing(
                *(
                    _snapshot(seen, field, one, language, is_example)
                    for field, one in zip(FIELDS, points, strict=True)
                )
            )
        except NotComparable as refused:
            raise PointRefused("von", str(refused)) from refused


def forget_comparisons() -> None:
    """Two rounds are compared anew; what they hold stays known. For measuring."""
    _between.cache_clear()


# What was frozen never changes, so two rounds differ in the same way for ever.
@lru_cache(maxsize=32)
def _between(
    before: Settled, after: Settled, language: Language, rounds: tuple[Settled, ...]
) -> Differences:
    return differing(
        *(
            snapshot_of(one, language=language, earlier=earlier_than(one, rounds))
            for one in (before, after)
        )
    )


def _resolved(seen: Sight, field: str, point: Point) -> Settled | dt.date:
    """The round or day that is meant. Raises ``PointRefused``."""
    if point.day is not None:
        if point.day > seen.until:
            text = _("Der Tag %(day)s liegt in der Zukunft.") % {"day": point.day}
            raise PointRefused(field, text)
        if point.day.year < _FIRST_YEAR:
            text = _(
                "So weit zurück reicht hier nichts: %(day)s. Die Aufzeichnungen beginnen später."
            )
            raise PointRefused(field, text % {"day": point.day})
        return point.day
    for one in seen.rounds:
        if one.slug == point.round:
            return one
    text = _("Eine veröffentlichte Runde „%s“ gibt es nicht.") % point.round
    if not seen.only_public:
        text = _unsettled(seen, point.round)
    raise PointRefused(field, text, is_unknown=True)


def _unsettled(seen: Sight, slug: str) -> str:
    """Why the office cannot compare this round."""
    try:
        found = settled(slug)
    except RoundNotFrozen as refused:
        return str(refused)
    except RoundNotFound:
        return _("Diese Berichtsrunde gibt es nicht: %s") % slug
    return _("Die Runde „%(round)s“ gehört zu einem anderen Plan: %(plan)s.") % {
        "round": slug,
        "plan": found.plan,
    }


def _kind(seen: Sight, points: Sequence[Settled | dt.date]) -> bool:
    """Whether invented answers are looked at: those of the chosen round, else none if any round is
    real.
    """
    for one in points:
        if isinstance(one, Settled):
            return one.is_example
    return not any(not one.is_example for one in seen.rounds)


def _snapshot(
    seen: Sight, field: str, point: Settled | dt.date, language: Language, is_example: bool
) -> Snapshot:
    if isinstance(point, Settled):
        return snapshot_of(point, language=language, earlier=earlier_than(point, seen.rounds))
    rounds = tuple(one for one in seen.known_by(point) if one.is_example == is_example)
    try:
        return snapshot_on(
            seen.plan, point, language=language, rounds=rounds, with_terms=field == "bis"
        )
    except PlanNotFound as error:
        raise PointRefused(field, str(error)) from error


def _moment(point: Settled | dt.date) -> tuple[dt.date, dt.date]:
    """Rounds in the order of what they asked about; a day beside what had been frozen by then."""
    if isinstance(point, Settled):
        return (point.frozen_on, point.reporting_on)
    return (point, point)


def _known_at(one: Settled, only_public: bool, day: dt.date) -> bool:
    at = one.published_at if only_public else one.frozen_at
    return at is not None and at <= end_of_day(day)
