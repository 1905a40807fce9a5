# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What rooms further up say on the pages of rooms below, which cannot know them.

A room registers a function when it starts; the page asks all of them. Each is held to one statement
at most, because the pages have budgets.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
    """What a page of a plan shows: which measures, in which language, as of which day."""

    plan: str
    measures: Sequence[str]
    language: Language
    day: dt.date | None


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


def measure_panels(asked: Asked) -> tuple[Panel, ...]:
    """What all rooms say about these measures."""
    return tuple(panel for give in _on_measures.values() for panel in give(asked))


def plan_links(plan: str) -> tuple[Link, ...]:
    """Where all rooms have more about this plan."""
    return tuple(link for give in _on_plans.values() for link in give(plan))
