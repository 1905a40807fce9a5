# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The state of a plan at one point, as far as a comparison needs it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeAlias

from django.utils.translation import gettext as _

from leitstand.steering.enums import Overall
from leitstand.steering.rules.rollup import RollUp
from leitstand.steering.rules.wording import on_day, state_words

# The same duty at every point: measure, phase, scope, institution ("" for nobody).
Place: TypeAlias = tuple[str, str, str, str]


class NotComparable(ValueError):
    """Two points must not be held against each other; the message says why."""


@dataclass(frozen=True, slots=True)
class Lead:
    """Who leads a measure, for a phase and scope as the plan prints them; "" for all of it."""

    institution: str
    name: str
    phase: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A measure, or a part of one, as the plan has it. ``field`` and ``cluster`` are keys."""

    key: str
    label: str
    title: str
    field: str = ""
    cluster: str = ""
    leads: tuple[Lead, ...] = ()


@dataclass(frozen=True, slots=True)
class Promise:
    """A milestone with its days. ``id`` stays the same from round to round."""

    id: str
    title: str
    due_on: dt.date | None = None
    done_on: dt.date | None = None
    is_dropped: bool = False

    @property
    def words(self) -> str:
        """What was said of it."""
        if self.is_dropped:
            return _("gestrichen")
        if self.done_on:
            return _("erreicht %s") % on_day(self.done_on)
        return _("fällig %s") % on_day(self.due_on) if self.due_on else _("ohne Termin")


@dataclass(frozen=True, slots=True)
class Told:
    """What is owed at one place, and what was said. For silence ``state`` is empty and ``said_on``
    None.

    ``merged_into`` is the key or else the words of the measure that it went on in, and
    ``successor`` what that is called.
    """

    name: str
    state: str = ""
    outlook: str = ""
    verdict: str = ""
    verdict_words: str = ""
    merged_into: str = ""
    successor: str = ""
    said_on: dt.date | None = None
    promises: tuple[Promise, ...] = ()
    next_step: str = ""
    next_step_due: dt.date | None = None

    @property
    def is_answered(self) -> bool:
        """Whether anything was said."""
        return self.state != ""

    @property
    def words(self) -> str:
        """The state in words, with where a merged measure went on."""
        text = state_words(self.state or Overall.NOT_REPORTED.value)
        if self.successor:
            return _("%(state)s (%(successor)s)") % {"state": text, "successor": self.successor}
        return text


@dataclass(frozen=True)
class Snapshot:
    """A plan and what was said about it at one point.

    ``day``: the plan is as it stood at its end. ``round`` is the slug of the frozen round whose
    answers are ``told``, "" where there was none yet. ``told`` has an entry for every duty, also
    for one that nobody has. Words are in one language: ``terms`` has those for printed phases and
    scopes, ``branches`` those for the plan's fields and clusters by key, in printed order.
    """

    plan: str
    label: str
    day: dt.date
    measures: Mapping[str, Known]
    round: str = ""
    round_title: str = ""
    is_example: bool = False
    told: Mapping[Place, Told] = field(default_factory=dict)
    total: RollUp | None = None
    terms: Mapping[str, str] = field(default_factory=dict)
    branches: Mapping[str, str] = field(default_factory=dict)

    @property
    def has_answers(self) -> bool:
        """Whether a round had been frozen by then."""
        return self.round != ""

    def limits(self, phase: str, scope: str) -> str:
        """A phase and scope in the language of the snapshot; "" for all of a measure."""
        return ", ".join(self.terms.get(one, one) for one in (phase, scope) if one)

    @cached_property
    def institutions(self) -> dict[str, str]:
        """What those who lead or owe an answer are called, by slug."""
        found = {one.institution: one.name for m in self.measures.values() for one in m.leads}
        return found | {place[3]: one.name for place, one in self.told.items() if place[3]}
