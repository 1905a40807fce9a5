# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""What of a plan can be found, and under which words. Pure: everything comes from the document."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from leitstand.core.languages import Language
from leitstand.core.search.documents import IndexDocument
from leitstand.plan.document import InstitutionDocument, Measure, PlanDocument, Text
from leitstand.plan.labels import measure_label

LANGUAGES: tuple[Language, ...] = ("de", "en")


def index_documents(document: PlanDocument) -> Iterator[IndexDocument]:
    """Everything of the plan that has a page, in both languages."""
    for language in LANGUAGES:
        yield from _Indexer(document, language).all()


def institution_documents(
    institutions: Iterable[InstitutionDocument], plan: str
) -> Iterator[IndexDocument]:
    """The institutions alone, as their pages within ``plan`` are found."""
    for position, institution in enumerate(institutions):
        for language in LANGUAGES:
            yield _institution(institution, plan, language, position)


@dataclass
class _Indexer:
    document: PlanDocument
    language: Language
    _titles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._titles = {node.id: self._in(node.title) for node in self.document.nodes}
        plan = self.document.plan
        self._known = {r.id: self._in(r.name) for r in (*plan.strategies, *plan.programmes)}
        self._undertakings: dict[str, list[str]] = {}
        for one in plan.undertakings:
            for use in one.measures:
                names = self._undertakings.setdefault(use.measure, [])
                names += (self._in(one.name), use.as_printed)

    @property
    def _slug(self) -> str:
        return self.document.plan.slug

    def _in(self, text: Text | None) -> str:
        return "" if text is None else text.en if self.language == "en" else text.de

    def all(self) -> Iterator[IndexDocument]:
        """The plan, its branches, goals, measures and institutions."""
        parts = (self._plan(), self._nodes(), self._goals(), self._measures())
        yield from chain(*parts)
        for position, institution in enumerate(self.document.institutions):
            yield _institution(institution, self._slug, self.language, position)

    def _plan(self) -> Iterator[IndexDocument]:
        plan = self.document.plan
        yield IndexDocument(
            kind="plan",
            key=plan.slug,
            plan=plan.slug,
            language=self.language,
            position=0,
            title=self._in(plan.title),
            text=self._in(plan.summary),
            also=(self._in(plan.city), self._in(plan.publisher)),
            printed=tuple(filter(None, (plan.source_title, plan.slug))),
            route="plan:glance",
            arguments={"plan": plan.slug},
        )

    def _nodes(self) -> Iterator[IndexDocument]:
        levels = {level.key: self._in(level.name) for level in self.document.plan.levels}
        for position, node in enumerate(self.document.nodes):
            yield IndexDocument(
                kind="node",
                key=node.id,
                plan=self._slug,
                language=self.language,
                position=position,
                label=" ".join(filter(None, (levels.get(node.level), node.number))),
                title=self._in(node.title),
                text=self._in(node.summary),
                codes=(node.id,),
                also=(self._titles.get(node.parent or "", ""),),
                route="plan:node",
                arguments={"plan": self._slug, "node": node.id},
            )

    def _goals(self) -> Iterator[IndexDocument]:
        for position, goal in enumerate(self.document.goals):
            yield IndexDocument(
                kind="goal",
                key=goal.id,
                plan=self._slug,
                language=self.language,
                position=position,
                label=" ".join(filter(None, (self._titles.get(goal.node), goal.letter))),
                title=self._in(goal.title),
                text=self._in(goal.summary),
                codes=(goal.id,),
                route="plan:goal",
                arguments={"plan": self._slug, "goal": goal.id},
            )

    def _measures(self) -> Iterator[IndexDocument]:
        for position, measure in enumerate(self.document.measures):
            cluster = self._titles.get(measure.cluster, "")
            yield IndexDocument(
                kind="measure",
                key=measure.id,
                plan=self._slug,
                language=self.language,
                position=position,
                label=measure_label(cluster, measure.task_field, measure.number, measure.part),
                title=self._in(measure.title),
                text=self._in(measure.summary),
                names=tuple(ref.code for ref in measure.external_refs if ref.code),
                codes=(measure.id,),
                also=(
                    self._in(measure.remark),
                    self._titles.get(measure.node, ""),
                    *(self._known.get(one, "") for one in measure.strategies),
                    *(self._known.get(one.programme, "") for one in measure.external_refs),
                    *self._undertakings.get(measure.id, ()),
                ),
                printed=_printed(measure),
                route="plan:measure",
                arguments={"plan": self._slug, "measure": measure.id},
            )


def _printed(measure: Measure) -> tuple[str, ...]:
    """Who takes part and what is promised, in the plan's own words; each once."""
    said = chain(
        (role.as_printed for role in measure.roles),
        (mention.as_printed for role in measure.roles for mention in role.mentions),
        (term for role in measure.roles for term in (role.phase, role.scope) if term),
        (place.as_printed for place in measure.open_roles),
        (promise.as_printed for promise in measure.commitments),
        (ref.as_printed for ref in measure.external_refs),
    )
    return tuple(dict.fromkeys(said))


def _institution(
    institution: InstitutionDocument, plan: str, language: Language, position: int
) -> IndexDocument:
    """An institution by every name it bears; nothing in it depends on the plan."""

    def in_(text: Text | None) -> str:
        return "" if text is None else text.en if language == "en" else text.de

    names = dict.fromkeys((institution.name.de, *(name.text for name in institution.names)))
    if institution.short:
        names[institution.short.de] = None
    label = institution.abbreviation or in_(institution.short)
    return IndexDocument(
        kind="institution",
        key=institution.id,
        plan=plan,
        language=language,
        position=position,
        label=label if label != in_(institution.name) else "",
        title=in_(institution.name),
        text=in_(institution.note),
        names=tuple(filter(None, (institution.abbreviation, *names))),
        route="plan:institution",
        arguments={"plan": plan, "institution": institution.id},
    )
