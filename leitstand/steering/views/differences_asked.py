# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Which two points a reader wants compared, and which of the differences they want to see."""

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass, replace

from django.http import HttpRequest
from django.utils.translation import gettext as _

from leitstand.core.languages import reader_language
from leitstand.steering.enums import ChangeKind
from leitstand.steering.errors import PointRefused
from leitstand.steering.rules.differing import Difference, Differences
from leitstand.steering.selectors.differences import FIELDS, Point, Sight, newest_two
from leitstand.steering.selectors.settled import earlier_than
from leitstand.ui.filters import ActiveFilter, Option, given, without

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Asked:
    """The two points, None where there are none to compare, and the filters as written.

    ``refused``: what was written is no point; ``problems``: a filter has no such value.
    """

    points: tuple[Point, Point] | None
    kind: str
    branch: str
    measure: str
    refused: PointRefused | None = None
    problems: tuple[str, ...] = ()

    @property
    def rounds(self) -> tuple[str, str]:
        """The chosen rounds, "" for a day."""
        return (self.points[0].round, self.points[1].round) if self.points else ("", "")

    @property
    def days(self) -> tuple[str, str]:
        """The chosen days, "" for a round."""
        if not self.points:
            return ("", "")
        first, second = (one.words if one.day else "" for one in self.points)
        return (first, second)

    def problem_of(self, field: str) -> str:
        """What is wrong with one of the two points."""
        return str(self.refused) if self.refused and self.refused.field == field else ""

    def active(
        self, request: HttpRequest, here: str, found: Differences | None
    ) -> tuple[ActiveFilter, ...]:
        """The filters that hold, each with the way to take it back."""
        branches = found.after.branches if found else {}
        labels = {one.measure.key: one.measure.label for one in found.entries} if found else {}
        told = (
            ("art", _("Art"), _kind_words(self.kind)),
            ("thema", _("Thema"), branches.get(self.branch, self.branch)),
            ("massnahme", _("Maßnahme"), labels.get(self.measure, self.measure)),
        )
        return tuple(
            ActiveFilter(label, text, without(request, here, (name,)))
            for name, label, text in told
            if text
        )


def asked(request: HttpRequest, seen: Sight) -> Asked:
    """What the address asks for; without a word the two newest rounds."""
    kind, branch, measure = (given(request, name) for name in ("art", "thema", "massnahme"))
    problems: tuple[str, ...] = ()
    if kind and kind not in ChangeKind.values:
        text = _("Für „%(filter)s“ gibt es keinen Wert „%(value)s“.")
        problems = (text % {"filter": _("Art"), "value": kind},)
    question = Asked(None, kind, branch, measure, problems=problems)
    try:
        points = [_point(request, seen, name) for name in FIELDS]
    except PointRefused as refused:
        return replace(question, refused=refused)
    usual = newest_two(seen)
    first, second = points
    if second is None and (first is not None or usual):
        second = usual[1] if usual else Point(day=seen.until)
    if first is None and second is not None:
        first = _before(seen, second)
        if first is None:
            text = _("Bitte auch den ersten Zeitpunkt wählen.")
            return replace(question, refused=PointRefused("von", text))
    return replace(question, points=(first, second) if first and second else None)


def _point(request: HttpRequest, seen: Sight, name: str) -> Point | None:
    """A round or a day; a day of its own field goes first, as it had to be typed."""
    word = given(request, f"{name}-tag") or given(request, name)
    if not word:
        return None
    if any(one.slug == word for one in seen.rounds):
        return Point(word)
    if not word[0].isdigit():
        return Point(word)
    try:
        day = dt.date.fromisoformat(word) if _DAY.fullmatch(word) else None
    except ValueError:  # 2019-02-30
        day = None
    if day is None:
        text = _(
            "„%s“ ist weder eine Runde noch ein Tag. Einen Tag bitte so schreiben: 2020-03-31."
        )
        raise PointRefused(name, text % word[:40])
    return Point(day=day)


def _before(seen: Sight, after: Point) -> Point | None:
    """What stands before a point where nobody said: the round of its kind before it."""
    for one in seen.rounds:
        if one.slug == after.round:
            earlier = earlier_than(one, seen.rounds)
            return Point(earlier[-1].slug) if earlier else None
    return Point(seen.rounds[0].slug) if seen.rounds else None


def narrowed(found: Differences, question: Asked) -> Differences:
    """Only those differences that the filters let through."""

    def fits(one: Difference) -> bool:
        return (
            question.kind in {"", one.kind.value}
            and question.branch in {"", one.measure.field, one.measure.cluster}
            and (not question.measure or _is_of(one, question.measure))
        )

    return replace(
        found,
        entries=tuple(filter(fits, found.entries)),
        silent=tuple(filter(fits, found.silent)),
    )


def _is_of(one: Difference, measure: str) -> bool:
    """Whether it is about this measure, or about a part of it."""
    return one.measure.key == measure or one.measure.key.startswith(f"{measure}.")


def offered(
    seen: Sight, found: Differences | None, question: Asked
) -> dict[str, tuple[Option, ...]]:
    """What can be chosen: rounds, and kinds and branches with how much they would leave."""
    language = reader_language()
    rounds = tuple(
        Option(
            one.slug, one.title(language) + ("" if one.is_public else f" ({_('nicht öffentlich')})")
        )
        for one in reversed(seen.rounds)
    )
    if found is None:
        return {"rounds": rounds, "kinds": (), "branches": ()}
    everything = (*found.entries, *found.silent)
    kinds = Counter(one.kind for one in everything)
    branches = Counter(
        key for one in everything for key in {one.measure.field, one.measure.cluster}
    )
    return {
        "rounds": rounds,
        "kinds": tuple(
            Option(kind.value, str(kind.label), kinds[kind]) for kind in ChangeKind if kinds[kind]
        ),
        "branches": tuple(
            Option(key, name, branches[key])
            for key, name in found.after.branches.items()
            if branches[key]
        ),
    }


def _kind_words(kind: str) -> str:
    return str(ChangeKind(kind).label) if kind in ChangeKind.values else kind
