# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What every page of a plan needs: the plan, its levels and its tree, in the reader's language."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import CharField, Count, QuerySet, Value
from django.db.models.functions import Concat

from leitstand.core.history import rows_as_of
from leitstand.core.languages import Language
from leitstand.core.prepared import answers, as_day
from leitstand.plan.labels import measure_label
from leitstand.plan.models import Level, Measure, Node, Participation, Plan, Term
from leitstand.plan.selectors.documents import PlanNotFound, plan_id_on


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan in a list of plans. ``measure_count`` counts measures, not their parts."""

    slug: str
    title: str
    city: str
    period_start: dt.date
    period_end: dt.date
    measure_count: int
    institution_count: int


@dataclass(frozen=True, slots=True)
class LevelLine:
    """A level of the tree, by its names."""

    key: str
    name: str
    plural: str


NO_LEVEL = LevelLine("", "", "")


@dataclass(frozen=True, slots=True)
class NodeLine:
    """A branch of the tree. ``lines`` is its passage in the published text."""

    id: int
    key: str
    level: LevelLine
    parent_id: int | None
    number: str
    title: str
    summary: str
    lines: tuple[int, int]

    @property
    def name(self) -> str:
        """Number and title, as a heading shows them."""
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class PlanFrame:
    """A plan with its tree. ``nodes`` are in printed order, keyed by row number."""

    id: int
    slug: str
    title: str
    summary: str
    period: tuple[dt.date, dt.date]
    language: Language
    day: dt.date | None
    levels: tuple[LevelLine, ...]
    nodes: dict[int, NodeLine]
    terms: dict[str, str]

    @cached_property
    def children(self) -> dict[int | None, tuple[NodeLine, ...]]:
        """The branches below each branch; the trunk's below ``None``."""
        below: dict[int | None, list[NodeLine]] = {}
        for node in self.nodes.values():
            below.setdefault(node.parent_id, []).append(node)
        return {parent: tuple(nodes) for parent, nodes in below.items()}

    def path(self, node_id: int) -> tuple[NodeLine, ...]:
        """The branches from the trunk down to ``node_id``, it included."""
        path: list[NodeLine] = []
        current: int | None = node_id
        while current is not None:
            path.append(self.nodes[current])
            current = self.nodes[current].parent_id
        return tuple(reversed(path))

    def below(self, node_id: int) -> Iterator[int]:
        """``node_id`` and every branch under it."""
        yield node_id
        for child in self.children.get(node_id, ()):
            yield from self.below(child.id)

    def node(self, key: str) -> NodeLine | None:
        """The branch called ``key``."""
        return next((node for node in self.nodes.values() if node.key == key), None)

    def label(self, node_id: int, number: str, part: str) -> str:
        """How a measure is called in a sentence: "Flächen 2 II"."""
        *above, field = self.path(node_id)
        return measure_label(above[-1].title if above else "", field.number, number, part)

    def in_words(self, term: str) -> str:
        """A printed phase or scope in the reader's language; printed where we have no word."""
        return self.terms.get(term, term)

    def limits(self, *terms: str) -> str:
        """Phase and scope as one phrase in the reader's language; "" where there is neither."""
        return ", ".join(self.in_words(term) for term in terms if term)


def whole_measures() -> Count:
    """Counts measures, not parts: the parts of one measure share branch and number."""
    return Count(Concat("node_id", Value("/"), "number", output_field=CharField()), distinct=True)


def plan_cards(*, language: Language, day: dt.date | None = None) -> tuple[PlanCard, ...]:
    """The plans that stood here at the end of ``day``, by title; 3 statements."""
    measures = dict(
        rows_as_of(Measure, day).order_by().values_list("plan_id").annotate(n=whole_measures())
    )
    participations = rows_as_of(Participation, day).order_by()
    members = dict(participations.values_list("plan_id").annotate(n=Count("id")))
    rows = (
        rows_as_of(Plan, day)
        .order_by(f"title_{language}")
        .values_list(
            "id",
            "slug",
            f"title_{language}",
            f"city_{language}",
            "period_start",
            "period_end",
        )
    )
    return tuple(
        PlanCard(slug, title, city, start, end, measures.get(row_id, 0), members.get(row_id, 0))
        for row_id, slug, title, city, start, end in rows
    )


def plan_frame(
    slug: str,
    *,
    language: Language,
    day: dt.date | None = None,
    with_levels: bool = True,
    with_terms: bool = True,
) -> PlanFrame:
    """The plan and its tree as they stood at the end of ``day``; 2 statements.

    One more for the names of the levels (without them a node's ``level`` is empty), one more for
    the words of phases and scopes where the language is not the plan's. Raises
    :class:`PlanNotFound`.
    """
    heads = answers(_heads, language, day=day, slug=slug)
    if not heads:
        plan_id_on(slug, day)  # says why
        raise PlanNotFound(slug)
    plan_id, title, summary, start, end = heads[0]
    levels: dict[int, LevelLine] = {}
    if with_levels:
        levels = {
            row_id: LevelLine(*words)
            for row_id, *words in answers(_levels, language, day=day, plan_id=plan_id)
        }
    nodes = {
        row_id: NodeLine(
            row_id,
            key,
            levels.get(level_id, NO_LEVEL),
            parent_id,
            number,
            name,
            text,
            (first, last),
        )
        for row_id, key, level_id, parent_id, number, name, text, first, last in answers(
            _nodes, language, day=day, plan_id=plan_id
        )
    }
    terms: dict[str, str] = {}
    if with_terms and language != "de":
        terms = dict(answers(_terms, day=day, plan_id=plan_id))
    return PlanFrame(
        plan_id,
        slug,
        title,
        summary,
        (as_day(start), as_day(end)),
        language,
        day,
        tuple(levels.values()),
        nodes,
        terms,
    )


def _heads(language: Language, *, day: dt.date | None, slug: str) -> QuerySet[Any, Any]:
    columns = ("id", f"title_{language}", f"summary_{language}", "period_start", "period_end")
    return rows_as_of(Plan, day).filter(slug=slug).values_list(*columns)


def _levels(language: Language, *, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    columns = ("id", "key", f"name_{language}", f"plural_{language}")
    return rows_as_of(Level, day).filter(plan_id=plan_id).order_by("position").values_list(*columns)


def _nodes(language: Language, *, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    words = (f"title_{language}", f"summary_{language}", "lines_from", "lines_to")
    columns = ("id", "key", "level_id", "parent_id", "number", *words)
    return rows_as_of(Node, day).filter(plan_id=plan_id).order_by("position").values_list(*columns)


def _terms(*, day: dt.date | None, plan_id: int) -> QuerySet[Any, Any]:
    return rows_as_of(Term, day).filter(plan_id=plan_id).values_list("term", "en")
