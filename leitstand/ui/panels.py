# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What rooms further up say on the pages of rooms below, which cannot know them.

A room registers a function when it starts; the page asks all of them. Each is held to one statement
at most, because the pages have budgets.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import TypeAlias

from leitstand.core.languages import Language
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


MeasurePanels: TypeAlias = Callable[[Asked], Sequence[Panel]]
PlanLinks: TypeAlias = Callable[[str], Sequence[Link]]
_on_measures: dict[str, MeasurePanels] = {}
_on_plans: dict[str, PlanLinks] = {}


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
    return tuple(panel for give in _on_measures.values() for panel in give(asked))


def plan_links(plan: str) -> tuple[Link, ...]:
    """Where all rooms have more about this plan."""
    return tuple(link for give in _on_plans.values() for link in give(plan))
