# SPDX-FileCopyrightText: Leitstand maintainers
# SPDX-License-Identifier: EUPL-1.2
"""The search as a question that programs may ask. What it finds is what the page finds."""

from typing import Annotated, Literal, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query, Router, Schema
from pydantic import Field
from typing_extensions import TypedDict

from leitstand.core.languages import reader_language
from leitstand.core.search.queries import LONGEST_QUERY, tidied
from leitstand.core.search.selectors import MOST_RANKED, Hit, search
from leitstand.plan import selectors as plans
from leitstand.plan.api.parameters import SLUG, PageSize
from leitstand.plan.api.shapes import Id, LanguageCode, Url
from leitstand.ui.access import PUBLIC
from leitstand.ui.addresses import address
from leitstand.ui.api import Kind
from leitstand.ui.api.house import answer, operation
from leitstand.web.search import sentence

router = Router()
HitKind: TypeAlias = Literal["measure", "institution", "goal", "node", "plan"]
# The pages whose things the interface tells one by one; it has branches only as a list.
_ROUTES = {f"plan:{kind}": f"api:{kind}" for kind in ("measure", "institution", "goal")}


class SearchQuestion(Schema):
    """What to look for; names are those of the search page's address."""

    q: str = Field(max_length=LONGEST_QUERY, description="Words; any of them, the best hits first.")
    art: HitKind | None = Field(None, description="Only hits of this kind.")
    plan: str | None = Field(
        None, pattern=SLUG, max_length=80, description="Only hits that belong to this plan."
    )
    limit: PageSize = Field(20, description=f"Hits at most; never more than {MOST_RANKED}.")
    lang: LanguageCode | None = Field(
        None, description="Language of the answer; it goes before `Accept-Language`."
    )


class HitItem(TypedDict):
    """A thing that was found. ``url`` tells all of it, ``page`` shows it to people."""

    kind: HitKind
    id: Id
    plan: Id
    label: Annotated[str | None, Field(description="How a sentence calls it.")]
    title: str
    excerpt: Annotated[str, Field(description="The passage around the words, or the beginning.")]
    url: Annotated[Url | None, Field(description="Null for a branch of a plan's tree.")]
    page: Url


class Found(TypedDict):
    """What was found, best first. ``message`` says it, or why nothing could be, in a sentence."""

    language: LanguageCode
    query: str
    total: Annotated[int, Field(description="How many there are, also beyond `limit`.")]
    is_more: Annotated[bool, Field(description="There are more than `total` tells.")]
    message: str
    replaced: Annotated[
        dict[str, list[str]],
        Field(description="Words that occur nowhere, and those that were looked for instead."),
    ]
    hits: list[HitItem]


@operation(router, "/search", "search", Found, access=PUBLIC, problems=(Kind.NOT_FOUND,))
def search_operation(request: HttpRequest, asked: Query[SearchQuestion]) -> HttpResponse:
    """Search in everything public.

    Measures, institutions, goals, branches and plans, in German or English, today's texts. Words
    are taken apart and put into their basic form: `Flächen` finds `Gewerbeflächen`.
    """
    if asked.plan is not None:
        try:
            plans.plan_id_on(asked.plan, None)
        except plans.PlanNotFound as error:
            raise Http404(str(error)) from None
    result = search(
        asked.q,
        language=reader_language(),
        kind=asked.art or "",
        plan=asked.plan or "",
        limit=asked.limit,
    )
    content: Found = {
        "language": reader_language(),
        "query": tidied(asked.q),
        "total": result.total,
        "is_more": result.is_more,
        "message": sentence(result),
        "replaced": {one.typed: list(one.shown) for one in result.replacements},
        "hits": [_hit(hit) for hit in result.hits],
    }
    return answer(content)


def _hit(hit: Hit) -> HitItem:
    route = "api:plan" if hit.kind == "plan" else _ROUTES.get(hit.route)
    return {
        "kind": hit.kind,  # type: ignore[typeddict-item]  # the index knows no other
        "id": hit.key,
        "plan": hit.plan,
        "label": hit.label.text or None,
        "title": hit.title.text,
        "excerpt": hit.text.text,
        "url": address(route, **hit.arguments) if route else None,
        "page": address(hit.route, **hit.arguments),
    }
