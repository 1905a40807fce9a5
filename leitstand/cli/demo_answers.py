# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The invented answers of the demonstration, read from ``demo/``.

The files are written for people: a budget line, a milestone and a piece of evidence are named once,
and each round says only what became of them. Reading them needs no database.
"""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from zlib import crc32

import yaml
from pydantic import BaseModel, ConfigDict, Field

from leitstand.steering.answer import AnswerContent, BudgetLine, Evidence, Milestone
from leitstand.steering.enums import AnswerWay, Outlook, Progress

_ROOM = Path(__file__).resolve().parent


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DemoRound(_Entry):
    """A round and its days. Without ``due_on`` it is open and ends after whoever loads it."""

    slug: str
    title: dict[str, str]
    reporting_on: dt.date
    opened_on: dt.date | None = None
    due_on: dt.date | None = None
    closed_on: dt.date | None = None
    frozen_on: dt.date | None = None
    published_on: dt.date | None = None


class DemoLine(_Entry):
    """A budget line, whichever measures it pays for."""

    line: str
    source: str


class DemoContact(_Entry):
    """An invented person at an institution."""

    name: str
    language: str = "de"


class DemoProof(_Entry):
    """Evidence, as a duty names it."""

    kind: str
    title: str
    href: str = ""
    code: str = ""
    body: str = ""
    dated_on: dt.date | None = None


class DemoSaying(_Entry):
    """What is said in one round. ``steps`` gives each milestone its days, ``shows`` names evidence,
    ``money`` gives year, planned, committed and spent of a budget line.
    """

    state: Progress
    outlook: Outlook | None = None
    account: str = ""
    obstacles: str = ""
    support: str = ""
    next: str = ""
    next_due: dt.date | None = None
    into: str = ""
    steps: dict[str, dt.date | str] = Field(default_factory=dict)
    shows: tuple[str, ...] = ()
    money: dict[str, tuple[int, int, int, int]] = Field(default_factory=dict)
    draft: bool = False


class DemoDuty(_Entry):
    """One duty and what is said about it, round by round. ``waits`` names what each step needs."""

    measure: str
    institution: str
    phase: str = ""
    scope: str = ""
    way: AnswerWay = AnswerWay.LINK
    steps: dict[str, str] = Field(default_factory=dict)
    waits: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    shows: dict[str, DemoProof] = Field(default_factory=dict)
    said: dict[str, DemoSaying]

    @property
    def place(self) -> tuple[str, str, str, str]:
        """What tells one duty of a round from another."""
        return (self.measure, self.phase, self.scope, self.institution)

    def submission(self, round_slug: str) -> UUID:
        """The same for the same answer, whenever it is loaded."""
        return uuid5(NAMESPACE_URL, "/".join(("leitstand.demo", round_slug, *self.place)))

    def chance(self, round_slug: str, below: int) -> int:
        """A number from 0 to ``below`` − 1 that is the same at each loading."""
        return crc32("/".join((round_slug, *self.place)).encode()) % below


class Demo(_Entry):
    """All of it: rounds in their order, lines by name, duties in the order of the files."""

    plan: str
    rounds: tuple[DemoRound, ...]
    budget_lines: dict[str, DemoLine]
    duties: tuple[DemoDuty, ...]
    contacts: dict[str, DemoContact]

    def said_in(self, slug: str) -> Iterator[tuple[DemoDuty, DemoSaying]]:
        """What is said in one round."""
        for duty in self.duties:
            if slug in duty.said:
                yield duty, duty.said[slug]

    def content(self, duty: DemoDuty, said: DemoSaying) -> AnswerContent:
        """The saying as an answer."""
        return AnswerContent(
            state=said.state,
            outlook=said.outlook,
            account=said.account,
            obstacles=said.obstacles,
            support_wanted=said.support,
            next_step=said.next,
            next_step_due=said.next_due,
            merged_into=said.into,
            milestones=tuple(
                _milestone(name, duty.steps[name], days, duty.waits.get(name, ()))
                for name, days in said.steps.items()
            ),
            evidence=tuple(
                Evidence.model_validate({"id": name} | duty.shows[name].model_dump())
                for name in said.shows
            ),
            budget=tuple(self._budget_line(name, *amounts) for name, amounts in said.money.items()),
        )

    def _budget_line(
        self, name: str, year: int, planned: int, committed: int, spent: int
    ) -> BudgetLine:
        line = self.budget_lines[name]
        return BudgetLine(
            line=line.line,
            source=line.source,
            year=year,
            planned_eur=Decimal(planned),
            committed_eur=Decimal(committed),
            spent_eur=Decimal(spent),
        )


def demo_directory() -> Path:
    """Where the files lie: in a wheel inside the package, in a checkout beside it."""
    for root in (_ROOM.parent / "demo", _ROOM.parent.parent / "demo"):
        if (root / "rounds.yaml").exists():
            return root
    raise FileNotFoundError("demo/rounds.yaml")


def demo() -> Demo:
    """Everything in ``demo/``."""
    root = demo_directory()
    duties: list[dict[str, Any]] = []
    for path in sorted((root / "answers").glob("*.yaml")):
        duties += _read(path)
    return Demo.model_validate(
        _read(root / "rounds.yaml") | {"duties": duties, "contacts": _read(root / "contacts.yaml")}
    )


def _read(path: Path) -> Any:
    # The C parser reads the same files in a tenth of the time.
    return yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)


def _milestone(name: str, title: str, days: dt.date | str, waits: tuple[str, ...]) -> Milestone:
    """``2026-03-31`` is due, ``2026-03-31/2026-03-12`` reached, ``2026-03-31/-`` dropped."""
    if isinstance(days, dt.date):
        return Milestone(id=name, title=title, due_on=days, depends_on=waits)
    due, _slash, then = days.partition("/")
    return Milestone(
        id=name,
        title=title,
        due_on=None if due == "?" else dt.date.fromisoformat(due),
        done_on=dt.date.fromisoformat(then) if then not in {"", "-"} else None,
        is_dropped=then == "-",
        depends_on=waits,
    )
