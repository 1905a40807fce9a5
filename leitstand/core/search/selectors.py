# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Asking the index."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from leitstand.core.languages import Language
from leitstand.core.search.documents import scope_tokens
from leitstand.core.search.engines import engine
from leitstand.core.search.expressions import Expression, all_of, any_of
from leitstand.core.search.marks import MarkedText, marked, snippet
from leitstand.core.search.models import SearchDocument
from leitstand.core.search.queries import Fault, Query, parse
from leitstand.core.search.ranking import Candidate, ranked
from leitstand.core.search.spelling import Replacement, understood

# So many rows are weighed by the engine; of more only the most promising are looked for.
MOST_COUNTED = 500
# So many of them get into the last round, and can be leafed through.
MOST_RANKED = 100
_TOKENS = ("names", "title_tokens", "title_parts", "body_tokens", "body_parts")


@dataclass(frozen=True, slots=True)
class Hit:
    """A found page, with the asked words marked."""

    kind: str
    key: str
    plan: str
    plan_title: str
    label: MarkedText
    title: MarkedText
    text: MarkedText
    route: str
    arguments: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found. ``total`` is exact unless ``is_more``; ``hits`` are one page of them.

    ``plans`` (slug and title) and ``kinds`` are those of the best hits, for narrowing.
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    is_more: bool = False
    reachable: int = 0
    fault: Fault | None = None
    replacements: tuple[Replacement, ...] = ()
    plans: tuple[tuple[str, str], ...] = ()
    kinds: tuple[str, ...] = field(default=())


def search(
    text: str,
    *,
    language: Language,
    kind: str = "",
    plan: str = "",
    offset: int = 0,
    limit: int = 20,
) -> SearchResult:
    """The pages that answer ``text``, best first; terms are joined by OR.

    4 statements for a word that occurs, at most 3 more where a very common one makes the engine
    look for promising rows first, and at most 7 for every word of a short box that occurs nowhere.
    """
    asked = parse(text, language)
    if isinstance(asked, Fault):
        return SearchResult(fault=asked)
    query, replacements = understood(asked)
    scope = scope_tokens(language=language, kind=kind, plan=plan)
    pool = _pool(query, scope)
    if not pool.total and any(word.groups for word in query.words):
        query = query.opened()
        pool = _pool(query, scope)
    if not pool.total:
        return SearchResult(replacements=replacements)
    order = ranked(query, _candidates(pool.best))
    hits = _hits([one.id for one in order[offset : offset + limit]], query)
    slugs = dict.fromkeys((*(one.plan for one in order), *([plan] if plan else [])))
    titles = _plan_titles(slugs, language)
    return SearchResult(
        hits=tuple(_with_plan_title(hit, titles) for hit in hits),
        total=pool.total,
        is_more=pool.is_more,
        reachable=len(order),
        replacements=replacements,
        plans=tuple((slug, titles.get(slug, slug)) for slug in slugs),
        kinds=tuple(dict.fromkeys(one.kind for one in order)),
    )


@dataclass(frozen=True, slots=True)
class _Pool:
    """Which rows go into the last round, and how many there are in all."""

    best: list[int]
    total: int
    is_more: bool = False


def _pool(query: Query, scope: tuple[str, ...]) -> _Pool:
    """All rows that answer, the best by the engine's own weight, or the most promising.

    The engine weighs every row that answers, so where there are too many it is not asked to.
    """
    wanted = all_of((query.expression, *scope))
    found = engine().documents(wanted, MOST_COUNTED + 1)
    if len(found) <= MOST_RANKED:
        return _Pool(found, len(found))
    if len(found) <= MOST_COUNTED:
        return _Pool(engine().best_documents(wanted, MOST_RANKED), len(found))
    promise = dict.fromkeys(found, 0)
    for place, expression in enumerate(_promising(query), start=1):
        for row_id in engine().documents(all_of((expression, *scope)), MOST_RANKED):
            promise[row_id] = promise.get(row_id, 0) + 2**place
    best = sorted(promise, key=lambda row_id: (-promise[row_id], row_id))[:MOST_RANKED]
    return _Pool(best, MOST_COUNTED, is_more=True)


def _promising(query: Query) -> Iterator[Expression]:
    """Ever better reasons to look at a row: a word in its title, all words, the very name."""
    yield any_of(f"qt{token}" for word in query.words for token in word.tokens)
    if len(query.words) > 1:
        yield all_of(word.expression for word in query.words)
    if query.name:
        yield f"qn{query.name}"


def _candidates(ids: list[int]) -> list[Candidate]:
    rows = SearchDocument.objects.filter(id__in=ids)
    return [
        Candidate(row_id, kind, plan, position, *(f" {tokens} " for tokens in columns))
        for row_id, kind, plan, position, *columns in rows.order_by("id").values_list(
            "id", "kind", "plan", "position", *_TOKENS
        )
    ]


def _hits(ids: list[int], query: Query) -> list[Hit]:
    """The rows with these numbers, in this order."""
    rows = {row.pk: row for row in SearchDocument.objects.filter(id__in=ids).defer(*_TOKENS)}

    def shown(text: str) -> MarkedText:
        return marked(text, query.language, query.marked)

    return [
        Hit(
            kind=row.kind,
            key=row.key,
            plan=row.plan,
            plan_title="",
            label=shown(row.label),
            title=shown(row.title),
            text=snippet(shown(row.text)),
            route=row.route,
            arguments=row.arguments,
        )
        for row in (rows[row_id] for row_id in ids)
    ]


def _plan_titles(slugs: Iterable[str], language: Language) -> dict[str, str]:
    rows = SearchDocument.objects.filter(plan__in=list(slugs), language=language, kind="plan")
    return dict(rows.values_list("plan", "title"))


def _with_plan_title(hit: Hit, titles: Mapping[str, str]) -> Hit:
    return Hit(
        **{name: getattr(hit, name) for name in hit.__slots__ if name != "plan_title"},
        plan_title=titles.get(hit.plan, hit.plan),
    )
