# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""Asking the index."""

from collections.abc import Iterable, Mapping
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

# So many rows are weighed by the engine; beyond, only the most promising are looked for.
MOST_COUNTED = 1_000
# So many of them get into the last round, and can be leafed through.
MOST_RANKED = 200
_PROMISING = 300
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
    pool, is_more = _pool(query, scope)
    if not pool and any(word.groups for word in query.words):
        query = query.opened()
        pool, is_more = _pool(query, scope)
    if not pool:
        return SearchResult(replacements=replacements)
    best = sorted(pool, key=lambda row_id: (-pool[row_id], row_id))[:MOST_RANKED]
    order = ranked(query, _candidates(best))
    hits = _hits([one.id for one in order[offset : offset + limit]], query)
    slugs = dict.fromkeys((*(one.plan for one in order), *([plan] if plan else [])))
    titles = _plan_titles(slugs, language)
    return SearchResult(
        hits=tuple(_with_plan_title(hit, titles) for hit in hits),
        total=min(len(pool), MOST_COUNTED),
        is_more=is_more,
        reachable=len(order),
        replacements=replacements,
        plans=tuple((slug, titles.get(slug, slug)) for slug in slugs),
        kinds=tuple(dict.fromkeys(one.kind for one in order)),
    )


def _pool(query: Query, scope: tuple[str, ...]) -> tuple[dict[int, float], bool]:
    """Rows by weight. Where there are too many, those in front are joined by the promising."""
    pool = _found(query.expression, scope, MOST_COUNTED + 1)
    if len(pool) <= MOST_COUNTED:
        return pool, False
    promising: list[Expression] = [f"qn{query.name}"] if query.name else []
    if len(query.words) > 1:
        promising.append(all_of(word.expression for word in query.words))
    promising.append(any_of(f"qt{token}" for word in query.words for token in word.tokens))
    for place, expression in enumerate(reversed(promising), start=1):
        # What is more promising counts more than whatever an engine's own weights say.
        for row_id, weight in _found(expression, scope, _PROMISING).items():
            pool[row_id] = max(pool.get(row_id, 0.0), weight) + 1_000.0 * place
    return pool, True


def _found(wanted: Expression, scope: tuple[str, ...], limit: int) -> dict[int, float]:
    return dict(engine().documents(all_of((wanted, *scope)), limit))


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
