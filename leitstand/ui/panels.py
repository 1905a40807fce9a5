# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What rooms further up say on the pages of rooms below, which cannot know them.

A room registers a function when it starts; the page asks all of them. Pages have budgets: what
rooms read of their own tables for it is read in one statement together.
"""

import datetime as dt
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, TypeAlias

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import JSONObject

from leitstand.core.languages import Language
from leitstand.core.prepared import answers
from leitstand.ui.tables import Link


@dataclass(frozen=True, slots=True)
class Panel:
    """A term, what is said about it, and where more of it stands.

    ``subject`` is the key of the measure that it is about. ``mark`` says what a reader must know
    before they believe it: "Beispieldaten" where it is invented.
    """

    subject: str
    term: str
    text: str
    more: Link
    mark: str = ""

    @property
    def link(self) -> Link:
        """All of it as one link."""
        return Link(f"{self.text} ({self.mark})" if self.mark else self.text, self.more.href)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of a plan shows: which measures, in which language, as of which day.

    ``outside`` is what the page knows already of programmes that steer a measure: pairs of the
    programme's key and the code of the measure there.
    """

    plan: str
    measures: Sequence[str]
    language: Language
    day: dt.date | None
    outside: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


Told: TypeAlias = Mapping[str, Any]
MeasurePanels: TypeAlias = Callable[[Asked], Sequence[Panel]]
PlanLinks: TypeAlias = Callable[[str], Sequence[Link]]
# Rows as :func:`told` gives them, for (language, day=, plan=, measures=); and what they come to.
Ask: TypeAlias = Callable[..., QuerySet[Any, Any]]
Tell: TypeAlias = Callable[[Asked, Sequence[Told]], Sequence[Panel]]
_told: dict[str, tuple[Ask, Tell]] = {}
_on_measures: dict[str, MeasurePanels] = {}
_on_plans: dict[str, PlanLinks] = {}


def told(rows: QuerySet[Any], room: str, **columns: Any) -> QuerySet[Any, Any]:
    """The rows as two columns, the room's name and all else as one JSON object: so rows of many
    rooms can be read together. Dates come as text, and nothing is in order.
    """
    found: QuerySet[Any, Any] = (
        rows.order_by()
        .annotate(room=Value(room, CharField()), told=JSONObject(**columns))
        .values_list("room", "told")
    )
    return found


def told_values(column: Any) -> Told:
    """What :func:`told` put together, as the database gives it."""
    found: Told = json.loads(column) if isinstance(column, str) else column
    return found


def tell_on_measures(room: str, ask: Ask, tell: Tell) -> None:
    """The page of a measure shows what ``tell`` makes of the rows of ``ask``.

    One statement for all rooms that do so.
    """
    _told[room] = (ask, tell)


def offer_on_measures(room: str, give: MeasurePanels) -> None:
    """The page of a measure shows what ``give`` says; one statement at most."""
    _on_measures[room] = give


def offer_on_plans(room: str, give: PlanLinks) -> None:
    """The page of a whole plan shows these links; no statement."""
    _on_plans[room] = give


class Place(Enum):
    """A page on which rooms further up may put links, and what it is about.

    ``OFFICE``: the desk of the office (no subject). ``OFFICE_ROUND`` and ``ROUND``: the slug of a
    round. ``BOARD``: an institution's own tasks (no subject). ``MEETING``: the number of a meeting.
    """

    OFFICE = "office"
    OFFICE_ROUND = "office-round"
    ROUND = "round"
    BOARD = "board"
    MEETING = "meeting"


LinksOn: TypeAlias = Callable[[str], Sequence[Link]]
_links: dict[Place, dict[str, LinksOn]] = {}


def offer_links(room: str, place: Place, give: LinksOn) -> None:
    """The pages of ``place`` show the links that ``give`` names for their subject; no statement."""
    _links.setdefault(place, {})[room] = give


def links_on(place: Place, subject: str = "") -> tuple[Link, ...]:
    """Where all rooms have more about what such a page is about."""
    return tuple(link for give in _links.get(place, {}).values() for link in give(subject))


def measure_panels(asked: Asked) -> tuple[Panel, ...]:
    """What all rooms say about these measures."""
    return (*_told_panels(asked), *(one for give in _on_measures.values() for one in give(asked)))


def _told_panels(asked: Asked) -> tuple[Panel, ...]:
    if not (asked.measures and _told):
        return ()
    found: dict[str, list[Told]] = {}
    for room, column in answers(
        _together, asked.language, day=asked.day, plan=asked.plan, measures=list(asked.measures)
    ):
        found.setdefault(room, []).append(told_values(column))
    return tuple(
        panel
        for room, (_ask, tell) in _told.items()
        if room in found
        for panel in tell(asked, found[room])
    )


def _together(
    language: Language, *, day: dt.date | None, plan: str, measures: Sequence[str]
) -> QuerySet[Any, Any]:
    first, *others = (
        ask(language, day=day, plan=plan, measures=measures) for ask, _tell in _told.values()
    )
    return first.union(*others, all=True) if others else first


def plan_links(plan: str) -> tuple[Link, ...]:
    """Where all rooms have more about this plan."""
    return tuple(link for give in _on_plans.values() for link in give(plan))
